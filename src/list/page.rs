//! Pages of a list.

use crate::position::Position;
use crate::unknown_fields::UnknownFields;

/// One page of a list. Iterating over it yields its members.
#[derive(Debug, Clone, PartialEq, Eq, derive_more::IntoIterator)]
#[non_exhaustive]
pub struct Page<T> {
    /// The members on this page, in the service's order. Possibly none, even if more pages follow.
    #[into_iterator(owned, ref)]
    pub members: Vec<T>,
    /// Where the next page begins, or `None` if this is the last one.
    pub next: Option<Position>,
    /// The number of members in the whole list, or `None` if the service does not say.
    pub total: Option<u64>,
    /// A sign that members may be missing, or `None`.
    pub warning: Option<Warning>,
    /// The fields of the response that the contract does not know.
    pub unknown: UnknownFields,
}

impl<T> Page<T> {
    /// Returns the last page of a list, with these members, for tests of your own.
    ///
    /// ```
    /// use tencent_chat::{BannedMember, Page};
    ///
    /// let page = Page::new(vec![BannedMember::new("mallory")]);
    /// assert_eq!(page.next, None);
    /// for member in page {
    ///     assert_eq!(member.member_account, "mallory");
    /// }
    /// ```
    pub fn new(members: Vec<T>) -> Self {
        Self { members, next: None, total: None, warning: None, unknown: UnknownFields::default() }
    }

    /// The page of a response; the position `end` says that no page follows.
    pub(crate) fn received(
        members: Vec<T>,
        next: Option<Position>,
        end: &Position,
        total: Option<u64>,
        unknown: UnknownFields,
    ) -> Self {
        let warning = next.is_none().then_some(Warning::NoNext);
        Self { members, next: next.filter(|next| next != end), total, warning, unknown }
    }
}

/// A sign that a list may lack members, though there is no error.
#[derive(Debug, Clone, PartialEq, Eq, derive_more::Display)]
#[non_exhaustive]
pub enum Warning {
    /// The response does not say whether there is a next page. After a full page, reading continues where possible.
    #[display("the response does not say whether a next page follows")]
    NoNext,
    /// The next page begins further on than this one has members.
    #[display("the service named {next} as the next page, though {expected} follows: members may be missing")]
    Gap {
        /// Where the next page would begin by the number of members of this one.
        expected: Position,
        /// Where the service says it begins.
        next: Position,
    },
    /// The list ended before all the members that it says to have were read.
    #[display("the list ended after {read} members, though it says to have {total}")]
    Short {
        /// The number of members that were read.
        read: u64,
        /// The number of members that it says to have.
        total: u64,
    },
}
