//! What the generated client carries along on its way to the service.

use std::sync::{Arc, Weak};

use futures_util::future::BoxFuture;

/// What the generated client carries along.
#[derive(Clone, derive_more::Debug)]
pub struct Way {
    /// The most bytes of an answer that are read.
    pub(crate) limit: usize,
    #[debug(skip)]
    pub(crate) stand_in: Option<StandIn>,
    /// Tells the rate limiter that the request of the attempt begins its way.
    #[debug(skip)]
    pub(crate) on_sent: Weak<OnSent>,
}

impl Way {
    pub(crate) fn new(limit: usize, stand_in: Option<StandIn>) -> Self {
        Self { limit, stand_in, on_sent: Weak::<fn()>::new() }
    }
}

pub(crate) type OnSent = dyn Fn() + Send + Sync;

/// What answers in place of HTTP, for simulations.
pub(crate) type StandIn =
    Arc<dyn Fn(reqwest::Request) -> BoxFuture<'static, reqwest::Result<reqwest::Response>> + Send + Sync>;
