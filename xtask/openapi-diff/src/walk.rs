//! The walk over both documents, from the operations down and then over what is left.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::comparison::{Change, Comparison, Place, Touched};
use crate::error_codes;
use crate::examples;
use crate::extensions;
use crate::keywords::prose;
use crate::modelled::{COMPONENTS, DOCUMENT, INFO, METHODS};
use crate::operation::{self, words};
use crate::rest::{self, keys};
use crate::rules;
use crate::schema;
use crate::servers;
use crate::side::{Node, Side, child};
use crate::verdict::Verdict;

use Verdict::{CannotTell, Documentation};

/// Every change between two documents, the worst first.
pub(crate) fn changes(old: &Side, new: &Side) -> Vec<Change> {
    let mut cx = Comparison::new(old, new);
    operation::compare_all(&mut cx);
    servers::compare(&mut cx);
    paths(&mut cx);
    discriminators(&mut cx);
    schema::compare_components(&mut cx);
    examples::compare_components(&mut cx);
    other_components(&mut cx);
    head(&mut cx);
    tags(&mut cx);
    error_codes::compare(&mut cx);
    error_codes::compare_retry_classes(&mut cx);
    extensions::compare_document(&mut cx);
    let everybody = Place { operations: cx.all_operations(), ..Place::document("document") };
    rest::compare(&mut cx, &old.root(), &new.root(), &everybody, DOCUMENT);
    rest::compare_trees(&mut cx);
    let mut changes = cx.into_changes();
    changes.sort_by_key(|change| std::cmp::Reverse((change.wire.max(change.source), change.wire)));
    changes
}

/// A `discriminator` leads to schemas by their names, which no reference shows.
fn discriminators(cx: &mut Comparison<'_>) {
    let schemas = |side: &'_ Side| side.at("/components/schemas").map(|node| node.value.clone());
    let has = |side: &Side| mentions(side.root().value, "discriminator");
    if (has(cx.old) || has(cx.new)) && schemas(cx.old) != schemas(cx.new) {
        let place = Place { operations: cx.all_operations(), ..Place::document("components.schemas") };
        let around = Touched::key(&cx.old.root(), &cx.new.root(), "components");
        let message = "schemas changed that a `discriminator` may lead to, which no rule knows";
        cx.report_at(rules::UNCLASSIFIED, &place, (CannotTell, CannotTell), &around, message);
    }
}

fn mentions(value: &Value, key: &str) -> bool {
    match value {
        Value::Object(object) => object.contains_key(key) || object.values().any(|value| mentions(value, key)),
        Value::Array(array) => array.iter().any(|value| mentions(value, key)),
        _ => false,
    }
}

/// Whole paths whose operations have all been told as removed or added.
fn paths(cx: &mut Comparison<'_>) {
    let entries = |side: &'_ Side| -> Vec<String> {
        let paths = side.root().get("paths").map(|paths| paths.entries()).unwrap_or_default();
        let has_operations = |item: &Node<'_>| METHODS.iter().any(|method| item.value.get(method).is_some());
        paths.into_iter().filter(|(_, item)| has_operations(item)).map(|(path, _)| child("/paths", path)).collect()
    };
    let (mut old, mut new) = (entries(cx.old), entries(cx.new));
    old.retain(|pointer| cx.new.at(pointer).is_none());
    new.retain(|pointer| cx.old.at(pointer).is_none());
    cx.cover(Touched { old, new });
}

/// Components that are used by `$ref` where they are judged: here only what is named differently
/// or used by nobody.
fn other_components<'d>(cx: &mut Comparison<'d>) {
    let (nothing, words) = ((Verdict::None, Verdict::None), (Documentation, Documentation));
    // `schemas` and `examples` are compared on their own.
    for section in ["parameters", "responses"] {
        let (old, new) = (cx.old.components(section), cx.new.components(section));
        let names: BTreeSet<&str> = old.iter().chain(&new).map(|(name, _)| *name).collect();
        for name in names {
            let find = |list: &'_ [(&str, Node<'d>)]| {
                list.iter().find(|(other, _)| *other == name).map(|(_, node)| node.clone())
            };
            let (before, after) = (find(&old), find(&new));
            let place = cx.component_place(section, name, &format!("components.{section}.{name}"));
            let (rule, verdicts, message) = match (&before, &after) {
                (_, None) => {
                    (rules::COMPONENT_REMOVED, nothing, "component removed; its users are judged on their own")
                }
                (None, _) => (rules::COMPONENT_ADDED, nothing, "component added; its users are judged on their own"),
                (Some(a), Some(b)) if place.operations.is_empty() && a.value != b.value => {
                    (rules::UNUSED_COMPONENT_CHANGED, words, "a component that nothing uses changed")
                }
                _ => continue,
            };
            let touched = Touched::options(before.as_ref(), after.as_ref());
            cx.report(rule, &place, verdicts, touched, message);
        }
    }
    // A section that appears or goes with its last entry.
    let pointer = "/components";
    if let (Some(old), Some(new)) = (cx.old.at(pointer), cx.new.at(pointer)) {
        for section in keys([&old, &new]) {
            let differs = old.get(section).is_some() != new.get(section).is_some();
            if differs && COMPONENTS.contains(&section) {
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
    for key in ["title", "description", "contact", "license"] {
        let touched = Touched::key(&before, &after, key);
        let values = (before.value.get(key), after.value.get(key));
        if values.0 != values.1 {
            prose(cx, &Place::document(format!("info.{key}")), rules::INFO_CHANGED, key, values, touched);
        }
    }
    let place = Place::document("info.version");
    let verdicts = (Documentation, Documentation);
    cx.key(rules::DOCUMENT_VERSION_CHANGED, &place, verdicts, (&before, &after), "version");
    rest::compare(cx, &before, &after, &Place::document("info"), INFO);
}

/// The list of tags; what counts for generators is the tags of each operation.
fn tags(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.root(), cx.new.root());
    let verdicts = (Documentation, Documentation);
    cx.key(rules::TAGS_CHANGED, &Place::document("tags"), verdicts, (&old, &new), "tags");
}
