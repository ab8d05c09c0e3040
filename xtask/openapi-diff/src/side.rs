//! One of the two documents of a comparison, and places in it.

use anyhow::{anyhow, bail};
use serde_json::Value;

use crate::document::{Document, Position};

/// A document that has been read: its values, and where in the text they stand.
#[derive(Debug)]
pub(crate) struct Side {
    tree: Document,
    root: Value,
}

/// A value and its JSON pointer.
#[derive(Debug, Clone)]
pub(crate) struct Node<'d> {
    pub(crate) value: &'d Value,
    pub(crate) pointer: String,
}

impl Side {
    /// Reads YAML, or JSON, which YAML contains. `name` is for error messages.
    pub(crate) fn parse(text: &str, name: &str) -> anyhow::Result<Self> {
        let tree = Document::read(text).map_err(|error| anyhow!("{name}:{error}"))?;
        let root = plain_numbers(tree.root.to_json());
        match root.get("openapi").and_then(Value::as_str) {
            Some(version) if version.starts_with("3.") => Ok(Self { tree, root }),
            Some(version) => {
                bail!("{name} says `openapi: {version}`; only OpenAPI 3 is understood")
            }
            None => bail!("{name} has no `openapi` key; it is not an OpenAPI 3 document"),
        }
    }

    /// Where the value at a pointer stands, or, where there is none, the closest thing around it.
    pub(crate) fn position(&self, mut pointer: &str) -> Position {
        loop {
            match (self.tree.pointer(pointer), pointer.rfind('/')) {
                (Some(node), _) => return node.at,
                (None, Some(parent)) => pointer = &pointer[..parent],
                (None, None) => return self.tree.root.at,
            }
        }
    }

    pub(crate) fn root(&self) -> Node<'_> {
        Node { value: &self.root, pointer: String::new() }
    }

    /// The node that a pointer such as `/components/schemas/Role` names.
    pub(crate) fn at(&self, pointer: &str) -> Option<Node<'_>> {
        let value = self.root.pointer(pointer)?;
        Some(Node { value, pointer: pointer.to_owned() })
    }

    /// The node that a `$ref` of this document names.
    pub(crate) fn target(&self, reference: &str) -> Option<Node<'_>> {
        self.at(reference.strip_prefix('#')?)
    }

    /// Follows `$ref`s to their end. `None` when one leads nowhere, in a circle or to another file.
    pub(crate) fn follow<'d>(&'d self, node: &Node<'d>) -> Option<Node<'d>> {
        const LONGEST_CHAIN: usize = 64;
        let mut node = node.clone();
        for _ in 0..LONGEST_CHAIN {
            match node.reference() {
                Some(reference) => node = self.target(reference)?,
                None => return Some(node),
            }
        }
        None
    }

    /// The entries of a section of `components`.
    pub(crate) fn components(&self, section: &str) -> Vec<(&str, Node<'_>)> {
        self.at(&format!("/components/{section}")).map(|node| node.entries()).unwrap_or_default()
    }
}

impl<'d> Node<'d> {
    /// Stands for what is missing: it has no keys and no items.
    pub(crate) fn missing() -> Self {
        Self { value: &Value::Null, pointer: String::new() }
    }

    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(key)?;
        Some(Self { value, pointer: child(&self.pointer, key) })
    }

    pub(crate) fn entries(&self) -> Vec<(&'d str, Self)> {
        let Some(object) = self.value.as_object() else { return Vec::new() };
        object.iter().map(|(key, value)| (key.as_str(), Self { value, pointer: child(&self.pointer, key) })).collect()
    }

    pub(crate) fn items(&self) -> Vec<Self> {
        let Some(array) = self.value.as_array() else { return Vec::new() };
        array
            .iter()
            .enumerate()
            .map(|(index, value)| Self { value, pointer: format!("{}/{index}", self.pointer) })
            .collect()
    }

    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// A boolean that is false when missing, like most of OpenAPI's.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn reference(&self) -> Option<&'d str> {
        self.text("$ref")
    }
}

/// The pointer of a key below `pointer`.
pub(crate) fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The name in `#/components/<section>/<name>`.
pub(crate) fn component_name<'r>(reference: &'r str, section: &str) -> Option<&'r str> {
    let name = reference.strip_prefix("#/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    (!name.contains('/')).then_some(name)
}

/// Writes `20.0` as `20`: the same number, whatever its digits.
fn plain_numbers(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => Value::from(float as i64),
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(plain_numbers).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, value)| (key, plain_numbers(value))).collect(),
        other => other,
    }
}
