//! What no rule knows: never silent.

use crate::comparison::{Comparison, Place, Touched};
use crate::rules;
use crate::show::show;
use crate::side::Node;
use crate::verdict::Verdict;

const VERDICTS: (Verdict, Verdict) = (Verdict::CannotTell, Verdict::CannotTell);

/// Reports each key that differs between two objects and is not among `known`.
pub(crate) fn compare(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place, known: &[&str]) {
    for key in keys([old, new]).into_iter().filter(|key| !known.contains(key)) {
        let (before, after) = (old.get(key), new.get(key));
        if before.as_ref().map(|node| node.value) != after.as_ref().map(|node| node.value) {
            let message = format!("`{key}` {}", difference(before.as_ref(), after.as_ref()));
            cx.report(rules::UNCLASSIFIED, at, VERDICTS, Touched::key(old, new, key), message);
        }
    }
}

/// Compares the trees as they stand and reports every difference that no rule has accounted for.
pub(crate) fn compare_trees(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.root(), cx.new.root());
    walk(cx, &old, &new);
}

fn walk(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>) {
    if old.value == new.value || cx.is_covered(&old.pointer, &new.pointer) {
        return;
    }
    if old.value.is_object() && new.value.is_object() {
        for key in keys([old, new]) {
            match (old.get(key), new.get(key)) {
                (Some(a), Some(b)) => walk(cx, &a, &b),
                (before, after) => leaf(cx, before.as_ref(), after.as_ref()),
            }
        }
        return;
    }
    let (before, after) = (old.items(), new.items());
    if !before.is_empty() && before.len() == after.len() {
        for (a, b) in before.iter().zip(&after) {
            walk(cx, a, b);
        }
        return;
    }
    leaf(cx, Some(old), Some(new));
}

fn leaf(cx: &mut Comparison<'_>, old: Option<&Node<'_>>, new: Option<&Node<'_>>) {
    let pointer = |node: Option<&Node<'_>>| node.map_or(String::new(), |n| n.pointer.clone());
    let (before, after) = (pointer(old), pointer(new));
    if cx.is_covered(&before, &after) {
        return;
    }
    // A container that came or went whole: its entries may have been told one by one.
    if let (Some(node), None) | (None, Some(node)) = (old, new) {
        let entries: Vec<_> = node.entries().into_iter().map(|(_, entry)| entry).collect();
        let is_old = old.is_some();
        if entries.iter().any(|entry| has_covered(cx, entry, is_old)) {
            for entry in &entries {
                let entry = Some(entry);
                if is_old { leaf(cx, entry, None) } else { leaf(cx, None, entry) }
            }
            return;
        }
    }
    let name = if before.is_empty() { after } else { before };
    let mut place = Place::document(name);
    place.operations = cx.all_operations();
    let message = difference(old, new);
    cx.report(rules::UNCLASSIFIED, &place, VERDICTS, Touched::options(old, new), message);
}

/// Whether a report accounts for the node or for something in it.
fn has_covered(cx: &Comparison<'_>, node: &Node<'_>, is_old: bool) -> bool {
    let (old, new) = if is_old { (node.pointer.as_str(), "") } else { ("", node.pointer.as_str()) };
    cx.is_covered(old, new) || node.entries().iter().any(|(_, entry)| has_covered(cx, entry, is_old))
}

/// Keys beside a `$ref` on both sides; OpenAPI 3.0 ignores them, some tools do not.
pub(crate) fn beside_references(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    if old.reference().is_some() && new.reference().is_some() {
        let words = ["summary", "description"];
        crate::operation::words(cx, old, new, at, &words);
        compare(cx, old, new, at, &["$ref", "summary", "description"]);
    }
}

fn difference(old: Option<&Node<'_>>, new: Option<&Node<'_>>) -> String {
    format!("{} -> {}, which no rule knows", show(old), show(new))
}

/// The keys of several objects, each once, in order of appearance.
pub(crate) fn keys<'d, 'n>(nodes: impl IntoIterator<Item = &'n Node<'d>>) -> Vec<&'d str>
where
    'd: 'n,
{
    let mut keys = Vec::new();
    for node in nodes {
        for (key, _) in node.entries() {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}
