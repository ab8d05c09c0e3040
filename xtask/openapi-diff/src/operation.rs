//! One operation against its former self.

use crate::comparison::{Comparison, Place, Touched};
use crate::extensions;
use crate::keywords::{equivalent, prose};
use crate::modelled::{self, METHODS};
use crate::operations::{Operation, operations};
use crate::pairs::paired;
use crate::parameters;
use crate::request_body;
use crate::responses;
use crate::rest;
use crate::rules;
use crate::side::Node;
use crate::verdict::{Direction, Verdict};

use Verdict::{Breaking, Compatible, Documentation};

/// Compares the operations of both documents.
pub(crate) fn compare_all(cx: &mut Comparison<'_>) {
    let same_address = |a: &Operation<'_>, b: &Operation<'_>| a.method == b.method && a.path == b.path;
    let same_id = |a: &Operation<'_>, b: &Operation<'_>| {
        let id = a.node.text("operationId");
        id.is_some() && id == b.node.text("operationId")
    };
    let (both, removed, added) = paired(operations(cx.old), operations(cx.new), &[&same_address, &same_id]);
    for (old, new) in &both {
        cx.start_operation();
        compare(cx, old, new);
    }
    for operation in removed {
        let message = format!("operation removed ({})", operation.address());
        let touched = Touched::old(&operation.node);
        cx.report(rules::OPERATION_REMOVED, &place(&operation), (Breaking, Breaking), touched, message);
    }
    for operation in added {
        let message = format!("operation added ({})", operation.address());
        let touched = Touched::new(&operation.node);
        cx.report(rules::OPERATION_ADDED, &place(&operation), (Compatible, Compatible), touched, message);
    }
}

fn compare<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>) {
    let at = place(old);
    let (a, b) = (&old.node, &new.node);
    if old.address() != new.address() {
        let message = format!("{} -> {}", old.address(), new.address());
        cx.report(rules::PATH_CHANGED, &at, (Breaking, Compatible), Touched::both(a, b), message);
    }
    let path = at.named(format!("path {}", old.path));
    rest::compare(cx, &old.item, &new.item, &path, METHODS);
    cx.key(rules::OPERATION_ID_CHANGED, &at, (Verdict::None, Breaking), (a, b), "operationId");
    tags(cx, a, b, &at);
    if a.value.get("deprecated") != b.value.get("deprecated") {
        let flags = (a.flag("deprecated"), b.flag("deprecated"));
        deprecated(cx, flags, &at, Touched::key(a, b, "deprecated"));
    }
    words(cx, a, b, &at, &["summary", "description", "externalDocs"]);
    extensions::compare_operation(cx, old, new, &at);
    parameters::compare(cx, old, new, &at.going(Direction::Request));
    request_body::compare(cx, a, b, &at.going(Direction::Request));
    responses::compare(cx, a, b, &at.going(Direction::Response));
    rest::compare(cx, a, b, &at, modelled::OPERATION);
}

fn place(operation: &Operation<'_>) -> Place {
    let operations = [operation.label.clone()].into();
    Place { operations, is_shared: false, ..Place::document(&operation.label) }
}

fn tags(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let list = |node: &Node<'_>| -> Vec<String> {
        let tags = node.get("tags").map(|tags| tags.items()).unwrap_or_default();
        tags.iter().filter_map(|tag| tag.value.as_str().map(str::to_owned)).collect()
    };
    let (before, after) = (list(old), list(new));
    let kept = !before.is_empty() && before.iter().all(|tag| after.contains(tag));
    let source = if kept && before.first() == after.first() { Compatible } else { Breaking };
    cx.key(rules::OPERATION_TAGS_CHANGED, at, (Verdict::None, source), (old, new), "tags");
}

/// `deprecated` of operations and schemas.
pub(crate) fn deprecated(cx: &mut Comparison<'_>, (before, after): (bool, bool), at: &Place, touched: Touched) {
    if before == after {
        return equivalent(cx, at, touched, "deprecated");
    }
    let message = if after { "deprecated" } else { "no longer deprecated" };
    cx.report(rules::DEPRECATED_CHANGED, at, (Documentation, Compatible), touched, message);
}

/// Keys that are prose wherever they stand.
pub(crate) fn words(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place, keys: &[&str]) {
    for key in keys {
        let (before, after) = (old.value.get(key), new.value.get(key));
        if before == after {
            continue;
        }
        let rule = match *key {
            "externalDocs" => rules::EXTERNAL_DOCS_CHANGED,
            "sources" | "x-listed-by" => rules::DOCUMENT_NOTES_CHANGED,
            _ => rules::DESCRIPTION_CHANGED,
        };
        prose(cx, at, rule, key, (before, after), Touched::key(old, new, key));
    }
}
