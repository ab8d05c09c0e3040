//! Tables as Markdown, and the statistics in them.

use std::fmt;

/// A table as Markdown, with a line above it.
pub(super) struct Table {
    pub(super) title: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new<'a>(title: &str, head: impl IntoIterator<Item = &'a str>) -> Self {
        Self { title: title.to_owned(), head: head.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n\n| {} |\n|{}", self.title, self.head.join(" | "), "---|".repeat(self.head.len()))?;
        self.rows.iter().try_for_each(|row| writeln!(f, "| {} |", row.join(" | ")))
    }
}

/// The median of several runs, and half the distance between the quartiles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    half: f64,
}

impl Spread {
    pub(super) fn of(runs: impl IntoIterator<Item = f64>) -> Self {
        let mut runs: Vec<_> = runs.into_iter().collect();
        runs.sort_by(f64::total_cmp);
        let at = |part: usize| runs.get((runs.len().saturating_sub(1) * part + 2) / 4).copied().unwrap_or(f64::NAN);
        Self { median: at(2), half: (at(3) - at(1)) / 2.0 }
    }

    /// The ratio to another program's median first, then the value.
    pub(super) fn beside(self, other: Self, digits: usize) -> String {
        let Self { median, half } = self;
        match median.is_nan() {
            true => "–".to_owned(),
            false => format!("{:.2} ({median:.digits$} ± {half:.digits$})", median / other.median),
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(1);
        write!(f, "{:.digits$} ± {:.digits$}", self.median, self.half)
    }
}

/// A count that is the same in every run: the ratio to another program's first.
pub(super) fn beside(value: f64, other: f64) -> String {
    if value.is_nan() { "–".to_owned() } else { format!("{:.2} ({})", value / other, thousands(value)) }
}

/// A whole number with its thousands apart.
pub(super) fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::{Spread, beside, thousands};

    #[test]
    fn the_spread_leaves_the_outliers_out() {
        let spread = Spread::of([9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 100.0]);
        assert_eq!(spread.to_string(), "4.0 ± 3.0");
        assert_eq!(spread.beside(Spread::of([2.0]), 1), "2.00 (4.0 ± 3.0)");
    }

    #[test]
    fn ratios_come_first() {
        assert_eq!(beside(123_456.0, 61_728.0), "2.00 (123,456)");
        assert_eq!(thousands(999.0), "999");
        assert_eq!(beside(f64::NAN, 1.0), "–");
    }
}
