//! The parts of the data file's JSON Schema that the contract decides.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::contract::{CONTRACT, Served};
use super::data::Data;
use crate::contract::Operation;

/// The JSON Schema of a data file.
#[doc(hidden)]
#[must_use]
pub fn data_schema() -> Value {
    schemars::schema_for!(Data).into()
}

pub(super) fn operation(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": operations() })
}

pub(super) fn error_code(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "integer", "format": "int32", "not": { "const": 0 } })
}

pub(super) fn group_types(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "propertyNames": { "enum": operations() },
        "additionalProperties": { "type": "integer", "minimum": 0 },
    })
}

pub(super) fn switches(_: &mut SchemaGenerator) -> Schema {
    let switches: Vec<_> = CONTRACT.operations.iter().map(|served| &served.switch).collect();
    json_schema!({ "type": "array", "uniqueItems": true, "items": { "enum": switches } })
}

pub(super) fn groups(_: &mut SchemaGenerator) -> Schema {
    let mut types: Vec<&str> = Vec::new();
    for known in CONTRACT.group_types().filter(|known| !types.contains(known)).collect::<Vec<_>>() {
        if !types.contains(&known) {
            types.push(known);
        }
    }
    let mut group = place(&CONTRACT.operations.iter().collect::<Vec<_>>(), 1);
    group["properties"]["type"] =
        json!({ "description": "Its type, as in the contract's x-group-types.", "enum": types });
    group["required"] = json!(["type"]);
    json_schema!({ "type": "object", "additionalProperties": group })
}

fn operations() -> Vec<&'static str> {
    Operation::ALL.iter().map(|operation| operation.info().id).collect()
}

/// An object with the lists and further places of these operations, which have named `depth` IDs so far.
fn place(served: &[&Served], depth: usize) -> Value {
    let mut properties = Map::new();
    for one in served {
        let (name, schema) = match one.keys.get(depth) {
            None => (&one.list, list(one)),
            Some(key) => {
                let inside: Vec<_> = served
                    .iter()
                    .copied()
                    .filter(|s| s.keys.get(depth).is_some_and(|k| k.places == key.places))
                    .collect();
                let described = format!("By ID, as in {} of a request.", key.field);
                let inside = place(&inside, depth + 1);
                (&key.places, json!({ "description": described, "type": "object", "additionalProperties": inside }))
            }
        };
        properties.insert(name.clone(), schema);
    }
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn list(served: &Served) -> Value {
    let account = CONTRACT.account_field();
    json!({
        "description": format!("What {} answers, in its order, as on the wire.", served.operation.info().id),
        "type": "array",
        "items": { "type": "object", "required": [account], "properties": { account: { "type": "string" } } },
    })
}
