//! One attempt of a call, as errors remember it and observers are told of it.

use std::time::Duration;

use crate::error::{ErrorCode, Kind};
use crate::generated::contract::Operation;

/// One attempt of a call.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Attempt {
    /// What was called.
    pub operation: Operation,
    /// 1 for the first attempt of a call.
    pub number: usize,
    /// How long it took.
    pub took: Duration,
    /// How long was waited before it, the rate limiter's queue not counted.
    pub waited: Duration,
    /// Members on the page, if there was one.
    pub members: Option<usize>,
    /// The service's code, if it answered.
    pub code: Option<ErrorCode>,
    /// What it met, in a few words; nothing if it succeeded.
    pub failure: Option<String>,
}

impl Attempt {
    /// With what it came to: the members on its page, or a failure.
    pub(crate) fn with_outcome(mut self, outcome: Result<Option<usize>, &Kind>) -> Self {
        self.members = outcome.ok().flatten();
        self.failure = outcome.err().map(Kind::brief);
        self.code = match outcome {
            Ok(_) => Some(ErrorCode::OK),
            Err(Kind::Api(api)) => Some(api.code),
            Err(_) => None,
        };
        let Self { number, took, waited, members, failure, .. } = &self;
        let code = self.code.map(ErrorCode::get);
        let span = tracing::Span::current();
        match outcome {
            Err(Kind::Status { status, .. }) => drop(span.record("http.response.status_code", *status)),
            Ok(_) | Err(Kind::Api(_) | Kind::Malformed { .. }) => drop(span.record("http.response.status_code", 200)),
            Err(_) => {}
        }
        if let Some(failure) = &failure {
            span.record("error.type", failure.as_str());
        }
        match failure {
            None => tracing::debug!(number, code, ?took, ?waited, members, "answered"),
            Some(failure) => tracing::info!(number, code, ?took, ?waited, failure, "failed"),
        }
        self
    }
}
