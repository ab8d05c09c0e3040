//! How rows are printed.

mod csv;
mod json;
mod snapshot;
mod table;

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::row::{Column, Row};
use crate::time::Clock;

pub(crate) use snapshot::{FORMAT, Line, ListEnd, Status};

/// How rows are printed.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    // No doc comments here: they would turn the one line of help into many.
    Table,
    Json,
    Jsonl,
    Csv,
    Excel,
    /// What `snapshot` writes.
    #[value(skip)]
    Snapshot,
}

/// What is printed, and for whom.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    pub(crate) columns: Vec<Column>,
    /// The operation that was called, by the vendor's name.
    pub(crate) operation: &'static str,
    /// Names of the columns that name the list.
    pub(crate) keys: Vec<String>,
    /// Whether fields that are no column are left out everywhere.
    pub(crate) only_columns: bool,
    pub(crate) clock: Clock,
    /// Columns of the terminal, if one shows it.
    pub(crate) width: Option<usize>,
}

/// What a writer must know to go on where another one stopped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Written {
    /// Whether what comes before the first row is written.
    pub(crate) begun: bool,
    pub(crate) rows: u64,
    /// The columns of a table and their widths.
    pub(crate) layout: Vec<(String, usize)>,
}

/// Takes rows as they come.
pub(crate) trait Writer {
    /// Before the first row.
    fn begin(&mut self) -> io::Result<()>;

    fn row(&mut self, row: Row) -> io::Result<()>;

    /// After the last row of a list.
    fn list(&mut self, end: &ListEnd) -> io::Result<()> {
        let _ = end;
        Ok(())
    }

    /// Lets the reader see what was written so far.
    fn flush(&mut self) -> io::Result<()>;

    /// After the last row; `complete` if no list is missing or cut short.
    fn end(&mut self, complete: bool) -> io::Result<()>;

    /// What another writer must know to go on after a `flush`.
    fn written(&self) -> &Written;
}

impl Format {
    /// Writes rows to `out`, from where another writer stopped.
    pub(crate) fn writer<'a>(self, look: Look, written: Written, out: impl Write + 'a) -> Box<dyn Writer + 'a> {
        match self {
            Self::Table => Box::new(table::Table::new(look, written, out)),
            Self::Json => Box::new(json::Json::new(look, written, out, json::Frame::Array)),
            Self::Jsonl => Box::new(json::Json::new(look, written, out, json::Frame::Lines)),
            Self::Csv => Box::new(csv::Csv::new(look, written, out, csv::Reader::Program)),
            Self::Excel => Box::new(csv::Csv::new(look, written, out, csv::Reader::Spreadsheet)),
            Self::Snapshot => Box::new(snapshot::Snapshot::new(look, written, out)),
        }
    }
}
