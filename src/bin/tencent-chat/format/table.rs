//! Rows as a table for a reader.

use std::io::{self, Write};

use comfy_table::presets::NOTHING;
use comfy_table::{LineStyle, TableStyle};

use super::Writer;
use crate::row::{Column, Row};

/// Keeps all rows until the end: only then it is known how wide the columns are, and which of them are empty.
pub(super) struct Table<W> {
    columns: Vec<Column>,
    rows: Vec<Row>,
    out: W,
}

impl<W: Write> Table<W> {
    pub(super) fn new(columns: Vec<Column>, out: W) -> Self {
        Self { columns, rows: Vec::new(), out }
    }
}

impl<W: Write> Writer for Table<W> {
    fn row(&mut self, row: Row) -> io::Result<()> {
        for name in row.keys() {
            if !self.columns.iter().any(|column| column.is_of(name)) {
                self.columns.push(Column::unknown(name));
            }
        }
        self.rows.push(row);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let used = |column: &&Column| self.rows.iter().any(|row| column.readable(row).is_some());
        let columns: Vec<_> = self.columns.iter().filter(used).collect();
        let cells = |row| columns.iter().map(move |column| column.readable(row).unwrap_or_default());
        let mut table = comfy_table::Table::new();
        table.load_style(STYLE);
        table.set_header(columns.iter().map(|column| &column.name));
        table.add_rows(self.rows.iter().map(cells));
        table.column_iter_mut().for_each(|column| {
            column.set_padding((0, 1));
        });
        writeln!(self.out, "{}", table.trim_fmt())?;
        self.out.flush()
    }
}

/// Plain enough for `grep` and `cut`.
const STYLE: TableStyle = NOTHING.header_separator(LineStyle::none().fill('-').junction(' '));
