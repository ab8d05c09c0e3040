//! How rows are printed.

mod csv;
mod json;
mod table;

use std::io::{self, Write};

use crate::row::{Column, Row};

/// How rows are printed.
#[derive(clap::ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    // No doc comments here: they would turn the one line of help into many.
    #[default]
    Table,
    Json,
    Jsonl,
    Csv,
}

/// Takes rows as they come.
pub(crate) trait Writer {
    /// Before the first row.
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn row(&mut self, row: Row) -> io::Result<()>;

    /// Lets the reader see what was written so far.
    fn flush(&mut self) -> io::Result<()>;

    /// After the last row.
    fn end(&mut self) -> io::Result<()>;
}

impl Format {
    /// Writes rows with these columns to `out`.
    pub(crate) fn writer<'a>(self, columns: Vec<Column>, out: impl Write + 'a) -> Box<dyn Writer + 'a> {
        match self {
            Self::Table => Box::new(table::Table::new(columns, out)),
            Self::Json => Box::new(json::Array::new(out)),
            Self::Jsonl => Box::new(json::Lines::new(out)),
            Self::Csv => Box::new(csv::Csv::new(columns, out)),
        }
    }
}
