//! Rules without which the generator would panic or Rust code could not be derived.
//!
//! The rest of the document's rules, with lines and remedies, are `cargo xtask lint`'s.

use std::collections::BTreeSet;

use heck::AsUpperCamelCase;
use serde_json::Value;

use super::contract::{Contract, Pagination, PagingStyle, Schema};
use super::tables::snake;

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Rules of the plain tree, before anything is read from it.
pub(crate) fn tree(tree: &Value) -> Result<(), String> {
    if !tree["openapi"].as_str().is_some_and(|v| v.starts_with("3.0.")) {
        return Err("openapi: must be a string beginning with 3.0. (the generator reads no other)".into());
    }
    walk(tree, &mut String::new(), tree)
}

/// Rules between the parts of the document.
pub(crate) fn contract(contract: &Contract) -> Result<(), String> {
    error_codes(contract)?;
    names("servers: x-region-id", contract.servers.iter().map(|s| s.region_id.as_str()))?;
    names("x-retry-classes: id", contract.retry_classes.iter().map(|class| class.id.as_str()))?;
    for server in &contract.servers {
        for url in [&server.url, &server.backup_url] {
            if !url.starts_with("https://") || url.ends_with('/') {
                return Err(format!("servers: {url} must begin with https:// and not end with a slash"));
            }
        }
    }
    unique("operationId", contract.operations().map(|(_, o)| o.operation_id.as_str()))?;
    contract.operations().try_for_each(|(path, _)| operation(contract, path))?;
    for (name, schema) in &contract.components.schemas {
        open_values(name, schema)?;
        let fields: Vec<_> = schema.properties.0.iter().map(|(property, _)| snake(property).to_string()).collect();
        unique(&format!("components.schemas.{name}: the Rust name of a property,"), fields.iter().map(String::as_str))?;
    }
    for name in contract.received()? {
        if contract.schema(name).properties.0.iter().any(|(property, _)| snake(property) == "unknown") {
            return Err(format!("components.schemas.{name}.Unknown: the Rust type has a field of that name already"));
        }
    }
    Ok(())
}

fn open_values(name: &str, schema: &Schema) -> Result<(), String> {
    let place = format!("components.schemas.{name}: x-extensible-enum");
    names(&place, schema.open_values.iter().map(String::as_str))?;
    if schema.value_descriptions.len() < schema.open_values.len() {
        return Err(format!("components.schemas.{name}: x-enum-descriptions has fewer texts than there are values"));
    }
    for value in &schema.open_values {
        if AsUpperCamelCase(value).to_string() == "Unknown" {
            return Err(format!("{place}: {value} is the Rust name of the values that are not listed"));
        }
    }
    Ok(())
}

fn operation(contract: &Contract, path: &str) -> Result<(), String> {
    let operation = &contract.paths[path].post;
    let id = &operation.operation_id;
    if operation.responses.contains_key("default") {
        return Err(format!("{id}: responses must not have default (the generator fails on it); use 4XX and 5XX"));
    }
    if operation.call_rate.calls == 0 || operation.call_rate.seconds == 0 {
        return Err(format!("{id}: x-call-rate must not be zero"));
    }
    let known: BTreeSet<i32> = contract.error_codes.iter().map(|e| e.code).collect();
    let codes = &operation.error_codes;
    if let Some(code) = codes.documented.iter().chain(&codes.possible).find(|code| !known.contains(code)) {
        return Err(format!("{id}: x-operation-error-codes names {code}, which x-error-codes lacks"));
    }
    if let Some(paging) = &operation.pagination {
        if !operation.safe_to_repeat {
            return Err(format!("{id}: x-safe-to-repeat must be true, since pages are asked for again"));
        }
        self::paging(contract, id, paging, (operation.request()?, operation.response()?))?;
    }
    Ok(())
}

fn paging(contract: &Contract, id: &str, paging: &Pagination, (request, response): (&str, &str)) -> Result<(), String> {
    let (kind, ends_fit) = match paging.style {
        PagingStyle::Offset => ("integer", paging.first.is_u64() && paging.end.is_u64()),
        PagingStyle::Cursor => ("string", paging.first.is_string() && paging.end.is_string()),
    };
    if !ends_fit {
        return Err(format!("{id}: x-pagination: first and end must be numbers (offset) or strings (cursor)"));
    }
    let total = paging.total.iter().map(|total| (response, total, "integer"));
    let fields = [
        (request, &paging.size, "integer"),
        (request, &paging.position, kind),
        (response, &paging.next, kind),
        (response, &paging.items, "array"),
    ];
    for (name, field, kind) in fields.into_iter().chain(total) {
        let Some(property) = contract.schema(name).properties.get(field) else {
            return Err(format!("{id}: x-pagination names {field}, which {name} does not have"));
        };
        if property.kind != kind || property.target().is_some() {
            return Err(format!("components.schemas.{name}.{field}: must be of type {kind}, by x-pagination of {id}"));
        }
    }
    match contract.schema(request).properties.get(&paging.position).and_then(|position| position.maximum) {
        Some(_) => Err(format!("components.schemas.{request}.{}: a position has no maximum", paging.position)),
        None => Ok(()),
    }
}

fn error_codes(contract: &Contract) -> Result<(), String> {
    for pair in contract.error_codes.windows(2) {
        if pair[0].code >= pair[1].code {
            return Err(format!("x-error-codes: {} must stand after {}, once", pair[0].code, pair[1].code));
        }
    }
    unique("x-error-codes: name", contract.error_codes.iter().map(|e| e.name.as_str()).chain(["OK"]))?;
    for entry in &contract.error_codes {
        if !contract.retry_classes.iter().any(|class| class.id == entry.retry) {
            return Err(format!("x-error-codes: {}: retry {} is not in x-retry-classes", entry.code, entry.retry));
        }
    }
    Ok(())
}

/// Each must be the name of a variant in Rust, and another one than the others.
fn names<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        let variant = AsUpperCamelCase(name).to_string();
        if !variant.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(format!("{what} {name} cannot be a name in Rust; begin with a letter"));
        }
        if !seen.insert(variant) {
            return Err(format!("{what} {name} occurs twice; it must be unique"));
        }
    }
    Ok(())
}

fn unique<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("{what} {name} occurs twice; it must be unique"));
        }
    }
    Ok(())
}

/// Every reference must resolve, and every schema be of a kind that the generators take.
fn walk(node: &Value, place: &mut String, root: &Value) -> Result<(), String> {
    match node {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref") {
                let target = reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
                if target.is_none() {
                    return Err(format!("{place}: {reference} refers to nothing in this document"));
                }
            }
            if place.contains(".schema") && !place.ends_with(".properties") && !place.contains(".example") {
                schema(map, place)?;
            }
            map.iter().try_for_each(|(key, value)| below(value, place, key, root))
        }
        Value::Array(list) => {
            list.iter().enumerate().try_for_each(|(i, value)| below(value, place, &i.to_string(), root))
        }
        _ => Ok(()),
    }
}

fn below(value: &Value, place: &mut String, key: &str, root: &Value) -> Result<(), String> {
    let length = place.len();
    if length > 0 {
        place.push('.');
    }
    place.push_str(key);
    let result = walk(value, place, root);
    place.truncate(length);
    result
}

fn schema(map: &serde_json::Map<String, Value>, place: &str) -> Result<(), String> {
    for word in ["oneOf", "anyOf", "not"] {
        if map.contains_key(word) {
            return Err(format!("{place}: {word} breaks generated clients; describe one flat object"));
        }
    }
    if map.get("allOf").is_some_and(|all| all.as_array().is_none_or(|all| all.len() != 1)) {
        return Err(format!("{place}: allOf may hold one reference only, to hang a description on it"));
    }
    for word in ["pattern", "multipleOf", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum"] {
        if map.contains_key(word) {
            return Err(format!("{place}: {word} is not checked before sending; write x-documented-pattern or prose"));
        }
    }
    let Some(kind) = map.get("type") else { return Ok(()) };
    let kind = kind.as_str().unwrap_or_default();
    if !TYPES.contains(&kind) {
        return Err(format!("{place}: type must be one of {}", TYPES.join(", ")));
    }
    let format = map.get("format").and_then(Value::as_str);
    if kind == "integer" && !matches!(format, Some("int32" | "int64")) {
        return Err(format!(
            "{place}: an integer needs format int32 or int64 (other generators read any other as 32 bits)"
        ));
    }
    Ok(())
}
