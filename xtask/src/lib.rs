//! Build-time tooling of the project, one module per command.

pub mod diff;

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the exit codes are these and no others")]
pub enum Outcome {
    /// Nothing to object to.
    Fine,
    /// The check found something, and has said what.
    Found,
}
