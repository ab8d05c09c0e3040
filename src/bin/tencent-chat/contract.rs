//! What the command line takes from the contract: the fields of a list's members and their meaning.

use std::sync::LazyLock;

use serde_json::Value;
use tencent_chat::Operation;

/// The document as `build.rs` has checked it.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let json = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));
    serde_json::from_str(json).expect("the build writes JSON")
});

/// A field of the members of a list.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// The wire's name.
    pub(crate) name: &'static str,
    /// Whether every member has it.
    pub(crate) required: bool,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    /// A Unix time, and in words what 0 means if it is no time.
    Time {
        zero: Option<&'static str>,
    },
    /// Custom fields.
    Custom,
}

/// The fields that members of an operation's list have, those first that are always there.
pub(crate) fn fields(operation: Operation) -> Vec<Field> {
    let id = operation.info().id;
    let paths = DOCUMENT["paths"].as_object().into_iter().flatten();
    let operation = paths.map(|(_, item)| &item["post"]).find(|operation| operation["operationId"] == id);
    let operation = operation.expect("the document has every operation that was made from it");
    let response = resolve(&operation["responses"]["200"]["content"]["application/json"]["schema"]);
    let items = text(&operation["x-pagination"]["items"]);
    let item = resolve(&response["properties"][items]["items"]);
    let required = |name: &str| list(&item["required"]).any(|required| required == name);
    let properties = item["properties"].as_object().into_iter().flatten();
    let mut fields: Vec<_> =
        properties.map(|(name, schema)| Field { name, required: required(name), kind: kind(schema) }).collect();
    fields.sort_by_key(|field| !field.required);
    fields
}

/// The values of a named list.
pub(crate) fn values(schema: &str) -> impl Iterator<Item = &'static str> {
    list(&DOCUMENT["components"]["schemas"][schema]["enum"])
}

/// All that the contract says of an error code.
pub(crate) fn error_code(code: i32) -> Option<&'static Value> {
    DOCUMENT["x-error-codes"].as_array().into_iter().flatten().find(|entry| entry["code"] == code)
}

/// What a retry class asks of the caller.
pub(crate) fn retry_class(id: &str) -> &'static str {
    let mut classes = DOCUMENT["x-retry-classes"].as_array().into_iter().flatten();
    classes.find(|class| class["id"] == id).map(|class| text(&class["description"])).unwrap_or_default()
}

fn kind(schema: &'static Value) -> Kind {
    if schema["type"] == "array" {
        return Kind::Custom;
    }
    // A description beside a reference is written as `allOf` with that one reference.
    let reference = schema.pointer("/allOf/0/$ref").map(text).unwrap_or_default();
    if !reference.ends_with("/UnixTime") {
        return Kind::Plain;
    }
    let meaning = text(&schema["description"]).split_once("; 0 if ");
    Kind::Time { zero: meaning.map(|(_, meaning)| meaning) }
}

fn resolve(schema: &'static Value) -> &'static Value {
    let pointer = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| DOCUMENT.pointer(pointer)).unwrap_or(schema)
}

fn list(value: &'static Value) -> impl Iterator<Item = &'static str> {
    value.as_array().into_iter().flatten().map(text)
}

fn text(value: &'static Value) -> &'static str {
    value.as_str().unwrap_or_default()
}
