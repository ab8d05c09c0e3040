//! What a change does to whom.

use std::fmt;

/// How bad a change is, from nothing to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// No effect at all.
    None,
    /// Only words change.
    Documentation,
    /// Something is new or allowed that was not; nothing breaks.
    Compatible,
    /// No rule can judge it; counts as breaking, but one that surely breaks says more.
    CannotTell,
    /// Something that worked stops working or works differently.
    Breaking,
}

/// What a document promises to its users: each class holds those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Promise {
    /// Clients in the field go on working.
    Wire,
    /// Code around regenerated clients goes on compiling.
    Source,
    /// Regenerated clients retry, wait and call as before.
    #[default]
    Behaviour,
}

/// The way of the data that a change concerns, seen from the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Neither, as with prose and unused schemas.
    None,
    /// The client writes it.
    Request,
    /// The client reads it.
    Response,
    /// It is written and read.
    Both,
}

/// How a set of valid values moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shift {
    /// Some values are no longer valid, none is new.
    Narrower,
    /// Some values are new, none has gone.
    Wider,
    /// Some have gone and others are new.
    Neither,
}

impl Verdict {
    /// The word in the output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Documentation => "documentation",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
            Self::CannotTell => "cannot-tell",
        }
    }

    /// Whether it breaks, or may.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        self >= Self::CannotTell
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Direction {
    /// The word in the output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, direction) | (direction, Self::None) => direction,
            (a, b) if a == b => a,
            _ => Self::Both,
        }
    }

    pub(crate) fn writes(self) -> bool {
        matches!(self, Self::Request | Self::Both)
    }

    pub(crate) fn reads(self) -> bool {
        matches!(self, Self::Response | Self::Both)
    }
}

impl Shift {
    /// The shift from one comparison of limits: `narrower` and `wider` say what was seen.
    pub(crate) fn of(narrower: bool, wider: bool) -> Self {
        match (narrower, wider) {
            (true, false) => Self::Narrower,
            (false, true) => Self::Wider,
            _ => Self::Neither,
        }
    }

    /// What it does to a client in the field: it may send what is now refused,
    /// or be sent what it does not know.
    pub(crate) fn wire(self, direction: Direction) -> Verdict {
        if direction == Direction::None {
            return Verdict::None;
        }
        match self {
            Self::Neither => Verdict::Breaking,
            Self::Narrower if direction.writes() => Verdict::Breaking,
            Self::Wider if direction.reads() => Verdict::Breaking,
            Self::Narrower | Self::Wider => Verdict::Compatible,
        }
    }

    /// What it does to code whose types stay the same: generated clients check what they send,
    /// so values that the code sends today may be refused.
    pub(crate) fn source(self, direction: Direction) -> Verdict {
        match self {
            Self::Narrower | Self::Neither if direction.writes() => Verdict::Breaking,
            _ => Verdict::Compatible,
        }
    }
}
