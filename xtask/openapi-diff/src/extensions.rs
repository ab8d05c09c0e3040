//! The `x-` keys of operations and of the document, as `x-extensions` explains them.

use crate::comparison::{Comparison, Place, Touched};
use crate::operation::words;
use crate::operations::Operation;
use crate::rest;
use crate::rules::{self, Rule};
use crate::show::show;
use crate::side::Node;
use crate::verdict::{Direction, Verdict};

use Verdict::{Breaking, Compatible, Documentation};

type Judge = fn(&mut Comparison<'_>, &Node<'_>, &Node<'_>, &Place);

/// Compares the `x-` keys of an operation.
pub(crate) fn compare_operation<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    let keys: [(&str, Rule, Verdict, Verdict, Judge); 6] = [
        // Key, rule, wire verdict when it is new and when it is gone, judge when it changed.
        ("x-call-rate", rules::CALL_RATE_CHANGED, Breaking, Compatible, call_rate),
        ("x-safe-to-repeat", rules::SAFE_TO_REPEAT_CHANGED, Breaking, Compatible, safe_to_repeat),
        ("x-group-types", rules::GROUP_TYPES_CHANGED, Documentation, Documentation, group_types),
        ("x-requirements", rules::REQUIREMENTS_CHANGED, Breaking, Compatible, requirements),
        ("x-pagination", rules::PAGINATION_CHANGED, Compatible, Breaking, pagination),
        (
            "x-operation-error-codes",
            rules::OPERATION_ERROR_CODES_CHANGED,
            Compatible,
            Compatible,
            operation_error_codes,
        ),
    ];
    for (key, rule, added, removed, judge) in keys {
        let place = at.named(format!("{} {key}", at.name));
        let (wire, message) = match (old.node.get(key), new.node.get(key)) {
            (None, None) => continue,
            (Some(a), Some(b)) => {
                judge(cx, &a, &b, &place);
                continue;
            }
            (None, _) => (added, "added"),
            (_, None) => (removed, "removed"),
        };
        // What is generated from the key comes or goes with it.
        let is_table = !matches!(key, "x-requirements" | "x-group-types");
        let source = match (message, is_table) {
            (_, false) => Documentation,
            ("added", _) => Compatible,
            _ => Breaking,
        };
        let touched = Touched::key(&old.node, &new.node, key);
        cx.report(rule, &place, (wire, source), touched, message);
    }
}

/// Compares `x-service` and the tables that only explain.
pub(crate) fn compare_document(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.root(), cx.new.root());
    service(cx, &old, &new);
    for key in ["x-sources", "x-group-type-names", "x-editions", "x-error-families", "x-extensions"] {
        if old.value.get(key) != new.value.get(key) {
            let touched = Touched::key(&old, &new, key);
            let verdicts = (Documentation, Documentation);
            let place = Place::document(key);
            let message = format!("`{key}` changed");
            cx.report(rules::DOCUMENT_NOTES_CHANGED, &place, verdicts, touched, message);
        }
    }
}

fn service(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>) {
    let (before, after) =
        (old.get("x-service").unwrap_or_else(Node::missing), new.get("x-service").unwrap_or_else(Node::missing));
    for key in ["timeout-seconds", "response-bytes"] {
        let (a, b) = (before.get(key), after.get(key));
        if a.as_ref().map(|n| n.value) == b.as_ref().map(|n| n.value) {
            continue;
        }
        let number = |node: &Option<Node<'_>>| node.as_ref().and_then(|n| n.value.as_f64());
        let (wire, source) = match (number(&a), number(&b)) {
            (None, _) => (Compatible, Compatible),
            (_, None) => (Compatible, Breaking),
            // Clients in the field give up earlier, or take less, than they must now.
            (Some(a), Some(b)) if b > a => (Breaking, Compatible),
            _ => (Compatible, Compatible),
        };
        let mut place = Place::document(format!("x-service.{key}"));
        place.direction = Direction::Response;
        place.operations = cx.all_operations();
        let message = format!("{} -> {}", show(a.as_ref()), show(b.as_ref()));
        let touched = Touched::key(&before, &after, key);
        cx.report(rules::SERVICE_LIMIT_CHANGED, &place, (wire, source), touched, message);
    }
    let place = Place::document("x-service");
    words(cx, &before, &after, &place, &["sources"]);
    rest::compare(cx, &before, &after, &place, &["timeout-seconds", "response-bytes", "sources"]);
    if before.value.is_null() || after.value.is_null() {
        cx.cover(Touched::key(old, new, "x-service"));
    }
}

fn call_rate(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let read = |node: &Node<'_>| Some((node.value.get("calls")?.as_f64()?, node.value.get("seconds")?.as_f64()?));
    if old.value != new.value
        && let (Some((calls, seconds)), Some((new_calls, new_seconds))) = (read(old), read(new))
        && (calls, seconds) != (new_calls, new_seconds)
    {
        // The most that a client of the old document sends within the new window.
        let most = calls * (new_seconds / seconds).ceil();
        let wire = if most <= new_calls { Compatible } else { Breaking };
        let message = format!("{calls} calls in {seconds} s -> {new_calls} calls in {new_seconds} s");
        let mut touched = Touched::key(old, new, "calls");
        let more = Touched::key(old, new, "seconds");
        touched.old.extend(more.old);
        touched.new.extend(more.new);
        let place = at.going(Direction::Request);
        cx.report(rules::CALL_RATE_CHANGED, &place, (wire, Compatible), touched, message);
    }
    words(cx, old, new, at, &["sources"]);
    let known: &[&str] =
        if read(old).is_some() && read(new).is_some() { &["calls", "seconds", "sources"] } else { &["sources"] };
    rest::compare(cx, old, new, at, known);
}

fn safe_to_repeat(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    if old.value != new.value {
        // Clients in the field repeat what must not be sent twice, and code relies on it.
        let verdict = if new.value == true { Compatible } else { Breaking };
        let message = format!("{} -> {}", show(Some(old)), show(Some(new)));
        let place = at.going(Direction::Request);
        cx.report(rules::SAFE_TO_REPEAT_CHANGED, &place, (verdict, verdict), Touched::both(old, new), message);
    }
}

fn group_types(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    if old.value == new.value {
        return;
    }
    // The first reading is the one that the document follows.
    let served = |node: &Node<'_>| texts(node.items().first().and_then(|first| first.get("served")));
    let (before, after) = (served(old), served(new));
    let touched = || Touched::both(old, new);
    let mut told = false;
    for name in before.iter().filter(|name| !after.contains(name)) {
        let message = format!("group type `{name}` is not served any more");
        let verdicts = (Breaking, Compatible);
        cx.report(rules::GROUP_TYPE_REMOVED, at, verdicts, touched(), message);
        told = true;
    }
    for name in after.iter().filter(|name| !before.contains(name)) {
        let message = format!("group type `{name}` is served too");
        let verdicts = (Compatible, Compatible);
        cx.report(rules::GROUP_TYPE_ADDED, at, verdicts, touched(), message);
        told = true;
    }
    if !told {
        let verdicts = (Documentation, Documentation);
        let message = "sources or other readings changed";
        cx.report(rules::GROUP_TYPES_CHANGED, at, verdicts, touched(), message);
    }
}

fn requirements(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let key = "editions";
    let (before, after) = (texts(old.get(key)), texts(new.get(key)));
    if old.value.get(key) != new.value.get(key) {
        let lost = before.iter().any(|edition| !after.contains(edition));
        let gained = after.iter().any(|edition| !before.contains(edition));
        let wire = match (lost, gained) {
            (true, _) => Breaking,
            (_, true) if before.is_empty() => Breaking,
            (_, true) => Compatible,
            _ => Documentation,
        };
        let message = format!("editions `{}` -> `{}`", before.join(", "), after.join(", "));
        let touched = Touched::key(old, new, key);
        cx.report(rules::REQUIREMENTS_CHANGED, at, (wire, Documentation), touched, message);
    }
    let key = "switch";
    let (a, b) = (old.get(key), new.get(key));
    if a.as_ref().map(|n| n.value) != b.as_ref().map(|n| n.value) {
        let wire = match (&a, &b) {
            (None, _) => Breaking,
            (_, None) => Compatible,
            // Another switch, or the same under another label.
            _ => Verdict::CannotTell,
        };
        let message = format!("switch {} -> {}", show(a.as_ref()), show(b.as_ref()));
        let touched = Touched::key(old, new, key);
        cx.report(rules::REQUIREMENTS_CHANGED, at, (wire, Documentation), touched, message);
    }
    for key in ["switch-location", "switch-off-code", "note"] {
        if old.value.get(key) != new.value.get(key) {
            let verdicts = (Documentation, Documentation);
            let touched = Touched::key(old, new, key);
            let message = format!("`{key}` changed");
            cx.report(rules::REQUIREMENTS_CHANGED, at, verdicts, touched, message);
        }
    }
    words(cx, old, new, at, &["sources"]);
    rest::compare(cx, old, new, at, &["editions", "switch", "switch-location", "switch-off-code", "note", "sources"]);
}

fn pagination(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let keys = ["style", "size", "position", "next", "items", "first", "end", "total"];
    for key in keys {
        let (a, b) = (old.get(key), new.get(key));
        if a.as_ref().map(|n| n.value) == b.as_ref().map(|n| n.value) {
            continue;
        }
        let verdicts = match (key, &a) {
            ("total", None) => (Compatible, Compatible),
            // Nobody pages by the total.
            ("total", _) => (Compatible, Breaking),
            _ => (Breaking, Breaking),
        };
        let message = format!("`{key}` {} -> {}", show(a.as_ref()), show(b.as_ref()));
        let touched = Touched::key(old, new, key);
        cx.report(rules::PAGINATION_CHANGED, &at.going(Direction::Both), verdicts, touched, message);
    }
    rest::compare(cx, old, new, at, &keys);
}

fn operation_error_codes(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let all = |node: &Node<'_>| -> Vec<String> {
        ["documented", "possible"].iter().flat_map(|key| texts(node.get(key))).collect()
    };
    let (before, after) = (all(old), all(new));
    let place = at.going(Direction::Response);
    let touched = || {
        let mut touched = Touched::key(old, new, "documented");
        let more = Touched::key(old, new, "possible");
        touched.old.extend(more.old);
        touched.new.extend(more.new);
        touched
    };
    let mut told = false;
    for code in after.iter().filter(|code| !before.contains(code)) {
        let message = format!("may answer {code} too");
        let verdicts = (Compatible, Compatible);
        cx.report(rules::OPERATION_ERROR_CODES_CHANGED, &place, verdicts, touched(), message);
        told = true;
    }
    for code in before.iter().filter(|code| !after.contains(code)) {
        let message = format!("no longer answers {code}");
        let verdicts = (Compatible, Compatible);
        cx.report(rules::OPERATION_ERROR_CODES_CHANGED, &place, verdicts, touched(), message);
        told = true;
    }
    let lists = ["documented", "possible"];
    let sorted = |node: &Node<'_>, key: &str| {
        let mut list = texts(node.get(key));
        list.sort();
        list
    };
    if !told && lists.iter().any(|key| sorted(old, key) != sorted(new, key)) {
        let message = "a code moved between documented and possible";
        let verdicts = (Documentation, Documentation);
        cx.report(rules::OPERATION_ERROR_CODES_CHANGED, &place, verdicts, touched(), message);
    }
    cx.cover(touched());
    rest::compare(cx, old, new, at, &lists);
}

/// The entries of a list as text.
fn texts(list: Option<Node<'_>>) -> Vec<String> {
    let text = |item: &Node<'_>| item.value.as_str().map_or_else(|| item.value.to_string(), str::to_owned);
    list.map(|list| list.items().iter().map(text).collect()).unwrap_or_default()
}
