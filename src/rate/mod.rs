//! Rate limiters, which decide when a call may start.

mod local;
#[cfg(feature = "redis")]
mod redis;
mod window;

use std::fmt::Debug;
use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt};

use crate::contract::Operation;
use crate::error::BoxError;
use crate::sdk_app_id::SdkAppId;

pub use local::LocalRateLimiter;
#[cfg(feature = "redis")]
pub use redis::RedisRateLimiter;

/// A rate limiter, which decides when a call may start. All callers of an application and operation share a quota.
///
/// A client has a [`LocalRateLimiter`] of its own by default. Processes share the vendor's quota, so they need a shared
/// limiter: `RedisRateLimiter` (feature `redis`), or your own implementation of this trait.
///
/// ```
/// use futures_util::future::BoxFuture;
/// use tencent_chat::{BoxError, LocalRateLimiter, Permit, Quota, RateLimiter};
///
/// /// Logs who waits.
/// #[derive(Debug)]
/// struct Logged(LocalRateLimiter);
///
/// impl RateLimiter for Logged {
///     fn acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
///         println!("{} wants to call {:?}", quota.sdk_app_id, quota.operation);
///         self.0.acquire(quota)
///     }
/// }
/// ```
pub trait RateLimiter: Debug + Send + Sync + 'static {
    /// Waits until one call may start.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), tencent_chat::BoxError> {
    /// use tencent_chat::{LocalRateLimiter, Operation, Quota, RateLimiter, SdkAppId};
    ///
    /// let limiter = LocalRateLimiter::per_second(1);
    /// let quota = Quota::new(SdkAppId::new(1400000000)?, Operation::GetGroupBanMember);
    /// let permit = limiter.acquire(quota).await?;
    /// // The call is made here.
    /// drop(permit);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// When a shared limiter cannot be reached. The call then fails without being sent.
    fn acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>>;

    /// Lets one call start now, or returns `None` if it would have to wait.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), tencent_chat::BoxError> {
    /// use tencent_chat::{LocalRateLimiter, Operation, Quota, RateLimiter, SdkAppId};
    ///
    /// let limiter = LocalRateLimiter::per_second(1);
    /// let quota = Quota::new(SdkAppId::new(1400000000)?, Operation::GetGroupBanMember);
    /// let permit = limiter.try_acquire(quota).await?;
    /// assert!(permit.is_some());
    /// assert!(limiter.try_acquire(quota).await?.is_none());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`acquire`](Self::acquire).
    fn try_acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Option<Permit>, BoxError>> {
        Box::pin(std::future::ready(self.acquire(quota).now_or_never().transpose()))
    }

    /// Called when the service answered that calls are too frequent, to grant fewer for a while.
    ///
    /// ```
    /// use tencent_chat::{LocalRateLimiter, Operation, Quota, RateLimiter, SdkAppId};
    ///
    /// let limiter = LocalRateLimiter::default();
    /// let quota = Quota::new(SdkAppId::new(1400000000)?, Operation::GetGroupBanMember);
    /// // Half as many calls a second, then more and more again.
    /// limiter.slow_down(quota);
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    fn slow_down(&self, quota: Quota) {
        let _ = quota;
    }
}

/// A quota: the calls of one application to one operation, which the vendor counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Quota {
    /// The application.
    pub sdk_app_id: SdkAppId,
    /// The operation. Its [`info`](Operation::info) has the number of calls and the period.
    pub operation: Operation,
}

impl Quota {
    /// Returns the quota of an application for an operation, for tests of a rate limiter of your own.
    ///
    /// ```
    /// use tencent_chat::{Operation, Quota, SdkAppId};
    ///
    /// let quota = Quota::new(SdkAppId::new(1400000000)?, Operation::GetGroupBanMember);
    /// assert_eq!(quota.operation.info().calls, 200);
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub const fn new(sdk_app_id: SdkAppId, operation: Operation) -> Self {
        Self { sdk_app_id, operation }
    }
}

/// Permission to make one call, which ends when this is dropped.
#[must_use = "a permit that is dropped at once grants nothing"]
#[derive(derive_more::Debug)]
#[debug("Permit")]
pub struct Permit {
    on: Box<dyn FnMut(Progress) + Send>,
    sent: bool,
}

/// The progress of a call, which a rate limiter is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The connection is made and the request is about to be sent. At most once; not at all without a connection.
    Sent,
    /// The response has come, so the request has arrived. At most once.
    Answered,
    /// The call is over. A request that was sent and not answered may arrive still. Once, last.
    Ended,
}

impl Progress {
    /// Returns the latest moment at which the request may have arrived, if that is sooner than was known: `known` is
    /// `Duration::MAX` before it was sent. From sending it takes `within` at most.
    pub(crate) fn arrival(self, known: Duration, now: Duration, within: Duration) -> Option<Duration> {
        let at = match self {
            Self::Sent => now.saturating_add(within),
            // Whoever gives up does not call the request back.
            Self::Ended if known < Duration::MAX => return None,
            Self::Answered | Self::Ended => now,
        };
        (at < known).then_some(at)
    }
}

impl Permit {
    /// Returns a permit that calls `on` with the progress of its call.
    ///
    /// ```
    /// use tencent_chat::{Permit, Progress};
    ///
    /// let permit = Permit::new(|progress| assert_eq!(progress, Progress::Ended));
    /// drop(permit);
    /// ```
    pub fn new(on: impl FnMut(Progress) + Send + 'static) -> Self {
        Self { on: Box::new(on), sent: false }
    }

    /// Tells the limiter that the request is about to be sent. The client calls it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::{LocalRateLimiter, Operation, Quota, RateLimiter, SdkAppId};
    ///
    /// let quota = Quota::new(SdkAppId::new(1400000000)?, Operation::GetGroupBanMember);
    /// let mut permit = LocalRateLimiter::default().acquire(quota).await.expect("it never fails");
    /// permit.sent();
    /// // The call has ended.
    /// drop(permit);
    /// # Ok(()) }
    /// ```
    pub fn sent(&mut self) {
        self.sent = true;
        (self.on)(Progress::Sent);
    }

    /// Returns whether a connection was made for the call.
    pub(crate) fn is_sent(&self) -> bool {
        self.sent
    }

    /// Tells the limiter that the response has come. The client calls it.
    ///
    /// ```
    /// use tencent_chat::{Permit, Progress};
    ///
    /// let (told, hears) = std::sync::mpsc::channel();
    /// let mut permit = Permit::new(move |progress| told.send(progress).unwrap_or_default());
    /// permit.sent();
    /// permit.answered();
    /// drop(permit);
    /// assert_eq!(hears.iter().collect::<Vec<_>>(), [Progress::Sent, Progress::Answered, Progress::Ended]);
    /// ```
    pub fn answered(&mut self) {
        (self.on)(Progress::Answered);
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        (self.on)(Progress::Ended);
    }
}

/// A rate limiter that grants every call at once, for services without a limit.
///
/// ```no_run
/// # fn example(builder: tencent_chat::ClientBuilder) {
/// let builder = builder.rate_limiter(std::sync::Arc::new(tencent_chat::Unlimited));
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Unlimited;

impl RateLimiter for Unlimited {
    fn acquire(&self, _quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
        Box::pin(async { Ok(Permit::new(|_| ())) })
    }
}
