//! The admin port: the state of a sandbox over HTTP, for users of other languages.

use std::convert::Infallible;
use std::sync::Arc;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

use super::data::Data;
use super::server::Shared;
use crate::generated::contract::Operation;

/// Largest data that is taken.
const DATA_BYTES: usize = 64 * 1024 * 1024;

/// Serves until the thread stops.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        let shared = Arc::clone(&shared);
        let service = service_fn(move |request| answer(request, Arc::clone(&shared)));
        let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        tokio::spawn(connection);
    }
}

async fn answer(request: Request<Incoming>, shared: Arc<Shared>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let answer = match (&head.method, head.uri.path()) {
        (&Method::GET, "/data") => Ok(data(&shared)),
        (&Method::PUT, "/data") => put(body, &shared, |sent, _| sent).await,
        (&Method::PATCH, "/data") => put(body, &shared, merged).await,
        (&Method::GET, "/requests") => Ok(requests(&shared)),
        (&Method::DELETE, "/requests") => {
            shared.state().forget_requests();
            Ok(requests(&shared))
        }
        _ => Err((StatusCode::NOT_FOUND, "there are GET, PUT and PATCH /data, GET and DELETE /requests".to_owned())),
    };
    let (status, answer) = match answer {
        Ok(answer) => (StatusCode::OK, answer),
        Err((status, error)) => (status, json!({ "error": error })),
    };
    let mut response = Response::new(Full::from(format!("{answer:#}\n")));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static("application/json"));
    Ok(response)
}

fn data(shared: &Shared) -> Value {
    serde_json::to_value(&shared.state().data).expect("data is JSON")
}

/// Takes new data: `combine` makes it of what was sent and what there is.
async fn put(
    body: Incoming,
    shared: &Shared,
    combine: impl FnOnce(Value, Value) -> Value,
) -> Result<Value, (StatusCode, String)> {
    let bad = |error: String| (StatusCode::BAD_REQUEST, error);
    let body = Limited::new(body, DATA_BYTES).collect().await.map_err(|e| bad(e.to_string()))?;
    let sent = serde_json::from_slice(&body.to_bytes()).map_err(|e| bad(e.to_string()))?;
    let mut state = shared.state();
    let there_is = serde_json::to_value(&state.data).expect("data is JSON");
    let combined = combine(sent, there_is);
    let mut data = Data::from_json(&combined.to_string()).map_err(|e| bad(e.to_string()))?;
    // The key is never written, so what was read back has none; it stays.
    if combined["application"].get("secret_key").is_none() {
        data.application.secret_key = state.data.application.secret_key.clone();
    }
    // All of it would be long; GET /data shows it.
    let taken = json!({ "groups": data.groups.len(), "faults": data.faults.len() });
    state.edit(|old| *old = data);
    Ok(taken)
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

fn requests(shared: &Shared) -> Value {
    let mut state = shared.state();
    let mut statistics = Map::new();
    statistics.insert("all".into(), json!(state.statistics(None)));
    for operation in Operation::ALL {
        statistics.insert(operation.info().id.into(), json!(state.statistics(Some(*operation))));
    }
    json!({ "statistics": statistics, "requests": state.book.requests() })
}
