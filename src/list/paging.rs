//! The trait of requests for lists.

use std::fmt::Debug;

use crate::client::Endpoint;
use crate::list::Page;
use crate::position::Position;

/// A request that lists members page by page.
///
/// It is sealed: `build.rs` implements it for the request types with `x-pagination`. Name it to write a function
/// over any list:
///
/// ```no_run
/// use tencent_chat::{Error, List, ListRequest};
///
/// async fn count<L: List>(list: ListRequest<L>) -> Result<usize, Error> {
///     let members: Vec<L::Item> = list.members().try_collect().await?;
///     Ok(members.len())
/// }
/// ```
pub trait List: Endpoint {
    /// A member of the list.
    type Item: Clone + Debug + PartialEq + serde::Serialize + Send + Sync + 'static;
    /// The names of a member's fields on the wire, in the contract's order.
    const FIELDS: &'static [&'static str];

    /// Returns the position of the first page.
    #[doc(hidden)]
    fn first() -> Position;

    /// Makes this the request for the page at `position`, which is of the kind of [`first`](Self::first).
    #[doc(hidden)]
    fn turn_to(&mut self, position: Position, size: u32);

    /// Takes the page out of a response.
    #[doc(hidden)]
    fn page(response: Self::Response) -> Page<Self::Item>;
}
