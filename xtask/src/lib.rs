//! The commands of `cargo xtask`, as a library so that tests can call them and read what a user reads.
//!
//! It never depends on the client crate: the tools must run while the contract or the client is broken.

// Only the xtask binary and its tests link against this library.
#![allow(clippy::exhaustive_enums)]

use std::path::PathBuf;

pub mod api;
pub mod bench;
pub mod bundle;
pub mod ci;
pub mod conformance;
pub mod coverage;
pub mod diff;
pub mod docs;
pub mod edits;
pub mod expand;
pub mod external;
pub mod floors;
pub mod fuzz;
pub mod guides;
pub mod lint;
mod mirror;
pub mod reference;
pub mod release;
pub mod schema;
pub mod simulate;
pub mod soak;
pub mod workflows;

pub use openapi_diff::document;

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to object to.
    Fine,
    /// The check found something, and has said what.
    Found,
}

/// The root of the repository, so that commands work from any directory.
#[must_use]
pub fn project_root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or_else(|| xtask.clone(), PathBuf::from)
}

/// Where cargo builds, and where the commands put what they make.
#[must_use]
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project_root().join("target"), PathBuf::from)
}
