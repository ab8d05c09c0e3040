//! Snapshots read into memory.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde_json::{Map, Value};

use super::compare::account;
use crate::contract::{LISTS, List, text};
use crate::failure::{Failure, warn};
use crate::format::{FORMAT, Line, ListEnd, Status};

/// A snapshot.
pub(super) struct Snapshot {
    pub(super) list: &'static List,
    pub(super) taken_at: i64,
    /// By what names them.
    pub(super) lists: BTreeMap<String, ListAt>,
}

/// A list at a moment.
#[derive(Default)]
pub(super) struct ListAt {
    /// What names it.
    pub(super) key: Map<String, Value>,
    /// By account. Of one that came twice, the later row holds.
    pub(super) members: HashMap<String, Map<String, Value>>,
    pub(super) read_at: i64,
    pub(super) pages: u64,
    pub(super) complete: bool,
}

/// Reads a snapshot.
pub(super) fn snapshot(path: &Path) -> Result<Snapshot, Failure> {
    let shown = path.display();
    let unreadable = |error: std::io::Error| Failure::usage(format!("{shown} cannot be read: {error}"));
    let mut lines = BufReader::new(File::open(path).map_err(unreadable)?).lines().enumerate();
    let parsed = |number: usize, line: &str| {
        serde_json::from_str::<Line>(line)
            .map_err(|error| Failure::usage(format!("{shown}, line {}: no line of a snapshot: {error}", number + 1)))
    };
    let first = match lines.next() {
        Some((number, line)) => Some(parsed(number, &line.map_err(unreadable)?)?),
        None => None,
    };
    let Some(Line::Snapshot { format, operation, taken_at }) = first else {
        return Err(Failure::usage(format!("{shown} is no snapshot")).hint("`tencent-chat snapshot` makes one"));
    };
    if format != FORMAT {
        return Err(Failure::usage(format!("{shown} has format {format}; this tool reads {FORMAT}")));
    }
    let known = LISTS.iter().find(|list| list.operation.info().id == operation);
    let list = known.ok_or_else(|| Failure::usage(format!("{shown}: there is no list {operation:?}")))?;
    let mut snapshot = Snapshot { list, taken_at, lists: BTreeMap::new() };
    let mut ended = false;
    for (number, line) in lines {
        let line = match parsed(number, &line.map_err(unreadable)?) {
            Ok(line) => line,
            // A run that was killed leaves half a line at the end.
            Err(_) if ended => break,
            Err(failure) => return Err(failure),
        };
        match line {
            Line::Member { list: key, member } => {
                let account = text(&member[account(list)]).to_owned();
                snapshot.of(key).members.insert(account, member);
            }
            Line::List(ListEnd { list: key, pages, read_at, status, .. }) => {
                let list = snapshot.of(key);
                (list.pages, list.read_at, list.complete) = (pages, read_at, status == Status::Complete);
            }
            Line::End { .. } => ended = true,
            Line::Snapshot { .. } => {
                return Err(Failure::usage(format!("{shown}, line {}: a second begin", number + 1)));
            }
        }
    }
    if !ended {
        warn(&format!("{shown} was cut short"));
    }
    Ok(snapshot)
}

impl Snapshot {
    fn of(&mut self, key: Map<String, Value>) -> &mut ListAt {
        let name = Value::Object(key.clone()).to_string();
        self.lists.entry(name).or_insert_with(|| ListAt { key, ..ListAt::default() })
    }
}
