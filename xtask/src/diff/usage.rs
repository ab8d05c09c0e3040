//! Which operations write and read which component.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::document::{Document, Node};
use super::operations::{Operation, operations};
use super::verdict::Direction;

/// Who uses the components of a document.
#[derive(Debug)]
pub(crate) struct Uses {
    components: HashMap<String, Usage>,
}

/// Who uses one component.
#[derive(Debug)]
pub(crate) struct Usage {
    pub(crate) direction: Direction,
    pub(crate) operations: Vec<String>,
}

impl Uses {
    pub(crate) fn of(document: &Document) -> Self {
        let mut uses = Self { components: HashMap::new() };
        for operation in operations(document) {
            for (part, direction) in parts(&operation) {
                let mut seen = HashSet::new();
                uses.collect(document, &part, &operation.label, direction, &mut seen);
            }
        }
        uses
    }

    /// The use of the component at `pointer`; `None` when no operation reaches it.
    pub(crate) fn of_component(&self, pointer: &str) -> Option<&Usage> {
        self.components.get(pointer)
    }

    fn collect<'d>(
        &mut self,
        document: &'d Document,
        node: &Node<'d>,
        operation: &str,
        direction: Direction,
        seen: &mut HashSet<String>,
    ) {
        if let Some(target) = node.reference().and_then(|reference| document.target(reference)) {
            if !seen.insert(target.pointer.clone()) {
                return;
            }
            let usage = self
                .components
                .entry(target.pointer.clone())
                .or_insert(Usage { direction, operations: Vec::new() });
            usage.direction = usage.direction.and(direction);
            if !usage.operations.iter().any(|known| known == operation) {
                usage.operations.push(operation.to_owned());
            }
            self.collect(document, &target, operation, direction, seen);
            return;
        }
        for (_, entry) in node.entries() {
            self.collect(document, &entry, operation, direction, seen);
        }
        for item in node.items() {
            self.collect(document, &item, operation, direction, seen);
        }
    }
}

/// References that mean the same in both documents, down to the last one they lead to.
pub(crate) fn unchanged_references(old: &Document, new: &Document) -> HashSet<String> {
    let mut references = HashSet::new();
    collect_references(old.root().value, &mut references);
    let mut unchanged: HashMap<String, HashSet<String>> = references
        .into_iter()
        .filter_map(|reference| {
            let (a, b) = (old.target(&reference)?, new.target(&reference)?);
            let mut inner = HashSet::new();
            collect_references(a.value, &mut inner);
            (a.value == b.value).then_some((reference, inner))
        })
        .collect();
    // Whoever leads to a changed one is changed too; repeat until nobody falls out.
    loop {
        let fallen: Vec<String> = unchanged
            .iter()
            .filter(|(_, inner)| inner.iter().any(|reference| !unchanged.contains_key(reference)))
            .map(|(reference, _)| reference.clone())
            .collect();
        if fallen.is_empty() {
            return unchanged.into_keys().collect();
        }
        for reference in fallen {
            unchanged.remove(&reference);
        }
    }
}

fn collect_references(value: &Value, found: &mut HashSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                found.insert(reference.clone());
            }
            object.values().for_each(|value| collect_references(value, found));
        }
        Value::Array(array) => array.iter().for_each(|value| collect_references(value, found)),
        _ => {}
    }
}

fn parts<'d>(operation: &Operation<'d>) -> Vec<(Node<'d>, Direction)> {
    let sources = [
        (operation.item.get("parameters"), Direction::Request),
        (operation.node.get("parameters"), Direction::Request),
        (operation.node.get("requestBody"), Direction::Request),
        (operation.node.get("responses"), Direction::Response),
        // A callback reads and writes; telling which would change no verdict here.
        (operation.node.get("callbacks"), Direction::Both),
    ];
    sources.into_iter().filter_map(|(node, direction)| Some((node?, direction))).collect()
}
