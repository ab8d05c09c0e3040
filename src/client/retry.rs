//! The retry policy of a call, and the budget of retries of a client.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::contract::{RetryClass, SERVICE_TIMEOUT};
use crate::error::Error;
use crate::setters::setters;

/// The timeouts of a call, and when it is retried.
///
/// Failures are retried as the contract says of their error codes ([`RetryClass`]), and so are lost responses, timeouts
/// and HTTP 408, 429 and 5xx. An operation that is not [safe to repeat](crate::OperationInfo::safe_to_repeat) is retried
/// only if the service certainly did not carry it out. Waits grow exponentially, with full jitter; while calls are too
/// frequent, at least half of each step is waited.
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
    backoff: Duration,
    max_backoff: Duration,
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
    /// Returns the default policy with one attempt only.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::RetryPolicy;
    ///
    /// let page = client.banned_members("@TGS#aJRGC4MH6").retry(RetryPolicy::never()).send().await?;
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    setters! {
        /// Sets the largest number of attempts, the first one included. Default: 5.
        ///
        /// ```
        /// use tencent_chat::RetryPolicy;
        ///
        /// let policy = RetryPolicy::default().max_attempts(3);
        /// ```
        max_attempts(attempts: u32);

        /// Sets the timeout of one attempt, with the time that its UserSig takes. Default: 10 s.
        ///
        /// The vendor documents that the service gives up by itself after 3 s, and some codes stand for that. A shorter
        /// timeout gives up on responses that would come.
        ///
        /// ```
        /// use std::time::Duration;
        /// use tencent_chat::RetryPolicy;
        ///
        /// let policy = RetryPolicy::default().attempt_timeout(Duration::from_secs(5));
        /// ```
        attempt_timeout(timeout: Duration);

        /// Sets the timeout of all attempts and the waits between them. Default: 45 s.
        ///
        /// It runs from when the rate limiter first lets the call pass. Waits for the permits of retries are in it.
        ///
        /// ```
        /// use std::time::Duration;
        /// use tencent_chat::RetryPolicy;
        ///
        /// // Somebody waits in front of a screen.
        /// let policy = RetryPolicy::default()
        ///     .attempt_timeout(Duration::from_secs(5))
        ///     .deadline(Duration::from_secs(8));
        /// ```
        deadline(timeout: Duration);

        /// Sets the longest wait before the second attempt. Default: 200 ms. It doubles with each further attempt.
        ///
        /// ```
        /// use std::time::Duration;
        /// use tencent_chat::RetryPolicy;
        ///
        /// // A test against the sandbox need not wait.
        /// let policy = RetryPolicy::default().backoff(Duration::from_millis(1));
        /// ```
        backoff(wait: Duration);

        /// Sets the limit to which waits grow. Default: 10 s.
        ///
        /// Waits that the vendor documents or a `Retry-After` asks for are not shortened.
        ///
        /// ```
        /// use std::time::Duration;
        /// use tencent_chat::RetryPolicy;
        ///
        /// // Nobody waits for a batch job.
        /// let policy = RetryPolicy::default()
        ///     .max_attempts(20)
        ///     .deadline(Duration::from_secs(60 * 60))
        ///     .max_backoff(Duration::from_secs(5 * 60));
        /// ```
        max_backoff(wait: Duration);

        /// Sets whether a call waits when the rate is used up. Default: true.
        ///
        /// Otherwise it fails if it cannot start at once; see [`Error::is_busy`].
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// use tencent_chat::{LocalRateLimiter, RetryPolicy};
        ///
        /// let client = sandbox.client().rate_limiter(std::sync::Arc::new(LocalRateLimiter::per_second(1))).build()?;
        /// let list = client.banned_members("@TGS#aJRGC4MH6").retry(RetryPolicy::default().wait_in_line(false));
        /// list.send().await?;
        /// assert!(list.send().await.unwrap_err().is_busy());
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        wait_in_line(wait: bool);
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

    /// Returns how long to wait before the next attempt, or `None` if there must be none.
    ///
    /// `made` attempts have been made, the first one `passed` ago. The response may have `asked` for a wait.
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
            _ => asked.or(class.wait()).unwrap_or_else(|| self.jittered(class, made)),
        };
        (passed.saturating_add(wait) < self.deadline).then_some(wait)
    }

    /// Full jitter: anything up to the exponential step, so that callers that failed together do not return together.
    ///
    /// Where calls are too frequent, the limiter keeps callers apart, and the later half of the step is taken: by chance
    /// alone, all attempts could fall into the one second in which the service refuses.
    fn jittered(&self, class: RetryClass, made: usize) -> Duration {
        let step = self.backoff.saturating_mul(1 << made.saturating_sub(1).min(20)).min(self.max_backoff);
        let random = fastrand::f64();
        step.mul_f64(if class == RetryClass::SlowDown { (1.0 + random) / 2.0 } else { random })
    }
}

/// The retries that all calls of a client share, so that an outage does not multiply the requests.
/// Each call that succeeds gives one back.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    most: u32,
    left: AtomicU32,
}

impl RetryBudget {
    pub(crate) fn new(most: u32) -> Self {
        Self { most, left: AtomicU32::new(most) }
    }

    /// Takes one, and returns whether there was one left.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_signature_is_tried_at_once_and_nothing_at_the_deadline() {
        let policy = RetryPolicy::default().deadline(Duration::from_secs(45));
        let wait = |class, passed, asked| policy.wait(class, 1, Duration::from_secs(passed), asked);
        assert_eq!(wait(RetryClass::SignAgain, 0, None), Some(Duration::ZERO));
        let second = Some(Duration::from_secs(1));
        assert_eq!(wait(RetryClass::Backoff, 43, second), second);
        assert_eq!(wait(RetryClass::Backoff, 44, second), None);
    }

    #[test]
    fn waits_double_up_to_the_limit_and_are_taken_from_the_whole_step_or_its_later_half() {
        let policy = RetryPolicy::default();
        for (made, step) in [(1, 200), (2, 400), (3, 800), (7, 10_000), (70, 10_000)] {
            let step = Duration::from_millis(step);
            let longest = |class| (0..1_000).map(|_| policy.jittered(class, made)).max().unwrap_or_default();
            let shortest = |class| (0..1_000).map(|_| policy.jittered(class, made)).min().unwrap_or_default();
            let (backoff, slow) = (RetryClass::Backoff, RetryClass::SlowDown);
            assert!(shortest(backoff) < step / 4 && shortest(slow) >= step / 2, "{made}");
            for class in [backoff, slow] {
                assert!(longest(class) <= step && longest(class) > step * 3 / 4, "{class:?} {made}");
            }
        }
    }

    #[test]
    fn a_budget_fills_up_to_where_it_began() {
        let budget = RetryBudget::new(2);
        budget.refill();
        assert_eq!([(); 3].map(|()| budget.take()), [true, true, false]);
        budget.refill();
        assert_eq!([(); 2].map(|()| budget.take()), [true, false]);
    }
}
