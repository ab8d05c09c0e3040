//! What a list command says on stderr: failures as they come, and what came of it all.

use std::collections::HashSet;

use tencent_chat::{Error, ErrorCode, Position, Warning};

use super::checkpoint::State;
use super::query::{Query, position};
use super::targets::Target;
use crate::failure::{self, Failure, note, quoted, warn};
use crate::format::Format;
use crate::names;

/// Tells of failures; what to do about each kind is told once.
#[derive(Default)]
pub(super) struct Report {
    explained: HashSet<Option<ErrorCode>>,
}

impl Report {
    /// Says why a list is missing or not complete.
    pub(super) fn failed(&mut self, query: &Query, target: &Target, error: &Error, read: u64) {
        let mut text = format!("{}: {}", target.label(query.list), failure::what(error));
        if read > 0 {
            text.push_str(&format!("; the list is not complete: {} of its members were read", grouped(read)));
        }
        let mut failure = Failure::failed(text);
        if self.explained.insert(error.code()) {
            failure = failure::remedies(error).into_iter().fold(failure, Failure::hint);
        }
        let position = error.resume_from().filter(|_| read > 0);
        if query.checkpoint.is_none() && (position.is_some() || error.is_retryable()) {
            let name = names::name(query.list.operation.info().id);
            let arguments = target.arguments();
            failure = failure.hint(match position {
                _ if query.format == Format::Snapshot => AGAIN.to_owned(),
                Some(position) if query.several => {
                    format!("`tencent-chat {name} {arguments} {}` reads the rest of it", option(query, position))
                }
                Some(position) => going_on(query, &option(query, position)),
                None => format!("`tencent-chat {name} {arguments}` reads it"),
            });
        }
        failure.say();
    }
}

/// Says that members of a list may be missing, though reading it did not fail.
pub(super) fn warned(query: &Query, target: &Target, warning: &Warning) {
    warn(&format!("{}: {warning}", target.label(query.list)));
}

/// How the same command would go on where a run stopped.
pub(super) fn way_on(query: &Query, state: &State) -> String {
    if query.checkpoint.is_some() {
        return "repeat the same command to go on".to_owned();
    }
    if query.format == Format::Snapshot {
        return AGAIN.to_owned();
    }
    let position = state.position.as_ref().and_then(position);
    let position = position.map(|position| option(query, &position));
    let skip = (state.lists > 0).then(|| format!("--skip {}", state.lists));
    let options: Vec<_> = skip.into_iter().chain(position).collect();
    match options.is_empty() {
        true => "nothing was read; repeat the same command".to_owned(),
        false => going_on(query, &options.join(" ")),
    }
}

/// What to do about a part of a snapshot.
const AGAIN: &str = "a snapshot is of whole lists, so repeat the command; with `-o FILE --checkpoint FILE` it goes on \
                     where it stopped";

/// How the options read the rest, without touching what is read.
fn going_on(query: &Query, options: &str) -> String {
    match query.rest() {
        None => format!("the same command with `{options}` reads on"),
        Some(rest) => {
            let rest = quoted(&rest.display().to_string());
            format!(
                "the same command with `{options} -o {rest}` reads the rest; begun with `--checkpoint FILE`, it goes on by itself"
            )
        }
    }
}

/// What came of the lists, where that is not to be seen in the output.
pub(super) fn summary(query: &Query, state: &State, repeats: u64, limited: bool) {
    let tally = &state.tally;
    if query.several && query.targets.len() > 1 || query.format == Format::Snapshot {
        let empty = if tally.empty > 0 { format!(" ({} empty)", grouped(tally.empty as u64)) } else { String::new() };
        let failed =
            if tally.failed > 0 { format!(", {} failed", grouped(tally.failed as u64)) } else { String::new() };
        let (lists, complete) = (query.targets.len() - query.skip, tally.complete);
        note(&format!(
            "{}: {} complete{empty}{failed}; {}",
            counted(lists as u64, "list"),
            grouped(complete as u64),
            counted(tally.members, "member")
        ));
    } else if tally.members == 0 && tally.failed == 0 && query.format == Format::Table {
        note(&match &query.start {
            _ if !query.filter.is_empty() => format!("no member matches{}", query.filter.unknown_values(query.list)),
            Some(start) => format!("no members from {start} on"),
            None => "the list is empty".to_owned(),
        });
    }
    if limited {
        note(&format!("stopped at --limit {}; there may be more", tally.members));
    }
    if repeats > 0 {
        note(&format!("{} repeated; --verbose tells why", counted(repeats, "call")));
    }
}

/// The option that begins at a position, so that a shell takes it as it is.
fn option(query: &Query, position: &Position) -> String {
    let name = names::name(query.list.position.name);
    match position {
        Position::Cursor(cursor) => format!("--{name} {}", quoted(cursor)),
        Position::Offset(offset) => format!("--{name} {offset}"),
        other => other.to_string(),
    }
}

/// So many of something, in words that fit.
pub(crate) fn counted(number: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// The number with its thousands apart.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
