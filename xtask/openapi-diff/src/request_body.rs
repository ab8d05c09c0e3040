//! Request bodies.

use crate::comparison::{Comparison, Place, Touched};
use crate::media_types;
use crate::modelled;
use crate::operation::words;
use crate::parameters::required;
use crate::rest;
use crate::rules;
use crate::side::Node;
use crate::sites;
use crate::verdict::Verdict;

use Verdict::{Breaking, Compatible};

/// Compares the request bodies of an operation.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    let place = at.named(format!("{} request body", at.name));
    match (old.get("requestBody"), new.get("requestBody")) {
        (None, None) => {}
        (Some(a), None) => {
            let touched = Touched::old(&a);
            let verdicts = (Breaking, Breaking);
            cx.report(rules::REQUEST_BODY_REMOVED, &place, verdicts, touched, "request body removed");
        }
        (None, Some(b)) => {
            let is_required = cx.new.follow(&b).is_some_and(|body| body.flag("required"));
            let wire = if is_required { Breaking } else { Compatible };
            let message = if is_required { "required request body added" } else { "optional request body added" };
            let touched = Touched::new(&b);
            cx.report(rules::REQUEST_BODY_ADDED, &place, (wire, Breaking), touched, message);
        }
        (Some(a), Some(b)) => sites::compare(cx, &a, &b, &place, bodies),
    }
}

fn bodies<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    words(cx, old, new, at, &["description"]);
    required(cx, old, new, at);
    media_types::compare(cx, old, new, &at.named(at.name.replace(" request body", " request")));
    rest::compare(cx, old, new, at, modelled::REQUEST_BODY);
}
