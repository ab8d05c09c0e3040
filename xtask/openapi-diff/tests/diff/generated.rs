//! Every limit, type, `required`, enumeration and reference at every place of openapi.yaml, edited in both directions.

use std::fmt::Write;

use super::model::Promise;
use super::*;

#[test]
fn the_differ_agrees_with_a_model_of_sets_of_values() {
    let base = contract();
    let (mut pairs, mut breaking, mut wrong) = (0, 0, String::new());
    for pointer in schemas(&base) {
        for states in edits(&base, &pointer) {
            let states: Vec<_> = states.iter().map(|state| (state, state.to_string(), Promise::of(state))).collect();
            for (from, (old, old_text, before)) in states.iter().enumerate() {
                for (_, (new, new_text, after)) in states.iter().enumerate().filter(|(to, _)| *to != from) {
                    let expected = before.is_broken_by(after);
                    let found = report(old_text, new_text).wire();
                    pairs += 1;
                    breaking += usize::from(expected);
                    if expected != found.is_breaking() {
                        let (a, b) = (old.pointer(&pointer), new.pointer(&pointer));
                        let _ = writeln!(wrong, "{pointer}\n  {a:?}\n  {b:?}\n  {found}, model {expected}");
                    }
                }
            }
        }
    }
    assert!(pairs > 2000 && breaking > 500, "only {pairs} pairs, {breaking} of them breaking");
    assert!(wrong.is_empty(), "of {pairs} pairs, the model says otherwise of {}:\n{wrong}", wrong.lines().count() / 4);
}

/// The contract without what the model does not know: prose, examples and extensions.
fn contract() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.yaml");
    let mut document = yaml(&fs::read_to_string(path).expect("the contract can be read"));
    strip(&mut document);
    document["components"].as_object_mut().expect("components").remove("examples");
    document
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, value| {
                !key.starts_with("x-")
                    && !["summary", "description", "example", "examples", "externalDocs"].contains(&key.as_str())
                    || value.is_object() && value.get("type").is_some()
            });
            object.values_mut().for_each(strip);
        }
        Value::Array(array) => array.iter_mut().for_each(strip),
        _ => {}
    }
}

/// The pointers of all schemas, also of those that are parts of others.
fn schemas(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(document, String::new(), &mut found);
    found
}

fn collect(value: &Value, pointer: String, found: &mut Vec<String>) {
    let parent = pointer.rsplit('/').nth(1).unwrap_or_default();
    let last = pointer.rsplit('/').next().unwrap_or_default();
    let is_schema = matches!(last, "schema" | "items") || matches!(parent, "schemas" | "properties");
    if is_schema && value.is_object() {
        found.push(pointer.clone());
    }
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                collect(value, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Lists of documents that differ in one thing at one place; each is compared with each.
fn edits(base: &Value, pointer: &str) -> Vec<Vec<Value>> {
    let schema = base.pointer(pointer).expect("the schema is there");
    let with = |schema: Value| {
        let mut document = base.clone();
        *document.pointer_mut(pointer).expect("the schema is there") = schema;
        document
    };
    let key = |key: &str, values: &[Value]| -> Vec<Value> {
        let state = |value: &Value| {
            let mut schema = schema.clone();
            let object = schema.as_object_mut().expect("an object");
            match value {
                Value::Null => object.remove(key),
                value => object.insert(key.to_owned(), value.clone()),
            };
            with(schema)
        };
        let own = schema.get(key).filter(|own| !values.contains(own));
        values.iter().chain(own).map(state).collect()
    };
    let json = |text: &str| -> Vec<Value> { serde_json::from_str(text).expect("JSON") };
    if schema.get("allOf").is_some() {
        return Vec::new();
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let other = |name: &str| with(serde_json::json!({ "$ref": format!("#/components/schemas/{name}") }));
        let inlined = with(base.pointer(&reference[1..]).expect("a schema").clone());
        return vec![vec![base.clone(), inlined, other("Role"), other("UnixTime"), other("BannedMember")]];
    }
    let mut all = vec![key("type", &json(r#"["string", "integer", "boolean", "object"]"#))];
    let mut add = |name: &str, values: &str| all.push(key(name, &json(values)));
    match schema["type"].as_str() {
        Some("integer") => {
            add("minimum", "[null, 0, 1, 5, -2147483648]");
            add("maximum", "[null, 50, 100, 2147483647]");
            add("format", r#"[null, "int32", "int64"]"#);
        }
        Some("string") => {
            add("minLength", "[null, 0, 1, 2]");
            add("maxLength", "[null, 32, 64]");
            add("enum", r#"[null, ["alpha"], ["alpha", "beta"], ["beta", "gamma"]]"#);
        }
        Some("array") => {
            add("minItems", "[null, 0, 1, 2]");
            add("maxItems", "[null, 5, 10]");
        }
        Some("object") => {
            add("additionalProperties", "[null, false]");
            all.extend(properties(schema).into_iter().map(|states| states.into_iter().map(with).collect()));
        }
        _ => {}
    }
    all
}

/// Each property gone, optional and required; and one more, optional and required.
fn properties(schema: &Value) -> Vec<Vec<Value>> {
    let Some(properties) = schema["properties"].as_object() else { return Vec::new() };
    let new = ("Another".to_owned(), serde_json::json!({ "type": "boolean" }));
    let names = properties.iter().map(|(name, value)| (name.clone(), value.clone())).chain([new]);
    let states = |(name, value): (String, Value)| {
        let state = |is_there: bool, is_required: bool| {
            let mut schema = schema.clone();
            let mut required = schema["required"].as_array().cloned().unwrap_or_default();
            required.retain(|other| other != name.as_str());
            if is_required {
                required.push(name.as_str().into());
            }
            schema["required"] = required.into();
            let properties = schema["properties"].as_object_mut().expect("properties");
            if is_there {
                properties.insert(name.clone(), value.clone());
            } else {
                properties.remove(&name);
            }
            schema
        };
        vec![state(false, false), state(true, false), state(true, true)]
    };
    names.map(states).collect()
}
