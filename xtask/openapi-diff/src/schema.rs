//! Schemas: the walk from a place to what it refers to, and the judgement of names.

use crate::comparison::{Comparison, Place, Touched};
use crate::composition;
use crate::keywords;
use crate::object;
use crate::rest::{self, keys};
use crate::rules;
use crate::shape::same_shape;
use crate::side::{Node, Side, child, component_name};
use crate::verdict::{Direction, Verdict};
use crate::view::{Origin, Pair, Part, View};

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
    if before.broken || after.broken {
        if before.site.value != after.site.value {
            cx.report(
                rules::UNRESOLVED_REFERENCE,
                at,
                (Verdict::CannotTell, Verdict::CannotTell),
                sites(),
                "a reference leads to another file, in a circle or nowhere: its meaning is unknown",
            );
        }
        return;
    }
    if composition::compare_choice(cx, before, after, at) {
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
        overlaps(cx, whole, at);
    }
    object::compare(cx, whole, at);
    composition::compare(cx, whole, at);
    if !alike || before.references() != after.references() {
        // Every keyword has been compared above, so the form alone is left.
        if cx.reports() == reports && !named {
            cx.report(
                rules::EQUIVALENT,
                at,
                (Verdict::None, Verdict::None),
                sites(),
                "the schema is put together differently and means the same",
            );
        }
        cx.cover(sites());
        cx.cover(Touched { old: before.links.clone(), new: after.links.clone() });
    }
}

/// Merged parts are compared by the first that has a keyword: says so where others differ.
fn overlaps(cx: &mut Comparison<'_>, whole: Pair<'_, '_>, at: &Place) {
    const MERGED: &[&str] = &[
        "$ref",
        "allOf",
        "properties",
        "required",
        "type",
        "description",
        "example",
        "title",
        "externalDocs",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
    ];
    let values = |parts: &[Part<'_>], key: &str| {
        let mut values: Vec<String> =
            parts.iter().filter_map(|part| part.node.value.get(key)).map(ToString::to_string).collect();
        values.sort();
        values.dedup();
        values
    };
    for key in keys(whole.old.iter().chain(whole.new).map(|part| &part.node)) {
        let (old, new) = (values(whole.old, key), values(whole.new, key));
        let several = old.len() > 1 || new.len() > 1;
        if several && old != new && !MERGED.contains(&key) {
            cx.report(
                rules::UNCLASSIFIED,
                at,
                (Verdict::CannotTell, Verdict::CannotTell),
                whole.touched(&[key]),
                format!("several members of an `allOf` set `{key}`, and not as before"),
            );
        }
    }
}

/// Judges a change of the component that a place refers to. True when it reported one.
fn type_names<'d>(cx: &mut Comparison<'d>, before: &View<'d>, after: &View<'d>, at: &Place) -> bool {
    let mut found = false;
    for (old, new) in before.parts.iter().zip(&after.parts) {
        if let (Origin::Reference(a), Origin::Reference(b)) = (&old.origin, &new.origin)
            && a != b
            && is_renamed(cx.old, cx.new, a, b)
        {
            renamed(cx, a, b, at);
            found = true;
        }
    }
    let touched = Touched::both(&before.site, &after.site);
    let message = match (&before.name, &after.name) {
        (Some(a), Some(b)) if a != b => {
            if is_renamed(cx.old, cx.new, a, b) {
                cx.cover(touched);
                return true;
            }
            format!("refers to `{b}` instead of `{a}`")
        }
        (Some(a), None) => format!("no longer refers to `{a}`"),
        (None, Some(b)) => format!("refers to `{b}` instead of describing the type in place"),
        _ => match (before.parts.as_slice(), after.parts.as_slice()) {
            // One name on both sides, which stands for another schema now.
            ([old], [new]) if !found && old.origin != new.origin => "stands for another schema".to_owned(),
            _ => return found,
        },
    };
    // The wire is judged by what both sides come to, in the rules for the keywords.
    cx.report(rules::REFERENCE_CHANGED, at, (Verdict::None, Verdict::Breaking), touched, message);
    true
}

/// Records that schema `a` is called `b` now.
pub(crate) fn renamed(cx: &mut Comparison<'_>, a: &str, b: &str, at: &Place) {
    let pointer = |name: &str| child("/components/schemas", name);
    let touched = Touched { old: vec![pointer(a)], new: vec![pointer(b)] };
    cx.report(
        rules::SCHEMA_RENAMED,
        &at.named(a),
        (Verdict::None, Verdict::Breaking),
        touched,
        format!("renamed to `{b}`"),
    );
}

/// Whether a place that went from `a` to `b` shows a rename: the old name is gone, the new one is
/// new, and no other new schema fits the old one better.
pub(crate) fn is_renamed(old: &Side, new: &Side, a: &str, b: &str) -> bool {
    let schema = |document: &Side, name: &str| {
        document.root().get("components")?.get("schemas")?.get(name).map(|node| node.pointer)
    };
    schema(old, a).is_some() && schema(new, a).is_none() && schema(new, b).is_some() && schema(old, b).is_none()
}

/// Schemas that exist on one side only: renamed, removed or added. Unused ones are compared here.
pub(crate) fn compare_components(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.components("schemas"), cx.new.components("schemas"));
    let missing = |name: &str, others: &[(&str, Node<'_>)]| !others.iter().any(|(n, _)| *n == name);
    let mut added: Vec<_> = new.iter().filter(|(name, _)| missing(name, &old)).collect();
    for (name, node) in &old {
        if let Some((_, other)) = new.iter().find(|(n, _)| n == name) {
            let before = View::of_component(cx.old, name, node);
            let after = View::of_component(cx.new, name, other);
            // The walk over the operations has been to most.
            if !cx.has_compared(&before.identity(), &after.identity()) {
                let place = cx.component_place("schemas", name, name);
                compare_views(cx, &before, &after, &place);
            }
            continue;
        }
        if cx.is_covered(&node.pointer, "") {
            added.retain(|(_, new)| !cx.is_covered("", &new.pointer));
            continue;
        }
        let place = cx.component_place("schemas", name, name);
        let twin = added.iter().position(|(_, other)| same_shape(cx.old, node, cx.new, other));
        if let Some(at) = twin {
            let (other, _) = added.remove(at);
            renamed(cx, name, other, &place);
        } else {
            cx.report(
                rules::SCHEMA_REMOVED,
                &place,
                (Verdict::None, Verdict::Breaking),
                Touched::old(node),
                "schema removed",
            );
        }
    }
    for (name, node) in added {
        if cx.is_covered("", &node.pointer) {
            continue;
        }
        let place = cx.component_place("schemas", name, name);
        cx.report(
            rules::SCHEMA_ADDED,
            &place.going(Direction::None),
            (Verdict::None, Verdict::Compatible),
            Touched::new(node),
            "schema added",
        );
    }
}
