//! Where in a list reading begins or goes on.

use std::fmt;
use std::hash::Hash;

use crate::error::Error;

/// Where in a list reading begins or goes on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Position {
    /// Members before it, for lists paged by offset.
    Offset(u64),
    /// The service's opaque cursor.
    Cursor(String),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offset(offset) => write!(f, "offset {offset}"),
            Self::Cursor(cursor) => write!(f, "cursor {cursor:?}"),
        }
    }
}

/// A position of one style, as an operation sends it.
pub trait Turn: Clone + fmt::Debug + Eq + Hash + Into<Position> + Send + Sync + 'static {
    /// Takes a position if it is of this style and can be sent.
    ///
    /// # Errors
    ///
    /// When it cannot, saying why.
    fn from_position(position: Position) -> Result<Self, Error>;

    /// The position after a full page, where that can be known beforehand.
    fn predict(&self, page_size: u32) -> Option<Self>;

    /// Whether this one may come after `previous`.
    fn follows(&self, previous: &Self) -> bool;

    /// Whether positions say nothing of their order, so that only memory tells a repeated one.
    const OPAQUE: bool;
}

impl Turn for u64 {
    fn from_position(position: Position) -> Result<Self, Error> {
        match position {
            // The contract's format is int64.
            Position::Offset(offset) if i64::try_from(offset).is_ok() => Ok(offset),
            Position::Offset(offset) => Err(Error::refused(format!(
                "offset {offset} is larger than any list; take the one that the last answer or error named"
            ))),
            Position::Cursor(_) => Err(Error::refused(
                "a cursor was given, but this list is read by offset; give an offset",
            )),
        }
    }

    fn predict(&self, page_size: u32) -> Option<Self> {
        self.checked_add(page_size.into())
    }

    fn follows(&self, previous: &Self) -> bool {
        self > previous
    }

    const OPAQUE: bool = false;
}

impl Turn for String {
    fn from_position(position: Position) -> Result<Self, Error> {
        match position {
            Position::Cursor(cursor) => Ok(cursor),
            Position::Offset(_) => Err(Error::refused(
                "an offset was given, but this list is read by cursor; give a cursor",
            )),
        }
    }

    fn predict(&self, _page_size: u32) -> Option<Self> {
        None
    }

    fn follows(&self, previous: &Self) -> bool {
        self != previous
    }

    const OPAQUE: bool = true;
}

impl From<u64> for Position {
    fn from(offset: u64) -> Self {
        Self::Offset(offset)
    }
}

impl From<String> for Position {
    fn from(cursor: String) -> Self {
        Self::Cursor(cursor)
    }
}
