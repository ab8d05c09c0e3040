//! The rate as the server sees it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use tencent_chat::sandbox::{Data, Rate, Sandbox};

use crate::redis_server::RedisServer;
use crate::{load, promise};

const TASKS: usize = 50;
const TIME: Duration = Duration::from_secs(10);
const SECOND: Duration = Duration::from_secs(1);

/// One process with its own limiter.
pub(crate) async fn one_process() -> anyhow::Result<bool> {
    measure(1, None).await
}

/// Four processes that share the quota.
pub(crate) async fn fleet() -> anyhow::Result<bool> {
    let redis = RedisServer::start().await?;
    measure(4, Some(&redis.url())).await
}

async fn measure(processes: usize, redis: Option<&str>) -> anyhow::Result<bool> {
    let mut data = Data::demo();
    // The client must keep the rate by itself.
    data.behaviour.rate = Rate::Unlimited;
    let arrivals = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&arrivals);
    let on_request = move |seen: &tencent_chat::sandbox::SeenRequest| {
        log.lock().unwrap_or_else(PoisonError::into_inner).push(seen.at);
    };
    let sandbox = Sandbox::builder().data(data).on_request(on_request).start().await?;

    // A little longer than what is looked at.
    let (tasks, seconds) = (TASKS.to_string(), (TIME + SECOND / 2).as_secs_f64().to_string());
    let mut arguments = vec!["load", "--tasks", &tasks, "--seconds", &seconds];
    arguments.extend(redis.iter().flat_map(|url| ["--redis", url]));
    let mut running = Vec::new();
    for _ in 0..processes {
        running.push(load::process(&sandbox.base_url(), &arguments)?.spawn()?);
    }
    for status in join_all(running.iter_mut().map(tokio::process::Child::wait)).await {
        anyhow::ensure!(status?.success(), "a process that makes load failed");
    }

    let mut arrivals = arrivals.lock().unwrap_or_else(PoisonError::into_inner).clone();
    arrivals.sort();
    let first = *arrivals.first().ok_or_else(|| anyhow::anyhow!("nothing arrived"))?;
    let within = arrivals.iter().filter(|at| **at - first < TIME).count();
    let average = within as f64 / TIME.as_secs_f64();
    let peak = peak(&arrivals);
    println!("{processes} process(es) of {TASKS} tasks, {TIME:?}: {within} calls arrived, {average:.1} a second");
    println!("{} windows of a second looked at; the fullest has {peak}", arrivals.len());
    let average = promise(average >= 198.0, "at least 198 calls a second on average");
    Ok(promise(peak <= 200, "at most 200 calls in any second") && average)
}

/// The most arrivals in any one second: every fullest window ends with an arrival, so all are looked at.
pub(crate) fn peak(arrivals: &[Duration]) -> usize {
    let mut window = VecDeque::new();
    let mut peak = 0;
    for &at in arrivals {
        window.push_back(at);
        while window.front().is_some_and(|first| at - *first >= SECOND) {
            window.pop_front();
        }
        peak = peak.max(window.len());
    }
    peak
}
