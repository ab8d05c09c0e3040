//! The keys that the rules judge. A difference in any other key is `cannot-tell`.
//!
//! This list is the only one: a key that is not here is unknown to the differ, whether OpenAPI has it or not. In a
//! schema such a key can change what the other keys mean (`oneOf`, `readOnly`), so it makes the whole schema unknown;
//! keys that begin with `x-` stand apart from the others and concern only themselves.

use crate::bounds::whole;
use crate::side::Node;

pub(crate) type Keys = &'static [&'static str];

pub(crate) const DOCUMENT: Keys = &[
    "openapi",
    "info",
    "externalDocs",
    "servers",
    "tags",
    "paths",
    "components",
    "x-service",
    "x-sources",
    "x-group-type-names",
    "x-editions",
    "x-error-families",
    "x-retry-classes",
    "x-error-codes",
    "x-extensions",
];
pub(crate) const INFO: Keys = &["title", "version", "description", "termsOfService", "contact", "license"];
pub(crate) const SERVER: Keys = &["url", "description", "x-region-id", "x-backup-url", "x-listed-by"];
/// `securitySchemes`, `links` and `callbacks` are not judged.
pub(crate) const COMPONENTS: Keys = &["schemas", "examples", "parameters", "requestBodies", "responses", "headers"];
pub(crate) const METHODS: Keys = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/// Beside the methods.
pub(crate) const PATH_ITEM: Keys = &["summary", "description"];
pub(crate) const OPERATION: Keys = &[
    "operationId",
    "summary",
    "description",
    "tags",
    "deprecated",
    "externalDocs",
    "parameters",
    "requestBody",
    "responses",
    "x-call-rate",
    "x-safe-to-repeat",
    "x-group-types",
    "x-requirements",
    "x-pagination",
    "x-operation-error-codes",
];
pub(crate) const PARAMETER: Keys =
    &["name", "in", "description", "required", "deprecated", "schema", "example", "examples"];
pub(crate) const REQUEST_BODY: Keys = &["description", "required", "content"];
pub(crate) const MEDIA_TYPE: Keys = &["schema", "example", "examples"];
pub(crate) const RESPONSE: Keys = &["description", "headers", "content"];
pub(crate) const HEADER: Keys = &["description", "required", "deprecated", "schema", "example", "examples"];
pub(crate) const SCHEMA: Keys = &[
    "type",
    "format",
    "nullable",
    "default",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "title",
    "description",
    "externalDocs",
    "example",
    "deprecated",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "x-extensible-enum",
    "x-enum-descriptions",
    "x-enum-varnames",
    "x-enumNames",
    "x-documented-pattern",
    "x-wrong-form-code",
    "x-not-found-code",
    "x-filter",
    "x-expiry",
    "x-former-name",
    "x-fact-sources",
];
/// What may stand beside an `allOf` of one reference: it describes the place and leaves the type as it is.
pub(crate) const BESIDE_ALL_OF: Keys = &["allOf", "title", "description", "externalDocs", "example", "deprecated"];

/// The first key of a schema object that makes its meaning unknown.
pub(crate) fn unknown_key<'d>(schema: &Node<'d>) -> Option<&'d str> {
    let known = if schema.value.get("allOf").is_some() { BESIDE_ALL_OF } else { SCHEMA };
    schema.entries().into_iter().find_map(|(key, node)| {
        let is_known = match key {
            "allOf" => matches!(node.items().as_slice(), [member] if member.reference().is_some()),
            "type" => node.value.is_string(),
            "minimum" | "maximum" => whole(node.value).is_some(),
            "exclusiveMinimum" | "exclusiveMaximum" => schema.text("type") == Some("integer"),
            // A map with typed values.
            "additionalProperties" => node.value.is_boolean() || node.entries().is_empty(),
            _ => true,
        };
        (!is_known || !known.contains(&key) && !key.starts_with("x-")).then_some(key)
    })
}

/// OpenAPI's objects with the keys that are judged in them.
pub const JUDGED: &[(&str, &[&str])] = &[
    ("OpenAPI", DOCUMENT),
    ("Info", INFO),
    ("Server", SERVER),
    ("Components", COMPONENTS),
    ("PathItem", PATH_ITEM),
    ("Operation", OPERATION),
    ("Parameter", PARAMETER),
    ("RequestBody", REQUEST_BODY),
    ("MediaType", MEDIA_TYPE),
    // Statuses are no keys but names.
    ("Responses", &["default"]),
    ("Response", RESPONSE),
    ("Header", HEADER),
    ("Schema", SCHEMA),
];
