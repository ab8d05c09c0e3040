//! Rules on documented forms: patterns that can be read, and examples that have the form they illustrate.

use serde_json::json;

use super::examples::{Shown, shown_values};
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Node};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "pattern-compiles",
        title: "each `x-documented-pattern` is a valid regular expression",
        reason: "clients and testers compile it, and the first to do so would fail",
        remedy: "close the groups and classes, and escape the characters that have a meaning",
        check: Check::Contract(compiles),
    },
    Rule {
        id: "example-form",
        title: "examples have the form of their `x-documented-pattern`",
        reason: "readers copy the example, and the service refuses a value of another form",
        remedy: "correct the example, or the pattern if the vendor's page shows the value",
        check: Check::Contract(example_form),
    },
    Rule {
        id: "example-known-value",
        title: "examples show known values of `x-extensible-enum`, apart from white space around them",
        reason: "a misspelt value teaches readers a word that the service never sends",
        remedy: "correct the value, or add it to `x-extensible-enum` with its text",
        check: Check::Contract(known_value),
    },
    Rule {
        id: "former-name-free",
        title: "no `x-former-name` is the name of another property of the same object",
        reason: "two properties would read the same key, and one of them would get the other's value",
        remedy: "write the name that older revisions of the vendor's page used",
        check: Check::Contract(former_name),
    },
    Rule {
        id: "wrong-form-code",
        title: "`x-wrong-form-code` is a code of every operation that sends the value",
        reason: "clients and mocks answer with it, and an operation cannot answer a code that it does not list",
        remedy: "correct the code, or list it under `possible` of the operation",
        check: Check::Contract(wrong_form_code),
    },
];

fn compiles(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let Some(pattern) = schema.node.get("x-documented-pattern") else { continue };
        if matcher(pattern).is_none() {
            findings.add(pattern.at, format!("the pattern of {} is no regular expression", schema.name));
        }
    }
}

fn example_form(contract: &Contract<'_>, findings: &mut Findings) {
    for Shown { name, schema, value } in shown_values(contract) {
        let Some(matcher) = schema.get("x-documented-pattern").and_then(matcher) else { continue };
        if !matcher.is_valid(&value.to_json()) {
            let text = value.as_str().unwrap_or_default();
            findings.add(value.at, format!("`{text}` has not the documented form of {name}"));
        }
    }
}

fn known_value(contract: &Contract<'_>, findings: &mut Findings) {
    for Shown { name, schema, value } in shown_values(contract) {
        let known = schema.list("x-extensible-enum");
        let Some(text) = value.as_str().map(str::trim).filter(|_| !known.is_empty()) else { continue };
        if !known.iter().any(|known| known.as_str() == Some(text)) {
            findings.add(value.at, format!("`{text}` is no known value of {name}"));
        }
    }
}

fn former_name(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let properties = schema.node.get("properties").map_or(&[][..], Node::entries);
        for property in properties {
            let Some(former) = property.value.get("x-former-name") else { continue };
            let taken = |other: &&Entry| {
                let also = other.key != property.key && other.value.str("x-former-name") == former.as_str();
                Some(other.key.as_str()) == former.as_str() || also
            };
            if let Some(other) = properties.iter().find(taken) {
                findings.add(former.at, format!("`{}` names the property `{}`", text(former), other.key));
            }
        }
    }
}

fn wrong_form_code(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let request = operation.request().and_then(|media| media.get("schema"));
        let Some(request) = request.map(|schema| contract.follow(schema)) else { continue };
        let listed = operation.node().get("x-operation-error-codes");
        let listed: Vec<_> =
            listed.map_or(Vec::new(), Node::descendants).into_iter().filter_map(Node::as_i64).collect();
        for node in request.descendants() {
            let Some((node, code)) = node.get("x-wrong-form-code").and_then(|code| Some((code, code.as_i64()?))) else {
                continue;
            };
            if !listed.contains(&code) {
                findings.add(node.at, format!("{} does not list {code}", operation.name()));
            }
        }
    }
}

/// A validator of strings that have the form of a pattern, if the pattern can be read.
fn matcher(pattern: &Node) -> Option<jsonschema::Validator> {
    let schema = json!({ "type": "string", "pattern": pattern.as_str()? });
    jsonschema::draft202012::new(&schema).ok()
}

fn text(node: &Node) -> &str {
    node.as_str().unwrap_or_default()
}
