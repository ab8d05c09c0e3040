//! A server that speaks the vendor's two pages and nothing more. It shares no code with the sandbox.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

/// A server on loopback. Its threads end with the test's process.
pub(crate) struct Service {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Path and query; host and port if it is taken for a proxy.
    pub(crate) target: String,
    pub(crate) body: Value,
}

pub(crate) enum Answer {
    Json(Value),
    Status(u16, String),
    /// The connection is closed without an answer.
    Nothing,
}

impl Service {
    pub(crate) fn new(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (Arc::new(answer), Arc::clone(&seen));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                thread::spawn(move || serve(&stream.unwrap(), &*answer, &log));
            }
        });
        Self { address, seen }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }
}

impl Request {
    pub(crate) fn user_sig(&self) -> &str {
        let (_, rest) = self.target.split_once("usersig=").unwrap();
        rest.split('&').next().unwrap()
    }

    fn is_for(&self, command: &str) -> bool {
        self.target.starts_with(&format!("/v4/group_open_http_svc/{command}?"))
    }
}

/// Lists of `members` members, in pages of the size that is asked for.
pub(crate) fn lists(members: u64) -> impl Fn(&Request) -> Answer {
    move |request| {
        let size = request.body["Limit"].as_u64().unwrap();
        let page = |from: u64| from..members.min(from + size);
        let more = |from: u64| from + size < members;
        if request.is_for("get_group_ban_member") {
            let from = request.body["Offset"].as_u64().unwrap();
            let list = page(from).map(banned).collect::<Vec<_>>();
            let next = if more(from) { from + size } else { 0 };
            return Answer::Json(ok(json!({ "BannedAccountList": list, "NextOffset": next })));
        }
        assert!(request.is_for("get_permission_group_member_list"), "{}", request.target);
        let cursor = request.body["Next"].as_str().unwrap();
        let from = cursor.strip_prefix("it's ").map_or(0, |from| from.parse().unwrap());
        let list = page(from).map(member).collect::<Vec<_>>();
        let next = if more(from) { format!("it's {}", from + size) } else { String::new() };
        Answer::Json(ok(json!({ "MemberList": list, "MemberNum": members, "Next": next })))
    }
}

/// A refusal by the service.
pub(crate) fn refusal(code: i32, info: &str) -> Answer {
    Answer::Json(json!({ "ActionStatus": "FAIL", "ErrorCode": code, "ErrorInfo": info }))
}

fn ok(mut body: Value) -> Value {
    body["ActionStatus"] = "OK".into();
    body["ErrorCode"] = 0.into();
    body["ErrorInfo"] = "".into();
    body
}

fn banned(number: u64) -> Value {
    json!({ "Member_Account": format!("user{number}"), "BannedUntil": 4_102_444_800 + number })
}

fn member(number: u64) -> Value {
    json!({
        "Member_Account": format!("user{number}"),
        "Role": "Member ",
        "JoinTime": 1_425_976_500,
        "MsgSeq": number,
        "LastSendMsgTime": 0,
        "MuteUntil": 0,
        "NameCard": "=cmd\u{1b}[31m, \"王\"",
        "AppMemberDefinedData": [{ "Key": "Level", "Value": "3" }, { "Key": "Team", "Value": "a,b" }],
        "Brand_New": { "a": [1] },
    })
}

fn serve(stream: &TcpStream, answer: &dyn Fn(&Request) -> Answer, seen: &Mutex<Vec<Request>>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        seen.lock().unwrap().push(request.clone());
        let (status, body) = match answer(&request) {
            Answer::Json(body) => (200, body.to_string()),
            Answer::Status(status, body) => (status, body),
            Answer::Nothing => return,
        };
        let head = format!("HTTP/1.1 {status} Whatever\r\nContent-Length: {}\r\n\r\n", body.len());
        if (&*stream).write_all(format!("{head}{body}").as_bytes()).is_err() {
            return;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let target = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        match header.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().unwrap();
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { target, body: serde_json::from_slice(&body).unwrap_or_default() })
}
