//! What an operation must say about itself to be called and paged.
//!
//! `build.rs` writes the implementations from the contract.

use std::fmt::Debug;
use std::time::Duration;

use crate::contract::{ActionStatus, Operation};
use crate::generated::client::{ByteStream, Client, Error, ResponseValue};
use crate::position::Turn;
use crate::{ErrorCode, UnknownFields};

/// What the contract says of an operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The vendor's name of the command.
    pub id: &'static str,
    /// Path on every host.
    pub path: &'static str,
    /// One phrase.
    pub summary: &'static str,
    /// The vendor's page.
    pub documentation: &'static str,
    /// Most calls in one [`period`](Self::period), for each application.
    pub calls: u32,
    /// The period that [`calls`](Self::calls) counts in.
    pub period: Duration,
    /// Most members on a page.
    pub max_page_size: u32,
    /// Group types served, by the reading of the sources that the contract follows.
    pub group_types: &'static [&'static str],
    /// Codes on the operation's own page.
    pub documented_error_codes: &'static [ErrorCode],
    /// Codes of the group service that the vendor's common tables add.
    pub possible_error_codes: &'static [ErrorCode],
}

/// A request body that reads a list page by page.
#[allow(missing_docs, unnameable_types)]
pub trait Endpoint: Clone + Debug + Send + Sync + 'static {
    const OPERATION: Operation;
    type Response: for<'de> serde::Deserialize<'de> + Send;
    type Item: Clone + Debug + PartialEq + Send + Sync + 'static;
    type Position: Turn;

    /// What the contract does not allow to be sent, and what to do.
    fn refusal(&self) -> Option<String>;

    /// The position to begin with.
    fn first() -> Self::Position;

    /// Makes this the request for the page at `position`.
    fn turn_to(&mut self, position: Self::Position, size: u32);

    /// Sends the request once.
    fn call<'a>(
        &'a self,
        client: &'a Client,
        caller: &'a Caller<'a>,
        random: u32,
    ) -> impl Future<Output = Result<ResponseValue<Self::Response>, CallError>> + Send + 'a;

    /// Takes an answer apart.
    fn open(response: Self::Response) -> Envelope<Self::Item, Self::Position>;
}

/// Whatever can go wrong in one generated call.
pub(crate) type CallError = Error<ByteStream>;

/// Who calls.
pub(crate) struct Caller<'a> {
    pub(crate) sdk_app_id: u32,
    pub(crate) identifier: &'a str,
    pub(crate) user_sig: &'a str,
}

/// An answer: whether the service did what was asked, and the page if it did.
pub(crate) struct Envelope<T, P> {
    pub(crate) action_status: ActionStatus,
    pub(crate) error_code: ErrorCode,
    pub(crate) error_info: String,
    pub(crate) answer: Answer<T, P>,
}

/// A page as it came. `next` is missing when the list has been read.
pub(crate) struct Answer<T, P> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Option<P>,
    pub(crate) total: Option<u64>,
    pub(crate) unknown: UnknownFields,
}
