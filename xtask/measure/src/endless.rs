//! A server of lists that are longer than a sandbox should hold: their members are numbers.

use std::convert::Infallible;
use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Answers both operations with a list of so many members, until the program ends.
pub(crate) async fn start(members: u64) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service_fn(move |request| async move { Ok::<_, Infallible>(answer(request, members).await) });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(socket), service));
        }
    });
    Ok(address)
}

async fn answer(request: Request<Incoming>, members: u64) -> Response<Full<Bytes>> {
    let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    Response::new(Full::new(page(&serde_json::from_slice(&body).unwrap_or_default(), members).to_string().into()))
}

/// The page that is asked for, by the style of its position.
fn page(asked: &Value, members: u64) -> Value {
    let cursor = asked["Next"].as_str();
    let begin = cursor.map_or(asked["Offset"].as_u64(), |cursor| cursor.parse().ok()).unwrap_or(0);
    let end = members.min(begin + asked["Limit"].as_u64().unwrap_or(50));
    let names = (begin..end).map(|n| format!("user{n:07}"));
    let (next, is_last) = (end, end == members);
    if cursor.is_some() {
        let list: Vec<_> =
            names.map(|name| json!({"Member_Account": name, "Role": "Member", "MuteUntil": 0})).collect();
        let next = if is_last { String::new() } else { next.to_string() };
        json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberNum": members, "MemberList": list, "Next": next})
    } else {
        let list: Vec<_> =
            names.map(|name| json!({"Member_Account": name, "BannedUntil": 4_102_444_800_u64})).collect();
        let next = if is_last { 0 } else { next };
        json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": list, "NextOffset": next})
    }
}
