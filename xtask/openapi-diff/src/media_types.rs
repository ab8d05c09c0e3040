//! Content by media type, in bodies and responses.

use crate::comparison::{Comparison, Place, Touched};
use crate::examples;
use crate::modelled;
use crate::pairs::paired;
use crate::parameters::schema_of;
use crate::rest;
use crate::rules;
use crate::side::Node;
use crate::verdict::Verdict;

use Verdict::{Breaking, CannotTell, Compatible};

/// Compares `content`.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    let entries = |node: &Node<'d>| node.get("content").map(|c| c.entries()).unwrap_or_default();
    let (before, after) = (entries(old), entries(new));
    let had_none = before.is_empty();
    let (both, removed, added) = paired(before, after, &[&|a, b| a.0 == b.0, &|a, b| essence(a.0) == essence(b.0)]);
    for ((name, a), (other, b)) in both {
        if name == other {
            schema_of(cx, &a, &b, at);
            examples::compare(cx, &a, &b, at);
            rest::compare(cx, &a, &b, at, modelled::MEDIA_TYPE);
        } else {
            // A `charset` or `version`: what it stands for is between client and service.
            let message = format!("media type `{name}` -> `{other}`");
            let touched = Touched::both(&a, &b);
            cx.report(rules::MEDIA_TYPE_PARAMETER_CHANGED, at, (CannotTell, CannotTell), touched, message);
        }
    }
    for (name, a) in removed {
        let message = format!("media type `{name}` removed");
        cx.report(rules::MEDIA_TYPE_REMOVED, at, (Breaking, Breaking), Touched::old(&a), message);
    }
    for (name, b) in added {
        let message = format!("media type `{name}` added");
        // Where there was no content, the call now takes or gives a value. A range is no one type.
        let verdicts = match name.contains('*') {
            true => (CannotTell, CannotTell),
            false => (Compatible, if had_none { Breaking } else { Compatible }),
        };
        cx.report(rules::MEDIA_TYPE_ADDED, at, verdicts, Touched::new(&b), message);
    }
    // An empty `content` says as much as none.
    if had_none || entries(new).is_empty() {
        cx.cover(Touched::key(old, new, "content"));
    }
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or(media_type).trim().to_ascii_lowercase()
}
