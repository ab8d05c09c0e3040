//! `--sandbox` and `sandbox`.

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{File, signed, tool};

#[test]
fn the_demo_needs_no_credentials() {
    let text = tool(["--sandbox", "banned-members", "@TGS#aJRGC4MH6"]).prints();
    for account in ["brennanli1 ", "brennanli12 "] {
        assert!(text.contains(account), "{account} is missing in: {text}");
    }
}

#[test]
fn the_demo_holds_the_members_of_the_vendors_samples() {
    let group = ["@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR"];
    let arguments = ["--sandbox", "permission-group-members", group[0], group[1], "--format", "jsonl"];
    let text = tool(arguments).prints();
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let member = |account: &str, role: &str, mute_until: i64| {
        json!({
            "Member_Account": account,
            "Role": role,
            "JoinTime": 1_425_976_500,
            "JoinPermissionGroupTime": 1_704_804_868,
            "MsgSeq": 1233,
            "MsgFlag": "AcceptAndNotify",
            "LastSendMsgTime": 1_425_976_500,
            "MuteUntil": mute_until,
            "AppMemberDefinedData": [
                { "Key": "MemberDefined1", "Value": "ModifyDefined1" },
                { "Key": "MemberDefined2", "Value": "ModifyDefined2" },
            ],
        })
    };
    assert_eq!(rows, [member("bob", "Owner", 1_431_069_882), member("peter", "Member", 0)]);
}

#[test]
fn the_demo_does_not_ask_the_environment() {
    let list = signed(["--sandbox", "banned-members", "@TGS#aJRGC4MH6"])
        .env("TENCENT_CHAT_BASE_URL", "http://127.0.0.1:1")
        .env("TENCENT_CHAT_IDENTIFIER", "nobody");
    list.prints();
}

#[test]
fn the_demo_and_a_real_host_or_key_contradict_each_other() {
    for (option, value) in [
        ("--region", "tokyo"),
        ("--base-url", "https://example.com"),
        ("--sdk-app-id", "1"),
        ("--secret-key-file", "key"),
    ] {
        tool(["--sandbox", "banned-members", "a", option, value]).fails(2, &["--sandbox", option]);
        tool(["usersig", "sign", option, value, "--sandbox"]).fails(2, &["--sandbox", option]);
    }
}

#[test]
fn the_demo_refuses_as_the_service_does() {
    let list = |more: &[&str]| tool(["--sandbox", "banned-members"].iter().chain(more));
    list(&["@TGS#missing"]).fails(1, &["10010 GROUP_NOT_FOUND"]);
    list(&["@TGS#aJRGC4MH6", "--identifier", "bob"]).fails(1, &["60010 ADMINISTRATOR_REQUIRED"]);
}

#[test]
fn the_sandbox_prints_what_a_shell_needs_to_call_it() {
    let mut sandbox = Running::start(["sandbox"]);
    assert!(sandbox.exports[0].1.starts_with("http://127.0.0.1:"), "{:?}", sandbox.exports);
    assert_eq!(
        sandbox.line(),
        format!(
            "ready; the contract is at {0}/openapi.yaml and {0}/openapi.json; Ctrl-C stops it",
            sandbox.exports[0].1
        )
    );

    let list = || {
        sandbox
            .exports
            .iter()
            .fold(tool(["banned-members", "@TGS#aJRGC4MH6"]), |run, (name, value)| run.env(name, value))
    };
    assert!(list().prints().contains("brennanli12"));
    let user_sig = tool(["--sandbox", "usersig", "sign"]).prints();
    let check = tool(["usersig", "check", "-"]).input(&user_sig);
    sandbox.exports.iter().fold(check, |run, (name, value)| run.env(name, value)).prints();

    let line = sandbox.line();
    assert!(line.contains("get_group_ban_member") && line.contains("administrator"), "{line}");
    assert!(!line.contains("usersig"), "{line}");
}

#[test]
fn requests_are_answered_although_nobody_reads_their_lines() {
    let mut sandbox = Running::start(["sandbox"]);
    let address = sandbox.exports[0].1.strip_prefix("http://").unwrap().to_owned();
    let caller = "x".repeat(8 * 1024);
    // More than a pipe and the lines that wait for it hold.
    for i in 0..700 {
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let head = format!("POST /?identifier={caller} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let read = stream.read(&mut [0; 1024]);
        assert!(read.is_ok_and(|read| read > 0), "request {i} is not answered");
    }
    // Who reads later hears that some are missing.
    let left_out = std::iter::repeat_with(|| sandbox.line()).take(701).find(|line| line.contains("left out"));
    assert!(left_out.is_some());
}

#[cfg(unix)]
#[test]
fn the_sandbox_stops_cleanly_on_interrupt() {
    let mut sandbox = Running::start(["sandbox"]);
    assert!(sandbox.line().starts_with("ready"));
    let interrupt = format!("kill -INT {}", sandbox.child.id());
    assert!(Command::new("sh").args(["-c", &interrupt]).status().unwrap().success());
    assert_eq!(sandbox.child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_sandbox_serves_a_data_file() {
    let data =
        r#"{"groups": {"@TGS#mine": {"type": "AVChatRoom", "banned_accounts": [{"Member_Account": "mallory"}]}}}"#;
    let file = File::new("sandbox-data", data);
    let sandbox = Running::start(["sandbox", "--data", file.path()]);
    let list = tool(["banned-members", "@TGS#mine", "--format", "jsonl"]);
    let list = sandbox.exports.iter().fold(list, |run, (name, value)| run.env(name, value));
    assert_eq!(list.prints(), "{\"Member_Account\":\"mallory\"}\n");
}

#[test]
fn the_sandbox_says_when_others_can_reach_it() {
    let mut sandbox = Running::start(["sandbox", "--listen", "0.0.0.0:0"]);
    assert!(sandbox.line().starts_with("warning: other machines can reach"));
    let mut admin = Running::start(["sandbox", "--admin", "127.0.0.1:0"]);
    assert!(admin.line().starts_with("admin port: http://127.0.0.1:"));
}

#[test]
fn a_sandbox_on_every_address_gives_one_that_a_client_takes() {
    let ours = env!("CARGO_BIN_EXE_tencent-chat");
    for every in ["0.0.0.0:0", "[::]:0"] {
        if every.starts_with('[') && TcpListener::bind("[::1]:0").is_err() {
            continue; // A machine without IPv6.
        }
        let file = File::new("sandbox.env", "");
        let listen = ["-q", "sandbox", "--listen", every, "--env-file", file.path(), "--"];
        let list = tool(listen.into_iter().chain([ours, "banned-members", "@TGS#aJRGC4MH6"])).run();
        assert!(list.stdout.contains("brennanli12"), "{every}: {}", list.stderr);
        let variables = std::fs::read_to_string(file.path()).unwrap();
        let loopback = if every.starts_with('[') { "http://[::1]:" } else { "http://127.0.0.1:" };
        assert!(variables.contains(loopback), "{variables}");
    }
}

#[test]
fn a_sandbox_that_cannot_start_says_why() {
    tool(["sandbox", "--listen", "here"]).fails(2, &["--listen", "here"]);
    tool(["sandbox", "--data", "/no/such/file"]).fails(2, &["/no/such/file"]);
    let file = File::new("broken-data", r#"{"groups": {"a": {"type": "Choir"}}}"#);
    tool(["sandbox", "--data", file.path()]).fails(2, &["groups.a", "Choir", "AVChatRoom"]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    tool(["sandbox", "--listen", &address]).fails(1, &[&address]);
}

/// A sandbox in a process of its own, which ends when dropped.
struct Running {
    child: Child,
    /// Names and values for the environment.
    exports: Vec<(String, String)>,
    stderr: Lines<BufReader<ChildStderr>>,
}

impl Running {
    fn start<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut command = tool(arguments).command();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let export = |line: String| {
            let (name, value) = line.strip_prefix("export ").unwrap().split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        };
        let exports: Vec<_> = stdout.lines().take(4).map(|line| export(line.unwrap())).collect();
        if exports.len() != 4 {
            let mut stderr = String::new();
            child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
            panic!("it did not start: {stderr}");
        }
        let stderr = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, exports, stderr }
    }

    /// The next line on stderr.
    fn line(&mut self) -> String {
        self.stderr.next().unwrap().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
