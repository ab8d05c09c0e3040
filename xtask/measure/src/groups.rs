//! Many groups, read by the command line as an operator does.

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, ensure};
use tencent_chat::UnixTime;
use tencent_chat::sandbox::{Data, Group, Rate, Sandbox, SeenRequest};
use tokio::process::Command;

use crate::promise;
use crate::rate::peak;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The command line, built in release
    #[arg(long)]
    program: PathBuf,
    #[arg(long, default_value_t = 10_000)]
    groups: usize,
}

const BANS: usize = 20;

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let until = UnixTime::from_secs(4_102_444_800);
    let mut data = Data::default();
    // The command must keep the rate by itself.
    data.behaviour.rate = Rate::Unlimited;
    for n in 0..arguments.groups {
        let mut group = Group::new("AVChatRoom");
        (0..BANS).for_each(|m| group.ban(format!("user{n}-{m}"), until));
        data = data.group(format!("@TGS#a{n}"), group);
    }
    let arrivals = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&arrivals);
    let on_request = move |seen: &SeenRequest| log.lock().unwrap_or_else(PoisonError::into_inner).push(seen.at);
    let sandbox = Sandbox::builder().data(data).on_request(on_request).start().await?;

    let folder = std::env::temp_dir().join(format!("measure-groups-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (list, output) = (folder.join("groups"), folder.join("banned.csv"));
    std::fs::write(&list, (0..arguments.groups).map(|n| format!("@TGS#a{n}\n")).collect::<String>())?;
    let mut child = Command::new(&arguments.program)
        .args(["banned-members", "--quiet", "--format", "csv", "--base-url", &sandbox.base_url()])
        .args(["--sdk-app-id", &sandbox.sdk_app_id().to_string()])
        .arg("--groups-from")
        .arg(&list)
        .arg("--output")
        .arg(&output)
        .env("TENCENT_CHAT_SECRET_KEY", sandbox.secret_key().expose())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("cannot run {}", arguments.program.display()))?;
    let process = child.id().context("it ended at once")?;
    let mut resident = 0;
    let status = loop {
        // The kernel's own maximum, as long as there is a process to ask about.
        resident = peak_resident(process).unwrap_or(resident);
        tokio::select! {
            status = child.wait() => break status?,
            () = tokio::time::sleep(Duration::from_millis(50)) => {}
        }
    };
    ensure!(status.success(), "the command ended with {status}");
    let printed = std::fs::read_to_string(&output)?;
    // Without the line of names.
    let rows = printed.lines().skip(1).collect::<HashSet<_>>().len();
    std::fs::remove_dir_all(&folder)?;

    let mut arrivals = arrivals.lock().unwrap_or_else(PoisonError::into_inner).clone();
    arrivals.sort();
    let (first, last) = arrivals.first().zip(arrivals.last()).context("nothing arrived")?;
    let seconds = (*last - *first).as_secs_f64();
    let average = (arrivals.len() - 1) as f64 / seconds;
    let peak = peak(&arrivals);
    println!("{} groups, {rows} rows in {seconds:.1} s: {average:.1} calls a second", arguments.groups);
    println!("the fullest second has {peak} calls; at most {resident} KiB resident");
    let complete = promise(
        rows == arguments.groups * BANS && rows == printed.lines().count() - 1,
        "every member of every group, once",
    );
    let average = promise(average >= 198.0, "at least 198 calls a second on average");
    Ok(promise(peak <= 200, "at most 200 calls in any second") && average && complete)
}

/// The most memory that a process ever had resident, in KiB.
fn peak_resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
