//! The keywords of one schema object, a rule a function.

use serde_json::Value;

use crate::bounds;
use crate::comparison::{Comparison, Place, Touched};
use crate::enumeration;
use crate::modelled::{BESIDE_ALL_OF, SCHEMA};
use crate::operation::deprecated;
use crate::rest;
use crate::rules::{self, Rule};
use crate::side::Node;
use crate::verdict::{Direction, Shift, Verdict};
use crate::view::{Pair, Part, get, type_of};

use Verdict::{Breaking, Compatible, Documentation};

type KeywordRule = fn(&mut Comparison<'_>, Pair<'_, '_>, &Place);

/// Keywords and the functions that judge them.
const KEYWORDS: &[(&[&str], KeywordRule)] = &[
    (&["type", "format"], type_and_format),
    (&["enum"], enumeration::closed),
    (&["x-extensible-enum"], enumeration::open),
    (&["minimum", "maximum"], bounds::range),
    (&["minLength", "maxLength"], bounds::length),
    (&["minItems", "maxItems"], bounds::items),
    (&["deprecated"], |cx, pair, at| deprecated(cx, pair.flags("deprecated"), at, pair.touched(&["deprecated"]))),
    (&["x-former-name"], former_name),
    (&["x-go-type-skip-optional-pointer"], go_pointer),
];

/// Keywords that bind nobody.
const WORDS: &[(&str, Rule)] = &[
    ("description", rules::DESCRIPTION_CHANGED),
    ("externalDocs", rules::EXTERNAL_DOCS_CHANGED),
    ("example", rules::EXAMPLE_CHANGED),
    ("x-enum-descriptions", rules::ENUM_DESCRIPTION_CHANGED),
    ("x-fact-sources", rules::DOCUMENT_NOTES_CHANGED),
    ("x-documented-pattern", rules::DOCUMENTED_PATTERN_CHANGED),
    ("x-wrong-form-code", rules::DOCUMENTED_PATTERN_CHANGED),
    ("x-not-found-code", rules::LIST_DESCRIPTION_CHANGED),
    ("x-filter", rules::LIST_DESCRIPTION_CHANGED),
    ("x-expiry", rules::LIST_DESCRIPTION_CHANGED),
];

/// Judges every keyword of a schema object but those that lead to other schemas.
pub(crate) fn compare(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    for (keys, rule) in KEYWORDS {
        if keys.iter().any(|key| pair.differs(key)) {
            rule(cx, pair, &pair.place(keys[0], at));
        }
    }
    for (key, rule) in WORDS.iter().filter(|(key, _)| pair.differs(key)) {
        words(cx, pair, &pair.place(key, at), key, *rule);
    }
    for part in pair.old.iter().zip(pair.new).take(1) {
        rest::compare(cx, &part.0.node, &part.1.node, at, &[SCHEMA, BESIDE_ALL_OF].concat());
    }
}

fn type_and_format(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let (old, new) = (type_of(pair.old), type_of(pair.new));
    if old == new {
        return format(cx, pair, at);
    }
    let shift = match (old, new) {
        (None, Some(_)) | (Some("number"), Some("integer")) => Shift::Narrower,
        (Some(_), None) | (Some("integer"), Some("number")) => Shift::Wider,
        _ => Shift::Neither,
    };
    let text = |parts: &[Part<'_>]| {
        let name = type_of(parts).unwrap_or("any");
        let format = get(parts, "format").and_then(|node| node.value.as_str());
        format.map_or_else(|| format!("`{name}`"), |format| format!("`{name}` ({format})"))
    };
    let message = format!("type {} -> {}", text(pair.old), text(pair.new));
    let verdicts = (shift.wire(at.direction), Breaking);
    cx.report(rules::TYPE_CHANGED, at, verdicts, pair.touched(&["type", "format"]), message);
}

fn format(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let (old, new) = pair.texts("format");
    if old == new {
        return;
    }
    let touched = pair.touched(&["format"]);
    let message = format!("format {} -> {}", old.unwrap_or("none"), new.unwrap_or("none"));
    // `password` only asks user interfaces to hide the value.
    if matches!((old, new), (Some("password") | None, Some("password") | None)) {
        let verdicts = (Documentation, Compatible);
        cx.report(rules::FORMAT_CHANGED, at, verdicts, touched, message);
        return;
    }
    let shift = match (old, new) {
        (Some("double"), Some("float")) => Shift::Narrower,
        (Some("float"), Some("double")) => Shift::Wider,
        _ if type_of(pair.old) == Some("integer") => {
            let ((low, high), (new_low, new_high)) = (bounds::integers(pair.old), bounds::integers(pair.new));
            if (low, high) == (new_low, new_high) {
                // What the format would rule out, the other bounds rule out already.
                let wire = if at.direction == Direction::None { Verdict::None } else { Compatible };
                return cx.report(rules::FORMAT_CHANGED, at, (wire, Breaking), touched, message);
            }
            Shift::of(low < new_low || new_high < high, new_low < low || high < new_high)
        }
        (None, _) => Shift::Narrower,
        (_, None) => Shift::Wider,
        _ => Shift::Neither,
    };
    cx.report(rules::FORMAT_CHANGED, at, (shift.wire(at.direction), Breaking), touched, message);
}

fn former_name(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let (old, new) = pair.texts("x-former-name");
    let message = format!("former name {} -> {}", old.unwrap_or("none"), new.unwrap_or("none"));
    let touched = pair.touched(&["x-former-name"]);
    let source = if old.is_none() { Compatible } else { Breaking };
    cx.report(rules::FORMER_NAME_CHANGED, at, (Compatible, source), touched, message);
}

fn go_pointer(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let touched = pair.touched(&["x-go-type-skip-optional-pointer"]);
    let message = "a missing list is another type in Go";
    cx.report(rules::GO_POINTER_CHANGED, at, (Verdict::None, Breaking), touched, message);
}

fn words(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place, key: &str, rule: Rule) {
    let (before, after) = (pair.before(key), pair.after(key));
    let value = |node: &Option<Node<'_>>| node.as_ref().map(|node| node.value.clone());
    prose(cx, at, rule, key, (value(&before).as_ref(), value(&after).as_ref()), pair.touched(&[key]));
}

/// Reports that a text that binds nobody came, went or changed.
pub(crate) fn prose(
    cx: &mut Comparison<'_>,
    at: &Place,
    rule: Rule,
    key: &str,
    (before, after): (Option<&Value>, Option<&Value>),
    touched: Touched,
) {
    let trimmed = |value: &Value| value.as_str().map(|text| text.trim().to_owned());
    let verb = match (before, after) {
        (None, _) => "added",
        (_, None) => "removed",
        // Space around a text comes from the style of a block scalar.
        (Some(a), Some(b)) if trimmed(a).is_some() && trimmed(a) == trimmed(b) => {
            let verdicts = (Verdict::None, Verdict::None);
            let message = format!("white space around `{key}` changed");
            cx.report(rules::EQUIVALENT, at, verdicts, touched, message);
            return;
        }
        _ => "changed",
    };
    let verdicts = (Documentation, Documentation);
    cx.report(rule, at, verdicts, touched, format!("`{key}` {verb}"));
}

/// Reports that a value is spelled out which is the default, or no longer.
pub(crate) fn equivalent(cx: &mut Comparison<'_>, at: &Place, touched: Touched, key: &str) {
    let message = format!("`{key}` is spelled out, or no longer, with the value it has anyway");
    cx.report(rules::EQUIVALENT, at, (Verdict::None, Verdict::None), touched, message);
}
