//! Rate limiters, which decide when a call may start.

mod local;
#[cfg(feature = "redis")]
mod redis;

use std::fmt::Debug;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::time::Instant;

use crate::error::BoxError;
use crate::generated::contract::Operation;
use crate::sdk_app_id::SdkAppId;

pub use local::LocalRateLimiter;
#[cfg(feature = "redis")]
pub use redis::RedisRateLimiter;

/// Decides when a call may start. One quota is shared by all callers of an application and operation.
///
/// A client brings a [`LocalRateLimiter`] of its own. Programs in several processes share the vendor's quota;
/// they can share a limiter by implementing this.
pub trait RateLimiter: Debug + Send + Sync + 'static {
    /// Waits until one call may start.
    ///
    /// # Errors
    ///
    /// When a shared limiter cannot be asked; the call then fails without being sent.
    fn acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>>;

    /// Told that the service answered "too many calls", so as to grant fewer for a while.
    fn slow_down(&self, quota: Quota) {
        let _ = quota;
    }
}

/// What is counted together: the calls of one application to one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Quota {
    /// The application.
    pub sdk_app_id: SdkAppId,
    /// The operation, whose [`info`](Operation::info) tells how many calls it grants.
    pub operation: Operation,
}

impl Quota {
    /// Returns the quota of an application for an operation, to test a rate limiter of your own.
    pub const fn new(sdk_app_id: SdkAppId, operation: Operation) -> Self {
        Self { sdk_app_id, operation }
    }
}

/// Leave to make one call. Give it back by [`finish`](Self::finish) or by dropping it.
#[must_use = "a permit that is dropped at once grants nothing"]
#[derive(derive_more::Debug)]
pub struct Permit {
    granted: Instant,
    #[debug(skip)]
    on_end: Option<OnEnd>,
}

type OnEnd = Box<dyn FnOnce(Option<Duration>) + Send>;

impl Permit {
    /// A permit that tells `on_end` when its call is over: with the call's duration if it got an answer,
    /// with nothing if it was abandoned, in which case the request may still be on its way.
    pub fn new(on_end: impl FnOnce(Option<Duration>) + Send + 'static) -> Self {
        Self { granted: Instant::now(), on_end: Some(Box::new(on_end)) }
    }

    /// The call got an answer.
    pub fn finish(mut self) {
        self.end(Some(self.granted.elapsed()));
    }

    fn end(&mut self, took: Option<Duration>) {
        if let Some(on_end) = self.on_end.take() {
            on_end(took);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.end(None);
    }
}

/// Grants every call at once, for services without a limit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unlimited;

impl RateLimiter for Unlimited {
    fn acquire(&self, _quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
        Box::pin(async { Ok(Permit::new(|_| ())) })
    }
}
