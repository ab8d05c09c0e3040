//! Rules on sources: each fact names the page it was taken from, or says that it is not documented.

use std::collections::BTreeMap;

use super::contract::{Operation, Part, Schema};
use super::{Check, Contract, Findings, Rule};
use crate::document::{Node, Position};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "source-known",
        title: "each source that a fact names is in `x-sources`, and each entry of `x-sources` is used",
        reason: "a fact whose source cannot be looked up cannot be checked",
        remedy: "use the `id` of an entry of `x-sources`, add the page there, or remove the entry that nothing uses",
        check: Check::Contract(known),
    },
    Rule {
        id: "fact-sourced",
        title: "each property, bound, value, form and former name has its source in `x-fact-sources`",
        reason: "readers must see which facts the vendor documents and which this document concludes",
        remedy: "add the key or value with the `id` of its source, or with `not-documented`",
        check: Check::Contract(sourced),
    },
    Rule {
        id: "fact-exists",
        title: "`x-fact-sources` names only keys and values that the schema has",
        reason: "a source for a fact that is gone hides that the fact is gone",
        remedy: "remove the entry, or correct its name",
        check: Check::Contract(exists),
    },
    Rule {
        id: "code-on-its-page",
        title: "a code is `documented` by an operation exactly when its `sources` name the operation's page",
        reason: "the two say the same; where they differ, one of them is wrong",
        remedy: "move the code between `documented` and `possible`, or correct its `sources`",
        check: Check::Contract(on_its_page),
    },
    Rule {
        id: "docs-own-page",
        title: "each operation links a page of its own, and `x-sources` has that page",
        reason: "a copied link sends reviewers to the page of another operation",
        remedy: "link the operation's own page, with the `url` that its source has in `x-sources`",
        check: Check::Contract(own_page),
    },
];

/// Keys of a schema that are facts of the service.
const FACTS: [&str; 11] = [
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "maxItems",
    "x-documented-pattern",
    "x-wrong-form-code",
    "x-not-found-code",
    "x-filter",
    "x-expiry",
    "x-former-name",
];
/// Keys under which facts name their sources.
const REFERENCES: [&str; 3] = ["sources", "x-fact-sources", "x-listed-by"];

fn known(contract: &Contract<'_>, findings: &mut Findings) {
    let mut table = BTreeMap::new();
    let references = references(contract);
    for id in contract.root().list("x-sources").iter().filter_map(|item| item.get("id")) {
        let text = id.as_str().unwrap_or_default();
        if let Some(line) = table.insert(text, id.at.line) {
            findings.add(id.at, format!("the source `{text}` is listed before, on line {line}"));
        }
        if !references.iter().any(|reference| reference.as_str() == Some(text)) {
            findings.add(id.at, format!("no fact has the source `{text}`"));
        }
    }
    for reference in references {
        let text = reference.as_str().unwrap_or_default();
        if !table.contains_key(text) {
            findings.add(reference.at, format!("`{text}` is not in `x-sources`"));
        }
    }
}

/// Every place that names a source.
fn references<'a>(contract: &Contract<'a>) -> Vec<&'a Node> {
    let entries = contract.root().descendants().into_iter().flat_map(Node::entries);
    let lists = entries.filter(|entry| REFERENCES.contains(&entry.key.as_str())).map(|entry| &entry.value);
    let names = lists.flat_map(|list| list.items().iter().chain(list.entries().iter().map(|entry| &entry.value)));
    names.flat_map(|name| if name.items().is_empty() { vec![name] } else { name.items().iter().collect() }).collect()
}

fn sourced(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let named = schema.node.get("x-fact-sources").map_or(&[][..], Node::entries);
        for (fact, at) in facts(&schema) {
            if !named.iter().any(|entry| entry.key == fact) {
                findings.add(at, format!("`{fact}` of {} has no source", schema.name));
            }
        }
    }
    let operations = contract.operations();
    for (key, sources) in [("x-call-rate", "sources"), ("x-requirements", "sources")] {
        for entry in operations.iter().filter_map(|operation| operation.node().entry(key)) {
            if entry.value.list(sources).is_empty() {
                findings.add(entry.at, format!("`{key}` has no source"));
            }
        }
    }
    let readings = operations.iter().flat_map(|operation| operation.node().list("x-group-types"));
    for reading in readings.filter(|reading| reading.list("sources").is_empty()) {
        findings.add(reading.at, "this reading has no source");
    }
    for server in contract.root().list("servers").iter().filter(|server| server.list("x-listed-by").is_empty()) {
        findings.add(server.at, format!("no page is named that lists {}", server.str("url").unwrap_or_default()));
    }
}

fn exists(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let facts = facts(&schema);
        // A text is a fact wherever it is worth a source of its own.
        let is_fact = |key: &str| key == "description" || facts.iter().any(|(fact, _)| fact == key);
        for entry in schema.node.get("x-fact-sources").map_or(&[][..], Node::entries) {
            if !is_fact(&entry.key) {
                findings.add(entry.at, format!("{} has no `{}`", schema.name, entry.key));
            }
        }
    }
}

/// The facts of a schema, and where each stands. Its position in a list is not one: what is required, is.
fn facts(schema: &Schema<'_>) -> Vec<(String, Position)> {
    let node = schema.node;
    if node.get("$ref").is_some() && !matches!(schema.part, Part::Property { .. }) {
        return Vec::new();
    }
    let keys = FACTS.iter().filter_map(|key| node.entry(key)).map(|entry| (entry.key.clone(), entry.at));
    let values = node.list("enum").iter().chain(node.list("x-extensible-enum"));
    let values = values.filter_map(|value| Some((value.as_str()?.to_owned(), value.at)));
    // A property that is a bare reference has its source with the schema it refers to.
    let text = matches!(schema.part, Part::Property { .. }).then(|| node.entry("description")).flatten();
    let text = text.map(|entry| (entry.key.clone(), entry.at));
    keys.chain(values).chain(text).collect()
}

fn on_its_page(contract: &Contract<'_>, findings: &mut Findings) {
    let codes = contract.root().list("x-error-codes");
    for operation in contract.operations() {
        let Some(page) = page(contract, operation).and_then(|page| page.str("id")) else { continue };
        let Some(lists) = operation.node().get("x-operation-error-codes") else { continue };
        let documented = lists.entry("documented");
        let listed = documented.map_or(&[][..], |entry| entry.value.items());
        for code in codes {
            let Some(number) = code.i64("code") else { continue };
            let source = code.list("sources").iter().find(|source| source.as_str() == Some(page));
            let entry = listed.iter().find(|entry| entry.as_i64() == Some(number));
            match (source, entry, documented) {
                (Some(source), None, Some(documented)) => {
                    findings.add(source.at, format!("{} does not document {number}", operation.name()));
                    findings.add(documented.at, format!("{number} is missing, its sources name `{page}`"));
                }
                (None, Some(entry), _) => {
                    findings.add(entry.at, format!("{number} has not the source `{page}`"));
                    let at = code.entry("sources").map_or(code.at, |sources| sources.at);
                    findings.add(at, format!("`{page}` is missing, {} documents {number}", operation.name()));
                }
                _ => {}
            }
        }
    }
}

fn own_page(contract: &Contract<'_>, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for operation in contract.operations() {
        let Some(url) = operation.node().get("externalDocs").and_then(|docs| docs.get("url")) else { continue };
        if let Some(other) = seen.insert(url.as_str().unwrap_or_default(), operation.name()) {
            findings.add(url.at, format!("this is the page of {other}"));
        }
        if page(contract, operation).is_none() {
            findings.add(url.at, "no entry of `x-sources` has this `url`");
        }
    }
}

/// The source that an operation links as its own page.
fn page<'a>(contract: &Contract<'a>, operation: Operation<'a>) -> Option<&'a Node> {
    let url = operation.node().get("externalDocs")?.str("url")?;
    contract.root().list("x-sources").iter().find(|source| source.str("url") == Some(url))
}
