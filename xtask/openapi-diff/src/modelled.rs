//! The keys that the contract may have, in their order. A difference in any other key is `cannot-tell`.
//!
//! This list is the only one: `cargo xtask lint` refuses other keys and holds the document to this order. A key that is
//! not here is unknown to the differ, whether OpenAPI has it or not. In a schema such a key can change what the other
//! keys mean (`oneOf`, `readOnly`), so it makes the whole schema unknown; keys that begin with `x-` stand apart from the
//! others and concern only themselves.

use crate::bounds::whole;
use crate::side::Node;

/// Keys of an object.
pub type Keys = &'static [&'static str];

/// The document itself.
pub const DOCUMENT: Keys = &[
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
/// `info`.
pub const INFO: Keys = &["title", "version", "description", "contact", "license"];
/// A server.
pub const SERVER: Keys = &["url", "description", "x-region-id", "x-backup-url", "x-listed-by"];
/// `components`.
pub const COMPONENTS: Keys = &["parameters", "responses", "schemas", "examples"];
/// An operation.
pub const OPERATION: Keys = &[
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
/// A parameter.
pub const PARAMETER: Keys = &["name", "in", "required", "description", "schema", "example"];
/// The body of a request.
pub const REQUEST_BODY: Keys = &["description", "required", "content"];
/// A response.
pub const RESPONSE: Keys = &["description", "content"];
/// A media type.
pub const MEDIA_TYPE: Keys = &["schema", "examples"];
/// A schema.
pub const SCHEMA: Keys = &[
    "type",
    "allOf",
    "format",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "enum",
    "items",
    "description",
    "externalDocs",
    "deprecated",
    "additionalProperties",
    "required",
    "properties",
    "x-extensible-enum",
    "x-enum-descriptions",
    "x-documented-pattern",
    "x-wrong-form-code",
    "x-not-found-code",
    "x-filter",
    "x-expiry",
    "x-former-name",
    "x-fact-sources",
    "x-go-type-skip-optional-pointer",
    "example",
];
/// `x-call-rate`.
pub const CALL_RATE: Keys = &["calls", "seconds", "sources"];
/// `x-requirements`.
pub const REQUIREMENTS: Keys = &["editions", "switch", "switch-location", "switch-off-code", "note", "sources"];
/// `x-pagination`.
pub const PAGINATION: Keys = &["style", "size", "position", "next", "items", "total", "first", "end"];
/// `x-operation-error-codes`.
pub const OPERATION_CODES: Keys = &["documented", "possible"];
/// An entry of `x-error-codes`.
pub const ERROR_CODE: Keys =
    &["code", "name", "family", "meaning", "remedy", "actor", "retry", "sources", "note", "text"];
/// An entry of `x-retry-classes`.
pub const RETRY_CLASS: Keys = &["id", "description", "wait-seconds"];
/// `x-service`.
pub const SERVICE: Keys = &["timeout-seconds", "response-bytes", "sources"];
/// The methods of a path.
pub(crate) const METHODS: Keys = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/// What may stand beside an `allOf` of one reference: it describes the place and leaves the type as it is.
pub(crate) const BESIDE_ALL_OF: Keys = &["allOf", "description", "externalDocs", "deprecated", "example"];

/// The first key of a schema object that makes its meaning unknown.
pub(crate) fn unknown_key<'d>(schema: &Node<'d>) -> Option<&'d str> {
    let known = if schema.value.get("allOf").is_some() { BESIDE_ALL_OF } else { SCHEMA };
    schema.entries().into_iter().find_map(|(key, node)| {
        let is_known = match key {
            "allOf" => matches!(node.items().as_slice(), [member] if member.reference().is_some()),
            "type" => node.value.is_string(),
            "minimum" | "maximum" => whole(node.value).is_some(),
            // A map with typed values.
            "additionalProperties" => node.value.is_boolean() || node.entries().is_empty(),
            _ => true,
        };
        (!is_known || !known.contains(&key) && !key.starts_with("x-")).then_some(key)
    })
}

/// OpenAPI's objects with the keys that are judged in them.
pub const JUDGED: &[(&str, Keys)] = &[
    ("OpenAPI", DOCUMENT),
    ("Info", INFO),
    ("Server", SERVER),
    ("Components", COMPONENTS),
    ("Operation", OPERATION),
    ("Parameter", PARAMETER),
    ("RequestBody", REQUEST_BODY),
    ("MediaType", MEDIA_TYPE),
    ("Response", RESPONSE),
    ("Schema", SCHEMA),
];
