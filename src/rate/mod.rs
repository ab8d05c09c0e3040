//! Rate limiters, which decide when a call may start.

mod local;
#[cfg(feature = "redis")]
mod redis;
mod window;

use std::fmt::Debug;

use futures_util::future::{BoxFuture, FutureExt};

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

    /// Lets one call start now, or not at all: nothing if it would have to wait.
    ///
    /// # Errors
    ///
    /// As [`acquire`](Self::acquire).
    fn try_acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Option<Permit>, BoxError>> {
        Box::pin(std::future::ready(self.acquire(quota).now_or_never().transpose()))
    }

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

/// Permission to make one call, which ends when this is dropped.
#[must_use = "a permit that is dropped at once grants nothing"]
#[derive(derive_more::Debug)]
#[debug("Permit")]
pub struct Permit(Box<dyn FnMut(Progress) + Send>);

/// What a limiter is told of a call that it granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The connection stands and the request begins its way. It comes at most once, and not at all if there was none.
    Sent,
    /// The call got an answer or was abandoned. It comes once, last.
    Ended,
}

impl Permit {
    /// A permit that tells `on` how its call goes.
    pub fn new(on: impl FnMut(Progress) + Send + 'static) -> Self {
        Self(Box::new(on))
    }

    /// The request is about to be sent. Without it, a call counts as sent until it is over.
    pub fn sent(&mut self) {
        (self.0)(Progress::Sent);
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        (self.0)(Progress::Ended);
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
