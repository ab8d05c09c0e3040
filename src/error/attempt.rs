//! One attempt of a call, for errors and observers.

use std::time::Duration;

use crate::contract::Operation;
use crate::error::{ErrorCode, Kind};

/// One attempt of a call: an HTTP request and its outcome.
///
/// [`ClientBuilder::observer`](crate::ClientBuilder::observer) is called with each, and
/// [`Error::attempts`](crate::Error::attempts) has those that failed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation that was called.
    pub operation: Operation,
    /// The number of the attempt in its call, from 1.
    pub number: usize,
    /// How long it took, from the request to the whole response or the failure.
    pub took: Duration,
    /// The wait of the retry policy before it. Time in the rate limiter's queue is not counted.
    pub waited: Duration,
    /// The number of members on the page, or `None` if there is no page.
    pub members: Option<usize>,
    /// The service's code, or `None` if there was no response of the service.
    pub code: Option<ErrorCode>,
    /// The failure in a few words, or `None` if it succeeded.
    pub failure: Option<String>,
}

impl Attempt {
    /// Adds the outcome, and records it in the current span.
    pub(crate) fn with_outcome(mut self, outcome: Result<Option<usize>, &Kind>) -> Self {
        let (code, status) = match outcome {
            Ok(_) => (Some(ErrorCode::OK), Some(200)),
            Err(Kind::Api(api)) => (Some(api.code), Some(200)),
            Err(Kind::Malformed { .. }) => (None, Some(200)),
            Err(Kind::Status { status, .. }) => (None, Some(*status)),
            Err(_) => (None, None),
        };
        (self.members, self.code) = (outcome.ok().flatten(), code);
        self.failure = outcome.err().map(Kind::brief);
        let Self { number, took, waited, members, failure, .. } = &self;
        let code = code.map(ErrorCode::get);
        let span = tracing::Span::current();
        span.record("http.response.status_code", status).record("error.type", failure.as_deref());
        match failure {
            None => tracing::debug!(number, code, ?took, ?waited, members, "answered"),
            Some(failure) => tracing::info!(number, code, ?took, ?waited, failure, "failed"),
        }
        self
    }
}
