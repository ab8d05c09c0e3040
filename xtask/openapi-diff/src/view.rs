//! A schema as it applies at a place: what it refers to and what its `allOf` adds.

use serde_json::Value;

use crate::comparison::{Place, Touched};
use crate::side::{Node, Side, child, component_name};

/// A schema and everything that describes the same value with it, outermost first.
#[derive(Debug)]
pub(crate) struct View<'d> {
    /// What stands at the place itself, perhaps only a `$ref`.
    pub(crate) site: Node<'d>,
    pub(crate) parts: Vec<Part<'d>>,
    /// The component that the place refers to: generators name the type after it.
    pub(crate) name: Option<String>,
    /// A reference could not be followed.
    pub(crate) broken: bool,
    /// Pointers of the `$ref`s and `allOf`s that put the view together.
    pub(crate) links: Vec<String>,
}

/// One schema object of a view.
#[derive(Debug, Clone)]
pub(crate) struct Part<'d> {
    pub(crate) node: Node<'d>,
    /// What a reader calls the place of this part.
    pub(crate) place: String,
    pub(crate) origin: Origin,
}

/// How a part came into a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Itself,
    Reference(String),
    Member,
}

/// The same keywords of both sides: one schema object each, or all parts where the forms differ.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'p, 'd> {
    pub(crate) old: &'p [Part<'d>],
    pub(crate) new: &'p [Part<'d>],
}

/// Keys beside a single-member `allOf` that leave the member's type as it is.
const ANNOTATIONS: &[&str] = &[
    "allOf",
    "description",
    "title",
    "example",
    "externalDocs",
    "deprecated",
    "default",
    "nullable",
    "readOnly",
    "writeOnly",
];

impl<'d> View<'d> {
    pub(crate) fn of(document: &'d Side, site: &Node<'d>, place: &str) -> Self {
        let mut view = Self { site: site.clone(), parts: Vec::new(), name: None, broken: false, links: Vec::new() };
        view.add(document, site, place, Origin::Itself, &mut Vec::new());
        view.broken |= view.parts.is_empty();
        view.name = type_name(site);
        view
    }

    /// The view of a component as a reference to it would have it.
    pub(crate) fn of_component(document: &'d Side, name: &str, node: &Node<'d>) -> Self {
        let mut view = Self {
            site: node.clone(),
            parts: Vec::new(),
            name: Some(name.to_owned()),
            broken: false,
            links: Vec::new(),
        };
        let open = &mut vec![node.pointer.clone()];
        view.add(document, node, name, Origin::Reference(name.to_owned()), open);
        view.broken |= view.parts.is_empty();
        view
    }

    /// What the view is put together from.
    pub(crate) fn references(&self) -> Vec<&Origin> {
        self.parts.iter().map(|part| &part.origin).collect()
    }

    /// Whether both views are built the same way, so that their parts correspond one to one.
    pub(crate) fn is_built_like(&self, other: &Self) -> bool {
        self.parts.len() == other.parts.len()
            && self.parts.iter().zip(&other.parts).all(|(a, b)| {
                matches!(
                    (&a.origin, &b.origin),
                    (Origin::Itself, Origin::Itself)
                        | (Origin::Reference(_), Origin::Reference(_))
                        | (Origin::Member, Origin::Member)
                )
            })
    }

    /// Tells this view from others in the circle guard.
    pub(crate) fn identity(&self) -> String {
        self.parts.iter().map(|part| part.node.pointer.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn add(&mut self, document: &'d Side, node: &Node<'d>, place: &str, origin: Origin, open: &mut Vec<String>) {
        if let Some(reference) = node.reference() {
            self.links.push(child(&node.pointer, "$ref"));
            let Some(target) = document.target(reference) else {
                self.broken = true;
                return;
            };
            // A schema that contains itself through allOf adds nothing the second time.
            if open.contains(&target.pointer) {
                return;
            }
            open.push(target.pointer.clone());
            let named = component_name(reference, "schemas").map(str::to_owned);
            let place = named.clone().unwrap_or_else(|| place.to_owned());
            let origin = Origin::Reference(named.unwrap_or_else(|| reference.to_owned()));
            self.add(document, &target, &place, origin, open);
            open.pop();
            return;
        }
        self.parts.push(Part { node: node.clone(), place: place.to_owned(), origin });
        if node.get("allOf").is_some() {
            self.links.push(child(&node.pointer, "allOf"));
        }
        for member in node.get("allOf").map(|all| all.items()).unwrap_or_default() {
            self.add(document, &member, place, Origin::Member, open);
        }
    }
}

impl Part<'_> {
    /// Whether generators take the type's name from the component, not from `title` or the place.
    pub(crate) fn is_named(&self) -> bool {
        matches!(self.origin, Origin::Reference(_))
    }
}

impl<'d> Pair<'_, 'd> {
    pub(crate) fn before(&self, key: &str) -> Option<Node<'d>> {
        get(self.old, key)
    }

    pub(crate) fn after(&self, key: &str) -> Option<Node<'d>> {
        get(self.new, key)
    }

    /// The text of a keyword on both sides.
    pub(crate) fn texts(&self, key: &str) -> (Option<&'d str>, Option<&'d str>) {
        (self.before(key).and_then(|node| node.value.as_str()), self.after(key).and_then(|node| node.value.as_str()))
    }

    /// A keyword on both sides that is false when missing.
    pub(crate) fn flags(&self, key: &str) -> (bool, bool) {
        let flag = |parts: &[Part<'_>]| parts.iter().any(|part| part.node.flag(key));
        (flag(self.old), flag(self.new))
    }

    /// The place that owns a keyword: the component's own name rather than each place that uses it.
    pub(crate) fn place(&self, key: &str, at: &Place) -> Place {
        let owner =
            |parts: &[Part<'_>]| parts.iter().find(|part| part.node.get(key).is_some()).map(|part| part.place.clone());
        at.named(owner(self.old).or_else(|| owner(self.new)).unwrap_or_else(|| at.name.clone()))
    }

    /// Everything that a judgement of these keywords accounts for.
    pub(crate) fn touched(&self, keys: &[&str]) -> Touched {
        let pointers = |parts: &[Part<'_>]| {
            parts.iter().flat_map(|part| keys.iter().map(|key| child(&part.node.pointer, key))).collect()
        };
        Touched { old: pointers(self.old), new: pointers(self.new) }
    }
}

/// The first part's value for a keyword: what stands outermost describes the place best.
pub(crate) fn get<'d>(parts: &[Part<'d>], key: &str) -> Option<Node<'d>> {
    parts.iter().find_map(|part| part.node.get(key))
}

/// The component behind a `$ref`, or behind an `allOf` that only hangs words on one.
pub(crate) fn type_name(site: &Node<'_>) -> Option<String> {
    if let Some(reference) = site.reference() {
        return component_name(reference, "schemas").map(str::to_owned);
    }
    let members = site.get("allOf")?.items();
    let [member] = members.as_slice() else { return None };
    let only_describes = |(key, _): (&str, Node<'_>)| ANNOTATIONS.contains(&key) || key.starts_with("x-");
    site.entries().into_iter().all(only_describes).then(|| type_name(member)).flatten()
}

/// The type of a schema, also where only other keywords imply it.
pub(crate) fn effective_type(parts: &[Part<'_>]) -> Option<String> {
    if let Some(node) = get(parts, "type") {
        return Some(match node.value {
            Value::String(name) => name.clone(),
            other => other.to_string(),
        });
    }
    let has = |keys: &[&str]| keys.iter().any(|key| get(parts, key).is_some());
    if has(&["properties", "additionalProperties"]) {
        Some("object".to_owned())
    } else if has(&["items"]) {
        Some("array".to_owned())
    } else {
        None
    }
}
