//! Where in a list reading begins or goes on.

use crate::error::Error;

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
    /// Whether it can be sent where reading would begin at `first`.
    pub(crate) fn check(&self, first: &Self) -> Result<(), Error> {
        match (self, first) {
            (Self::Cursor(_), Self::Cursor(_)) => Ok(()),
            // The contract's format is int64.
            (Self::Offset(offset), Self::Offset(_)) if i64::try_from(*offset).is_ok() => Ok(()),
            (Self::Offset(_), Self::Offset(_)) => {
                Err(Error::refused(format!("{self} is larger than any list; take the one that an answer named")))
            }
            _ => Err(Error::refused(format!("{self} is not how this list is paged; give one such as {first}"))),
        }
    }

    /// The position after so many members, where that can be known without the service.
    pub(crate) fn after(&self, members: usize) -> Option<Self> {
        match self {
            Self::Offset(offset) => offset.checked_add(members as u64).map(Self::Offset),
            Self::Cursor(_) => None,
        }
    }

    /// Whether it may come after `previous`. Cursors say nothing of their order.
    pub(crate) fn follows(&self, previous: &Self) -> bool {
        match (self, previous) {
            (Self::Offset(next), Self::Offset(previous)) => next > previous,
            _ => self != previous,
        }
    }
}
