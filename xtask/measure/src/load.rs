//! Full demand, as a process of its own.

use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use futures_util::future::join_all;
use tencent_chat::sandbox::Application;
use tencent_chat::{Client, RedisRateLimiter};
use tokio::process::Command;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[arg(long)]
    tasks: usize,
    #[arg(long)]
    seconds: f64,
    /// Share the quota over this server
    #[arg(long)]
    redis: Option<String>,
}

/// Calls from all tasks until the time is over.
pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut client = Client::from_env()?;
    if let Some(url) = &arguments.redis {
        client = client.rate_limiter(Arc::new(RedisRateLimiter::new(url)?));
    }
    let client = client.build()?;
    let end = Instant::now() + Duration::from_secs_f64(arguments.seconds);
    let tasks = (0..arguments.tasks).map(|_| {
        let client = client.clone();
        tokio::spawn(async move {
            while Instant::now() < end {
                client.banned_members("@TGS#aJRGC4MH6").send().await?;
            }
            anyhow::Ok(())
        })
    });
    for task in join_all(tasks).await {
        task??;
    }
    Ok(())
}

/// This program with other arguments, as a client of the server at a URL.
pub(crate) fn process(url: &str, arguments: &[&str]) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe().context("cannot find this program")?);
    command.args(arguments).kill_on_drop(true).stdin(Stdio::null()).stdout(Stdio::piped());
    command.env("TENCENT_CHAT_BASE_URL", url);
    let application = Application::default();
    command.env("TENCENT_CHAT_SDK_APP_ID", application.sdk_app_id.to_string());
    command.env("TENCENT_CHAT_SECRET_KEY", application.secret_key.expose());
    Ok(command)
}
