//! Converts transport errors into kinds of errors, with the signature removed.

use std::error::Error as StdError;

use bytes::Bytes;
use futures_util::StreamExt;
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;

use crate::error::Kind;
use crate::generated::client::{ByteStream, Error};
use crate::generated::contract::SECRET_PARAMETER;

/// Longest excerpt of a body that is not JSON, in bytes.
const EXCERPT: usize = 200;

/// Converts an error of the generated client. `T` is the response body that was expected.
pub(crate) async fn kind<T: DeserializeOwned>(error: Error<ByteStream>, user_sig: &str) -> Kind {
    match error {
        Error::CommunicationError(error) | Error::ResponseBodyError(error) | Error::InvalidUpgrade(error) => {
            transport(&error.without_url(), user_sig)
        }
        Error::ErrorResponse(response) => {
            let status = response.status().as_u16();
            let body = response.into_inner_stream().map(|chunk| chunk.unwrap_or_default());
            Kind::Status { status, excerpt: excerpt(&start(body).await, user_sig) }
        }
        Error::UnexpectedResponse(response) => {
            let status = response.status();
            let excerpt = if status.is_redirection() {
                "redirects are not followed, since they would carry the signature away".to_owned()
            } else {
                excerpt(&start(response.bytes_stream().map(|chunk| chunk.unwrap_or_default())).await, user_sig)
            };
            Kind::Status { status: status.as_u16(), excerpt }
        }
        Error::InvalidResponsePayload(body, error) => malformed::<T>(&body, &error, user_sig),
        Error::InvalidRequest(why) | Error::Custom(why) => Kind::Refused(scrubbed(&why, user_sig)),
    }
}

/// The text without the signature, however it got in.
pub(crate) fn scrubbed(text: &str, user_sig: &str) -> String {
    const MASK: &str = "***";
    let mut text = text.to_owned();
    for star in ["*", "%2A", "%2a"] {
        let spelled = user_sig.replace('*', star);
        text = if spelled.is_empty() { text } else { text.replace(&spelled, MASK) };
    }
    // Another one, such as the URL of an earlier call.
    let marker = format!("{SECRET_PARAMETER}=");
    let mut parts = text.split(&marker);
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "*-_%".contains(c));
        clean.extend([&marker, MASK, rest.strip_prefix(MASK).unwrap_or(rest)]);
    }
    clean
}

fn transport(error: &reqwest::Error, user_sig: &str) -> Kind {
    let causes = || std::iter::successors(error.source(), |&cause| cause.source());
    if let Some(limit) = causes().find(|cause| cause.is::<LengthLimitError>()) {
        return Kind::Malformed { detail: format!("{limit}: it is larger than max_response_bytes"), cut_short: false };
    }
    let detail = causes().fold(error.to_string(), |detail, cause| format!("{detail}: {cause}"));
    let detail = scrubbed(&detail, user_sig);
    match error {
        // A connection that took too long is both: the next attempt is the backup host's.
        _ if error.is_connect() => Kind::Connect(detail),
        _ if error.is_timeout() => Kind::Timeout(detail),
        _ => Kind::Lost(detail),
    }
}

/// Reads the body once more, slowly, to say where it is not as it should be.
fn malformed<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error, user_sig: &str) -> Kind {
    // A body that ends too early, or is not JSON at all, may be whole next time.
    let cut_short = !error.is_data();
    let detail = if body.iter().all(u8::is_ascii_whitespace) {
        "the body is empty".to_owned()
    } else if cut_short {
        format!("{error}, in {}", excerpt(body, user_sig))
    } else {
        let mut json = serde_json::Deserializer::from_slice(body);
        match serde_path_to_error::deserialize::<_, T>(&mut json) {
            Err(error) => scrubbed(&format!("{}: {}", error.path(), error.inner()), user_sig),
            Ok(_) => error.to_string(),
        }
    };
    Kind::Malformed { detail, cut_short }
}

/// The first bytes of a body, with room for a signature that begins in the excerpt.
async fn start(chunks: impl futures_util::Stream<Item = Bytes>) -> Vec<u8> {
    let mut start = Vec::new();
    let mut chunks = std::pin::pin!(chunks);
    while start.len() < EXCERPT * 5
        && let Some(chunk) = chunks.next().await
    {
        start.extend_from_slice(&chunk);
    }
    start
}

/// The start of a body in one line.
fn excerpt(body: &[u8], user_sig: &str) -> String {
    // Scrub before cutting: half a signature would not be found.
    let text = scrubbed(&String::from_utf8_lossy(body), user_sig);
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let text = words.join(" ");
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}
