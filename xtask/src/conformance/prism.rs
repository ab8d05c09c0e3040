//! Prism (Stoplight), which judges requests and answers by the contract, and makes a service of its examples.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::sandbox::{Sandbox, request};
use crate::external;

/// The program.
pub(super) struct Prism(PathBuf);

/// A running Prism, until dropped.
pub(super) struct Running {
    process: Child,
    pub(super) url: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Prism {
    pub(super) fn installed(out: &mut dyn Write) -> anyhow::Result<Self> {
        Ok(Self(external::npm("prism", out)?.join(".bin/prism")))
    }

    /// Stands before the sandbox and refuses what is not as the contract says.
    pub(super) fn proxy(&self, document: &Path, sandbox: &Sandbox) -> anyhow::Result<Running> {
        let mut command = Command::new(&self.0);
        command.arg("proxy").arg(document).arg(&sandbox.variables["TENCENT_CHAT_BASE_URL"]).arg("--errors");
        start(command)
    }

    /// Serves both operations from the examples alone, and lets both lists end.
    pub(super) fn mock(&self, document: &Path, out: &mut dyn Write) -> anyhow::Result<bool> {
        let mut command = Command::new(&self.0);
        command.arg("mock").arg(document);
        let mock = start(command)?;
        let query = "sdkappid=1400000000&identifier=administrator&usersig=any&random=1&contenttype=json";
        let bodies = [
            ("get_group_ban_member", r#"{"GroupId": "@TGS#a", "Offset": 0}"#, "NextOffset", serde_json::json!(0)),
            (
                "get_permission_group_member_list",
                r#"{"GroupId": "@TGS#_a", "PermissionGroupId": "@PMG#_a"}"#,
                "Next",
                serde_json::json!(""),
            ),
        ];
        let mut good = true;
        for (operation, body, next, end) in bodies {
            let path = format!("/v4/group_open_http_svc/{operation}?{query}");
            let address = mock.url.trim_start_matches("http://");
            let answer = request(address, "POST", &path, &["Prefer: example=last_page"], body)?;
            let value: serde_json::Value = serde_json::from_str(&answer).unwrap_or_default();
            let ends = value["ErrorCode"] == 0 && value[next] == end;
            writeln!(
                out,
                "{}: Prism's mock serves {operation}, and its `last_page` ends the list",
                super::verdict(ends)
            )?;
            if !ends {
                writeln!(out, "    {answer}")?;
            }
            good &= ends;
        }
        Ok(good)
    }
}

impl Running {
    /// What Prism found wrong.
    pub(super) fn objections(&self) -> Vec<String> {
        let log = self.log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        log.iter()
            .filter(|line| line.contains("Violation") || line.contains("terminated with error"))
            .cloned()
            .collect()
    }

    /// Requests that came with their answers.
    pub(super) fn judged(&self) -> usize {
        let log = self.log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        log.iter().filter(|line| line.contains("Forwarding")).count()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It fails only if Prism has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn start(mut command: Command) -> anyhow::Result<Running> {
    // Prism does not say which port it took, so one is chosen that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    command.args(["--host", "127.0.0.1", "--port", &port.to_string()]).env("NO_COLOR", "1");
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("cannot run Prism")?;
    let log = Arc::new(Mutex::new(Vec::new()));
    let (lines, kept) =
        (BufReader::new(process.stdout.take().context("Prism has no stdout")?).lines(), Arc::clone(&log));
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(line);
        }
    });
    let running = Running { process, url: format!("http://127.0.0.1:{port}"), log };
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if begun.elapsed() > Duration::from_secs(120) {
            bail!("Prism did not start within 120 s");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(running)
}
