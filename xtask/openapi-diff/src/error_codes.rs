//! The error-code table and the retry classes it refers to.

use crate::comparison::{Comparison, Place, Touched};
use crate::operations::{operations, take};
use crate::rest;
use crate::rules;
use crate::show::show;
use crate::side::Node;
use crate::verdict::{Direction, Verdict};

use Verdict::{Breaking, Compatible, Documentation};

const CODE_KEYS: &[&str] =
    &["code", "name", "family", "meaning", "remedy", "actor", "retry", "sources", "note", "text"];

/// Compares `x-error-codes`.
pub(crate) fn compare(cx: &mut Comparison<'_>) {
    let key = "x-error-codes";
    let (old, new) = (cx.old.root(), cx.new.root());
    let Some((before, mut added)) = entries(&old, &new, key) else { return };
    let mut left = Vec::new();
    for code in before {
        match take(&mut added, |other| same(&code, other, "code")) {
            Some(other) => one(cx, &code, &other),
            None => left.push(code),
        }
    }
    for code in left {
        let place = place(cx, &code);
        match take(&mut added, |other| same(&code, other, "name")) {
            Some(other) => {
                let message = format!(
                    "`{}` is {} now",
                    code.text("name").unwrap_or("?"),
                    other.value.get("code").unwrap_or(&serde_json::Value::Null)
                );
                let touched = Touched::both(&code, &other);
                let verdicts = (Breaking, Breaking);
                cx.report(rules::ERROR_CODE_RENUMBERED, &place, verdicts, touched, message);
                one(cx, &code, &other);
            }
            None => {
                let message = format!("`{}` removed", code.text("name").unwrap_or("?"));
                let touched = Touched::old(&code);
                let verdicts = (Compatible, Breaking);
                cx.report(rules::ERROR_CODE_REMOVED, &place, verdicts, touched, message);
            }
        }
    }
    for code in added {
        let place = place(cx, &code);
        let message = format!("`{}` added", code.text("name").unwrap_or("?"));
        let touched = Touched::new(&code);
        cx.report(rules::ERROR_CODE_ADDED, &place, (Compatible, Compatible), touched, message);
    }
    // Every entry has been compared; the order of the list means nothing.
    cx.cover(Touched::key(&old, &new, key));
}

/// Compares `x-retry-classes`.
pub(crate) fn compare_retry_classes(cx: &mut Comparison<'_>) {
    let key = "x-retry-classes";
    let (old, new) = (cx.old.root(), cx.new.root());
    let Some((before, mut added)) = entries(&old, &new, key) else { return };
    for class in before {
        let mut place = Place::document(format!("retry class {}", class.text("id").unwrap_or("without id")));
        place.operations = cx.all_operations();
        let Some(other) = take(&mut added, |other| same(&class, other, "id")) else {
            let touched = Touched::old(&class);
            let verdicts = (Verdict::None, Breaking);
            cx.report(rules::RETRY_CLASS_REMOVED, &place, verdicts, touched, "class removed");
            continue;
        };
        crate::operation::words(cx, &class, &other, &place, &["description"]);
        wait(cx, &class, &other, &place);
        rest::compare(cx, &class, &other, &place, &["id", "description", "wait-seconds"]);
    }
    for class in added {
        let name = format!("retry class {}", class.text("id").unwrap_or("without id"));
        let mut place = Place::document(name);
        place.operations = cx.all_operations();
        let touched = Touched::new(&class);
        let verdicts = (Verdict::None, Compatible);
        cx.report(rules::RETRY_CLASS_ADDED, &place, verdicts, touched, "class added");
    }
    cx.cover(Touched::key(&old, &new, key));
}

fn wait(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let key = "wait-seconds";
    let (a, b) = (old.get(key), new.get(key));
    let seconds = |node: &Option<Node<'_>>| node.as_ref().and_then(|node| node.value.as_f64()).unwrap_or(0.0);
    if a.as_ref().map(|n| n.value) == b.as_ref().map(|n| n.value) {
        return;
    }
    let wire = if seconds(&b) > seconds(&a) { Breaking } else { Compatible };
    let source = if b.is_none() { Breaking } else { Compatible };
    let message = format!("`{key}` {} -> {}", show(a.as_ref()), show(b.as_ref()));
    let touched = Touched::key(old, new, key);
    cx.report(rules::RETRY_WAIT_CHANGED, at, (wire, source), touched, message);
}

/// The entries of a table that differs between the documents.
fn entries<'d>(old: &Node<'d>, new: &Node<'d>, key: &str) -> Option<(Vec<Node<'d>>, Vec<Node<'d>>)> {
    if old.value.get(key) == new.value.get(key) {
        return None;
    }
    let list = |node: &Node<'d>| match node.get(key) {
        None => Some(Vec::new()),
        // Anything but a list is left to the comparison of the trees.
        Some(table) => table.value.is_array().then(|| table.items()),
    };
    Some((list(old)?, list(new)?))
}

fn one(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>) {
    let at = place(cx, old);
    let changed = |key: &str| old.value.get(key) != new.value.get(key);
    let message = |key: &str| {
        let (a, b) = (old.get(key), new.get(key));
        format!("`{key}` {} -> {}", show(a.as_ref()), show(b.as_ref()))
    };
    let judged = [
        ("name", rules::ERROR_CODE_RENAMED, (Verdict::None, Breaking)),
        ("retry", rules::ERROR_CODE_RETRY_CHANGED, (Compatible, Breaking)),
        ("family", rules::ERROR_CODE_FAMILY_CHANGED, (Verdict::None, Breaking)),
        ("actor", rules::ERROR_CODE_ACTOR_CHANGED, (Documentation, Compatible)),
    ];
    for (key, rule, verdicts) in judged {
        if changed(key) {
            cx.report(rule, &at, verdicts, Touched::key(old, new, key), message(key));
        }
    }
    for key in ["meaning", "remedy", "note", "sources", "text"] {
        if changed(key) {
            let verdicts = (Documentation, Documentation);
            let touched = Touched::key(old, new, key);
            let message = format!("`{key}` changed");
            cx.report(rules::ERROR_CODE_TEXT_CHANGED, &at, verdicts, touched, message);
        }
    }
    rest::compare(cx, old, new, &at, CODE_KEYS);
}

fn same(a: &Node<'_>, b: &Node<'_>, key: &str) -> bool {
    a.value.get(key).is_some() && a.value.get(key) == b.value.get(key)
}

/// Codes of the group service come from the operations that list them, others from all.
fn place(cx: &Comparison<'_>, code: &Node<'_>) -> Place {
    let number = code.value.get("code").unwrap_or(&serde_json::Value::Null);
    let mut operations_of = cx.all_operations().to_vec();
    if code.text("family") == Some("group") {
        let lists = |document, label: &String| {
            operations(document).iter().any(|operation| {
                operation.label == *label
                    && operation.node.value.get("x-operation-error-codes").is_some_and(|lists| {
                        lists
                            .as_object()
                            .into_iter()
                            .flatten()
                            .any(|(_, list)| list.as_array().into_iter().flatten().any(|listed| listed == number))
                    })
            })
        };
        operations_of.retain(|label| lists(cx.old, label) || lists(cx.new, label));
    }
    Place {
        name: format!("error code {number}"),
        direction: Direction::Response,
        operations: operations_of.into(),
        is_shared: true,
        is_required: false,
    }
}
