//! One operation against its former self.

use crate::comparison::{Comparison, Place, Touched};
use crate::extensions;
use crate::keywords::{equivalent, prose};
use crate::operations::{METHODS, Operation, in_item, matched};
use crate::parameters;
use crate::request_body;
use crate::responses;
use crate::rest;
use crate::rules;
use crate::security;
use crate::servers;
use crate::side::Node;
use crate::verdict::{Direction, Verdict};

use Verdict::{Breaking, Compatible, Documentation};

/// Keys of an operation that some rule looks at.
const KNOWN: &[&str] = &[
    "operationId",
    "summary",
    "description",
    "tags",
    "deprecated",
    "externalDocs",
    "servers",
    "security",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "x-call-rate",
    "x-group-types",
    "x-requirements",
    "x-pagination",
    "x-operation-error-codes",
];

/// Compares the operations of two path lists; also those of callbacks, whose directions are turned.
pub(crate) fn compare_all<'d>(
    cx: &mut Comparison<'d>,
    old: Vec<Operation<'d>>,
    new: Vec<Operation<'d>>,
    within: Option<&Place>,
) {
    let found = matched(old, new);
    for (old, new) in &found.both {
        if within.is_none() {
            cx.start_operation();
        }
        compare(cx, old, new, within);
    }
    for operation in found.removed {
        let place = place(&operation, within, Direction::None);
        let message = format!("operation removed ({})", address(&operation));
        let touched = Touched::old(&operation.node);
        cx.report(rules::OPERATION_REMOVED, &place, (Breaking, Breaking), touched, message);
    }
    for operation in found.added {
        let place = place(&operation, within, Direction::None);
        let message = format!("operation added ({})", address(&operation));
        let touched = Touched::new(&operation.node);
        cx.report(rules::OPERATION_ADDED, &place, (Compatible, Compatible), touched, message);
    }
}

fn compare<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, within: Option<&Place>) {
    let at = place(old, within, Direction::None);
    address_changed(cx, old, new, &at);
    path_item(cx, old, new, &at);
    operation_id(cx, old, new, &at);
    tags(cx, old, new, &at);
    deprecated(cx, &old.node, &new.node, &at);
    words(cx, &old.node, &new.node, &at, &["summary", "description", "externalDocs"]);
    if within.is_none() {
        servers::compare(cx, old, new, &at);
        security::compare(cx, old, new, &at);
    }
    extensions::compare_operation(cx, old, new, &at);
    let (asking, answering) = match within {
        None => (Direction::Request, Direction::Response),
        Some(_) => (Direction::Response, Direction::Request),
    };
    parameters::compare(cx, old, new, &at.going(asking));
    request_body::compare(cx, &old.node, &new.node, &at.going(asking));
    responses::compare(cx, &old.node, &new.node, &at.going(answering));
    callbacks(cx, old, new, &at);
    rest::compare(cx, &old.node, &new.node, &at, KNOWN);
}

fn address(operation: &Operation<'_>) -> String {
    format!("{} {}", operation.method.to_uppercase(), operation.path)
}

fn place(operation: &Operation<'_>, within: Option<&Place>, direction: Direction) -> Place {
    match within {
        None => Place {
            name: operation.label.clone(),
            direction,
            operations: [operation.label.clone()].into(),
            is_shared: false,
        },
        Some(outer) => outer.named(format!("{} {}", outer.name, address(operation))),
    }
}

fn address_changed<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    use crate::operations::template;
    if template(&old.path) != template(&new.path) || old.method != new.method {
        let message = format!("{} -> {}", address(old), address(new));
        let touched = Touched::both(&old.node, &new.node);
        cx.report(rules::PATH_CHANGED, at, (Breaking, Compatible), touched, message);
    } else if old.path != new.path {
        // Only names in the path: told as renamed parameters.
        cx.cover(Touched::both(&old.item, &new.item));
    }
}

fn path_item<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    let (a, b) = (&old.item, &new.item);
    words(cx, a, b, &at.named(format!("path {}", old.path)), &["summary", "description"]);
    let mut known = vec!["summary", "description", "servers", "parameters"];
    known.extend(METHODS);
    rest::compare(cx, a, b, &at.named(format!("path {}", old.path)), &known);
    // Whether an item stands in place or behind a `$ref` makes no difference.
    let paths =
        |document: &'d crate::side::Side, path: &str| document.root().get("paths").and_then(|paths| paths.get(path));
    if let (Some(a), Some(b)) = (paths(cx.old, &old.path), paths(cx.new, &new.path))
        && a.text("$ref") != b.text("$ref")
    {
        let touched = Touched::both(&a, &b);
        let message = "the path item stands in another place";
        cx.report(rules::EQUIVALENT, at, (Verdict::None, Verdict::None), touched, message);
    }
}

fn operation_id(cx: &mut Comparison<'_>, old: &Operation<'_>, new: &Operation<'_>, at: &Place) {
    let key = "operationId";
    let (a, b) = (old.node.text(key), new.node.text(key));
    if a != b {
        let message = format!("`operationId` `{}` -> `{}`", a.unwrap_or("none"), b.unwrap_or("none"));
        let touched = Touched::key(&old.node, &new.node, key);
        let verdicts = (Verdict::None, Breaking);
        cx.report(rules::OPERATION_ID_CHANGED, at, verdicts, touched, message);
    }
}

fn tags(cx: &mut Comparison<'_>, old: &Operation<'_>, new: &Operation<'_>, at: &Place) {
    let list = |node: &Node<'_>| -> Vec<String> {
        let tags = node.get("tags").map(|tags| tags.items()).unwrap_or_default();
        tags.iter().filter_map(|tag| tag.value.as_str().map(str::to_owned)).collect()
    };
    let (before, after) = (list(&old.node), list(&new.node));
    if before == after {
        return;
    }
    let kept = !before.is_empty() && before.iter().all(|tag| after.contains(tag));
    let source = if kept && before.first() == after.first() { Compatible } else { Breaking };
    let message = format!("tags `{}` -> `{}`", before.join(", "), after.join(", "));
    let touched = Touched::key(&old.node, &new.node, "tags");
    cx.report(rules::OPERATION_TAGS_CHANGED, at, (Verdict::None, source), touched, message);
}

/// `deprecated` of operations, parameters and headers.
pub(crate) fn deprecated(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let touched = Touched::key(old, new, "deprecated");
    let (before, after) = (old.flag("deprecated"), new.flag("deprecated"));
    if before != after {
        let message = if after { "deprecated" } else { "no longer deprecated" };
        cx.report(rules::DEPRECATED_CHANGED, at, (Documentation, Compatible), touched, message);
    } else if old.value.get("deprecated") != new.value.get("deprecated") {
        equivalent(cx, at, touched, "deprecated");
    }
}

/// Keys that are prose wherever they stand.
pub(crate) fn words(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place, keys: &[&str]) {
    for key in keys {
        let (before, after) = (old.value.get(key), new.value.get(key));
        if before == after {
            continue;
        }
        let rule = if *key == "externalDocs" { rules::EXTERNAL_DOCS_CHANGED } else { rules::DESCRIPTION_CHANGED };
        let touched = Touched::key(old, new, key);
        prose(cx, at, rule, key, (before, after), touched);
    }
}

fn callbacks<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    let entries = |node: &Node<'d>| node.get("callbacks").map(|callbacks| callbacks.entries()).unwrap_or_default();
    let (before, after) = (entries(&old.node), entries(&new.node));
    for (name, a) in &before {
        let place = at.named(format!("{} callback {name}", at.name));
        let Some((_, b)) = after.iter().find(|(other, _)| other == name) else {
            let verdicts = (Breaking, Breaking);
            cx.report(rules::CALLBACK_CHANGED, &place, verdicts, Touched::old(a), "callback removed");
            continue;
        };
        let (Some(x), Some(y)) = (cx.old.follow(a), cx.new.follow(b)) else { continue };
        let all = |document, node: &Node<'d>| {
            let items = node.entries();
            items.iter().flat_map(|(path, item)| in_item(document, path, item)).collect()
        };
        let (x, y) = (all(cx.old, &x), all(cx.new, &y));
        compare_all(cx, x, y, Some(&place));
    }
    for (name, b) in &after {
        if !before.iter().any(|(other, _)| other == name) {
            let place = at.named(format!("{} callback {name}", at.name));
            let verdicts = (Compatible, Compatible);
            cx.report(rules::CALLBACK_CHANGED, &place, verdicts, Touched::new(b), "callback added");
        }
    }
}
