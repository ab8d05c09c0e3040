//! What every client is asked, and what it must have read: what the sandbox holds.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Context;
use serde_json::{Map, Value, json};

use super::client::Program;
use super::prism::Running;
use super::sandbox::Sandbox;
use super::vectors;
use crate::project_root;

/// What came of one check.
pub(super) struct Outcome {
    pub(super) check: &'static str,
    pub(super) problem: Option<String>,
    /// Whether an error text held the signature.
    pub(super) leaked: bool,
}

/// What a request must come to.
enum Expected {
    /// The whole list, as the sandbox holds it.
    List,
    /// An empty list.
    Nothing,
    /// A failure with this code.
    Code(i64),
    /// A failure of any other kind.
    Failure,
}

/// A check: what the sandbox does, what is asked of it, and what must come of it.
struct Check {
    name: &'static str,
    /// Merged into the sandbox's data before.
    data: Value,
    requests: Vec<(Value, Expected)>,
    /// Whether Prism may judge it: nothing is wrong on the way.
    judged: bool,
}

/// Names of all checks, in their order, with what each is about.
pub(super) const CHECKS: &[(&str, &str)] = &[
    ("lists", "both lists of 1,000 members, to the end"),
    ("empty", "both lists when they are empty"),
    ("filters", "standard and custom fields, filtered"),
    ("tomorrow", "unknown roles, flags and fields on every level; 64-bit values; texts in any script"),
    ("new code", "a failure with a code that nobody knows"),
    ("largest", "`sdkappid` and `random` of 2^32-1"),
    ("identifiers", "identifiers `管理员` and `a b+c&d=é`"),
    ("failure in 200", "code 10010 with HTTP status 200"),
    ("no ErrorCode", "JSON of another service, without `ErrorCode`, with HTTP status 200"),
    ("502", "a gateway's 502 with HTML"),
    ("503", "a gateway's 503 with plain text"),
    ("no type", "an answer without Content-Type"),
    ("text type", "an answer called `text/plain`"),
    ("null lists", "`null` in place of a list"),
    ("redirect", "a redirect is not followed, so the signature stays here"),
    ("unreachable", "a refused connection is an error"),
    ("vectors", "signs as the [test vectors](../tests/vectors/usersig/vectors.json) say"),
    ("debugging", "what the client logs with its debugging on, if it has any, is without the signature"),
];

fn checks() -> anyhow::Result<Vec<Check>> {
    let ban = |group: &str| json!({ "list": "banned", "group": group });
    let members = |permission_group: &str| json!({ "list": "members", "group": "@TGS#_@TGS#cAVQXXXXXX", "permission_group": permission_group });
    let with = |mut request: Value, more: Value| {
        merge(&mut request, &more);
        request
    };
    let some = || ban("@TGS#aJRGC4MH6");
    let faulty = |name, fault: Value, expected: Vec<Expected>| {
        let requests = [some(), members("@PMG#_@PMG#cDR")].into_iter().zip(expected).collect();
        Check { name, data: json!({ "faults": [{ "do": fault }] }), requests, judged: false }
    };
    let both = |expected: fn() -> Expected| vec![expected(), expected()];
    let plain = |name, data, requests| Check { name, data, requests, judged: true };
    let tomorrow = project_root().join("examples/tomorrow.json");
    let tomorrow = std::fs::read_to_string(&tomorrow).with_context(|| format!("cannot read {}", tomorrow.display()))?;
    let mut tomorrow: Value = serde_json::from_str(&tomorrow)?;
    drop(tomorrow.as_object_mut().map(|data| (data.remove("$schema"), data.remove("application"))));
    let gateway = |status: u16, kind: &str, body: &str| json!({ "gateway": { "status": status, "content_type": kind, "body": body } });
    let nulls = r#"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","BannedAccountList":null,"MemberList":null,"NextOffset":0,"MemberNum":0,"Next":""}"#;
    let foreign = r#"{"RequestId":"x","Message":"Forbidden"}"#;
    let administrators = json!({ "application": { "administrators": ["administrator", "管理员", "a b+c&d=é"] } });
    Ok(vec![
        plain(
            "lists",
            Value::Null,
            vec![(ban("@TGS#aMANY"), Expected::List), (members("@PMG#_@PMG#cMANY"), Expected::List)],
        ),
        plain(
            "empty",
            Value::Null,
            vec![(ban("@TGS#aEMPTY"), Expected::Nothing), (members("@PMG#_@PMG#cEMPTY"), Expected::Nothing)],
        ),
        plain(
            "filters",
            Value::Null,
            vec![(
                with(
                    members("@PMG#_@PMG#cDR"),
                    json!({ "fields": ["Role", "JoinTime"], "custom": ["MemberDefined1"] }),
                ),
                Expected::List,
            )],
        ),
        plain(
            "tomorrow",
            tomorrow,
            vec![
                (ban("@TGS#aTOMORROW"), Expected::List),
                (
                    json!({ "list": "members", "group": "@TGS#_tomorrow", "permission_group": "@PMG#_tomorrow" }),
                    Expected::List,
                ),
            ],
        ),
        faulty("new code", json!({ "error_code": 61234 }), both(|| Expected::Code(61234))),
        plain(
            "largest",
            json!({ "application": { "sdk_app_id": u32::MAX } }),
            vec![(with(some(), json!({ "sdk_app_id": u32::MAX, "random": u32::MAX })), Expected::List)],
        ),
        plain(
            "identifiers",
            administrators,
            vec![
                (with(some(), json!({ "identifier": "管理员" })), Expected::List),
                (with(members("@PMG#_@PMG#cDR"), json!({ "identifier": "a b+c&d=é" })), Expected::List),
            ],
        ),
        plain("failure in 200", Value::Null, vec![(ban("@TGS#aNONE"), Expected::Code(10010))]),
        faulty("no ErrorCode", json!({ "body": foreign }), both(|| Expected::Failure)),
        faulty("502", json!({ "status": 502 }), both(|| Expected::Failure)),
        faulty("503", gateway(503, "text/plain", "upstream connect error"), both(|| Expected::Failure)),
        faulty("no type", json!({ "content_type": null }), both(|| Expected::List)),
        faulty("text type", json!({ "content_type": "text/plain" }), both(|| Expected::List)),
        faulty("null lists", json!({ "body": nulls }), both(|| Expected::Nothing)),
    ])
}

/// Asks all of it.
pub(super) fn run(program: &mut Program, sandbox: &Sandbox, proxy: &Running) -> anyhow::Result<Vec<Outcome>> {
    let original = sandbox.ask("GET", "/data", &Value::Null)?;
    let mut outcomes = Vec::new();
    for check in checks()? {
        sandbox.ask("PUT", "/data", &original)?;
        let patch = if check.data.is_null() { json!({}) } else { check.data.clone() };
        sandbox.ask("PATCH", "/data", &patch)?;
        sandbox.ask("PATCH", "/data", &json!({ "behaviour": { "rate": "unlimited" } }))?;
        let data = sandbox.ask("GET", "/data", &Value::Null)?;
        let url = if check.judged { &proxy.url } else { &sandbox.variables["TENCENT_CHAT_BASE_URL"] };
        let mut outcome = Outcome { check: check.name, problem: None, leaked: false };
        for (request, expected) in &check.requests {
            let answer = program.ask(&full(request, url, sandbox))?;
            outcome.leaked |= leaks(&answer);
            let logged = holds(&program.logged(), &answer).then(|| "the signature is in what it logs".to_owned());
            let problem = problem(request, expected, &answer, &data).or(logged);
            outcome.problem = outcome.problem.or(problem);
        }
        outcomes.push(outcome);
    }
    sandbox.ask("PUT", "/data", &original)?;
    outcomes.push(redirect(program, sandbox)?);
    sandbox.ask("PUT", "/data", &original)?;
    let request = full(&json!({ "list": "banned", "group": "@TGS#a" }), "http://127.0.0.1:1", sandbox);
    let answer = program.ask(&request)?;
    let problem = answer["error"].is_null().then(|| format!("no error: {answer}"));
    outcomes.push(Outcome { check: "unreachable", problem, leaked: leaks(&answer) });
    outcomes.push(Outcome { check: "vectors", problem: vectors::problem(program)?, leaked: false });
    outcomes.push(Outcome { check: "debugging", problem: debugging(program, sandbox)?, leaked: false });
    Ok(outcomes)
}

/// The request with everything that a client must know.
fn full(request: &Value, url: &str, sandbox: &Sandbox) -> Value {
    let mut whole = json!({
        "base_url": url,
        "sdk_app_id": sandbox.variables["TENCENT_CHAT_SDK_APP_ID"].parse::<u64>().unwrap_or_default(),
        "identifier": sandbox.variables["TENCENT_CHAT_IDENTIFIER"],
        "secret_key": sandbox.variables["TENCENT_CHAT_SECRET_KEY"],
        "permission_group": "",
        "fields": [],
        "custom": [],
    });
    merge(&mut whole, request);
    whole
}

fn merge(into: &mut Value, from: &Value) {
    if let (Some(into), Some(from)) = (into.as_object_mut(), from.as_object()) {
        into.extend(from.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
}

/// Lets the sandbox point to another port, where nothing must arrive.
fn redirect(program: &mut Program, sandbox: &Sandbox) -> anyhow::Result<Outcome> {
    let (url, arrived) = elsewhere()?;
    sandbox.ask("PATCH", "/data", &json!({ "faults": [{ "do": { "redirect": url } }] }))?;
    let request = json!({ "list": "banned", "group": "@TGS#aJRGC4MH6" });
    let answer = program.ask(&full(&request, &sandbox.variables["TENCENT_CHAT_BASE_URL"], sandbox))?;
    let signature = answer["user_sig"].as_str().unwrap_or_default().to_owned();
    let seen: Vec<String> = std::iter::from_fn(|| arrived.recv_timeout(Duration::from_millis(50)).ok()).collect();
    let problem = if !seen.is_empty() {
        let signed = seen.iter().any(|line| line.contains(&signature) || line.contains("usersig="));
        Some(format!("followed, {} the signature", if signed { "with" } else { "without" }))
    } else {
        answer["error"].is_null().then(|| format!("no error: {answer}"))
    };
    Ok(Outcome { check: "redirect", problem, leaked: leaks(&answer) })
}

/// A port that writes down what arrives.
fn elsewhere() -> anyhow::Result<(String, Receiver<String>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/elsewhere", listener.local_addr()?);
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(&stream);
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|length| length > 2) {
                if sender.send(std::mem::take(&mut line)).is_err() {
                    return;
                }
            }
            let _ = (&stream).write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    Ok((url, lines))
}

/// Lets everything be logged, and looks for the signature in it.
fn debugging(program: &mut Program, sandbox: &Sandbox) -> anyhow::Result<Option<String>> {
    let request = json!({ "list": "banned", "group": "@TGS#aJRGC4MH6", "debug": true });
    let mut found = None;
    for url in [sandbox.variables["TENCENT_CHAT_BASE_URL"].as_str(), "http://127.0.0.1:1"] {
        let answer = program.ask(&full(&request, url, sandbox))?;
        if holds(&program.logged(), &answer) {
            found = Some("the signature is in what it logs".to_owned());
        }
    }
    Ok(found)
}

/// Whether the signature stands in the text of an error.
fn leaks(answer: &Value) -> bool {
    holds(answer["error"]["text"].as_str().unwrap_or_default(), answer)
}

/// Whether a text holds the signature that this call was made with.
fn holds(text: &str, answer: &Value) -> bool {
    let signature = answer["user_sig"].as_str().unwrap_or_default();
    !signature.is_empty() && text.replace("%2A", "*").replace("%2a", "*").contains(signature)
}

fn problem(request: &Value, expected: &Expected, answer: &Value, data: &Value) -> Option<String> {
    let short = |value: &Value| value.to_string().chars().take(500).collect::<String>();
    let list = |wanted: &[Value]| {
        let read: Vec<_> = answer["items"].as_array().into_iter().flatten().map(tidy).collect();
        if !answer["error"].is_null() {
            return Some(format!("an error in place of a list: {}", short(&answer["error"])));
        }
        let differs = read.iter().zip(wanted).find(|(a, b)| a != b);
        match differs {
            Some((read, wanted)) => Some(format!("read {} instead of {}", short(read), short(wanted))),
            None => (read.len() != wanted.len()).then(|| format!("{} members instead of {}", read.len(), wanted.len())),
        }
    };
    match expected {
        Expected::List => list(&held(request, data)),
        Expected::Nothing => list(&[]),
        Expected::Code(code) => {
            let read = &answer["error"]["code"];
            (read.as_i64() != Some(*code)).then(|| format!("code {read} instead of {code}: {}", short(answer)))
        }
        Expected::Failure => {
            // No code of the service is negative, so a client may put one where there is none.
            let is_failure = answer["error"].is_object() && answer["error"]["code"].as_i64().unwrap_or(0) <= 0;
            (!is_failure).then(|| format!("no failure: {}", short(answer)))
        }
    }
}

/// What the sandbox holds of a list, in the fields that were asked for.
fn held(request: &Value, data: &Value) -> Vec<Value> {
    let group = &data["groups"][request["group"].as_str().unwrap_or_default()];
    let members = match request["list"] == "banned" {
        true => &group["banned_accounts"],
        false => &group["permission_groups"][request["permission_group"].as_str().unwrap_or_default()]["members"],
    };
    let list = |key: &str| request[key].as_array().into_iter().flatten().collect::<Vec<_>>();
    let (fields, custom) = (list("fields"), list("custom"));
    let members = members.as_array().into_iter().flatten().map(|member| {
        let mut member = member.clone();
        if let Some(map) = member.as_object_mut().filter(|_| !fields.is_empty()) {
            let kept = |name: &str| name == "Member_Account" || name == "AppMemberDefinedData";
            map.retain(|name, _| kept(name) || fields.iter().any(|field| *field == name));
        }
        if let Some(data) = member["AppMemberDefinedData"].as_array_mut().filter(|_| !custom.is_empty()) {
            data.retain(|entry| custom.contains(&&entry["Key"]));
        }
        tidy(&member)
    });
    members.collect()
}

/// The fields that the contract knows and that are there. White space around a role means nothing.
fn tidy(member: &Value) -> Value {
    const KNOWN: [&str; 13] = [
        "Member_Account",
        "BannedUntil",
        "Role",
        "JoinTime",
        "JoinPermissionGroupTime",
        "MsgSeq",
        "MsgFlag",
        "LastSendMsgTime",
        "MuteUntil",
        "NameCard",
        "AppMemberDefinedData",
        "Key",
        "Value",
    ];
    let mut tidied = Map::new();
    for name in KNOWN {
        let value = match &member[name] {
            Value::Null => continue,
            Value::Array(entries) if entries.is_empty() => continue,
            Value::Array(entries) => entries.iter().map(tidy).collect(),
            Value::String(text) if name == "Role" => text.trim().into(),
            value => value.clone(),
        };
        tidied.insert(name.to_owned(), value);
    }
    tidied.into()
}
