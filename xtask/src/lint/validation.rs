//! Values against schemas: OpenAPI 3.0 schemas as JSON Schema, with what each format means.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{Draft, ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::Contract;
use crate::document::Node;

/// Schemas made ready for checking values, each once.
#[derive(Debug, Default)]
pub(super) struct Validators {
    components: OnceCell<Value>,
    compiled: RefCell<BTreeMap<*const Node, Option<Rc<Validator>>>>,
}

/// What is wrong with a value, with the place inside it; nothing when it is valid.
///
/// Unknown properties are wrong here, although clients must accept them: an example that shows a property
/// which the schema does not have is a mistake in one of the two.
pub(super) fn faults(contract: &Contract<'_>, schema: &Node, value: &Node) -> Vec<(String, String)> {
    // A schema that cannot be compiled is reported by `openapi-structure` and `reference-resolves`.
    let Some(validator) = validator(contract, schema) else { return Vec::new() };
    let value = value.to_json();
    let errors = validator.iter_errors(&value);
    errors.map(|error| (error.instance_path().to_string(), describe(&error))).collect()
}

fn validator(contract: &Contract<'_>, schema: &Node) -> Option<Rc<Validator>> {
    let Validators { components, compiled } = &contract.validators;
    let mut compiled = compiled.borrow_mut();
    let compile = || {
        let mut root = strict_schema(&schema.to_json());
        if let Value::Object(root) = &mut root {
            if schema.descendants().iter().any(|node| node.get("$ref").is_some()) {
                let components = components.get_or_init(|| strict_components(contract));
                root.insert("components".to_owned(), components.clone());
            }
            // Draft 4 ignores what stands beside a reference.
            if let Some(reference) = root.remove("$ref") {
                root.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
            }
        }
        jsonschema::options().with_draft(Draft::Draft4).build(&root).ok().map(Rc::new)
    };
    compiled.entry(std::ptr::from_ref(schema)).or_insert_with(compile).clone()
}

/// The schema components, for references out of a schema that is judged by itself.
fn strict_components(contract: &Contract<'_>) -> Value {
    let components = contract.components("schemas").iter();
    let components: Map<_, _> =
        components.map(|schema| (schema.key.clone(), strict_schema(&schema.value.to_json()))).collect();
    json!({ "schemas": components })
}

/// The same schema for JSON Schema readers: formats become bounds, objects are closed, `x-` keys are left out.
#[must_use]
pub fn strict_schema(schema: &Value) -> Value {
    let Value::Object(map) = schema else { return schema.clone() };
    let mut strict = Map::new();
    for (key, value) in map {
        match key.as_str() {
            "properties" => {
                let properties = value.as_object().into_iter().flatten();
                let closed: Map<_, _> = properties.map(|(name, value)| (name.clone(), strict_schema(value))).collect();
                strict.insert(key.clone(), closed.into());
                strict.insert("additionalProperties".to_owned(), false.into());
            }
            "items" => drop(strict.insert(key.clone(), strict_schema(value))),
            "allOf" | "oneOf" | "anyOf" => {
                let members = value.as_array().into_iter().flatten().map(strict_schema);
                strict.insert(key.clone(), members.collect());
            }
            "format" => {
                let (least, greatest) = match value.as_str() {
                    Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
                    Some("int64") => (i64::MIN, i64::MAX),
                    _ => continue,
                };
                strict.entry("minimum").or_insert_with(|| least.into());
                strict.entry("maximum").or_insert_with(|| greatest.into());
            }
            "description" | "example" => {}
            extension if extension.starts_with("x-") => {}
            _ => drop(strict.insert(key.clone(), value.clone())),
        }
    }
    strict.into()
}

/// What an error says, without the whole value it is about.
pub(super) fn describe(error: &ValidationError<'_>) -> String {
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            format!("`{}` is not known here", unexpected.join("`, `"))
        }
        ValidationErrorKind::Required { property } => {
            format!("`{}` is missing", property.as_str().unwrap_or_default())
        }
        ValidationErrorKind::Type { kind: TypeKind::Single(expected) } => {
            format!("{} is no {expected}", brief(error.instance()))
        }
        ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::AnyOf { .. } => {
            format!("{} has none of the forms that are allowed here", brief(error.instance()))
        }
        _ => {
            let instance = brief(error.instance());
            error.masked_with(instance).to_string()
        }
    }
}

/// A value short enough for a message.
fn brief(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::String(text) if text.chars().count() > 40 => "a string".to_owned(),
        Value::String(text) => format!("`{text}`"),
        scalar => format!("`{scalar}`"),
    }
}
