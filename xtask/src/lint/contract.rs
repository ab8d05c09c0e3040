//! The document seen as a contract: operations, schemas and where they are used.

use std::collections::BTreeSet;

use super::validation::Validators;
use crate::document::{Document, Entry, Node, Position};

/// A view of a document that rules walk over. Whatever is missing or misshapen is simply not seen.
#[derive(Debug)]
pub struct Contract<'a> {
    /// The document.
    pub document: &'a Document,
    requests: BTreeSet<&'a str>,
    responses: BTreeSet<&'a str>,
    pub(super) validators: Validators,
}

/// An operation with its place in the document.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'a> {
    /// Its path.
    pub path: &'a Entry,
    /// Its method, with the operation as value.
    pub method: &'a Entry,
}

/// A schema object and its part in the contract.
#[derive(Debug)]
pub struct Schema<'a> {
    /// The schema itself.
    pub node: &'a Node,
    /// Where to point to: the key it stands under, or the schema itself.
    pub at: Position,
    /// Its name for people: `Schema`, `Schema.Property`, `Schema.Property[]`.
    pub name: String,
    /// What it is.
    pub part: Part,
    /// Whether clients send it.
    pub sent: bool,
    /// Whether clients receive it.
    pub received: bool,
}

/// What a schema is within the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Component,
    Property {
        required: bool,
    },
    Items,
    AllOf,
    /// Written where it is used: in a parameter, a body or a response.
    Inline,
}

/// Methods an OpenAPI path may have.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl<'a> Contract<'a> {
    /// Looks over a document.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        let mut contract =
            Self { document, requests: BTreeSet::new(), responses: BTreeSet::new(), validators: Validators::default() };
        for operation in contract.operations() {
            let node = operation.node();
            for parameter in node.list("parameters") {
                contract.reach(contract.follow(parameter), true);
            }
            if let Some(body) = node.get("requestBody") {
                contract.reach(contract.follow(body), true);
            }
            for response in node.get("responses").map_or(&[][..], Node::entries) {
                contract.reach(contract.follow(&response.value), false);
            }
        }
        contract
    }

    /// The root of the document.
    #[must_use]
    pub fn root(&self) -> &'a Node {
        &self.document.root
    }

    /// Every operation, in the order of the document.
    #[must_use]
    pub fn operations(&self) -> Vec<Operation<'a>> {
        let paths = self.root().get("paths").map_or(&[][..], Node::entries);
        paths
            .iter()
            .flat_map(|path| {
                let methods = path.value.entries().iter();
                methods
                    .filter(|method| METHODS.contains(&method.key.as_str()))
                    .map(move |method| Operation { path, method })
            })
            .collect()
    }

    /// The components of a kind, such as `schemas`.
    #[must_use]
    pub fn components(&self, kind: &str) -> &'a [Entry] {
        let components = self.root().get("components").and_then(|all| all.get(kind));
        components.map_or(&[], Node::entries)
    }

    /// The node a reference names, if it exists.
    #[must_use]
    pub fn resolve(&self, reference: &str) -> Option<&'a Node> {
        self.document.pointer(reference.strip_prefix('#')?)
    }

    /// The node itself, or what it refers to, however often.
    #[must_use]
    pub fn follow(&self, node: &'a Node) -> &'a Node {
        let mut node = node;
        for _ in 0..16 {
            match node.str("$ref").and_then(|reference| self.resolve(reference)) {
                Some(target) => node = target,
                None => break,
            }
        }
        node
    }

    /// The schema without the `allOf` that hangs a description on a reference.
    #[must_use]
    pub fn effective(&self, node: &'a Node) -> &'a Node {
        let node = self.follow(node);
        match node.list("allOf") {
            [only] => self.follow(only),
            _ => node,
        }
    }

    /// Every schema object, in the order of the document's parts; references themselves are included.
    #[must_use]
    pub fn schemas(&self) -> Vec<Schema<'a>> {
        let mut all = Vec::new();
        for operation in self.operations() {
            for (owner, sent, place) in self.inline_places(operation) {
                if let Some(schema) = owner.entry("schema") {
                    walk(schema.at, &schema.value, place, Part::Inline, (sent, !sent), &mut all);
                }
            }
        }
        for parameter in self.components("parameters") {
            if let Some(schema) = parameter.value.entry("schema") {
                let name = format!("parameter {}", parameter.key);
                walk(schema.at, &schema.value, name, Part::Inline, (true, false), &mut all);
            }
        }
        for response in self.components("responses") {
            for media in media_types(&response.value) {
                if let Some(schema) = media.value.entry("schema") {
                    let name = format!("response {}", response.key);
                    walk(schema.at, &schema.value, name, Part::Inline, (false, true), &mut all);
                }
            }
        }
        for component in self.components("schemas") {
            let key = component.key.as_str();
            let directions = (self.requests.contains(key), self.responses.contains(key));
            let name = component.key.clone();
            walk(component.at, &component.value, name, Part::Component, directions, &mut all);
        }
        all
    }

    /// The name of the schema component that a reference names.
    #[must_use]
    pub fn schema_name(reference: &str) -> Option<&str> {
        reference.strip_prefix("#/components/schemas/")
    }

    fn inline_places(&self, operation: Operation<'a>) -> Vec<(&'a Node, bool, String)> {
        let node = operation.node();
        let name = operation.name();
        let mut places = Vec::new();
        for parameter in node.list("parameters") {
            places.push((parameter, true, format!("{name} parameter")));
        }
        if let Some(body) = node.get("requestBody") {
            for media in media_types(body) {
                places.push((&media.value, true, format!("{name} request")));
            }
        }
        for response in node.get("responses").map_or(&[][..], Node::entries) {
            for media in media_types(&response.value) {
                places.push((&media.value, false, format!("{name} response {}", response.key)));
            }
        }
        places
    }

    /// Marks every schema component that can be met below a node.
    fn reach(&mut self, node: &'a Node, sent: bool) {
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            for descendant in node.descendants() {
                let Some(reference) = descendant.str("$ref") else { continue };
                let target = self.resolve(reference);
                let Some(name) = Self::schema_name(reference) else { continue };
                let seen = if sent { &mut self.requests } else { &mut self.responses };
                if seen.insert(name) {
                    waiting.extend(target);
                }
            }
        }
    }
}

impl<'a> Operation<'a> {
    /// The operation object.
    #[must_use]
    pub fn node(self) -> &'a Node {
        &self.method.value
    }

    /// Where to point to when something is missing.
    #[must_use]
    pub fn at(self) -> Position {
        self.method.at
    }

    /// Its `operationId`, or method and path when it has none.
    #[must_use]
    pub fn name(self) -> String {
        match self.node().str("operationId") {
            Some(id) => id.to_owned(),
            None => format!("{} {}", self.method.key, self.path.key),
        }
    }

    /// The media type object of the JSON request body.
    #[must_use]
    pub fn request(self) -> Option<&'a Node> {
        self.node().get("requestBody")?.get("content")?.get("application/json")
    }

    /// The media type object of the JSON answer.
    #[must_use]
    pub fn response(self) -> Option<&'a Node> {
        self.node().get("responses")?.get("200")?.get("content")?.get("application/json")
    }
}

/// The media types of a body or a response.
pub(super) fn media_types(owner: &Node) -> &[Entry] {
    owner.get("content").map_or(&[], Node::entries)
}

fn walk<'a>(
    at: Position,
    node: &'a Node,
    name: String,
    part: Part,
    (sent, received): (bool, bool),
    all: &mut Vec<Schema<'a>>,
) {
    let required: Vec<_> = node.list("required").iter().filter_map(Node::as_str).collect();
    for property in node.get("properties").map_or(&[][..], Node::entries) {
        let part = Part::Property { required: required.contains(&property.key.as_str()) };
        let name = format!("{name}.{}", property.key);
        walk(property.at, &property.value, name, part, (sent, received), all);
    }
    if let Some(items) = node.entry("items") {
        walk(items.at, &items.value, format!("{name}[]"), Part::Items, (sent, received), all);
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        for member in node.list(key) {
            walk(member.at, member, name.clone(), Part::AllOf, (sent, received), all);
        }
    }
    all.push(Schema { node, at, name, part, sent, received });
}
