//! What reading a long list as a stream takes in memory.

use std::sync::Arc;

use anyhow::Context;
use tencent_chat::{Client, Unlimited};

use crate::{endless, load, promise};

const SHORT: u64 = 20_000;
const LONG: u64 = 2_000_000;
/// In KiB, as the kernel tells it.
const MORE: u64 = 1024;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How many members there are to be read
    members: u64,
    /// Read permission groups instead of bans
    #[arg(long)]
    permission_group: bool,
}

/// Reads a short and a long list of either kind, each in a process of its own.
pub(crate) async fn run() -> anyhow::Result<bool> {
    let mut kept = true;
    for kind in [&[][..], &["--permission-group"]] {
        let mut peaks = Vec::new();
        for members in [SHORT, LONG] {
            let server = format!("http://{}", endless::start(members).await?);
            let members = members.to_string();
            let output = load::process(&server, &[&["read", &members], kind].concat())?.output().await?;
            anyhow::ensure!(output.status.success(), "the process that reads failed");
            let peak: u64 = String::from_utf8(output.stdout)?.trim().parse().context("no number")?;
            println!("{members} members {}: at most {peak} KiB resident", kind.join(" "));
            peaks.push(peak);
        }
        let more = peaks[1].saturating_sub(peaks[0]);
        kept &= promise(more <= MORE, &format!("at most {MORE} KiB more; it is {more} KiB"));
    }
    Ok(kept)
}

/// Reads one list member by member, and prints the most memory that this process ever had resident, in KiB.
pub(crate) async fn read(arguments: &Arguments) -> anyhow::Result<()> {
    let client = Client::from_env()?.rate_limiter(Arc::new(Unlimited)).build()?;
    let mut read = 0;
    if arguments.permission_group {
        let mut members = client.permission_group_members("@TGS#_many", "@PMG#_many").members();
        while let Some(member) = members.next().await {
            member?;
            read += 1;
        }
    } else {
        let mut members = client.banned_members("@TGS#many").members();
        while let Some(member) = members.next().await {
            member?;
            read += 1;
        }
    }
    anyhow::ensure!(read == arguments.members, "{read} members came instead of {}", arguments.members);
    let status = std::fs::read_to_string("/proc/self/status").context("memory is read from /proc, as Linux has it")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM is missing")?;
    println!("{}", line.trim().trim_end_matches(" kB"));
    Ok(())
}
