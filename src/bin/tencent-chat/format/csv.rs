//! Rows as CSV with a header. Fields that the contract does not know have no column.

use std::io::{self, Write};

use super::Writer;
use crate::row::{Column, Row};

pub(super) struct Csv<W: Write> {
    columns: Vec<Column>,
    out: csv::Writer<W>,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(columns: Vec<Column>, out: W) -> Self {
        Self { columns, out: csv::Writer::from_writer(out) }
    }
}

impl<W: Write> Writer for Csv<W> {
    fn begin(&mut self) -> io::Result<()> {
        write(&mut self.out, self.columns.iter().map(|column| column.name.clone()))
    }

    fn row(&mut self, row: Row) -> io::Result<()> {
        write(&mut self.out, self.columns.iter().map(|column| column.raw(&row).unwrap_or_default()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn write<W: Write>(out: &mut csv::Writer<W>, cells: impl Iterator<Item = String>) -> io::Result<()> {
    out.write_record(cells).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}
