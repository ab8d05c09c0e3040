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
        text.push_str("| where | what | wire | source | affects | line:column | rule |\n");
        text.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
        for change in changes {
            let words = change.words(|is_new, words| {
                let mark = if is_new { "ins" } else { "del" };
                format!("\u{1}{mark}\u{2}{words}\u{1}/{mark}\u{2}")
            });
            let words = words.map(|words| cell(&words).replace('\u{1}', "<").replace('\u{2}', ">"));
            let _ = writeln!(
                text,
                "| {} | {}{} | {} | {} | {} | {} | `{}` |",
                code(&change.place),
                cell(&change.message),
                words.map_or_else(String::new, |words| format!("<br>{words}")),
                change.wire,
                change.source,
                cell(&report.affected(change)),
                change.location(),
                change.rule.id,
            );
        }
    }
    let mut reasons: Vec<String> = Vec::new();
    for change in report.changes.iter().filter(|change| change.worst().is_breaking()) {
        let reason = format!("- `{}`: {}", change.rule.id, change.rule.reason(change.direction));
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if !reasons.is_empty() {
        let reasons = reasons.join("\n");
        let _ = write!(text, "\n<details><summary>Why these break</summary>\n\n{reasons}\n\n</details>\n");
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
