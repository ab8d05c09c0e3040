//! Rows as CSV with a header. Fields that the contract does not know have no column.

use std::io::{self, Write};

use super::{Look, Writer, Written};
use crate::row::Row;

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A program, which gets the cells as they are.
    Program,
    /// A spreadsheet, which must be told that it is UTF-8 and takes some cells for formulas.
    Spreadsheet,
}

pub(super) struct Csv<W: Write> {
    look: Look,
    written: Written,
    out: csv::Writer<W>,
    reader: Reader,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(look: Look, written: Written, out: W, reader: Reader) -> Self {
        let terminator = if reader == Reader::Program { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
        Self { look, written, out: csv::WriterBuilder::new().terminator(terminator).from_writer(out), reader }
    }

    fn record(&mut self, cells: Vec<String>) -> io::Result<()> {
        let spreadsheet = self.reader == Reader::Spreadsheet;
        let cells = cells.into_iter().map(|cell| if spreadsheet { inert(cell) } else { cell });
        self.out.write_record(cells).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }
}

impl<W: Write> Writer for Csv<W> {
    fn begin(&mut self) -> io::Result<()> {
        let mut header: Vec<_> = self.look.columns.iter().map(|column| column.name.clone()).collect();
        if let (Reader::Spreadsheet, Some(first)) = (self.reader, header.first_mut()) {
            first.insert(0, '\u{feff}');
        }
        self.written.begun = true;
        self.record(header)
    }

    fn row(&mut self, row: Row) -> io::Result<()> {
        self.written.rows += 1;
        self.record(self.look.columns.iter().map(|column| column.raw(&row).unwrap_or_default()).collect())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn end(&mut self, _complete: bool) -> io::Result<()> {
        self.out.flush()
    }

    fn written(&self) -> &Written {
        &self.written
    }
}

/// The cell so that no spreadsheet takes it for a formula: user IDs and names are others' text.
fn inert(cell: String) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell };
    cell.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
