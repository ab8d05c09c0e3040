//! `cargo xtask bench`: what the client promises in numbers, and what it costs beside others.

mod calls;
mod check;
mod consumer;
mod instructions;
mod limiter;
mod lists;
mod page;
mod plot;
mod promises;
mod rivals;
mod sandbox;
mod table;
mod user_sigs;

use std::fmt;
use std::io::Write;

use anyhow::bail;

use crate::Outcome;

pub(crate) use promises::measure;

/// Measure what the client promises, or compare it with other clients; needs valgrind for instruction counts
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Measure only these
    #[arg(value_parser = subjects())]
    pub only: Vec<String>,
    /// Compare the instruction counts of ten paths with those kept in the repository; more than 2 % more fails
    #[arg(long, conflicts_with = "only")]
    pub check: bool,
    /// With --check: keep the present counts
    #[arg(long, requires = "check")]
    pub update: bool,
    /// Write the tables and plots of docs/performance.md
    #[arg(long, conflicts_with = "check")]
    pub write: bool,
    /// Few repetitions of little, to try the command; such figures are not worth keeping
    #[arg(long, conflicts_with = "check")]
    pub quick: bool,
}

/// Promises, each kept or broken.
const PROMISES: [&str; 5] = ["rate", "fleet", "look-ahead", "memory", "groups"];
/// Comparisons, which are tables.
const TABLES: [&str; 7] = ["calls", "times", "lists", "limiter", "user-sigs", "sandbox", "consumer"];

fn subjects() -> Vec<&'static str> {
    PROMISES.into_iter().chain(TABLES).collect()
}

/// What a subject came to: tables or text, and plots.
#[derive(Default)]
struct Section {
    text: String,
    plots: Vec<plot::Plot>,
}

impl Section {
    fn of(tables: impl IntoIterator<Item = table::Table>) -> Self {
        let text: Vec<_> = tables.into_iter().map(|table| table.to_string()).collect();
        Self { text: text.join("\n"), plots: Vec::new() }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// How much is measured.
#[derive(Debug, Clone, Copy)]
struct Effort {
    quick: bool,
    /// Interleaved runs of whatever is timed.
    runs: usize,
}

impl Effort {
    /// Repetitions within a run: as asked, or few.
    fn times(self, usual: usize) -> usize {
        if self.quick { usual.div_ceil(20) } else { usual }
    }
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
    let effort = Effort { quick: arguments.quick, runs: if arguments.quick { 3 } else { 7 } };
    let wanted = |name: &&str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == name);
    let mut outcome = Outcome::Fine;
    for subject in subjects().into_iter().filter(wanted) {
        writeln!(out, "== {subject}")?;
        out.flush()?;
        let begun = std::time::Instant::now();
        let (section, kept) = section(subject, effort, out)?;
        if kept == Outcome::Found {
            outcome = Outcome::Found;
        }
        writeln!(out, "{section}")?;
        if arguments.write {
            page::write(subject, &section, effort)?;
            writeln!(out, "written to docs/performance.md after {:.0} s", begun.elapsed().as_secs_f64())?;
        }
    }
    Ok(outcome)
}

fn section(subject: &str, effort: Effort, out: &mut dyn Write) -> anyhow::Result<(Section, Outcome)> {
    let section = match subject {
        "calls" => calls::section(effort)?,
        "times" => calls::timed(effort)?,
        "lists" => lists::section(effort)?,
        "limiter" => limiter::section(effort)?,
        "user-sigs" => user_sigs::section(effort, out)?,
        "sandbox" => sandbox::section(effort)?,
        "consumer" => consumer::section(effort)?,
        promise if PROMISES.contains(&promise) => return promises::section(promise),
        _ => bail!("{subject} cannot be measured"),
    };
    Ok((section, Outcome::Fine))
}
