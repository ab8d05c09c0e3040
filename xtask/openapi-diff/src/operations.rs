//! The operations of a document, and which of the old ones is which of the new.

use crate::modelled::METHODS;
use crate::side::{Node, Side};

/// One operation and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Operation<'d> {
    pub(crate) path: String,
    pub(crate) method: &'static str,
    /// The path item around it.
    pub(crate) item: Node<'d>,
    pub(crate) node: Node<'d>,
    /// `operationId`, or `POST /path` when there is none.
    pub(crate) label: String,
}

impl Operation<'_> {
    pub(crate) fn address(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }
}

/// All operations in the order of the document.
pub(crate) fn operations(side: &Side) -> Vec<Operation<'_>> {
    let Some(paths) = side.root().get("paths") else { return Vec::new() };
    let mut operations = Vec::new();
    for (path, item) in paths.entries() {
        for method in METHODS {
            let Some(node) = item.get(method) else { continue };
            let id = node.text("operationId").map(str::to_owned);
            let mut operation =
                Operation { path: path.to_owned(), method, item: item.clone(), node, label: String::new() };
            operation.label = id.unwrap_or_else(|| operation.address());
            operations.push(operation);
        }
    }
    operations
}

/// Old and new operations side by side.
#[derive(Debug)]
pub(crate) struct Matched<'d> {
    pub(crate) both: Vec<(Operation<'d>, Operation<'d>)>,
    pub(crate) removed: Vec<Operation<'d>>,
    pub(crate) added: Vec<Operation<'d>>,
}

/// Same method and path first, then same `operationId`.
pub(crate) fn matched<'d>(old: Vec<Operation<'d>>, new: Vec<Operation<'d>>) -> Matched<'d> {
    let mut matched = Matched { both: Vec::new(), removed: old, added: new };
    let same_address = |a: &Operation<'_>, b: &Operation<'_>| a.method == b.method && a.path == b.path;
    let same_id = |a: &Operation<'_>, b: &Operation<'_>| {
        let id = a.node.text("operationId");
        id.is_some() && id == b.node.text("operationId")
    };
    for is_same in [&same_address as &dyn Fn(&Operation<'_>, &Operation<'_>) -> bool, &same_id] {
        for operation in std::mem::take(&mut matched.removed) {
            match take(&mut matched.added, |other| is_same(&operation, other)) {
                Some(other) => matched.both.push((operation, other)),
                None => matched.removed.push(operation),
            }
        }
    }
    matched
}

/// Takes the first item for which `wanted` holds.
pub(crate) fn take<T>(items: &mut Vec<T>, wanted: impl Fn(&T) -> bool) -> Option<T> {
    let at = items.iter().position(wanted)?;
    Some(items.remove(at))
}
