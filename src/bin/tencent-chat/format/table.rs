//! Rows as a table for a reader, printed as they come.
//!
//! The first rows decide which columns there are and how wide they are. A field that only comes later begins a new
//! table with a column for it, so that nothing is left out. Where the terminal is too narrow for the columns, each row
//! is printed with a field a line instead.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{Look, Writer, Written};
use crate::row::{Column, Row};

pub(super) struct Table<W> {
    look: Look,
    written: Written,
    /// Rows since the last flush.
    waiting: Vec<Row>,
    /// Whether the columns do not fit the terminal.
    upright: bool,
    out: W,
}

/// What stands between two columns.
const GAP: usize = 2;
/// Columns are not made narrower than this to fit the terminal: a date is to be seen.
const LEAST: usize = 11;

impl<W: Write> Table<W> {
    pub(super) fn new(mut look: Look, written: Written, out: W) -> Self {
        // Columns of unknown fields that an earlier writer met.
        for (name, _) in &written.layout {
            if !look.columns.iter().any(|column| column.name == *name) {
                look.columns.push(Column::plain(name));
            }
        }
        Self { look, written, waiting: Vec::new(), upright: false, out }
    }

    /// Prints the rows that wait, under a new header if they have fields without a column.
    fn print(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        let used = |column: &Column| self.look.only_columns || rows.iter().any(|row| column.raw(row).is_some());
        let known = |column: &Column| self.written.layout.iter().any(|(name, _)| *name == column.name);
        let is_new = self.look.columns.iter().any(|column| used(column) && !known(column));
        if is_new {
            let shown: Vec<_> = self.look.columns.iter().filter(|column| used(column) || known(column)).collect();
            let layout = self.layout(&shown, &rows);
            self.upright |= self.look.width.is_some_and(|most| total(layout.iter().map(|(_, width)| *width)) > most);
            if !self.upright && !self.written.layout.is_empty() {
                writeln!(self.out)?;
            }
            self.written.layout = layout;
        }
        if self.upright {
            return rows.iter().try_for_each(|row| self.record(row));
        }
        if is_new {
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
            let (whole, rest) = widths.split_at_mut(self.whole(columns.iter().map(|column| &column.name)));
            narrow(rest, most.saturating_sub(total(whole.iter().copied()) + GAP));
        }
        columns.iter().map(|column| column.name.clone()).zip(widths).collect()
    }

    /// How many of the columns are never cut: those that name the list and the member.
    fn whole<'a>(&self, names: impl ExactSizeIterator<Item = &'a String>) -> usize {
        let columns = names.len();
        columns.min(names.take_while(|name| self.look.keys.contains(name)).count() + 1)
    }

    /// A row with a field a line, and an empty line after it.
    fn record(&mut self, row: &Row) -> io::Result<()> {
        let width = self.written.layout.iter().map(|(name, _)| name.width()).max().unwrap_or_default() + GAP;
        for column in &self.look.columns {
            if let Some(cell) = column.readable(row, self.look.clock) {
                let space = " ".repeat(width.saturating_sub(column.name.width()));
                writeln!(self.out, "{}{space}{cell}", column.name)?;
            }
        }
        writeln!(self.out)
    }

    fn line(&mut self, cells: &[String]) -> io::Result<()> {
        let mut line = String::new();
        let whole = self.whole(self.written.layout.iter().map(|(name, _)| name));
        for (number, (cell, (_, width))) in cells.iter().zip(&self.written.layout).enumerate() {
            let cuts = self.look.width.is_some() && number >= whole;
            let cell = if cuts { shortened(cell, *width) } else { cell.clone() };
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

/// The columns of a terminal that a table takes.
fn total(widths: impl ExactSizeIterator<Item = usize>) -> usize {
    let gaps = GAP * widths.len().saturating_sub(1);
    widths.sum::<usize>() + gaps
}

/// Takes from the widest columns until all of them fit.
fn narrow(widths: &mut [usize], most: usize) {
    while total(widths.iter().copied()) > most {
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
    use crate::time::{Clock, Style};

    #[test]
    fn wide_columns_give_way_first() {
        let mut widths = [30, 10, 12];
        narrow(&mut widths, 40);
        assert_eq!(widths, [14, 10, 12]);
        narrow(&mut widths, 1);
        assert_eq!(widths, [11, 10, 11], "no column vanishes");
    }

    #[test]
    fn a_table_fits_its_terminal_or_stands_upright_and_accounts_are_whole() {
        let row = |account: &str| {
            let row = serde_json::json!({ "Member_Account": account, "Role": "Member", "Note": "x".repeat(60) });
            row.as_object().unwrap().clone()
        };
        let accounts = ["an account of 25 columns.", "and a longer one, on a later page"];
        let printed = |width| {
            let mut out = Vec::new();
            let look = Look {
                columns: ["Member_Account", "Role", "Note"].map(Column::plain).into(),
                operation: "",
                keys: Vec::new(),
                only_columns: false,
                clock: Clock { style: Style::Utc, now: 0 },
                width: Some(width),
            };
            let mut table = Table::new(look, Written::default(), &mut out);
            for account in accounts {
                table.row(row(account)).unwrap();
                table.flush().unwrap();
            }
            drop(table);
            String::from_utf8(out).unwrap()
        };
        for width in [46, 60, 80] {
            let text = printed(width);
            assert!(text.lines().take(3).all(|line| line.width() <= width), "{text}");
            assert!(text.starts_with("Member_Account  ") && accounts.iter().all(|it| text.contains(it)), "{text}");
        }
        let note = "x".repeat(60);
        let upright =
            |account| format!("Member_Account  {account}\nRole            Member\nNote            {note}\n\n");
        assert_eq!(printed(45), accounts.map(upright).concat());
    }

    #[test]
    fn long_cells_end_in_an_ellipsis_within_the_width() {
        assert_eq!(shortened("abcdef", 6), "abcdef");
        assert_eq!(shortened("abcdefg", 6), "abcde…");
        assert_eq!(shortened("王王王王", 6), "王王…");
    }
}
