//! Properties of objects and items of arrays.

use serde_json::Value;

use crate::comparison::{Comparison, Place, Touched};
use crate::pairs::paired;
use crate::rules;
use crate::schema;
use crate::shape::same_shape;
use crate::side::Node;
use crate::verdict::{Direction, Shift, Verdict};
use crate::view::{Pair, Part, get};

use Verdict::{Breaking, Compatible};

/// A property and whether it must be there.
struct Property<'d> {
    name: &'d str,
    node: Node<'d>,
    /// What a reader calls it.
    place: String,
    index: usize,
    is_required: bool,
}

/// Compares properties, `required`, `additionalProperties` and `items`.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    properties(cx, pair, at);
    additional_properties(cx, pair, at);
    items(cx, pair, at);
}

fn properties<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    let (old, new) = (read(pair.old), read(pair.new));
    undescribed(cx, pair, at, &old, &new);
    let (kept, removed, mut added) = paired(old, new, &[&|a, b| a.name == b.name]);
    reordered(cx, pair, at, &kept);
    for (old, new) in &kept {
        property_kept(cx, old, new, at);
    }
    for property in removed {
        let place = at.named(&property.place);
        // Who reads a property misses it; who writes it may be refused, or misses its effect.
        let wire = if at.direction == Direction::None { Verdict::None } else { Breaking };
        let Some(index) = twin(cx, &property, &added) else {
            let touched = Touched::old(&property.node);
            cx.report(rules::PROPERTY_REMOVED, &place, (wire, Breaking), touched, "property removed");
            continue;
        };
        let other = added.remove(index);
        let message = format!("renamed to `{}`", other.name);
        let touched = Touched::both(&property.node, &other.node);
        cx.report(rules::PROPERTY_RENAMED, &place, (wire, Breaking), touched, message);
        property_kept(cx, &property, &other, at);
    }
    for property in &added {
        property_added(cx, property, pair, at);
    }
    // Every name in the lists has been judged above; their order means nothing.
    cx.cover(pair.touched(&["required"]));
    if [pair.old, pair.new].iter().all(|parts| read(parts).is_empty()) {
        // `properties: {}` says as much as nothing.
        cx.cover(pair.touched(&["properties"]));
    }
}

fn property_kept<'d>(cx: &mut Comparison<'d>, old: &Property<'d>, new: &Property<'d>, at: &Place) {
    let place = at.named(&old.place);
    presence(cx, &place, old, new);
    schema::compare(cx, &old.node, &new.node, &place);
}

/// Generated constructors take required properties in the order of the document.
fn reordered(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place, kept: &[(Property<'_>, Property<'_>)]) {
    let order = |new: bool| -> Vec<&str> {
        let names = kept.iter().filter(|(a, b)| a.is_required && b.is_required).map(|(a, _)| a.name);
        let mut names: Vec<_> = names.collect();
        if new {
            let position = |name: &str| kept.iter().find(|(a, _)| a.name == name).map(|(_, b)| b.index);
            names.sort_by_key(|name| position(name));
        }
        names
    };
    if at.direction.writes() && order(false) != order(true) {
        let message =
            format!("required properties reordered: {} -> {}", order(false).join(", "), order(true).join(", "));
        let place = pair.place("properties", at);
        let around = pair.touched(&["properties"]);
        cx.report_at(rules::PROPERTIES_REORDERED, &place, (Verdict::None, Breaking), &around, message);
    }
}

fn presence(cx: &mut Comparison<'_>, at: &Place, old: &Property<'_>, new: &Property<'_>) {
    let (rule, message) = match (old.is_required, new.is_required) {
        (false, true) => (rules::PROPERTY_BECAME_REQUIRED, "must be there now"),
        (true, false) => (rules::PROPERTY_BECAME_OPTIONAL, "may be missing now"),
        _ => return,
    };
    let wire = Shift::of(new.is_required, old.is_required).wire(at.direction);
    cx.report_at(rule, at, (wire, Breaking), &Touched::both(&old.node, &new.node), message);
}

fn property_added(cx: &mut Comparison<'_>, property: &Property<'_>, pair: Pair<'_, '_>, at: &Place) {
    let place = at.named(&property.place);
    let touched = Touched::new(&property.node);
    if property.is_required && at.direction.writes() {
        let message = "required property added";
        cx.report(rules::REQUIRED_PROPERTY_ADDED, &place, (Breaking, Breaking), touched, message);
        return;
    }
    // Generated types of an object that was closed refuse what they do not know.
    let wire = match at.direction {
        Direction::None => Verdict::None,
        direction if direction.reads() && is_closed(pair.old) => Breaking,
        _ => Compatible,
    };
    let message = if property.is_required { "property added, always there" } else { "property added" };
    cx.report(rules::PROPERTY_ADDED, &place, (wire, Compatible), touched, message);
}

/// Names in `required` that no property describes.
fn undescribed(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place, old: &[Property<'_>], new: &[Property<'_>]) {
    let names = |parts: &[Part<'_>]| -> Vec<String> {
        let is_described = |name: &&str| old.iter().chain(new).any(|property| property.name == *name);
        let mut names: Vec<_> =
            required(parts).iter().filter(|name| !is_described(name)).map(ToString::to_string).collect();
        names.sort();
        names
    };
    if names(pair.old) != names(pair.new) {
        let verdicts = (Verdict::CannotTell, Verdict::CannotTell);
        let message = "`required` names what no property describes";
        cx.report(rules::UNCLASSIFIED, at, verdicts, pair.touched(&["required"]), message);
    }
}

fn additional_properties(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let key = "additionalProperties";
    if !pair.differs(key) {
        return;
    }
    let (wire, source, message) = match (is_closed(pair.old), is_closed(pair.new)) {
        (true, false) => (Shift::Wider.wire(at.direction), Compatible, "further properties are allowed now"),
        (false, true) => (Shift::Narrower.wire(at.direction), Breaking, "further properties are refused now"),
        // Some generators add a map for the rest only where it is spelled out.
        _ => {
            let source = if pair.before(key).is_none() { Compatible } else { Breaking };
            (Verdict::None, source, "further properties are allowed as before")
        }
    };
    let rule = rules::ADDITIONAL_PROPERTIES_CHANGED;
    cx.report(rule, &pair.place(key, at), (wire, source), pair.touched(&[key]), message);
}

fn is_closed(parts: &[Part<'_>]) -> bool {
    get(parts, "additionalProperties").is_some_and(|node| node.value == false)
}

fn items<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    let place = pair.place("items", at);
    match (pair.before("items"), pair.after("items")) {
        (None, None) => {}
        (Some(a), Some(b)) => schema::compare(cx, &a, &b, &place.named(format!("{}[]", place.name))),
        (old, _) => {
            let gone = old.is_some();
            let message = if gone { "items may be anything now" } else { "items have a type now" };
            let wire = Shift::of(!gone, gone).wire(at.direction);
            let touched = pair.touched(&["items"]);
            cx.report(rules::ITEMS_CHANGED, &place, (wire, Breaking), touched, message);
        }
    }
}

fn read<'d>(parts: &[Part<'d>]) -> Vec<Property<'d>> {
    let required = required(parts);
    let mut properties: Vec<Property<'d>> = Vec::new();
    for part in parts {
        for (name, node) in part.node.get("properties").map(|p| p.entries()).unwrap_or_default() {
            let (place, index) = (format!("{}.{name}", part.place), properties.len());
            properties.push(Property { name, node, place, index, is_required: required.contains(&name) });
        }
    }
    properties
}

fn required<'d>(parts: &[Part<'d>]) -> Vec<&'d str> {
    parts
        .iter()
        .filter_map(|part| part.node.value.get("required")?.as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// The added property that a removed one became: it says so, or it alone has the same shape.
fn twin(cx: &Comparison<'_>, property: &Property<'_>, added: &[Property<'_>]) -> Option<usize> {
    let says_so = |other: &Property<'_>| other.node.text("x-former-name") == Some(property.name);
    if let Some(index) = added.iter().position(says_so) {
        return Some(index);
    }
    let mut same = added.iter().enumerate().filter(|(_, other)| {
        other.is_required == property.is_required && same_shape(cx.old, &property.node, cx.new, &other.node)
    });
    let (index, _) = same.next()?;
    same.next().is_none().then_some(index)
}
