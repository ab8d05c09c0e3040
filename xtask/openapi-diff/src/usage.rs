//! Which operations write and read which component.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::modelled::METHODS;
use crate::operations::operations;
use crate::side::Side;
use crate::verdict::Direction;

/// Who uses the components of a document.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// By the component's pointer: the operations that write it, and those that read it.
    components: HashMap<String, [Vec<String>; 2]>,
}

impl Uses {
    pub(crate) fn of(document: &Side) -> Self {
        let mut uses = Self::default();
        let mut graph = Graph { document, edges: HashMap::new() };
        for operation in operations(document) {
            for (key, part) in operation.item.entries().into_iter().chain(operation.node.entries()) {
                let directions: &[Direction] = match key {
                    key if METHODS.contains(&key) => &[],
                    "parameters" | "requestBody" => &[Direction::Request],
                    "responses" => &[Direction::Response],
                    // Callbacks and whatever else no rule knows.
                    _ => &[Direction::Request, Direction::Response],
                };
                for direction in directions {
                    uses.collect(&mut graph, part.value, &operation.label, *direction);
                }
            }
        }
        uses
    }

    /// The operations that use the component at `pointer` in a direction.
    pub(crate) fn operations(&self, pointer: &str, direction: Direction) -> Vec<String> {
        let Some([writers, readers]) = self.components.get(pointer) else { return Vec::new() };
        let mut all = Vec::new();
        for (list, wanted) in [(writers, direction.writes()), (readers, direction.reads())] {
            all.extend(list.iter().filter(|_| wanted).cloned());
        }
        let mut seen = HashSet::new();
        all.retain(|operation: &String| seen.insert(operation.clone()));
        all
    }

    /// Whether it is written, read, both or neither.
    pub(crate) fn direction(&self, pointer: &str) -> Direction {
        match self.components.get(pointer) {
            None => Direction::None,
            Some([_, readers]) if readers.is_empty() => Direction::Request,
            Some([writers, _]) if writers.is_empty() => Direction::Response,
            Some(_) => Direction::Both,
        }
    }

    fn collect<'d>(&mut self, graph: &mut Graph<'d>, part: &'d Value, operation: &str, direction: Direction) {
        let mut seen = HashSet::new();
        let mut open = references(part);
        while let Some(reference) = open.pop() {
            if !seen.insert(reference) {
                continue;
            }
            let Some(target) = graph.document.target(reference) else { continue };
            let lists = self.components.entry(target.pointer).or_default();
            let list = &mut lists[usize::from(direction == Direction::Response)];
            if list.last().is_none_or(|last| last != operation) {
                list.push(operation.to_owned());
            }
            open.extend_from_slice(graph.edges_of(reference, target.value));
        }
    }
}

/// What each reference leads to, found once.
struct Graph<'d> {
    document: &'d Side,
    edges: HashMap<&'d str, Vec<&'d str>>,
}

impl<'d> Graph<'d> {
    fn edges_of(&mut self, reference: &'d str, target: &'d Value) -> &[&'d str] {
        self.edges.entry(reference).or_insert_with(|| references(target))
    }
}

/// References that mean the same in both documents, down to the last one they lead to.
pub(crate) fn unchanged_references(old: &Side, new: &Side) -> HashSet<String> {
    let mut unchanged: HashMap<&str, Vec<&str>> = references(old.root().value)
        .into_iter()
        .filter_map(|reference| match (old.target(reference), new.target(reference)) {
            (Some(a), Some(b)) => (a.value == b.value).then(|| (reference, references(a.value))),
            // To another file, on both sides.
            (None, None) => Some((reference, Vec::new())),
            _ => None,
        })
        .collect();
    // Whoever leads to a changed one is changed too; repeat until nobody falls out.
    loop {
        let fallen: Vec<&str> = unchanged
            .iter()
            .filter(|(_, inner)| inner.iter().any(|reference| !unchanged.contains_key(reference)))
            .map(|(reference, _)| *reference)
            .collect();
        if fallen.is_empty() {
            return unchanged.into_keys().map(str::to_owned).collect();
        }
        for reference in fallen {
            unchanged.remove(reference);
        }
    }
}

/// Every `$ref` below a value.
pub(crate) fn references(value: &Value) -> Vec<&str> {
    let below: Vec<&Value> = match value {
        Value::Object(object) => object.values().collect(),
        Value::Array(array) => array.iter().collect(),
        _ => return Vec::new(),
    };
    let own = value.get("$ref").and_then(Value::as_str);
    own.into_iter().chain(below.into_iter().flat_map(references)).collect()
}
