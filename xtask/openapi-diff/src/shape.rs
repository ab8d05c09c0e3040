//! Whether two schemas are the same but for words: how renames are recognised.

use std::collections::HashSet;

use serde_json::Value;

use crate::side::{Node, Side};

/// Keywords that only describe.
const WORDS: &[&str] = &["description", "example", "externalDocs", "x-enum-descriptions", "x-former-name"];

/// Same keywords with the same values, through references, whatever the schemas are called.
pub(crate) fn same_shape(old: &Side, a: &Node<'_>, new: &Side, b: &Node<'_>) -> bool {
    same(old, a, new, b, &mut HashSet::new())
}

fn same(old: &Side, a: &Node<'_>, new: &Side, b: &Node<'_>, assumed: &mut HashSet<(String, String)>) -> bool {
    let (Some(a), Some(b)) = (old.follow(a), new.follow(b)) else { return a.value == b.value };
    if !assumed.insert((a.pointer.clone(), b.pointer.clone())) {
        return true;
    }
    let is_list_of_names = |node: &Node<'_>| node.pointer.ends_with("/required") || node.pointer.ends_with("/enum");
    if is_list_of_names(&a) && is_list_of_names(&b) {
        return sorted(a.value) == sorted(b.value);
    }
    let entries = |node: &Node<'_>| node.entries().iter().filter(|(key, _)| !WORDS.contains(key)).count();
    if a.value.is_object() && b.value.is_object() {
        let mut kept = a.entries().into_iter().filter(|(key, _)| !WORDS.contains(key));
        return entries(&a) == entries(&b)
            && kept.all(|(key, x)| b.get(key).is_some_and(|y| same(old, &x, new, &y, assumed)));
    }
    let (x, y) = (a.items(), b.items());
    if x.is_empty() || x.len() != y.len() {
        return a.value == b.value;
    }
    x.iter().zip(&y).all(|(x, y)| same(old, x, new, y, assumed))
}

fn sorted(value: &Value) -> Vec<String> {
    let mut texts: Vec<_> = value.as_array().into_iter().flatten().map(ToString::to_string).collect();
    texts.sort();
    texts
}
