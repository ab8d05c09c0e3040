//! `cargo xtask fuzz`: odd inputs for everything here that reads what others wrote.

use std::io::Write;

use crate::{Outcome, bench};

/// Give odd UserSigs, answers, HTTP requests, data files and documents to what reads them; nothing may panic or hang
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How long each target is tried
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
    /// Try only this one: user-sigs, answers, requests, data-files or documents
    #[arg(long)]
    pub target: Option<String>,
    /// Where chance begins, to repeat a run
    #[arg(long)]
    pub seed: Option<u64>,
}

/// Runs the command.
///
/// # Errors
///
/// When the program cannot be built or run.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let Arguments { seconds, target, seed } = arguments;
    let mut command = vec!["fuzz".to_owned(), format!("--seconds={seconds}")];
    command.extend(target.as_ref().map(|target| format!("--target={target}")));
    command.extend(seed.map(|seed| format!("--seed={seed}")));
    bench::measure(&[], &command, out)
}
