//! The arguments of a list command, from the contract.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use tencent_chat::Position;

use super::{fields, filter};
use crate::contract::{List, Parameter, Shape};
use crate::names;
use crate::time::Style;

/// The command that prints a list.
pub(crate) fn command(list: &'static List) -> Command {
    let command = base(list).args(beginning(list)).after_help(example(list, "")).args(filter::args(list)).args([
        Arg::new("fields")
            .long("fields")
            .alias("field")
            .value_name("FIELD,...")
            .value_delimiter(',')
            .action(ArgAction::Append)
            .ignore_case(true)
            .value_parser(PossibleValuesParser::new(fields::all(list)))
            .help("Fields to read and print; the account always comes first"),
        Arg::new("limit")
            .long("limit")
            .value_name("N")
            .value_parser(value_parser!(u64).range(1..))
            .allow_negative_numbers(true)
            .help("Stop after N members in all"),
        Arg::new("time")
            .long("time")
            .value_name("STYLE")
            .value_parser(value_parser!(Style))
            .help("Times in tables [default: local on a terminal, else utc]"),
    ]);
    let reads_fields = list.filters.iter().filter(|parameter| parameter.shape != Shape::Fields);
    let other = list.filters.iter().any(|parameter| parameter.shape == Shape::Fields).then(|| {
        Arg::new("other-field")
            .long("other-field")
            .value_name("FIELD,...")
            .value_delimiter(',')
            .action(ArgAction::Append)
            .help("Read fields that this version does not know")
    });
    command.args(reads_fields.map(parameter)).args(other)
}

/// The command that writes a list into a snapshot.
pub(crate) fn snapshot_command(list: &'static List) -> Command {
    base(list).after_help(example(list, "snapshot "))
}

/// The same with the options that would make a snapshot of a part, which are refused.
pub(crate) fn refusing(command: Command, list: &'static List) -> Command {
    let position = names::name(list.position.name);
    let refuse = |_: &str| -> Result<String, &'static str> {
        Err(
            "a snapshot is of whole lists, or diff would miss who is left out; --checkpoint goes on after an interruption",
        )
    };
    let options = [position, "skip".to_owned(), "limit".to_owned()].into_iter().map(|name| {
        Arg::new(format!("refused-{name}"))
            .long(name)
            .value_name("N")
            .hide(true)
            .allow_hyphen_values(true)
            .value_parser(refuse)
    });
    command.args(options)
}

/// What both have in common: which lists, from where, and where to.
fn base(list: &'static List) -> Command {
    let id = list.operation.info().id;
    let name = names::name(id);
    let keys: Vec<_> = list.keys.iter().map(|key| names::shouted(key.name)).collect();
    let columns = if keys.len() == 1 { "one ID" } else { "the IDs, separated by a tab, a comma or spaces," };
    let ids = Arg::new("ids")
        .value_names(&keys)
        .num_args(1..)
        .required_unless_present("groups-from")
        .help(format!("{}; several at once, or - to read them from stdin", described(&list.keys)));
    let most = list.most;
    Command::new(name.clone())
        .about(list.summary)
        .long_about(format!("{}\n\n{}", list.summary, list.description))
        .alias(names::kebab(id))
        .arg(ids)
        .args([
            Arg::new("groups-from")
                .long("groups-from")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help(format!("Read the lists to read from a file: {columns} a line; - is stdin")),
            Arg::new("page-size")
                .long("page-size")
                .value_name("N")
                .value_parser(value_parser!(u32))
                .allow_negative_numbers(true)
                .help(format!("Members on a page [default: {most}, the maximum]")),
            Arg::new("output").short('o').long("output").value_name("FILE").value_parser(value_parser!(PathBuf)).help(
                "Write to a file, which appears when it is complete; an incomplete run leaves FILE.part, which a run \
                     that resumes does not overwrite",
            ),
            Arg::new("checkpoint")
                .long("checkpoint")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .requires("output")
                .help("Remember here how far reading got; the same command repeated goes on")
                .help_heading("Going on"),
        ])
}

/// The options that begin later than at the start.
fn beginning(list: &'static List) -> [Arg; 2] {
    let position = Arg::new("position").long(names::name(list.position.name)).help_heading("Going on");
    let position = match list.first {
        Position::Offset(_) => position
            .value_name("N")
            .value_parser(value_parser!(u64))
            .allow_negative_numbers(true)
            .help("Skip the first N members of the (first) list"),
        _ => position
            .value_name("CURSOR")
            .allow_hyphen_values(true)
            .help("Resume the (first) list from a cursor printed by an interrupted run"),
    };
    let skip = Arg::new("skip")
        .long("skip")
        .value_name("N")
        .value_parser(value_parser!(usize))
        .allow_negative_numbers(true)
        .help("Skip the first N lists")
        .help_heading("Going on");
    [position, skip]
}

/// The option for something else that a request can say.
fn parameter(parameter: &'static Parameter) -> Arg {
    let first = parameter.description.split(". ").next().unwrap_or_default().replace('\n', " ");
    let arg = Arg::new(parameter.name).long(names::name(parameter.name)).help(first.trim_end_matches('.').to_owned());
    match parameter.shape {
        Shape::Text | Shape::Fields => arg.value_name("TEXT"),
        Shape::Number => arg.value_name("N").value_parser(value_parser!(i64)).allow_negative_numbers(true),
        Shape::Flag => arg.action(ArgAction::SetTrue),
        Shape::Texts => arg.value_name("TEXT,...").value_delimiter(',').action(ArgAction::Append),
        Shape::Keys => arg.value_name("KEY").value_delimiter(',').action(ArgAction::Append),
    }
}

fn described(keys: &[Parameter]) -> String {
    let first = |key: &Parameter| key.description.split('.').next().unwrap_or_default().trim().to_owned();
    keys.iter().map(first).collect::<Vec<_>>().join(", ")
}

fn example(list: &List, before: &str) -> String {
    let name = names::name(list.operation.info().id);
    let keys: Vec<_> = list.keys.iter().map(|key| format!("\"{}\"", key.example)).collect();
    format!("Example:\n  tencent-chat --sandbox {before}{name} {}", keys.join(" "))
}
