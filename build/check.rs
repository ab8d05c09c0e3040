//! Rules without which the generator would panic or Rust code could not be derived.
//!
//! The rest of the document's rules, with lines and remedies, are `cargo xtask lint`'s.

use std::collections::BTreeSet;

use serde_json::Value;

use super::contract::{Contract, PagingStyle};

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
    let ids = contract.servers.iter().map(|s| s.region_id.as_str());
    unique("servers: x-region-id", ids)?;
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
        if schema.value_descriptions.len() < schema.open_values.len() {
            return Err(format!(
                "components.schemas.{name}: x-enum-descriptions has fewer texts than there are values"
            ));
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
    let paging = &operation.pagination;
    let request = operation.request()?;
    let response = operation.response()?;
    let fields =
        [(request, &paging.size), (request, &paging.position), (response, &paging.next), (response, &paging.items)];
    for (schema, field) in fields.into_iter().chain(paging.total.iter().map(|t| (response, t))) {
        if !contract.schema(schema).properties.contains_key(field) {
            return Err(format!("{id}: x-pagination names {field}, which {schema} does not have"));
        }
    }
    let position_fits = match paging.style {
        PagingStyle::Offset => paging.first.is_u64() && paging.end.is_u64(),
        PagingStyle::Cursor => paging.first.is_string() && paging.end.is_string(),
    };
    if !position_fits {
        return Err(format!("{id}: x-pagination: first and end must be numbers (offset) or strings (cursor)"));
    }
    if contract.schema(request).properties[&paging.size].maximum.is_none() {
        return Err(format!("{request}.{}: needs a maximum, the largest page", paging.size));
    }
    let known: BTreeSet<i32> = contract.error_codes.iter().map(|e| e.code).collect();
    let codes = &operation.error_codes;
    match codes.documented.iter().chain(&codes.possible).find(|code| !known.contains(code)) {
        Some(code) => Err(format!("{id}: x-operation-error-codes names {code}, which x-error-codes lacks")),
        None => Ok(()),
    }
}

fn error_codes(contract: &Contract) -> Result<(), String> {
    for pair in contract.error_codes.windows(2) {
        if pair[0].code >= pair[1].code {
            return Err(format!("x-error-codes: {} must stand after {}, once", pair[0].code, pair[1].code));
        }
    }
    unique("x-error-codes: name", contract.error_codes.iter().map(|e| e.name.as_str()))?;
    for entry in &contract.error_codes {
        if !contract.retry_classes.iter().any(|class| class.id == entry.retry) {
            return Err(format!("x-error-codes: {}: retry {} is not in x-retry-classes", entry.code, entry.retry));
        }
    }
    Ok(())
}

fn unique<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("{what} {name} stands twice; it must be unique"));
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
