//! The admin port: the state of a sandbox over HTTP, for users of other languages.

use std::convert::Infallible;
use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HOST, HeaderMap, HeaderValue, ORIGIN};
use hyper::http::uri::Authority;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, Semaphore};

use super::data::Data;
use super::server::Shared;
use crate::contract::Operation;

/// Largest data that is taken.
const DATA_BYTES: usize = 64 * 1024 * 1024;
/// How long a request's body may take to come in.
const BODY_TIME: Duration = Duration::from_secs(30);
/// How often new data is read while the service goes on.
const ATTEMPTS: usize = 2;
/// Most connections at a time; more wait.
const CONNECTIONS: usize = 64;

/// What the connections of an admin port share.
struct Port {
    shared: Arc<Shared>,
    /// Whether only programs of this machine reach it.
    loopback: bool,
    /// Data is taken one after the other, so that large data takes memory once.
    turn: Mutex<()>,
}

/// Makes the text of new data of what was sent and what there is.
type Combine = fn(&str, &Data) -> Result<String, serde_json::Error>;

type Refused = (StatusCode, String);

/// Serves until the thread stops.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let loopback = listener.local_addr().is_ok_and(|address| address.ip().is_loopback());
    let port = Arc::new(Port { shared, loopback, turn: Mutex::new(()) });
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let permit = Arc::clone(&permits).acquire_owned().await;
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let port = Arc::clone(&port);
        let service = service_fn(move |request| answer(request, Arc::clone(&port)));
        let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move {
            let _ = connection.await;
            drop(permit);
        });
    }
}

async fn answer(request: Request<Incoming>, port: Arc<Port>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, answer) = match route(request, &port).await {
        Ok(answer) => (StatusCode::OK, answer),
        Err((status, error)) => (status, format!("{:#}", json!({ "error": error }))),
    };
    let mut response = Response::new(Full::from(answer + "\n"));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

async fn route(request: Request<Incoming>, port: &Port) -> Result<String, Refused> {
    let (head, body) = request.into_parts();
    not_from_a_web_page(&head.headers, port.loopback)?;
    let shared = &port.shared;
    match (&head.method, head.uri.path()) {
        (&Method::GET, "/data") => {
            let data = shared.state().data();
            aside(move || format!("{:#}", as_value(&data))).await
        }
        (&Method::PUT, "/data") => put(body, port, |sent, _| Ok(sent.to_owned())).await,
        (&Method::PATCH, "/data") => put(body, port, patched).await,
        (&Method::GET, "/requests") => requests(shared).await,
        (&Method::DELETE, "/requests") => {
            shared.state().forget_requests();
            requests(shared).await
        }
        _ => Err((StatusCode::NOT_FOUND, "there are GET, PUT and PATCH /data, GET and DELETE /requests".to_owned())),
    }
}

/// Refuses what a web page in somebody's browser can send: a page's requests name it in `Origin`,
/// and a page whose host name was made to point here (DNS rebinding) names that host.
fn not_from_a_web_page(headers: &HeaderMap, loopback: bool) -> Result<(), Refused> {
    let refused = |what: &str| Err((StatusCode::FORBIDDEN, what.to_owned()));
    if headers.contains_key(ORIGIN) {
        return refused("a request with Origin comes from a web page; the admin port serves none");
    }
    let host = headers.get(HOST).and_then(|host| Authority::try_from(host.as_bytes()).ok());
    let Some(host) = host.filter(|_| loopback) else { return Ok(()) };
    let host = host.host().trim_matches(['[', ']']);
    match host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok() {
        true => Ok(()),
        false => refused("Host must be localhost or an IP address"),
    }
}

/// Does what may take long on another thread, so that the service goes on.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refused> {
    let failed = |e: tokio::task::JoinError| (StatusCode::INTERNAL_SERVER_ERROR, e.to_string());
    tokio::task::spawn_blocking(work).await.map_err(failed)
}

fn as_value(data: &Data) -> Value {
    serde_json::to_value(data).expect("data is JSON")
}

/// Takes new data: `combine` makes it of what was sent and what there is.
async fn put(body: Incoming, port: &Port, combine: Combine) -> Result<String, Refused> {
    let sent = receive(body).await?;
    let _turn = port.turn.lock().await;
    let shared = Arc::clone(&port.shared);
    let taken = aside(move || {
        let sent = std::str::from_utf8(&sent).map_err(|e| e.to_string())?;
        take(&shared, sent, combine)
    });
    taken.await?.map_err(|e| (StatusCode::BAD_REQUEST, e))
}

/// Makes the data anew. What is edited meanwhile is not lost.
fn take(shared: &Shared, sent: &str, combine: Combine) -> Result<String, String> {
    let sets_faults = names_faults(sent);
    let next = |there_is: &Data| read(&combine(sent, there_is).map_err(|e| e.to_string())?, there_is);
    // All of it would be long; GET /data shows it.
    let told = |data: &Data| format!("{:#}", json!({ "groups": data.groups.len(), "faults": data.faults.len() }));
    for _ in 0..ATTEMPTS {
        let before = shared.state().data();
        let data = next(&before)?;
        let taken = told(&data);
        let mut state = shared.state();
        if state.is(&before) {
            // What was there is dropped after the lock.
            let _old = state.replace(data, sets_faults);
            drop(state);
            return Ok(taken);
        }
    }
    // Churn edits it with every page, so the service has to wait.
    let mut state = shared.state();
    let data = next(state.borrow_data())?;
    let taken = told(&data);
    let _old = state.replace(data, sets_faults);
    drop(state);
    Ok(taken)
}

async fn receive<B>(body: B) -> Result<Bytes, Refused>
where
    B: Body<Data = Bytes, Error: Into<Box<dyn Error + Send + Sync>>>,
{
    match tokio::time::timeout(BODY_TIME, Limited::new(body, DATA_BYTES).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(e)) if e.is::<LengthLimitError>() => {
            Err((StatusCode::PAYLOAD_TOO_LARGE, format!("the body is larger than {DATA_BYTES} bytes")))
        }
        Ok(Err(e)) => Err((StatusCode::BAD_REQUEST, e.to_string())),
        Err(_) => {
            let seconds = BODY_TIME.as_secs();
            Err((StatusCode::REQUEST_TIMEOUT, format!("the body did not come in within {seconds} seconds")))
        }
    }
}

fn read(text: &str, there_is: &Data) -> Result<Data, String> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Given {
        application: Key,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Key {
        secret_key: Option<IgnoredAny>,
    }
    let mut data = Data::from_json(text).map_err(|e| e.to_string())?;
    // The key is never written, so what was read back has none; it stays.
    if serde_json::from_str::<Given>(text).is_ok_and(|given| given.application.secret_key.is_none()) {
        data.application.secret_key = there_is.application.secret_key.clone();
    }
    // Nor are the places that cursors mark.
    for (id, group) in &mut data.groups {
        there_is.groups.get(id).into_iter().for_each(|before| group.follow(before));
    }
    Ok(data)
}

/// Whether faults are set, be it to what they were.
fn names_faults(sent: &str) -> bool {
    #[derive(Deserialize)]
    struct Sent {
        faults: Option<IgnoredAny>,
    }
    serde_json::from_str::<Sent>(sent).is_ok_and(|sent| sent.faults.is_some())
}

fn patched(patch: &str, there_is: &Data) -> Result<String, serde_json::Error> {
    Ok(merged(serde_json::from_str(patch)?, as_value(there_is)).to_string())
}

/// RFC 7396: `null` deletes, objects are merged, all else replaces.
fn merged(patch: Value, target: Value) -> Value {
    let Value::Object(patch) = patch else { return patch };
    let mut target = match target {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(&key);
        } else {
            let old = target.remove(&key).unwrap_or_default();
            target.insert(key, merged(value, old));
        }
    }
    Value::Object(target)
}

async fn requests(shared: &Arc<Shared>) -> Result<String, Refused> {
    let shared = Arc::clone(shared);
    let told = move || {
        let (mut state, now) = (shared.state(), Instant::now());
        let mut statistics = Map::new();
        statistics.insert("all".into(), json!(state.statistics(None, now)));
        for operation in Operation::ALL {
            statistics.insert(operation.info().id.into(), json!(state.statistics(Some(*operation), now)));
        }
        let requests = state.book.requests();
        drop(state);
        format!("{:#}", json!({ "statistics": statistics, "requests": requests }))
    };
    aside(told).await
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::FutureExt;
    use http_body_util::StreamBody;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_never_ends_is_given_up() {
        let endless = StreamBody::new(futures_util::stream::pending::<Result<_, Infallible>>());
        let (status, said) = receive(endless).await.unwrap_err();
        assert_eq!(status, StatusCode::REQUEST_TIMEOUT);
        assert!(said.contains("30 seconds"), "{said}");
    }

    #[tokio::test]
    async fn the_thread_that_serves_does_not_write_down_what_it_has_seen() {
        let sandbox = crate::sandbox::Sandbox::start().await.unwrap();
        let mut told = pin!(requests(&sandbox.shared));
        let held = sandbox.shared.state();
        assert!(told.as_mut().now_or_never().is_none());
        drop(held);
        assert!(told.await.unwrap().contains("peak_per_second"));
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_is_refused() {
        let (status, _) = receive(Full::from(vec![b' '; DATA_BYTES + 1])).await.unwrap_err();
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
