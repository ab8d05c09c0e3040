//! Rows as a table for a reader, printed as they come.
//!
//! The first rows decide which columns there are and how wide they are. A field that only comes later begins a new
//! table with a column for it, so that nothing is left out.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{Look, Writer, Written};
use crate::row::{Column, Row};

pub(super) struct Table<W> {
    look: Look,
    written: Written,
    /// Rows since the last flush.
    waiting: Vec<Row>,
    out: W,
}

/// What stands between two columns.
const GAP: usize = 2;
/// Columns are not made narrower than this to fit the terminal.
const LEAST: usize = 8;

impl<W: Write> Table<W> {
    pub(super) fn new(mut look: Look, written: Written, out: W) -> Self {
        // Columns of unknown fields that an earlier writer met.
        for (name, _) in &written.layout {
            if !look.columns.iter().any(|column| column.name == *name) {
                look.columns.push(Column::plain(name));
            }
        }
        Self { look, written, waiting: Vec::new(), out }
    }

    /// Prints the rows that wait, under a new header if they have fields without a column.
    fn print(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        let used = |column: &Column| self.look.only_columns || rows.iter().any(|row| column.raw(row).is_some());
        let known = |column: &Column| self.written.layout.iter().any(|(name, _)| *name == column.name);
        if self.look.columns.iter().any(|column| used(column) && !known(column)) {
            let shown: Vec<_> = self.look.columns.iter().filter(|column| used(column) || known(column)).collect();
            let layout = self.layout(&shown, &rows);
            if !self.written.layout.is_empty() {
                writeln!(self.out)?;
            }
            self.written.layout = layout;
            let names: Vec<_> = self.written.layout.iter().map(|(name, _)| name.clone()).collect();
            let rules: Vec<_> = self.written.layout.iter().map(|(_, width)| "-".repeat(*width)).collect();
            self.line(&names)?;
            self.line(&rules)?;
        }
        let columns: Vec<_> =
            self.look.columns.iter().filter(|c| self.written.layout.iter().any(|(name, _)| *name == c.name)).collect();
        let cells: Vec<Vec<String>> = rows
            .iter()
            .map(|row| columns.iter().map(|c| c.readable(row, self.look.clock).unwrap_or_default()).collect())
            .collect();
        cells.iter().try_for_each(|cells| self.line(cells))
    }

    /// The widths of the columns, by the rows at hand, within the terminal's.
    fn layout(&self, columns: &[&Column], rows: &[Row]) -> Vec<(String, usize)> {
        let width = |column: &&Column| {
            let cells = rows.iter().filter_map(|row| column.readable(row, self.look.clock));
            cells.map(|cell| cell.width()).max().unwrap_or_default().max(column.name.width())
        };
        let mut widths: Vec<_> = columns.iter().map(width).collect();
        if let Some(most) = self.look.width {
            narrow(&mut widths, most);
        }
        columns.iter().map(|column| column.name.clone()).zip(widths).collect()
    }

    fn line(&mut self, cells: &[String]) -> io::Result<()> {
        let mut line = String::new();
        for (cell, (_, width)) in cells.iter().zip(&self.written.layout) {
            let cell = if self.look.width.is_some() { shortened(cell, *width) } else { cell.clone() };
            line.push_str(&cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + GAP));
        }
        writeln!(self.out, "{}", line.trim_end())
    }
}

impl<W: Write> Writer for Table<W> {
    fn begin(&mut self) -> io::Result<()> {
        self.written.begun = true;
        Ok(())
    }

    fn row(&mut self, row: Row) -> io::Result<()> {
        for name in row.keys().filter(|_| !self.look.only_columns) {
            if !self.look.columns.iter().any(|column| column.is_of(name)) {
                self.look.columns.push(Column::plain(name));
            }
        }
        self.written.rows += 1;
        self.waiting.push(row);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.print()?;
        }
        self.out.flush()
    }

    fn end(&mut self, _complete: bool) -> io::Result<()> {
        self.flush()
    }

    fn written(&self) -> &Written {
        &self.written
    }
}

/// Takes from the widest columns until all of them fit.
fn narrow(widths: &mut [usize], most: usize) {
    let total = |widths: &[usize]| widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    while total(widths) > most {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > LEAST) else { return };
        *widest -= 1;
    }
}

/// The text in so many columns of a terminal, with an ellipsis if it is longer.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        let mut buffer = [0; 4];
        if short.width() + c.encode_utf8(&mut buffer).width() + 1 > width {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_columns_give_way_first() {
        let mut widths = [30, 10, 12];
        narrow(&mut widths, 40);
        assert_eq!(widths, [14, 10, 12]);
        narrow(&mut widths, 1);
        assert_eq!(widths, [8, 8, 8], "no column vanishes");
    }

    #[test]
    fn long_cells_end_in_an_ellipsis_within_the_width() {
        assert_eq!(shortened("abcdef", 6), "abcdef");
        assert_eq!(shortened("abcdefg", 6), "abcde…");
        assert_eq!(shortened("王王王王", 6), "王王…");
    }
}
