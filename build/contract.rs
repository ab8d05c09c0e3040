//! What the build needs to know of the document, as types.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// Reads YAML into a tree; duplicate keys and YAML 1.1 booleans are errors.
pub(crate) fn read(text: &str) -> Result<Value, String> {
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|e| format!("is not sound YAML: {e}"))
}

/// The tree as types; an error names the place in the tree.
pub(crate) fn typed(tree: &Value) -> Result<Contract, String> {
    serde_path_to_error::deserialize(tree).map_err(|e| format!("{}: {} (see x-extensions)", e.path(), e.inner()))
}

#[derive(Deserialize)]
pub(crate) struct Contract {
    pub(crate) info: Info,
    pub(crate) servers: Vec<Server>,
    pub(crate) paths: BTreeMap<String, PathItem>,
    pub(crate) components: Components,
    #[serde(rename = "x-service")]
    pub(crate) service: Service,
    #[serde(rename = "x-retry-classes")]
    pub(crate) retry_classes: Vec<RetryClass>,
    #[serde(rename = "x-error-codes")]
    pub(crate) error_codes: Vec<ErrorCode>,
}

impl Contract {
    /// The operations, each with its path, in the order of the paths.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (&str, &Operation)> {
        self.paths.iter().map(|(path, item)| (path.as_str(), &item.post))
    }

    /// The schema of that name; `check` has made sure that references resolve.
    pub(crate) fn schema(&self, name: &str) -> &Schema {
        &self.components.schemas[name]
    }

    /// Names of the objects that requests are made of.
    pub(crate) fn sent(&self) -> Result<BTreeSet<&str>, String> {
        self.operations().map(|(_, o)| o.request()).collect::<Result<_, _>>().map(|names| self.objects(names))
    }

    /// Names of the objects that responses are made of.
    pub(crate) fn received(&self) -> Result<BTreeSet<&str>, String> {
        self.operations().map(|(_, o)| o.response()).collect::<Result<_, _>>().map(|names| self.objects(names))
    }

    /// The objects of these names, and those inside them.
    pub(crate) fn objects<'a>(&'a self, mut open: Vec<&'a str>) -> BTreeSet<&'a str> {
        let mut names = BTreeSet::new();
        while let Some(name) = open.pop() {
            let properties = &self.schema(name).properties.0;
            if !properties.is_empty() && names.insert(name) {
                open.extend(properties.iter().filter_map(|(_, property)| property.innermost().target()));
            }
        }
        names
    }
}

#[derive(Deserialize)]
pub(crate) struct Info {
    pub(crate) version: String,
}

#[derive(Deserialize)]
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) description: String,
    #[serde(rename = "x-region-id")]
    pub(crate) region_id: String,
    #[serde(rename = "x-backup-url")]
    pub(crate) backup_url: String,
}

#[derive(Deserialize)]
pub(crate) struct PathItem {
    pub(crate) post: Operation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Operation {
    pub(crate) operation_id: String,
    pub(crate) summary: String,
    pub(crate) external_docs: ExternalDocs,
    pub(crate) request_body: Content,
    pub(crate) responses: BTreeMap<String, Value>,
    #[serde(rename = "x-call-rate")]
    pub(crate) call_rate: CallRate,
    #[serde(rename = "x-group-types")]
    pub(crate) group_types: Vec<GroupTypes>,
    #[serde(rename = "x-safe-to-repeat")]
    pub(crate) safe_to_repeat: bool,
    #[serde(rename = "x-pagination")]
    pub(crate) pagination: Option<Pagination>,
    #[serde(rename = "x-operation-error-codes")]
    pub(crate) error_codes: OperationErrorCodes,
}

impl Operation {
    /// Name of the request's schema.
    pub(crate) fn request(&self) -> Result<&str, String> {
        schema_name(&self.request_body.content).ok_or_else(|| {
            format!("{}: requestBody must refer to a named schema as application/json", self.operation_id)
        })
    }

    /// Name of the schema of the answer with status 200.
    pub(crate) fn response(&self) -> Result<&str, String> {
        self.responses
            .get("200")
            .and_then(|r| r.pointer("/content/application~1json/schema/$ref"))
            .and_then(Value::as_str)
            .map(last_segment)
            .ok_or_else(|| {
                format!("{}: response 200 must refer to a named schema as application/json", self.operation_id)
            })
    }
}

#[derive(Deserialize)]
pub(crate) struct ExternalDocs {
    pub(crate) url: String,
}

#[derive(Deserialize)]
pub(crate) struct Content {
    pub(crate) content: Value,
}

#[derive(Deserialize)]
pub(crate) struct CallRate {
    pub(crate) calls: u32,
    pub(crate) seconds: u64,
}

#[derive(Deserialize)]
pub(crate) struct GroupTypes {
    pub(crate) served: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Pagination {
    pub(crate) style: PagingStyle,
    pub(crate) size: String,
    pub(crate) position: String,
    pub(crate) next: String,
    pub(crate) items: String,
    pub(crate) total: Option<String>,
    pub(crate) first: Value,
    pub(crate) end: Value,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PagingStyle {
    Offset,
    Cursor,
}

#[derive(Deserialize)]
pub(crate) struct OperationErrorCodes {
    pub(crate) documented: Vec<i32>,
    pub(crate) possible: Vec<i32>,
}

#[derive(Deserialize)]
pub(crate) struct Components {
    pub(crate) parameters: BTreeMap<String, Parameter>,
    pub(crate) schemas: BTreeMap<String, Schema>,
}

#[derive(Deserialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) schema: Schema,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Schema {
    #[serde(rename = "$ref")]
    pub(crate) reference: Option<String>,
    pub(crate) all_of: Vec<Self>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) format: String,
    pub(crate) description: String,
    pub(crate) properties: Properties,
    pub(crate) required: Vec<String>,
    pub(crate) items: Option<Box<Self>>,
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) min_items: Option<usize>,
    pub(crate) max_items: Option<usize>,
    #[serde(rename = "x-extensible-enum")]
    pub(crate) open_values: Vec<String>,
    #[serde(rename = "x-enum-descriptions")]
    pub(crate) value_descriptions: Vec<String>,
    #[serde(rename = "x-former-name")]
    pub(crate) former_name: Option<String>,
    pub(crate) external_docs: Option<ExternalDocs>,
}

impl Schema {
    /// Name of the schema that this one refers to, by itself or to hang a description on it.
    pub(crate) fn target(&self) -> Option<&str> {
        let reference = self.reference.as_deref().or_else(|| self.all_of.first()?.reference.as_deref());
        reference.map(last_segment)
    }

    /// What a list holds, or else the schema itself.
    pub(crate) fn innermost(&self) -> &Self {
        self.items.as_deref().map_or(self, Self::innermost)
    }

    pub(crate) fn requires(&self, property: &str) -> bool {
        self.required.iter().any(|name| name == property)
    }
}

/// The properties of an object, in the document's order.
#[derive(Default)]
pub(crate) struct Properties(pub(crate) Vec<(String, Schema)>);

impl Properties {
    pub(crate) fn get(&self, name: &str) -> Option<&Schema> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, schema)| schema)
    }
}

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Ordered;
        impl<'de> Visitor<'de> for Ordered {
            type Value = Properties;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("properties")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
                let mut properties = Vec::new();
                while let Some(property) = map.next_entry()? {
                    properties.push(property);
                }
                Ok(Properties(properties))
            }
        }
        deserializer.deserialize_map(Ordered)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Service {
    pub(crate) timeout_seconds: u64,
    pub(crate) response_bytes: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct RetryClass {
    pub(crate) id: String,
    pub(crate) description: String,
    pub(crate) wait_seconds: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct ErrorCode {
    pub(crate) code: i32,
    pub(crate) name: String,
    pub(crate) family: String,
    pub(crate) meaning: String,
    pub(crate) remedy: String,
    pub(crate) actor: String,
    pub(crate) retry: String,
    pub(crate) note: Option<String>,
}

/// The name behind a reference such as `#/components/schemas/Role`.
pub(crate) fn last_segment(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}

fn schema_name(content: &Value) -> Option<&str> {
    content.pointer("/application~1json/schema/$ref").and_then(Value::as_str).map(last_segment)
}
