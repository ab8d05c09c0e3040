//! Requests from a connection to the state, answers back, and what goes wrong on the way.

use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming as IncomingBody;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, LOCATION};
use hyper::http::response::Builder;
use hyper::{Method, Request, Response, StatusCode};

use super::body::{AnswerBody, cut, slow, whole};
use super::checks::{Incoming, Query};
use super::contract::{JSON, YAML};
use super::faults::FaultKind;
use super::server::Shared;
use super::state::Reply;
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
            let page = html(StatusCode::PAYLOAD_TOO_LARGE);
            return finish(page.header("connection", "close"), whole_page(413));
        }
        _ => return Err(io::ErrorKind::UnexpectedEof.into()),
    };
    let query = Query::new(head.uri.query().unwrap_or_default());
    let incoming = Incoming { method: &head.method, path: head.uri.path(), query: &query, body: &body };
    let reply = shared.state().answer(&incoming);
    shared.log(&reply.seen);
    send(reply, &shared, &control).await
}

async fn send(reply: Reply, shared: &Shared, control: &Control) -> io::Result<Response<AnswerBody>> {
    let Reply { body, fault, date, .. } = reply;
    let ok = || at(date, Response::builder()).header(CONTENT_TYPE, "application/json");
    match fault {
        Some(FaultKind::Refuse { time }) => {
            shared.refuse(time);
            control.reset_when_closed();
            Err(io::ErrorKind::ConnectionReset.into())
        }
        Some(FaultKind::Reset) => {
            control.reset_when_closed();
            Err(io::ErrorKind::ConnectionReset.into())
        }
        Some(FaultKind::ResetInBody) => {
            control.reset_when_closed();
            finish(ok().header(CONTENT_LENGTH, body.len()), cut(body))
        }
        Some(FaultKind::CutBody) => finish(ok().header(CONTENT_LENGTH, body.len()), cut(body)),
        Some(FaultKind::Delay { time }) => {
            tokio::time::sleep(time).await;
            finish(ok(), whole(body))
        }
        Some(FaultKind::SlowHead { time }) => {
            control.trickle(time);
            finish(ok(), whole(body))
        }
        Some(FaultKind::SlowBody { time }) => finish(ok().header(CONTENT_LENGTH, body.len()), slow(body, time)),
        Some(FaultKind::Status(number)) => {
            let status = StatusCode::from_u16(number).unwrap_or(StatusCode::BAD_GATEWAY);
            finish(at(date, html(status)), whole_page(status.as_u16()))
        }
        Some(FaultKind::Redirect(url)) => {
            let status = StatusCode::TEMPORARY_REDIRECT;
            finish(at(date, html(status)).header(LOCATION, url), whole_page(status.as_u16()))
        }
        Some(FaultKind::ContentType(Some(kind))) => {
            finish(at(date, Response::builder()).header(CONTENT_TYPE, kind), whole(body))
        }
        Some(FaultKind::ContentType(None)) => finish(at(date, Response::builder()), whole(body)),
        Some(FaultKind::Body(text)) => finish(ok(), whole(text.into_bytes())),
        Some(FaultKind::ErrorCode(_) | FaultKind::StuckCursor | FaultKind::ClockSkew(_)) | None => {
            finish(ok(), whole(body))
        }
    }
}

fn document(kind: &str, text: &'static str) -> io::Result<Response<AnswerBody>> {
    finish(Response::builder().header(CONTENT_TYPE, kind), whole(text.into()))
}

fn at(date: SystemTime, response: Builder) -> Builder {
    response.header(DATE, httpdate::fmt_http_date(date))
}

fn html(status: StatusCode) -> Builder {
    Response::builder().status(status).header(CONTENT_TYPE, "text/html")
}

/// A page as gateways have it.
fn whole_page(status: u16) -> AnswerBody {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    whole(format!("<html><body><h1>{status}</h1></body></html>\n").into_bytes())
}

/// A fault may hold a header value that HTTP forbids; then the answer fails as a whole.
fn finish(response: Builder, body: AnswerBody) -> io::Result<Response<AnswerBody>> {
    response.body(body).map_err(io::Error::other)
}
