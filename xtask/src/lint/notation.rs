//! Rules on the YAML itself: one way to write each thing, so that a change of meaning is a change of few lines.

use super::{Check, Contract, Findings, Rule};
use crate::document::{Node, Position, ReadErrorKind, Style, Value, resolve_plain};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "yaml-syntax",
        title: "the file is a single YAML document",
        reason: "nobody can read a file that is not YAML",
        remedy: "correct the text at this place; a colon followed by a space inside prose needs single quotes or `>-`",
        check: Check::Reading(ReadErrorKind::Syntax),
    },
    Rule {
        id: "yaml-duplicate-key",
        title: "no key stands twice in a map",
        reason: "readers disagree on which of the two counts, mostly silently",
        remedy: "remove one of the two, or give it the name it should have",
        check: Check::Reading(ReadErrorKind::DuplicateKey),
    },
    Rule {
        id: "yaml-indirection",
        title: "no anchors, aliases and tags",
        reason: "a change at an anchor shows in no diff of the places that use it, and not every tool follows it",
        remedy: "write the value out, or use a `$ref` to a component; quote a word that begins with `&`, `*` or `!`",
        check: Check::Reading(ReadErrorKind::Indirection),
    },
    Rule {
        id: "yaml-flow",
        title: "no flow collections except the empty list",
        reason: "several values on a line make a diff that shows all of them as changed",
        remedy: "write one entry a line, in block style",
        check: Check::Contract(flow),
    },
    Rule {
        id: "yaml-ambiguous",
        title: "plain scalars mean the same to readers of YAML 1.1 and 1.2",
        reason: "generators of other languages read `no`, `017`, `1_000`, `12:30` or a date as something else",
        remedy: "put the word in single quotes, or write the plain value that is meant: `true`, `false`, `null`, 15",
        check: Check::Contract(ambiguous),
    },
    Rule {
        id: "yaml-quotes",
        title: "strings are plain where they can be, else in single quotes",
        reason: "quotes and escapes in prose hide what is said, and double quotes change what a backslash means",
        remedy: "drop the quotes, or use `>-` when the prose holds quotes, a colon or a hash; elsewhere single quotes",
        check: Check::Contract(quotes),
    },
    Rule {
        id: "yaml-layout",
        title: "lines are indented by twos, without tabs, trailing blanks and needless blank lines",
        reason: "invisible differences make noise in diffs",
        remedy: "remove the blanks; indent by two spaces a level; leave at most one blank line; end with a line break",
        check: Check::Contract(layout),
    },
    Rule {
        id: "line-length",
        title: "no line is longer than 120 columns",
        reason: "long lines hide changes in side-by-side views",
        remedy: "break prose at the end of a sentence or clause, with `>-`",
        check: Check::Contract(line_length),
    },
];

/// Columns a line may have.
pub(super) const LONGEST_LINE: usize = 120;

/// Keys whose value is prose for people.
pub(super) const PROSE_KEYS: [&str; 8] =
    ["description", "summary", "title", "meaning", "remedy", "note", "source", "switch"];

fn flow(contract: &Contract<'_>, findings: &mut Findings) {
    for node in contract.root().descendants() {
        let empty_list = matches!(&node.value, Value::List(items) if items.is_empty());
        if node.style == Style::Flow && !empty_list {
            findings.add(node.at, "a collection is written in flow style");
        }
    }
}

fn ambiguous(contract: &Contract<'_>, findings: &mut Findings) {
    for node in contract.root().descendants() {
        for entry in node.entries() {
            let key = entry.key.as_str();
            let is_string = matches!(resolve_plain(key), Value::String(_));
            if entry.style == Style::Plain && (!is_string || is_ambiguous(key)) {
                findings.add(entry.at, format!("the key `{key}` is not a string to every reader"));
            }
        }
        if node.style != Style::Plain {
            continue;
        }
        let line = contract.document.line(node.at.line);
        let written: String = line.chars().skip(node.at.column - 1).collect();
        let written = written.split(" #").next().unwrap_or_default().trim_end();
        if is_ambiguous(written) {
            let message = format!("`{written}` is not the same to every reader of YAML");
            findings.add(node.at, message);
        }
    }
}

fn quotes(contract: &Contract<'_>, findings: &mut Findings) {
    for node in contract.root().descendants() {
        for entry in node.entries() {
            if entry.style == Style::DoubleQuoted {
                findings.add(entry.at, format!("the key `{}` is in double quotes", entry.key));
            }
            let prose = PROSE_KEYS.contains(&entry.key.as_str());
            let Value::String(text) = &entry.value.value else { continue };
            if prose && entry.value.style == Style::SingleQuoted {
                if text.contains('\'') {
                    let message = format!("`{}` is prose with escaped quotes", entry.key);
                    findings.add(entry.value.at, message);
                } else if can_be_plain(text) {
                    let message = format!("`{}` is quoted without need", entry.key);
                    findings.add(entry.value.at, message);
                }
            }
        }
        if node.style == Style::DoubleQuoted {
            findings.add(node.at, "a string is in double quotes");
        }
    }
}

fn layout(contract: &Contract<'_>, findings: &mut Findings) {
    let text = &contract.document.text;
    let mut blank_before = false;
    for number in 1..=contract.document.line_count() {
        let line = contract.document.line(number);
        let mut add = |column: usize, what: &str| {
            findings.add(Position { line: number, column }, what);
        };
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if line.contains('\t') {
            add(1, "the line contains a tab");
        }
        if line.trim_end().len() < line.len() {
            add(line.trim_end().chars().count() + 1, "the line ends with blanks");
        }
        if line.is_empty() && blank_before {
            add(1, "a second blank line");
        }
        if !indent.is_multiple_of(2) && !content.is_empty() {
            add(indent + 1, "the line is indented by an odd number of spaces");
        }
        blank_before = line.is_empty();
    }
    let last = Position { line: contract.document.line_count().max(1), column: 1 };
    if !text.ends_with('\n') {
        findings.add(last, "the last line has no line break");
    } else if blank_before {
        findings.add(last, "the file ends with a blank line");
    }
}

fn line_length(contract: &Contract<'_>, findings: &mut Findings) {
    for (number, line) in contract.document.text.lines().enumerate() {
        let columns = line.chars().count();
        if columns > LONGEST_LINE {
            let at = Position { line: number + 1, column: LONGEST_LINE + 1 };
            findings.add(at, format!("the line has {columns} columns"));
        }
    }
}

/// Whether a plain scalar has another meaning in YAML 1.1, or is no canonical form in YAML 1.2.
fn is_ambiguous(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let words = ["y", "n", "yes", "no", "on", "off", "~", ".nan", ".inf", "-.inf", "+.inf"];
    let canonical = ["true", "false", "null"];
    if words.contains(&lower.as_str()) || canonical.contains(&lower.as_str()) && text != lower {
        return true;
    }
    let digits = lower.strip_prefix(['-', '+']).unwrap_or(&lower);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let only = |allowed: &str| digits.chars().all(|c| c.is_ascii_digit() || allowed.contains(c));
    let octal = digits.len() > 1 && digits.starts_with('0') && only("");
    let other_base = digits.starts_with("0x") || digits.starts_with("0o") || digits.starts_with("0b");
    let grouped = digits.contains('_') && only("_.");
    let sexagesimal = digits.contains(':') && only(":.");
    let date = only("-") && digits.split('-').count() == 3;
    lower.starts_with('+') && only(".") || octal || other_base || grouped || sexagesimal || date
}

/// Whether a text would be the same string without quotes.
pub(super) fn can_be_plain(text: &str) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_alphanumeric() || "<(/$.^".contains(c));
    let breaks = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    let trimmed = text.trim() == text && !text.contains('\n');
    let string = matches!(resolve_plain(text), Value::String(_)) && !is_ambiguous(text);
    starts_well && !breaks && trimmed && string
}

/// Whether a text has paragraphs, lists or code, so that its line breaks mean something.
pub(super) fn is_block_text(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with(['#', '-', '*', '`', '|']) && line.contains(' ') || line.starts_with("```")
    })
}

/// The raw lines of a block scalar with their numbers, without the line of its `>-` or `|-`;
/// none for other scalars.
pub(super) fn block_lines<'a>(contract: &Contract<'a>, node: &Node) -> Vec<(usize, &'a str)> {
    if !matches!(node.style, Style::Literal | Style::Folded) {
        return Vec::new();
    }
    let document = contract.document;
    let mut indent = None;
    let mut block = Vec::new();
    for number in node.at.line + 1..=document.line_count() {
        let line = document.line(number);
        let own = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() && own < *indent.get_or_insert(own) {
            break;
        }
        block.push((number, line));
    }
    // A blank line between this block and the next entry belongs to neither.
    while block.last().is_some_and(|(_, line)| line.trim().is_empty()) {
        block.pop();
    }
    let parent = document.line(node.at.line);
    let parent_indent = parent.len() - parent.trim_start_matches([' ', '-']).len();
    if indent.is_some_and(|indent| indent <= parent_indent) { Vec::new() } else { block }
}
