//! What a list command was asked to do.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::{Map, Value, json};
use tencent_chat::Position;

use super::destination::{self, Destination};
use super::fields;
use super::filter::Filter;
use super::output::unusable;
use super::targets::{self, Target};
use crate::contract::{List, Shape};
use crate::failure::{Failure, warn};
use crate::format::{Format, Look};
use crate::row::Column;
use crate::time::{Clock, Style};

/// Which lists to read, how, and where to.
#[derive(Debug)]
pub(crate) struct Query {
    pub(super) list: &'static List,
    pub(super) targets: Vec<Target>,
    /// Whether several lists can come.
    pub(super) several: bool,
    /// Whether rows say which list they are of.
    pub(super) keyed: bool,
    /// The request's body without what names a list or a page.
    pub(super) body: Map<String, Value>,
    pub(super) columns: Vec<Column>,
    pub(super) only_columns: bool,
    pub(super) filter: Filter,
    pub(super) page_size: Option<u32>,
    /// Where the first list begins.
    pub(super) start: Option<Position>,
    pub(super) skip: usize,
    pub(super) limit: Option<u64>,
    pub(super) style: Style,
    pub(super) format: Format,
    pub(super) output: Option<PathBuf>,
    /// What the output is.
    pub(super) destination: Option<Destination>,
    pub(super) checkpoint: Option<PathBuf>,
}

impl Query {
    /// Reads the arguments. Whatever an argument alone can be wrong about is told here, before anything is sent.
    pub(crate) fn read(list: &'static List, matches: &ArgMatches, format: Format) -> Result<Self, Failure> {
        let texts = |name: &str| -> Vec<String> {
            matches.try_get_many::<String>(name).ok().flatten().into_iter().flatten().cloned().collect()
        };
        let number = |name: &str| matches.try_get_one::<u64>(name).ok().flatten().copied();
        let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
        let (targets, several) = targets::read(list, &texts("ids"), path("groups-from").as_deref())?;
        let several = several || format == Format::Snapshot;
        let filter = Filter::read(list, matches);
        let asked = fields::asked(list, matches);
        let mut body = Map::new();
        let other = texts("other-field");
        body.extend(
            fields::request(list, asked.as_deref(), &filter.fields(), &other)
                .map(|(name, fields)| (name.to_owned(), fields)),
        );
        let mut custom = Vec::new();
        for parameter in &list.filters {
            let name = parameter.name;
            let value = match parameter.shape {
                Shape::Fields => None,
                Shape::Text => matches.try_get_one::<String>(name).ok().flatten().map(|text| json!(text)),
                Shape::Number => matches.try_get_one::<i64>(name).ok().flatten().map(|number| json!(number)),
                Shape::Flag => {
                    matches.try_get_one::<bool>(name).ok().flatten().filter(|set| **set).map(|_| json!(true))
                }
                Shape::Texts | Shape::Keys => Some(texts(name)).filter(|texts| !texts.is_empty()).map(|texts| {
                    if parameter.shape == Shape::Keys {
                        custom.clone_from(&texts);
                    }
                    json!(texts)
                }),
            };
            body.extend(value.map(|value| (name.to_owned(), value)));
        }
        if let Some((field, option)) = fields::keyless(list, asked.as_deref()).filter(|_| custom.is_empty()) {
            warn(&format!("{field} may be empty: custom fields are only promised where --{option} names their keys"));
        }
        let start = match list.first {
            Position::Offset(_) => number("position").map(Position::Offset),
            _ => texts("position").pop().map(Position::Cursor),
        };
        let skip = matches.try_get_one::<usize>("skip").ok().flatten().copied().unwrap_or_default();
        if skip >= targets.len() {
            return Err(Failure::usage(format!("--skip {skip} leaves nothing of {} lists", targets.len())));
        }
        let output = path("output").filter(|output| output.as_os_str() != "-");
        let destination = destination(output.as_deref(), path("checkpoint").as_deref())?;
        let typed = matches.try_get_one::<Style>("time").ok().flatten().copied();
        let local = output.is_none() && std::io::stdout().is_terminal();
        Ok(Self {
            columns: fields::shown(list, several, asked.as_deref(), &other, &custom),
            keyed: several || asked.iter().flatten().any(|name| list.keys.iter().any(|key| key.name == *name)),
            only_columns: asked.is_some(),
            page_size: matches.get_one::<u32>("page-size").copied(),
            limit: number("limit"),
            style: typed.unwrap_or(if local { Style::Local } else { Style::Utc }),
            checkpoint: path("checkpoint"),
            list,
            targets,
            several,
            body,
            filter,
            start,
            skip,
            format,
            output,
            destination,
        })
    }

    /// Whether it leaves out what an earlier run has read.
    pub(super) fn begins_later(&self) -> bool {
        self.skip > 0 || self.start.as_ref().is_some_and(|start| *start != self.list.first)
    }

    /// A file for the rest, if there is a file for what is read.
    pub(super) fn rest(&self) -> Option<PathBuf> {
        let is_file = matches!(self.destination, Some(Destination::File { .. }));
        self.output.as_deref().filter(|_| is_file).map(destination::rest)
    }

    /// How rows are printed, if it is `now`.
    pub(super) fn look(&self, now: i64) -> Look {
        let terminal = self.output.is_none() && std::io::stdout().is_terminal();
        let width = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Look {
            columns: self.columns.clone(),
            operation: self.list.operation.info().id,
            keys: self.list.keys.iter().map(|key| key.name.to_owned()).collect(),
            only_columns: self.only_columns,
            clock: Clock { style: self.style, now },
            width: if terminal { width() } else { None },
        }
    }

    /// The body of a request for a list. Position and page size are the client's to fill in.
    pub(super) fn body(&self, target: &Target) -> Value {
        let mut body = self.body.clone();
        let keys = self.list.keys.iter().zip(&target.0);
        body.extend(keys.map(|(key, value)| (key.name.to_owned(), json!(value))));
        body.insert(self.list.position.name.to_owned(), position_json(&self.list.first));
        body.into()
    }

    /// All that decides what is written, as text.
    pub(super) fn identity(&self) -> String {
        let columns: Vec<_> = self.columns.iter().map(|column| &column.name).collect();
        format!(
            "{:?}",
            (
                (self.list.operation, &self.targets, &self.body, columns, self.only_columns, &self.filter),
                (self.page_size, &self.start, self.skip, self.limit, self.style, self.format, &self.output),
            )
        )
    }
}

/// What the output is, if it and the checkpoint can be written and do not get into each other's way.
fn destination(output: Option<&Path>, checkpoint: Option<&Path>) -> Result<Option<Destination>, Failure> {
    let of = |path: &Path| Destination::of(path).map_err(|error| unusable(path, &error));
    let Some(output) = output else { return Ok(None) };
    let to = of(output)?;
    let Some(checkpoint) = checkpoint else { return Ok(Some(to)) };
    let saved = of(checkpoint)?;
    for (path, destination) in [(output, &to), (checkpoint, &saved)] {
        if matches!(destination, Destination::Stream(_)) {
            return Err(Failure::usage(format!("with --checkpoint, {} must be a file", path.display())));
        }
    }
    if to.shares_a_file_with(&saved) {
        let (checkpoint, output) = (checkpoint.display(), output.display());
        return Err(Failure::usage(format!("--checkpoint {checkpoint} and -o {output} would write the same file"))
            .hint(format!("name another file as checkpoint, such as {output}.progress")));
    }
    Ok(Some(to))
}

/// A position as the wire has it.
pub(crate) fn position_json(position: &Position) -> Value {
    match position {
        Position::Offset(offset) => json!(offset),
        Position::Cursor(cursor) => json!(cursor),
        other => json!(other.to_string()),
    }
}

/// A position from what `position_json` made.
pub(super) fn position(value: &Value) -> Option<Position> {
    value.as_u64().map(Position::Offset).or_else(|| value.as_str().map(|cursor| Position::Cursor(cursor.to_owned())))
}
