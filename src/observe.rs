//! What is going on, for whoever wants to count it.

use std::fmt;
use std::time::Duration;

use crate::ErrorCode;
use crate::contract::Operation;
use crate::error::Kind;

/// Told of every attempt of every call, for metrics. It should return at once.
///
/// Any `Fn(&Report)` is one. The same facts are `tracing` events.
pub trait Observer: Send + Sync + 'static {
    /// An attempt is over.
    fn attempt(&self, report: &Report);
}

impl<F: Fn(&Report) + Send + Sync + 'static> Observer for F {
    fn attempt(&self, report: &Report) {
        self(report);
    }
}

/// One attempt of a call.
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
    /// What it met, in a word or two; nothing if it succeeded.
    pub failure: Option<String>,
}

impl Report {
    pub(crate) fn new(
        operation: Operation,
        attempt: usize,
        took: Duration,
        waited: Duration,
        outcome: Result<usize, &Kind>,
    ) -> Self {
        let code = match outcome {
            Ok(_) => Some(ErrorCode::OK),
            Err(Kind::Api(api)) => Some(api.code),
            Err(_) => None,
        };
        Self {
            operation,
            attempt,
            took,
            waited,
            members: outcome.ok(),
            code,
            failure: outcome.err().map(Kind::brief),
        }
    }

    pub(crate) fn trace(&self) {
        let code = self.code.map(ErrorCode::get);
        let (attempt, took, waited, members) = (self.attempt, self.took, self.waited, self.members);
        match &self.failure {
            None => tracing::debug!(attempt, code, ?took, ?waited, members, "answered"),
            Some(failure) => tracing::info!(attempt, code, ?took, ?waited, failure, "failed"),
        }
    }
}

impl fmt::Debug for dyn Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}
