//! Rules on the order of keys: the same everywhere, so that a reader knows where to look and a diff shows no moves.

use openapi_diff::modelled::{
    CALL_RATE, COMPONENTS, DOCUMENT, ERROR_CODE, INFO, MEDIA_TYPE, OPERATION, OPERATION_CODES, PAGINATION, PARAMETER,
    REQUEST_BODY, REQUIREMENTS, RESPONSE, RETRY_CLASS, SCHEMA, SERVER, SERVICE,
};

use super::contract::media_types;
use super::{Check, Contract, Findings, Rule};
use crate::document::Node;

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "key-order",
        title: "keys stand in the order of this document",
        reason: "the same order everywhere makes two operations or schemas comparable line by line",
        remedy: "move the key to its place; the order is: what it is, its bounds, its text, its extensions, its example",
        check: Check::Contract(key_order),
    },
    Rule {
        id: "key-known",
        title: "no key but those that `cargo xtask diff` judges",
        reason: "every change of another key counts as breaking, since nobody has said whom it breaks",
        remedy: "say it with the keys that other objects have, or teach the differ the key, in xtask/openapi-diff/src/modelled.rs",
        check: Check::Contract(key_known),
    },
    Rule {
        id: "list-order",
        title: "`required` follows the order of the properties",
        reason: "an entry is then found at once, and a missing one is seen",
        remedy: "put the names in the order of `properties`",
        check: Check::Contract(list_order),
    },
];

const NAMED_LINK: &[&str] = &["name", "description", "url"];
const STATUSES: &[&str] = &["200", "4XX", "5XX"];
const EXAMPLE: &[&str] = &["summary", "value"];
const GROUP_TYPES: &[&str] = &["sources", "served"];
const SOURCE: &[&str] = &["id", "title", "url"];
const EXTENSION: &[&str] = &["key", "where", "description"];

fn key_order(contract: &Contract<'_>, findings: &mut Findings) {
    for (node, order) in ordered(contract) {
        follow_order(node, order, findings);
    }
}

fn key_known(contract: &Contract<'_>, findings: &mut Findings) {
    // Which statuses there are, and which keys beginning with `x-`, other rules say.
    for (node, order) in ordered(contract).into_iter().filter(|(_, order)| *order != STATUSES) {
        let unknown = |key: &str| !order.contains(&key) && key != "$ref" && !key.starts_with("x-");
        for entry in node.entries().iter().filter(|entry| unknown(&entry.key)) {
            findings.add(entry.at, format!("the differ does not know `{}` here", entry.key));
        }
    }
}

/// Every map whose keys have an order, with that order.
pub(super) fn ordered<'a>(contract: &Contract<'a>) -> Vec<(&'a Node, &'static [&'static str])> {
    let root = contract.root();
    let mut all: Vec<(&'a Node, &'static [&'static str])> = Vec::new();
    let mut check = |node: &'a Node, order: &'static [&'static str]| all.push((node, order));

    check(root, DOCUMENT);
    if let Some(info) = root.get("info") {
        check(info, INFO);
        info.get("contact").into_iter().for_each(|contact| check(contact, NAMED_LINK));
        info.get("license").into_iter().for_each(|license| check(license, NAMED_LINK));
    }
    root.get("externalDocs").into_iter().for_each(|docs| check(docs, NAMED_LINK));
    root.list("servers").iter().for_each(|server| check(server, SERVER));
    root.list("tags").iter().for_each(|tag| check(tag, NAMED_LINK));

    for operation in contract.operations() {
        let node = operation.node();
        check(node, OPERATION);
        node.get("externalDocs").into_iter().for_each(|docs| check(docs, NAMED_LINK));
        if let Some(body) = node.get("requestBody") {
            check(body, REQUEST_BODY);
            media_types(body).iter().for_each(|media| check(&media.value, MEDIA_TYPE));
        }
        if let Some(responses) = node.get("responses") {
            check(responses, STATUSES);
            for response in responses.entries() {
                check(&response.value, RESPONSE);
                media_types(&response.value).iter().for_each(|media| check(&media.value, MEDIA_TYPE));
            }
        }
        for (key, order) in [
            ("x-call-rate", CALL_RATE),
            ("x-requirements", REQUIREMENTS),
            ("x-pagination", PAGINATION),
            ("x-operation-error-codes", OPERATION_CODES),
        ] {
            node.get(key).into_iter().for_each(|extension| check(extension, order));
        }
        node.list("x-group-types").iter().for_each(|reading| check(reading, GROUP_TYPES));
    }

    root.get("components").into_iter().for_each(|components| check(components, COMPONENTS));
    contract.components("parameters").iter().for_each(|entry| check(&entry.value, PARAMETER));
    contract.components("responses").iter().for_each(|entry| check(&entry.value, RESPONSE));
    contract.components("examples").iter().for_each(|entry| check(&entry.value, EXAMPLE));
    contract.schemas().iter().for_each(|schema| check(schema.node, SCHEMA));

    root.get("x-service").into_iter().for_each(|service| check(service, SERVICE));
    for (key, order) in [
        ("x-sources", SOURCE),
        ("x-retry-classes", RETRY_CLASS),
        ("x-error-codes", ERROR_CODE),
        ("x-extensions", EXTENSION),
    ] {
        root.list(key).iter().for_each(|item| check(item, order));
    }
    all
}

/// Every list of names that follows the order of other names: `required` that of the properties.
pub(super) fn sorted_lists<'a>(contract: &Contract<'a>) -> Vec<(&'a Node, Vec<&'a str>)> {
    let schemas = contract.schemas().into_iter();
    schemas.filter_map(|schema| Some((schema.node.get("required")?, names(schema.node.get("properties"))))).collect()
}

fn list_order(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let node = schema.node;
        let properties: Vec<_> = names(node.get("properties"));
        let places: Vec<_> = node
            .list("required")
            .iter()
            .filter_map(|name| Some((name.at, place(&properties, name.as_str()?)?)))
            .collect();
        for pair in places.windows(2).filter(|pair| pair[0].1 > pair[1].1) {
            let what = format!("`required` of {} is not in the order of its properties", schema.name);
            findings.add(pair[1].0, what);
        }
    }
}

/// Reports each known key that stands before one it should follow. Unknown keys are left to other rules.
fn follow_order(node: &Node, order: &[&str], findings: &mut Findings) {
    let mut furthest = 0;
    for entry in node.entries() {
        let Some(place) = place(order, &entry.key) else { continue };
        if place < furthest {
            let (key, before) = (&entry.key, order[furthest]);
            findings.add(entry.at, format!("`{key}` stands behind `{before}`, its place is before it"));
        }
        furthest = furthest.max(place);
    }
}

fn names(node: Option<&Node>) -> Vec<&str> {
    node.map_or(&[][..], Node::entries).iter().map(|entry| entry.key.as_str()).collect()
}

fn place(order: &[&str], key: &str) -> Option<usize> {
    order.iter().position(|known| *known == key)
}
