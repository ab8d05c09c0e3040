//! What the command line takes from the contract: lists with their parameters and fields, and error codes.

use std::sync::LazyLock;

use serde_json::Value;
use tencent_chat::{Operation, Position};

/// The document as `build.rs` has checked it.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let json = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));
    serde_json::from_str(json).expect("the build writes JSON")
});

/// The overlay with the Chinese words; `cargo xtask lint` holds it complete.
static CHINESE: LazyLock<Value> = LazyLock::new(|| {
    let json = include_str!("../../../docs/openapi.zh.overlay.json");
    serde_json::from_str(json).expect("lint reads it, too")
});

/// A language of explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Language {
    En,
    Zh,
}

/// Every list of the contract, in its order.
pub(crate) static LISTS: LazyLock<Vec<List>> =
    LazyLock::new(|| Operation::ALL.iter().filter_map(|operation| list(*operation)).collect());

/// A paged list.
#[derive(Debug)]
pub(crate) struct List {
    pub(crate) operation: Operation,
    pub(crate) summary: &'static str,
    pub(crate) description: &'static str,
    /// What names one list: the required texts of a request.
    pub(crate) keys: Vec<Parameter>,
    /// What else a request can say, its page apart.
    pub(crate) filters: Vec<Parameter>,
    /// The field of a request that says where the page begins.
    pub(crate) position: Parameter,
    /// The field of a request that holds the page size.
    pub(crate) size: &'static str,
    /// The largest page.
    pub(crate) most: u32,
    /// The position of the first page.
    pub(crate) first: Position,
    /// The fields of an answer that hold the members and the position of the next page.
    pub(crate) items: &'static str,
    pub(crate) next: &'static str,
    /// The fields of its members, those first that are always there.
    pub(crate) fields: Vec<Field>,
}

/// A field of a request.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// The wire's name.
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) example: String,
    pub(crate) shape: Shape,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Number,
    Flag,
    /// Any number of texts.
    Texts,
    /// Keys of custom fields that are to be answered.
    Keys,
    /// Names of the members' fields that are to be answered.
    Fields,
}

/// A field of the members of a list.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// The wire's name.
    pub(crate) name: &'static str,
    /// Whether every member has it.
    pub(crate) required: bool,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    /// One of the values that the contract knows, or another.
    Values(Vec<&'static str>),
    /// A Unix time.
    Time {
        /// What 0 means if it is no time.
        zero: Option<&'static str>,
        /// Whether something ends then.
        ends: bool,
    },
    /// Custom fields.
    Custom,
}

/// All that the contract says of each error code.
pub(crate) fn error_codes() -> impl Iterator<Item = &'static Value> {
    DOCUMENT["x-error-codes"].as_array().into_iter().flatten()
}

/// What a retry class asks of the caller.
pub(crate) fn retry_class(id: &str, language: Language) -> String {
    let mut classes = DOCUMENT["x-retry-classes"].as_array().into_iter().flatten();
    let class = classes.find(|class| class["id"] == id);
    let class = class.map(|class| translated(language, "x-retry-classes", class)).unwrap_or_default();
    text(&class["description"]).to_owned()
}

/// The words of an overlay in place of those of an entry of a list, such as an error code.
pub(crate) fn translated(language: Language, list: &str, entry: &Value) -> Value {
    let Language::Zh = language else { return entry.clone() };
    let id = match &entry["code"] {
        Value::Null => format!("id == '{}'", text(&entry["id"])),
        code => format!("code == {code}"),
    };
    let target = format!("$['{list}'][?@.{id}]");
    let mut actions = CHINESE["actions"].as_array().into_iter().flatten();
    let mut entry = entry.clone();
    if let Some(action) = actions.find(|action| action["target"] == target)
        && let (Some(entry), Some(update)) = (entry.as_object_mut(), action["update"].as_object())
    {
        entry.extend(update.clone());
    }
    entry
}

/// What an application must have for an operation: switch, where it is, editions.
pub(crate) fn requirements(operation: Operation) -> &'static Value {
    &described(operation)["x-requirements"]
}

/// Name of the query parameter that the contract knows under a name that begins so.
pub(crate) fn query_parameter(component: &str) -> &'static str {
    let parameters = DOCUMENT["components"]["parameters"].as_object().into_iter().flatten();
    let mut found = parameters.filter(|(name, _)| name.starts_with(component));
    found.next().map(|(_, parameter)| text(&parameter["name"])).expect("the contract has the parameter")
}

fn described(operation: Operation) -> &'static Value {
    let info = operation.info();
    let item = DOCUMENT["paths"].get(info.path);
    item.map(|item| &item["post"]).expect("the document has every operation that was made from it")
}

fn list(operation: Operation) -> Option<List> {
    let described = described(operation);
    let paging = described.get("x-pagination")?;
    let request = resolve(&described["requestBody"]["content"]["application/json"]["schema"]);
    let response = resolve(&described["responses"]["200"]["content"]["application/json"]["schema"]);
    let item = resolve(&response["properties"][text(&paging["items"])]["items"]);
    let properties = |schema: &'static Value| schema["properties"].as_object().into_iter().flatten();
    let required = |schema: &'static Value, name: &str| texts(&schema["required"]).any(|required| required == name);
    let all: Vec<_> =
        properties(request).map(|(name, schema)| (required(request, name), parameter(name, schema))).collect();
    let (mut keys, mut filters, mut position) = (Vec::new(), Vec::new(), None);
    for (required, parameter) in all {
        match parameter.name {
            name if name == text(&paging["position"]) => position = Some(parameter),
            name if name == text(&paging["size"]) => {}
            _ if required && parameter.shape == Shape::Text => keys.push(parameter),
            _ => filters.push(parameter),
        }
    }
    let field = |(name, schema): (&'static String, &'static Value)| Field {
        name,
        required: required(item, name),
        kind: kind(schema),
    };
    let mut fields: Vec<_> = properties(item).map(field).collect();
    fields.sort_by_key(|field| !field.required);
    let first = match paging["first"].as_u64() {
        Some(offset) => Position::Offset(offset),
        None => Position::Cursor(text(&paging["first"]).to_owned()),
    };
    Some(List {
        operation,
        summary: text(&described["summary"]),
        description: text(&described["description"]),
        keys,
        filters,
        position: position?,
        size: text(&paging["size"]),
        most: operation.info().max_page_size?,
        first,
        items: text(&paging["items"]),
        next: text(&paging["next"]),
        fields,
    })
}

fn parameter(name: &'static str, schema: &'static Value) -> Parameter {
    let schema = resolve(schema);
    let shape = match text(&schema["type"]) {
        "array" => match text(&schema["x-filter"]["of"]) {
            "properties" => Shape::Fields,
            "entries" => Shape::Keys,
            _ => Shape::Texts,
        },
        "integer" | "number" => Shape::Number,
        "boolean" => Shape::Flag,
        _ => Shape::Text,
    };
    let example = &schema["example"];
    let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
    Parameter { name, description: text(&schema["description"]), example, shape }
}

fn kind(schema: &'static Value) -> Kind {
    if schema["type"] == "array" {
        return Kind::Custom;
    }
    // A description beside a reference is written as `allOf` with that one reference.
    let reference = schema.pointer("/allOf/0").unwrap_or(schema);
    if !text(&reference["$ref"]).ends_with("/UnixTime") {
        let values: Vec<_> = texts(&resolve(reference)["x-extensible-enum"]).collect();
        return if values.is_empty() { Kind::Plain } else { Kind::Values(values) };
    }
    let description = text(&schema["description"]);
    let zero = description.split_once("; 0 if ").and_then(|(_, meaning)| meaning.split('.').next());
    Kind::Time { zero, ends: description.contains(" ends ") }
}

fn resolve(schema: &'static Value) -> &'static Value {
    let pointer = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| DOCUMENT.pointer(pointer)).unwrap_or(schema)
}

fn texts(value: &'static Value) -> impl Iterator<Item = &'static str> {
    value.as_array().into_iter().flatten().map(text)
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
