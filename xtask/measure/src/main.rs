//! Measures what the client promises against a sandbox: run by `cargo xtask soak` and `cargo xtask bench`.
//!
//! Exit codes: 0 the promise is kept, 1 it is not, 2 it could not be measured.

// This is a program: what it says goes to its output.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod endless;
mod fuzz;
mod groups;
mod load;
mod look_ahead;
mod memory;
mod rate;
mod redis_server;
mod soak;

use std::process::ExitCode;

use clap::Parser;

#[derive(Debug, Parser)]
#[command(about = "Measures what the client promises against a sandbox")]
enum Command {
    /// Read many lists while one answer in twenty fails; every member must come exactly once
    Soak(soak::Arguments),
    /// Give odd inputs to everything that reads what others wrote
    Fuzz(fuzz::Arguments),
    /// Full demand of 50 tasks for 10 s: at least 198 calls a second, at most 200 in any second
    Rate,
    /// The same for four processes that share the quota over Redis
    Fleet,
    /// 10,000 banned members with 50 ms added to each answer: at most a sixth of the time with width 8
    LookAhead,
    /// 2,000,000 members may take 1 MiB more than 20,000
    Memory,
    /// 10,000 groups read by the command line: at least 198 calls a second, at most 200 in any second
    Groups(groups::Arguments),
    /// Calls as fast as permitted, as a process of its own; started by the others
    #[command(hide = true)]
    Load(load::Arguments),
    /// Reads one list as a process of its own; started by the others
    #[command(hide = true)]
    Read(memory::Arguments),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Soak(arguments) => soak::run(&arguments).await,
        Command::Fuzz(arguments) => fuzz::run(&arguments).await,
        Command::Rate => rate::one_process().await,
        Command::Fleet => rate::fleet().await,
        Command::LookAhead => look_ahead::run().await,
        Command::Memory => memory::run().await,
        Command::Groups(arguments) => groups::run(&arguments).await,
        Command::Load(arguments) => load::run(&arguments).await.map(|()| true),
        Command::Read(arguments) => memory::read(&arguments).await.map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Prints a promise and whether it is kept.
fn promise(kept: bool, what: &str) -> bool {
    println!("{} {what}", if kept { "kept:  " } else { "BROKEN:" });
    kept
}
