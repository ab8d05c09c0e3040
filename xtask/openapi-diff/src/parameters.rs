//! Parameters: those of the operation and those of its path.

use crate::comparison::{Comparison, Place, Touched};
use crate::examples;
use crate::media_types;
use crate::operation::{deprecated, words};
use crate::operations::{Operation, path_parameters, take};
use crate::rest;
use crate::rules;
use crate::schema;
use crate::shape::same_shape;
use crate::side::{Node, Side, child};
use crate::verdict::{Shift, Verdict};
use crate::view::{View, effective_type};

use Verdict::{Breaking, Compatible};

const KNOWN: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// A parameter as an operation has it.
#[derive(Debug, Clone)]
struct Parameter<'d> {
    /// The entry in the list, perhaps a `$ref`.
    site: Node<'d>,
    node: Node<'d>,
    name: &'d str,
    location: &'d str,
}

/// Compares the parameters that apply to an operation.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    let reports = cx.reports();
    let (before, after) = (read(cx.old, old), read(cx.new, new));
    let (mut removed, mut added) = (before.clone(), after.clone());
    let mut pairs = Vec::new();
    removed.retain(|parameter| {
        let same = |other: &Parameter<'_>| other.name == parameter.name && other.location == parameter.location;
        let Some(other) = take(&mut added, same) else { return true };
        pairs.push((parameter.clone(), other));
        false
    });
    removed.retain(|parameter| {
        let Some(other) = twin(cx, parameter, &mut added, (old, new)) else { return true };
        pairs.push((parameter.clone(), other));
        false
    });
    for (a, b) in &pairs {
        compare_one(cx, a, b, at);
    }
    for parameter in &removed {
        let place = at.named(label(parameter));
        let touched =
            Touched { old: vec![parameter.site.pointer.clone(), parameter.node.pointer.clone()], ..Touched::default() };
        let verdicts = (Breaking, Breaking);
        cx.report(rules::PARAMETER_REMOVED, &place, verdicts, touched, "parameter removed");
    }
    for parameter in &added {
        let place = at.named(label(parameter));
        let touched =
            Touched { new: vec![parameter.site.pointer.clone(), parameter.node.pointer.clone()], ..Touched::default() };
        if parameter.node.flag("required") {
            let verdicts = (Breaking, Breaking);
            let message = "required parameter added";
            cx.report(rules::REQUIRED_PARAMETER_ADDED, &place, verdicts, touched, message);
        } else {
            let verdicts = (Compatible, Breaking);
            let message = "optional parameter added";
            cx.report(rules::OPTIONAL_PARAMETER_ADDED, &place, verdicts, touched, message);
        }
    }
    order(cx, &before, &after, &pairs, at);
    arrangement(cx, old, new, at, reports);
}

fn read<'d>(document: &'d Side, operation: &Operation<'d>) -> Vec<Parameter<'d>> {
    let list = |node: &Node<'d>| -> Vec<Parameter<'d>> {
        let sites = node.get("parameters").map(|list| list.items()).unwrap_or_default();
        let parameter = |site: Node<'d>| {
            let node = document.follow(&site)?;
            let (name, location) = (node.text("name")?, node.text("in")?);
            Some(Parameter { site, node, name, location })
        };
        sites.into_iter().filter_map(parameter).collect()
    };
    let own = list(&operation.node);
    let mut all = list(&operation.item);
    // The operation's own replace those of the path.
    all.retain(|shared| !own.iter().any(|one| one.name == shared.name && one.location == shared.location));
    all.extend(own);
    all
}

/// The added parameter that a removed one became: the same place in the path, the same name in
/// another location, or the same shape in the same location.
fn twin<'d>(
    cx: &Comparison<'d>,
    parameter: &Parameter<'d>,
    added: &mut Vec<Parameter<'d>>,
    (old, new): (&Operation<'d>, &Operation<'d>),
) -> Option<Parameter<'d>> {
    if parameter.location == "path" {
        let index = path_parameters(&old.path).iter().position(|name| *name == parameter.name);
        let name = index.and_then(|index| path_parameters(&new.path).get(index).copied())?;
        return take(added, |other| other.location == "path" && other.name == name);
    }
    if let Some(moved) = take(added, |other| other.name == parameter.name) {
        return Some(moved);
    }
    take(added, |other| {
        other.location == parameter.location
            && other.node.flag("required") == parameter.node.flag("required")
            && match (parameter.node.get("schema"), other.node.get("schema")) {
                (Some(a), Some(b)) => same_shape(cx.old, &a, cx.new, &b),
                _ => false,
            }
    })
}

fn compare_one<'d>(cx: &mut Comparison<'d>, a: &Parameter<'d>, b: &Parameter<'d>, at: &Place) {
    let place = at.named(label(a));
    let (old, new) = (&a.node, &b.node);
    if old.pointer == new.pointer && cx.is_unchanged(&a.site, &b.site) {
        return;
    }
    if a.name != b.name {
        // A name in the path is never sent.
        let wire = if a.location == "path" { Verdict::None } else { Breaking };
        let message = format!("renamed to `{}`", b.name);
        let touched = Touched::key(old, new, "name");
        cx.report(rules::PARAMETER_RENAMED, &place, (wire, Breaking), touched, message);
    }
    if a.location != b.location {
        let message = format!("moved from {} to {}", a.location, b.location);
        let touched = Touched::key(old, new, "in");
        let verdicts = (Breaking, Breaking);
        cx.report(rules::PARAMETER_LOCATION_CHANGED, &place, verdicts, touched, message);
    }
    required(cx, old, new, &place);
    style(cx, old, new, &place);
    flag(cx, old, new, &place, "allowEmptyValue");
    flag(cx, old, new, &place, "allowReserved");
    deprecated(cx, old, new, &place);
    words(cx, old, new, &place, &["description"]);
    examples::compare(cx, old, new, &place);
    schema_or_content(cx, old, new, &place);
    rest::compare(cx, old, new, &place, KNOWN);
}

/// `required` of parameters and request bodies.
pub(crate) fn required(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let touched = Touched::key(old, new, "required");
    let (before, after) = (old.flag("required"), new.flag("required"));
    if before == after {
        if old.value.get("required") != new.value.get("required") {
            crate::keywords::equivalent(cx, at, touched, "required");
        }
        return;
    }
    let (rule, message) = if after {
        (rules::PARAMETER_BECAME_REQUIRED, "required now")
    } else {
        (rules::PARAMETER_BECAME_OPTIONAL, "optional now")
    };
    let wire = Shift::of(after, before).wire(at.direction);
    cx.report(rule, at, (wire, Breaking), touched, message);
}

fn style(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let read = |node: &Node<'_>| {
        let style = node.text("style").unwrap_or(match node.text("in") {
            Some("query" | "cookie") => "form",
            _ => "simple",
        });
        let explode = node.value.get("explode").and_then(serde_json::Value::as_bool);
        (style.to_owned(), explode.unwrap_or(style == "form"))
    };
    let raw = |node: &Node<'_>, key: &str| node.value.get(key).cloned();
    let keys = ["style", "explode"];
    if keys.iter().all(|key| raw(old, key) == raw(new, key)) {
        return;
    }
    let mut touched = Touched::key(old, new, "style");
    touched.old.push(child(&old.pointer, "explode"));
    touched.new.push(child(&new.pointer, "explode"));
    let (before, after) = (read(old), read(new));
    if before == after {
        crate::keywords::equivalent(cx, at, touched, "style");
        return;
    }
    // A single value looks the same whether exploded or not.
    let is_scalar = |document, node: &Node<'_>| {
        node.get("schema").is_some_and(|schema| {
            let view = View::of(document, &schema, "");
            matches!(effective_type(&view.parts).as_deref(), Some("string" | "integer" | "number" | "boolean"))
        })
    };
    let harmless = before.0 == after.0 && is_scalar(cx.old, old) && is_scalar(cx.new, new);
    let wire = if harmless { Verdict::None } else { Breaking };
    let message = format!("style `{}` (explode {}) -> `{}` (explode {})", before.0, before.1, after.0, after.1);
    cx.report(rules::PARAMETER_STYLE_CHANGED, at, (wire, Compatible), touched, message);
}

fn flag(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place, key: &str) {
    let touched = Touched::key(old, new, key);
    let (before, after) = (old.flag(key), new.flag(key));
    if before == after {
        if old.value.get(key) != new.value.get(key) {
            crate::keywords::equivalent(cx, at, touched, key);
        }
        return;
    }
    let wire = Shift::of(before, after).wire(at.direction);
    let message = format!("`{key}` {before} -> {after}");
    cx.report(rules::PARAMETER_STYLE_CHANGED, at, (wire, Compatible), touched, message);
}

/// A parameter or header has a schema, or a media type around one.
pub(crate) fn schema_or_content<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    match (old.get("schema"), new.get("schema")) {
        (Some(a), Some(b)) => schema::compare(cx, &a, &b, at),
        (None, None) => {}
        (a, b) => {
            let touched = Touched::options(a.as_ref(), b.as_ref());
            let message = "schema and media type took each other's place";
            cx.report(rules::PARAMETER_CONTENT_CHANGED, at, (Breaking, Breaking), touched, message);
        }
    }
    media_types::compare(cx, old, new, at);
}

/// The order among parameters that both sides have.
fn order<'d>(
    cx: &mut Comparison<'d>,
    before: &[Parameter<'d>],
    after: &[Parameter<'d>],
    pairs: &[(Parameter<'d>, Parameter<'d>)],
    at: &Place,
) {
    let index = |list: &[Parameter<'d>], wanted: &Parameter<'d>| {
        list.iter().position(|parameter| parameter.site.pointer == wanted.site.pointer)
    };
    let mut positions: Vec<_> = pairs.iter().map(|(a, b)| (index(before, a), index(after, b))).collect();
    positions.sort_unstable();
    if positions.windows(2).any(|two| two[0].1 > two[1].1) {
        let message = "parameters reordered";
        let verdicts = (Verdict::None, Breaking);
        cx.report(rules::PARAMETERS_REORDERED, at, verdicts, Touched::default(), message);
    }
}

/// Every parameter has been compared, so only their arrangement is left: path or operation,
/// in place or behind a `$ref`.
fn arrangement<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place, reports: usize) {
    for (a, b) in [(&old.item, &new.item), (&old.node, &new.node)] {
        let (before, after) = (a.value.get("parameters"), b.value.get("parameters"));
        if before == after {
            continue;
        }
        let touched = Touched::key(a, b, "parameters");
        if cx.reports() == reports {
            let message = "parameters stand in other places and mean the same";
            let verdicts = (Verdict::None, Verdict::None);
            cx.report(rules::EQUIVALENT, at, verdicts, touched, message);
        } else {
            cx.cover(touched);
        }
    }
}

fn label(parameter: &Parameter<'_>) -> String {
    format!("{} parameter {}", parameter.location, parameter.name)
}
