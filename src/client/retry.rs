//! What may be tried again, when, and how long in all.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use derive_setters::Setters;

use crate::error::Error;
use crate::generated::contract::{RetryClass, SERVICE_TIMEOUT};

/// How patiently a call is made.
///
/// Both operations only read, so a call may safely be sent again. What is tried again is the contract's word
/// ([`RetryClass`]); lost answers, timeouts, HTTP 408, 429 and 5xx are too. Waits grow exponentially with full jitter.
///
/// ```
/// use std::time::Duration;
/// use tencent_chat::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_attempts(8).deadline(Duration::from_secs(120));
/// let once = RetryPolicy::never();
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Setters)]
pub struct RetryPolicy {
    /// Most attempts, the first one included: 5 unless set.
    pub(crate) max_attempts: u32,
    /// Longest time for one attempt: 10 s unless set. The service may take 3 s before it gives up by itself;
    /// shorter times give up on answers that would come.
    pub(crate) attempt_timeout: Duration,
    /// Longest time for all attempts and the waits between them: 45 s unless set.
    ///
    /// It runs from when the rate limiter first lets the call pass: waiting in line is not the call's fault.
    pub(crate) deadline: Duration,
    /// Longest wait before the second attempt: 200 ms unless set. Each further one may be twice as long.
    backoff: Duration,
    /// Longest wait of all: 10 s unless set. Waits that the vendor or a `Retry-After` names are not shortened.
    max_backoff: Duration,
    /// Whether to wait when the rate is used up, as it does unless set. Otherwise a call that cannot start at once
    /// fails, see [`Error::is_busy`].
    pub(crate) wait_in_line: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 5,
            attempt_timeout: SERVICE_TIMEOUT * 3 + Duration::from_secs(1),
            deadline: SERVICE_TIMEOUT * 15,
            backoff: Duration::from_millis(200),
            max_backoff: Duration::from_secs(10),
            wait_in_line: true,
        }
    }
}

impl RetryPolicy {
    /// One attempt only.
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.max_attempts == 0 {
            return Err(Error::refused("max_attempts is 0; a call takes at least 1"));
        }
        if self.attempt_timeout.is_zero() || self.deadline < self.attempt_timeout {
            return Err(Error::refused(format!(
                "the deadline of {:?} is shorter than one attempt of {:?}; raise it or lower attempt_timeout",
                self.deadline, self.attempt_timeout
            )));
        }
        Ok(())
    }

    /// How long to wait before the next attempt; nothing if there must be none.
    ///
    /// `made` attempts have been made, the first one `passed` ago; the answer may have `asked` for a wait.
    pub(crate) fn wait(
        &self,
        class: RetryClass,
        made: usize,
        passed: Duration,
        asked: Option<Duration>,
    ) -> Option<Duration> {
        if made >= self.max_attempts as usize {
            return None;
        }
        let wait = match class {
            RetryClass::Never => return None,
            RetryClass::SignAgain => Duration::ZERO,
            _ => asked.or(class.wait()).unwrap_or_else(|| self.jittered(made)),
        };
        (passed.saturating_add(wait) < self.deadline).then_some(wait)
    }

    /// Full jitter: anything up to the exponential step, so that callers that failed together do not return together.
    fn jittered(&self, made: usize) -> Duration {
        let step = self.backoff.saturating_mul(1 << made.saturating_sub(1).min(20)).min(self.max_backoff);
        step.mul_f64(fastrand::f64())
    }
}

/// How many attempts may follow on a first one: all calls of a client share them, so that an outage is not answered by
/// a multitude of requests. Each call that succeeds gives one back.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    most: u32,
    left: AtomicU32,
}

impl RetryBudget {
    pub(crate) fn new(most: u32) -> Self {
        Self { most, left: AtomicU32::new(most) }
    }

    /// Takes one, if there is one left.
    pub(crate) fn take(&self) -> bool {
        let taken = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
        if !taken {
            tracing::info!("not tried again: too many calls fail");
        }
        taken
    }

    pub(crate) fn refill(&self) {
        let more = |left| (left < self.most).then(|| left + 1);
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}
