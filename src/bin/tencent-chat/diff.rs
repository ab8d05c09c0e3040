//! `tencent-chat diff`

mod compare;
mod read;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use crate::failure::{CHANGES, Failure, INCOMPLETE, note, warn};
use crate::format::{Format, Look, Written};
use crate::lists::counted;
use crate::options::Options;
use crate::row::Column;
use crate::time::{self, Clock, Style};

/// Tell what changed between two snapshots
///
/// Bans: banned, ban-ended, ban-lifted (before its end), ban-extended, ban-shortened.
/// Members: joined, left, role-changed, muted, mute-ended, mute-lifted, mute-extended, mute-shortened.
/// A list of several pages can have changed while it was read, so that a member was missed: what rests on a member's
/// absence from such a list is marked as not certain.
#[derive(clap::Args, Debug)]
pub(crate) struct Arguments {
    /// The earlier snapshot
    old: PathBuf,
    /// The later snapshot
    new: PathBuf,
    /// End with 4 if there are changes
    #[arg(long)]
    exit_code: bool,
    /// Times in tables [default: local on a terminal, else utc]
    #[arg(long, value_name = "STYLE", value_enum)]
    time: Option<Style>,
}

pub(crate) fn run(options: &Options, arguments: &Arguments) -> Result<(), Failure> {
    let (old, new) = (read::snapshot(&arguments.old)?, read::snapshot(&arguments.new)?);
    if old.list.operation != new.list.operation {
        return Err(Failure::usage("the snapshots are of different kinds of lists"));
    }
    if old.taken_at > new.taken_at {
        warn("the first snapshot is the later one");
    }
    let out = io::stdout().lock();
    let style = arguments.time.unwrap_or(if out.is_terminal() { Style::Local } else { Style::Utc });
    let clock = Clock { style, now: time::now() };
    let keys: Vec<_> = old.list.keys.iter().map(|key| key.name.to_owned()).collect();
    let account = compare::account(old.list);
    let names = keys.iter().map(String::as_str).chain([account, "Change", "Field", "Old", "New", "Certain"]);
    let look = Look {
        columns: names.map(Column::plain).collect(),
        operation: old.list.operation.info().id,
        keys,
        only_columns: true,
        clock,
        width: if out.is_terminal() { terminal_size::terminal_size().map(|(w, _)| w.0.into()) } else { None },
    };
    let format = options.format();
    let mut writer = format.writer(look, Written::default(), out);
    let (mut changes, mut uncompared) = (0_u64, 0_u64);
    writer.begin()?;
    for (key, before) in &old.lists {
        let Some(after) = new.lists.get(key) else { continue };
        if !before.complete || !after.complete {
            uncompared += 1;
            continue;
        }
        for change in compare::compare(old.list, before, after) {
            changes += 1;
            writer.row(change.row(before, account, (format == Format::Table).then_some(clock)))?;
        }
        writer.flush()?;
    }
    writer.end(uncompared == 0)?;
    tell(&old, &new, changes, uncompared);
    match (uncompared, changes) {
        (1.., _) => Err(Failure::ended(INCOMPLETE)),
        (0, 1..) if arguments.exit_code => Err(Failure::ended(CHANGES)),
        _ => Ok(()),
    }
}

/// What is not to be seen in the rows.
fn tell(old: &read::Snapshot, new: &read::Snapshot, changes: u64, uncompared: u64) {
    let only = |one: &read::Snapshot, other: &read::Snapshot| {
        one.lists.keys().filter(|key| !other.lists.contains_key(*key)).count()
    };
    let both = old.lists.len() - only(old, new);
    note(&format!("{} in {}", counted(changes, "change"), counted(both as u64 - uncompared, "list")));
    if uncompared > 0 {
        let lists = counted(uncompared, "list");
        warn(&format!("not compared, since not read to its end in one of the snapshots: {lists}"));
    }
    for (name, alone) in [("first", only(old, new)), ("second", only(new, old))] {
        if alone > 0 {
            warn(&format!("only in the {name} snapshot: {}", counted(alone as u64, "list")));
        }
    }
}
