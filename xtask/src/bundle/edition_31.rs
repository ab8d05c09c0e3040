//! The contract as OpenAPI 3.1, for tools that read no 3.0. It is derived: the source stays 3.0.3.
//!
//! The lint forbids most of what the two versions say differently (`nullable`, exclusive bounds, files), which leaves the
//! version itself and the `example` of schemas, which JSON Schema calls `examples`. One difference cannot be written:
//! 3.1 takes `20.0` for an integer, so the text asks for numbers without a fraction.

use serde_json::{Map, Value, json};

/// The document in the words of 3.1.
pub(super) fn of(contract: &Value) -> Value {
    let mut edition = contract.clone();
    edition["openapi"] = json!("3.1.1");
    if let Some(text) = contract["info"]["description"].as_str() {
        edition["info"]["description"] = format!("{text}\n\n{NOTE}").into();
    }
    if let Some(schemas) = edition["components"]["schemas"].as_object_mut() {
        schemas.values_mut().for_each(schema);
    }
    edition
}

const NOTE: &str = "## This edition\n\n\
    Derived from the document in OpenAPI 3.0, which is the source.\n\
    Send integers without a fraction: JSON Schema takes `20.0` for one, OpenAPI 3.0 does not.";

/// Only named schemas and their parts have examples: everything else refers to them.
fn schema(value: &mut Value) {
    let Some(old) = value.as_object_mut().map(std::mem::take) else { return };
    let mut new = Map::new();
    for (key, mut value) in old {
        match key.as_str() {
            "properties" => value.as_object_mut().into_iter().flatten().for_each(|(_, property)| schema(property)),
            "allOf" => value.as_array_mut().into_iter().flatten().for_each(schema),
            "items" => schema(&mut value),
            _ => {}
        }
        match key.as_str() {
            "example" => new.insert("examples".to_owned(), json!([value])),
            _ => new.insert(key, value),
        };
    }
    *value = new.into();
}
