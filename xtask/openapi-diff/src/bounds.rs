//! Limits on values: ranges, lengths, counts.

use serde_json::Value;

use crate::comparison::{Comparison, Place};
use crate::keywords::equivalent;
use crate::rules::{self, Rule};
use crate::verdict::{Shift, Verdict};
use crate::view::{Pair, Part, get, type_of};

/// A lower and an upper end, `None` where there is none.
type Ends = (Option<i128>, Option<i128>);

/// `minimum` and `maximum`.
pub(crate) fn range(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let is_integer = |parts: &[Part<'_>]| type_of(parts) == Some("integer");
    let retyped = is_integer(pair.old) && is_integer(pair.new) && integer_type(pair.old) != integer_type(pair.new);
    let (old, new) = (written(pair.old, RANGE), written(pair.new, RANGE));
    let ((low, high), (new_low, new_high)) = (integers(pair.old), integers(pair.new));
    let (low, high) = ((new_low > low, new_low < low), (new_high < high, new_high > high));
    end(cx, pair, at, RANGE.0, rules::MINIMUM_CHANGED, retyped, low, (old.0, new.0));
    end(cx, pair, at, RANGE.1, rules::MAXIMUM_CHANGED, retyped, high, (old.1, new.1));
}

/// `minLength` and `maxLength`.
pub(crate) fn length(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let retyped = is_checked_string(pair.old) != is_checked_string(pair.new);
    counts(cx, pair, at, ("minLength", "maxLength"), rules::LENGTH_CHANGED, retyped);
}

/// `minItems` and `maxItems`.
pub(crate) fn items(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let keys = ("minItems", "maxItems");
    // typify makes a fixed-size array where both are the same.
    let fixed = |parts: &[Part<'_>]| match written(parts, keys) {
        (Some(least), Some(most)) if least == most => Some(most),
        _ => None,
    };
    counts(cx, pair, at, keys, rules::ITEM_COUNT_CHANGED, fixed(pair.old) != fixed(pair.new));
}

/// A count with a lower and an upper end.
fn counts(
    cx: &mut Comparison<'_>,
    pair: Pair<'_, '_>,
    at: &Place,
    keys: (&'static str, &'static str),
    rule: Rule,
    retyped: bool,
) {
    let ((low, high), (new_low, new_high)) = (written(pair.old, keys), written(pair.new, keys));
    // A lower end of 0 is none, and so is an upper end that is not there.
    let (from, to) = (low.unwrap_or(0), new_low.unwrap_or(0));
    let (most, new_most) = (high.unwrap_or(i128::MAX), new_high.unwrap_or(i128::MAX));
    end(cx, pair, at, keys.0, rule, retyped, (to > from, to < from), (low, new_low));
    end(cx, pair, at, keys.1, rule, retyped, (new_most < most, new_most > most), (high, new_high));
}

#[expect(clippy::too_many_arguments, reason = "one end of a range, seen from both of its callers")]
fn end(
    cx: &mut Comparison<'_>,
    pair: Pair<'_, '_>,
    at: &Place,
    key: &str,
    rule: Rule,
    retyped: bool,
    (narrower, wider): (bool, bool),
    (old, new): (Option<i128>, Option<i128>),
) {
    if !pair.differs(key) {
        return;
    }
    let at = pair.place(key, at);
    let touched = pair.touched(&[key]);
    let is_same = !narrower && !wider;
    if is_same && !retyped {
        return equivalent(cx, &at, touched, key);
    }
    let shift = Shift::of(narrower, wider);
    let wire = if is_same { Verdict::None } else { shift.wire(at.direction) };
    let source = if retyped { Verdict::Breaking } else { shift.source(at.direction) };
    let text = |end: Option<i128>| end.map_or_else(|| "none".to_owned(), |end| end.to_string());
    cx.report(rule, &at, (wire, source), touched, format!("`{key}` {} -> {}", text(old), text(new)));
}

const RANGE: (&str, &str) = ("minimum", "maximum");

/// The ends as they are written.
fn written(parts: &[Part<'_>], (lower, upper): (&str, &str)) -> Ends {
    let number = |key: &str| get(parts, key).and_then(|node| whole(node.value));
    (number(lower), number(upper))
}

/// A number without a fraction.
pub(crate) fn whole(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from))
}

/// The least and the greatest integer that the format and the bounds allow.
pub(crate) fn integers(parts: &[Part<'_>]) -> (i128, i128) {
    let (low, high) = format_range(parts).unwrap_or((i128::MIN, i128::MAX));
    let (min, max) = written(parts, RANGE);
    (min.map_or(low, |min| min.max(low)), max.map_or(high, |max| max.min(high)))
}

fn format_range(parts: &[Part<'_>]) -> Option<(i128, i128)> {
    match get(parts, "format")?.value.as_str()? {
        "int32" => Some((i32::MIN.into(), i32::MAX.into())),
        "int64" => Some((i64::MIN.into(), i64::MAX.into())),
        "uint32" => Some((0, u32::MAX.into())),
        "uint64" => Some((0, u64::MAX.into())),
        _ => None,
    }
}

/// typify makes a checked newtype of a string with any of these.
fn is_checked_string(parts: &[Part<'_>]) -> bool {
    ["minLength", "maxLength"].iter().any(|key| get(parts, key).is_some())
}

/// What decides over the Rust type of an integer: typify takes that of the format if the bounds fit it, non-zero from 1
/// on, and else chooses by the bounds; hand-written conversions have unsigned types for two ranges.
fn integer_type(parts: &[Part<'_>]) -> (Option<Ends>, bool, bool, bool) {
    let (min, max) = written(parts, RANGE);
    let fits = format_range(parts)
        .is_some_and(|(low, high)| min.is_none_or(|min| min >= low) && max.is_none_or(|max| max <= high));
    let chosen = (!fits).then_some((min, max));
    (chosen, min == Some(1), min.is_some_and(|min| min >= 0), max == Some(i128::from(u32::MAX)))
}
