//! The fields of a schema, those of the objects in its lists included.

use serde_json::Value;

use super::html::{Links, code, entries, escape, list, text};
use super::sources;

/// The fields of a named schema; each has the anchor `Schema.Field`.
pub(super) fn of(contract: &Value, links: &Links, name: &str) -> String {
    let schema = &contract["components"]["schemas"][name];
    let required: Vec<_> = list(&schema["required"]).map(text).collect();
    let fields = entries(&schema["properties"]).map(|(field, property)| {
        let own = field_of(contract, links, name, field, property, required.contains(&field.as_str()));
        let inner = named(&property["items"]).map(|item| of(contract, links, item)).unwrap_or_default();
        own + &inner
    });
    format!("<div class=\"fields\">\n{}</div>\n", fields.collect::<String>())
}

fn field_of(contract: &Value, links: &Links, owner: &str, name: &str, property: &Value, is_required: bool) -> String {
    // A reference shares its facts with the schema it names.
    let target = named(property).map_or(property, |name| &contract["components"]["schemas"][name]);
    // A list of known values shows them where it stands.
    let item = named(&property["items"]).map(|name| &contract["components"]["schemas"][name]);
    let known = item.filter(|item| item["properties"].is_null()).unwrap_or(target);
    let described = if property["description"].is_string() { property } else { target };
    let need = if is_required { "required" } else { "optional" };
    let anchor = format!("{owner}.{name}");
    format!(
        "<div class=\"field\" id=\"{anchor}\" data-find=\"{found}\" data-kind=\"field of {owner}\">\n\
         <p class=\"name\"><a href=\"#{anchor}\">{shown}</a> <span class=\"type\">{type_}</span> \
         <span class=\"{need}\">{need}</span></p>\n\
         <div class=\"text\">{text}{values}{bounds}</div></div>\n",
        anchor = escape(&anchor),
        found = escape(name),
        shown = code(name),
        type_ = type_of(contract, property),
        text = links.markdown(text(&described["description"])),
        values = values(known, links),
        bounds = bounds(contract, property, target),
    )
}

/// A single query parameter, in the form of a field.
pub(super) fn parameter(contract: &Value, links: &Links, parameter: &Value) -> String {
    let named_schema = named(&parameter["schema"]).unwrap_or_default();
    let schema = &contract["components"]["schemas"][named_schema];
    let mut property = schema.clone();
    property["description"] = parameter["description"].clone();
    field_of(contract, links, "query", text(&parameter["name"]), &property, parameter["required"] == true)
}

/// The schema that is referred to, alone or to hang a description on it.
fn named(schema: &Value) -> Option<&str> {
    let reference = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str())?;
    reference.rsplit('/').next()
}

fn type_of(contract: &Value, property: &Value) -> String {
    let base = match named(property) {
        Some(name) => &contract["components"]["schemas"][name],
        None => property,
    };
    let kind = match (text(&base["type"]), text(&base["format"])) {
        ("array", _) => format!("list of {}", named(&property["items"]).unwrap_or("strings")),
        (kind, "") => kind.to_owned(),
        (kind, format) => format!("{kind} ({format})"),
    };
    let name = named(property).map(|name| format!("{name}, ")).unwrap_or_default();
    escape(&format!("{name}{kind}"))
}

/// Known values with their meaning.
fn values(schema: &Value, links: &Links) -> String {
    let open = schema.get("x-extensible-enum");
    let Some(known) = open.or_else(|| schema.get("enum")) else { return String::new() };
    let meanings = list(&schema["x-enum-descriptions"]).map(|meaning| links.line(text(meaning)));
    let rows =
        list(known).zip(meanings).map(|(value, meaning)| format!("<dt>{}</dt><dd>{meaning}</dd>", code(text(value))));
    let title = if open.is_some() { "Known values; others may come" } else { "Values" };
    format!("<p class=\"small\">{title}</p><dl class=\"facts\">{}</dl>", rows.collect::<String>())
}

fn bounds(contract: &Value, property: &Value, target: &Value) -> String {
    let pick = |key: &str| property.get(key).or_else(|| target.get(key)).filter(|value| !value.is_null());
    let mut parts = Vec::new();
    for (key, label) in [
        ("minimum", "minimum"),
        ("maximum", "maximum"),
        ("minLength", "shortest"),
        ("maxLength", "longest"),
        ("x-documented-pattern", "documented form"),
        ("x-former-name", "formerly"),
        ("example", "example"),
    ] {
        if let Some(value) = pick(key).filter(|value| !value.is_array()) {
            let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            parts.push(format!("{label} <code>{}</code>{}", escape(&shown), sources::of_fact(contract, property, key)));
        }
    }
    let of_text = sources::of_fact(contract, property, "description");
    if !of_text.is_empty() {
        parts.push(format!("described{of_text}"));
    }
    if let Some(code) = pick("x-wrong-form-code") {
        parts.push(format!("another form: <a href=\"#error-code-{code}\">{code}</a>"));
    }
    if parts.is_empty() { String::new() } else { format!("<p class=\"small\">{}</p>", parts.join(" &middot; ")) }
}
