//! A semantic diff of OpenAPI documents: what changed, who breaks, which version it needs.
//!
//! Each change gets two verdicts. *Wire*: does a client already in the field break against a
//! service that follows the new document? *Source*: does code around a generated client stop
//! compiling, or behave differently, when the client is generated anew, in Rust (progenitor) or
//! with openapi-generator in another language?

// Only xtask links against this library.
#![allow(clippy::exhaustive_enums)]

pub mod document;
pub mod modelled;

mod bounds;
mod comparison;
mod enumeration;
mod error_codes;
mod examples;
mod extensions;
mod keywords;
mod media_types;
mod object;
mod operation;
mod operations;
mod pairs;
mod parameters;
mod render_github;
mod render_json;
mod render_markdown;
mod render_text;
mod report;
mod request_body;
mod responses;
mod rest;
mod rules;
mod schema;
mod servers;
mod shape;
mod show;
mod side;
mod sites;
mod usage;
mod verdict;
mod version;
mod view;
mod walk;
mod words;

pub use report::Report;
pub use rules::{ALL as RULES, Rule};
pub use verdict::{Direction, Promise, Verdict};

use side::Side;

/// A document's text and what to call it.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Text<'t> {
    pub name: &'t str,
    pub text: &'t str,
}

/// Compares two documents; what is not promised does not ask for a version.
///
/// # Errors
///
/// When one of them is not YAML, or no OpenAPI 3 document.
pub fn compare(old: Text<'_>, new: Text<'_>, promise: Promise) -> anyhow::Result<Report> {
    let (before, after) = (Side::parse(old.text, old.name)?, Side::parse(new.text, new.name)?);
    let changes = walk::changes(&before, &after);
    Ok(Report {
        old: old.name.to_owned(),
        new: new.name.to_owned(),
        version: version::judge(&before, &after, &changes, promise),
        operation_count: operations::operations(&before).len(),
        version_at: Some(after.position("/info/version")),
        promise,
        changes,
    })
}
