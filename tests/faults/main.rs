//! Every fault, on every list, on the first, a middle and the last page, once and lasting: the list is complete,
//! or the one right error comes after what was read before it, and reading goes on from there.
#![cfg(feature = "sandbox")]

#[path = "../support/lists.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod lists;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use futures_util::stream::{self, StreamExt};
use lists::{fixture, fixtures};
use serde_json::{Value, json};
use tencent_chat::sandbox::{Data, Fault, FaultKind, Group, LastPage, Sandbox};
use tencent_chat::{Client, Error, ErrorCode, Operation, Position, RetryPolicy};

/// Something that goes wrong, and what is to come of it.
struct Case {
    name: &'static str,
    kind: FaultKind,
    /// Whether it is over when the call is made again.
    passing: bool,
    /// Whether an attempt must be given up soon, since no answer comes.
    hangs: bool,
    /// Whether this is the right error.
    is: fn(&Error) -> bool,
}

const fn passing(name: &'static str, kind: FaultKind, is: fn(&Error) -> bool) -> Case {
    Case { name, kind, passing: true, hangs: false, is }
}

const fn final_(name: &'static str, kind: FaultKind, is: fn(&Error) -> bool) -> Case {
    Case { name, kind, passing: false, hangs: false, is }
}

const fn hanging(name: &'static str, kind: FaultKind) -> Case {
    Case { name, kind, passing: true, hangs: true, is: Error::is_timeout }
}

/// How long an attempt waits for an answer that does not come. On a machine that is busy, answers that do come may take
/// longer than the first; what is wrong then is tried again with more patience, and only the last word counts.
const PATIENCE: [Duration; 3] = [Duration::from_millis(600), Duration::from_secs(6), Duration::from_secs(60)];

const LONG: Duration = Duration::from_secs(600);

fn cases() -> Vec<Case> {
    let body = |text: &str| FaultKind::Body(text.to_owned());
    let code = |code: i32| FaultKind::ErrorCode(ErrorCode::new(code));
    let mut wrong_type = json!({ "ActionStatus": "OK", "ErrorCode": 0 });
    fixtures().for_each(|fixture| wrong_type[fixture.items] = "none".into());
    let busy = || FaultKind::Gateway { status: 503, content_type: Some("text/plain".into()), body: "busy".into() };
    vec![
        passing("refused", FaultKind::Refuse { time: Duration::from_millis(30) }, Error::is_transport),
        passing("reset before the answer", FaultKind::Reset, Error::is_transport),
        passing("reset in the body", FaultKind::ResetInBody, Error::is_transport),
        passing("closed in the body", FaultKind::CutBody, Error::is_transport),
        hanging("slow head", FaultKind::SlowHead { time: LONG }),
        hanging("slow body", FaultKind::SlowBody { time: LONG }),
        hanging("late answer", FaultKind::Delay { time: LONG }),
        hanging("no answer", FaultKind::NeverAnswer),
        hanging("narrow line", FaultKind::Bandwidth(1)),
        passing("closed while idle", FaultKind::CloseIdle { time: Duration::ZERO }, Error::is_transport),
        passing("random bytes", FaultKind::RandomBytes(1_000), Error::is_malformed),
        passing("body twice", FaultKind::DoubleBody, Error::is_malformed),
        passing("HTTP 408", FaultKind::Status(408), |e| e.status() == Some(408)),
        passing("HTTP 429", FaultKind::Status(429), |e| e.status() == Some(429) && e.is_rate_limited()),
        passing("HTTP 502", FaultKind::Status(502), |e| e.status() == Some(502)),
        passing("HTTP 503", FaultKind::Status(503), |e| e.status() == Some(503)),
        final_("HTTP 404", FaultKind::Status(404), |e| e.status() == Some(404)),
        final_("redirect", FaultKind::Redirect("http://127.0.0.1:1/".into()), |e| e.status() == Some(307)),
        passing("truncated JSON", body(r#"{"ActionStatus":"OK","Err"#), Error::is_malformed),
        passing("empty body", body(""), Error::is_malformed),
        passing("HTML with status 200", body("<html>"), Error::is_malformed),
        final_("wrong JSON type", body(&wrong_type.to_string()), Error::is_malformed),
        final_("no envelope", body("{}"), Error::is_malformed),
        final_("oversized body", body(&" ".repeat(20_000)), Error::is_malformed),
        passing("HTTP 503 as text", busy(), |e| e.status() == Some(503)),
        passing("10002", code(10002), |e| e.code() == Some(ErrorCode::GROUP_SERVICE_INTERNAL)),
        passing("60007", code(60007), |e| e.code() == Some(ErrorCode::RATE_EXCEEDED)),
        passing("60008", code(60008), |e| e.code() == Some(ErrorCode::SERVICE_TIMEOUT)),
        passing("70001", code(70001), |e| e.code() == Some(ErrorCode::USERSIG_EXPIRED) && e.is_auth()),
        final_("70009", code(70009), |e| e.code() == Some(ErrorCode::USERSIG_WRONG_KEY) && e.is_auth()),
        // It takes a minute, which the deadline here does not allow.
        final_("70050", code(70050), |e| e.code() == Some(ErrorCode::TOO_MANY_SIGNATURE_FAILURES)),
        final_("unknown code", code(4242), |e| e.code().map(ErrorCode::get) == Some(4242)),
        passing("stuck position", FaultKind::StuckCursor, Error::is_stuck),
    ]
}

const PAGE: usize = 10;
const MEMBERS: usize = 25;
const PAGES: usize = 3;

fn accounts(range: std::ops::Range<usize>) -> Vec<String> {
    range.map(|n| format!("user{n:02}")).collect()
}

/// A sandbox with a list of three pages for each operation that reads one.
async fn sandbox() -> Sandbox {
    let mut data = Data::default();
    for fixture in fixtures() {
        let mut group = Group::new(fixture.group_type);
        for account in accounts(0..MEMBERS) {
            group.put(fixture.operation, fixture.within, &json!({ "Member_Account": account }));
        }
        data = data.group(fixture.group, group);
    }
    data.behaviour.last_page = LastPage::Ends;
    Sandbox::builder().data(data).start().await.expect("a sandbox")
}

/// Hasty where it can be, so that nothing here waits long, and patient where a slow machine needs it.
fn client(sandbox: &Sandbox, attempts: u32, case: &Case, patience: Duration) -> Client {
    let (attempt, deadline) = if case.hangs { (patience, LONG) } else { (LONG / 20, LONG / 20) };
    let retry = RetryPolicy::default().max_attempts(attempts).attempt_timeout(attempt).deadline(deadline);
    // Each look at this clock is a second later, so that a new signature differs from the one before.
    let (start, looks) = (SystemTime::now(), AtomicU64::new(0));
    let client = Client::builder(sandbox.sdk_app_id(), sandbox.identifier(), sandbox.secret_key())
        .base_url(sandbox.base_url())
        .clock(move || start + Duration::from_secs(looks.fetch_add(1, Ordering::Relaxed)))
        .retry(retry.max_backoff(Duration::from_millis(100)))
        .max_response_bytes(10_000);
    // Certificates are not needed here and take longer to load than all the rest; native TLS loads them always.
    let http = reqwest::Client::builder();
    #[cfg(feature = "rustls")]
    let http = http.tls_backend_rustls().tls_certs_only([]);
    client.http_client(http).build().expect("a client")
}

/// Reads a list, from the start or a position.
async fn read(client: &Client, operation: Operation, from: Option<Position>) -> (Vec<String>, Option<Error>) {
    (fixture(operation).read)(client, from, PAGE as u32).await
}

/// Lets one fault strike one page, and says what is wrong with what came of it.
async fn strike(
    case: &Case,
    operation: Operation,
    page: usize,
    lasting: bool,
    patience: Duration,
) -> Result<(), String> {
    let sandbox = sandbox().await;
    let fault = Fault::new(case.kind.clone()).on(operation);
    let last = if lasting { u64::MAX } else { page as u64 };
    sandbox.edit(|data| data.faults = vec![fault.calls(page as u64..=last)]);
    // Attempts without end where a call is to get through; two, to see one made in vain.
    let client = client(&sandbox, if lasting { 2 } else { 20 }, case, patience);
    let (mut members, error) = read(&client, operation, None).await;

    let stuck = matches!(case.kind, FaultKind::StuckCursor);
    // The first position cannot come again.
    let idle = matches!(case.kind, FaultKind::CloseIdle { .. });
    // A connection that ends after an answer harms nobody, however often.
    let harmless = idle || (stuck && page == 1 && !lasting);
    if harmless || (case.passing && !lasting) {
        return match error {
            None if members == accounts(0..MEMBERS) => Ok(()),
            None => Err(format!("the list is {members:?}")),
            Some(error) => Err(format!("it should have been cured: {error}")),
        };
    }
    let error = error.ok_or("no error came")?;
    if !(case.is)(&error) {
        return Err(format!("the wrong error came: {error}"));
    }
    // A page that leads back is read; what it leads to is the error. It can only come after the first page.
    let before = if stuck { page.max(2) * PAGE } else { (page - 1) * PAGE };
    if members != accounts(0..before.min(MEMBERS)) {
        return Err(format!("before the error came {members:?}"));
    }
    sandbox.edit(|data| data.faults.clear());
    let Some(position) = error.resume_from() else {
        // Only the service knows the cursor after this page.
        let known = stuck && fixture(operation).cursor;
        return if known { Ok(()) } else { Err("the error does not say where to go on".into()) };
    };
    let patient = self::client(&sandbox, 20, case, patience);
    let (rest, error) = read(&patient, operation, Some(position.clone())).await;
    members.extend(rest);
    match error {
        None if members == accounts(0..MEMBERS) => Ok(()),
        None => Err(format!("lost or doubled after going on: {members:?}")),
        Some(error) => Err(format!("going on failed: {error}")),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_on_every_page_ends_in_a_whole_list_or_the_one_right_error() {
    let cases = cases();
    assert!(cases.len() >= 20);
    let mut strikes = Vec::new();
    for case in &cases {
        for operation in fixtures().map(|fixture| fixture.operation) {
            for page in 1..=PAGES {
                strikes.extend([false, true].map(|lasting| (case, operation, page, lasting)));
            }
        }
    }
    // Those that hang wait most of the time, and then for themselves, so that others do not take their time.
    let (hanging, others): (Vec<_>, Vec<_>) = strikes.into_iter().partition(|(case, ..)| case.hangs);
    let mut wrong = Vec::new();
    for (strikes, at_once) in [(others, 16), (hanging, 36)] {
        let outcomes = stream::iter(strikes).map(|(case, operation, page, lasting)| async move {
            let mut outcome = Err(String::new());
            for patience in PATIENCE {
                outcome = strike(case, operation, page, lasting, patience).await;
                if outcome.is_ok() || !case.hangs {
                    break;
                }
            }
            outcome.map_err(|why| format!("{} {operation:?} page {page}, lasting {lasting}: {why}", case.name))
        });
        wrong.extend(
            outcomes.buffer_unordered(at_once).filter_map(async |outcome| outcome.err()).collect::<Vec<_>>().await,
        );
    }
    assert!(wrong.is_empty(), "{} went wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn an_empty_page_midway_is_read_past() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, 20, &cases()[0], PATIENCE[0]);
    for page in 1..=PAGES {
        // The service says that there is nobody on this page, and where the next one begins.
        let next = PAGE as u32 * page as u32;
        sandbox.edit(|data| data.behaviour.last_page = LastPage::NamesNext);
        for operation in fixtures().map(|fixture| fixture.operation) {
            let position = position_after(&sandbox, operation, next).await;
            let fixture = fixture(operation);
            let mut empty = json!({ "ActionStatus": "OK", "ErrorCode": 0 });
            empty[fixture.items] = json!([]);
            empty[fixture.next] = position;
            let fault = Fault::new(FaultKind::Body(empty.to_string())).on(operation);
            sandbox.edit(|data| data.faults = vec![fault.calls(page as u64..=page as u64)]);
            let (members, error) = read(&client, operation, None).await;
            assert!(error.is_none(), "{operation:?}, page {page}: {error:?}");
            let rest = accounts((page * PAGE).min(MEMBERS)..MEMBERS);
            assert_eq!(members, [accounts(0..(page - 1) * PAGE), rest].concat(), "{operation:?}, page {page}");
        }
    }
}

/// The position after so many members, which the error of the next page names.
async fn position_after(sandbox: &Sandbox, operation: Operation, members: u32) -> Value {
    let case = final_("HTTP 404", FaultKind::Status(404), |_| true);
    sandbox.edit(|data| data.faults = vec![Fault::new(case.kind.clone()).calls(2..)]);
    let client = client(sandbox, 1, &case, PATIENCE[0]);
    let (_, error) = (fixture(operation).read)(&client, None, members).await;
    match error.expect("an error on the second page").resume_from().expect("a position") {
        Position::Offset(offset) => (*offset).into(),
        Position::Cursor(cursor) => cursor.as_str().into(),
        other => panic!("{other} is no position of the contract"),
    }
}
