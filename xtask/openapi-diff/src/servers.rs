//! Hosts: which there are, what they are called, which is first.

use crate::comparison::{Comparison, Place, Touched};
use crate::operation::words;
use crate::operations::{Operation, take};
use crate::rest;
use crate::rules;
use crate::show::show;
use crate::side::Node;
use crate::verdict::Verdict;

use Verdict::{Breaking, Compatible};

const KNOWN: &[&str] = &["url", "description", "variables", "x-region-id", "x-backup-url"];

/// Servers with their positions.
type Indexed<'d> = (usize, Node<'d>);
/// One way to tell that two servers are the same.
type Sameness = fn(&Indexed<'_>, &Indexed<'_>) -> bool;

/// Compares the servers that hold for an operation: its own, its path's or the document's.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    let (before, after) = (effective(cx.old.root(), old), effective(cx.new.root(), new));
    lists(cx, before.as_ref(), after.as_ref(), at);
}

/// Compares the servers of documents without any operation in common.
pub(crate) fn compare_root(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.root().get("servers"), cx.new.root().get("servers"));
    lists(cx, old.as_ref(), new.as_ref(), &Place::document("servers"));
}

fn effective<'d>(root: Node<'d>, operation: &Operation<'d>) -> Option<Node<'d>> {
    let own = operation.node.get("servers").or_else(|| operation.item.get("servers"));
    own.filter(|list| !list.items().is_empty()).or_else(|| root.get("servers"))
}

fn lists<'d>(cx: &mut Comparison<'d>, old: Option<&Node<'d>>, new: Option<&Node<'d>>, at: &Place) {
    let items = |list: Option<&Node<'d>>| list.map(|list| list.items()).unwrap_or_default();
    let (before, after) = (items(old), items(new));
    let mut added: Vec<(usize, Node<'d>)> = after.iter().cloned().enumerate().collect();
    let mut removed: Vec<(usize, Node<'d>)> = before.iter().cloned().enumerate().collect();
    let mut pairs = Vec::new();
    let sameness: [Sameness; 3] = [
        |a, b| a.1.text("x-region-id").is_some() && same(a, b, "x-region-id"),
        |a, b| same(a, b, "url"),
        // What is left in one place was edited there.
        |a, b| a.0 == b.0 && a.1.text("x-region-id").is_none(),
    ];
    let same_length = before.len() == after.len();
    for (round, is_same) in sameness.iter().enumerate() {
        if round == 2 && !same_length {
            break;
        }
        removed.retain(|server| {
            let Some(other) = take(&mut added, |other| is_same(server, other)) else { return true };
            pairs.push((server.clone(), other));
            false
        });
    }
    for ((_, a), (_, b)) in &pairs {
        one(cx, a, b, at);
    }
    for (_, server) in &removed {
        let place = at.named(label(server));
        let touched = Touched::old(server);
        cx.report(rules::SERVER_REMOVED, &place, (Breaking, Breaking), touched, "server removed");
    }
    for (_, server) in &added {
        let place = at.named(label(server));
        let touched = Touched::new(server);
        let verdicts = (Compatible, Compatible);
        cx.report(rules::SERVER_ADDED, &place, verdicts, touched, "server added");
    }
    // Removals shift positions too, but are told as such.
    let moved = pairs.iter().any(|((from, _), (to, _))| {
        let gone = removed.iter().filter(|(index, _)| index < from).count();
        *to != from - gone
    });
    if moved {
        let message = "servers stand in another order";
        let verdicts = (Verdict::None, Breaking);
        let place = at.named("servers");
        cx.report(rules::SERVERS_REORDERED, &place, verdicts, Touched::default(), message);
    }
    // Every server has been compared; where the list stands is left.
    cx.cover(Touched::options(old, new));
}

fn same(a: &(usize, Node<'_>), b: &(usize, Node<'_>), key: &str) -> bool {
    a.1.text(key) == b.1.text(key)
}

fn one(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let place = at.named(label(old));
    if old.text("url") != new.text("url") {
        let message = format!("url -> {}", new.text("url").unwrap_or("none"));
        let touched = Touched::key(old, new, "url");
        cx.report(rules::SERVER_URL_CHANGED, &place, (Breaking, Compatible), touched, message);
    }
    let (a, b) = (old.text("x-region-id"), new.text("x-region-id"));
    if a != b {
        let message = format!("region `{}` -> `{}`", a.unwrap_or("none"), b.unwrap_or("none"));
        let source = if a.is_none() { Compatible } else { Breaking };
        let touched = Touched::key(old, new, "x-region-id");
        cx.report(rules::REGION_CHANGED, &place, (Verdict::None, source), touched, message);
    }
    backup(cx, old, new, &place);
    words(cx, old, new, &place, &["description"]);
    variables(cx, old, new, &place);
    rest::compare(cx, old, new, &place, KNOWN);
}

fn backup(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let key = "x-backup-url";
    let (a, b) = (old.text(key), new.text(key));
    if a == b {
        return;
    }
    let verdicts = match (a, b) {
        (None, _) => (Compatible, Compatible),
        (_, None) => (Breaking, Breaking),
        _ => (Breaking, Compatible),
    };
    let message = format!("backup `{}` -> `{}`", a.unwrap_or("none"), b.unwrap_or("none"));
    cx.report(rules::BACKUP_URL_CHANGED, at, verdicts, Touched::key(old, new, key), message);
}

fn variables(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let before = old.get("variables").unwrap_or_else(Node::missing);
    let after = new.get("variables").unwrap_or_else(Node::missing);
    for name in rest::keys([&before, &after]) {
        let place = at.named(format!("{} variable {name}", at.name));
        let (Some(a), Some(b)) = (before.get(name), after.get(name)) else {
            let touched = Touched::key(&before, &after, name);
            let message = "server variable added or removed";
            cx.report(rules::SERVER_VARIABLE_CHANGED, &place, (Breaking, Breaking), touched, message);
            continue;
        };
        variable(cx, &a, &b, &place);
    }
    if before.value.is_null() || after.value.is_null() {
        cx.cover(Touched::key(old, new, "variables"));
    }
}

fn variable(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let values = |node: &Node<'_>| -> Option<Vec<String>> {
        Some(node.get("enum")?.items().iter().map(|item| item.value.to_string()).collect())
    };
    let (before, after) = (values(old), values(new));
    if old.value.get("default") != new.value.get("default") {
        // Clients in the field go on using the old default.
        let still = old
            .value
            .get("default")
            .is_some_and(|default| after.as_ref().is_none_or(|values| values.contains(&default.to_string())));
        let wire = if still { Compatible } else { Breaking };
        let (a, b) = (old.get("default"), new.get("default"));
        let message = format!("default {} -> {}", show(a.as_ref()), show(b.as_ref()));
        let touched = Touched::key(old, new, "default");
        cx.report(rules::SERVER_VARIABLE_CHANGED, at, (wire, Breaking), touched, message);
    }
    if before != after {
        let lost = match (&before, &after) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(before), Some(after)) => before.iter().any(|value| !after.contains(value)),
        };
        let verdict = if lost { Breaking } else { Compatible };
        let touched = Touched::key(old, new, "enum");
        let message = if lost { "values removed" } else { "values added or reordered" };
        cx.report(rules::SERVER_VARIABLE_CHANGED, at, (verdict, verdict), touched, message);
    }
    words(cx, old, new, at, &["description"]);
    rest::compare(cx, old, new, at, &["default", "enum", "description"]);
}

fn label(server: &Node<'_>) -> String {
    format!("server {}", server.text("url").unwrap_or("without url"))
}
