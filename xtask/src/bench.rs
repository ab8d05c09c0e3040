//! `cargo xtask bench`: what the client promises in numbers, measured.

use std::io::Write;
use std::process::Command;

use anyhow::{Context, bail};

use crate::{Outcome, project_root};

/// Measure what the client promises: rate, fleet (needs redis-server), look-ahead, memory
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Measure only this
    #[arg(value_parser = PROMISES)]
    pub only: Option<String>,
}

const PROMISES: [&str; 4] = ["rate", "fleet", "look-ahead", "memory"];

/// Runs the command.
///
/// # Errors
///
/// When the program cannot be built, or something not be measured.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    for promise in PROMISES.into_iter().filter(|name| arguments.only.as_deref().is_none_or(|only| only == *name)) {
        writeln!(out, "== {promise}")?;
        if measure(&["--release"], &[promise.to_owned()], out)? == Outcome::Found {
            outcome = Outcome::Found;
        }
    }
    Ok(outcome)
}

/// Builds and runs the program that measures, which is no part of this one: it stands on the client.
pub(crate) fn measure(build: &[&str], arguments: &[String], out: &mut dyn Write) -> anyhow::Result<Outcome> {
    out.flush()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", "measure"])
        .args(build)
        .arg("--")
        .args(arguments)
        .current_dir(project_root())
        .status()
        .context("cannot run cargo")?;
    match status.code() {
        Some(0) => Ok(Outcome::Fine),
        Some(1) => Ok(Outcome::Found),
        _ => bail!("the measurement failed ({status})"),
    }
}
