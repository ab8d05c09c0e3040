//! Alternatives: `oneOf`, `anyOf`, `not` and `discriminator`.

use crate::comparison::{Comparison, Place, Touched};
use crate::operations::take;
use crate::rest;
use crate::rules;
use crate::schema;
use crate::shape::same_shape;
use crate::show::show;
use crate::side::{Node, component_name};
use crate::verdict::{Shift, Verdict};
use crate::view::{Pair, View, type_name};

use Verdict::{Breaking, CannotTell, Compatible};

/// Compares the alternatives of a schema.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    one_or_any(cx, pair, at);
    not(cx, pair, at);
    discriminator(cx, pair, at);
}

fn one_or_any<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    let lists = |key| (pair.before(key), pair.after(key));
    let pairs = match (lists("oneOf"), lists("anyOf")) {
        // The same alternatives under the other keyword.
        ((Some(old), None), (None, Some(new))) => {
            kind(cx, pair, at, Shift::Wider);
            vec![("anyOf", Some(old), Some(new))]
        }
        ((None, Some(new)), (Some(old), None)) => {
            kind(cx, pair, at, Shift::Unknown);
            vec![("oneOf", Some(old), Some(new))]
        }
        (one, any) => vec![("oneOf", one.0, one.1), ("anyOf", any.0, any.1)],
    };
    for (key, old, new) in pairs {
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => alternatives(cx, pair, at, key, &old, &new),
            (old, _) => introduced(cx, pair, at, key, old.is_none()),
        }
    }
}

fn kind(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place, shift: Shift) {
    let touched = pair.touched(&["oneOf", "anyOf"]);
    let message = match shift {
        Shift::Wider => "`oneOf` became `anyOf`",
        _ => "`anyOf` became `oneOf`",
    };
    let verdicts = (shift.wire(at.direction), Breaking);
    cx.report(rules::ALTERNATIVES_KIND_CHANGED, at, verdicts, touched, message);
}

fn alternatives<'d>(
    cx: &mut Comparison<'d>,
    pair: Pair<'_, 'd>,
    at: &Place,
    key: &str,
    old: &Node<'d>,
    new: &Node<'d>,
) {
    let mut added: Vec<(usize, Node<'d>)> = new.items().into_iter().enumerate().collect();
    let mut matched = Vec::new();
    let mut left = Vec::new();
    for (index, member) in old.items().into_iter().enumerate() {
        let name = type_name(&member);
        let same = |(_, other): &(usize, Node<'d>)| match &name {
            Some(name) => {
                type_name(other).is_some_and(|other| other == *name || schema::is_renamed(cx.old, cx.new, name, &other))
            }
            None => same_shape(cx.old, &member, cx.new, other),
        };
        match take(&mut added, same) {
            Some((to, other)) => matched.push((index, member, to, other)),
            None => left.push((index, member)),
        }
    }
    // What is left in the same place was edited there.
    let mut removed = Vec::new();
    for (index, member) in left {
        let unnamed = type_name(&member).is_none();
        match take(&mut added, |(to, other)| *to == index && unnamed && type_name(other).is_none()) {
            Some((to, other)) => matched.push((index, member, to, other)),
            None => removed.push(member),
        }
    }
    let touched = pair.touched(&[key]);
    matched.sort_by_key(|(index, ..)| *index);
    let reordered = matched.windows(2).any(|two| two[0].2 > two[1].2);
    let by_order = key == "anyOf" || matched.iter().any(|m| type_name(&m.1).is_none());
    for (index, member, _, other) in &matched {
        let name = type_name(member).unwrap_or_else(|| format!("{}<{index}>", at.name));
        schema::compare(cx, member, other, &at.named(name));
    }
    for member in removed {
        let wire = Shift::Narrower.wire(at.direction);
        let message = format!("alternative {} removed", label(&member));
        let touched = Touched::old(&member);
        cx.report(rules::ALTERNATIVE_REMOVED, at, (wire, Breaking), touched, message);
    }
    for (_, member) in added {
        let wire = Shift::Wider.wire(at.direction);
        let source = if at.direction.writes() && !at.direction.reads() && !by_order { Compatible } else { Breaking };
        let message = format!("alternative {} added", label(&member));
        let touched = Touched::new(&member);
        cx.report(rules::ALTERNATIVE_ADDED, at, (wire, source), touched, message);
    }
    if reordered {
        let source = if by_order { Breaking } else { Verdict::Documentation };
        let message = "alternatives reordered";
        let touched = Touched::default();
        cx.report(rules::ALTERNATIVES_REORDERED, at, (Verdict::None, source), touched, message);
    }
    cx.cover(touched);
}

/// Alternatives stand beside other keywords on one side only.
fn introduced(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place, key: &str, is_new: bool) {
    let (shift, verb) = if is_new { (Shift::Narrower, "introduced") } else { (Shift::Wider, "removed") };
    let verdicts = (shift.wire(at.direction), Breaking);
    let message = format!("`{key}` {verb}");
    cx.report(rules::ALTERNATIVES_INTRODUCED, at, verdicts, pair.touched(&[key]), message);
}

/// A plain schema became a choice (`A` is now `oneOf: [A, B]`) or a choice a plain schema.
/// True when that is so and has been judged.
pub(crate) fn compare_choice<'d>(cx: &mut Comparison<'d>, before: &View<'d>, after: &View<'d>, at: &Place) -> bool {
    let (choice, plain, is_new) = match (members(before), members(after)) {
        (None, Some(choice)) => (choice, before, true),
        (Some(choice), None) => (choice, after, false),
        _ => return false,
    };
    let Some(part) = plain.parts.first() else { return false };
    let same = choice.iter().find(|member| match (&plain.name, reference_name(member)) {
        (Some(name), Some(other)) => name == other,
        _ if is_new => same_shape(cx.old, &part.node, cx.new, member),
        _ => same_shape(cx.old, member, cx.new, &part.node),
    });
    let shift = match same {
        Some(_) if is_new => Shift::Wider,
        Some(_) => Shift::Narrower,
        None => Shift::Unknown,
    };
    let message = if is_new { "became a choice of schemas" } else { "is no longer a choice" };
    let touched = Touched::both(&before.site, &after.site);
    let verdicts = (shift.wire(at.direction), Breaking);
    cx.report(rules::ALTERNATIVES_INTRODUCED, at, verdicts, touched, message);
    // A twin in place differs in words at most; a twin by name may have changed as well.
    if let Some(member) = same.filter(|member| member.reference().is_some()) {
        let (old, new) = if is_new { (&plain.site, member) } else { (member, &plain.site) };
        schema::compare(cx, old, new, at);
    }
    true
}

/// The alternatives of a schema that is nothing but a choice.
fn members<'d>(view: &View<'d>) -> Option<Vec<Node<'d>>> {
    let [part] = view.parts.as_slice() else { return None };
    // Any other keyword narrows the choice: such a schema is compared keyword by keyword.
    let only_chooses = part
        .node
        .entries()
        .iter()
        .all(|(key, _)| ["oneOf", "anyOf", "discriminator", "description", "title", "example"].contains(key));
    let list = part.node.get("oneOf").or_else(|| part.node.get("anyOf"))?;
    only_chooses.then(|| list.items())
}

fn reference_name<'d>(member: &Node<'d>) -> Option<&'d str> {
    component_name(member.reference()?, "schemas")
}

fn not<'d>(cx: &mut Comparison<'d>, pair: Pair<'_, 'd>, at: &Place) {
    let (old, new) = (pair.before("not"), pair.after("not"));
    let shift = match (&old, &new) {
        (None, None) => return,
        (Some(a), Some(b)) if a.value == b.value => return,
        (None, Some(_)) => Shift::Narrower,
        (Some(_), None) => Shift::Wider,
        (Some(_), Some(_)) => Shift::Unknown,
    };
    let source = match shift {
        Shift::Unknown => CannotTell,
        _ => Breaking,
    };
    let message = format!("`not` {} -> {}", show(old.as_ref()), show(new.as_ref()));
    let verdicts = (shift.wire(at.direction), source);
    cx.report(rules::NOT_CHANGED, at, verdicts, pair.touched(&["not"]), message);
}

fn discriminator(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let key = "discriminator";
    let (old, new) = match (pair.before(key), pair.after(key)) {
        (None, None) => return,
        (Some(old), Some(new)) => (old, new),
        (old, _) => {
            let verb = if old.is_none() { "added" } else { "removed" };
            // The alternatives stay valid; how a client tells them apart is new.
            let verdicts = (Verdict::Documentation, Breaking);
            let message = format!("discriminator {verb}");
            cx.report(rules::DISCRIMINATOR_CHANGED, at, verdicts, pair.touched(&[key]), message);
            return;
        }
    };
    if old.text("propertyName") != new.text("propertyName") {
        let message = "discriminator is another property";
        let touched = Touched::key(&old, &new, "propertyName");
        cx.report(rules::DISCRIMINATOR_CHANGED, at, (Breaking, Breaking), touched, message);
    }
    let mappings = |node: &Node<'_>| node.get("mapping").map(|m| m.value.clone());
    if mappings(&old) != mappings(&new) {
        let entries =
            |node: &Node<'_>| node.get("mapping").and_then(|m| m.value.as_object().cloned()).unwrap_or_default();
        let (before, after) = (entries(&old), entries(&new));
        let lost = before.iter().any(|(value, target)| after.get(value) != Some(target));
        let gained = after.iter().any(|(value, target)| before.get(value) != Some(target));
        let shift = Shift::of(lost, gained);
        let verdicts = (shift.wire(at.direction), Breaking);
        let touched = Touched::key(&old, &new, "mapping");
        let message = "discriminator maps values to other schemas";
        cx.report(rules::DISCRIMINATOR_CHANGED, at, verdicts, touched, message);
    }
    rest::compare(cx, &old, &new, at, &["propertyName", "mapping"]);
}

fn label(member: &Node<'_>) -> String {
    match type_name(member) {
        Some(name) => format!("`{name}`"),
        None => show(Some(member)),
    }
}
