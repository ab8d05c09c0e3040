//! Examples: they teach, they bind nobody.

use crate::comparison::{Comparison, Place, Touched};
use crate::rest::keys;
use crate::rules;
use crate::side::Node;
use crate::verdict::Verdict;

const VERDICTS: (Verdict, Verdict) = (Verdict::Documentation, Verdict::Documentation);

/// Compares `example` and `examples` of a parameter, a header or a media type.
pub(crate) fn compare(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    if old.value.get("example") != new.value.get("example") {
        let touched = Touched::key(old, new, "example");
        cx.report(rules::EXAMPLE_CHANGED, at, VERDICTS, touched, "`example` changed");
    }
    let (before, after) =
        (old.get("examples").unwrap_or_else(Node::missing), new.get("examples").unwrap_or_else(Node::missing));
    named(cx, &before, &after, Some(at));
    if before.value.is_null() || after.value.is_null() {
        cx.cover(Touched::key(old, new, "examples"));
    }
}

/// Compares the examples in `components`.
pub(crate) fn compare_components(cx: &mut Comparison<'_>) {
    let pointer = "/components/examples";
    let before = cx.old.at(pointer).unwrap_or_else(Node::missing);
    let after = cx.new.at(pointer).unwrap_or_else(Node::missing);
    named(cx, &before, &after, None);
}

/// Examples by name, at a place or in `components`.
fn named(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: Option<&Place>) {
    for name in keys([old, new]) {
        let (before, after) = (old.get(name), new.get(name));
        if before.as_ref().map(|n| n.value) == after.as_ref().map(|n| n.value) {
            continue;
        }
        let (rule, message) = match (&before, &after) {
            (None, _) => (rules::EXAMPLE_ADDED, "example added"),
            (_, None) => (rules::EXAMPLE_REMOVED, "example removed"),
            _ => (rules::EXAMPLE_CHANGED, "example changed"),
        };
        let touched = Touched::options(before.as_ref(), after.as_ref());
        let place = match at {
            Some(at) => at.named(format!("{} example {name}", at.name)),
            None => cx.component_place("examples", name, &format!("example {name}")),
        };
        cx.report(rule, &place, VERDICTS, touched, message);
    }
}
