//! Build-time tooling of the project: `cargo xtask help` lists the commands.
//!
//! Exit codes: 0 fine, 1 a check found something, 2 the command could not run.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use xtask::{Outcome, diff};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Build-time tooling of tencent-chat")]
enum Command {
    Diff(diff::Arguments),
}

fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    match run(&Command::parse(), &mut out) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs one command; whatever the user is to see goes to `out`.
fn run(command: &Command, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let here = std::env::current_dir()?;
    match command {
        Command::Diff(arguments) => diff::run(arguments, &here, out),
    }
}
