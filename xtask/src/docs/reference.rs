//! The contract as the docs page wants it: tables where readers look for them.

use serde_json::{Value, json};

use super::tables;

/// The same contract with its `x-` keys written out as Markdown.
pub(super) fn with_tables(contract: &Value) -> Value {
    let mut reference = contract.clone();
    front_page(contract, &mut reference);
    sections(contract, &mut reference);
    describe_operations(contract, &mut reference);
    describe_values(&mut reference["components"]["schemas"]);
    link_error_codes(&mut reference);
    reference
}

/// Every operation with its path.
pub(super) fn operations(contract: &Value) -> Vec<(&str, &Value)> {
    let paths = contract["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            let operations = methods.as_object().into_iter().flatten();
            operations.map(move |(_, operation)| (path.as_str(), operation))
        })
        .filter(|(_, operation)| operation["operationId"].is_string())
        .collect()
}

/// Puts the operations above all prose, and leaves the prose below its headings to the sections.
fn front_page(contract: &Value, reference: &mut Value) {
    let description = contract["info"]["description"].as_str().unwrap_or_default();
    let front = description.split(HEADING).next().unwrap_or_default();
    let (first, rest) = front.split_once("\n\n").unwrap_or((front, ""));
    let overview = tables::overview(contract);
    let links = "What an [error code](#tag/Error-codes) asks of you. \
        How to read [page after page](#tag/Paging). Which [host](#tag/Hosts) to call.";
    reference["info"]["description"] = format!("{first}\n\n{overview}\n{links}\n\n{rest}").into();
}

/// Makes menu entries: the operations, then what holds for all of them, then the prose under its headings.
fn sections(contract: &Value, reference: &mut Value) {
    let description = contract["info"]["description"].as_str().unwrap_or_default();
    let mut prose: Vec<_> = description.split(HEADING).skip(1).filter_map(|part| part.split_once('\n')).collect();
    let mut take = |name: &str| {
        let place = prose.iter().position(|(heading, _)| *heading == name);
        place.map(|place| prose.remove(place).1).unwrap_or_default()
    };
    let paging = format!("{}\n{}", tables::paging(contract), take("Paging"));
    let codes = format!(
        "The service answers HTTP 200 to failures, too: look at `ErrorCode`, which is 0 on success.\n\n{}\n{}",
        tables::retry_classes(contract),
        tables::error_codes(contract),
    );
    let hosts = tables::hosts(contract);

    // Redoc lists the operations of the tag without a name directly in its menu.
    let mut tags = vec![json!({"name": ""})];
    let known = [("Paging", paging.as_str()), ("Error codes", &codes), ("Hosts", &hosts)];
    for (name, text) in known.into_iter().chain(prose) {
        tags.push(json!({"name": name, "x-traitTag": true, "description": text}));
    }
    reference["tags"] = tags.into();
}

/// What begins a section of the document's description.
const HEADING: &str = "## ";

fn describe_operations(contract: &Value, reference: &mut Value) {
    let paths = reference["paths"].as_object_mut().into_iter().flatten();
    for (_, methods) in paths {
        for (_, operation) in methods.as_object_mut().into_iter().flatten() {
            let text = operation["description"].as_str().unwrap_or_default();
            let text = format!(
                "{}\n{text}\n\n{}\n<details><summary>Error codes of this operation, out of \
                 <a href=\"#tag/Error-codes\">all error codes</a></summary>\n\n{}\n</details>\n",
                tables::paging_of(contract, operation),
                tables::requirements(operation),
                tables::error_codes_of(contract, operation),
            );
            operation["description"] = text.into();
            operation["tags"] = json!([""]);
        }
    }
}

/// Writes known values, documented forms and former names into the descriptions of schemas.
fn describe_values(node: &mut Value) {
    let mut added = tables::values(node).map(|table| format!("\n\n{table}")).unwrap_or_default();
    if let Some(pattern) = node["x-documented-pattern"].as_str() {
        added += &format!("\n\nDocumented form: `{pattern}`");
    }
    if let Some(name) = node["x-former-name"].as_str() {
        added += &format!("\n\nFormerly `{name}`");
    }
    if let (false, Some(text)) = (added.is_empty(), node["description"].as_str()) {
        node["description"] = format!("{text}{added}").into();
    }
    match node {
        Value::Object(map) => map.values_mut().for_each(describe_values),
        Value::Array(items) => items.iter_mut().for_each(describe_values),
        _ => {}
    }
}

/// Turns the name of the key into a link: on the page, the codes have a section and no key.
fn link_error_codes(node: &mut Value) {
    match node {
        Value::Object(map) => {
            if let Some(Value::String(text)) = map.get_mut("description") {
                *text = text.replace("`x-error-codes`", "[error codes](#tag/Error-codes)");
            }
            map.values_mut().for_each(link_error_codes);
        }
        Value::Array(items) => items.iter_mut().for_each(link_error_codes),
        _ => {}
    }
}
