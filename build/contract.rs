//! What the build needs to know of the document, as types whose fields are named as in the document.

use std::collections::{BTreeMap, BTreeSet};
use std::num::{NonZeroU32, NonZeroU64};

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny};
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
#[serde(rename_all = "kebab-case")]
pub(crate) struct Contract {
    pub(crate) info: Info,
    pub(crate) servers: Vec<Server>,
    pub(crate) paths: BTreeMap<String, PathItem>,
    pub(crate) components: Components,
    pub(crate) x_service: Service,
    pub(crate) x_retry_classes: Vec<RetryClass>,
    pub(crate) x_error_codes: Vec<ErrorCode>,
}

impl Contract {
    /// The operations, in the order of their paths.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.paths.values().map(|item| &item.post)
    }

    /// The schema of that name; `plain` has made sure that references resolve.
    pub(crate) fn schema(&self, name: &str) -> &Schema {
        &self.components.schemas[name]
    }

    /// The schema that this one refers to, or itself.
    pub(crate) fn target<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        schema.target().map_or(schema, |name| self.schema(name))
    }

    /// The property of a schema, or what is missing.
    pub(crate) fn property(&self, schema: &str, property: &str) -> Result<&Schema, String> {
        let found = self.schema(schema).properties.get(property);
        found.ok_or_else(|| format!("components.schemas.{schema}: needs the property {property}"))
    }

    /// Names of the objects that requests are made of.
    pub(crate) fn sent(&self) -> BTreeSet<&str> {
        self.objects(self.operations().map(|operation| operation.request_body.as_str()).collect())
    }

    /// Names of the objects that responses are made of.
    pub(crate) fn received(&self) -> BTreeSet<&str> {
        self.objects(self.operations().map(|operation| operation.responses.ok.as_str()).collect())
    }

    /// The objects of these names, and those inside them.
    pub(crate) fn objects<'a>(&'a self, mut open: Vec<&'a str>) -> BTreeSet<&'a str> {
        let mut names = BTreeSet::new();
        while let Some(name) = open.pop() {
            let properties = &self.schema(name).properties;
            if !properties.is_empty() && names.insert(name) {
                open.extend(properties.values().filter_map(|property| property.value().target()));
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
#[serde(rename_all = "kebab-case")]
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) description: String,
    pub(crate) x_region_id: String,
    pub(crate) x_backup_url: String,
}

#[derive(Deserialize)]
pub(crate) struct PathItem {
    pub(crate) post: Operation,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Operation {
    #[serde(rename = "operationId")]
    pub(crate) operation_id: String,
    pub(crate) summary: String,
    #[serde(rename = "externalDocs")]
    pub(crate) external_docs: ExternalDocs,
    /// Name of the schema.
    #[serde(rename = "requestBody", deserialize_with = "schema_name")]
    pub(crate) request_body: String,
    pub(crate) responses: Responses,
    pub(crate) x_call_rate: CallRate,
    pub(crate) x_group_types: Vec<GroupTypes>,
    pub(crate) x_safe_to_repeat: bool,
    pub(crate) x_pagination: Option<Pagination>,
    pub(crate) x_operation_error_codes: OperationErrorCodes,
}

#[derive(Deserialize)]
pub(crate) struct ExternalDocs {
    pub(crate) url: String,
}

/// The responses that the generator can take.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Responses {
    /// Name of the schema.
    #[serde(rename = "200", deserialize_with = "schema_name")]
    pub(crate) ok: String,
    #[serde(rename = "4XX")]
    _client_error: Option<IgnoredAny>,
    #[serde(rename = "5XX")]
    _server_error: Option<IgnoredAny>,
}

/// The name of the schema of a body.
fn schema_name<'de, D: Deserializer<'de>>(body: D) -> Result<String, D::Error> {
    let body = Value::deserialize(body)?;
    let reference = body.pointer("/content/application~1json/schema/$ref").and_then(Value::as_str);
    let name = reference.map(last_segment).map(str::to_owned);
    name.ok_or_else(|| D::Error::custom("must refer to a named schema as application/json"))
}

#[derive(Deserialize)]
pub(crate) struct CallRate {
    pub(crate) calls: NonZeroU32,
    pub(crate) seconds: NonZeroU64,
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

#[derive(Deserialize)]
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
    pub(crate) properties: IndexMap<String, Self>,
    pub(crate) required: BTreeSet<String>,
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
    #[serde(flatten)]
    pub(crate) other: BTreeMap<String, Value>,
}

impl Schema {
    /// Name of the schema that this one refers to, by itself or to hang a description on it.
    pub(crate) fn target(&self) -> Option<&str> {
        let reference = self.reference.as_deref().or_else(|| self.all_of.first()?.reference.as_deref());
        reference.map(last_segment)
    }

    /// What a list holds, or else the schema itself.
    pub(crate) fn value(&self) -> &Self {
        self.items.as_deref().unwrap_or(self)
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
