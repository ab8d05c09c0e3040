//! Parameters of an operation.

use crate::comparison::{Comparison, Place, Touched};
use crate::examples;
use crate::modelled;
use crate::operation::words;
use crate::operations::Operation;
use crate::pairs::paired;
use crate::rest;
use crate::rules;
use crate::schema;
use crate::shape::same_shape;
use crate::side::{Node, Side};
use crate::verdict::{Shift, Verdict};

use Verdict::{Breaking, CannotTell, Compatible};

/// A parameter as an operation has it.
#[derive(Debug, Clone)]
struct Parameter<'d> {
    /// The entry in the list, perhaps a `$ref`.
    site: Node<'d>,
    node: Node<'d>,
    name: &'d str,
    location: &'d str,
    index: usize,
}

/// Compares the parameters of an operation.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    let reports = cx.reports();
    let (Some(before), Some(after)) = (read(cx.old, old), read(cx.new, new)) else {
        if old.node.value.get("parameters") != new.node.value.get("parameters") {
            let touched = Touched::key(&old.node, &new.node, "parameters");
            let message = "a parameter lies in another file, in a circle or nowhere";
            cx.report(rules::UNRESOLVED_REFERENCE, at, (CannotTell, CannotTell), touched, message);
        }
        return;
    };
    let is_same = |a: &Parameter<'_>, b: &Parameter<'_>| a.location == b.location && a.name == b.name;
    let has_moved = |a: &Parameter<'_>, b: &Parameter<'_>| a.name == b.name;
    let has_same_shape = |a: &Parameter<'_>, b: &Parameter<'_>| is_alike(cx, a, b);
    let (mut pairs, removed, added) = paired(before, after, &[&is_same, &has_moved, &has_same_shape]);
    for (a, b) in &pairs {
        compare_one(cx, a, b, at);
    }
    for parameter in &removed {
        let touched = Touched { old: pointers(parameter), ..Touched::default() };
        let place = at.named(label(parameter));
        cx.report(rules::PARAMETER_REMOVED, &place, (Breaking, Breaking), touched, "parameter removed");
    }
    for parameter in &added {
        let touched = Touched { new: pointers(parameter), ..Touched::default() };
        let (rule, wire, message) = if parameter.node.flag("required") {
            (rules::REQUIRED_PARAMETER_ADDED, Breaking, "required parameter added")
        } else {
            (rules::OPTIONAL_PARAMETER_ADDED, Compatible, "optional parameter added")
        };
        cx.report(rule, &at.named(label(parameter)), (wire, Breaking), touched, message);
    }
    pairs.sort_by_key(|(a, _)| a.index);
    if pairs.windows(2).any(|two| two[0].1.index > two[1].1.index) {
        let around = Touched::key(&old.node, &new.node, "parameters");
        let verdicts = (Verdict::None, Breaking);
        cx.report_at(rules::PARAMETERS_REORDERED, at, verdicts, &around, "parameters reordered");
    }
    // Every parameter has been compared, so only their arrangement is left: in place or behind a `$ref`.
    if old.node.value.get("parameters") != new.node.value.get("parameters") {
        let touched = Touched::key(&old.node, &new.node, "parameters");
        if cx.reports() == reports {
            let message = "parameters stand in other places and mean the same";
            cx.report(rules::EQUIVALENT, at, (Verdict::None, Verdict::None), touched, message);
        } else {
            cx.cover(touched);
        }
    }
}

/// `None` when a reference leads nowhere.
fn read<'d>(side: &'d Side, operation: &Operation<'d>) -> Option<Vec<Parameter<'d>>> {
    let sites = operation.node.get("parameters").map(|list| list.items()).unwrap_or_default();
    let parameter = |(index, site): (usize, Node<'d>)| {
        let node = side.follow(&site)?;
        let (name, location) = (node.text("name")?, node.text("in")?);
        Some(Parameter { site, node, name, location, index })
    };
    sites.into_iter().enumerate().map(parameter).collect()
}

/// Whether two parameters of a location are the same but for the name.
fn is_alike(cx: &Comparison<'_>, a: &Parameter<'_>, b: &Parameter<'_>) -> bool {
    let schemas = a.node.get("schema").zip(b.node.get("schema"));
    a.location == b.location
        && a.node.flag("required") == b.node.flag("required")
        && schemas.is_some_and(|(a, b)| same_shape(cx.old, &a, cx.new, &b))
}

fn compare_one<'d>(cx: &mut Comparison<'d>, a: &Parameter<'d>, b: &Parameter<'d>, at: &Place) {
    let (old, new) = (&a.node, &b.node);
    if old.pointer == new.pointer && cx.is_unchanged(&a.site, &b.site) {
        return;
    }
    let place = at.named(label(a));
    rest::beside_references(cx, &a.site, &b.site, &place);
    if a.name != b.name {
        let (message, touched) = (format!("renamed to `{}`", b.name), Touched::key(old, new, "name"));
        cx.report(rules::PARAMETER_RENAMED, &place, (Breaking, Breaking), touched, message);
    }
    if a.location != b.location {
        let message = format!("moved from {} to {}", a.location, b.location);
        let touched = Touched::key(old, new, "in");
        cx.report(rules::PARAMETER_LOCATION_CHANGED, &place, (Breaking, Breaking), touched, message);
    }
    required(cx, old, new, &place);
    words(cx, old, new, &place, &["description"]);
    examples::compare(cx, old, new, &place);
    schema_of(cx, old, new, &place);
    rest::compare(cx, old, new, &place, modelled::PARAMETER);
}

/// `required` of parameters and request bodies.
pub(crate) fn required(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    let touched = Touched::key(old, new, "required");
    let (rule, message) = match (old.flag("required"), new.flag("required")) {
        (false, true) => (rules::PARAMETER_BECAME_REQUIRED, "required now"),
        (true, false) => (rules::PARAMETER_BECAME_OPTIONAL, "optional now"),
        _ if old.value.get("required") == new.value.get("required") => return,
        _ => return crate::keywords::equivalent(cx, at, touched, "required"),
    };
    let wire = Shift::of(new.flag("required"), old.flag("required")).wire(at.direction);
    cx.report(rule, at, (wire, Breaking), touched, message);
}

/// The schema of a parameter, a header or a media type.
pub(crate) fn schema_of<'d>(cx: &mut Comparison<'d>, old: &Node<'d>, new: &Node<'d>, at: &Place) {
    match (old.get("schema"), new.get("schema")) {
        (Some(a), Some(b)) => schema::compare(cx, &a, &b, at),
        (None, None) => {}
        (a, b) => {
            let shift = Shift::of(a.is_none(), b.is_none());
            let message = if a.is_none() { "has a schema now" } else { "has no schema any more" };
            let touched = Touched::options(a.as_ref(), b.as_ref());
            cx.report(rules::TYPE_CHANGED, at, (shift.wire(at.direction), Breaking), touched, message);
        }
    }
}

fn pointers(parameter: &Parameter<'_>) -> Vec<String> {
    vec![parameter.site.pointer.clone(), parameter.node.pointer.clone()]
}

fn label(parameter: &Parameter<'_>) -> String {
    format!("{} parameter {}", parameter.location, parameter.name)
}
