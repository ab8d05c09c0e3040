//! The walk over both documents, from the operations down and then over what is left.

use crate::comparison::{Change, Comparison, Place, Touched};
use crate::error_codes;
use crate::examples;
use crate::extensions;
use crate::operation::{self, words};
use crate::operations::operations;
use crate::rest::{self, keys};
use crate::rules;
use crate::schema;
use crate::security;
use crate::servers;
use crate::side::{Node, Side};
use crate::verdict::Verdict;

use Verdict::{CannotTell, Documentation};

/// Every change between two documents, the worst first.
pub(crate) fn changes(old: &Side, new: &Side) -> Vec<Change> {
    let mut cx = Comparison::new(old, new);
    let (before, after) = (operations(old), operations(new));
    let is_empty = before.is_empty() || after.is_empty();
    operation::compare_all(&mut cx, before, after, None);
    if is_empty {
        servers::compare_root(&mut cx);
    }
    paths(&mut cx);
    schema::compare_components(&mut cx);
    security::compare_schemes(&mut cx);
    examples::compare_components(&mut cx);
    other_components(&mut cx);
    head(&mut cx);
    tags(&mut cx);
    error_codes::compare(&mut cx);
    error_codes::compare_retry_classes(&mut cx);
    extensions::compare_document(&mut cx);
    rest::compare_trees(&mut cx);
    let mut changes = cx.into_changes();
    changes.sort_by_key(|change| std::cmp::Reverse((change.wire.max(change.source), change.wire)));
    changes
}

/// Whole paths whose operations have all been told as removed or added.
fn paths(cx: &mut Comparison<'_>) {
    let entries = |document| -> Vec<(String, Node<'_>)> { path_entries(document) };
    let (old, new) = (entries(cx.old), entries(cx.new));
    for (path, node) in &old {
        if !new.iter().any(|(other, _)| other == path) && has_operations(node) {
            cx.cover(Touched::old(node));
        }
    }
    for (path, node) in &new {
        if !old.iter().any(|(other, _)| other == path) && has_operations(node) {
            cx.cover(Touched::new(node));
        }
    }
}

fn path_entries(document: &Side) -> Vec<(String, Node<'_>)> {
    let paths = document.root().get("paths").map(|paths| paths.entries()).unwrap_or_default();
    paths.into_iter().map(|(path, node)| (path.to_owned(), node)).collect()
}

fn has_operations(item: &Node<'_>) -> bool {
    item.value.get("$ref").is_some() || crate::operations::METHODS.iter().any(|method| item.value.get(method).is_some())
}

/// The sections of `components`; the first three are compared on their own.
const SECTIONS: &[&str] = &[
    "schemas",
    "securitySchemes",
    "examples",
    "parameters",
    "requestBodies",
    "responses",
    "headers",
    "links",
    "callbacks",
];

/// Components that are used by `$ref` where they are judged: here only what is named differently
/// or used by nobody.
fn other_components(cx: &mut Comparison<'_>) {
    for section in SECTIONS.iter().skip(3).copied() {
        let (old, new) = (cx.old.components(section), cx.new.components(section));
        for (name, node) in &old {
            let place = cx.component_place(section, name, &format!("components.{section}.{name}"));
            let other = new.iter().find(|(other, _)| other == name).map(|(_, node)| node);
            let is_used = !place.operations.is_empty();
            let verdicts = (Documentation, Documentation);
            match other {
                None => {
                    let message = "component removed; its users are judged on their own";
                    let touched = Touched::old(node);
                    let verdicts = (Verdict::None, Verdict::None);
                    cx.report(rules::COMPONENT_REMOVED, &place, verdicts, touched, message);
                }
                Some(other) if !is_used && node.value != other.value => {
                    let message = "a component that nothing uses changed";
                    let touched = Touched::both(node, other);
                    cx.report(rules::UNUSED_COMPONENT_CHANGED, &place, verdicts, touched, message);
                }
                Some(_) => {}
            }
        }
        for (name, node) in &new {
            if !old.iter().any(|(other, _)| other == name) {
                let label = format!("components.{section}.{name}");
                let place = cx.component_place(section, name, &label);
                let verdicts = (Verdict::None, Verdict::None);
                let message = "component added; its users are judged on their own";
                let touched = Touched::new(node);
                cx.report(rules::COMPONENT_ADDED, &place, verdicts, touched, message);
            }
        }
    }
    // A section that appears or goes with its last entry.
    let pointer = "/components";
    if let (Some(old), Some(new)) = (cx.old.at(pointer), cx.new.at(pointer)) {
        for section in keys([&old, &new]) {
            let differs = old.get(section).is_some() != new.get(section).is_some();
            if differs && SECTIONS.contains(&section) {
                cx.cover(Touched::key(&old, &new, section));
            }
        }
    }
}

/// `openapi`, `info` and `externalDocs`.
fn head(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.root(), cx.new.root());
    let (a, b) = (old.text("openapi").unwrap_or(""), new.text("openapi").unwrap_or(""));
    if a != b {
        let minor = |version: &str| version.split('.').take(2).collect::<Vec<_>>().join(".");
        let verdict = if minor(a) == minor(b) { Documentation } else { CannotTell };
        let touched = Touched::key(&old, &new, "openapi");
        let place = Place::document("openapi");
        let message = format!("written in OpenAPI {b} instead of {a}");
        cx.report(rules::OPENAPI_VERSION_CHANGED, &place, (verdict, verdict), touched, message);
    }
    words(cx, &old, &new, &Place::document("document"), &["externalDocs"]);
    let (Some(before), Some(after)) = (old.get("info"), new.get("info")) else { return };
    let verdicts = (Documentation, Documentation);
    for key in ["title", "description", "termsOfService", "contact", "license"] {
        if before.value.get(key) != after.value.get(key) {
            let touched = Touched::key(&before, &after, key);
            let place = Place::document(format!("info.{key}"));
            cx.report(rules::INFO_CHANGED, &place, verdicts, touched, format!("`{key}` changed"));
        }
    }
    let (a, b) = (before.text("version"), after.text("version"));
    if a != b {
        let touched = Touched::key(&before, &after, "version");
        let message = format!("version {} -> {}", a.unwrap_or("none"), b.unwrap_or("none"));
        let place = Place::document("info.version");
        cx.report(rules::DOCUMENT_VERSION_CHANGED, &place, verdicts, touched, message);
    }
}

/// The list of tags; what counts for generators is the tags of each operation.
fn tags(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.root(), cx.new.root());
    if old.value.get("tags") != new.value.get("tags") {
        let verdicts = (Documentation, Documentation);
        let touched = Touched::key(&old, &new, "tags");
        let message = "the list of tags, their order or their descriptions changed";
        cx.report(rules::TAGS_CHANGED, &Place::document("tags"), verdicts, touched, message);
    }
}
