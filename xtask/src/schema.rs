//! `cargo xtask schema`: the JSON Schema of the sandbox's data file, made from its Rust types.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

use crate::{Outcome, project_root};

/// Write docs/sandbox-data.schema.json from the types of the sandbox's data
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {}

/// Runs the command.
///
/// # Errors
///
/// When the sandbox does not build or the file cannot be written.
pub fn run(_: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    // By way of a test, so that this tool need not compile the sandbox, and the schema no test of its own.
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["test", "--quiet", "--features", "schema", "--test", "sandbox", "--"]);
    // Alone: other tests read the file.
    cargo.args(["--exact", "data::the_published_schema_is_made_from_the_types"]);
    cargo.current_dir(project_root()).env("WRITE_SCHEMA", "1").stderr(Stdio::inherit());
    let output = cargo.output().context("cannot run cargo")?;
    let printed = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success() && printed.contains("1 passed"), "the schema could not be made: {printed}");
    writeln!(out, "docs/sandbox-data.schema.json is written")?;
    Ok(Outcome::Fine)
}
