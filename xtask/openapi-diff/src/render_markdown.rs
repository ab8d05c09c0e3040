//! The changes for a pull request.

use std::fmt::Write;

use crate::report::Report;

/// The answer first, then a table for each severity.
pub(crate) fn render(report: &Report) -> String {
    let mut text = format!("### API change: {}\n\n", report.answer());
    let _ = writeln!(text, "{} compared with {}.", report.new, report.old);
    if report.changes.is_empty() {
        return text;
    }
    let _ = writeln!(text, "\n| wire | source | version |\n| --- | --- | --- |");
    let version = cell(&report.version.text());
    let _ = writeln!(text, "| **{}** | **{}** | {version} |", report.wire(), report.source());
    for (title, changes) in report.groups() {
        let _ = writeln!(text, "\n#### {} ({})\n", capital(title), changes.len());
        text.push_str("| where | what | wire | source | affects | rule |\n");
        text.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for change in changes {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | `{}` |",
                code(&change.place),
                cell(&change.message),
                change.wire,
                change.source,
                cell(&report.affected(change)),
                change.rule.id,
            );
        }
    }
    let mut reasons: Vec<_> = report
        .changes
        .iter()
        .filter(|change| change.wire.max(change.source).is_breaking())
        .map(|change| change.rule)
        .collect();
    reasons.dedup_by_key(|rule| rule.id);
    if !reasons.is_empty() {
        text.push_str("\n<details><summary>Why these break</summary>\n\n");
        let mut told = Vec::new();
        for rule in reasons {
            if !told.contains(&rule.id) {
                let _ = writeln!(text, "- `{}`: {}", rule.id, rule.why);
                told.push(rule.id);
            }
        }
        text.push_str("\n</details>\n");
    }
    text
}

/// Text that cannot break out of a table's cell.
fn cell(text: &str) -> String {
    let mut inside_code = false;
    let mut safe = String::new();
    for character in text.chars() {
        match character {
            '`' => {
                inside_code = !inside_code;
                safe.push('`');
            }
            '|' => safe.push_str("\\|"),
            '\n' => safe.push(' '),
            '<' if !inside_code => safe.push_str("&lt;"),
            '*' | '_' | '@' | '[' if !inside_code => {
                safe.push('\\');
                safe.push(character);
            }
            other => safe.push(other),
        }
    }
    safe
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('|', "\\|").replace('\n', " "))
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
