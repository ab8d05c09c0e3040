//! Rows as JSON: one array, or one object in each line.

use std::io::{self, Write};

use super::{Look, Writer, Written};
use crate::row::Row;

/// What stands around the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// One array, written as it grows; every row has a line of its own.
    Array,
    /// Nothing: one object in each line.
    Lines,
}

pub(super) struct Json<W> {
    look: Look,
    written: Written,
    out: W,
    frame: Frame,
}

impl<W: Write> Json<W> {
    pub(super) fn new(look: Look, written: Written, out: W, frame: Frame) -> Self {
        Self { look, written, out, frame }
    }
}

impl<W: Write> Writer for Json<W> {
    fn begin(&mut self) -> io::Result<()> {
        self.written.begun = true;
        self.out.write_all(if self.frame == Frame::Array { b"[" } else { b"" })
    }

    fn row(&mut self, mut row: Row) -> io::Result<()> {
        if self.look.only_columns {
            row.retain(|name, _| self.look.columns.iter().any(|column| column.is_of(name)));
        }
        let before: &[u8] = match (self.frame, self.written.rows) {
            (Frame::Lines, _) => b"",
            (Frame::Array, 0) => b"\n",
            (Frame::Array, _) => b",\n",
        };
        self.written.rows += 1;
        self.out.write_all(before)?;
        serde_json::to_writer(&mut self.out, &row)?;
        self.out.write_all(if self.frame == Frame::Lines { b"\n" } else { b"" })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn end(&mut self, _complete: bool) -> io::Result<()> {
        if self.frame == Frame::Array {
            self.out.write_all(if self.written.rows == 0 { b"]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()
    }

    fn written(&self) -> &Written {
        &self.written
    }
}
