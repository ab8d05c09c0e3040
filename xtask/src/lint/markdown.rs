//! Rules on prose: how descriptions, summaries and remarks are written.

use super::notation::{LONGEST_LINE, PROSE_KEYS, block_lines};
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Position, Style};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "prose-block",
        title: "one line is plain, one paragraph is `>-`, several are `|-`",
        reason: "one form for each length keeps rewording out of the notation",
        remedy: "write one line plainly, one paragraph with `>-`, and text with paragraphs, lists or code with `|-`",
        check: Check::Contract(block),
    },
    Rule {
        id: "prose-lines",
        title: "each sentence of a block begins on a line of its own",
        reason: "a changed sentence then shows as its own lines, and nothing is reflowed",
        remedy: "break the line after the full stop",
        check: Check::Contract(lines),
    },
    Rule {
        id: "prose-backticks",
        title: "backticks come in pairs",
        reason: "a lone backtick turns the rest of the paragraph into code on the docs page",
        remedy: "close the backtick, or remove it",
        check: Check::Contract(backticks),
    },
    Rule {
        id: "prose-fence",
        title: "fenced code names its language and is closed",
        reason: "docs pages colour code by its language, and an open fence swallows the rest",
        remedy: "write ```json (or the right language) before the code and ``` behind it",
        check: Check::Contract(fences),
    },
    Rule {
        id: "prose-empty",
        title: "prose says something",
        reason: "an empty description passes for a description with tools that count them",
        remedy: "say it, or remove the key if it is optional",
        check: Check::Contract(empty),
    },
    Rule {
        id: "summary-style",
        title: "summaries begin with a capital, have no full stop and fit on a line of 60",
        reason: "they are titles: menus, method docs and headings are made of them",
        remedy: "shorten it to a title, and move the rest to the description",
        check: Check::Contract(summaries),
    },
];

const LONGEST_SUMMARY: usize = 60;

fn block(contract: &Contract<'_>, findings: &mut Findings) {
    for prose in prose(contract) {
        let (at, key) = (prose.value.at, &prose.key);
        let style = prose.value.style;
        let lines = block_lines(contract, &prose.value);
        let header = contract.document.line(at.line).trim_end();
        let several = lines.iter().any(|(_, line)| {
            let line = line.trim();
            line.is_empty()
                || line.starts_with(['#', '-', '*', '`', '|']) && line.contains(' ')
                || line.starts_with("```")
        });
        match style {
            Style::Folded | Style::Literal if !header.ends_with(['-']) => {
                findings.add(at, format!("`{key}` keeps the line break at its end"));
            }
            Style::Folded | Style::Literal if lines.len() == 1 && fits_plainly(prose) => {
                findings.add(at, format!("`{key}` is a block of one line"));
            }
            Style::Folded if lines.iter().any(|(_, line)| line.trim().is_empty()) => {
                findings.add(at, format!("`{key}` has several paragraphs but is folded"));
            }
            Style::Literal if !several => {
                findings.add(at, format!("`{key}` is one paragraph but literal"));
            }
            Style::Plain if !plain_ends_on_its_line(contract, prose) => {
                findings.add(at, format!("`{key}` runs over several lines without `>-`"));
            }
            _ => {}
        }
    }
}

fn lines(contract: &Contract<'_>, findings: &mut Findings) {
    for prose in prose(contract) {
        if !matches!(prose.value.style, Style::Folded | Style::Literal) {
            continue;
        }
        for (line, text) in block_lines(contract, &prose.value) {
            if let Some(byte) = sentence_break(text) {
                let column = text[..byte].chars().count() + 1;
                findings.add(Position { line, column }, "a sentence begins in the middle of the line");
            }
        }
    }
}

fn backticks(contract: &Contract<'_>, findings: &mut Findings) {
    for prose in prose(contract) {
        let text = prose.value.as_str().unwrap_or_default();
        let odd = |paragraph: &&str| paragraph.matches('`').count() % 2 == 1;
        let fenced = text.contains("```");
        if !fenced && text.split("\n\n").any(|paragraph| odd(&paragraph)) {
            findings.add(prose.value.at, format!("`{}` has a backtick without its pair", prose.key));
        }
    }
}

fn fences(contract: &Contract<'_>, findings: &mut Findings) {
    for prose in prose(contract) {
        let mut open = None;
        for (line, text) in block_lines(contract, &prose.value) {
            let Some(language) = text.trim().strip_prefix("```") else { continue };
            let at = Position { line, column: text.find('`').unwrap_or(0) + 1 };
            match open.take() {
                Some(_) => {}
                None => {
                    open = Some(at);
                    if language.trim().is_empty() {
                        findings.add(at, "fenced code without a language");
                    }
                }
            }
        }
        if let Some(at) = open {
            findings.add(at, "fenced code is not closed");
        }
    }
}

fn empty(contract: &Contract<'_>, findings: &mut Findings) {
    for prose in prose(contract) {
        if prose.value.as_str().is_none_or(|text| text.trim().is_empty()) {
            findings.add(prose.at, format!("`{}` is empty", prose.key));
        }
    }
}

fn summaries(contract: &Contract<'_>, findings: &mut Findings) {
    let examples = contract.components("examples").iter().map(|example| &example.value);
    let operations = contract.operations();
    let operations = operations.iter().map(|operation| operation.node());
    for summary in operations.chain(examples).filter_map(|node| node.entry("summary")) {
        let text = summary.value.as_str().unwrap_or_default();
        let at = summary.value.at;
        if text.ends_with(['.', '!', ':']) {
            findings.add(at, "the summary ends like a sentence");
        }
        if text.starts_with(char::is_lowercase) {
            findings.add(at, "the summary begins with a small letter");
        }
        let columns = text.chars().count();
        if columns > LONGEST_SUMMARY {
            findings.add(at, format!("the summary has {columns} characters"));
        }
    }
}

/// Every entry whose value is prose; an example's own fields are not.
pub(super) fn prose<'a>(contract: &Contract<'a>) -> Vec<&'a Entry> {
    let mut found = Vec::new();
    let mut waiting = vec![contract.root()];
    while let Some(node) = waiting.pop() {
        for entry in node.entries() {
            let is_text = entry.value.entries().is_empty() && entry.value.items().is_empty();
            if PROSE_KEYS.contains(&entry.key.as_str()) && is_text {
                found.push(entry);
            } else if !["value", "example", "properties"].contains(&entry.key.as_str()) {
                waiting.push(&entry.value);
            } else if entry.key == "properties" {
                waiting.extend(entry.value.entries().iter().map(|property| &property.value));
            }
        }
        waiting.extend(node.items());
    }
    found
}

/// Where a line goes on with a new sentence: behind a full stop and a space, at a capital or a backtick.
pub(super) fn sentence_break(text: &str) -> Option<usize> {
    text.match_indices(". ").map(|(byte, _)| byte + 2).find(|&byte| {
        let before = text[..byte - 2].split(' ').next_back().unwrap_or_default();
        let abbreviation = matches!(before, "e.g" | "i.e" | "etc" | "vs" | "no");
        !abbreviation && text[byte..].starts_with(|c: char| c.is_uppercase() || c == '`')
    })
}

/// Whether the key and its text would fit on one line.
fn fits_plainly(entry: &Entry) -> bool {
    let text = entry.value.as_str().unwrap_or_default();
    let columns = entry.at.column - 1 + entry.key.len() + 2 + text.chars().count();
    columns <= LONGEST_LINE
}

fn plain_ends_on_its_line(contract: &Contract<'_>, entry: &Entry) -> bool {
    let text = entry.value.as_str().unwrap_or_default();
    let same_line = entry.at.line == entry.value.at.line;
    same_line && contract.document.line(entry.at.line).contains(text)
}
