//! Requests from a connection to the state, answers back, and what goes wrong on the way.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming as IncomingBody;
use hyper::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use hyper::http::response::Parts;
use hyper::{Method, Request, Response, StatusCode};

use super::body::{AnswerBody, cut, narrow, slow, whole};
use super::checks::Incoming;
use super::contract::{JSON, YAML};
use super::faults::FaultKind;
use super::reply::{self, Reply};
use super::server::Shared;
use super::wire::Control;

/// Largest body of a request. Real ones have a few hundred bytes.
const REQUEST_BYTES: usize = 64 * 1024;

/// How long a body may take to come in.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Answers one request; an error ends the connection without an answer.
pub(super) async fn answer(
    request: Request<IncomingBody>,
    shared: Arc<Shared>,
    control: Arc<Control>,
) -> io::Result<Response<AnswerBody>> {
    let (head, body) = request.into_parts();
    if matches!(head.method, Method::GET | Method::HEAD) {
        match head.uri.path() {
            "/openapi.yaml" => return document("application/yaml", YAML),
            "/openapi.json" => return document("application/json", JSON),
            _ => {}
        }
    }
    let collected = tokio::time::timeout(BODY_TIME, Limited::new(body, REQUEST_BYTES).collect());
    let body = match collected.await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let mut page = reply::page_of_a_gateway(StatusCode::PAYLOAD_TOO_LARGE).map(whole);
            page.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            return Ok(page);
        }
        _ => return Err(io::ErrorKind::UnexpectedEof.into()),
    };
    let reply = {
        let mut state = shared.state();
        state.answer(&Incoming::new(&head.method, &head.uri, &body), Instant::now(), SystemTime::now())
    };
    shared.log(&reply.seen);
    send(reply, &shared, &control).await
}

async fn send(reply: Reply, shared: &Shared, control: &Control) -> io::Result<Response<AnswerBody>> {
    // A fault may hold a header value that HTTP forbids; then the answer fails as a whole.
    let (mut head, body) = reply.response.map_err(io::Error::other)?.into_parts();
    if !reply.delay.is_zero() {
        tokio::time::sleep(reply.delay).await;
    }
    let announce = |head: &mut Parts, length: usize| head.headers.insert(CONTENT_LENGTH, length.into());
    let body = match reply.fault {
        Some(FaultKind::Refuse { time }) => {
            let closed = shared.refuse(time);
            // Whoever loses the connection finds the port closed.
            let _ = tokio::task::spawn_blocking(move || closed.recv()).await;
            control.reset_when_closed();
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Some(FaultKind::Reset) => {
            control.reset_when_closed();
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Some(FaultKind::ResetInBody) => {
            control.reset_when_closed();
            announce(&mut head, body.len());
            cut(body)
        }
        Some(FaultKind::CutBody) => {
            announce(&mut head, body.len());
            cut(body)
        }
        Some(FaultKind::NeverAnswer) => std::future::pending().await,
        Some(FaultKind::Bandwidth(bytes)) => {
            announce(&mut head, body.len());
            narrow(body, bytes)
        }
        Some(FaultKind::CloseIdle { time }) => {
            control.close_idle(time);
            whole(body)
        }
        Some(FaultKind::SlowHead { time }) => {
            control.trickle(time);
            whole(body)
        }
        Some(FaultKind::SlowBody { time }) => {
            announce(&mut head, body.len());
            slow(body, time)
        }
        // These have made the answer what it is.
        _ => whole(body),
    };
    Ok(Response::from_parts(head, body))
}

fn document(kind: &str, text: &'static str) -> io::Result<Response<AnswerBody>> {
    Response::builder().header(CONTENT_TYPE, kind).body(whole(text.into())).map_err(io::Error::other)
}
