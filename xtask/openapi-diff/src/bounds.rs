//! Limits on values: ranges, lengths, counts, patterns.

use std::cmp::Ordering;

use serde_json::Value;

use crate::comparison::{Comparison, Place};
use crate::keywords::equivalent;
use crate::rules::{self, Rule};
use crate::show::show;
use crate::verdict::{Shift, Verdict};
use crate::view::{Pair, Part, get, type_of};

/// `minimum` and `maximum` with their exclusive forms.
pub(crate) fn range(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let retyped = is_retyped_integer(pair);
    let minimum = &["minimum", "exclusiveMinimum"];
    let maximum = &["maximum", "exclusiveMaximum"];
    side(cx, pair, at, minimum, rules::MINIMUM_CHANGED, retyped, false);
    side(cx, pair, at, maximum, rules::MAXIMUM_CHANGED, retyped, true);
}

/// `minLength` and `maxLength`.
pub(crate) fn length(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let retyped = is_checked_string(pair.old) != is_checked_string(pair.new);
    counts(cx, pair, at, ["minLength", "maxLength"], rules::LENGTH_CHANGED, retyped);
}

/// `minItems` and `maxItems`.
pub(crate) fn items(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    // typify makes a fixed-size array where both are the same.
    let fixed = |parts: &[Part<'_>]| {
        let (min, max) = (get(parts, "minItems"), get(parts, "maxItems"));
        min.zip(max).filter(|(a, b)| a.value == b.value).and_then(|(a, _)| a.value.as_u64())
    };
    let retyped = fixed(pair.old) != fixed(pair.new);
    counts(cx, pair, at, ["minItems", "maxItems"], rules::ITEM_COUNT_CHANGED, retyped);
}

/// `minProperties` and `maxProperties`.
pub(crate) fn properties(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let keys = ["minProperties", "maxProperties"];
    counts(cx, pair, at, keys, rules::PROPERTY_COUNT_CHANGED, false);
}

/// `multipleOf` and `pattern`: whether one of them allows all that another does is not for here.
pub(crate) fn form(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place, key: &str, rule: Rule) {
    let (old, new) = (pair.before(key), pair.after(key));
    let shift = match (&old, &new) {
        (None, _) => Shift::Narrower,
        (_, None) => Shift::Wider,
        _ => Shift::Unknown,
    };
    let retyped = is_retyped_integer(pair) || is_checked_string(pair.old) != is_checked_string(pair.new);
    let source = if retyped { Verdict::Breaking } else { shift.source(at.direction) };
    let message = format!("`{key}` {} -> {}", show(old.as_ref()), show(new.as_ref()));
    cx.report(rule, at, (shift.wire(at.direction), source), pair.touched(&[key]), message);
}

/// `uniqueItems`.
pub(crate) fn unique_items(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let touched = pair.touched(&["uniqueItems"]);
    let (old, new) = pair.flags("uniqueItems");
    if old == new {
        return equivalent(cx, at, touched, "uniqueItems");
    }
    let shift = Shift::of(new, old);
    let message = if new { "items must be unique" } else { "items may repeat" };
    let verdicts = (shift.wire(at.direction), Verdict::Breaking);
    cx.report(rules::UNIQUE_ITEMS_CHANGED, at, verdicts, touched, message);
}

/// A count with a lower and an upper end; a lower end of 0 is none.
fn counts(
    cx: &mut Comparison<'_>,
    pair: Pair<'_, '_>,
    at: &Place,
    [lower, upper]: [&str; 2],
    rule: Rule,
    retyped: bool,
) {
    side(cx, pair, at, &[lower], rule, retyped, false);
    side(cx, pair, at, &[upper], rule, retyped, true);
}

fn side(
    cx: &mut Comparison<'_>,
    pair: Pair<'_, '_>,
    at: &Place,
    keys: &[&str],
    rule: Rule,
    retyped: bool,
    upper: bool,
) {
    if !keys.iter().any(|key| pair.differs(key)) {
        return;
    }
    let (old, new) = (Limit::read(pair.old, keys, upper), Limit::read(pair.new, keys, upper));
    let touched = pair.touched(keys);
    let at = pair.place(keys[0], at);
    let order = Limit::order(old.as_ref(), new.as_ref(), upper);
    if order == Ordering::Equal && !retyped {
        return equivalent(cx, &at, touched, keys[0]);
    }
    // Less room above or more below: some values are out.
    let wire = match order {
        Ordering::Equal => Verdict::None,
        _ => Shift::of(order == Ordering::Greater, order == Ordering::Less).wire(at.direction),
    };
    let shift = Shift::of(order == Ordering::Greater, order == Ordering::Less);
    let source = if retyped { Verdict::Breaking } else { shift.source(at.direction) };
    let text = |limit: &Option<Limit>| limit.as_ref().map_or("none".to_owned(), Limit::text);
    let message = format!("`{}` {} -> {}", keys[0], text(&old), text(&new));
    cx.report(rule, &at, (wire, source), touched, message);
}

/// One end of a range.
struct Limit {
    number: Value,
    is_exclusive: bool,
    is_written: bool,
}

impl Limit {
    /// The limit that is written down, or the one that an integer's format sets anyway.
    fn read(parts: &[Part<'_>], keys: &[&str], upper: bool) -> Option<Self> {
        let is_range = keys.len() > 1;
        let exclusive = is_range && parts.iter().any(|part| part.node.flag(keys[1]));
        let written = get(parts, keys[0]).map(|node| node.value.clone()).filter(Value::is_number);
        // A count that may be 0 has no lower end.
        let written = written.filter(|number| is_range || upper || number.as_u64() != Some(0));
        let written = written.map(|number| Self { number, is_exclusive: exclusive, is_written: true });
        let implied = is_range.then(|| Self::implied(parts, upper)).flatten();
        match (&written, &implied) {
            (Some(_), Some(_)) if Self::order(implied.as_ref(), written.as_ref(), upper) != Ordering::Greater => {
                implied
            }
            (Some(_), _) => written,
            _ => implied,
        }
    }

    /// What the format of an integer allows.
    fn implied(parts: &[Part<'_>], upper: bool) -> Option<Self> {
        let format = get(parts, "format").filter(|_| type_of(parts) == Some("integer"))?;
        let (low, high) = range_of(format.value.as_str()?)?;
        let number = if upper { u64::try_from(high).ok()?.into() } else { i64::try_from(low).ok()?.into() };
        Some(Self { number, is_exclusive: false, is_written: false })
    }

    /// `Greater` when the second limit leaves less room.
    fn order(a: Option<&Self>, b: Option<&Self>, upper: bool) -> Ordering {
        match (a, b) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) => {
                let numbers = compare_numbers(&a.number, &b.number);
                let room = if upper { numbers } else { numbers.reverse() };
                room.then(b.is_exclusive.cmp(&a.is_exclusive))
            }
        }
    }

    fn text(&self) -> String {
        if !self.is_written {
            return "none".to_owned();
        }
        if self.is_exclusive { format!("{} (exclusive)", self.number) } else { self.number.to_string() }
    }
}

fn compare_numbers(a: &Value, b: &Value) -> Ordering {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal),
    }
}

/// typify makes a checked newtype of a string with any of these.
fn is_checked_string(parts: &[Part<'_>]) -> bool {
    ["minLength", "maxLength", "pattern"].iter().any(|key| get(parts, key).is_some())
}

/// The least and the greatest integer that the format and the bounds allow.
pub(crate) fn integers(parts: &[Part<'_>]) -> (i128, i128) {
    let format = get(parts, "format").and_then(|node| range_of(node.value.as_str()?));
    let (low, high) = format.unwrap_or((i128::MIN, i128::MAX));
    let (min, max) = written_integers(parts);
    (min.map_or(low, |min| min.max(low)), max.map_or(high, |max| max.min(high)))
}

/// The bounds as they are written; an exclusive end is the next integer.
fn written_integers(parts: &[Part<'_>]) -> (Option<i128>, Option<i128>) {
    let number = |key: &str| get(parts, key).and_then(|node| whole(node.value));
    let next = |key: &str| i128::from(parts.iter().any(|part| part.node.flag(key)));
    (
        number("minimum").map(|min| min + next("exclusiveMinimum")),
        number("maximum").map(|max| max - next("exclusiveMaximum")),
    )
}

fn whole(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from))
}

fn is_retyped_integer(pair: Pair<'_, '_>) -> bool {
    type_of(pair.old) == Some("integer")
        && type_of(pair.new) == Some("integer")
        && integer_type(pair.old) != integer_type(pair.new)
}

/// What decides over the Rust type of an integer: typify's choice by format and bounds, and the
/// ranges that are unsigned types in hand-written conversions.
fn integer_type(parts: &[Part<'_>]) -> (String, bool, bool) {
    let (min, max) = written_integers(parts);
    let is_plain = get(parts, "multipleOf").is_none();
    let format = get(parts, "format").and_then(|node| node.value.as_str());
    let range = format.and_then(range_of);
    let fits = range.is_some_and(|(low, high)| min.is_none_or(|min| min >= low) && max.is_none_or(|max| max <= high));
    let chosen = match (format, min) {
        (Some(format), Some(1)) if fits && is_plain => {
            format!("non-zero {format}")
        }
        (Some(format), _) if fits && is_plain => format.to_owned(),
        (_, Some(1)) => "non-zero int64".to_owned(),
        _ => {
            let low = min.or(range.map(|(low, _)| low));
            let high = max.or(range.map(|(_, high)| high));
            let exact = INTEGERS.iter().rev().find(|(_, from, to)| match (low, high) {
                (Some(low), Some(high)) => low == *from && high == *to,
                (Some(low), None) => low == *from,
                (None, Some(high)) => high == *to,
                (None, None) => false,
            });
            exact.map_or("int64", |(name, ..)| name).to_owned()
        }
    };
    (chosen, min.is_some_and(|min| min >= 0), max == Some(i128::from(u32::MAX)))
}

fn range_of(format: &str) -> Option<(i128, i128)> {
    INTEGERS.iter().find(|(name, ..)| *name == format).map(|(_, low, high)| (*low, *high))
}

/// typify's integers, from the narrowest to the widest.
const INTEGERS: &[(&str, i128, i128)] = &[
    ("int8", i8::MIN as i128, i8::MAX as i128),
    ("uint8", u8::MIN as i128, u8::MAX as i128),
    ("int16", i16::MIN as i128, i16::MAX as i128),
    ("uint16", u16::MIN as i128, u16::MAX as i128),
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("uint32", u32::MIN as i128, u32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("uint64", u64::MIN as i128, u64::MAX as i128),
];
