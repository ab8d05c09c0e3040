//! Rules on the keys that begin with `x-`: each is explained, used, in its place and in its form.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value};

use super::validation::describe;
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Node};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "extension-explained",
        title: "every `x-` key is explained once in `x-extensions`",
        reason: "whoever reads the document knows OpenAPI, not our keys",
        remedy: "add the key with `where` and `description` to `x-extensions`, or correct the spelling",
        check: Check::Contract(explained),
    },
    Rule {
        id: "extension-used",
        title: "every key that `x-extensions` explains is used",
        reason: "an explanation of what does not exist sends readers searching",
        remedy: "remove the explanation, or use the key",
        check: Check::Contract(used),
    },
    Rule {
        id: "extension-place",
        title: "every `x-` key stands where `x-extensions` says",
        reason: "tools look for it there and nowhere else",
        remedy: "move the key to a place of the kind that `where` names",
        check: Check::Contract(place),
    },
    Rule {
        id: "extension-form",
        title: "every `x-` key has the fields and types that its readers expect",
        reason: "the OpenAPI meta-schema lets every value pass under an `x-` key, and clients are generated from ours",
        remedy: "compare with the other uses of the key and with its text in `x-extensions`",
        check: Check::Contract(form),
    },
];

/// The form of each extension, by key.
static FORMS: LazyLock<BTreeMap<String, Validator>> = LazyLock::new(|| {
    let forms: Map<String, Value> =
        serde_json::from_str(include_str!("extensions.schema.json")).expect("the forms of the extensions are JSON");
    let shared = forms["$defs"].clone();
    let compile = |(key, mut form): (String, Value)| {
        form["$defs"] = shared.clone();
        let validator = jsonschema::draft202012::new(&form).expect("each form is a JSON Schema");
        (key, validator)
    };
    forms.into_iter().filter(|(key, _)| key != "$defs").map(compile).collect()
});

fn explained(contract: &Contract<'_>, findings: &mut Findings) {
    let known = explanations(contract);
    for (entry, _) in uses(contract) {
        if !known.contains_key(entry.key.as_str()) {
            findings.add(entry.at, format!("`{}` is not explained", entry.key));
        }
    }
    let mut seen = BTreeSet::new();
    for key in contract.root().list("x-extensions").iter().filter_map(|item| item.get("key")) {
        if !seen.insert(key.as_str()) {
            findings.add(key.at, format!("`{}` is explained twice", key.as_str().unwrap_or_default()));
        }
    }
}

fn used(contract: &Contract<'_>, findings: &mut Findings) {
    let used: BTreeSet<_> = uses(contract).into_iter().map(|(entry, _)| entry.key.as_str()).collect();
    for key in contract.root().list("x-extensions").iter().filter_map(|item| item.get("key")) {
        let name = key.as_str().unwrap_or_default();
        if !used.contains(name) {
            findings.add(key.at, format!("`{name}` is explained, but not used"));
        }
    }
}

fn place(contract: &Contract<'_>, findings: &mut Findings) {
    let known = explanations(contract);
    for (entry, found) in uses(contract) {
        let Some(expected) = known.get(entry.key.as_str()) else { continue };
        if *expected != found {
            findings.add(entry.at, format!("`{}` belongs to a {expected}, this is a {found}", entry.key));
        }
    }
}

fn form(contract: &Contract<'_>, findings: &mut Findings) {
    for (entry, _) in uses(contract) {
        let Some(validator) = FORMS.get(&entry.key) else {
            findings.add(entry.at, format!("xtask/src/lint/extensions.schema.json has no `{}`", entry.key));
            continue;
        };
        for error in validator.iter_errors(&entry.value.to_json()) {
            let pointer = error.instance_path().to_string();
            let at = pointer.split('/').skip(1).try_fold(&entry.value, |node, step| {
                node.get(step).or_else(|| node.items().get(step.parse::<usize>().ok()?))
            });
            let node = at.unwrap_or(&entry.value);
            let unexpected = match error.kind() {
                jsonschema::error::ValidationErrorKind::AdditionalProperties { unexpected } => {
                    unexpected.first().and_then(|key| node.entry(key))
                }
                _ => None,
            };
            let at = unexpected.map_or(node.at, |entry| entry.at);
            findings.add(at, format!("in `{}`: {}", entry.key, describe(&error)));
        }
    }
}

/// The kinds of places by key.
fn explanations<'a>(contract: &Contract<'a>) -> BTreeMap<&'a str, &'a str> {
    let list = contract.root().list("x-extensions").iter();
    list.filter_map(|item| Some((item.str("key")?, item.str("where")?))).collect()
}

/// Every use of an `x-` key outside of example values, with the kind of object that has it.
fn uses<'a>(contract: &Contract<'a>) -> Vec<(&'a Entry, &'static str)> {
    let mut kinds: BTreeMap<*const Node, &'static str> = BTreeMap::new();
    kinds.insert(contract.root(), "document");
    kinds.extend(contract.root().list("servers").iter().map(|node| (node as *const Node, "server")));
    kinds.extend(contract.operations().iter().map(|of| (of.node() as *const Node, "operation")));
    kinds.extend(contract.schemas().iter().map(|of| (of.node as *const Node, "schema")));

    let mut found = Vec::new();
    let mut waiting = vec![contract.root()];
    while let Some(node) = waiting.pop() {
        let kind = kinds.get(&(node as *const Node)).copied().unwrap_or("other object");
        for entry in node.entries() {
            if entry.key.starts_with("x-") {
                found.push((entry, kind));
            } else if !["value", "example"].contains(&entry.key.as_str()) {
                waiting.push(&entry.value);
            }
        }
        waiting.extend(node.items());
    }
    found
}
