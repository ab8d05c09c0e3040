//! What may be tried again, when, and how long in all.

use std::time::Duration;

use crate::contract::{RetryClass, SERVICE_TIMEOUT};
use crate::error::Error;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) attempt_timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
}

impl Default for RetryPolicy {
    /// Five attempts of at most 10 s each (the service gives up by itself after 3 s), 45 s in all.
    fn default() -> Self {
        Self {
            max_attempts: 5,
            attempt_timeout: SERVICE_TIMEOUT * 3 + Duration::from_secs(1),
            deadline: SERVICE_TIMEOUT * 15,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(10),
        }
    }
}

impl RetryPolicy {
    /// One attempt only.
    #[must_use]
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    /// Most attempts, the first one included.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Longest time for one attempt. The service may take 3 s; shorter times give up on answers that would come.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Longest time for all attempts and the waits between them.
    ///
    /// It runs from when the rate limiter first lets the call pass: waiting in line is not the call's fault.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// The first wait lasts `base` at most, each further one twice as long, up to `cap`.
    #[must_use]
    pub fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.base = base;
        self.cap = cap;
        self
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.max_attempts == 0 {
            return Err(Error::refused("max_attempts is 0; a call takes at least 1"));
        }
        if self.attempt_timeout.is_zero() || self.deadline < self.attempt_timeout {
            return Err(Error::refused(format!(
                "the deadline of {:?} is shorter than one attempt of {:?}; raise the deadline or lower attempt_timeout",
                self.deadline, self.attempt_timeout
            )));
        }
        Ok(())
    }

    /// How long to wait before the next attempt; nothing if there must be none.
    ///
    /// `attempts` have been made, `passed` is the time since the first, and `signed_again` whether a new signature
    /// has been tried already.
    pub(crate) fn wait(
        &self,
        class: RetryClass,
        attempts: u32,
        passed: Duration,
        signed_again: bool,
    ) -> Option<Duration> {
        if attempts >= self.max_attempts {
            return None;
        }
        let wait = match class {
            RetryClass::Never => return None,
            RetryClass::SignAgain if signed_again => return None,
            RetryClass::SignAgain => Duration::ZERO,
            _ => class.wait().unwrap_or_else(|| self.jittered(attempts)),
        };
        (passed + wait < self.deadline).then_some(wait)
    }

    /// Full jitter: anything up to the exponential step, so that callers that failed together do not return together.
    fn jittered(&self, attempts: u32) -> Duration {
        let step = self.base.saturating_mul(1 << attempts.saturating_sub(1).min(20)).min(self.cap);
        step.mul_f64(fastrand::f64())
    }
}
