//! The contract from both ends: what it shows can be read, what is sent is what it allows.

use std::collections::BTreeSet;

use crate::fixtures::fixtures;
use crate::support::{Reply, Stub};
use serde_json::{Value, json};
use tencent_chat::{ErrorCode, MemberInfoField, Operation, Page, Position, Region, RetryPolicy};

fn document() -> Value {
    let text = std::fs::read_to_string("openapi.yaml").expect("the contract");
    serde_saphyr::from_str(&text).expect("YAML")
}

fn operations(document: &Value) -> Vec<(&String, &Value)> {
    document["paths"].as_object().expect("paths").iter().map(|(path, item)| (path, &item["post"])).collect()
}

/// The named examples behind the references of a media type.
fn examples<'a>(document: &'a Value, media_type: &'a Value) -> Vec<(&'a String, &'a Value)> {
    let examples = media_type["examples"].as_object().expect("examples");
    let resolve = |example: &'a Value| {
        let reference = example["$ref"].as_str().expect("a reference");
        &document.pointer(&reference[1..]).expect("it resolves")["value"]
    };
    examples.iter().map(|(name, example)| (name, resolve(example))).collect()
}

/// A validator of one component schema, with the ranges of int32 and int64 made explicit.
fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    fn bounded(node: &mut Value) {
        if node["format"] == "int32" {
            let map = node.as_object_mut().expect("an object");
            map.entry("minimum").or_insert(json!(i32::MIN));
            map.entry("maximum").or_insert(json!(i32::MAX));
        }
        match node {
            Value::Object(map) => map.values_mut().for_each(bounded),
            Value::Array(list) => list.iter_mut().for_each(bounded),
            _ => {}
        }
    }
    let mut schema = json!({"allOf": [schema], "components": document["components"]});
    bounded(&mut schema);
    jsonschema::draft4::new(&schema).expect("a schema")
}

#[test]
fn every_example_validates_against_its_schema() {
    let document = document();
    let mut seen = 0;
    for (_, operation) in operations(&document) {
        for media_type in [
            &operation["requestBody"]["content"]["application/json"],
            &operation["responses"]["200"]["content"]["application/json"],
        ] {
            let validator = validator(&document, &media_type["schema"]);
            for (name, example) in examples(&document, media_type) {
                let problems: Vec<_> = validator.iter_errors(example).map(|e| e.to_string()).collect();
                assert!(problems.is_empty(), "{name}: {problems:?}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 19, "only {seen} examples");
}

#[tokio::test]
async fn every_response_example_of_a_list_is_read_as_it_stands() {
    let document = document();
    for fixture in fixtures() {
        let path = fixture.operation.info().path;
        let operation = &document["paths"][path]["post"];
        let media_type = &operation["responses"]["200"]["content"]["application/json"];
        for (name, example) in examples(&document, media_type) {
            let stub = Stub::always(Reply::Json(example.clone())).await;
            let read = (fixture.page)(&stub.client()).await;
            let paging = &operation["x-pagination"];
            let field = |key: &str| &example[paging[key].as_str().unwrap_or("-")];
            match read {
                Ok(Page { members, next, total, .. }) => {
                    assert_eq!(example["ErrorCode"], 0, "{path} {name}");
                    // Two of the vendor's samples have a space behind a role.
                    let expected = field("items").to_string().replace("\"Member \"", "\"Member\"");
                    assert_eq!(
                        json!(members),
                        serde_json::from_str::<Value>(&expected).expect("JSON"),
                        "{path} {name}"
                    );
                    let end = field("next") == &paging["end"];
                    let expected = match field("next") {
                        _ if end => None,
                        Value::Number(n) => n.as_u64().map(Position::Offset),
                        next => next.as_str().map(|next| Position::Cursor(next.to_owned())),
                    };
                    assert_eq!(next, expected, "{path} {name}");
                    assert_eq!(total, field("total").as_u64(), "{path} {name}");
                }
                Err(error) => {
                    let code = error.code().expect("a code").get();
                    assert_eq!(json!(code), example["ErrorCode"], "{path} {name}");
                    assert_eq!(error.api().expect("an answer").info, example["ErrorInfo"], "{path} {name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_request_validates_against_the_contract() {
    let document = document();
    let stub = Stub::always(Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))).await;
    let client = stub.builder().retry(RetryPolicy::never()).build().expect("a client");
    let banned = client.banned_members("@TGS#aJRGC4MH6");
    let members = client.permission_group_members("@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR");
    banned.send().await.expect("a page");
    banned.clone().page_size(1).start_at(Position::Offset(i64::MAX as u64)).send().await.expect("a page");
    members.send().await.expect("a page");
    let all = [
        MemberInfoField::Role,
        MemberInfoField::JoinTime,
        MemberInfoField::MsgSeq,
        MemberInfoField::MsgFlag,
        MemberInfoField::LastSendMsgTime,
        MemberInfoField::JoinPermissionGroupTime,
        MemberInfoField::MuteUntil,
        MemberInfoField::NameCard,
    ];
    let unknown = members.clone().fields([MemberInfoField::from("Brand_New")]);
    unknown.send().await.expect("a page");
    let filtered = members.clone().fields(all).custom_fields(["MemberDefined1", "MemberDefined2"]).page_size(50);
    filtered.start_at(Position::Cursor("TGSMTQ0".into())).send().await.expect("a page");

    let asked = stub.asked();
    assert_eq!(asked.len(), 5);
    assert_eq!(asked[3].json()["MemberInfoFilter"], json!(["Brand_New"]), "a field of tomorrow can be asked for");
    for asked in asked {
        let (_, operation) =
            operations(&document).into_iter().find(|(path, _)| **path == asked.path).expect("a path of the contract");
        assert_eq!(asked.method, "POST");
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let body = asked.json();
        let problems: Vec<_> = validator(&document, schema).iter_errors(&body).map(|e| e.to_string()).collect();
        assert!(problems.is_empty(), "{body}: {problems:?}");

        let mut sent: BTreeSet<_> =
            asked.query.split('&').filter_map(|pair| pair.split('=').next()).map(str::to_owned).collect();
        for reference in operation["parameters"].as_array().expect("parameters") {
            let pointer = &reference["$ref"].as_str().expect("a reference")[1..];
            let parameter = document.pointer(pointer).expect("it resolves");
            let name = parameter["name"].as_str().expect("a name");
            let text = asked.parameter(name).expect("the parameter is sent");
            let schema = &document.pointer(&parameter["schema"]["$ref"].as_str().expect("named")[1..]);
            let schema = schema.expect("it resolves");
            let value =
                if schema["type"] == "integer" { json!(text.parse::<i64>().expect("a number")) } else { json!(text) };
            assert!(validator(&document, schema).is_valid(&value), "{name}={value}");
            sent.remove(name);
        }
        assert!(sent.is_empty(), "undocumented parameters: {sent:?}");
        assert!(!asked.headers.to_lowercase().contains("api-version"), "{}", asked.headers);
    }
}

#[test]
fn regions_are_the_documents_servers() {
    let document = document();
    let servers = document["servers"].as_array().expect("servers");
    assert_eq!(servers.len(), Region::ALL.len());
    for (server, region) in servers.iter().zip(Region::ALL) {
        assert_eq!(server["url"], region.base_url());
        assert_eq!(server["x-backup-url"], region.backup_url());
        assert_eq!(region.id().parse::<Region>().expect("its own id"), *region);
    }
}

#[test]
fn error_codes_are_the_documents_table() {
    let document = document();
    let rows = document["x-error-codes"].as_array().expect("the table");
    assert_eq!(rows.len(), ErrorCode::all().len());
    for (row, info) in rows.iter().zip(ErrorCode::all()) {
        assert_eq!(row["code"], info.code.get());
        assert_eq!(row["name"], info.name);
        assert_eq!(row["meaning"], info.meaning);
        assert_eq!(row["remedy"], info.remedy);
        assert_eq!(row["actor"], info.actor.to_string());
        assert_eq!(row["family"], info.family.to_string());
        assert_eq!(row["retry"], info.retry.id());
        assert_eq!(row["note"].as_str(), info.note);
        assert_eq!(info.code.info(), Some(info));
    }
}

#[test]
fn operations_are_the_documents() {
    let document = document();
    for (path, operation) in operations(&document) {
        let id = operation["operationId"].as_str().expect("an id");
        let info = Operation::ALL.iter().map(|o| o.info()).find(|info| info.id == id).expect("the operation");
        assert_eq!(info.path, path);
        assert_eq!(operation["x-call-rate"]["calls"], info.calls);
        assert_eq!(operation["x-call-rate"]["seconds"], info.period.as_secs());
        assert_eq!(operation["x-safe-to-repeat"], info.safe_to_repeat);
        assert_eq!(operation["x-pagination"].is_null(), info.max_page_size.is_none());
        assert_eq!(operation["x-group-types"][0]["served"], json!(info.group_types));
        let codes = |codes: &[ErrorCode]| json!(codes.iter().map(|c| c.get()).collect::<Vec<_>>());
        assert_eq!(operation["x-operation-error-codes"]["documented"], codes(info.documented_error_codes));
        assert_eq!(operation["x-operation-error-codes"]["possible"], codes(info.possible_error_codes));
    }
}

#[test]
fn the_expanded_client_is_up_to_date() {
    for (file, fresh) in [
        ("client.rs", include_str!(concat!(env!("OUT_DIR"), "/client.rs"))),
        ("contract.rs", include_str!(concat!(env!("OUT_DIR"), "/contract.rs"))),
        ("operations.rs", include_str!(concat!(env!("OUT_DIR"), "/operations.rs"))),
    ] {
        let kept = std::fs::read_to_string(format!("expanded/{file}")).unwrap_or_default();
        assert!(kept == fresh, "expanded/{file} is stale; run `cargo xtask expand` and commit it with the contract");
    }
}
