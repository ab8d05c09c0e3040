//! What a request gets back: an HTTP response, and what happens to it on its way.

use std::time::SystemTime;

use hyper::header::{CONTENT_TYPE, DATE, HeaderValue, LOCATION};
use hyper::{Response, StatusCode, http};

use super::answer::with_unknown_fields;
use super::faults::FaultKind;
use super::stats::SeenRequest;

/// How a request is to be answered.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The response before anything happens to it; an error if a fault holds a header value that HTTP forbids.
    pub response: http::Result<Response<Vec<u8>>>,
    /// The fault that struck. Some have made the response what it is, the others happen to it on its way.
    pub fault: Option<FaultKind>,
    /// What the sandbox has written down of the request.
    pub seen: SeenRequest,
}

/// The response that brings the service's answer, or what a fault has put in its place.
pub(super) fn response(
    fault: Option<&FaultKind>,
    answer: Vec<u8>,
    date: SystemTime,
) -> http::Result<Response<Vec<u8>>> {
    let ok = |kind: HeaderValue, body| {
        let mut response = Response::new(body);
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    };
    let json = HeaderValue::from_static("application/json");
    let mut response = match fault {
        Some(FaultKind::Status(number)) => {
            page_of_a_gateway(StatusCode::from_u16(*number).unwrap_or(StatusCode::BAD_GATEWAY))
        }
        Some(FaultKind::Gateway { status, content_type, body }) => {
            let mut response = Response::new(body.clone().into_bytes());
            *response.status_mut() = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_GATEWAY);
            if let Some(kind) = content_type {
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_str(kind)?);
            }
            response
        }
        Some(FaultKind::Redirect(url)) => {
            let mut page = page_of_a_gateway(StatusCode::TEMPORARY_REDIRECT);
            page.headers_mut().insert(LOCATION, HeaderValue::from_str(url)?);
            page
        }
        Some(FaultKind::ContentType(Some(kind))) => ok(HeaderValue::from_str(kind)?, answer),
        Some(FaultKind::ContentType(None)) => Response::new(answer),
        Some(FaultKind::Body(text)) => ok(json, text.clone().into_bytes()),
        Some(FaultKind::UnknownFields) => ok(json, with_unknown_fields(&answer)),
        _ => ok(json, answer),
    };
    response.headers_mut().insert(DATE, HeaderValue::from_str(&httpdate::fmt_http_date(date))?);
    Ok(response)
}

/// A page as gateways have it.
pub(super) fn page_of_a_gateway(status: StatusCode) -> Response<Vec<u8>> {
    let mut page = Response::new(format!("<html><body><h1>{status}</h1></body></html>\n").into_bytes());
    *page.status_mut() = status;
    page.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    page
}
