//! Where in a list reading begins or goes on.

/// Where in a list reading begins or goes on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, derive_more::Display, derive_more::From)]
#[non_exhaustive]
pub enum Position {
    /// Members before it, for lists paged by offset.
    #[display("offset {_0}")]
    Offset(u64),
    /// The service's opaque cursor.
    #[display("cursor {_0:?}")]
    Cursor(String),
}

impl Position {
    /// The position after so many members, where that can be known without the service.
    pub(crate) fn after(&self, members: usize) -> Option<Self> {
        match self {
            Self::Offset(offset) => offset.checked_add(members as u64).map(Self::Offset),
            Self::Cursor(_) => None,
        }
    }

    /// Whether it may come after a page of so many members at `previous`. Cursors say nothing of their order.
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
