//! What an operation must say about itself to be called and paged.
//!
//! `build.rs` writes the implementations from the contract.

use std::fmt::Debug;

use crate::auth::UserSig;
use crate::error::ErrorCode;
use crate::generated::client::{ByteStream, Client, Error, ResponseValue};
use crate::generated::contract::{ActionStatus, Operation};
use crate::list::Page;
use crate::position::Position;
use crate::sdk_app_id::SdkAppId;

/// A request body that reads a list page by page.
#[allow(missing_docs, unnameable_types)]
pub trait Endpoint: Clone + Debug + Send + Sync + 'static {
    const OPERATION: Operation;
    type Response: for<'de> serde::Deserialize<'de> + Send;
    type Item: Clone + Debug + PartialEq + Send + Sync + 'static;

    /// The position to begin with.
    fn first() -> Position;

    /// What the contract does not allow to be sent, and what it should be.
    fn refusal(&self) -> Option<String>;

    /// Makes this the request for the page at `position`, which is of the style of [`first`](Self::first).
    fn turn_to(&mut self, position: Position, size: u32);

    /// Sends the request once, with a `random` of its own.
    fn call<'a>(
        &'a self,
        client: &'a Client,
        sdk_app_id: SdkAppId,
        identifier: &'a str,
        user_sig: &'a UserSig,
    ) -> impl Future<Output = Result<ResponseValue<Self::Response>, CallError>> + Send + 'a;

    /// Takes an answer apart.
    fn open(response: Self::Response) -> Envelope<Self::Item>;
}

/// Whatever can go wrong in one generated call.
pub(crate) type CallError = Error<ByteStream>;

/// An answer: whether the service did what was asked, and the page if it did.
#[allow(missing_docs, missing_debug_implementations, unnameable_types)]
pub struct Envelope<T> {
    pub(crate) action_status: ActionStatus,
    pub(crate) error_code: ErrorCode,
    pub(crate) error_info: String,
    pub(crate) page: Page<T>,
}
