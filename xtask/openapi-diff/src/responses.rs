//! Responses by status, with their headers.

use crate::comparison::{Comparison, Place, Touched};
use crate::examples;
use crate::media_types;
use crate::modelled;
use crate::operation::{deprecated, words};
use crate::operations::take;
use crate::parameters::schema_of;
use crate::rest;
use crate::rules;
use crate::side::{Node, Side};
use crate::sites;
use crate::verdict::{Shift, Verdict};

use Verdict::{Breaking, Compatible};

/// Responses with their statuses.
type Statuses<'d> = [(String, Node<'d>)];

/// Compares the responses of an operation.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    let before = old.get("responses").unwrap_or_else(Node::missing);
    let after = new.get("responses").unwrap_or_else(Node::missing);
    let types = (error_types(cx.old, &before), error_types(cx.new, &after));
    let (old_list, mut added) = (statuses(&before), statuses(&after));
    let mut removed = Vec::new();
    for (status, a) in &old_list {
        match take(&mut added, |(other, _)| other == status) {
            Some((_, b)) => {
                let place = at.named(format!("{} {status} response", at.name));
                sites::compare(cx, a, &b, &place, one);
            }
            None => removed.push((status.clone(), a.clone())),
        }
    }
    let retyped = types.0 != types.1;
    for (status, b) in &added {
        status_added(cx, status, b, &old_list, retyped, at);
    }
    let new_list = statuses(&after);
    for (status, a) in &removed {
        status_removed(cx, status, a, (&old_list, &new_list), retyped, at);
    }
    let known: Vec<_> = rest::keys([&before, &after]).into_iter().filter(|key| !key.starts_with("x-")).collect();
    rest::compare(cx, &before, &after, at, &known);
}

fn status_added<'d>(
    cx: &mut Comparison<'d>,
    status: &str,
    node: &Node<'d>,
    old: &Statuses<'d>,
    retyped: bool,
    at: &Place,
) {
    let place = at.named(format!("{} {status} response", at.name));
    let touched = Touched::new(node);
    let message = format!("status {status} added");
    let source = if retyped { Breaking } else { Compatible };
    // A range or `default` has announced it already, with its own content.
    if let Some(wider) = wider(status, old) {
        cx.report(rules::STATUS_ADDED, &place, (Compatible, source), touched, message);
        sites::compare(cx, &wider, node, &place, one);
        return;
    }
    let is_error = matches!(status.as_bytes().first(), Some(b'4' | b'5' | b'd'));
    let wire = if is_error { Compatible } else { Breaking };
    let source = if is_error { source } else { Breaking };
    cx.report(rules::STATUS_ADDED, &place, (wire, source), touched, message);
}

fn status_removed<'d>(
    cx: &mut Comparison<'d>,
    status: &str,
    node: &Node<'d>,
    (old, new): (&Statuses<'d>, &Statuses<'d>),
    retyped: bool,
    at: &Place,
) {
    let place = at.named(format!("{} {status} response", at.name));
    let touched = Touched::old(node);
    let message = format!("status {status} removed");
    let source = if retyped { Breaking } else { Compatible };
    if let Some(wider) = wider(status, new) {
        cx.report(rules::STATUS_REMOVED, &place, (Compatible, source), touched, message);
        sites::compare(cx, node, &wider, &place, one);
        return;
    }
    // Without its status a generated client takes the answer for one that it does not know. An error that comes no
    // more hurts nobody in the field, nor does a success that is now told apart: `200` in place of `2XX`.
    let is_told_apart = new.iter().any(|(other, _)| {
        status.ends_with("XX") && other[..1] == status[..1] && !old.iter().any(|(known, _)| known == other)
    });
    let is_error = matches!(status.as_bytes().first(), Some(b'4' | b'5' | b'd'));
    let wire = if is_error || is_told_apart { Compatible } else { Breaking };
    let source = if is_told_apart && !is_error { source } else { Breaking };
    cx.report(rules::STATUS_REMOVED, &place, (wire, source), touched, message);
}

fn one<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    words(cx, old, new, at, &["description"]);
    media_types::compare(cx, old, new, at);
    headers(cx, old, new, at);
    rest::compare(cx, old, new, at, modelled::RESPONSE);
}

fn headers<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    let entries = |node: &Node<'d>| node.get("headers").map(|h| h.entries()).unwrap_or_default();
    let (before, mut added) = (entries(old), entries(new));
    for (name, a) in before {
        let place = at.named(format!("{} header {name}", at.name));
        match take(&mut added, |(other, _)| other.eq_ignore_ascii_case(name)) {
            Some((_, b)) => {
                sites::compare(cx, &a, &b, &place, header);
                cx.cover(spelling(&a, &b));
            }
            None => {
                let touched = Touched::old(&a);
                let verdicts = (Breaking, Breaking);
                cx.report(rules::HEADER_REMOVED, &place, verdicts, touched, "header removed");
            }
        }
    }
    for (name, b) in added {
        let place = at.named(format!("{} header {name}", at.name));
        let verdicts = (Compatible, Compatible);
        cx.report(rules::HEADER_ADDED, &place, verdicts, Touched::new(&b), "header added");
    }
    if old.get("headers").is_none() || new.get("headers").is_none() {
        cx.cover(Touched::key(old, new, "headers"));
    }
}

/// The case of a header's name means nothing.
fn spelling(a: &Node<'_>, b: &Node<'_>) -> Touched {
    let last = |node: &Node<'_>| node.pointer.rsplit('/').next().map(str::to_owned);
    if last(a) == last(b) { Touched::default() } else { Touched::both(a, b) }
}

fn header<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    let (before, after) = (old.flag("required"), new.flag("required"));
    if before != after {
        let wire = Shift::of(after, before).wire(at.direction);
        let message = if after { "header always sent" } else { "header may be missing now" };
        let touched = Touched::key(old, new, "required");
        cx.report(rules::HEADER_PRESENCE_CHANGED, at, (wire, Breaking), touched, message);
    } else if old.value.get("required") != new.value.get("required") {
        let touched = Touched::key(old, new, "required");
        crate::keywords::equivalent(cx, at, touched, "required");
    }
    deprecated(cx, old, new, at);
    words(cx, old, new, at, &["description"]);
    examples::compare(cx, old, new, at);
    schema_of(cx, old, new, at);
    rest::compare(cx, old, new, at, modelled::HEADER);
}

fn statuses<'d>(responses: &Node<'d>) -> Vec<(String, Node<'d>)> {
    responses
        .entries()
        .into_iter()
        .filter(|(status, _)| !status.starts_with("x-"))
        .map(|(status, node)| (normal(status), node))
        .collect()
}

fn normal(status: &str) -> String {
    if status == "default" { status.to_owned() } else { status.to_ascii_uppercase() }
}

/// The range or `default` of a list that a status belongs to.
fn wider<'d>(status: &str, list: &Statuses<'d>) -> Option<Node<'d>> {
    let range = format!("{}XX", status.get(..1)?);
    let find = |wanted: &str| list.iter().find(|(s, _)| s == wanted).map(|(_, n)| n.clone());
    (status != range).then(|| find(&range)).flatten().or_else(|| find("default"))
}

/// What errors carry: progenitor has one type for all errors of an operation.
fn error_types(document: &Side, responses: &Node<'_>) -> Vec<String> {
    let mut types: Vec<String> = statuses(responses)
        .into_iter()
        .filter(|(status, _)| !status.starts_with(['1', '2', '3']))
        .map(|(_, site)| {
            let content = document.follow(&site).and_then(|node| node.get("content"));
            let schemas = content.map(|c| c.entries()).unwrap_or_default();
            schemas
                .iter()
                .map(|(_, media)| media.value.get("schema").map_or(String::new(), |s| s.to_string()))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    types.sort();
    types.dedup();
    types
}
