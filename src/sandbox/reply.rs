//! What a request gets back: an HTTP response, and what happens to it on its way.

use std::time::{Duration, SystemTime};

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
    /// How much later it leaves: the time of a delay, or what chance gave a latency.
    pub delay: Duration,
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
    chance: &mut fastrand::Rng,
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
        Some(FaultKind::DoubleBody) => ok(json, answer.repeat(2)),
        Some(FaultKind::RandomBytes(count)) => {
            let mut body = vec![0; usize::try_from(*count).unwrap_or(usize::MAX)];
            chance.fill(&mut body);
            ok(json, body)
        }
        Some(FaultKind::UnknownFields) => ok(json, with_unknown_fields(&answer)),
        _ => ok(json, answer),
    };
    response.headers_mut().insert(DATE, HeaderValue::from_str(&httpdate::fmt_http_date(date))?);
    Ok(response)
}

/// How much later the response leaves.
pub(super) fn delay(fault: Option<&FaultKind>, chance: &mut fastrand::Rng) -> Duration {
    match fault {
        Some(FaultKind::Delay { time }) => *time,
        Some(FaultKind::Latency { median, p99 }) => {
            // A normal deviate, by Box and Muller; 2.326 of them lie below the 99th percentile.
            let deviate = (-2.0 * (1.0 - chance.f64()).ln()).sqrt() * (std::f64::consts::TAU * chance.f64()).cos();
            let spread = (p99.as_secs_f64() / median.as_secs_f64()).ln() / 2.326;
            let seconds = median.as_secs_f64() * (spread * deviate).exp();
            Duration::try_from_secs_f64(seconds).unwrap_or(*median)
        }
        _ => Duration::ZERO,
    }
}

/// A page as gateways have it.
pub(super) fn page_of_a_gateway(status: StatusCode) -> Response<Vec<u8>> {
    let mut page = Response::new(format!("<html><body><h1>{status}</h1></body></html>\n").into_bytes());
    *page.status_mut() = status;
    page.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    page
}
