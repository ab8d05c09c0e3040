//! What the generated client carries along on its way to the service.

use std::sync::{Arc, Mutex, Weak};

use futures_util::future::BoxFuture;

use crate::rate::Permit;

/// What the generated client carries along.
#[derive(Clone, derive_more::Debug)]
pub struct Way {
    /// The most bytes of an answer that are read.
    pub(crate) limit: usize,
    #[debug(skip)]
    pub(crate) stand_in: Option<StandIn>,
    /// The attempt's permit, which is told when the request begins its way.
    #[debug(skip)]
    pub(crate) permit: Weak<Mutex<Permit>>,
}

impl Way {
    pub(crate) fn new(limit: usize, stand_in: Option<StandIn>) -> Self {
        Self { limit, stand_in, permit: Weak::new() }
    }
}

/// What answers in place of HTTP, for simulations.
pub(crate) type StandIn =
    Arc<dyn Fn(reqwest::Request) -> BoxFuture<'static, reqwest::Result<reqwest::Response>> + Send + Sync>;
