//! Which operations write and read which component.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::operations::{Operation, in_item, operations};
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
            for (part, direction) in parts(document, &operation, false) {
                uses.collect(&mut graph, part, &operation.label, direction);
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
        let mut open = Vec::new();
        references(part, &mut open);
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
        self.edges.entry(reference).or_insert_with(|| {
            let mut found = Vec::new();
            references(target, &mut found);
            found
        })
    }
}

/// References that mean the same in both documents, down to the last one they lead to.
pub(crate) fn unchanged_references(old: &Side, new: &Side) -> HashSet<String> {
    let mut all = Vec::new();
    references(old.root().value, &mut all);
    let mut unchanged: HashMap<&str, Vec<&str>> = all
        .into_iter()
        .filter_map(|reference| {
            let (a, b) = (old.target(reference)?, new.target(reference)?);
            let mut inner = Vec::new();
            references(a.value, &mut inner);
            (a.value == b.value).then_some((reference, inner))
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

fn references<'d>(value: &'d Value, found: &mut Vec<&'d str>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                found.push(reference);
            }
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(array) => array.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// The parts of an operation that are written and read; in a callback the service asks.
fn parts<'d>(document: &'d Side, operation: &Operation<'d>, is_callback: bool) -> Vec<(&'d Value, Direction)> {
    let (asked, answered) =
        if is_callback { (Direction::Response, Direction::Request) } else { (Direction::Request, Direction::Response) };
    let sources = [
        (operation.item.get("parameters"), asked),
        (operation.node.get("parameters"), asked),
        (operation.node.get("requestBody"), asked),
        (operation.node.get("responses"), answered),
    ];
    let mut parts: Vec<_> =
        sources.into_iter().filter_map(|(node, direction)| Some((node?.value, direction))).collect();
    let callbacks = operation.node.get("callbacks").map(|c| c.entries()).unwrap_or_default();
    if is_callback {
        return parts;
    }
    for (_, callback) in callbacks {
        let Some(callback) = document.follow(&callback) else { continue };
        for (path, item) in callback.entries() {
            for inner in in_item(document, path, &item) {
                parts.extend(self::parts(document, &inner, true));
            }
        }
    }
    parts
}
