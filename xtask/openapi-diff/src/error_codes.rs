//! The error-code table and the retry classes it refers to.

use serde_json::Value;

use crate::comparison::{Comparison, Place, Touched};
use crate::operations::{Operation, operations, take};
use crate::rest;
use crate::rules;
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
                    other.value.get("code").unwrap_or(&Value::Null)
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
    let operations = cx.all_operations();
    let place = |class: &Node<'_>| Place {
        operations: operations.clone(),
        ..Place::document(format!("retry class {}", class.text("id").unwrap_or("without id")))
    };
    for class in before {
        let place = place(&class);
        let Some(other) = take(&mut added, |other| same(&class, other, "id")) else {
            let verdicts = (Verdict::None, Breaking);
            cx.report(rules::RETRY_CLASS_REMOVED, &place, verdicts, Touched::old(&class), "class removed");
            continue;
        };
        crate::operation::words(cx, &class, &other, &place, &["description"]);
        let seconds = |class: &Node<'_>| class.value.get("wait-seconds").and_then(Value::as_f64);
        let wire = if seconds(&other) > seconds(&class) { Breaking } else { Compatible };
        let source = if seconds(&other).is_none() { Breaking } else { Compatible };
        cx.key(rules::RETRY_WAIT_CHANGED, &place, (wire, source), (&class, &other), "wait-seconds");
        rest::compare(cx, &class, &other, &place, &["id", "description", "wait-seconds"]);
    }
    for class in added {
        let verdicts = (Verdict::None, Compatible);
        cx.report(rules::RETRY_CLASS_ADDED, &place(&class), verdicts, Touched::new(&class), "class added");
    }
    cx.cover(Touched::key(&old, &new, key));
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
    let judged = [
        ("name", rules::ERROR_CODE_RENAMED, (Verdict::None, Breaking)),
        ("retry", rules::ERROR_CODE_RETRY_CHANGED, (Compatible, Breaking)),
        ("family", rules::ERROR_CODE_FAMILY_CHANGED, (Verdict::None, Breaking)),
        ("actor", rules::ERROR_CODE_ACTOR_CHANGED, (Documentation, Compatible)),
    ];
    for (key, rule, verdicts) in judged {
        cx.key(rule, &at, verdicts, (old, new), key);
    }
    for key in ["meaning", "remedy", "note", "sources", "text"] {
        cx.key(rules::ERROR_CODE_TEXT_CHANGED, &at, (Documentation, Documentation), (old, new), key);
    }
    rest::compare(cx, old, new, &at, CODE_KEYS);
}

fn same(a: &Node<'_>, b: &Node<'_>, key: &str) -> bool {
    a.value.get(key).is_some() && a.value.get(key) == b.value.get(key)
}

/// Codes of the group service come from the operations that list them, others from all.
fn place(cx: &Comparison<'_>, code: &Node<'_>) -> Place {
    let number = code.value.get("code").unwrap_or(&Value::Null);
    let lists = |operation: &Operation<'_>| {
        let lists = operation.node.value.get("x-operation-error-codes").and_then(Value::as_object);
        lists.into_iter().flatten().any(|(_, list)| list.as_array().is_some_and(|list| list.contains(number)))
    };
    let mut labels = cx.all_operations().to_vec();
    if code.text("family") == Some("group") {
        let all: Vec<_> = operations(cx.old).into_iter().chain(operations(cx.new)).collect();
        labels.retain(|label| all.iter().any(|operation| operation.label == *label && lists(operation)));
    }
    let place = Place::document(format!("error code {number}"));
    Place { direction: Direction::Response, operations: labels.into(), ..place }
}
