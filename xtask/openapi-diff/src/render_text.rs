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
            let (rule, wire, source) = (change.rule.id, change.wire, change.source);
            let _ = writeln!(text, "  {}: {}", change.place, change.message);
            if let Some(words) = change.words(|is_new, words| format!("{}{words}]", if is_new { "[+" } else { "[-" })) {
                let _ = writeln!(text, "    {words}");
            }
            let (whom, at) = (report.affected(change), change.location());
            let _ = writeln!(text, "    {rule} | wire {wire}, source {source} | {whom} | {at}");
            if change.worst().is_breaking() {
                let _ = writeln!(text, "    {}", change.rule.reason(change.direction));
            }
        }
    }
    text
}
