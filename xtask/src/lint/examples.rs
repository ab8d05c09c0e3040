//! Rules on examples: every body has telling ones, and each holds against its schema.

use std::collections::BTreeSet;

use serde_json::Value;

use super::contract::{Operation, Part, media_types};
use super::validation::faults;
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Node, Position};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "example-named",
        title: "bodies have named examples by reference; responses have `page`, `last_page`, `empty` and `failure`, or `success` and `failure`",
        reason: "tests, mocks and the docs page use them by name, and they are what a client must cope with",
        remedy: "add the example to `components.examples` and refer to it under its name in `examples`",
        check: Check::Contract(named),
    },
    Rule {
        id: "example-complete",
        title: "each example has a summary and a value",
        reason: "the docs page lists examples by their summary",
        remedy: "add `summary` or `value`",
        check: Check::Contract(complete),
    },
    Rule {
        id: "example-valid",
        title: "each example of a body holds against the schema, without unknown properties",
        reason: "an example that breaks its schema misleads whoever copies it, and tests are made of it",
        remedy: "correct the example, or the schema if the example is what the vendor shows",
        check: Check::Contract(valid),
    },
    Rule {
        id: "example-tells",
        title: "each example of an answer is what its name says",
        reason: "readers learn from `last_page` how a list ends, and from `failure` how one looks",
        remedy: "successes have ErrorCode 0; `last_page` has the end position, `empty` no items, `failure` a code of the operation",
        check: Check::Contract(tells),
    },
    Rule {
        id: "example-coverage",
        title: "each property stands in at least one example of a body",
        reason: "a property that no example shows is tested and seen by nobody",
        remedy: "add the property to a fitting example",
        check: Check::Contract(coverage),
    },
    Rule {
        id: "schema-example",
        title: "each schema of a single value has an example that holds against it",
        reason: "mocks and testers make requests of the examples",
        remedy: "add `example`, or correct it",
        check: Check::Contract(schema_example),
    },
    Rule {
        id: "parameter-example",
        title: "the example of a parameter holds against its schema",
        reason: "mocks and testers send it as it stands",
        remedy: "correct the example or the range of the schema",
        check: Check::Contract(parameter_example),
    },
];

/// The property of every answer that tells success from failure.
const ERROR_CODE: &str = "ErrorCode";

fn named(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        for (media, is_answer) in [(operation.request(), false), (operation.response(), true)] {
            let Some(media) = media else { continue };
            let paged = operation.node().get("x-pagination").is_some();
            let needed: &[&str] = match (is_answer, paged) {
                (true, true) => &["page", "last_page", "empty", "failure"],
                (true, false) => &["success", "failure"],
                _ => &[],
            };
            named_in(&operation.name(), media.at, media, needed, findings);
        }
    }
    for response in contract.components("responses") {
        for media in media_types(&response.value) {
            named_in(&response.key, media.at, &media.value, &[], findings);
        }
    }
}

fn named_in(owner: &str, at: Position, media: &Node, needed: &[&str], findings: &mut Findings) {
    if let Some(example) = media.entry("example") {
        findings.add(example.at, format!("an example of {owner} has no name"));
    }
    let examples = media.get("examples").map_or(&[][..], Node::entries);
    if examples.is_empty() {
        findings.add(at, format!("{owner} has no examples here"));
    }
    for example in examples {
        if example.value.get("$ref").is_none() {
            findings.add(example.at, format!("the example `{}` is written in place", example.key));
        }
    }
    let at = media.entry("examples").map_or(at, |examples| examples.at);
    for name in needed {
        if !examples.iter().any(|example| example.key == *name) {
            findings.add(at, format!("{owner} has no example `{name}`"));
        }
    }
}

fn complete(contract: &Contract<'_>, findings: &mut Findings) {
    for example in contract.components("examples") {
        for key in ["summary", "value"] {
            if example.value.get(key).is_none() {
                findings.add(example.at, format!("the example {} has no `{key}`", example.key));
            }
        }
    }
}

fn valid(contract: &Contract<'_>, findings: &mut Findings) {
    for (schema, _, value) in body_examples(contract) {
        for (pointer, what) in faults(contract, schema, value) {
            findings.add(place(value, &pointer), what);
        }
    }
}

fn tells(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let examples = operation.response().and_then(|media| media.get("examples"));
        let paging = operation.node().get("x-pagination");
        let field = |role: &str| paging.and_then(|paging| paging.str(role)).unwrap_or_default();
        let end = paging.and_then(|paging| paging.get("end")).map(Node::to_json);
        for example in examples.map_or(&[][..], Node::entries) {
            let Some(value) = contract.follow(&example.value).get("value") else { continue };
            let mut wrong = |key: &str, what: String| {
                findings.add(value.entry(key).map_or(value.at, |entry| entry.at), what);
            };
            let name = example.key.as_str();
            let code = value.i64(ERROR_CODE).unwrap_or_default();
            match (name, code) {
                ("failure", 0) => wrong(ERROR_CODE, "a failure has the code 0".to_owned()),
                ("failure", code) if !answers(operation, code) => {
                    wrong(ERROR_CODE, format!("{} does not answer {code}", operation.name()));
                }
                ("failure", _) | (_, 0) => {}
                _ => wrong(ERROR_CODE, format!("`{name}` is a failure")),
            }
            let at_end = value.get(field("next")).map(Node::to_json) == end;
            if ["last_page", "empty"].contains(&name) && !at_end {
                wrong(field("next"), format!("`{name}` does not have the end position"));
            }
            let items = value.list(field("items")).len();
            if name == "empty" && items > 0 || ["page", "last_page"].contains(&name) && items == 0 {
                wrong(field("items"), format!("`{name}` has {items} items"));
            }
        }
    }
}

fn coverage(contract: &Contract<'_>, findings: &mut Findings) {
    let mut shown = BTreeSet::new();
    for (schema, _, value) in body_examples(contract) {
        show(contract, schema, &value.to_json(), &mut shown);
    }
    for schema in contract.schemas() {
        if let Part::Property { .. } = schema.part
            && !shown.contains(&schema.at)
            && (schema.sent || schema.received)
        {
            findings.add(schema.at, format!("no example shows {}", schema.name));
        }
    }
}

fn schema_example(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let node = schema.node;
        let refers = |node: &Node| node.get("$ref").is_some();
        let is_list_of_named = node.get("items").is_some_and(refers);
        let is_object = node.str("type") == Some("object");
        let needs = !refers(node) && !is_object && !is_list_of_named && schema.part != Part::AllOf;
        match node.get("example") {
            None if needs => findings.add(schema.at, format!("{} has no example", schema.name)),
            None => {}
            Some(example) => {
                for (pointer, what) in faults(contract, node, example) {
                    findings.add(place(example, &pointer), what);
                }
            }
        }
    }
}

fn parameter_example(contract: &Contract<'_>, findings: &mut Findings) {
    for parameter in contract.components("parameters") {
        let parts = (parameter.value.get("schema"), parameter.value.get("example"));
        if let (Some(schema), Some(example)) = parts {
            for (pointer, what) in faults(contract, schema, example) {
                findings.add(place(example, &pointer), what);
            }
        }
    }
}

/// Every example of a body with its schema, the entry that names it, and its value.
fn body_examples<'a>(contract: &Contract<'a>) -> Vec<(&'a Node, &'a Entry, &'a Node)> {
    let operations = contract.operations();
    let bodies = operations.iter().flat_map(|operation| {
        let node = operation.node();
        let responses = node.get("responses").map_or(&[][..], Node::entries);
        let responses = responses.iter().map(|response| contract.follow(&response.value));
        node.get("requestBody").map(|body| contract.follow(body)).into_iter().chain(responses)
    });
    let mut found = Vec::new();
    for media in bodies.flat_map(media_types) {
        let Some(schema) = media.value.get("schema") else { continue };
        for example in media.value.get("examples").map_or(&[][..], Node::entries) {
            if let Some(value) = contract.follow(&example.value).get("value") {
                found.push((schema, example, value));
            }
        }
    }
    found
}

/// A single value that an example shows, with its schema.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    /// What it is a value of, for people.
    pub(super) name: String,
    /// The schema itself, with references followed.
    pub(super) schema: &'a Node,
    /// The value.
    pub(super) value: &'a Node,
}

/// Every single value in examples of bodies, parameters and schemas.
pub(super) fn shown_values<'a>(contract: &Contract<'a>) -> Vec<Shown<'a>> {
    let mut all = Vec::new();
    for (schema, example, value) in body_examples(contract) {
        single_values(contract, schema, value, &example.key, &mut all);
    }
    for parameter in contract.components("parameters") {
        if let (Some(schema), Some(value)) = (parameter.value.get("schema"), parameter.value.get("example")) {
            single_values(contract, schema, value, &parameter.key, &mut all);
        }
    }
    for schema in contract.schemas() {
        if let Some(value) = schema.node.get("example") {
            single_values(contract, schema.node, value, &schema.name, &mut all);
        }
    }
    all
}

fn single_values<'a>(contract: &Contract<'a>, schema: &'a Node, value: &'a Node, name: &str, all: &mut Vec<Shown<'a>>) {
    let schema = contract.effective(schema);
    for entry in value.entries() {
        if let Some(property) = schema.get("properties").and_then(|properties| properties.get(&entry.key)) {
            single_values(contract, property, &entry.value, &entry.key, all);
        }
    }
    for item in value.items() {
        if let Some(items) = schema.get("items") {
            single_values(contract, items, item, name, all);
        }
    }
    if value.entries().is_empty() && value.items().is_empty() {
        all.push(Shown { name: name.to_owned(), schema, value });
    }
}

/// Whether the operation lists a code as its own.
fn answers(operation: Operation<'_>, code: i64) -> bool {
    let Some(codes) = operation.node().get("x-operation-error-codes") else { return false };
    let mut listed = codes.list("documented").iter().chain(codes.list("possible"));
    listed.any(|node| node.as_i64() == Some(code))
}

/// Notes which properties of which schemas a value shows.
fn show<'a>(contract: &Contract<'a>, schema: &'a Node, value: &Value, shown: &mut BTreeSet<Position>) {
    let schema = contract.effective(schema);
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if let Some(property) = schema.get("properties").and_then(|all| all.entry(key)) {
                    shown.insert(property.at);
                    show(contract, &property.value, value, shown);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                if let Some(schema) = schema.get("items") {
                    show(contract, schema, item, shown);
                }
            }
        }
        _ => {}
    }
}

/// The place inside an example that a JSON pointer names.
fn place(value: &Node, pointer: &str) -> Position {
    let mut node = value;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        let next = node.get(&step).or_else(|| node.items().get(step.parse::<usize>().ok()?));
        node = next.unwrap_or(node);
    }
    node.at
}
