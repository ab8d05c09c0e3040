//! `tencent-chat`: the member lists of Tencent Cloud Chat on the command line.
//!
//! What was asked for goes to stdout, everything else to stderr. The exit codes are in the help.

mod cli;
mod contract;
mod diff;
mod doctor;
mod error_code;
mod failure;
mod format;
mod lists;
mod names;
mod options;
mod probe;
mod reference;
mod row;
mod sandbox;
mod settings;
mod side_log;
mod signals;
mod time;
mod usersig;
mod verbose;
mod wire;

use std::process::ExitCode;

use clap::{ArgMatches, FromArgMatches};

use crate::failure::{Failure, be_quiet};
use crate::format::Format;
use crate::options::{Options, Uses};

fn main() -> ExitCode {
    let matches = cli::command().try_get_matches().unwrap_or_else(|error| cli::explained(error).exit());
    let outcome = Options::from_arg_matches(&matches).map_err(|error| error.exit()).and_then(|options| {
        if options.quiet {
            be_quiet();
        }
        if options.verbose > 0 {
            verbose::start();
        }
        // One thread is enough: it mostly waits for the service.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(run(&options, &matches))
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

async fn run(options: &Options, matches: &ArgMatches) -> Result<(), Failure> {
    let (name, of_command) = matches.subcommand().expect("clap demands a command");
    if let Some(list) = cli::list(name) {
        return lists::run(options, lists::Query::read(list, of_command, options.format())?).await;
    }
    if name == "snapshot" {
        options.check(name, Uses { account: true, rows: false })?;
        let (name, of_list) = of_command.subcommand().expect("clap demands a list");
        let list = cli::list(name).expect("the lists are the commands below snapshot");
        return lists::run(options, lists::Query::read(list, of_list, Format::Snapshot)?).await;
    }
    if name == "reference" {
        let arguments = reference::Reference::from_arg_matches(of_command).unwrap_or_else(|error| error.exit());
        return reference::reference(&arguments);
    }
    let command = cli::Command::from_arg_matches(matches).unwrap_or_else(|error| error.exit());
    options.check(name, command.uses())?;
    command.run(options).await
}
