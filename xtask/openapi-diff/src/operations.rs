//! The operations of a document.

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
