//! The parser: commands written by hand, and those made from the contract.

use std::sync::LazyLock;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Command as Parser, Error, Subcommand};

use crate::contract::{LISTS, List};
use crate::failure::Failure;
use crate::options::{Options, Uses};
use crate::{diff, doctor, error_code, lists, names, probe, reference, sandbox, usersig};

/// The commands that are written by hand.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Diff(diff::Arguments),
    ErrorCode(error_code::Arguments),
    #[command(subcommand)]
    Usersig(usersig::Command),
    Doctor(doctor::Arguments),
    Probe(probe::Arguments),
    Sandbox(sandbox::Arguments),
    Completions(reference::Completions),
    Man(reference::Man),
}

static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{} (contract {})", env!("CARGO_PKG_VERSION"), tencent_chat::CONTRACT_VERSION));

const AFTER: &str = "\
The secret key is never an argument: set TENCENT_CHAT_SECRET_KEY, or name a file.

Examples:
  tencent-chat --sandbox banned-members \"@TGS#aJRGC4MH6\"
  tencent-chat banned-members --groups-from groups.txt --format csv -o banned.csv --checkpoint banned.progress
  tencent-chat permission-group-members \"@TGS#_@TGS#cAVQXXXXXX\" \"@PMG#_@PMG#cDR\" --role Owner,Admin
  tencent-chat error-code 10010

Exit codes:
  0    done
  1    failed
  2    wrong usage or settings; nothing was sent
  3    incomplete; stderr says how to go on
  4    diff --exit-code found changes
  130  interrupted by Ctrl-C (143 by SIGTERM); stderr says how to go on";

/// The whole parser: with what is no user's, or only there to be refused.
pub(crate) fn command() -> Parser {
    let reference = reference::Reference::augment_args(Parser::new("reference")).hide(true);
    let snapshot = |snapshot: Parser| {
        LISTS.iter().fold(snapshot, |snapshot, list| {
            snapshot.mut_subcommand(names::name(list.operation.info().id), |parser| lists::refusing(parser, list))
        })
    };
    offered().mut_subcommand("snapshot", snapshot).subcommand(reference)
}

/// The parser of what is offered to users.
pub(crate) fn offered() -> Parser {
    let root = Parser::new("tencent-chat")
        .version(VERSION.as_str())
        .after_help(AFTER)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args_override_self(true)
        .subcommands(LISTS.iter().map(lists::command))
        .subcommand(
            Parser::new("snapshot")
                .about("Write lists as they are now into a file, for diff")
                .long_about(
                    "Write lists as they are now into a file, for diff\n\nThe file is JSON Lines; \
                     docs/snapshot.schema.json describes a line.",
                )
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommands(LISTS.iter().map(lists::snapshot_command)),
        );
    // Last, since the groups of options bring a text of their own.
    Options::augment_args(Command::augment_subcommands(root))
        .about("Read the member lists of Tencent Cloud Chat")
        .long_about(None)
}

/// An error of the parser with advice that fits: clap's is to write `-- --option`, which no ID here needs.
pub(crate) fn explained(mut error: Error) -> Error {
    if error.kind() != ErrorKind::UnknownArgument {
        return error;
    }
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else { return error };
    let argument = argument.clone();
    error.remove(ContextKind::Suggested);
    let tip = match argument.strip_prefix("--") {
        Some(option) => {
            let has = |parser: &&Parser| parser.get_arguments().any(|arg| arg.get_long() == Some(option));
            let root = offered();
            let owners: Vec<_> =
                root.get_subcommands().filter(has).map(|owner| format!("'{}'", owner.get_name())).collect();
            (!owners.is_empty()).then(|| format!("'{argument}' is an option of {}", owners.join(" and ")))
        }
        // Only a command that is run stands behind `--`.
        None => {
            let runs = error.get(ContextKind::Usage).is_some_and(|usage| usage.to_string().contains("[-- <COMMAND>"));
            runs.then(|| format!("write '--' before the command to run: -- {argument}"))
        }
    };
    if let Some(tip) = tip {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

/// The list that a command reads.
pub(crate) fn list(command: &str) -> Option<&'static List> {
    LISTS.iter().find(|list| names::name(list.operation.info().id) == command)
}

impl Command {
    /// What it does with the options that are not its own.
    pub(crate) fn uses(&self) -> Uses {
        let (account, rows) = match self {
            Self::Diff(_) | Self::ErrorCode(_) => (false, true),
            Self::Usersig(_) | Self::Doctor(_) | Self::Probe(_) => (true, false),
            Self::Sandbox(_) | Self::Completions(_) | Self::Man(_) => (false, false),
        };
        Uses { account, rows }
    }

    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        match self {
            Self::Diff(arguments) => diff::run(options, &arguments),
            Self::ErrorCode(arguments) => error_code::run(options, &arguments),
            Self::Usersig(command) => usersig::run(options, command),
            Self::Doctor(arguments) => doctor::run(options, &arguments).await,
            Self::Probe(arguments) => probe::run(options, &arguments).await,
            Self::Sandbox(arguments) => sandbox::run(arguments).await,
            Self::Completions(arguments) => reference::completions(&arguments),
            Self::Man(arguments) => reference::man(&arguments),
        }
    }
}
