//! Schemas: the walk from a place to what it refers to, and the judgement of names.

use crate::comparison::{Comparison, Place, Touched};
use crate::keywords;
use crate::object;
use crate::rest;
use crate::rules;
use crate::shape::same_shape;
use crate::side::{Node, Side, child, component_name};
use crate::verdict::{Direction, Verdict};
use crate::view::{Pair, View};

use Verdict::{Breaking, CannotTell, Compatible};

/// Compares the schemas at a place with everything they lead to.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    if cx.is_unchanged(old, new) {
        return;
    }
    rest::beside_references(cx, old, new, at);
    let shared = shared_place(cx, old, new, at);
    let at = shared.as_ref().unwrap_or(at);
    let (before, after) = (View::of(cx.old, old, &at.name), View::of(cx.new, new, &at.name));
    compare_views(cx, &before, &after, at);
}

/// Where both sites refer to one component, it is compared once for all that use it.
fn shared_place(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) -> Option<Place> {
    let (a, b) = (old.reference()?, new.reference()?);
    let is_one = a == b || {
        let names = component_name(a, "schemas").zip(component_name(b, "schemas"));
        names.is_some_and(|(a, b)| is_renamed(cx.old, cx.new, a, b))
    };
    let (a, b) = (cx.old.target(a)?, cx.new.target(b)?);
    is_one.then(|| cx.shared_place(&a, &b, at))
}

fn compare_views<'d>(cx: &mut Comparison<'d>, before: &View<'d>, after: &View<'d>, at: &Place) {
    let sites = || Touched::both(&before.site, &after.site);
    if let Some(key) = before.unknown.or(after.unknown) {
        cx.enter(before.identity(), after.identity(), at);
        if !cx.is_same(&before.site, &after.site) {
            let rule = if key == "$ref" { rules::UNRESOLVED_REFERENCE } else { rules::UNCLASSIFIED };
            let message = format!("no rule knows `{key}`, so what this schema means cannot be compared");
            let mut touched = sites();
            touched.old.extend(before.parts.iter().map(|part| part.node.pointer.clone()));
            touched.new.extend(after.parts.iter().map(|part| part.node.pointer.clone()));
            cx.report(rule, at, (CannotTell, CannotTell), touched, message);
        }
        return;
    }
    let named = type_names(cx, before, after, at);
    if !cx.enter(before.identity(), after.identity(), at) {
        return;
    }
    let reports = cx.reports();
    let whole = Pair { old: &before.parts, new: &after.parts };
    let alike = before.is_built_like(after);
    if alike {
        for (old, new) in before.parts.iter().zip(&after.parts) {
            let pair = Pair { old: std::slice::from_ref(old), new: std::slice::from_ref(new) };
            keywords::compare(cx, pair, &at.named(&old.place));
        }
    } else {
        keywords::compare(cx, whole, at);
    }
    object::compare(cx, whole, at);
    let components = |view: &View<'_>| view.parts.iter().map(|part| part.component.clone()).collect::<Vec<_>>();
    if !alike || components(before) != components(after) {
        // Every keyword has been compared above, so the form alone is left.
        if cx.reports() == reports && !named {
            let message = "the schema is put together differently and means the same";
            cx.report(rules::EQUIVALENT, at, (Verdict::None, Verdict::None), sites(), message);
        }
        cx.cover(sites());
        cx.cover(Touched { old: before.links.clone(), new: after.links.clone() });
    }
}

/// Judges a change of the component that a place refers to. True when it reported one.
fn type_names<'d>(cx: &mut Comparison<'d>, before: &View<'d>, after: &View<'d>, at: &Place) -> bool {
    let touched = Touched::both(&before.site, &after.site);
    let message = match (&before.name, &after.name) {
        (Some(a), Some(b)) if a != b => {
            if is_renamed(cx.old, cx.new, a, b) {
                renamed(cx, a, b, at);
                cx.cover(touched);
                return true;
            }
            format!("refers to `{b}` instead of `{a}`")
        }
        (Some(a), None) => format!("no longer refers to `{a}`"),
        (None, Some(b)) => format!("refers to `{b}` instead of describing the type in place"),
        _ => return false,
    };
    // The wire is judged by what both sides come to, in the rules for the keywords.
    cx.report(rules::REFERENCE_CHANGED, at, (Verdict::None, Breaking), touched, message);
    true
}

/// Records that schema `a` is called `b` now.
fn renamed(cx: &mut Comparison<'_>, a: &str, b: &str, at: &Place) {
    let pointer = |name: &str| child("/components/schemas", name);
    let touched = Touched { old: vec![pointer(a)], new: vec![pointer(b)] };
    let message = format!("renamed to `{b}`");
    cx.report(rules::SCHEMA_RENAMED, &at.named(a), (Verdict::None, Breaking), touched, message);
}

/// Whether a place that went from `a` to `b` shows a rename: the old name is gone, the new one is new.
fn is_renamed(old: &Side, new: &Side, a: &str, b: &str) -> bool {
    let has = |side: &Side, name: &str| side.at(&child("/components/schemas", name)).is_some();
    has(old, a) && !has(new, a) && has(new, b) && !has(old, b)
}

/// Schemas that exist on one side only: renamed, removed or added. The others are compared in every direction that they
/// are used in, also where no rule led the walk to them.
pub(crate) fn compare_components(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.components("schemas"), cx.new.components("schemas"));
    let missing = |name: &str, others: &[(&str, Node<'_>)]| !others.iter().any(|(n, _)| *n == name);
    let mut added: Vec<_> = new.iter().filter(|(name, _)| missing(name, &old)).collect();
    for (name, node) in &old {
        let place = cx.component_place("schemas", name, name);
        if let Some((_, other)) = new.iter().find(|(n, _)| n == name) {
            let (before, after) = (View::of_component(cx.old, name, node), View::of_component(cx.new, name, other));
            if !cx.has_compared(&before.identity(), &after.identity(), place.direction) {
                compare_views(cx, &before, &after, &place);
            }
            continue;
        }
        if cx.is_covered(&node.pointer, "") {
            added.retain(|(_, new)| !cx.is_covered("", &new.pointer));
            continue;
        }
        if let Some(at) = added.iter().position(|(_, other)| same_shape(cx.old, node, cx.new, other)) {
            renamed(cx, name, added.remove(at).0, &place);
        } else {
            let verdicts = (Verdict::None, Breaking);
            cx.report(rules::SCHEMA_REMOVED, &place, verdicts, Touched::old(node), "schema removed");
        }
    }
    added.retain(|(_, node)| !cx.is_covered("", &node.pointer));
    for (name, node) in added {
        let place = cx.component_place("schemas", name, name).going(Direction::None);
        let verdicts = (Verdict::None, Compatible);
        cx.report(rules::SCHEMA_ADDED, &place, verdicts, Touched::new(node), "schema added");
    }
}
