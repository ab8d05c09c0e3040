//! A schema as it applies at a place: what it refers to, and the words that an `allOf` hangs on the reference.

use crate::comparison::{Place, Touched};
use crate::modelled::unknown_key;
use crate::side::{Node, Side, child, component_name};

/// A schema with what describes its place, outermost first.
#[derive(Debug)]
pub(crate) struct View<'d> {
    /// What stands at the place itself, perhaps only a `$ref`.
    pub(crate) site: Node<'d>,
    pub(crate) parts: Vec<Part<'d>>,
    /// The component that the place refers to: generators name the type after it.
    pub(crate) name: Option<String>,
    /// A key that no rule knows, so that nothing can be said of the whole. `$ref`: it leads nowhere.
    pub(crate) unknown: Option<&'d str>,
    /// Pointers of the `$ref`s and `allOf`s that put the view together.
    pub(crate) links: Vec<String>,
}

/// One schema object of a view.
#[derive(Debug, Clone)]
pub(crate) struct Part<'d> {
    pub(crate) node: Node<'d>,
    /// What a reader calls the place of this part.
    pub(crate) place: String,
    /// The component that this is, if a reference led here.
    pub(crate) component: Option<String>,
}

/// The same keywords of both sides: one schema object each, or all parts where the forms differ.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'p, 'd> {
    pub(crate) old: &'p [Part<'d>],
    pub(crate) new: &'p [Part<'d>],
}

impl<'d> View<'d> {
    pub(crate) fn of(side: &'d Side, site: &Node<'d>, place: &str) -> Self {
        Self { name: type_name(site), ..Self::collect(side, site, place, None) }
    }

    /// The view of a component as a reference to it would have it.
    pub(crate) fn of_component(side: &'d Side, name: &str, node: &Node<'d>) -> Self {
        Self { name: Some(name.to_owned()), ..Self::collect(side, node, name, Some(name.to_owned())) }
    }

    fn collect(side: &'d Side, site: &Node<'d>, place: &str, mut component: Option<String>) -> Self {
        const LONGEST_CHAIN: usize = 64;
        let mut view = Self { site: site.clone(), parts: Vec::new(), name: None, unknown: None, links: Vec::new() };
        let (mut node, mut place) = (site.clone(), place.to_owned());
        for _ in 0..LONGEST_CHAIN {
            if let Some(reference) = node.reference() {
                view.links.push(child(&node.pointer, "$ref"));
                let Some(target) = side.target(reference) else { break };
                let name = component_name(reference, "schemas");
                place = name.map_or(place, str::to_owned);
                component = Some(name.unwrap_or(reference).to_owned());
                node = target;
                continue;
            }
            view.parts.push(Part { node: node.clone(), place: place.clone(), component: component.clone() });
            view.unknown = unknown_key(&node);
            match node.get("allOf").map(|all| all.items()) {
                Some(members) if view.unknown.is_none() => {
                    view.links.push(child(&node.pointer, "allOf"));
                    node = members[0].clone();
                }
                _ => return view,
            }
        }
        view.unknown = Some("$ref");
        view
    }

    /// Whether both views are put together the same way, so that their parts correspond one to one.
    pub(crate) fn is_built_like(&self, other: &Self) -> bool {
        let form = |view: &Self| view.parts.iter().map(|part| part.component.is_some()).collect::<Vec<_>>();
        form(self) == form(other)
    }

    /// Tells this view from others in the circle guard.
    pub(crate) fn identity(&self) -> String {
        self.parts.iter().map(|part| part.node.pointer.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl<'d> Pair<'_, 'd> {
    pub(crate) fn before(&self, key: &str) -> Option<Node<'d>> {
        get(self.old, key)
    }

    pub(crate) fn after(&self, key: &str) -> Option<Node<'d>> {
        get(self.new, key)
    }

    pub(crate) fn differs(&self, key: &str) -> bool {
        self.before(key).map(|node| node.value) != self.after(key).map(|node| node.value)
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

pub(crate) fn type_of<'d>(parts: &[Part<'d>]) -> Option<&'d str> {
    get(parts, "type").and_then(|node| node.value.as_str())
}

/// The component behind a `$ref`, or behind an `allOf` that only hangs words on one.
fn type_name(site: &Node<'_>) -> Option<String> {
    match (site.reference(), site.get("allOf")) {
        (Some(reference), _) => component_name(reference, "schemas").map(str::to_owned),
        (None, Some(all)) if unknown_key(site).is_none() => type_name(all.items().first()?),
        _ => None,
    }
}
