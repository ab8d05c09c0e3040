//! The lines of a snapshot: one or many lists at a moment, for `diff`.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Look, Writer, Written};
use crate::row::Row;

/// The version of the format that this tool writes, and the only one that it reads.
pub(crate) const FORMAT: u32 = 1;

/// A line of a snapshot file. The file is JSON Lines: `snapshot` first, then for each list its `member` lines and one
/// `list` line, at last `end`. A file without `end` was cut short. Further keys may be added within a format version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schemars(title = "Line of a tencent-chat snapshot")]
pub(crate) enum Line {
    /// What the file is; its first line.
    Snapshot {
        /// Version of this format: 1.
        format: u32,
        /// The operation that was called, by the vendor's name, such as `get_group_ban_member`.
        operation: String,
        /// When reading began: Unix time in seconds.
        taken_at: i64,
    },
    /// A member of a list.
    Member {
        /// What names the list, such as `GroupId`.
        list: Map<String, Value>,
        /// The member with the service's own names and numbers. Fields that the service left out are missing.
        member: Map<String, Value>,
    },
    /// The end of a list.
    List(ListEnd),
    /// The end of the snapshot; the last line.
    End {
        /// Members in all lists.
        members: u64,
        /// Whether every list is complete.
        complete: bool,
    },
}

/// How reading a list ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ListEnd {
    /// What names the list, such as `GroupId`.
    pub(crate) list: Map<String, Value>,
    /// Members that were read.
    pub(crate) members: u64,
    /// Pages that were read. A list of several pages can have changed between them.
    pub(crate) pages: u64,
    /// When its last page was read: Unix time in seconds.
    pub(crate) read_at: i64,
    /// Whether it was read to its end.
    pub(crate) status: Status,
    /// Why it was not, if it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
}

/// Whether a list was read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// It was.
    Complete,
    /// It was not: members may be missing.
    Failed,
}

pub(super) struct Snapshot<W> {
    look: Look,
    written: Written,
    out: W,
}

impl<W: Write> Snapshot<W> {
    pub(super) fn new(look: Look, written: Written, out: W) -> Self {
        Self { look, written, out }
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }
}

impl<W: Write> Writer for Snapshot<W> {
    fn begin(&mut self) -> io::Result<()> {
        self.written.begun = true;
        let operation = self.look.operation.to_owned();
        self.line(&Line::Snapshot { format: FORMAT, operation, taken_at: self.look.clock.now })
    }

    fn row(&mut self, row: Row) -> io::Result<()> {
        self.written.rows += 1;
        let (list, member) = row.into_iter().partition(|(name, _)| self.look.keys.contains(name));
        self.line(&Line::Member { list, member })
    }

    fn list(&mut self, end: &ListEnd) -> io::Result<()> {
        self.line(&Line::List(end.clone()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn end(&mut self, complete: bool) -> io::Result<()> {
        self.line(&Line::End { members: self.written.rows, complete })?;
        self.out.flush()
    }

    fn written(&self) -> &Written {
        &self.written
    }
}
