//! Lists of values, closed (`enum`) and open (`x-extensible-enum`).

use serde_json::Value;

use crate::comparison::{Comparison, Place, Touched};
use crate::rules::{self, Rule};
use crate::side::Node;
use crate::verdict::{Direction, Shift, Verdict};
use crate::view::Pair;

use Verdict::{Breaking, Compatible, Documentation};

/// `enum`: the values that are valid, no others.
pub(crate) fn closed(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let is_new = pair.before("enum").is_none();
    let whole = (rules::ENUM_CHANGED, (Shift::of(is_new, !is_new).wire(at.direction), Breaking));
    let lost = (rules::ENUM_VALUE_REMOVED, (Shift::Narrower.wire(at.direction), Breaking));
    let source = if at.direction.reads() { Breaking } else { Compatible };
    let gained = (rules::ENUM_VALUE_ADDED, (Shift::Wider.wire(at.direction), source));
    let texts = ("values limited by `enum`", "`enum` removed", "value");
    compare(cx, pair, at, "enum", [whole, lost, gained], texts);
}

/// `x-extensible-enum`: the values known today; clients keep the others.
pub(crate) fn open(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let whole = (rules::OPEN_VALUES_CHANGED, (on_wire(at, Documentation), Breaking));
    let wire = if at.direction.writes() { Breaking } else { on_wire(at, Compatible) };
    let lost = (rules::OPEN_VALUE_REMOVED, (wire, Breaking));
    let gained = (rules::OPEN_VALUE_ADDED, (on_wire(at, Compatible), Compatible));
    let texts = ("known values are listed", "list of known values removed", "known value");
    compare(cx, pair, at, "x-extensible-enum", [whole, lost, gained], texts);
}

/// The rules and verdicts are those for a list that comes or goes, for a value that is gone and for one that is new.
fn compare(
    cx: &mut Comparison<'_>,
    pair: Pair<'_, '_>,
    at: &Place,
    key: &str,
    [whole, lost, gained]: [(Rule, (Verdict, Verdict)); 3],
    (listed, unlisted, value): (&str, &str, &str),
) {
    let touched = pair.touched(&[key]);
    let (Some(old), Some(new)) = (values(pair.before(key)), values(pair.after(key))) else {
        let message = if pair.before(key).is_none() { listed } else { unlisted };
        return cx.report(whole.0, at, whole.1, touched, message);
    };
    for gone in missing(&new, &old) {
        cx.report_at(lost.0, at, lost.1, &touched, format!("{value} `{}` removed", text(gone)));
    }
    for added in missing(&old, &new) {
        cx.report_at(gained.0, at, gained.1, &touched, format!("{value} `{}` added", text(added)));
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

fn values<'d>(list: Option<Node<'d>>) -> Option<Vec<&'d Value>> {
    Some(list?.value.as_array()?.iter().collect())
}

fn missing<'d>(from: &[&'d Value], of: &[&'d Value]) -> Vec<&'d Value> {
    of.iter().filter(|value| !from.contains(value)).copied().collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
