//! The sandbox: how fast it starts, what it holds and how much it answers.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::json;

use super::promises::command_line;
use super::rivals::{build, cpu_seconds, numbers};
use super::table::{Spread, Table, thousands};
use super::{Effort, Section};
use crate::target_dir;

/// The key that `rivals` signs with.
const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

pub(super) fn section(effort: Effort) -> anyhow::Result<Section> {
    let (rivals, program) = (build()?, command_line()?);
    // Two groups, whose pages are small and full, and no limit of the rate.
    let group = |bans: u32| {
        let ban = |n| json!({"Member_Account": format!("user{n:05}"), "BannedUntil": 4_102_444_800_u64});
        json!({"type": "AVChatRoom", "banned_accounts": (0..bans).map(ban).collect::<Vec<_>>()})
    };
    let groups = json!({"bans:2": group(2), "bans:100": group(100)});
    let file = target_dir().join("rivals/sandbox.json");
    fs::write(
        &file,
        json!({"application": {"secret_key": KEY}, "behaviour": {"rate": "unlimited"}, "groups": groups}).to_string(),
    )?;

    let (mut starts, mut idle) = (Vec::new(), Vec::new());
    for _ in 0..effort.runs {
        let begun = Instant::now();
        let mut sandbox = Sandbox::start(&program, &file)?;
        starts.push(begun.elapsed().as_secs_f64() * 1e3);
        idle.push(sandbox.resident()?);
        sandbox.end();
    }

    let mut table = Table::new(
        "What it answers, as the command, with its log thrown away:",
        ["page", "connections", "answers a second", "answers in a second of its CPU time"],
    );
    let seconds = if effort.quick { "1" } else { "3" };
    for page in ["bans:2", "bans:100"] {
        for connections in ["1", "64"] {
            let sandbox = Sandbox::start(&program, &file)?;
            let before = cpu_seconds(sandbox.process.id());
            let arguments = ["flood", "--url", &sandbox.url, "--page", page, "--connections", connections];
            let flood = numbers(Command::new(&rivals).args(arguments).args(["--seconds", seconds]))?;
            let cpu = cpu_seconds(sandbox.process.id()) - before;
            let rate = thousands(flood[0] / (flood[1] / 1e9));
            table.rows.push(vec![page.replace(':', " "), connections.into(), rate, thousands(flood[0] / cpu)]);
        }
    }
    let mut section = Section::of([table]);
    section.text += &format!(
        "\nIt listens {:.0} ms after its start, and then holds {:.1} MiB.\n",
        Spread::of(starts),
        Spread::of(idle)
    );
    Ok(section)
}

/// A sandbox as a process, which ends with this value.
struct Sandbox {
    process: Child,
    url: String,
}

impl Sandbox {
    fn start(program: &std::path::Path, data: &std::path::Path) -> anyhow::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let process = Command::new(program)
            .args(["sandbox", "--listen", &address.to_string(), "--data"])
            .arg(data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("no sandbox")?;
        let sandbox = Self { process, url: format!("http://{address}") };
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            ensure!(begun.elapsed() < Duration::from_secs(10), "the sandbox does not come up");
            std::thread::sleep(Duration::from_micros(200));
        }
        Ok(sandbox)
    }

    /// Memory in use now, in MiB.
    fn resident(&self) -> anyhow::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS is missing")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }

    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.end();
    }
}
