//! The document with its plain values in place: a named string, number or list is a name for readers, not for Rust.

use serde_json::{Map, Value, json};

use super::contract::last_segment;

/// Plain schemas that have a type of their own in `src/`.
const TYPES: [&str; 2] = ["UnixTime", "ErrorCode"];

/// Replaces references to plain schemas by what they refer to, so that moving one to `components` changes no type.
pub(crate) fn inline(tree: &Value) -> Result<Value, String> {
    let schemas = tree["components"]["schemas"].as_object().cloned().unwrap_or_default();
    let plain: Map<String, Value> = schemas.into_iter().filter(|(name, schema)| is_plain(name, schema)).collect();
    let mut tree = tree.clone();
    replace(&mut tree, &plain, 0)?;
    if let Some(schemas) = tree["components"]["schemas"].as_object_mut() {
        schemas.retain(|name, _| !plain.contains_key(name));
    }
    count_from_zero(&mut tree);
    Ok(tree)
}

fn is_plain(name: &str, schema: &Value) -> bool {
    let kind = schema["type"].as_str();
    kind.is_some_and(|kind| kind != "object")
        && schema["enum"].is_null()
        && schema["x-extensible-enum"].is_null()
        && !TYPES.contains(&name)
}

fn replace(node: &mut Value, plain: &Map<String, Value>, depth: usize) -> Result<(), String> {
    let reference = node["$ref"].as_str().or_else(|| node["allOf"][0]["$ref"].as_str()).unwrap_or_default();
    let name = reference.strip_prefix("#/components/schemas/").unwrap_or_default();
    if let Some(Value::Object(schema)) = plain.get(name) {
        if depth > plain.len() {
            return Err(format!("components.schemas.{name}: refers to itself"));
        }
        // A description beside the reference goes before the schema's own.
        let mut whole = schema.clone();
        let beside = node.as_object().into_iter().flatten().filter(|(key, _)| *key != "$ref" && *key != "allOf");
        whole.extend(beside.map(|(key, value)| (key.clone(), value.clone())));
        *node = whole.into();
        return replace(node, plain, depth + 1);
    }
    match node {
        Value::Object(map) => map.values_mut().try_for_each(|value| replace(value, plain, depth)),
        Value::Array(list) => list.iter_mut().try_for_each(|value| replace(value, plain, depth)),
        _ => Ok(()),
    }
}

/// Offsets, sizes and totals are never negative, whether the document says so or not.
fn count_from_zero(tree: &mut Value) {
    let mut counted = Vec::new();
    for operation in tree["paths"].as_object().into_iter().flatten().map(|(_, item)| &item["post"]) {
        let schema = |body: &Value| last_segment(body["schema"]["$ref"].as_str().unwrap_or_default()).to_owned();
        let request = schema(&operation["requestBody"]["content"]["application/json"]);
        let response = schema(&operation["responses"]["200"]["content"]["application/json"]);
        let roles = [(&request, "size"), (&request, "position"), (&response, "next"), (&response, "total")];
        counted.extend(roles.map(|(schema, role)| (schema.clone(), operation["x-pagination"][role].clone())));
    }
    for (schema, property) in counted {
        let property = tree
            .pointer_mut(&format!("/components/schemas/{schema}/properties/{}", property.as_str().unwrap_or_default()));
        if let Some(property) =
            property.filter(|property| property["type"] == "integer" && property["minimum"].is_null())
        {
            property["minimum"] = json!(0);
        }
    }
}
