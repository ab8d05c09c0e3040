//! Every key of OpenAPI 3.0, walked through the list of those that are judged.

use super::*;

/// The official meta-schema, which `cargo xtask lint` checks the contract against.
const META_SCHEMA: &str = include_str!("../../../src/lint/openapi-3.0.schema.json");

/// One of each object that is judged.
const BASE: &str = r##"{
    "openapi": "3.0.3",
    "info": {"title": "t", "version": "1.0.0", "contact": {}, "license": {}},
    "servers": [{"url": "https://a.example.com"}],
    "tags": [{"name": "a"}],
    "externalDocs": {},
    "paths": {"/a": {"post": {
        "operationId": "a",
        "parameters": [{"name": "p", "in": "query", "schema": {"type": "string"}}],
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Asked"}}}},
        "responses": {"200": {
            "description": "d",
            "headers": {"X": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Told"}}}
        }}
    }}},
    "components": {"examples": {"One": {}}, "schemas": {
        "Asked": {"type": "object", "properties": {"a": {"type": "string"}}},
        "Told": {"type": "object", "properties": {"a": {"type": "string"}}}
    }}
}"##;

const BODY: &str = "/paths/~1a/post/requestBody/content/application~1json";
const ANSWER: &str = "/paths/~1a/post/responses/200";
const SCHEMES: &str = "/components/securitySchemes";

/// A place and the JSON to put there.
type Setup = Option<(&'static str, &'static str)>;

/// OpenAPI's objects, where one stands in the document, and what has to be put there first.
const PLACES: &[(&str, &str, Setup)] = &[
    ("OpenAPI", "", None),
    ("Info", "/info", None),
    ("Contact", "/info/contact", None),
    ("License", "/info/license", None),
    ("Server", "/servers/0", None),
    ("ServerVariable", "/servers/0/variables/a", Some(("/servers/0/variables", r#"{"a": {}}"#))),
    ("Components", "/components", None),
    ("Schema", "/components/schemas/Asked", None),
    ("Schema", "/components/schemas/Asked/properties/a", None),
    ("Schema", "/components/schemas/Told", None),
    ("Schema", "/components/schemas/Told/properties/a", None),
    ("Schema", "/paths/~1a/post/parameters/0/schema", None),
    (
        "Discriminator",
        "/components/schemas/Told/discriminator",
        Some(("/components/schemas/Told/discriminator", r#"{"propertyName": "a"}"#)),
    ),
    ("XML", "/components/schemas/Told/xml", Some(("/components/schemas/Told/xml", "{}"))),
    ("Response", ANSWER, None),
    ("MediaType", BODY, None),
    ("MediaType", "/paths/~1a/post/responses/200/content/application~1json", None),
    (
        "Encoding",
        "/paths/~1a/post/requestBody/content/application~1json/encoding/a",
        Some(("/paths/~1a/post/requestBody/content/application~1json/encoding", r#"{"a": {}}"#)),
    ),
    ("Example", "/components/examples/One", None),
    ("Header", "/paths/~1a/post/responses/200/headers/X", None),
    ("PathItem", "/paths/~1a", None),
    ("Operation", "/paths/~1a/post", None),
    ("Responses", "/paths/~1a/post/responses", None),
    ("Tag", "/tags/0", None),
    ("ExternalDocumentation", "/externalDocs", None),
    ("Parameter", "/paths/~1a/post/parameters/0", None),
    ("RequestBody", "/paths/~1a/post/requestBody", None),
    ("APIKeySecurityScheme", "/components/securitySchemes/a", Some((SCHEMES, r#"{"a": {}}"#))),
    ("HTTPSecurityScheme", "/components/securitySchemes/a", Some((SCHEMES, r#"{"a": {}}"#))),
    ("OAuth2SecurityScheme", "/components/securitySchemes/a", Some((SCHEMES, r#"{"a": {}}"#))),
    ("OpenIdConnectSecurityScheme", "/components/securitySchemes/a", Some((SCHEMES, r#"{"a": {}}"#))),
    ("OAuthFlows", "/components/securitySchemes/a/flows", Some((SCHEMES, r#"{"a": {"flows": {}}}"#))),
    ("ImplicitOAuthFlow", "/components/securitySchemes/a/flows/f", Some((SCHEMES, r#"{"a": {"flows": {"f": {}}}}"#))),
    ("PasswordOAuthFlow", "/components/securitySchemes/a/flows/f", Some((SCHEMES, r#"{"a": {"flows": {"f": {}}}}"#))),
    (
        "ClientCredentialsFlow",
        "/components/securitySchemes/a/flows/f",
        Some((SCHEMES, r#"{"a": {"flows": {"f": {}}}}"#)),
    ),
    (
        "AuthorizationCodeOAuthFlow",
        "/components/securitySchemes/a/flows/f",
        Some((SCHEMES, r#"{"a": {"flows": {"f": {}}}}"#)),
    ),
    ("Link", "/paths/~1a/post/responses/200/links/a", Some(("/paths/~1a/post/responses/200/links", r#"{"a": {}}"#))),
];

/// Objects that only explain.
const PROSE: &[&str] = &["Contact", "License", "Tag", "ExternalDocumentation", "Example"];

/// A key that is not on the list of those that are judged is never called milder than `cannot-tell`; one that is on it
/// is never passed over.
#[test]
fn every_key_of_openapi_is_judged_or_cannot_be_told() {
    let meta: Value = serde_json::from_str(META_SCHEMA).expect("the meta-schema is JSON");
    let definitions = meta["definitions"].as_object().expect("definitions");
    let root = "OpenAPI".to_owned();
    let objects = definitions.iter().chain([(&root, &meta)]);
    let mut walked = 0;
    for (object, definition) in objects {
        let Some(properties) = definition["properties"].as_object() else { continue };
        let places: Vec<_> = PLACES.iter().filter(|(name, ..)| name == object).collect();
        assert!(!places.is_empty(), "OpenAPI's {object} object is not walked");
        let judged =
            openapi_diff::modelled::JUDGED.iter().find(|(name, _)| name == object).map_or(&[][..], |(_, keys)| keys);
        let extension = ("x-nobody-knows".to_owned(), Value::Null);
        for (key, form) in properties.iter().chain([(&extension.0, &extension.1)]) {
            for (_, pointer, setup) in &places {
                walked += 1;
                let is_judged = judged.contains(&key.as_str());
                walk(pointer, *setup, key, form, is_judged || PROSE.contains(&object.as_str()));
            }
        }
    }
    assert!(walked > 250, "only {walked} keys");
}

fn walk(pointer: &str, setup: Setup, key: &str, form: &Value, is_judged: bool) {
    let mut base: Value = serde_json::from_str(BASE).expect("the base is JSON");
    if let Some((place, value)) = setup {
        put(&mut base, place, serde_json::from_str(value).expect("JSON"));
    }
    let with = |value: &Value| {
        let mut document = base.clone();
        put(&mut document, &format!("{pointer}/{key}"), value.clone());
        document.to_string()
    };
    let samples = samples(if is_judged { form["type"].as_str() } else { None });
    for (index, sample) in samples.iter().enumerate() {
        let new = with(sample);
        let olds = [Some(base.to_string()), samples.get(index + 1).map(with)];
        for old in olds.into_iter().flatten().filter(|old| yaml(old) != yaml(&new)) {
            // The version of OpenAPI must be one that can be read.
            if key == "openapi" {
                continue;
            }
            let found = verdicts(&old, &new);
            let place = format!("{pointer}/{key}: {sample}");
            assert!(!found.changes.is_empty(), "nothing said of {place}");
            let is_told = |verdict: &str| matches!(verdict, "cannot-tell" | "breaking");
            assert!(is_judged || is_told(&found.wire) && is_told(&found.source), "{place}: {found:?}");
        }
    }
}

/// Values of a type, or of each.
fn samples(form: Option<&str>) -> Vec<Value> {
    let all = [
        ("boolean", "true"),
        ("string", r#""x""#),
        ("number", "7"),
        ("integer", "7"),
        ("array", r#"["x"]"#),
        ("object", r#"{"x": {}}"#),
    ];
    let wanted = all.iter().filter(|(name, _)| form.is_none_or(|form| form == *name));
    wanted.map(|(_, text)| serde_json::from_str(text).expect("JSON")).collect()
}

fn put(document: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/");
    document.pointer_mut(parent).expect("the place exists")[key] = value;
}
