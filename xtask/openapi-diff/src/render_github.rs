//! The changes as annotations, which GitHub shows beside the lines of a pull request.

use std::fmt::Write;

use crate::comparison::Change;
use crate::document::Position;
use crate::report::Report;
use crate::verdict::Verdict;

/// An annotation for each change, and one for the version where it is too low.
pub(crate) fn render(report: &Report, path: &str) -> String {
    let mut text = String::new();
    if report.is_version_too_low() {
        let message = format!("{}: the change {}", report.version.text(), report.answer());
        annotate(&mut text, "error", path, report.version_at, "version", &message);
    }
    for change in &report.changes {
        let level = match change.against(report.promise) {
            verdict if verdict.is_breaking() => "warning",
            Verdict::None | Verdict::Documentation => continue,
            _ => "notice",
        };
        // In the new document; for what is gone, where it was.
        let at = change.new.as_ref().map(|spot| spot.at);
        annotate(&mut text, level, path, at, change.rule.id, &message(report, change));
    }
    text
}

fn message(report: &Report, change: &Change) -> String {
    let (wire, source) = (change.wire, change.source);
    let reason = change.rule.reason(change.direction);
    let whom = report.affected(change);
    format!("{}: {} (wire {wire}, source {source})\n{whom}\n{reason}", change.place, change.message)
}

/// GitHub's own escapes keep a message on its line and a property in its place.
fn annotate(out: &mut String, level: &str, path: &str, at: Option<Position>, title: &str, message: &str) {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let (path, title) = (property(path), property(title));
    let Position { line, column } = at.unwrap_or(Position { line: 1, column: 1 });
    let _ = writeln!(out, "::{level} file={path},line={line},col={column},title={title}::{}", data(message));
}
