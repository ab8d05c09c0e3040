//! The list commands: one for each list of the contract, made from it.

mod args;
mod checkpoint;
mod destination;
mod fields;
mod filter;
mod job;
mod output;
mod progress;
mod query;
mod read;
mod report;
mod run;
mod targets;

pub(crate) use args::{command, refusing, snapshot_command};
pub(crate) use output::publish;
pub(crate) use query::{Query, position_json};
pub(crate) use report::counted;
pub(crate) use run::run;
