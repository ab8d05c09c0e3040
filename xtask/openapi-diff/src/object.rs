//! Properties of objects and items of arrays.

use serde_json::Value;

use crate::comparison::{Comparison, Place, Touched};
use crate::operations::take;
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
    is_required: bool,
}

/// Compares properties, `required`, `additionalProperties` and `items`.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    properties(cx, pair, at);
    additional_properties(cx, pair, at);
    items(cx, pair, at);
}

fn properties<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    let (old, mut added) = (read(pair.old), read(pair.new));
    let (required_before, required_now) = (required(pair.old), required(pair.new));
    let mut removed = Vec::new();
    for property in old {
        match take(&mut added, |other| other.name == property.name) {
            Some(other) => {
                let place = at.named(&property.place);
                presence(cx, &place, property.is_required, other.is_required);
                schema::compare(cx, &property.node, &other.node, &place);
            }
            None => removed.push(property),
        }
    }
    for property in removed {
        match twin(cx, &property, &added) {
            Some(index) => {
                let other = added.remove(index);
                property_renamed(cx, &property, &other, at);
            }
            None => property_removed(cx, &property, at),
        }
    }
    for property in &added {
        property_added(cx, property, pair, at);
    }
    undescribed(cx, pair, at, &required_before, &required_now);
    // Every name in the lists has been judged above; their order means nothing.
    cx.cover(pair.touched(&["required"]));
    let is_empty = |parts: &[Part<'_>]| read(parts).is_empty();
    if is_empty(pair.old) && is_empty(pair.new) {
        // `properties: {}` says as much as nothing.
        cx.cover(pair.touched(&["properties"]));
    }
}

fn presence(cx: &mut Comparison<'_>, at: &Place, before: bool, now: bool) {
    if before == now {
        return;
    }
    let (rule, message) = if now {
        (rules::PROPERTY_BECAME_REQUIRED, "must be there now")
    } else {
        (rules::PROPERTY_BECAME_OPTIONAL, "may be missing now")
    };
    let wire = Shift::of(now, before).wire(at.direction);
    cx.report(rule, at, (wire, Breaking), Touched::default(), message);
}

fn property_renamed<'d>(cx: &mut Comparison<'d>, old: &Property<'d>, new: &Property<'d>, at: &Place) {
    let place = at.named(&old.place);
    let wire = wire_of_loss(at);
    let message = format!("renamed to `{}`", new.name);
    let touched = Touched::both(&old.node, &new.node);
    cx.report(rules::PROPERTY_RENAMED, &place, (wire, Breaking), touched, message);
    presence(cx, &place, old.is_required, new.is_required);
    schema::compare(cx, &old.node, &new.node, &place);
}

fn property_removed(cx: &mut Comparison<'_>, property: &Property<'_>, at: &Place) {
    let place = at.named(&property.place);
    // A client never had to do with a property of the other direction.
    let wire = if belongs(cx.old, &property.node, at) { wire_of_loss(at) } else { Verdict::None };
    let touched = Touched::old(&property.node);
    cx.report(rules::PROPERTY_REMOVED, &place, (wire, Breaking), touched, "property removed");
}

fn property_added(cx: &mut Comparison<'_>, property: &Property<'_>, pair: Pair<'_, '_>, at: &Place) {
    let place = at.named(&property.place);
    let touched = Touched::new(&property.node);
    if !belongs(cx.new, &property.node, at) {
        let message = "property added, for the other direction only";
        cx.report(rules::PROPERTY_ADDED, &place, (Verdict::None, Compatible), touched, message);
        return;
    }
    if property.is_required && at.direction.writes() {
        let message = "required property added";
        cx.report(rules::REQUIRED_PROPERTY_ADDED, &place, (Breaking, Breaking), touched, message);
        return;
    }
    // Generated types of an object that was closed refuse what they do not know.
    let wire = match (at.direction, openness(pair.old)) {
        (Direction::None, _) => Verdict::None,
        (direction, Openness::Closed) if direction.reads() => Breaking,
        (direction, Openness::Typed(_)) if direction.reads() => Verdict::CannotTell,
        _ => Compatible,
    };
    let message = if property.is_required { "property added, always there" } else { "property added" };
    cx.report(rules::PROPERTY_ADDED, &place, (wire, Compatible), touched, message);
}

/// Names in `required` that no property describes.
fn undescribed(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place, before: &[&str], now: &[&str]) {
    let is_described = |name: &str| {
        let has = |parts: &[Part<'_>]| read(parts).iter().any(|property| property.name == name);
        has(pair.old) || has(pair.new)
    };
    let differing =
        before.iter().filter(|name| !now.contains(name)).chain(now.iter().filter(|name| !before.contains(name)));
    for name in differing {
        if !is_described(name) {
            let place = at.named(format!("{}.{name}", at.name));
            presence(cx, &place, before.contains(name), now.contains(name));
        }
    }
}

fn additional_properties<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    let (old, new) = (openness(pair.old), openness(pair.new));
    let touched = pair.touched(&["additionalProperties"]);
    let place = pair.place("additionalProperties", at);
    let report = |cx: &mut Comparison<'d>, wire, source, message: &str| {
        cx.report(rules::ADDITIONAL_PROPERTIES_CHANGED, &place, (wire, source), touched, message);
    };
    let wire = |shift: Shift| shift.wire(at.direction);
    match (old, new) {
        (Openness::Typed(a), Openness::Typed(b)) => {
            let place = place.named(format!("{}.*", place.name));
            schema::compare(cx, &a, &b, &place);
        }
        (Openness::Closed, Openness::Closed) => {}
        (Openness::Open(a), Openness::Open(b)) => {
            if a != b {
                // Some generators add a map for the rest only where it is spelled out.
                let source = if b { Compatible } else { Breaking };
                report(cx, Verdict::None, source, "further properties are allowed as before");
            }
        }
        (Openness::Closed, Openness::Open(_)) => {
            report(cx, wire(Shift::Wider), Compatible, "further properties are allowed now");
        }
        (Openness::Closed, Openness::Typed(_)) => {
            report(cx, wire(Shift::Wider), Breaking, "further properties are allowed now");
        }
        (_, Openness::Closed) => {
            report(cx, wire(Shift::Narrower), Breaking, "further properties are refused now");
        }
        (Openness::Open(_), Openness::Typed(_)) => {
            report(cx, wire(Shift::Narrower), Breaking, "further properties must have a type now");
        }
        (Openness::Typed(_), Openness::Open(_)) => {
            report(cx, wire(Shift::Wider), Breaking, "further properties may be anything now");
        }
    }
}

fn items<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    let place = pair.place("items", at);
    match (pair.before("items"), pair.after("items")) {
        (None, None) => {}
        (Some(a), Some(b)) => {
            schema::compare(cx, &a, &b, &place.named(format!("{}[]", place.name)));
        }
        (old, _) => {
            let gone = old.is_some();
            let message = if gone { "items may be anything now" } else { "items have a type now" };
            let wire = Shift::of(!gone, gone).wire(at.direction);
            let touched = pair.touched(&["items"]);
            cx.report(rules::ITEMS_CHANGED, &place, (wire, Breaking), touched, message);
        }
    }
}

/// Whether properties that are not listed may stand in an object.
enum Openness<'d> {
    /// True when it is written down.
    Open(bool),
    Closed,
    Typed(Node<'d>),
}

fn openness<'d>(parts: &[Part<'d>]) -> Openness<'d> {
    match get(parts, "additionalProperties") {
        None => Openness::Open(false),
        Some(node) => match node.value {
            Value::Bool(false) => Openness::Closed,
            Value::Object(schema) if !schema.is_empty() => Openness::Typed(node),
            _ => Openness::Open(true),
        },
    }
}

fn read<'d>(parts: &[Part<'d>]) -> Vec<Property<'d>> {
    let required = required(parts);
    let mut properties: Vec<Property<'d>> = Vec::new();
    for part in parts {
        for (name, node) in part.node.get("properties").map(|p| p.entries()).unwrap_or_default() {
            if !properties.iter().any(|known| known.name == name) {
                let place = format!("{}.{name}", part.place);
                properties.push(Property { name, node, place, is_required: required.contains(&name) });
            }
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

/// `readOnly` properties are no part of a request, `writeOnly` ones none of a response.
fn belongs<'d>(document: &'d crate::side::Side, node: &Node<'d>, at: &Place) -> bool {
    let Some(schema) = document.follow(node) else { return true };
    match at.direction {
        Direction::Request => !schema.flag("readOnly"),
        Direction::Response => !schema.flag("writeOnly"),
        Direction::None | Direction::Both => true,
    }
}

/// Who reads a property misses it; who writes it may be refused, or misses its effect.
fn wire_of_loss(at: &Place) -> Verdict {
    if at.direction == Direction::None { Verdict::None } else { Breaking }
}
