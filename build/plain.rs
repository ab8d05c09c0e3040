//! The document as Rust sees it: plain values in place, and what the call path fills in free of accidents.

use serde_json::{Map, Value, json};

use super::contract::last_segment;

/// Plain schemas that have a type of their own in `src/`.
const TYPES: [&str; 2] = ["UnixTime", "ErrorCode"];

/// Replaces references to plain schemas by what they refer to, so that moving one to `components` changes no type:
/// a named string, number or list is a name for readers, not for Rust.
pub(crate) fn inline(tree: &Value) -> Result<Value, String> {
    let mut tree = tree.clone();
    let schemas = tree["components"]["schemas"].as_object().cloned().unwrap_or_default();
    replace(&mut tree, &schemas, 0)?;
    if let Some(kept) = tree["components"]["schemas"].as_object_mut() {
        kept.retain(|name, _| !is_plain(name, &schemas[name]));
    }
    level(&mut tree);
    Ok(tree)
}

fn is_plain(name: &str, schema: &Value) -> bool {
    let kind = schema["type"].as_str();
    kind.is_some_and(|kind| kind != "object")
        && schema["enum"].is_null()
        && schema["x-extensible-enum"].is_null()
        && !TYPES.contains(&name)
}

fn replace(node: &mut Value, schemas: &Map<String, Value>, depth: usize) -> Result<(), String> {
    let reference = node["$ref"].as_str().or_else(|| node["allOf"][0]["$ref"].as_str()).unwrap_or_default();
    if let Some(name) = reference.strip_prefix("#/components/schemas/") {
        let schema = schemas.get(name).ok_or_else(|| format!("{reference} refers to nothing in this document"))?;
        if depth > schemas.len() {
            return Err(format!("components.schemas.{name}: refers to itself"));
        }
        if is_plain(name, schema) {
            // A description beside the reference goes before the schema's own.
            let mut whole = schema.as_object().cloned().unwrap_or_default();
            let beside = node.as_object().into_iter().flatten().filter(|(key, _)| *key != "$ref" && *key != "allOf");
            whole.extend(beside.map(|(key, value)| (key.clone(), value.clone())));
            *node = whole.into();
            return replace(node, schemas, depth + 1);
        }
    }
    match node {
        Value::Object(map) => map.values_mut().try_for_each(|value| replace(value, schemas, depth)),
        Value::Array(list) => list.iter_mut().try_for_each(|value| replace(value, schemas, depth)),
        _ => Ok(()),
    }
}

/// Makes the fields of paging and the text of an error optional and counts never negative, whether the document says
/// so or not. So each has one type in Rust.
fn level(tree: &mut Value) {
    let mut fields = Vec::new();
    for operation in tree["paths"].as_object().into_iter().flatten().map(|(_, item)| &item["post"]) {
        let schema = |body: &Value| {
            let reference = body["content"]["application/json"]["schema"]["$ref"].as_str().unwrap_or_default();
            format!("/components/schemas/{}", last_segment(reference))
        };
        let (request, response) = (schema(&operation["requestBody"]), schema(&operation["responses"]["200"]));
        let field = |role: &str| operation["x-pagination"][role].as_str().unwrap_or_default().to_owned();
        fields.extend([(request.clone(), field("size")), (request, field("position"))]);
        fields.extend([field("next"), field("total"), "ErrorInfo".to_owned()].map(|field| (response.clone(), field)));
    }
    for (schema, field) in fields {
        let Some(schema) = tree.pointer_mut(&schema) else { continue };
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| *name != field);
        }
        let property = schema.get_mut("properties").and_then(|properties| properties.get_mut(field));
        if let Some(property) = property.filter(|p| p["type"] == "integer" && p["minimum"].is_null()) {
            property["minimum"] = json!(0);
        }
    }
}
