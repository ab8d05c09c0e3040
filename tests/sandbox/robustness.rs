//! Malformed requests by the thousand.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use tencent_chat::ErrorCode;
use tencent_chat::sandbox::{Rate, Sandbox};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::support::{BAN, MEMBERS, Request, demo};

const REQUESTS: usize = 10_000;
/// At the same time.
const CALLERS: usize = 16;
/// Senders that stop in the middle and stay.
const SLOW: usize = 200;

#[tokio::test]
async fn ten_thousand_malformed_requests_leave_it_answering() {
    let panics = Arc::new(AtomicUsize::new(0));
    count_panics_of_the_sandbox(&panics);
    let sandbox = demo(|data| data.behaviour.rate = Rate::Unlimited).await;
    let address: SocketAddr = sandbox.base_url().replace("http://", "").parse().unwrap();
    let good = Request::new(&sandbox, BAN).wire();
    let before = resident_kilobytes();

    let mut slow = Vec::new();
    for i in 0..SLOW {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(&good[..good.len() * i / SLOW]).await.unwrap();
        slow.push(stream);
    }
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let good = good.clone();
        callers.spawn(async move {
            let mut random = fastrand::Rng::with_seed(caller as u64);
            for i in 0..REQUESTS / CALLERS {
                let request = malformed(i, &good, &mut random);
                attack(address, &request).await;
            }
        });
    }
    callers.join_all().await;

    assert_eq!(Request::new(&sandbox, BAN).code(&sandbox).await, ErrorCode::OK);
    assert_eq!(Request::new(&sandbox, MEMBERS).code(&sandbox).await, ErrorCode::OK);
    assert_eq!(panics.load(Ordering::Relaxed), 0, "the sandbox panicked");
    let grown = resident_kilobytes().saturating_sub(before);
    // The records of ten thousand requests with bodies of up to 4 KiB are the most that stays.
    assert!(grown < 128 * 1024, "memory has grown by {grown} KiB");
    drop(slow);
}

#[tokio::test]
async fn a_body_beyond_all_reason_is_refused_as_gateways_do() {
    let sandbox = demo(|_| {}).await;
    let mut request = Request::new(&sandbox, BAN);
    request.body = "x".repeat(65 * 1024);
    // The connection may be closed before all of it was sent; an answer, if any, is the gateway's.
    if let Ok(response) = request.raw(&sandbox).await {
        assert_eq!(response.status(), 413);
    }
    assert_eq!(Request::new(&sandbox, BAN).code(&sandbox).await, ErrorCode::OK);
}

/// One of many ways of being wrong.
fn malformed(i: usize, good: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    let text = String::from_utf8_lossy(good).into_owned();
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    let with_body = |body: &str| {
        let head: Vec<_> = head.lines().filter(|line| !line.starts_with("Content-Length")).collect();
        let head = head.join("\r\n");
        format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    };
    match i % 12 {
        // Random bytes.
        0 => (0..random.usize(1..2_000)).map(|_| random.u8(..)).collect(),
        // A good request with some bytes changed.
        1 | 2 => {
            let mut bytes = good.to_vec();
            for _ in 0..random.usize(1..20) {
                let at = random.usize(..bytes.len());
                bytes[at] = random.u8(..);
            }
            bytes
        }
        // Cut off.
        3 => good[..random.usize(..good.len())].to_vec(),
        // Deep JSON.
        4 => with_body(&"[".repeat(random.usize(1..60_000))),
        5 => with_body(&"{\"GroupId\":".repeat(random.usize(1..6_000))),
        // Huge or many headers.
        6 => format!("POST / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(100_000)).into_bytes(),
        7 => format!("POST / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(2_000)).into_bytes(),
        // A huge URL.
        8 => format!("POST /?{} HTTP/1.1\r\n\r\n", "a=b&".repeat(30_000)).into_bytes(),
        // Chunks that are none.
        9 => format!("{head}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n").into_bytes(),
        // JSON of wrong kinds.
        10 => {
            let odd = [json!(null), json!(-1), json!(1e300), json!("\u{0}"), json!([[]]), json!({})];
            let any = |random: &mut fastrand::Rng| odd[random.usize(..odd.len())].clone();
            let body = json!({ "GroupId": any(random), "Limit": any(random), "Offset": any(random) });
            with_body(&body.to_string())
        }
        // A body that is not text.
        _ => {
            let mut bytes = with_body("0123456789");
            let end = bytes.len() - 10;
            bytes[end..].fill(random.u8(0x80..));
            bytes
        }
    }
}

/// Sends it, takes whatever comes for a moment, and goes.
async fn attack(address: SocketAddr, request: &[u8]) {
    let Ok(mut stream) = TcpStream::connect(address).await else { return };
    // It may end the connection while we still send.
    let _ = stream.write_all(request).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(2), stream.read_to_end(&mut answer)).await;
}

/// A panic in a connection's task would end only that connection, unseen.
fn count_panics_of_the_sandbox(count: &Arc<AtomicUsize>) {
    let (count, before) = (Arc::clone(count), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() == Some("tencent-chat-sandbox") {
            count.fetch_add(1, Ordering::Relaxed);
        }
        before(info);
    }));
}

/// Memory of this process, the sandbox's thread and the callers included.
#[cfg(target_os = "linux")]
fn resident_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// Only Linux tells it without a library; there CI looks.
#[cfg(not(target_os = "linux"))]
fn resident_kilobytes() -> u64 {
    0
}

#[tokio::test]
async fn the_sandbox_starts_with_any_valid_application() {
    let sandbox = Sandbox::builder().data(tencent_chat::sandbox::Data::default()).start().await;
    let sandbox = sandbox.unwrap();
    let code = Request::new(&sandbox, BAN).code(&sandbox).await;
    assert_eq!(code, ErrorCode::GROUP_NOT_FOUND);
}
