//! The trait of requests, which the call path serves.

use std::fmt::Debug;

use serde::de::DeserializeOwned;

use crate::contract::{ActionStatus, ErrorCode, Operation};
use crate::generated::client::{ByteStream, Client, Error, ResponseValue};

/// A request body that one operation of the service takes.
///
/// It is sealed: `build.rs` implements it for the request types in [`wire`](crate::wire), and its hidden methods and
/// the trait that it rests on are this crate's own. Name it to write a function over any operation, and [`List`](crate::List) for
/// one over any list.
pub trait Endpoint: Bounded + Clone + Debug + Send + Sync + 'static {
    /// The operation.
    const OPERATION: Operation;
    /// The response body.
    type Response: DeserializeOwned + Send + 'static;

    /// Sends the request once, with a `random` of its own.
    #[doc(hidden)]
    fn send(
        &self,
        client: &Client,
        sdk_app_id: u32,
        identifier: &str,
        user_sig: &str,
    ) -> impl Future<Output = Result<ResponseValue<Self::Response>, CallError>> + Send;

    /// Returns the part of a response that says whether the service did what was asked.
    #[doc(hidden)]
    fn envelope(response: &Self::Response) -> Envelope<'_>;

    /// Returns the number of members in a response, if it lists any.
    #[doc(hidden)]
    fn members(response: &Self::Response) -> Option<usize> {
        let _ = response;
        None
    }
}

/// A request, or an object in one, whose fields the contract bounds.
pub trait Bounded {
    /// Says which field breaks its bound, if one does.
    #[doc(hidden)]
    fn check(&self) -> Result<(), String>;
}

/// The error of one generated call.
pub(crate) type CallError = Error<ByteStream>;

/// The fields that every response has.
#[derive(Debug)]
pub struct Envelope<'a> {
    pub(crate) status: &'a ActionStatus,
    pub(crate) code: ErrorCode,
    pub(crate) info: &'a str,
}
