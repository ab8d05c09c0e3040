//! Content by media type, in bodies, responses, parameters and headers.

use crate::comparison::{Comparison, Place, Touched};
use crate::examples;
use crate::operations::take;
use crate::rest;
use crate::rules;
use crate::schema;
use crate::side::Node;
use crate::verdict::{Shift, Verdict};

use Verdict::{Breaking, Compatible, Documentation};

/// Compares `content`.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    let entries = |node: &Node<'d>| node.get("content").map(|c| c.entries()).unwrap_or_default();
    let (before, mut added) = (entries(old), entries(new));
    let had_none = before.is_empty();
    let mut removed = Vec::new();
    for (name, a) in before {
        match take(&mut added, |(other, _)| *other == name) {
            Some((_, b)) => one(cx, &a, &b, at),
            None => removed.push((name, a)),
        }
    }
    for (name, a) in removed {
        // `application/json` and `application/json; charset=utf-8` are one type.
        if let Some((other, b)) = take(&mut added, |(other, _)| essence(other) == essence(name)) {
            let message = format!("media type `{name}` -> `{other}`");
            let verdicts = (Documentation, Compatible);
            let touched = Touched::both(&a, &b);
            cx.report(rules::MEDIA_TYPE_PARAMETER_CHANGED, at, verdicts, touched, message);
            one(cx, &a, &b, at);
            continue;
        }
        let message = format!("media type `{name}` removed");
        let verdicts = (Breaking, Breaking);
        cx.report(rules::MEDIA_TYPE_REMOVED, at, verdicts, Touched::old(&a), message);
    }
    for (name, b) in added {
        let message = format!("media type `{name}` added");
        // Where there was no content, the call now takes or gives a value.
        let source = if had_none { Breaking } else { Compatible };
        let verdicts = (Compatible, source);
        cx.report(rules::MEDIA_TYPE_ADDED, at, verdicts, Touched::new(&b), message);
    }
    // An empty `content` says as much as none.
    if old.value.get("content").is_none() != new.value.get("content").is_none()
        && entries(old).is_empty()
        && entries(new).is_empty()
    {
        crate::keywords::equivalent(cx, at, Touched::key(old, new, "content"), "content");
    } else if entries(old).is_empty() || entries(new).is_empty() {
        cx.cover(Touched::key(old, new, "content"));
    }
}

fn one<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    match (old.get("schema"), new.get("schema")) {
        (Some(a), Some(b)) => schema::compare(cx, &a, &b, at),
        (None, None) => {}
        (a, b) => {
            let shift = Shift::of(a.is_none(), b.is_none());
            let message = if a.is_none() { "has a schema now" } else { "has no schema any more" };
            let touched = Touched::options(a.as_ref(), b.as_ref());
            let verdicts = (shift.wire(at.direction), Breaking);
            cx.report(rules::TYPE_CHANGED, at, verdicts, touched, message);
        }
    }
    examples::compare(cx, old, new, at);
    if old.value.get("encoding") != new.value.get("encoding") {
        let touched = Touched::key(old, new, "encoding");
        let message = "the encoding of the body's parts changed";
        cx.report(rules::ENCODING_CHANGED, at, (Breaking, Compatible), touched, message);
    }
    rest::compare(cx, old, new, at, &["schema", "example", "examples", "encoding"]);
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or(media_type).trim().to_ascii_lowercase()
}
