//! Converts transport errors into kinds of errors, with the signature removed.

use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use http::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use http_body_util::LengthLimitError;
use progenitor_client::{ByteStream, Error};
use serde::de::DeserializeOwned;

use crate::error::scrub::scrubbed;
use crate::error::{Cause, Kind};

/// Longest excerpt of a body that is not JSON, in bytes.
const EXCERPT: usize = 200;

/// Converts an error of the generated client. `T` is the response body that was expected.
pub(crate) async fn kind<T: DeserializeOwned>(error: Error<ByteStream>, secrets: &[String]) -> Kind {
    match error {
        Error::CommunicationError(error) | Error::ResponseBodyError(error) | Error::InvalidUpgrade(error) => {
            transport(error.without_url(), secrets)
        }
        Error::ErrorResponse(response) => {
            let (status, retry_after) = (response.status().as_u16(), retry_after(response.headers()));
            let body = start(response.into_inner_stream()).await;
            Kind::Status { status, excerpt: excerpt(&body, secrets), retry_after }
        }
        Error::UnexpectedResponse(response) => {
            let (status, retry_after) = (response.status(), retry_after(response.headers()));
            let excerpt = if status.is_redirection() {
                "redirects are not followed, since they would carry the signature away".to_owned()
            } else {
                excerpt(&start(response.bytes_stream()).await, secrets)
            };
            Kind::Status { status: status.as_u16(), excerpt, retry_after }
        }
        Error::InvalidResponsePayload(body, error) => malformed::<T>(&body, &error, secrets),
        Error::InvalidRequest(why) | Error::Custom(why) => Kind::Refused(scrubbed(&why, secrets)),
    }
}

/// Returns the time in a header.
pub(crate) fn date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?.trim()).ok()
}

/// Returns how long the response asks to wait, in seconds or until a date by its own clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().map(Duration::from_secs);
    seconds.ok().or_else(|| {
        let now = date(headers, DATE).unwrap_or_else(SystemTime::now);
        Some(date(headers, RETRY_AFTER)?.duration_since(now).unwrap_or_default())
    })
}

fn transport(error: reqwest::Error, secrets: &[String]) -> Kind {
    let causes = || std::iter::successors(Some(&error as &dyn StdError), |&cause| cause.source());
    if let Some(limit) = causes().find(|cause| cause.is::<LengthLimitError>()) {
        return Kind::Malformed { detail: format!("{limit}: it is larger than max_response_bytes"), cut_short: false };
    }
    // Of what hinders a connection, the two outermost errors say no more than that there is none.
    let known = if error.is_connect() { 2 } else { 0 };
    let detail = causes().skip(known).map(ToString::to_string).collect::<Vec<_>>().join(": ");
    // A connection that took too long is both: the next attempt is the backup host's.
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, _) => Kind::Connect,
        (_, true) => Kind::Timeout,
        _ => Kind::Lost,
    };
    kind(Cause { text: scrubbed(&detail, secrets), source: Some(error.into()) })
}

/// Reads the body once more, slowly, to say where it is not as it should be.
fn malformed<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error, secrets: &[String]) -> Kind {
    // A body that ends too early, or is not JSON at all, may be whole next time.
    let cut_short = !error.is_data();
    let detail = if body.iter().all(u8::is_ascii_whitespace) {
        "the body is empty".to_owned()
    } else if cut_short {
        format!("{error}, in {}", excerpt(body, secrets))
    } else {
        let mut json = serde_json::Deserializer::from_slice(body);
        match serde_path_to_error::deserialize::<_, T>(&mut json) {
            Err(error) => scrubbed(&format!("{}: {}", error.path(), error.inner()), secrets),
            Ok(_) => error.to_string(),
        }
    };
    Kind::Malformed { detail, cut_short }
}

/// The first bytes of a body, which may fail before its end, with room for a signature that begins in the excerpt.
async fn start(chunks: impl Stream<Item = reqwest::Result<Bytes>>) -> Vec<u8> {
    let mut start = Vec::new();
    let mut chunks = std::pin::pin!(chunks);
    while start.len() < EXCERPT * 5
        && let Some(Ok(chunk)) = chunks.next().await
    {
        start.extend_from_slice(&chunk);
    }
    start
}

/// The start of a body in one line.
fn excerpt(body: &[u8], secrets: &[String]) -> String {
    if body.starts_with(&[0x1f, 0x8b]) {
        return "(compressed with gzip, which was not asked for)".to_owned();
    }
    // Scrub before cutting: half a signature would not be found.
    let text = scrubbed(&String::from_utf8_lossy(body), secrets);
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let text = words.join(" ");
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}
