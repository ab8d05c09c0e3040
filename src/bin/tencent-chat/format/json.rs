//! Rows as JSON: one array, or one object in each line.

use std::io::{self, Write};

use super::Writer;
use crate::row::Row;

/// One array, written as it grows; every row has a line of its own.
pub(super) struct Array<W> {
    out: W,
    first: bool,
}

impl<W: Write> Array<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, first: true }
    }
}

impl<W: Write> Writer for Array<W> {
    fn begin(&mut self) -> io::Result<()> {
        self.out.write_all(b"[")
    }

    fn row(&mut self, row: Row) -> io::Result<()> {
        self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(serde_json::to_writer(&mut self.out, &row)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(if self.first { b"]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

/// One object in each line.
pub(super) struct Lines<W> {
    out: W,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Writer for Lines<W> {
    fn row(&mut self, row: Row) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &row)?;
        self.out.write_all(b"\n")
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
