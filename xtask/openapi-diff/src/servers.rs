//! Hosts: which there are, what they are called, which is first.

use crate::comparison::{Comparison, Place, Touched};
use crate::modelled;
use crate::operation::words;
use crate::pairs::{Same, paired};
use crate::rest;
use crate::rules;
use crate::side::Node;
use crate::verdict::Verdict;

use Verdict::{Breaking, Compatible};

/// Servers with their positions.
type Indexed<'d> = (usize, Node<'d>);

/// Compares the servers of the document.
pub(crate) fn compare(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.root().get("servers"), cx.new.root().get("servers"));
    let at = &Place { operations: cx.all_operations(), ..Place::document("servers") };
    lists(cx, old.as_ref(), new.as_ref(), at);
}

fn lists<'d>(cx: &mut Comparison<'d>, old: Option<&Node<'d>>, new: Option<&Node<'d>>, at: &Place) {
    let items = |list: Option<&Node<'d>>| list.map(|list| list.items()).unwrap_or_default();
    let (before, after) = (items(old), items(new));
    let same_length = before.len() == after.len();
    let sameness: [Same<'_, Indexed<'d>>; 3] = [
        &|a, b| a.1.text("x-region-id").is_some() && same(a, b, "x-region-id"),
        &|a, b| same(a, b, "url"),
        // What is left in one place was edited there.
        &|a, b| same_length && a.0 == b.0 && a.1.text("x-region-id").is_none(),
    ];
    let indexed = |list: Vec<Node<'d>>| list.into_iter().enumerate().collect();
    let (pairs, removed, added) = paired(indexed(before), indexed(after), &sameness);
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
        cx.report_at(rules::SERVERS_REORDERED, at, verdicts, &Touched::options(old, new), message);
    }
    // Every server has been compared; where the list stands is left.
    cx.cover(Touched::options(old, new));
}

fn same(a: &Indexed<'_>, b: &Indexed<'_>, key: &str) -> bool {
    a.1.text(key) == b.1.text(key)
}

fn one(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let place = at.named(label(old));
    cx.key(rules::SERVER_URL_CHANGED, &place, (Breaking, Compatible), (old, new), "url");
    let source = if old.text("x-region-id").is_none() { Compatible } else { Breaking };
    cx.key(rules::REGION_CHANGED, &place, (Verdict::None, source), (old, new), "x-region-id");
    backup(cx, old, new, &place);
    words(cx, old, new, &place, &["description", "x-listed-by"]);
    rest::compare(cx, old, new, &place, modelled::SERVER);
}

fn backup(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let key = "x-backup-url";
    let verdicts = match (old.text(key), new.text(key)) {
        (None, _) => (Compatible, Compatible),
        (_, None) => (Breaking, Breaking),
        _ => (Breaking, Compatible),
    };
    cx.key(rules::BACKUP_URL_CHANGED, at, verdicts, (old, new), key);
}

fn label(server: &Node<'_>) -> String {
    format!("server {}", server.text("url").unwrap_or("without url"))
}
