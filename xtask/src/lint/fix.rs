//! `cargo xtask lint --fix`: mends what is only form, and never what a reader of YAML would read.
//!
//! Each step mends one place, chosen by a finding of a rule of form, and the text is read anew: the places of the tree
//! are those of the text before the step. What is mended says the same; only prose may be broken into other lines.

use std::ops::Range;

use serde_json::Value as Json;

use super::contract::Contract;
use super::key_order::{ordered, sorted_lists};
use super::markdown::{prose, sentence_break};
use super::notation::{LONGEST_LINE, can_be_plain, is_block_text};
use super::{Finding, lint};
use crate::document::{Document, Entry, Node, Style, Value};

/// Rules whose findings are matters of form alone.
pub const FORMAL: [&str; 8] =
    ["key-order", "line-length", "list-order", "prose-block", "prose-lines", "yaml-flow", "yaml-layout", "yaml-quotes"];

/// The text with its form mended, as far as that can be done without a person.
#[must_use]
pub fn fix(text: &str) -> String {
    let mut text = lay_out(text);
    // Each step mends one place, so a document needs as many as it has lines at the very most.
    for _ in 0..text.lines().count() {
        let Ok(document) = Document::read(&text) else { break };
        let findings: Vec<_> = lint(&text).into_iter().filter(|found| FORMAL.contains(&found.rule.id)).collect();
        let contract = Contract::new(&document);
        let Some((range, lines)) = step(&contract, &findings) else { break };
        let mut all: Vec<_> = text.lines().map(str::to_owned).collect();
        all.splice(range, lines);
        let mended = lay_out(&all.join("\n"));
        let says_the_same = Document::read(&mended).is_ok_and(|new| spoken(&new) == spoken(&document));
        if !says_the_same || mended == text {
            break;
        }
        text = mended;
    }
    text
}

/// What a document says, whatever the order of its keys and the lines of its prose.
fn spoken(document: &Document) -> Json {
    fn plain(value: Json) -> Json {
        match value {
            Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
            Json::Array(items) => items.into_iter().map(plain).collect(),
            Json::Object(map) => {
                let sorted: std::collections::BTreeMap<_, _> =
                    map.into_iter().map(|(key, value)| (key.clone(), unordered(&key, plain(value)))).collect();
                sorted.into_iter().collect::<serde_json::Map<_, _>>().into()
            }
            other => other,
        }
    }
    plain(document.root.to_json())
}

/// `required` is a set; every other list keeps its order.
fn unordered(key: &str, value: Json) -> Json {
    match value {
        Json::Array(mut items) if key == "required" => {
            items.sort_by_key(Json::to_string);
            items.into()
        }
        other => other,
    }
}

/// Blanks at the ends of lines, doubled blank lines and the last line break.
fn lay_out(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|before| before.is_empty())) {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}

/// The lines of one place and what they become; nothing when no finding can be mended.
fn step(contract: &Contract<'_>, findings: &[Finding]) -> Option<(Range<usize>, Vec<String>)> {
    let found = |rules: &[&str], lines: &Range<usize>| {
        findings.iter().any(|found| rules.contains(&found.rule.id) && lines.contains(&(found.at.line - 1)))
    };
    for (node, order) in ordered(contract) {
        let place = |entry: &Entry| order.iter().position(|known| *known == entry.key);
        if let Some(step) = reorder(contract, node, &place).filter(|_| found(&["key-order"], &lines_of(contract, node)))
        {
            return Some(step);
        }
    }
    for (list, names) in sorted_lists(contract) {
        let lines = lines_of(contract, list);
        if found(&["list-order"], &lines) {
            let mut items: Vec<_> = list.items().iter().collect();
            items.sort_by_key(|item| names.iter().position(|name| Some(*name) == item.as_str()));
            let written: Vec<_> = items.iter().map(|item| contract.document.line(item.at.line).to_owned()).collect();
            let first = list.items().iter().map(|item| item.at.line - 1).min()?;
            let step = (first..first + written.len(), written);
            return Some(step);
        }
    }
    for entry in prose(contract) {
        let lines = extent(contract, entry);
        if found(&["prose-block", "prose-lines", "yaml-quotes", "line-length"], &lines) {
            let written = written_prose(contract, entry, &lines);
            let before: Vec<_> = lines.clone().map(|line| contract.document.line(line + 1)).collect();
            if written != before {
                return Some((lines, written));
            }
        }
    }
    for node in contract.root().descendants() {
        for entry in node.entries() {
            let lines = extent(contract, entry);
            if found(&["yaml-flow", "yaml-quotes"], &lines)
                && let Some(written) = written_plainly(contract, entry)
            {
                return Some((lines, written));
            }
        }
        let mut odd = node.items().iter().filter(|item| matches!(item.style, Style::DoubleQuoted | Style::Flow));
        if let Some(item) = odd.next() {
            let line = item.at.line - 1;
            let prefix: String = contract.document.line(item.at.line).chars().take(item.at.column - 1).collect();
            let mut written = Vec::new();
            for (index, entry) in item.entries().iter().enumerate() {
                let before = if index == 0 { prefix.clone() } else { " ".repeat(prefix.len()) };
                emit(&format!("{before}{}:", entry.key), prefix.len() + 2, &entry.value, &mut written)?;
            }
            if written.is_empty() {
                written.push(format!("{prefix}{}", scalar(item)?));
            }
            return Some((line..line + 1, written));
        }
    }
    None
}

/// Puts the entries of a map into an order; unknown keys stay behind the known one before them.
fn reorder(
    contract: &Contract<'_>,
    node: &Node,
    place: &dyn Fn(&Entry) -> Option<usize>,
) -> Option<(Range<usize>, Vec<String>)> {
    let entries = node.entries();
    let mut last = 0;
    let mut keyed: Vec<(usize, usize)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        last = place(entry).unwrap_or(last);
        keyed.push((last, index));
    }
    let mut sorted = keyed.clone();
    sorted.sort_unstable();
    if sorted == keyed || node.style != Style::Block {
        return None;
    }
    let indent = entries.first()?.at.column - 1;
    let start = comment_above(contract, entries[0].at.line - 1, indent);
    let begins: Vec<_> = entries.iter().map(|entry| comment_above(contract, entry.at.line - 1, indent)).collect();
    let end = extent(contract, entries.last()?).end;
    // The first entry of an item of a list stands behind the item's dash.
    let first_line = contract.document.line(entries[0].at.line);
    let dash = first_line.chars().take(indent).collect::<String>();
    let mut lines = Vec::new();
    for (_, index) in sorted {
        let until = begins.get(index + 1).copied().unwrap_or(end);
        for number in begins[index]..until {
            let line = contract.document.line(number + 1);
            let own = if number + 1 == entries[0].at.line {
                line.replacen('-', " ", usize::from(dash.contains('-')))
            } else {
                line.to_owned()
            };
            lines.push(own);
        }
    }
    if dash.contains('-') {
        let line = lines.iter_mut().find(|line| !line.trim_start().starts_with('#'))?;
        *line = format!("{dash}{}", line.get(indent..)?);
    }
    Some((start..end, lines))
}

/// Where the comment lines right above a line begin.
fn comment_above(contract: &Contract<'_>, line: usize, indent: usize) -> usize {
    let is_comment = |number: usize| {
        let text = contract.document.line(number);
        text.trim_start().starts_with('#') && text.len() - text.trim_start().len() == indent
    };
    let mut first = line;
    while first > 0 && is_comment(first) {
        first -= 1;
    }
    first
}

/// The lines of an entry, its value included; counted from 0.
fn extent(contract: &Contract<'_>, entry: &Entry) -> Range<usize> {
    let first = entry.at.line - 1;
    let mut end = first + 1;
    for number in first + 1..contract.document.line_count() {
        let line = contract.document.line(number + 1);
        let indent = line.len() - line.trim_start().len();
        if line.is_empty() {
            continue;
        }
        if indent < entry.at.column || (line.trim_start().starts_with('#') && indent == entry.at.column - 1) {
            break;
        }
        end = number + 1;
    }
    first..end
}

fn lines_of(contract: &Contract<'_>, node: &Node) -> Range<usize> {
    let last = node.descendants().iter().map(|node| node.at.line).max().unwrap_or(node.at.line);
    let first = node.at.line.min(node.entries().first().map_or(usize::MAX, |entry| entry.at.line));
    let _ = contract;
    first - 1..last
}

/// A prose entry in the form that its length asks for.
fn written_prose(contract: &Contract<'_>, entry: &Entry, lines: &Range<usize>) -> Vec<String> {
    let text = entry.value.as_str().unwrap_or_default();
    let prefix: String = contract.document.line(entry.at.line).chars().take(entry.at.column - 1).collect();
    let head = format!("{prefix}{}:", entry.key);
    let indent = " ".repeat(entry.at.column + 1);
    let room = LONGEST_LINE - indent.len();
    let folded = entry.value.style == Style::Folded;
    if text.trim().contains('\n') && (folded || is_block_text(text)) {
        let raw = lines.clone().skip(1).map(|line| contract.document.line(line + 1).trim());
        let own: Vec<_> = if folded { raw.collect() } else { text.trim_end().split('\n').collect() };
        let broken = own.into_iter().flat_map(|line| broken(line, room));
        let written = broken.map(|line| if line.is_empty() { line } else { format!("{indent}{line}") });
        return std::iter::once(format!("{head} |-")).chain(written).collect();
    }
    let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = if can_be_plain(&one) { one.clone() } else { format!("'{one}'") };
    let fits = head.chars().count() + 1 + plain.chars().count() <= LONGEST_LINE;
    if fits && (can_be_plain(&one) || !one.contains('\'')) && sentence_break(&one).is_none() {
        return vec![format!("{head} {plain}")];
    }
    // The breaks that the author made stay.
    let own: Vec<String> = match entry.value.style {
        Style::Folded => lines.clone().skip(1).map(|line| contract.document.line(line + 1).trim().to_owned()).collect(),
        _ => vec![one],
    };
    let broken = own.iter().flat_map(|line| broken(line, room)).map(|line| format!("{indent}{line}"));
    std::iter::once(format!("{head} >-")).chain(broken).collect()
}

/// A line broken at its sentences, and where it is too long behind a clause or a word.
fn broken(line: &str, room: usize) -> Vec<String> {
    if let Some(byte) = sentence_break(line) {
        let mut first = broken(line[..byte].trim_end(), room);
        first.extend(broken(&line[byte..], room));
        return first;
    }
    if line.chars().count() <= room {
        return vec![line.to_owned()];
    }
    let fitting: String = line.chars().take(room + 1).collect();
    let clause =
        fitting.rfind([',', ';', ':']).filter(|byte| fitting[byte + 1..].starts_with(' ')).map(|byte| byte + 1);
    let Some(byte) = clause.or_else(|| fitting.rfind(' ')) else { return vec![line.to_owned()] };
    let mut first = vec![line[..byte].to_owned()];
    first.extend(broken(line[byte..].trim_start(), room));
    first
}

/// An entry in block style without double quotes; nothing when it has that form, or needs escapes.
fn written_plainly(contract: &Contract<'_>, entry: &Entry) -> Option<Vec<String>> {
    let flow = entry.value.descendants().iter().any(|node| node.style == Style::Flow);
    let single = matches!(entry.value.value, Value::String(_));
    let quoted = entry.style == Style::DoubleQuoted || single && entry.value.style == Style::DoubleQuoted;
    if !flow && !quoted || entry.value.style == Style::Block {
        return None;
    }
    let prefix: String = contract.document.line(entry.at.line).chars().take(entry.at.column - 1).collect();
    let key = if can_be_plain(&entry.key) || entry.key.starts_with('$') {
        entry.key.clone()
    } else {
        format!("'{}'", entry.key)
    };
    let mut lines = Vec::new();
    emit(&format!("{prefix}{key}:"), entry.at.column + 1, &entry.value, &mut lines)?;
    Some(lines)
}

/// Writes a value behind its head, in block style.
fn emit(head: &str, indent: usize, node: &Node, lines: &mut Vec<String>) -> Option<()> {
    let pad = " ".repeat(indent);
    match &node.value {
        Value::List(items) if items.is_empty() => lines.push(format!("{head} []")),
        Value::List(items) => {
            lines.push(head.to_owned());
            for item in items {
                match item.entries() {
                    [] => lines.push(format!("{pad}- {}", scalar(item)?)),
                    entries => {
                        for (index, entry) in entries.iter().enumerate() {
                            let dash = if index == 0 { "- " } else { "  " };
                            emit(&format!("{pad}{dash}{}:", entry.key), indent + 4, &entry.value, lines)?;
                        }
                    }
                }
            }
        }
        Value::Map(entries) => {
            lines.push(head.to_owned());
            for entry in entries {
                emit(&format!("{pad}{}:", entry.key), indent + 2, &entry.value, lines)?;
            }
        }
        _ => lines.push(format!("{head} {}", scalar(node)?)),
    }
    Some(())
}

/// A single value on a line, plain or in single quotes.
fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) if text.contains(|c: char| c.is_control()) => None,
        Value::String(text) if can_be_plain(text) => Some(text.clone()),
        Value::String(text) => Some(format!("'{}'", text.replace('\'', "''"))),
        Value::List(_) | Value::Map(_) => None,
        _ => Some(node.to_json().to_string()),
    }
}
