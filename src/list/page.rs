//! One page of a list.

use crate::position::Position;
use crate::unknown_fields::UnknownFields;

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The members on this page, in the service's order. Possibly none, even if more pages follow.
    pub members: Vec<T>,
    /// Where the next page begins; nothing if this is the last one.
    pub next: Option<Position>,
    /// Members in the whole list, where the service says so.
    pub total: Option<u64>,
    /// Fields of the answer that the contract does not know.
    pub unknown: UnknownFields,
}
