//! Each fault, as it arrives on the socket.

use std::time::{Duration, Instant};

use serde_json::json;
use tencent_chat::sandbox::{Data, Fault, FaultKind, Sandbox};
use tencent_chat::{ErrorCode, UnixTime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{BAN, MANY, MEMBERS, Request, demo};

#[tokio::test]
async fn reset_ends_the_connection_before_a_byte_of_the_answer() {
    let sandbox = with(FaultKind::Reset).await;
    let (received, end) = exchange(&sandbox).await;
    assert_eq!(received, "");
    assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn reset_in_body_ends_it_after_half_of_the_body() {
    let sandbox = with(FaultKind::ResetInBody).await;
    let (received, end) = exchange(&sandbox).await;
    assert_half(&received);
    assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn cut_body_ends_it_orderly_after_half_of_the_body() {
    let sandbox = with(FaultKind::CutBody).await;
    let (received, end) = exchange(&sandbox).await;
    assert_half(&received);
    end.unwrap();
}

#[tokio::test]
async fn refuse_closes_the_port_for_a_while() {
    let sandbox = with(FaultKind::Refuse { time: Duration::from_secs(3600) }).await;
    let (received, end) = exchange(&sandbox).await;
    assert_eq!(received, "");
    assert!(end.is_err());
    let refused = TcpStream::connect(address(&sandbox)).await.unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn refused_connections_are_taken_again_on_the_same_port() {
    let sandbox = demo(|_| {}).await;
    sandbox.refuse_connections(Duration::from_millis(100));
    while TcpStream::connect(address(&sandbox)).await.is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(Request::new(&sandbox, BAN).code(&sandbox).await, ErrorCode::OK);
}

#[tokio::test]
async fn slow_answers_take_at_least_as_long_as_told_and_are_whole() {
    let time = Duration::from_millis(320);
    for kind in [FaultKind::Delay { time }, FaultKind::SlowHead { time }, FaultKind::SlowBody { time }] {
        let sandbox = with(kind.clone()).await;
        let started = Instant::now();
        let answer = Request::new(&sandbox, BAN).send(&sandbox).await;
        assert!(started.elapsed() >= time, "{kind:?}: {:?}", started.elapsed());
        assert_eq!(answer["NextOffset"], 2, "{kind:?}");
    }
}

#[tokio::test]
async fn a_narrow_line_brings_so_many_bytes_a_second() {
    let sandbox = with(FaultKind::Bandwidth(500)).await;
    let started = Instant::now();
    let answer = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap().text().await.unwrap();
    assert!(answer.contains("brennanli12"));
    let least = Duration::from_secs_f64(answer.len() as f64 / 500.0);
    assert!(started.elapsed() >= least, "{:?} for {} bytes", started.elapsed(), answer.len());
}

#[tokio::test]
async fn a_request_can_be_taken_and_never_answered() {
    let sandbox = with(FaultKind::NeverAnswer).await;
    let mut stream = send(&sandbox).await;
    while sandbox.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // It is open: there is nothing to read, and no end.
    let read = stream.try_read(&mut [0; 16]).unwrap_err();
    assert_eq!(read.kind(), std::io::ErrorKind::WouldBlock);
    stream.write_all(b"x").await.unwrap();
    drop(stream);
    assert_still_answers(&sandbox).await;
}

#[tokio::test]
async fn a_connection_can_end_while_it_is_idle() {
    let sandbox = with(FaultKind::CloseIdle { time: Duration::from_millis(20) }).await;
    let (received, end) = exchange(&sandbox).await;
    let (head, body) = received.split_once("\r\n\r\n").unwrap();
    assert!(body.ends_with('}') && body.contains("brennanli12"), "{received}");
    assert!(!head.to_lowercase().contains("connection: close"), "{head}");
    // It ends by itself, and orderly.
    end.unwrap();
    assert_still_answers(&sandbox).await;
}

#[tokio::test]
async fn a_body_can_come_twice_or_be_random_bytes() {
    let sandbox = with(FaultKind::DoubleBody).await;
    let twice = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap().text().await.unwrap();
    let (first, second) = twice.split_at(twice.len() / 2);
    assert_eq!(first, second);
    assert!(first.starts_with('{') && first.ends_with('}'));

    let random = async |seed| {
        sandbox.edit(|data| {
            data.seed = seed;
            data.faults = vec![Fault::new(FaultKind::RandomBytes(1_000))];
        });
        Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap().bytes().await.unwrap()
    };
    let one = random(1).await;
    assert_eq!(one.len(), 1_000);
    let other = random(2).await;
    assert_ne!(one, other);
    assert_eq!(one, random(1).await);
}

#[tokio::test]
async fn a_slow_head_comes_byte_by_byte() {
    // So slow that a second byte does not come while this test runs.
    let sandbox = with(FaultKind::SlowHead { time: Duration::from_secs(100_000) }).await;
    let mut stream = send(&sandbox).await;
    let mut first = [0; 1024];
    assert_eq!(stream.read(&mut first).await.unwrap(), 1);
}

#[tokio::test]
async fn a_status_comes_with_an_html_page() {
    for number in [500, 502, 503, 504, 429] {
        let sandbox = with(FaultKind::Status(number)).await;
        let response = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap();
        assert_eq!(response.status(), number);
        assert_eq!(response.headers()["content-type"], "text/html");
        assert!(response.text().await.unwrap().starts_with("<html>"));
    }
}

#[tokio::test]
async fn a_gateway_can_answer_anything() {
    let content_type = Some("text/plain".to_owned());
    let busy = FaultKind::Gateway { status: 503, content_type, body: "busy".to_owned() };
    let sandbox = with(busy).await;
    let response = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap();
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["content-type"], "text/plain");
    assert_eq!(response.text().await.unwrap(), "busy");
    let silent = FaultKind::Gateway { status: 502, content_type: None, body: String::new() };
    sandbox.edit(|data| data.faults = vec![Fault::new(silent)]);
    let response = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap();
    assert_eq!(response.status(), 502);
    assert!(!response.headers().contains_key("content-type"));
}

#[tokio::test]
async fn unknown_fields_come_on_every_level() {
    let sandbox = with(FaultKind::UnknownFields).await;
    let answer = Request::new(&sandbox, MEMBERS).raw(&sandbox).await.unwrap().text().await.unwrap();
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let member = &answer["MemberList"][0];
    for object in [&answer, member, &member["AppMemberDefinedData"][0]] {
        assert!(object["FieldOfTomorrow"].is_object(), "{object}");
    }
}

#[tokio::test]
async fn a_redirect_names_the_other_url() {
    let elsewhere = "http://127.0.0.1:1/elsewhere";
    let sandbox = with(FaultKind::Redirect(elsewhere.to_owned())).await;
    let response = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap();
    assert_eq!(response.status(), 307);
    assert_eq!(response.headers()["location"], elsewhere);
}

#[tokio::test]
async fn a_header_that_http_forbids_ends_the_connection() {
    let sandbox = with(FaultKind::Redirect("a\nb".to_owned())).await;
    assert!(Request::new(&sandbox, BAN).raw(&sandbox).await.is_err());
    assert_still_answers(&sandbox).await;
}

#[tokio::test]
async fn the_content_type_can_be_wrong_or_missing() {
    let sandbox = with(FaultKind::ContentType(Some("text/html".to_owned()))).await;
    let response = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/html");
    assert!(response.text().await.unwrap().contains("brennanli1"));
    sandbox.edit(|data| data.faults = vec![Fault::new(FaultKind::ContentType(None))]);
    let response = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap();
    assert!(!response.headers().contains_key("content-type"));
}

#[tokio::test]
async fn any_body_can_be_answered() {
    let text = r#"{"ActionStatus": "OK", "ErrorCode": "0", "BannedAccountList": 5"#;
    let sandbox = with(FaultKind::Body(text.to_owned())).await;
    let response = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap();
    assert_eq!(response.text().await.unwrap(), text);
}

#[tokio::test]
async fn a_stuck_cursor_repeats_the_position_that_was_asked_for() {
    let sandbox = with(FaultKind::StuckCursor).await;
    let offset = async |offset: u64| {
        let request = Request::new(&sandbox, BAN).field("GroupId", MANY).field("Offset", offset);
        request.send(&sandbox).await["NextOffset"].clone()
    };
    assert_eq!(offset(0).await, 20);
    assert_eq!(offset(20).await, 20);
    let members = Request::new(&sandbox, MEMBERS).field("PermissionGroupId", "@PMG#_@PMG#cMANY");
    let next = members.send(&sandbox).await["Next"].clone();
    assert_eq!(members.field("Next", next.clone()).send(&sandbox).await["Next"], next);
}

#[tokio::test]
async fn a_skewed_clock_shows_in_the_date_and_in_the_check_of_signatures() {
    let sandbox = demo(|_| {}).await;
    let request = Request::new(&sandbox, BAN);
    let week = 7 * 86_400;
    let ahead = async || {
        let response = request.raw(&sandbox).await.unwrap();
        let date = httpdate::parse_http_date(response.headers()["date"].to_str().unwrap()).unwrap();
        UnixTime::from(date).as_secs() - UnixTime::from(std::time::SystemTime::now()).as_secs()
    };
    assert!((-60..=60).contains(&ahead().await));
    sandbox.edit(|data| data.faults = vec![Fault::new(FaultKind::ClockSkew(week)).calls(2..=2)]);
    assert_eq!(request.code(&sandbox).await, ErrorCode::OK);
    assert_eq!(request.code(&sandbox).await, ErrorCode::USERSIG_EXPIRED);
    assert_eq!(request.code(&sandbox).await, ErrorCode::OK);
    sandbox.edit(|data| data.clock_offset_seconds = -week);
    assert!((-week - 60..=-week + 60).contains(&ahead().await));
    // However far the clock is off, there is an answer with a date.
    for extreme in [i64::MIN, i64::MAX] {
        sandbox.edit(|data| data.clock_offset_seconds = extreme);
        ahead().await;
    }
}

#[tokio::test]
async fn faults_strike_the_calls_they_are_set_for() {
    let code = ErrorCode::GROUP_SERVICE_INTERNAL;
    let fault = || Fault::new(FaultKind::ErrorCode(code));
    let sandbox = demo(|_| {}).await;
    let struck = async |fault: Fault, calls: u32| {
        sandbox.edit(|data| data.faults = vec![fault]);
        let request = Request::new(&sandbox, BAN);
        let mut struck = Vec::new();
        for call in 1..=calls {
            if request.code(&sandbox).await == code {
                struck.push(call);
            }
        }
        struck
    };
    assert_eq!(struck(fault(), 3).await, [1, 2, 3]);
    assert_eq!(struck(fault().calls(2..=3), 5).await, [2, 3]);
    assert_eq!(struck(fault().calls(2..3), 5).await, [2]);
    assert_eq!(struck(fault().calls(4..), 5).await, [4, 5]);
    assert_eq!(struck(fault().every(2), 5).await, [2, 4]);
    assert_eq!(struck(fault().calls(2..).every(2), 6).await, [3, 5]);
    assert_eq!(struck(fault().on(MEMBERS), 2).await, [0; 0]);
    assert_eq!(struck(fault().with_probability(0.0), 3).await, [0; 0]);
}

#[tokio::test]
async fn the_first_fault_that_fits_strikes_and_all_of_them_count() {
    let refused = |code| Fault::new(FaultKind::ErrorCode(code));
    let sandbox = demo(|data| {
        data.faults =
            vec![refused(ErrorCode::RATE_EXCEEDED).calls(..=1), refused(ErrorCode::GROUP_SERVICE_INTERNAL).calls(..=2)];
    })
    .await;
    let request = Request::new(&sandbox, BAN);
    assert_eq!(request.code(&sandbox).await, ErrorCode::RATE_EXCEEDED);
    assert_eq!(request.code(&sandbox).await, ErrorCode::GROUP_SERVICE_INTERNAL);
    assert_eq!(request.code(&sandbox).await, ErrorCode::OK);
}

#[tokio::test]
async fn faults_are_set_together_and_count_anew_when_one_of_them_or_the_seed_changes() {
    let sandbox = demo(|data| {
        data.faults = vec![Fault::new(FaultKind::ErrorCode(ErrorCode::GROUP_SERVICE_INTERNAL)).calls(..=1)]
    })
    .await;
    let request = Request::new(&sandbox, BAN);
    let code = async || [request.code(&sandbox).await, request.code(&sandbox).await];
    assert_eq!(code().await, [ErrorCode::GROUP_SERVICE_INTERNAL, ErrorCode::OK]);
    sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::Reset).on(MEMBERS)));
    assert_eq!(code().await, [ErrorCode::GROUP_SERVICE_INTERNAL, ErrorCode::OK]);
    sandbox.edit(|data| data.seed += 1);
    assert_eq!(code().await, [ErrorCode::GROUP_SERVICE_INTERNAL, ErrorCode::OK]);
    sandbox.edit(|data| data.groups.remove(MANY));
    assert_eq!(request.code(&sandbox).await, ErrorCode::OK);
}

#[tokio::test]
async fn chance_is_repeated_by_its_seed() {
    let run = async |seed: u64| {
        let sandbox = demo(|data| {
            data.seed = seed;
            let code = ErrorCode::GROUP_SERVICE_INTERNAL;
            data.faults = vec![Fault::new(FaultKind::ErrorCode(code)).with_probability(0.5)];
        })
        .await;
        let request = Request::new(&sandbox, BAN);
        let mut codes = Vec::new();
        for _ in 0..64 {
            codes.push(request.code(&sandbox).await);
        }
        codes
    };
    let first = run(1).await;
    assert_eq!(first, run(1).await);
    assert_ne!(first, run(2).await);
    assert!(first.contains(&ErrorCode::OK));
    assert!(first.contains(&ErrorCode::GROUP_SERVICE_INTERNAL));
}

#[tokio::test]
async fn a_code_by_a_fault_comes_without_placeholders() {
    let sandbox = demo(|_| {}).await;
    for info in ErrorCode::all() {
        sandbox.edit(|data| data.faults = vec![Fault::new(FaultKind::ErrorCode(info.code))]);
        let answer = Request::new(&sandbox, BAN).send(&sandbox).await;
        let said = answer["ErrorInfo"].as_str().unwrap();
        assert!(!said.contains('{') && !said.is_empty(), "{answer}");
    }
}

#[tokio::test]
async fn a_connection_that_is_closed_when_idle_stays_while_it_is_busy() {
    let sandbox = demo(|_| {}).await;
    // Whether the second request comes before the end is a matter of luck; it is tried until it does.
    loop {
        sandbox.forget_requests();
        sandbox.edit(|data| {
            let idle = FaultKind::CloseIdle { time: Duration::from_millis(300) };
            let late = FaultKind::Delay { time: Duration::from_millis(900) };
            data.faults = vec![Fault::new(idle).calls(..=1), Fault::new(late)];
        });
        let mut stream = send(&sandbox).await;
        let mut answer = [0; 4096];
        assert_ne!(stream.read(&mut answer).await.unwrap(), 0);
        let sent = stream.write_all(&Request::new(&sandbox, BAN).wire()).await;
        let received = stream.read(&mut answer).await;
        if sent.is_ok() && sandbox.requests().len() == 2 {
            assert_ne!(received.unwrap(), 0, "it was closed while the answer was under way");
            return;
        }
    }
}

async fn with(kind: FaultKind) -> Sandbox {
    demo(|data: &mut Data| data.faults.push(Fault::new(kind))).await
}

async fn assert_still_answers(sandbox: &Sandbox) {
    sandbox.edit(|data| data.faults.clear());
    assert_eq!(Request::new(sandbox, BAN).code(sandbox).await, ErrorCode::OK);
}

fn address(sandbox: &Sandbox) -> String {
    sandbox.base_url().replace("http://", "")
}

/// Sends a request as it is on the wire.
async fn send(sandbox: &Sandbox) -> TcpStream {
    let mut stream = TcpStream::connect(address(sandbox)).await.unwrap();
    stream.write_all(&Request::new(sandbox, BAN).wire()).await.unwrap();
    stream
}

/// Everything that comes until the connection ends, and how it ends.
async fn exchange(sandbox: &Sandbox) -> (String, std::io::Result<usize>) {
    let mut stream = send(sandbox).await;
    let mut received = Vec::new();
    let end = loop {
        let mut some = [0; 4096];
        match stream.read(&mut some).await {
            Ok(0) => break Ok(0),
            Ok(count) => received.extend(&some[..count]),
            Err(error) => break Err(error),
        }
    };
    (String::from_utf8(received).unwrap(), end)
}

fn assert_half(received: &str) {
    let (head, body) = received.split_once("\r\n\r\n").unwrap();
    let length = head.to_lowercase();
    let length = length.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let length: usize = length.parse().unwrap();
    assert_eq!(body.len(), length / 2, "{received}");
    assert!(body.starts_with('{'));
}

#[test]
fn faults_are_written_in_a_data_file_as_they_are_in_rust() {
    let time = Duration::from_millis(250);
    let faults = json!([
        { "do": "reset" },
        { "do": "cut_body", "operation": "get_group_ban_member", "first": 3, "last": 3 },
        { "do": { "delay": { "milliseconds": 250 } }, "every": 10 },
        { "do": { "status": 502 }, "probability": 0.5 },
        { "do": { "error_code": 10002 } },
        { "do": { "content_type": null } },
        { "do": { "clock_skew": -60 } },
        { "do": { "redirect": "http://localhost/" } },
        { "do": { "refuse": { "milliseconds": 250 } } },
    ]);
    let data = Data::from_json(&json!({ "faults": faults }).to_string()).unwrap();
    let expected = [
        Fault::new(FaultKind::Reset),
        Fault::new(FaultKind::CutBody).on(BAN).calls(3..=3),
        Fault::new(FaultKind::Delay { time }).every(10),
        Fault::new(FaultKind::Status(502)).with_probability(0.5),
        Fault::new(FaultKind::ErrorCode(ErrorCode::GROUP_SERVICE_INTERNAL)),
        Fault::new(FaultKind::ContentType(None)),
        Fault::new(FaultKind::ClockSkew(-60)),
        Fault::new(FaultKind::Redirect("http://localhost/".to_owned())),
        Fault::new(FaultKind::Refuse { time }),
    ];
    assert_eq!(data.faults, expected);
    let written = serde_json::to_string(&data).unwrap();
    assert_eq!(Data::from_json(&written).unwrap().faults, expected);
}
