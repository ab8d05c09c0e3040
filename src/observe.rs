//! What is going on, for whoever wants to count it.

use std::time::Duration;

use crate::{ErrorCode, Kind, Operation};

/// One attempt of a call, as [`ClientBuilder::observer`](crate::ClientBuilder::observer) is told of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report {
    /// What was called.
    pub operation: Operation,
    /// 1 for the first attempt of a call.
    pub attempt: usize,
    /// How long the attempt took.
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

impl Report {
    /// With what the attempt came to: the members on its page, or a failure.
    pub(crate) fn outcome(mut self, outcome: Result<usize, &Kind>) -> Self {
        self.members = outcome.ok();
        self.failure = outcome.err().map(Kind::brief);
        self.code = match outcome {
            Ok(_) => Some(ErrorCode::OK),
            Err(Kind::Api(api)) => Some(api.code),
            Err(_) => None,
        };
        self
    }

    pub(crate) fn trace(&self) {
        let Self { attempt, took, waited, members, failure, .. } = self;
        let code = self.code.map(ErrorCode::get);
        match failure {
            None => tracing::debug!(attempt, code, ?took, ?waited, members, "answered"),
            Some(failure) => tracing::info!(attempt, code, ?took, ?waited, failure, "failed"),
        }
    }
}
