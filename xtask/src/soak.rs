//! `cargo xtask soak`: many lists are read while answers fail, and every member must come exactly once.

use std::io::Write;

use crate::{Outcome, bench};

/// Read many lists while one answer in twenty fails; every member must come exactly once
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Begin no new round after so many seconds; a round reads every list once
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
    /// Groups whose bans are read, and as many whose permission group is
    #[arg(long, default_value_t = 200)]
    pub groups: usize,
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
    let Arguments { seconds, groups, seed } = arguments;
    let seed = seed.map(|seed| format!("--seed={seed}"));
    let mut command = vec!["soak".to_owned(), format!("--seconds={seconds}"), format!("--groups={groups}")];
    command.extend(seed);
    bench::measure(&[], &command, out)
}
