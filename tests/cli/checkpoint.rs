//! `--checkpoint`: whatever interrupts a run, the same command goes on, and the output is that of an unbroken one.

use std::collections::HashSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::run::{Folder, asking};
use crate::service::{Answer, Request, Service, lists};

const GROUPS: u64 = 200;
/// Sizes of groups, in turn.
const SIZES: [u64; 8] = [0, 1, 3, 7, 99, 100, 101, 250];
const FORMATS: [&str; 4] = ["csv", "json", "table", "jsonl"];

/// What interrupts a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Interruption {
    Signal(&'static str),
    /// The service is out of reach.
    Cut,
}

/// The service's side of the plan: at which request what happens.
#[derive(Default)]
struct Plan {
    left: AtomicU64,
    cut: AtomicBool,
    next: Mutex<Option<(Interruption, u32)>>,
}

/// 50 times unless `TENCENT_CHAT_INTERRUPTIONS` says otherwise.
#[test]
fn random_interruptions_leave_no_trace_in_the_output() {
    let wanted = std::env::var("TENCENT_CHAT_INTERRUPTIONS").map_or(50, |number| number.parse().unwrap());
    let plan = Arc::new(Plan::default());
    let service = {
        let plan = Arc::clone(&plan);
        Service::new(move |request| plan.answer(request))
    };
    let folder = Folder::new();
    let ids = folder.join("ids");
    std::fs::write(&ids, (0..GROUPS).map(|number| format!("g{number}\n")).collect::<String>()).unwrap();
    let references = FORMATS.map(|format| unbroken(&service, &plan, &folder, &ids, format));

    // The seed is of the test; where exactly a run is hit is up to the machine, and must not matter.
    let mut random = fastrand::Rng::with_seed(13);
    let (mut interrupted, mut rounds) = (0, 0);
    while interrupted < wanted {
        let format = rounds % FORMATS.len();
        let output = folder.join("output");
        let checkpoint = folder.join("checkpoint");
        loop {
            let interruption = match random.u32(..10) {
                // It takes the client some seconds to give up.
                0 if interrupted % 5 == 0 => Interruption::Cut,
                1..=3 => Interruption::Signal("-INT"),
                4..=5 => Interruption::Signal("-TERM"),
                _ => Interruption::Signal("-KILL"),
            };
            let mut command = listing(&service, &ids, FORMATS[format], &output);
            command.args(["--checkpoint", checkpoint.to_str().unwrap()]);
            let status = plan.interrupt(command, interruption, random.u64(1..80));
            if status == Some(0) {
                break;
            }
            interrupted += 1;
            assert!(matches!(status, None | Some(130 | 143 | 1 | 3)), "{interruption:?}: {status:?}");
            assert!(!output.exists(), "it does not appear before it is complete");
        }
        assert!(std::fs::read(&output).unwrap() == references[format], "{} after {interrupted}", FORMATS[format]);
        assert!(!checkpoint.exists());
        std::fs::remove_file(&output).unwrap();
        rounds += 1;
    }
    assert!(rounds > 0);
}

#[test]
fn a_full_disk_is_an_interruption_too() {
    let plan = Arc::new(Plan::default());
    let service = {
        let plan = Arc::clone(&plan);
        Service::new(move |request| plan.answer(request))
    };
    let folder = Folder::new();
    let ids = folder.join("ids");
    std::fs::write(&ids, (0..40).map(|number| format!("g{number}\n")).collect::<String>()).unwrap();
    let reference = unbroken(&service, &plan, &folder, &ids, "csv");
    let (output, checkpoint) = (folder.join("output"), folder.join("checkpoint"));
    let command = || {
        let mut command = listing(&service, &ids, "csv", &output);
        command.args(["--checkpoint", checkpoint.to_str().unwrap()]);
        command
    };
    // No file may grow beyond 16 blocks of 512 bytes, and the signal that says so is ignored.
    let tool = command();
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""])
        .arg(tool.get_program())
        .args(tool.get_args());
    for (name, value) in tool.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    let stopped = limited.output().unwrap();
    let stderr = String::from_utf8(stopped.stderr).unwrap();
    assert_eq!(stopped.status.code(), Some(3), "{stderr}");
    assert!(stderr.contains("cannot be written") && stderr.contains("repeat the same command"), "{stderr}");
    assert!(command().status().unwrap().success());
    assert!(std::fs::read(&output).unwrap() == reference);
}

#[test]
fn a_checkpoint_is_of_one_command() {
    let service = Service::new(|_| Answer::Status(403, String::new()));
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let run = |group: &str| {
        let (output, checkpoint) = (path("output"), path("checkpoint"));
        asking(&service, ["banned-members", group, "g2", "-o", &output, "--checkpoint", &checkpoint])
    };
    std::fs::write(path("checkpoint"), "{}").unwrap();
    run("g1").fails(2, &["no checkpoint of this tool"]);
    asking(&service, ["banned-members", "g1", "--checkpoint", "x"]).fails(2, &["--output"]);
}

impl Plan {
    fn answer(&self, request: &Request) -> Answer {
        if self.left.load(Ordering::SeqCst) > 0 && self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            match self.next.lock().unwrap().take() {
                Some((Interruption::Signal(signal), pid)) => {
                    // The process may have ended by itself.
                    let _ = Command::new("kill").args([signal, &pid.to_string()]).stderr(Stdio::null()).status();
                }
                Some((Interruption::Cut, _)) => self.cut.store(true, Ordering::SeqCst),
                None => {}
            }
        }
        if self.cut.load(Ordering::SeqCst) {
            return Answer::Nothing;
        }
        let number: u64 = request.body["GroupId"].as_str().unwrap()[1..].parse().unwrap();
        lists(SIZES[(number % 8) as usize])(request)
    }

    /// Runs a command that is interrupted at a request; gives its exit code, if no signal ended it.
    fn interrupt(&self, mut command: Command, interruption: Interruption, request: u64) -> Option<i32> {
        let mut next = self.next.lock().unwrap();
        self.cut.store(false, Ordering::SeqCst);
        self.left.store(request, Ordering::SeqCst);
        let mut child = command.spawn().unwrap();
        *next = Some((interruption, child.id()));
        drop(next);
        let status = child.wait().unwrap().code();
        self.left.store(0, Ordering::SeqCst);
        self.cut.store(false, Ordering::SeqCst);
        status
    }
}

fn listing(service: &Service, ids: &Path, format: &str, output: &Path) -> Command {
    let (ids, output) = (ids.to_str().unwrap(), output.to_str().unwrap());
    let mut command =
        asking(service, ["banned-members", "--groups-from", ids, "--format", format, "-o", output, "-q"]).command();
    command.stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// The output of a run that nothing interrupts.
fn unbroken(service: &Service, plan: &Plan, folder: &Path, ids: &Path, format: &str) -> Vec<u8> {
    plan.left.store(0, Ordering::SeqCst);
    let output = folder.join(format!("unbroken.{format}"));
    assert!(listing(service, ids, format, &output).status().unwrap().success());
    let text = std::fs::read(&output).unwrap();
    if format == "csv" {
        let rows: Vec<_> = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).skip(1).collect();
        let count = std::fs::read_to_string(ids).unwrap().lines().count() as u64;
        assert_eq!(rows.len() as u64, (0..count).map(|number| SIZES[(number % 8) as usize]).sum::<u64>());
        assert_eq!(rows.iter().collect::<HashSet<_>>().len(), rows.len(), "no member comes twice");
    }
    text
}
