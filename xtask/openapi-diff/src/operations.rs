//! The operations of a document, and which of the old ones is which of the new.

use crate::side::{Node, Side};

/// The methods that a path item can hold.
pub(crate) const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One operation and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Operation<'d> {
    pub(crate) path: String,
    pub(crate) method: &'static str,
    /// The path item, whose parameters and servers hold for all its operations.
    pub(crate) item: Node<'d>,
    pub(crate) node: Node<'d>,
    /// `operationId`, or `POST /path` when there is none.
    pub(crate) label: String,
}

/// All operations in the order of the document.
pub(crate) fn operations(document: &Side) -> Vec<Operation<'_>> {
    let Some(paths) = document.root().get("paths") else { return Vec::new() };
    paths
        .entries()
        .into_iter()
        .filter(|(path, _)| path.starts_with('/'))
        .flat_map(|(path, item)| in_item(document, path, &item))
        .collect()
}

/// The operations of one path item, which may be a `$ref`.
pub(crate) fn in_item<'d>(document: &'d Side, path: &str, item: &Node<'d>) -> Vec<Operation<'d>> {
    let Some(item) = document.follow(item) else { return Vec::new() };
    METHODS
        .iter()
        .filter_map(|method| {
            let node = item.get(method)?;
            let label = match node.text("operationId") {
                Some(id) => id.to_owned(),
                None => format!("{} {path}", method.to_uppercase()),
            };
            Some(Operation { path: path.to_owned(), method, item: item.clone(), node, label })
        })
        .collect()
}

/// Old and new operations side by side.
#[derive(Debug)]
pub(crate) struct Matched<'d> {
    pub(crate) both: Vec<(Operation<'d>, Operation<'d>)>,
    pub(crate) removed: Vec<Operation<'d>>,
    pub(crate) added: Vec<Operation<'d>>,
}

/// Same method and path first, whatever the path's parameters are called; then same `operationId`.
pub(crate) fn matched<'d>(old: Vec<Operation<'d>>, new: Vec<Operation<'d>>) -> Matched<'d> {
    let mut matched = Matched { both: Vec::new(), removed: Vec::new(), added: new };
    let mut left = Vec::new();
    for operation in old {
        let same = |other: &Operation<'_>| {
            other.method == operation.method && template(&other.path) == template(&operation.path)
        };
        match take(&mut matched.added, same) {
            Some(other) => matched.both.push((operation, other)),
            None => left.push(operation),
        }
    }
    for operation in left {
        let id = operation.node.text("operationId");
        match take(&mut matched.added, |other| id.is_some() && other.node.text("operationId") == id) {
            Some(other) => matched.both.push((operation, other)),
            None => matched.removed.push(operation),
        }
    }
    matched
}

/// A path without the names of its parameters.
pub(crate) fn template(path: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for character in path.chars() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        plain.push(character);
    }
    plain
}

/// The parameters in a path, in order.
pub(crate) fn path_parameters(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

/// Takes the first item for which `wanted` holds.
pub(crate) fn take<T>(items: &mut Vec<T>, wanted: impl Fn(&T) -> bool) -> Option<T> {
    let at = items.iter().position(wanted)?;
    Some(items.remove(at))
}
