//! Places that hold a thing or a `$ref` to it.

use crate::comparison::{Comparison, Place, Touched};
use crate::rest;
use crate::rules;
use crate::side::{Node, component_name};
use crate::verdict::Verdict;

/// Compares what stands at both sites, and says so when it only moved.
pub(crate) fn compare<'d>(
    cx: &mut Comparison<'d>,
    old: &Node<'d>,
    new: &Node<'d>,
    at: &Place,
    judge: impl FnOnce(&mut Comparison<'d>, &Node<'d>, &Node<'d>, &Place),
) {
    if cx.is_unchanged(old, new) {
        return;
    }
    rest::beside_references(cx, old, new, at);
    let (Some(a), Some(b)) = (cx.old.follow(old), cx.new.follow(new)) else {
        if old.value != new.value {
            let verdicts = (Verdict::CannotTell, Verdict::CannotTell);
            let message = "a reference leads to another file, in a circle or nowhere";
            cx.report(rules::UNRESOLVED_REFERENCE, at, verdicts, Touched::both(old, new), message);
        }
        return;
    };
    let reports = cx.reports();
    judge(cx, &a, &b, at);
    if old.reference() == new.reference() {
        return;
    }
    if cx.reports() == reports {
        // Generators name an object described in place after the component that holds it.
        let source = if old.reference().is_some() && describes_type(&a) { Verdict::Breaking } else { Verdict::None };
        let message = "stands behind another reference, or in place, and means the same";
        let touched = Touched::both(old, new);
        cx.report(rules::MOVED, at, (Verdict::None, source), touched, message);
    }
    cx.cover(Touched::both(old, new));
}

/// Whether a body or response describes an object in place rather than by a schema's name.
fn describes_type(node: &Node<'_>) -> bool {
    let media_types = node.get("content").map(|content| content.entries()).unwrap_or_default();
    media_types.iter().any(|(_, media_type)| {
        media_type.get("schema").is_some_and(|schema| {
            schema.reference().and_then(|r| component_name(r, "schemas")).is_none()
                && ["properties", "oneOf", "anyOf", "allOf", "enum"].iter().any(|key| schema.get(key).is_some())
        })
    })
}
