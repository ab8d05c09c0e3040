//! Whether two schemas are the same but for words: how renames are recognised.

use std::collections::HashSet;

use serde_json::Value;

use crate::side::{Node, Side};

/// Keywords that only describe.
const WORDS: &[&str] = &["description", "title", "example", "externalDocs", "x-enum-descriptions", "x-former-name"];

/// Same keywords with the same values, through references, whatever the schemas are called.
pub(crate) fn same_shape(old: &Side, a: &Node<'_>, new: &Side, b: &Node<'_>) -> bool {
    same(old, a, new, b, &mut HashSet::new())
}

fn same(old: &Side, a: &Node<'_>, new: &Side, b: &Node<'_>, assumed: &mut HashSet<(String, String)>) -> bool {
    let (Some(a), Some(b)) = (old.follow(a), new.follow(b)) else { return a.value == b.value };
    if !assumed.insert((a.pointer.clone(), b.pointer.clone())) {
        return true;
    }
    if !a.value.is_object() || !b.value.is_object() {
        return a.value == b.value;
    }
    let kept = |node: &Node<'_>| node.entries().iter().filter(|(key, _)| !WORDS.contains(key)).count();
    kept(&a) == kept(&b)
        && a.entries()
            .into_iter()
            .filter(|(key, _)| !WORDS.contains(key))
            .all(|(key, x)| b.get(key).is_some_and(|y| same_keyword(key, old, &x, new, &y, assumed)))
}

fn same_keyword(
    key: &str,
    old: &Side,
    x: &Node<'_>,
    new: &Side,
    y: &Node<'_>,
    assumed: &mut HashSet<(String, String)>,
) -> bool {
    match key {
        "properties" => {
            x.entries().len() == y.entries().len()
                && x.entries()
                    .into_iter()
                    .all(|(name, inner)| y.get(name).is_some_and(|other| same(old, &inner, new, &other, assumed)))
        }
        "items" | "not" => same(old, x, new, y, assumed),
        "additionalProperties" if x.value.is_object() && y.value.is_object() => same(old, x, new, y, assumed),
        "allOf" | "oneOf" | "anyOf" => {
            x.items().len() == y.items().len()
                && x.items().iter().zip(y.items()).all(|(a, b)| same(old, a, new, &b, assumed))
        }
        "required" | "enum" => sorted(x.value) == sorted(y.value),
        _ => x.value == y.value,
    }
}

fn sorted(value: &Value) -> Vec<String> {
    let mut texts: Vec<_> = value.as_array().into_iter().flatten().map(ToString::to_string).collect();
    texts.sort();
    texts
}
