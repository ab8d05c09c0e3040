//! What the sandbox takes from the contract: schemas, paging, forms of IDs, readings, texts.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::contract::Operation;
use crate::error::ErrorCode;

/// The document as JSON text.
pub(super) const JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));
/// The document as it is written.
pub(super) const YAML: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.yaml"));

/// The contract, read once for all sandboxes of the process.
pub(super) static CONTRACT: LazyLock<Contract> = LazyLock::new(|| {
    // The build has checked the document: what is used here is there.
    Contract::read(&serde_json::from_str(JSON).expect("the build writes JSON"))
});

pub(super) struct Contract {
    pub(super) operations: Vec<Served>,
    pub(super) sdk_app_id: Parameter,
    pub(super) identifier: Parameter,
    pub(super) user_sig: Parameter,
    pub(super) random: Parameter,
    pub(super) content_type: Parameter,
    /// Captured texts of `ErrorInfo`.
    texts: HashMap<i32, String>,
}

/// An operation as the sandbox serves it.
pub(super) struct Served {
    pub(super) operation: Operation,
    pub(super) path: String,
    pub(super) paging: Paging,
    /// Largest page.
    pub(super) max_size: u64,
    pub(super) request: Validator,
    /// Validates what stands in the list.
    pub(super) item: Validator,
    /// What names the list, the group first: the request's required fields, except where to begin.
    pub(super) keys: Vec<Key>,
    /// Name of the list in a data file.
    pub(super) list: String,
    pub(super) filters: Vec<Filter>,
    /// The property of items that says when they end.
    pub(super) expiry: Option<String>,
    pub(super) forms: Vec<Form>,
    pub(super) readings: Vec<Reading>,
    pub(super) editions: Vec<String>,
    pub(super) switch: String,
    /// The answer while the switch is off.
    pub(super) switched_off: ErrorCode,
    /// The property that names an item.
    account: String,
}

/// A request field that names a list, or what a list belongs to.
pub(super) struct Key {
    pub(super) field: String,
    /// Where a data file has what is named: `groups` for `GroupId`.
    pub(super) places: String,
    pub(super) not_found: ErrorCode,
}

/// A request field that chooses: `x-filter`.
pub(super) enum Filter {
    /// Items with one of these values of a property.
    Items { field: String, property: String },
    /// Properties of each item; those that the filter cannot name are always shown.
    Properties { field: String, names: Vec<String> },
    /// Entries of an array in each item, by their key.
    Entries { field: String, property: String, key: String },
}

/// `x-pagination`.
#[derive(Deserialize)]
pub(super) struct Paging {
    pub(super) style: PagingStyle,
    pub(super) size: String,
    pub(super) position: String,
    pub(super) next: String,
    pub(super) items: String,
    pub(super) total: Option<String>,
    pub(super) first: Value,
    pub(super) end: Value,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum PagingStyle {
    Offset,
    Cursor,
}

/// The documented form of a request field, and the answer to another one.
pub(super) struct Form {
    pub(super) field: String,
    pub(super) pattern: Validator,
    pub(super) code: ErrorCode,
}

/// Which group types an operation serves, by one of the vendor's pages.
///
/// The pages contradict each other; [`Behaviour::read_group_types`](super::Behaviour::read_group_types) chooses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Reading {
    /// The pages, by their `id` in the contract's `x-sources`.
    pub sources: Vec<String>,
    /// The group types.
    pub served: Vec<String>,
}

/// A query parameter.
pub(super) struct Parameter {
    pub(super) name: String,
    integer: bool,
    schema: Validator,
}

impl Contract {
    fn read(document: &Value) -> Self {
        // In the order of the contract, which a map of JSON keeps with some features only.
        let operations = Operation::ALL.iter().filter_map(|operation| {
            let path = operation.info().path;
            let node = &document["paths"][path]["post"];
            node.get("x-pagination").map(|_| Served::read(document, *operation, path, node))
        });
        let operations = operations.collect();
        let parameter = |name: &str| Parameter::read(document, name);
        let entries = document["x-error-codes"].as_array().into_iter().flatten();
        let texts = entries.filter_map(|entry| {
            let code = i32::try_from(entry["code"].as_i64()?).ok()?;
            Some((code, entry["text"].as_str()?.to_owned()))
        });
        Self {
            operations,
            sdk_app_id: parameter("SdkAppIdInQuery"),
            identifier: parameter("IdentifierInQuery"),
            user_sig: parameter("UserSigInQuery"),
            random: parameter("RandomInQuery"),
            content_type: parameter("ContentTypeInQuery"),
            texts: texts.collect(),
        }
    }

    /// The list that an operation reads, or `None` if it is no list.
    pub(super) fn list(&self, operation: Operation) -> Option<&Served> {
        self.operations.iter().find(|served| served.operation == operation)
    }

    /// The list of an operation that reads one; groups hold nothing else.
    pub(super) fn served(&self, operation: Operation) -> &Served {
        self.list(operation).expect("the operation is a list")
    }

    /// What `ErrorInfo` says of a code: the captured text, else the meaning.
    pub(super) fn text(&self, code: ErrorCode) -> &str {
        let captured = self.texts.get(&code.get()).map(String::as_str);
        captured.or_else(|| code.info().map(|info| info.meaning)).unwrap_or_default()
    }

    /// The property that names an item, which all lists have in common.
    pub(super) fn account_field(&self) -> &str {
        self.operations.first().map_or("", |served| &served.account)
    }

    /// Whose item this is.
    pub(super) fn account<'a>(&self, item: &'a Value) -> Option<&'a str> {
        self.operations.iter().find_map(|served| item.get(&served.account)?.as_str())
    }

    /// Every group type that some page names.
    pub(super) fn group_types(&self) -> impl Iterator<Item = &str> {
        let readings = self.operations.iter().flat_map(|served| &served.readings);
        readings.flat_map(|reading| &reading.served).map(String::as_str)
    }
}

impl Served {
    fn read<'d>(document: &'d Value, operation: Operation, path: &str, node: &'d Value) -> Self {
        let request = &node["requestBody"]["content"]["application/json"]["schema"];
        let response = &node["responses"]["200"]["content"]["application/json"]["schema"];
        let paging: Paging = part(&node["x-pagination"]);
        let body = resolve(document, request);
        let fields = &body["properties"];
        let items = &resolve(document, response)["properties"][&paging.items]["items"];
        let item = resolve(document, items);
        let required: Vec<String> = part(&body["required"]);
        let begins = |name: &String| [&paging.position, &paging.size].contains(&name);
        let properties = |node: &'d Value| node["properties"].as_object().into_iter().flatten();
        let ends = |(_, schema): &(&String, &Value)| schema["x-expiry"] == true;
        let needs = &node["x-requirements"];
        Self {
            operation,
            path: path.to_owned(),
            max_size: fields[&paging.size]["maximum"].as_u64().unwrap_or(u64::MAX),
            request: validator(document, request),
            item: validator(document, items),
            keys: required.into_iter().filter(|name| !begins(name)).map(|name| Key::read(name, fields)).collect(),
            list: plural(&paging.items, "List"),
            filters: properties(body).filter_map(|field| Filter::read(document, field)).collect(),
            expiry: properties(item).find(ends).map(|(name, _)| name.clone()),
            forms: properties(body).filter_map(Form::read).collect(),
            readings: part(&node["x-group-types"]),
            editions: part(&needs["editions"]),
            switch: part(&needs["switch"]),
            switched_off: needs.get("switch-off-code").map_or(ErrorCode::NOT_PERMITTED, part),
            account: part(&item["required"][0]),
            paging,
        }
    }
}

impl Key {
    fn read(field: String, fields: &Value) -> Self {
        let code = fields[&field].get("x-not-found-code");
        Self { places: plural(&field, "Id"), not_found: code.map_or(ErrorCode::INVALID_PARAMETER, part), field }
    }
}

impl Filter {
    fn read(document: &Value, (field, schema): (&String, &Value)) -> Option<Self> {
        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase", tag = "of")]
        enum Of {
            Items { property: String },
            Properties,
            Entries { property: String, key: String },
        }
        let field = field.clone();
        Some(match part(schema.get("x-filter")?) {
            Of::Items { property } => Self::Items { field, property },
            Of::Properties => {
                let values = resolve(document, &schema["items"]);
                let names = values.get("enum").or_else(|| values.get("x-extensible-enum"));
                Self::Properties { field, names: names.map_or_else(Vec::new, part) }
            }
            Of::Entries { property, key } => Self::Entries { field, property, key },
        })
    }

    pub(super) fn field(&self) -> &str {
        let (Self::Items { field, .. } | Self::Properties { field, .. } | Self::Entries { field, .. }) = self;
        field
    }
}

impl Form {
    fn read((field, schema): (&String, &Value)) -> Option<Self> {
        let pattern = schema.get("x-documented-pattern")?;
        let code = schema.get("x-wrong-form-code")?;
        Some(Self {
            field: field.clone(),
            pattern: validator(&Value::Null, &json!({ "pattern": pattern })),
            code: part(code),
        })
    }
}

impl Parameter {
    fn read(document: &Value, name: &str) -> Self {
        let node = &document["components"]["parameters"][name];
        let schema = resolve(document, &node["schema"]);
        Self { name: part(&node["name"]), integer: schema["type"] == "integer", schema: validator(document, schema) }
    }

    /// Whether the contract allows this text as the parameter's value.
    pub(super) fn allows(&self, text: &str) -> bool {
        match self.integer {
            // Digits alone: a sign or a space is not what the contract means by an integer in a URL.
            true if text.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse::<u64>().is_ok_and(|number| self.schema.is_valid(&number.into()))
            }
            true => false,
            false => self.schema.is_valid(&text.into()),
        }
    }
}

/// The name of many in a data file: `permission_groups` of `PermissionGroupId`.
fn plural(name: &str, suffix: &str) -> String {
    let mut plural = String::new();
    for letter in name.strip_suffix(suffix).unwrap_or(name).chars() {
        if letter.is_uppercase() && !plural.is_empty() {
            plural.push('_');
        }
        plural.extend(letter.to_lowercase());
    }
    plural + "s"
}

/// A text in the body of a request.
pub(super) fn body_text<'a>(body: &'a Value, field: &str) -> &'a str {
    body[field].as_str().unwrap_or_default()
}

fn part<T: for<'de> Deserialize<'de>>(node: &Value) -> T {
    T::deserialize(node).unwrap_or_else(|e| panic!("{node} is not as build.rs has checked: {e}"))
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let reference = schema["$ref"].as_str().and_then(|r| r.strip_prefix('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema)
}

/// A validator of OpenAPI 3.0's dialect of JSON Schema.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut root = match schema {
        Value::Object(map) => map.clone(),
        _ => Map::new(),
    };
    root.insert("components".to_owned(), json!({ "schemas": document["components"]["schemas"] }));
    let mut root = Value::Object(root);
    to_draft4(&mut root);
    let validator = jsonschema::options().with_draft(Draft::Draft4).build(&root);
    validator.unwrap_or_else(|e| panic!("a schema of the contract cannot be used: {e}"))
}

/// OpenAPI 3.0 is draft 4 but for `nullable` and for number formats, which only bounds can express.
fn to_draft4(node: &mut Value) {
    match node {
        Value::Object(map) => {
            let bounds = match map.get("format").and_then(Value::as_str) {
                Some("int32") => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
                Some("int64") => Some((i64::MIN, i64::MAX)),
                _ => None,
            };
            if let Some((least, most)) = bounds {
                map.entry("minimum").or_insert(least.into());
                map.entry("maximum").or_insert(most.into());
            }
            if map.remove("nullable") == Some(true.into())
                && let Some(kind) = map.get_mut("type")
            {
                *kind = json!([kind.take(), "null"]);
            }
            map.values_mut().for_each(to_draft4);
        }
        Value::Array(list) => list.iter_mut().for_each(to_draft4),
        _ => {}
    }
}
