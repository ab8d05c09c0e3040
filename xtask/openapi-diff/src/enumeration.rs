//! Lists of values, closed (`enum`) and open (`x-extensible-enum`).

use serde_json::Value;

use crate::comparison::{Comparison, Place, Touched};
use crate::rules;
use crate::verdict::{Direction, Shift, Verdict};
use crate::view::Pair;

use Verdict::{Breaking, Compatible, Documentation};

/// `enum`: the values that are valid, no others.
pub(crate) fn closed(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let touched = pair.touched(&["enum"]);
    let (old, new) = match (values(pair, "enum", true), values(pair, "enum", false)) {
        (Some(old), Some(new)) => (old, new),
        (old, _) => {
            let closed = old.is_none();
            let shift = Shift::of(closed, !closed);
            let message = if closed { "values limited by `enum`" } else { "`enum` removed" };
            let verdicts = (shift.wire(at.direction), Breaking);
            cx.report(rules::ENUM_CHANGED, at, verdicts, touched, message);
            return;
        }
    };
    for value in missing(&new, &old) {
        let wire = Shift::Narrower.wire(at.direction);
        let message = format!("value `{}` removed", text(value));
        cx.report_at(rules::ENUM_VALUE_REMOVED, at, (wire, Breaking), &touched, message);
    }
    for value in missing(&old, &new) {
        let wire = Shift::Wider.wire(at.direction);
        let source = if at.direction.reads() { Breaking } else { Compatible };
        let message = format!("value `{}` added", text(value));
        cx.report_at(rules::ENUM_VALUE_ADDED, at, (wire, source), &touched, message);
    }
    reordered(cx, at, &old, &new, &touched);
    cx.cover(touched);
}

/// `x-extensible-enum`: the values known today; clients keep the others.
pub(crate) fn open(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let touched = pair.touched(&["x-extensible-enum"]);
    let key = "x-extensible-enum";
    let (old, new) = match (values(pair, key, true), values(pair, key, false)) {
        (Some(old), Some(new)) => (old, new),
        (old, _) => {
            let message = if old.is_none() { "known values are listed" } else { "list of known values removed" };
            let verdicts = (on_wire(at, Documentation), Breaking);
            cx.report(rules::OPEN_VALUES_CHANGED, at, verdicts, touched, message);
            return;
        }
    };
    for value in missing(&new, &old) {
        let wire = if at.direction.writes() { Breaking } else { on_wire(at, Compatible) };
        let message = format!("known value `{}` removed", text(value));
        cx.report_at(rules::OPEN_VALUE_REMOVED, at, (wire, Breaking), &touched, message);
    }
    for value in missing(&old, &new) {
        let verdicts = (on_wire(at, Compatible), Compatible);
        let message = format!("known value `{}` added", text(value));
        cx.report_at(rules::OPEN_VALUE_ADDED, at, verdicts, &touched, message);
    }
    reordered(cx, at, &old, &new, &touched);
    cx.cover(touched);
}

fn on_wire(at: &Place, verdict: Verdict) -> Verdict {
    if at.direction == Direction::None { Verdict::None } else { verdict }
}

fn reordered(cx: &mut Comparison<'_>, at: &Place, old: &[&Value], new: &[&Value], around: &Touched) {
    let common = |a: &[&Value], b: &[&Value]| -> Vec<String> {
        a.iter().filter(|value| b.contains(value)).map(ToString::to_string).collect()
    };
    if common(old, new) != common(new, old) {
        let verdicts = (Verdict::None, Documentation);
        cx.report_at(rules::VALUES_REORDERED, at, verdicts, around, "values reordered");
    }
}

fn values<'d>(pair: Pair<'_, 'd>, key: &str, old: bool) -> Option<Vec<&'d Value>> {
    let node = if old { pair.before(key) } else { pair.after(key) };
    Some(node?.value.as_array()?.iter().collect())
}

fn missing<'d>(from: &[&'d Value], of: &[&'d Value]) -> Vec<&'d Value> {
    of.iter().filter(|value| !from.contains(value)).copied().collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
