//! Responses by status.

use crate::comparison::{Comparison, Place, Touched};
use crate::media_types;
use crate::modelled;
use crate::operation::words;
use crate::pairs::paired;
use crate::rest;
use crate::rules;
use crate::side::{Node, Side};
use crate::sites;
use crate::verdict::Verdict;

use Verdict::{Breaking, Compatible};

/// Compares the responses of an operation.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    let before = old.get("responses").unwrap_or_else(Node::missing);
    let after = new.get("responses").unwrap_or_else(Node::missing);
    let types = (error_types(cx.old, &before), error_types(cx.new, &after));
    let (both, removed, added) = paired(statuses(&before), statuses(&after), &[&|a, b| a.0 == b.0]);
    let place = |status: &str| at.named(format!("{} {status} response", at.name));
    for ((status, a), (_, b)) in &both {
        sites::compare(cx, a, b, &place(status), one);
    }
    for (status, node) in &added {
        // Progenitor has one type for all errors of an operation.
        let verdicts = match is_error(status) {
            true => (Compatible, if types.0 == types.1 { Compatible } else { Breaking }),
            false => (Breaking, Breaking),
        };
        let message = format!("status {status} added");
        cx.report(rules::STATUS_ADDED, &place(status), verdicts, Touched::new(node), message);
    }
    for (status, node) in &removed {
        // Without its status a generated client takes the answer for one that it does not know.
        let wire = if is_error(status) { Compatible } else { Breaking };
        let message = format!("status {status} removed");
        cx.report(rules::STATUS_REMOVED, &place(status), (wire, Breaking), Touched::old(node), message);
    }
    let known: Vec<_> = rest::keys([&before, &after]).into_iter().filter(|key| is_status(key)).collect();
    rest::compare(cx, &before, &after, at, &known);
}

fn one<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    words(cx, old, new, at, &["description"]);
    media_types::compare(cx, old, new, at);
    rest::compare(cx, old, new, at, modelled::RESPONSE);
}

fn statuses<'d>(responses: &Node<'d>) -> Vec<(&'d str, Node<'d>)> {
    responses.entries().into_iter().filter(|(status, _)| is_status(status)).collect()
}

/// A number or a range; `default` and keys that begin with `x-` are none.
fn is_status(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit())
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

/// The schemas of what errors carry.
fn error_types(document: &Side, responses: &Node<'_>) -> Vec<String> {
    let mut types: Vec<String> = statuses(responses)
        .into_iter()
        .filter(|(status, _)| is_error(status))
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
