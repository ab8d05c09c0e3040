//! The error-code table and the retry classes it refers to.

use serde_json::Value;

use crate::comparison::{Comparison, Place, Touched};
use crate::modelled;
use crate::operations::{Operation, operations};
use crate::pairs::paired;
use crate::rest;
use crate::rules;
use crate::side::Node;
use crate::verdict::{Direction, Verdict};

use Verdict::{Breaking, Compatible, Documentation};

/// Compares `x-error-codes`.
pub(crate) fn compare(cx: &mut Comparison<'_>) {
    let key = "x-error-codes";
    let (old, new) = (cx.old.root(), cx.new.root());
    let Some((before, after)) = entries(&old, &new, key) else { return };
    let (both, removed, added) = paired(before, after, &[&|a, b| same(a, b, "code"), &|a, b| same(a, b, "name")]);
    for (code, other) in both {
        if !same(&code, &other, "code") {
            let number = other.value.get("code").unwrap_or(&Value::Null);
            let message = format!("`{}` is {number} now", name(&code));
            let (place, touched) = (place(cx, &code), Touched::both(&code, &other));
            cx.report(rules::ERROR_CODE_RENUMBERED, &place, (Breaking, Breaking), touched, message);
        }
        one(cx, &code, &other);
    }
    for code in removed {
        let (place, touched) = (place(cx, &code), Touched::old(&code));
        let message = format!("`{}` removed", name(&code));
        cx.report(rules::ERROR_CODE_REMOVED, &place, (Compatible, Breaking), touched, message);
    }
    for code in added {
        let place = place(cx, &code);
        let message = format!("`{}` added", name(&code));
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
    let Some((before, after)) = entries(&old, &new, key) else { return };
    let operations = cx.all_operations();
    let place = |class: &Node<'_>| Place {
        operations: operations.clone(),
        ..Place::document(format!("retry class {}", class.text("id").unwrap_or("without id")))
    };
    let (both, removed, added) = paired(before, after, &[&|a, b| same(a, b, "id")]);
    for class in removed {
        let verdicts = (Verdict::None, Breaking);
        cx.report(rules::RETRY_CLASS_REMOVED, &place(&class), verdicts, Touched::old(&class), "class removed");
    }
    for (class, other) in both {
        let place = place(&class);
        crate::operation::words(cx, &class, &other, &place, &["description"]);
        let seconds = |class: &Node<'_>| class.value.get("wait-seconds").and_then(Value::as_f64);
        let wire = if seconds(&other) > seconds(&class) { Breaking } else { Compatible };
        let source = if seconds(&other).is_none() { Breaking } else { Compatible };
        cx.key(rules::RETRY_WAIT_CHANGED, &place, (wire, source), (&class, &other), "wait-seconds");
        rest::compare(cx, &class, &other, &place, modelled::RETRY_CLASS);
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
    rest::compare(cx, old, new, &at, modelled::ERROR_CODE);
}

fn name<'d>(code: &Node<'d>) -> &'d str {
    code.text("name").unwrap_or("?")
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
