//! The keywords of one schema object, a rule a function.

use serde_json::Value;

use crate::bounds;
use crate::comparison::{Comparison, Place, Touched};
use crate::enumeration;
use crate::modelled::{BESIDE_ALL_OF, SCHEMA};
use crate::rest;
use crate::rules::{self, Rule};
use crate::show::show;
use crate::side::Node;
use crate::verdict::{Direction, Shift, Verdict};
use crate::view::{Pair, Part, get, type_of};

use Verdict::{Breaking, Compatible, Documentation};

type KeywordRule = fn(&mut Comparison<'_>, Pair<'_, '_>, &Place);

/// Keywords and the functions that judge them.
const KEYWORDS: &[(&[&str], KeywordRule)] = &[
    (&["type", "format"], type_and_format),
    (&["nullable"], |cx, pair, at| {
        let shift = |new: bool| Shift::of(!new, new);
        flag(
            cx,
            pair,
            at,
            ("nullable", rules::NULLABLE_CHANGED),
            Some(shift),
            ("may be null", "may no longer be null"),
        );
    }),
    (&["default"], default),
    (&["enum"], enumeration::closed),
    (&["x-extensible-enum"], enumeration::open),
    (&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], bounds::range),
    (&["multipleOf"], |cx, pair, at| bounds::form(cx, pair, at, "multipleOf", rules::MULTIPLE_OF_CHANGED)),
    (&["minLength", "maxLength"], bounds::length),
    (&["minItems", "maxItems"], bounds::items),
    (&["minProperties", "maxProperties"], bounds::properties),
    (&["pattern"], |cx, pair, at| bounds::form(cx, pair, at, "pattern", rules::PATTERN_CHANGED)),
    (&["uniqueItems"], |cx, pair, at| {
        let shift = |new: bool| Shift::of(new, !new);
        let texts = ("items must be unique", "items may repeat");
        flag(cx, pair, at, ("uniqueItems", rules::UNIQUE_ITEMS_CHANGED), Some(shift), texts);
    }),
    (&["title"], title),
    (&["deprecated"], |cx, pair, at| {
        flag(cx, pair, at, ("deprecated", rules::DEPRECATED_CHANGED), None, ("deprecated", "no longer deprecated"));
    }),
    (&["x-former-name"], former_name),
    (&["x-enum-varnames", "x-enumNames"], enum_names),
    (&["description"], |cx, pair, at| words(cx, pair, at, "description", rules::DESCRIPTION_CHANGED)),
    (&["externalDocs"], |cx, pair, at| words(cx, pair, at, "externalDocs", rules::EXTERNAL_DOCS_CHANGED)),
    (&["example"], |cx, pair, at| words(cx, pair, at, "example", rules::EXAMPLE_CHANGED)),
    (&["x-enum-descriptions"], |cx, pair, at| {
        words(cx, pair, at, "x-enum-descriptions", rules::ENUM_DESCRIPTION_CHANGED);
    }),
    (&["x-fact-sources"], |cx, pair, at| {
        words(cx, pair, at, "x-fact-sources", rules::DOCUMENT_NOTES_CHANGED);
    }),
    (&["x-documented-pattern"], |cx, pair, at| {
        words(cx, pair, at, "x-documented-pattern", rules::DOCUMENTED_PATTERN_CHANGED);
    }),
    (&["x-wrong-form-code"], |cx, pair, at| {
        words(cx, pair, at, "x-wrong-form-code", rules::DOCUMENTED_PATTERN_CHANGED);
    }),
    (&["x-not-found-code"], |cx, pair, at| {
        words(cx, pair, at, "x-not-found-code", rules::LIST_DESCRIPTION_CHANGED);
    }),
    (&["x-filter"], |cx, pair, at| words(cx, pair, at, "x-filter", rules::LIST_DESCRIPTION_CHANGED)),
    (&["x-expiry"], |cx, pair, at| words(cx, pair, at, "x-expiry", rules::LIST_DESCRIPTION_CHANGED)),
];

/// Judges every keyword of a schema object but those that lead to other schemas.
pub(crate) fn compare(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    for (keys, rule) in KEYWORDS {
        if keys.iter().any(|key| pair.differs(key)) {
            rule(cx, pair, &pair.place(keys[0], at));
        }
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

fn default(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let (old, new) = (pair.before("default"), pair.after("default"));
    let wire = match (&old, at.direction) {
        (_, Direction::None) => Verdict::None,
        // What must be there is never left out.
        _ if at.is_required => Verdict::None,
        (None, _) => Compatible,
        (Some(_), _) => Breaking,
    };
    let message = format!("default {} -> {}", show(old.as_ref()), show(new.as_ref()));
    let touched = pair.touched(&["default"]);
    cx.report(rules::DEFAULT_CHANGED, at, (wire, Breaking), touched, message);
}

fn title(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let names_the_type = pair.old.iter().all(|part| part.component.is_none())
        && (matches!(type_of(pair.old), Some("object") | None)
            || ["enum", "x-extensible-enum"].iter().any(|key| pair.before(key).is_some()));
    let source = if names_the_type { Breaking } else { Documentation };
    let touched = pair.touched(&["title"]);
    let (old, new) = pair.texts("title");
    let message = format!("title `{}` -> `{}`", old.unwrap_or(""), new.unwrap_or(""));
    cx.report(rules::TITLE_CHANGED, at, (Documentation, source), touched, message);
}

/// A keyword that is false when missing: the rule, what it does to the set of values, and what both sides say.
fn flag(
    cx: &mut Comparison<'_>,
    pair: Pair<'_, '_>,
    at: &Place,
    (key, rule): (&str, Rule),
    shift: Option<fn(bool) -> Shift>,
    (on, off): (&str, &str),
) {
    let (old, new) = pair.flags(key);
    if old == new {
        return equivalent(cx, at, pair.touched(&[key]), key);
    }
    let verdicts = shift.map_or((Documentation, Compatible), |shift| (shift(new).wire(at.direction), Breaking));
    cx.report(rule, at, verdicts, pair.touched(&[key]), if new { on } else { off });
}

fn former_name(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let (old, new) = pair.texts("x-former-name");
    let message = format!("former name {} -> {}", old.unwrap_or("none"), new.unwrap_or("none"));
    let touched = pair.touched(&["x-former-name"]);
    let source = if old.is_none() { Compatible } else { Breaking };
    cx.report(rules::FORMER_NAME_CHANGED, at, (Compatible, source), touched, message);
}

fn enum_names(cx: &mut Comparison<'_>, pair: Pair<'_, '_>, at: &Place) {
    let touched = pair.touched(&["x-enum-varnames", "x-enumNames"]);
    let message = "the names of the enum's constants changed";
    cx.report(rules::ENUM_NAMES_CHANGED, at, (Verdict::None, Breaking), touched, message);
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
