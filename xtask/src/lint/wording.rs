//! Rules on words: names that exist, texts that were not copied, characters that can be seen.

use std::collections::{BTreeMap, BTreeSet};

use super::markdown::prose;
use super::notation::PROSE_KEYS;
use super::paging::line_of;
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Node, Position};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "prose-names",
        title: "a name in backticks is a field, value, operation or key of this document",
        reason: "readers copy names in backticks into code, and search for them",
        remedy: "correct the spelling, or drop the backticks where another thing is meant",
        check: Check::Contract(names),
    },
    Rule {
        id: "prose-codes",
        title: "an error code in prose is one of `x-error-codes`",
        reason: "a reader looks it up there and finds nothing",
        remedy: "correct the number, or add the code to `x-error-codes`",
        check: Check::Contract(codes),
    },
    Rule {
        id: "prose-code-named",
        title: "an error code in prose is followed by its name: `10010 (GROUP_NOT_FOUND)`",
        reason: "a slip of the number is another code that exists; only its name tells which one is meant",
        remedy: "write the `name` of the code in parentheses behind it, or the number of the code that is named",
        check: Check::Contract(named_codes),
    },
    Rule {
        id: "text-unique",
        title: "properties of different names have different descriptions",
        reason: "a text that was copied and not changed describes something else",
        remedy: "say what this property holds",
        check: Check::Contract(unique),
    },
    Rule {
        id: "parameter-text",
        title: "a parameter has the description of its schema",
        reason: "some generators show the one and some the other, and each reader needs all of it",
        remedy: "write the same text at both",
        check: Check::Contract(parameter_text),
    },
    Rule {
        id: "prose-doubled-word",
        title: "no word of prose stands twice in a row",
        reason: "it is a slip of editing, and half of a sentence is often lost with it",
        remedy: "remove one of the two, and read the sentence again",
        check: Check::Contract(doubled),
    },
    Rule {
        id: "text-ascii",
        title: "the document is plain ASCII",
        reason: "a no-break space or a letter of another alphabet looks right and is not what it looks like",
        remedy: "type the character again; write quotes and dashes as \", ' and -",
        check: Check::Contract(ascii),
    },
];

fn names(contract: &Contract<'_>, findings: &mut Findings) {
    let known = known_names(contract);
    for prose in prose(contract) {
        let text = prose.value.as_str().unwrap_or_default();
        for name in text.split('`').skip(1).step_by(2).filter(|name| is_name(name)) {
            if !known.contains(name) {
                let at = line_of(contract, &prose.value, &format!("`{name}`"));
                findings.add(at, format!("`{name}` is no name of this document"));
            }
        }
    }
}

/// Every key, and every value that is a name and no prose.
fn known_names<'a>(contract: &Contract<'a>) -> BTreeSet<&'a str> {
    let mut known = BTreeSet::new();
    for node in contract.root().descendants() {
        for entry in node.entries() {
            known.insert(entry.key.as_str());
            let texts = std::iter::once(&entry.value).chain(entry.value.items());
            let texts = texts.filter(|_| !PROSE_KEYS.contains(&entry.key.as_str()));
            known.extend(texts.filter_map(Node::as_str).filter(|text| is_name(text)));
        }
    }
    known
}

/// Whether a text could be the name of a field, a value or a key.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
        && !text.ends_with('-')
}

fn codes(contract: &Contract<'_>, findings: &mut Findings) {
    let root = contract.root();
    let listed = root.list("x-error-codes").iter().filter_map(|entry| entry.i64("code"));
    let families = root.list("x-error-families").iter().flat_map(Node::descendants);
    let known: BTreeSet<_> = listed.chain(families.filter_map(Node::as_i64)).collect();
    for (prose, number, _) in said_codes(contract) {
        if !number.parse().is_ok_and(|code: i64| known.contains(&code)) {
            findings.add(line_of(contract, prose, number), format!("{number} is no known error code"));
        }
    }
}

fn named_codes(contract: &Contract<'_>, findings: &mut Findings) {
    let listed = contract.root().list("x-error-codes").iter();
    let names: BTreeMap<_, _> = listed.filter_map(|entry| Some((entry.i64("code")?, entry.str("name")?))).collect();
    for (prose, number, behind) in said_codes(contract) {
        let Some(name) = number.parse().ok().and_then(|code: i64| names.get(&code)) else { continue };
        let said = behind.split_whitespace().next().unwrap_or_default().replace('`', "");
        if !said.starts_with(&format!("({name})")) {
            findings
                .add(line_of(contract, prose, number), format!("{number} is `{name}`, which does not stand behind it"));
        }
    }
}

/// Every number in prose that may be an error code, with the prose and the text behind the number.
fn said_codes<'a>(contract: &Contract<'a>) -> Vec<(&'a Node, &'a str, &'a str)> {
    let mut found = Vec::new();
    // Titles name documents of the vendor by number, and `text` quotes the service.
    for prose in prose(contract).into_iter().filter(|prose| prose.key != "title") {
        let text = prose.value.as_str().unwrap_or_default();
        for (start, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
            let (before, rest) = text.split_at(start);
            let is_within = before.ends_with(|c: char| c.is_ascii_alphanumeric())
                || before.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains("://"));
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if !is_within && is_code(&rest[..end]) {
                found.push((&prose.value, &rest[..end], &rest[end..]));
            }
        }
    }
    found
}

fn is_code(word: &str) -> bool {
    matches!(word.len(), 5 | 6) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn unique(contract: &Contract<'_>, findings: &mut Findings) {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for schema in contract.schemas() {
        let super::contract::Part::Property { .. } = schema.part else { continue };
        let Some(text) = schema.node.get("description") else { continue };
        let name = schema.name.rsplit('.').next().unwrap_or_default();
        let first = seen.entry(text.as_str().unwrap_or_default()).or_insert_with(|| schema.name.clone());
        if first.rsplit('.').next() != Some(name) {
            findings.add(text.at, format!("{} is described in the words of {first}", schema.name));
        }
    }
}

fn doubled(contract: &Contract<'_>, findings: &mut Findings) {
    for prose in prose(contract) {
        let lines = prose_lines(contract, prose);
        let mut before = String::new();
        for (number, line) in lines {
            for (byte, word) in words(line) {
                if word.len() > 1 && word == before && word.chars().all(char::is_alphabetic) {
                    let column = line[..byte].chars().count() + 1;
                    findings.add(Position { line: number, column }, format!("`{word}` stands twice"));
                }
                word.clone_into(&mut before);
            }
        }
    }
}

/// The lines of the file that a text covers.
fn prose_lines<'a>(contract: &Contract<'a>, prose: &Entry) -> Vec<(usize, &'a str)> {
    match super::notation::block_lines(contract, &prose.value) {
        block if !block.is_empty() => block,
        _ => vec![(prose.value.at.line, contract.document.line(prose.value.at.line))],
    }
}

/// Words with the byte at which they begin; punctuation belongs to its word.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    line.split(' ').filter_map(move |word| {
        let at = rest;
        rest += word.len() + 1;
        (!word.is_empty()).then_some((at, word))
    })
}

fn ascii(contract: &Contract<'_>, findings: &mut Findings) {
    for (number, line) in contract.document.text.lines().enumerate() {
        for (index, character) in line.chars().enumerate().filter(|(_, c)| !c.is_ascii()) {
            let at = Position { line: number + 1, column: index + 1 };
            findings.add(at, format!("U+{:04X} is not ASCII", u32::from(character)));
        }
    }
}

/// Whether a parameter and its schema say the same of themselves.
fn parameter_text(contract: &Contract<'_>, findings: &mut Findings) {
    for parameter in contract.components("parameters") {
        let schema = parameter.value.get("schema").map(|schema| contract.follow(schema));
        let text = schema.and_then(|schema| schema.str("description"));
        let own = parameter.value.entry("description");
        if let (Some(text), Some(own)) = (text, own)
            && own.value.as_str() != Some(text)
        {
            findings.add(own.at, format!("{} is described otherwise by its schema", parameter.key));
        }
    }
}
