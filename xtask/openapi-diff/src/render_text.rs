//! The changes for a terminal.

use std::fmt::Write;

use crate::report::Report;

/// The answer first, then what changed, by severity.
pub(crate) fn render(report: &Report) -> String {
    let mut text = format!("{}: {}\n", report.new, report.answer());
    let _ = writeln!(text, "compared with {}", report.old);
    if report.changes.is_empty() {
        return text;
    }
    let _ = writeln!(text, "wire {}, source {}", report.wire(), report.source());
    let _ = writeln!(text, "version: {}", report.version.text());
    for (title, changes) in report.groups() {
        let _ = writeln!(text, "\n{title} ({})", changes.len());
        for change in changes {
            let _ = writeln!(text, "  {}: {}", change.place, change.message);
            let _ = writeln!(
                text,
                "    {} | wire {}, source {} | {}",
                change.rule.id,
                change.wire,
                change.source,
                report.affected(change)
            );
            if change.wire.max(change.source).is_breaking() {
                let _ = writeln!(text, "    {}", change.rule.why);
            }
        }
    }
    text
}
