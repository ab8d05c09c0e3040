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
    /// What is odd about it, so that members may be missing.
    pub warning: Option<Warning>,
    /// Fields of the answer that the contract does not know.
    pub unknown: UnknownFields,
}

/// What is odd about a page of a list that is being read, though it is no error.
#[derive(Debug, Clone, PartialEq, Eq, derive_more::Display)]
#[non_exhaustive]
pub enum Warning {
    /// It does not say whether there is a next page. Reading goes on after a full one where that is possible.
    #[display("the response does not say whether a next page follows")]
    NoNext,
    /// The next page begins further on than this one has members: the service left some out.
    #[display("the service named {next} as the next page, though {expected} follows: members may be missing")]
    Gap {
        /// Where the next page would begin by the members of this one.
        expected: Position,
        /// Where it begins.
        next: Position,
    },
    /// The list ended before as many members were read as it says to have.
    #[display("the list ended after {read} members, though it says to have {total}")]
    Short {
        /// The members that were read.
        read: u64,
        /// The members that it says to have.
        total: u64,
    },
}
