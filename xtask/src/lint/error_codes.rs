//! Rules on the table of error codes and what refers to it.

use std::collections::BTreeMap;

use super::{Check, Contract, Findings, Rule};
use crate::document::Node;

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "error-code-order",
        title: "error codes are unique and ascend",
        reason: "a code is found by looking, and a second entry of a code would be read by nobody",
        remedy: "move the entry to its place, or merge the two",
        check: Check::Contract(order),
    },
    Rule {
        id: "error-code-name",
        title: "names of error codes are unique and in SCREAMING_SNAKE_CASE",
        reason: "they become constants in every language",
        remedy: "write capitals and digits, words joined by single underscores",
        check: Check::Contract(name),
    },
    Rule {
        id: "error-code-retry",
        title: "`retry` names a class of `x-retry-classes`, and every class is used",
        reason: "clients retry by it; a class that nobody explains is a guess",
        remedy: "use the `id` of a class, or add the class with its description",
        check: Check::Contract(retry),
    },
    Rule {
        id: "error-code-sources",
        title: "each code has sources, each once",
        reason: "a fact without a source cannot be checked",
        remedy: "list the `id` of each page that has the code, once",
        check: Check::Contract(sources),
    },
    Rule {
        id: "error-code-words",
        title: "`family` and `actor` are among the words that `x-extensions` explains",
        reason: "clients ask by them who must act, and which operations may answer the code",
        remedy: "use one of the words in backticks of the entry `x-error-codes` in `x-extensions`",
        check: Check::Contract(words),
    },
    Rule {
        id: "error-code-actor",
        title: "a code on which nobody has to act may be retried",
        reason: "if neither a person nor a retry can help, the entry tells its reader nothing",
        remedy: "name who must act, or a retry class other than `never`",
        check: Check::Contract(actor),
    },
    Rule {
        id: "error-code-text",
        title: "`meaning` and `remedy` are phrases with a capital and no full stop, `note` is made of sentences",
        reason: "they stand in table cells, in error texts and in method documentation",
        remedy: "begin with a capital; end `note` with a full stop, and the others without",
        check: Check::Contract(text),
    },
    Rule {
        id: "operation-error-codes",
        title: "each operation lists known codes of the family `group`, ascending, each once",
        reason: "the list becomes documentation and tests of the operation; other families may come from every operation",
        remedy: "correct the number, move it to its place, or add the code to `x-error-codes`",
        check: Check::Contract(of_operations),
    },
    Rule {
        id: "error-code-used",
        title: "each code of the family `group` is listed by an operation",
        reason: "a code that no operation answers does not belong to this document",
        remedy: "list it under `documented` or `possible` of the operations that may answer it, or remove it",
        check: Check::Contract(used),
    },
];

/// The family whose codes belong to single operations.
const OWN_FAMILY: &str = "group";

fn order(contract: &Contract<'_>, findings: &mut Findings) {
    let codes = codes(contract).iter().filter_map(|entry| entry.get("code"));
    ascending(&codes.collect::<Vec<_>>(), findings);
}

fn name(contract: &Contract<'_>, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for name in codes(contract).iter().filter_map(|entry| entry.get("name")) {
        let text = name.as_str().unwrap_or_default();
        let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let screaming = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.split('_').all(word);
        if !screaming {
            findings.add(name.at, format!("`{text}` is not SCREAMING_SNAKE_CASE"));
        }
        if let Some(line) = seen.insert(text, name.at.line) {
            findings.add(name.at, format!("`{text}` is the name of another code, on line {line}"));
        }
    }
}

fn retry(contract: &Contract<'_>, findings: &mut Findings) {
    let used = codes(contract).iter().filter_map(|entry| entry.get("retry"));
    check_ids(contract, "x-retry-classes", &used.collect::<Vec<_>>(), "retry class", findings);
}

fn sources(contract: &Contract<'_>, findings: &mut Findings) {
    for entry in codes(contract) {
        let sources = entry.list("sources");
        if sources.is_empty() {
            let code = entry.i64("code").unwrap_or_default();
            findings.add(entry.at, format!("the code {code} has no source"));
        }
        for (index, source) in sources.iter().enumerate() {
            if sources[..index].iter().any(|before| before.as_str() == source.as_str()) {
                let text = source.as_str().unwrap_or_default();
                findings.add(source.at, format!("the source `{text}` stands twice"));
            }
        }
    }
}

fn words(contract: &Contract<'_>, findings: &mut Findings) {
    let entry = contract.root().list("x-extensions").iter();
    let mut entry = entry.filter(|entry| entry.str("key") == Some("x-error-codes"));
    let explained = entry.next().and_then(|entry| entry.str("description")).unwrap_or_default();
    let explained: Vec<_> = explained.split('`').skip(1).step_by(2).collect();
    for code in codes(contract) {
        for key in ["family", "actor"] {
            let Some(word) = code.get(key) else { continue };
            let text = word.as_str().unwrap_or_default();
            if !explained.contains(&text) || code.get(text).is_some() {
                findings.add(word.at, format!("the {key} `{text}` is not explained"));
            }
        }
    }
}

fn actor(contract: &Contract<'_>, findings: &mut Findings) {
    for entry in codes(contract) {
        let retry = entry.get("retry");
        if let (Some("nobody"), Some(retry)) = (entry.str("actor"), retry)
            && retry.as_str() == Some("never")
        {
            findings.add(retry.at, "nobody has to act, and no retry is allowed");
        }
    }
}

fn text(contract: &Contract<'_>, findings: &mut Findings) {
    for entry in codes(contract) {
        for (key, is_sentence) in [("meaning", false), ("remedy", false), ("note", true)] {
            let Some(prose) = entry.get(key) else { continue };
            let text = prose.as_str().unwrap_or_default();
            if text.starts_with(char::is_lowercase) {
                findings.add(prose.at, format!("`{key}` begins with a small letter"));
            }
            if text.ends_with('.') != is_sentence {
                let how = if is_sentence { "without" } else { "with" };
                findings.add(prose.at, format!("`{key}` ends {how} a full stop"));
            }
        }
    }
}

fn of_operations(contract: &Contract<'_>, findings: &mut Findings) {
    let families: BTreeMap<_, _> =
        codes(contract).iter().filter_map(|entry| Some((entry.i64("code")?, entry.str("family")?))).collect();
    for operation in contract.operations() {
        let Some(lists) = operation.node().get("x-operation-error-codes") else { continue };
        let documented = lists.list("documented");
        for key in ["documented", "possible"] {
            let list = lists.list(key);
            ascending(&list.iter().collect::<Vec<_>>(), findings);
            for code in list {
                let number = code.as_i64().unwrap_or_default();
                match families.get(&number) {
                    None => findings.add(code.at, format!("{number} is not in `x-error-codes`")),
                    Some(&OWN_FAMILY) => {}
                    Some(family) => {
                        findings.add(code.at, format!("{number} is of the family `{family}`"));
                    }
                }
                let twice = documented.iter().any(|other| other.as_i64() == Some(number));
                if key == "possible" && twice {
                    findings.add(code.at, format!("{number} is documented too"));
                }
            }
        }
    }
}

fn used(contract: &Contract<'_>, findings: &mut Findings) {
    let operations = contract.operations();
    let lists = operations.iter().filter_map(|operation| operation.node().get("x-operation-error-codes"));
    let listed: Vec<_> = lists.flat_map(Node::descendants).filter_map(Node::as_i64).collect();
    for entry in codes(contract).iter().filter(|entry| entry.str("family") == Some(OWN_FAMILY)) {
        let code = entry.i64("code").unwrap_or_default();
        if !listed.contains(&code) {
            findings.add(entry.at, format!("no operation lists {code}"));
        }
    }
}

fn codes<'a>(contract: &Contract<'a>) -> &'a [Node] {
    contract.root().list("x-error-codes")
}

/// Reports each number that does not exceed the one before it.
fn ascending(numbers: &[&Node], findings: &mut Findings) {
    for pair in numbers.windows(2) {
        if let (Some(before), Some(number)) = (pair[0].as_i64(), pair[1].as_i64())
            && number <= before
        {
            findings.add(pair[1].at, format!("{number} stands behind {before}"));
        }
    }
}

/// Compares the ids of a list of the document with the places that use them.
fn check_ids(contract: &Contract<'_>, list: &str, used: &[&Node], what: &str, findings: &mut Findings) {
    let mut known = BTreeMap::new();
    for id in contract.root().list(list).iter().filter_map(|item| item.get("id")) {
        let text = id.as_str().unwrap_or_default();
        if let Some(line) = known.insert(text, id.at.line) {
            findings.add(id.at, format!("the {what} `{text}` is listed before, on line {line}"));
        }
        if !used.iter().any(|use_| use_.as_str() == Some(text)) {
            findings.add(id.at, format!("no error code uses the {what} `{text}`"));
        }
    }
    for use_ in used {
        let text = use_.as_str().unwrap_or_default();
        if !known.contains_key(text) {
            findings.add(use_.at, format!("`{text}` is not in `{list}`"));
        }
    }
}
