//! The bundle is the contract in JSON: the same bytes each time, and schemas that the examples hold against.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Registry;
use serde_json::Value;
use sha2::{Digest, Sha256};
use xtask::document::Document;
use xtask::{Outcome, bundle, project_root};

#[test]
fn two_runs_write_the_same_bytes() {
    let (first, second) = (folder(), folder());
    for folder in [&first, &second] {
        assert_eq!(run(folder.path(), false).0, Outcome::Fine);
    }
    let (first, second) = (read(first.path()), read(second.path()));
    assert!(first.len() > 10, "{} files", first.len());
    assert_eq!(first, second);
}

#[test]
fn a_stale_a_missing_and_a_left_over_file_are_found() {
    let folder = folder();
    let folder = folder.path();
    run(folder, false);
    assert_eq!(run(folder, true).0, Outcome::Fine);

    fs::write(folder.join("openapi.json"), "{}").unwrap();
    fs::remove_file(folder.join("error-codes.json")).unwrap();
    fs::write(folder.join("schemas/Gone.json"), "{}").unwrap();
    let (outcome, printed) = run(folder, true);
    assert_eq!(outcome, Outcome::Found);
    for part in ["openapi.json: stale", "error-codes.json: missing", "Gone.json: of a schema that is no more"] {
        assert!(printed.contains(part), "`{part}` is missing in\n{printed}");
    }

    run(folder, false);
    assert_eq!(run(folder, true).0, Outcome::Fine, "writing again mends all of them");
}

#[test]
fn openapi_json_says_what_the_yaml_says() {
    let files = bundle::files(&contract());
    let json: Value = serde_json::from_str(&files[Path::new("openapi.json")]).unwrap();
    assert_eq!(json, contract());
}

#[test]
fn checksums_are_those_of_the_files() {
    let folder = folder();
    let folder = folder.path();
    run(folder, false);
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    let mut listed: Vec<_> = sums.lines().map(|line| line.split_once("  ").unwrap()).collect();
    listed.sort_unstable_by_key(|(_, path)| *path);
    for (sum, path) in &listed {
        let digest = Sha256::digest(fs::read(folder.join(path)).unwrap());
        assert_eq!(*sum, digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), "{path}");
    }
    assert_eq!(listed.len() + 1, read(folder).len());
}

#[test]
fn error_codes_json_has_every_code_and_operation() {
    let files = bundle::files(&contract());
    let json: Value = serde_json::from_str(&files[Path::new("error-codes.json")]).unwrap();
    assert_eq!(json["error-codes"], contract()["x-error-codes"]);
    let operations: Vec<_> = json["operations"].as_object().unwrap().keys().collect();
    let paths = contract()["paths"].as_object().unwrap().clone();
    assert_eq!(
        operations,
        paths.values().map(|item| item["post"]["operationId"].as_str().unwrap()).collect::<Vec<_>>()
    );
}

#[test]
fn every_schema_is_valid_json_schema_by_itself() {
    for (name, schema) in schemas() {
        jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        let printed = schema.to_string();
        assert!(!printed.contains("\"x-") && !printed.contains("\"example\""), "{name} is not plain");
    }
}

#[test]
fn every_example_holds_against_the_bundled_schema() {
    let contract = contract();
    let mut checked = 0;
    for (_, methods) in contract["paths"].as_object().unwrap() {
        let operation = &methods["post"];
        for body in [&operation["requestBody"], &operation["responses"]["200"]] {
            let media = &body["content"]["application/json"];
            let schema = media["schema"]["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            for (name, example) in media["examples"].as_object().unwrap() {
                let pointer = example["$ref"].as_str().unwrap().trim_start_matches('#');
                let value = &contract.pointer(pointer).unwrap()["value"];
                let faults = faults(schema, value);
                assert!(faults.is_empty(), "{name}: {faults:?}");
                checked += 1;
            }
        }
    }
    assert!(checked >= 19, "{checked} examples only");
}

#[test]
fn bundled_schemas_refuse_what_the_contract_refuses() {
    let request = serde_json::json!({"GroupId": "@TGS#a", "Limit": 101, "Offset": 0});
    assert_eq!(faults("BannedMembersQuery", &request).len(), 1);
    let answer = serde_json::json!({"ActionStatus": "OK", "ErrorCode": 2_147_483_648_i64});
    assert_eq!(faults("BannedMembersPage", &answer).len(), 1);
    let nested = serde_json::json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": [{}]});
    assert_eq!(faults("BannedMembersPage", &nested).len(), 1);
}

#[test]
fn bundled_schemas_let_unknown_answers_pass() {
    let answer = serde_json::json!({"ActionStatus": "PENDING", "ErrorCode": 99, "More": true});
    assert_eq!(faults("BannedMembersPage", &answer), Vec::<String>::new());
}

/// What is wrong with a value by the bundled schema, with the other files as its siblings.
fn faults(schema: &str, value: &Value) -> Vec<String> {
    let base = "https://contract.example/schemas/";
    let mut registry = Registry::new();
    for (name, schema) in schemas() {
        registry = registry.add(format!("{base}{name}.json"), schema).unwrap();
    }
    let registry = registry.prepare().unwrap();
    let validator = jsonschema::options()
        .with_base_uri(format!("{base}{schema}.json"))
        .with_registry(&registry)
        .build(&schemas()[schema])
        .unwrap();
    validator.iter_errors(value).map(|error| error.to_string()).collect()
}

fn schemas() -> BTreeMap<String, Value> {
    let files = bundle::files(&contract());
    let schemas = files.iter().filter(|(path, _)| path.starts_with("schemas"));
    schemas
        .map(|(path, text)| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(text).unwrap())
        })
        .collect()
}

fn contract() -> Value {
    let text = fs::read_to_string(project_root().join("openapi.yaml")).unwrap();
    Document::read(&text).unwrap().root.to_json()
}

fn run(folder: &Path, check: bool) -> (Outcome, String) {
    let output = Some(folder.to_owned());
    let arguments = bundle::Arguments { check, output, postman: false, document: None };
    let mut out = Vec::new();
    let outcome = bundle::run(&arguments, &mut out).unwrap();
    (outcome, String::from_utf8(out).unwrap())
}

/// An empty directory of this test run.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn read(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let bytes = fs::read(&path).unwrap();
            files.insert(path.strip_prefix(folder).unwrap().to_owned(), bytes);
        }
    }
    files
}
