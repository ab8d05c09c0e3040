//! `cargo xtask bench`: what the client promises in numbers, and what it costs beside others.

mod check;
mod consumer;
mod instructions;
mod report;
mod rivals;

use std::io::Write;
use std::process::Command;

use anyhow::{Context, bail};

use crate::{Outcome, project_root};

/// Measure what the client promises, or compare it with other clients; needs valgrind for instruction counts
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Measure only this
    #[arg(value_parser = subjects())]
    pub only: Option<String>,
    /// Compare the instruction counts of ten paths with those kept in the repository; more than 2 % more fails
    #[arg(long, conflicts_with = "only")]
    pub check: bool,
    /// With --check: keep the present counts
    #[arg(long, requires = "check")]
    pub update: bool,
    /// Write the tables and drawings of docs/performance.md
    #[arg(long, conflicts_with_all = ["only", "check"])]
    pub write: bool,
}

/// Promises, each kept or broken.
const PROMISES: [&str; 4] = ["rate", "fleet", "look-ahead", "memory"];
/// Comparisons, which are tables.
const TABLES: [&str; 5] = ["calls", "lists", "permits", "user-sigs", "consumer"];

fn subjects() -> Vec<&'static str> {
    PROMISES.into_iter().chain(TABLES).collect()
}

/// Runs the command.
///
/// # Errors
///
/// When a program cannot be built, or something not be measured.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if arguments.check {
        return check::run(arguments.update, out);
    }
    if arguments.write {
        return report::write(out);
    }
    let wanted = |name: &&str| arguments.only.as_deref().is_none_or(|only| only == *name);
    let mut outcome = Outcome::Fine;
    for promise in PROMISES.into_iter().filter(wanted) {
        writeln!(out, "== {promise}")?;
        if measure(&["--release"], &[promise.to_owned()], out)? == Outcome::Found {
            outcome = Outcome::Found;
        }
    }
    for subject in TABLES.into_iter().filter(wanted) {
        writeln!(out, "== {subject}")?;
        for table in report::tables(subject)? {
            writeln!(out, "{table}")?;
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
