//! The `x-` keys of operations and of the document, as `x-extensions` explains them.

use serde_json::Value;

use crate::comparison::{Comparison, Place, Touched};
use crate::modelled;
use crate::operation::words;
use crate::operations::Operation;
use crate::rest;
use crate::rules::{self, Rule};
use crate::show::show;
use crate::side::Node;
use crate::verdict::{Direction, Verdict};

use Verdict::{Breaking, Compatible, Documentation};

type Verdicts = (Verdict, Verdict);
type Judge = fn(&mut Comparison<'_>, (&Node<'_>, &Node<'_>), &Place);

/// Key, rule, verdicts when it is new and when it is gone, judge when it changed. In source what is generated from the
/// key comes or goes with it.
const OPERATION_KEYS: &[(&str, Rule, Verdicts, Verdicts, Judge)] = &[
    ("x-call-rate", rules::CALL_RATE_CHANGED, (Breaking, Compatible), (Compatible, Breaking), call_rate),
    ("x-safe-to-repeat", rules::SAFE_TO_REPEAT_CHANGED, (Breaking, Compatible), (Compatible, Breaking), safe_to_repeat),
    ("x-group-types", rules::GROUP_TYPES_CHANGED, WORDS, WORDS, group_types),
    (
        "x-requirements",
        rules::REQUIREMENTS_CHANGED,
        (Breaking, Documentation),
        (Compatible, Documentation),
        requirements,
    ),
    ("x-pagination", rules::PAGINATION_CHANGED, FINE, (Breaking, Breaking), pagination),
    ("x-operation-error-codes", rules::OPERATION_ERROR_CODES_CHANGED, FINE, (Compatible, Breaking), error_codes),
];

const FINE: Verdicts = (Compatible, Compatible);
const WORDS: Verdicts = (Documentation, Documentation);

/// Compares the `x-` keys of an operation.
pub(crate) fn compare_operation<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    for (key, rule, added, removed, judge) in OPERATION_KEYS {
        let place = at.named(format!("{} {key}", at.name));
        let touched = Touched::key(&old.node, &new.node, key);
        match (old.node.get(key), new.node.get(key)) {
            (None, None) => {}
            (Some(a), Some(b)) => judge(cx, (&a, &b), &place),
            (None, _) => cx.report(*rule, &place, *added, touched, "added"),
            (_, None) => cx.report(*rule, &place, *removed, touched, "removed"),
        }
    }
}

/// Compares `x-service` and the tables that only explain.
pub(crate) fn compare_document(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.root(), cx.new.root());
    for key in ["x-sources", "x-group-type-names", "x-editions", "x-error-families", "x-extensions"] {
        if old.value.get(key) != new.value.get(key) {
            let touched = Touched::key(&old, &new, key);
            let message = format!("`{key}` changed");
            cx.report(rules::DOCUMENT_NOTES_CHANGED, &Place::document(key), WORDS, touched, message);
        }
    }
    let key = "x-service";
    let (before, after) = (old.get(key).unwrap_or_else(Node::missing), new.get(key).unwrap_or_else(Node::missing));
    let place = Place { operations: cx.all_operations(), ..Place::document(key) };
    for key in ["timeout-seconds", "response-bytes"] {
        let number = |node: &Node<'_>| node.value.get(key).and_then(Value::as_f64);
        let verdicts = match (number(&before), number(&after)) {
            (_, None) => (Compatible, Breaking),
            // Clients in the field give up earlier, or take less, than they must now.
            (Some(a), Some(b)) if b > a => (Breaking, Compatible),
            _ => FINE,
        };
        let place = place.named(format!("x-service.{key}")).going(Direction::Response);
        cx.key(rules::SERVICE_LIMIT_CHANGED, &place, verdicts, (&before, &after), key);
    }
    words(cx, &before, &after, &place, &["sources"]);
    rest::compare(cx, &before, &after, &place, modelled::SERVICE);
    if before.value.is_null() || after.value.is_null() {
        cx.cover(Touched::key(&old, &new, key));
    }
}

fn call_rate(cx: &mut Comparison<'_>, (old, new): (&Node<'_>, &Node<'_>), at: &Place) {
    let read = |node: &Node<'_>| Some((node.value.get("calls")?.as_f64()?, node.value.get("seconds")?.as_f64()?));
    words(cx, old, new, at, &["sources"]);
    let (Some((calls, seconds)), Some((new_calls, new_seconds))) = (read(old), read(new)) else {
        return rest::compare(cx, old, new, at, &["sources"]);
    };
    if (calls, seconds) != (new_calls, new_seconds) {
        // The most that a client of the old document sends within the new window.
        let most = calls * (new_seconds / seconds).ceil();
        let wire = if most <= new_calls { Compatible } else { Breaking };
        let message = format!("{calls} calls in {seconds} s -> {new_calls} calls in {new_seconds} s");
        let touched = Touched::keys(old, new, &["calls", "seconds"]);
        cx.report(rules::CALL_RATE_CHANGED, &at.going(Direction::Request), (wire, Compatible), touched, message);
    }
    rest::compare(cx, old, new, at, modelled::CALL_RATE);
}

fn safe_to_repeat(cx: &mut Comparison<'_>, (old, new): (&Node<'_>, &Node<'_>), at: &Place) {
    if old.value != new.value {
        // Clients in the field repeat what must not be sent twice, and code relies on it.
        let verdict = if new.value == true { Compatible } else { Breaking };
        let message = format!("{} -> {}", show(Some(old)), show(Some(new)));
        let place = at.going(Direction::Request);
        cx.report(rules::SAFE_TO_REPEAT_CHANGED, &place, (verdict, verdict), Touched::both(old, new), message);
    }
}

fn group_types(cx: &mut Comparison<'_>, (old, new): (&Node<'_>, &Node<'_>), at: &Place) {
    if old.value == new.value {
        return;
    }
    // The first reading is the one that the document follows.
    let served = |node: &Node<'_>| texts(node.items().first().and_then(|first| first.get("served")));
    let (lost, gained) = difference(served(old), served(new));
    let touched = || Touched::both(old, new);
    for name in &lost {
        let message = format!("group type `{name}` is not served any more");
        cx.report(rules::GROUP_TYPE_REMOVED, at, (Breaking, Compatible), touched(), message);
    }
    for name in &gained {
        cx.report(rules::GROUP_TYPE_ADDED, at, FINE, touched(), format!("group type `{name}` is served too"));
    }
    if lost.is_empty() && gained.is_empty() {
        cx.report(rules::GROUP_TYPES_CHANGED, at, WORDS, touched(), "sources or other readings changed");
    }
}

fn requirements(cx: &mut Comparison<'_>, (old, new): (&Node<'_>, &Node<'_>), at: &Place) {
    let rule = rules::REQUIREMENTS_CHANGED;
    let before = texts(old.get("editions"));
    let was_unbound = before.is_empty();
    let wire = match difference(before, texts(new.get("editions"))) {
        (lost, _) if !lost.is_empty() => Breaking,
        (_, gained) if gained.is_empty() => Documentation,
        _ if was_unbound => Breaking,
        _ => Compatible,
    };
    cx.key(rule, at, (wire, Documentation), (old, new), "editions");
    let wire = match (old.get("switch"), new.get("switch")) {
        (None, _) => Breaking,
        (_, None) => Compatible,
        // Another switch, or the same under another label.
        _ => Verdict::CannotTell,
    };
    cx.key(rule, at, (wire, Documentation), (old, new), "switch");
    for key in ["switch-location", "switch-off-code", "note"] {
        cx.key(rule, at, WORDS, (old, new), key);
    }
    words(cx, old, new, at, &["sources"]);
    rest::compare(cx, old, new, at, modelled::REQUIREMENTS);
}

fn pagination(cx: &mut Comparison<'_>, (old, new): (&Node<'_>, &Node<'_>), at: &Place) {
    for key in modelled::PAGINATION {
        let verdicts = match (*key, old.get(key)) {
            ("total", None) => FINE,
            // Nobody pages by the total, but code reads it of a page.
            ("total", _) => (Compatible, Breaking),
            _ => (Breaking, Breaking),
        };
        cx.key(rules::PAGINATION_CHANGED, &at.going(Direction::Both), verdicts, (old, new), key);
    }
    rest::compare(cx, old, new, at, modelled::PAGINATION);
}

fn error_codes(cx: &mut Comparison<'_>, (old, new): (&Node<'_>, &Node<'_>), at: &Place) {
    let lists = modelled::OPERATION_CODES;
    let all = |node: &Node<'_>| lists.iter().flat_map(|key| texts(node.get(key))).collect();
    let (lost, gained) = difference(all(old), all(new));
    let place = at.going(Direction::Response);
    let rule = rules::OPERATION_ERROR_CODES_CHANGED;
    let touched = || Touched::keys(old, new, lists);
    for code in &gained {
        cx.report(rule, &place, FINE, touched(), format!("may answer {code} too"));
    }
    for code in &lost {
        cx.report(rule, &place, FINE, touched(), format!("no longer answers {code}"));
    }
    let moved = |key: &str| difference(texts(old.get(key)), texts(new.get(key))) != Default::default();
    if lost.is_empty() && gained.is_empty() && lists.iter().any(|key| moved(key)) {
        cx.report(rule, &place, WORDS, touched(), "a code moved between documented and possible");
    }
    cx.cover(touched());
    rest::compare(cx, old, new, at, lists);
}

/// The entries of a list as text.
fn texts(list: Option<Node<'_>>) -> Vec<String> {
    let text = |item: &Node<'_>| item.value.as_str().map_or_else(|| item.value.to_string(), str::to_owned);
    list.map(|list| list.items().iter().map(text).collect()).unwrap_or_default()
}

/// What only the first list has, and what only the second has.
fn difference(old: Vec<String>, new: Vec<String>) -> (Vec<String>, Vec<String>) {
    let missing = |all: &[String], from: &[String]| all.iter().filter(|one| !from.contains(one)).cloned().collect();
    (missing(&old, &new), missing(&new, &old))
}
