//! Build-time tooling of the project: `cargo xtask help` lists the commands.
//!
//! Exit codes: 0 fine, 1 a check found something, 2 the command could not run.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use xtask::{
    Outcome, api, bench, bundle, ci, conformance, coverage, diff, docs, edits, expand, floors, fuzz, guides, lint,
    reference, release, schema, simulate, soak, workflows,
};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Build-time tooling of tencent-chat")]
enum Command {
    Lint(lint::Arguments),
    Diff(diff::Arguments),
    Bundle(bundle::Arguments),
    Docs(docs::Arguments),
    Expand(expand::Arguments),
    Edits(edits::Arguments),
    Api(api::Arguments),
    Coverage(coverage::Arguments),
    Reference(reference::Arguments),
    Conformance(conformance::Arguments),
    Schema(schema::Arguments),
    Soak(soak::Arguments),
    Simulate(simulate::Arguments),
    Fuzz(fuzz::Arguments),
    Bench(bench::Arguments),
    Floors(floors::Arguments),
    Guides(guides::Arguments),
    Workflows(workflows::Arguments),
    Release(release::Arguments),
    Ci(ci::Arguments),
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
    match command {
        Command::Lint(arguments) => lint::run(arguments, out),
        Command::Diff(arguments) => diff::run(arguments, &std::env::current_dir()?, out),
        Command::Bundle(arguments) => bundle::run(arguments, out),
        Command::Docs(arguments) => docs::run(arguments, out),
        Command::Expand(arguments) => expand::run(arguments, out),
        Command::Edits(arguments) => edits::run(arguments, out),
        Command::Api(arguments) => api::run(arguments, out),
        Command::Coverage(arguments) => coverage::run(arguments, out),
        Command::Reference(arguments) => reference::run(arguments, out),
        Command::Conformance(arguments) => conformance::run(arguments, out),
        Command::Schema(arguments) => schema::run(arguments, out),
        Command::Soak(arguments) => soak::run(arguments, out),
        Command::Simulate(arguments) => simulate::run(arguments, out),
        Command::Fuzz(arguments) => fuzz::run(arguments, out),
        Command::Bench(arguments) => bench::run(arguments, out),
        Command::Floors(arguments) => floors::run(arguments, out),
        Command::Guides(arguments) => guides::run(arguments, out),
        Command::Workflows(arguments) => workflows::run(arguments, out),
        Command::Release(arguments) => release::run(arguments, out),
        Command::Ci(arguments) => ci::run(arguments, out),
    }
}
