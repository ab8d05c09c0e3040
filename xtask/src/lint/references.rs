//! Rules on references and the components they name.

use std::collections::BTreeSet;

use super::{Check, Contract, Findings, Rule};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "reference-resolves",
        title: "every `$ref` names something in this document",
        reason: "a generator that cannot follow a reference stops, or makes an empty type",
        remedy: "correct the name after the last slash, or add the component",
        check: Check::Contract(resolves),
    },
    Rule {
        id: "reference-alone",
        title: "nothing stands beside a `$ref`",
        reason: "OpenAPI 3.0 ignores what stands beside a reference, and so do most generators",
        remedy: "in a schema, put the reference into `allOf` with that one entry; elsewhere remove what stands beside it",
        check: Check::Contract(alone),
    },
    Rule {
        id: "component-used",
        title: "every component is used by an operation",
        reason: "generators make types of unused components, which users take for part of the API",
        remedy: "remove the component, or refer to it where it was meant to be used",
        check: Check::Contract(used),
    },
];

fn resolves(contract: &Contract<'_>, findings: &mut Findings) {
    for node in contract.root().descendants() {
        let Some(reference) = node.get("$ref") else { continue };
        let name = reference.as_str().unwrap_or_default();
        if contract.resolve(name).is_none() {
            findings.add(reference.at, format!("`{name}` does not exist"));
        }
    }
}

fn alone(contract: &Contract<'_>, findings: &mut Findings) {
    for node in contract.root().descendants() {
        if node.get("$ref").is_none() {
            continue;
        }
        for sibling in node.entries().iter().filter(|entry| entry.key != "$ref") {
            findings.add(sibling.at, format!("`{}` stands beside a reference", sibling.key));
        }
    }
}

fn used(contract: &Contract<'_>, findings: &mut Findings) {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<_> = contract.root().get("paths").into_iter().collect();
    while let Some(node) = waiting.pop() {
        for reference in node.descendants().into_iter().filter_map(|node| node.str("$ref")) {
            if reached.insert(reference) {
                waiting.extend(contract.resolve(reference));
            }
        }
    }
    let Some(components) = contract.root().get("components") else { return };
    for kind in components.entries() {
        for component in kind.value.entries() {
            let reference = format!("#/components/{}/{}", kind.key, component.key);
            if !reached.contains(reference.as_str()) {
                findings.add(component.at, format!("no operation uses `{reference}`"));
            }
        }
    }
}
