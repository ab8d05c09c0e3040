//! Positions in a list.

/// A position in a list: where a page begins.
///
/// [`Page::next`](crate::Page::next) and [`Error::resume_from`](crate::Error::resume_from) return one, and
/// [`ListRequest::start_at`](crate::ListRequest::start_at) takes it. It can be stored as text or number.
///
/// ```
/// use tencent_chat::Position;
///
/// assert_eq!(Position::from(100), Position::Offset(100));
/// assert_eq!(Position::from("MTAw".to_owned()).to_string(), "cursor \"MTAw\"");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, derive_more::Display, derive_more::From)]
#[non_exhaustive]
pub enum Position {
    /// The number of members before it, in a list paged by offset.
    #[display("offset {_0}")]
    Offset(u64),
    /// The service's opaque cursor, in a list paged by cursor. The first page has an empty one.
    #[display("cursor {_0:?}")]
    Cursor(String),
}

impl Position {
    /// Returns the position this many members later, or `None` if only the service knows it.
    pub(crate) fn after(&self, members: usize) -> Option<Self> {
        match self {
            Self::Offset(offset) => offset.checked_add(members as u64).map(Self::Offset),
            Self::Cursor(_) => None,
        }
    }

    /// Returns whether it may come after a page of this many members at `previous`. Cursors have no known order.
    pub(crate) fn follows(&self, previous: &Self, members: usize, size: u32) -> bool {
        match (self, previous) {
            (Self::Offset(next), Self::Offset(at)) => {
                let least = at.saturating_add(members.max(1) as u64);
                (least..=at.saturating_add(u64::from(size).max(members as u64))).contains(next)
            }
            _ => self != previous,
        }
    }
}
