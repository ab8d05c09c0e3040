//! `tencent-chat`: the member lists of Tencent Cloud Chat on the command line.
//!
//! What was asked for goes to stdout, everything else to stderr.
//! The exit code is 0 when it is done, 1 when it failed, 2 when the arguments or the environment are wrong.

mod account;
mod banned_members;
mod contract;
mod error_code;
mod failure;
mod format;
mod list;
mod options;
mod permission_group_members;
mod row;
mod sandbox;
mod usersig;
mod verbose;

use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::options::Options;

/// Reads the member lists of Tencent Cloud Chat
#[derive(Parser)]
#[command(name = "tencent-chat", version = VERSION.as_str(), after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    BannedMembers(banned_members::Arguments),
    PermissionGroupMembers(permission_group_members::Arguments),
    #[command(subcommand)]
    Usersig(usersig::Command),
    ErrorCode(error_code::Arguments),
    Sandbox(sandbox::Arguments),
}

static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{} (contract {})", env!("CARGO_PKG_VERSION"), tencent_chat::CONTRACT_VERSION));

const EXAMPLES: &str = "\
The secret key is never an argument: set TENCENT_CHAT_SECRET_KEY or name a file.

Examples:
  tencent-chat --sandbox banned-members '@TGS#aJRGC4MH6'
  tencent-chat --region singapore --sdk-app-id 1400000000 --secret-key-file key.txt \\
      permission-group-members '@TGS#_@TGS#cAVQXXXXXX' '@PMG#_@PMG#cDR' --field Role --format csv
  tencent-chat usersig sign --expire 3600
  tencent-chat error-code 10010

Exit codes: 0 done, 1 failed, 2 wrong usage";

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    let Cli { options, command } = cli;
    if options.verbose {
        verbose::start();
    }
    // One thread is enough: a list is one call after the other.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::BannedMembers(arguments) => banned_members::run(&options, arguments).await,
            Command::PermissionGroupMembers(arguments) => permission_group_members::run(&options, arguments).await,
            Command::Usersig(command) => usersig::run(&options, command),
            Command::ErrorCode(arguments) => error_code::run(&options, &arguments),
            Command::Sandbox(arguments) => sandbox::run(arguments).await,
        }
    })
}
