//! Data files, and the schema that describes them.

use jsonschema::Validator;
use serde_json::{Value, json};
use tencent_chat::ErrorCode;
use tencent_chat::sandbox::{Behaviour, Data, Fault, FaultKind};

use crate::support::{BAN, COMMUNITY, MEMBERS, Request, sandbox};

const EXAMPLES: [&str; 2] =
    [include_str!("../../examples/sandbox-data.json"), include_str!("../../examples/tomorrow.json")];

#[test]
fn the_demo_and_the_examples_fit_the_published_schema() {
    let schema = schema();
    let examples = EXAMPLES.map(|example| {
        Data::from_json(example).unwrap();
        serde_json::from_str(example).unwrap()
    });
    for data in examples.into_iter().chain([serde_json::to_value(Data::demo()).unwrap()]) {
        if let Some(error) = schema.iter_errors(&data).next() {
            panic!("{}: {error}", error.instance_path());
        }
    }
}

#[test]
fn what_a_file_can_say_is_what_the_schema_says() {
    let schema = schema();
    for wrong in wrong_files() {
        let text = wrong.to_string();
        assert!(!schema.is_valid(&wrong), "the schema takes {text}");
        assert!(Data::from_json(&text).is_err(), "the sandbox takes {text}");
    }
    // Every kind of fault and every switch, as Rust writes them.
    let time = std::time::Duration::from_secs(1);
    let kinds = [
        FaultKind::Refuse { time },
        FaultKind::Reset,
        FaultKind::ResetInBody,
        FaultKind::CutBody,
        FaultKind::Delay { time },
        FaultKind::SlowHead { time },
        FaultKind::SlowBody { time },
        FaultKind::Latency { median: time, p99: 3 * time },
        FaultKind::NeverAnswer,
        FaultKind::Bandwidth(1000),
        FaultKind::CloseIdle { time },
        FaultKind::DoubleBody,
        FaultKind::RandomBytes(7),
        FaultKind::Status(502),
        FaultKind::Gateway { status: 503, content_type: None, body: String::new() },
        FaultKind::Redirect("/".to_owned()),
        FaultKind::ContentType(None),
        FaultKind::Body(String::new()),
        FaultKind::UnknownFields,
        FaultKind::ErrorCode(ErrorCode::GROUP_NOT_FOUND),
        FaultKind::StuckCursor,
        FaultKind::ClockSkew(-1),
    ];
    let mut data = Data::demo();
    data.behaviour.read_group_types(BAN, 2);
    for kind in kinds {
        data.faults.push(Fault::new(kind).on(BAN).calls(1..=2).every(3).with_probability(0.5));
    }
    let written = serde_json::to_value(&data).unwrap();
    assert!(schema.is_valid(&written));
    assert_eq!(Data::from_json(&written.to_string()).unwrap().faults, data.faults);
    let behaviour = serde_json::to_value(Behaviour::default()).unwrap();
    assert!(schema.is_valid(&json!({ "behaviour": behaviour })));
}

/// `cargo xtask schema` writes it, by this test.
#[cfg(feature = "schema")]
#[test]
fn the_published_schema_is_made_from_the_types() {
    let made = tencent_chat::sandbox::data_schema();
    if std::env::var_os("WRITE_SCHEMA").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sandbox-data.schema.json");
        std::fs::write(path, format!("{made:#}\n")).unwrap();
        return;
    }
    let published: Value = serde_json::from_str(SCHEMA).unwrap();
    assert_eq!(published, made, "write it with `cargo xtask schema`");
}

#[tokio::test]
async fn a_file_is_served_as_written_also_what_the_contract_does_not_know() {
    let data = Data::from_json(EXAMPLES[0]).unwrap();
    let sandbox = sandbox(data).await;
    let bans = Request::new(&sandbox, BAN).field("GroupId", "@TGS#aLIVE");
    assert_eq!(bans.code(&sandbox).await, ErrorCode::GROUP_SERVICE_INTERNAL);
    let answer = bans.send(&sandbox).await;
    let expected = json!([{ "Member_Account": "mallory", "BannedUntil": 4102444800_i64 }]);
    assert_eq!(answer["BannedAccountList"], expected);
    assert_eq!(answer["NextOffset"], 0);
    let members =
        Request::new(&sandbox, MEMBERS).field("GroupId", "@TGS#_club").field("PermissionGroupId", "@PMG#_moderators");
    let answer = members.send(&sandbox).await;
    assert_eq!(answer["MemberList"][1], json!({ "Member_Account": "bob", "Role": "Member " }));
}

#[tokio::test]
async fn removing_from_a_permission_group_that_is_not_there_does_not_create_it() {
    let sandbox = sandbox(Data::demo()).await;
    sandbox.edit(|data| {
        let community = data.groups.get_mut(COMMUNITY).unwrap();
        assert!(!community.remove_member("@PMG#_@PMG#cNONE", "bob"));
    });
    let request = Request::new(&sandbox, MEMBERS).field("PermissionGroupId", "@PMG#_@PMG#cNONE");
    assert_eq!(request.code(&sandbox).await, ErrorCode::PERMISSION_GROUP_NOT_FOUND);
}

#[test]
fn a_file_that_cannot_be_meant_is_refused_with_the_place() {
    let says = |data: Value| Data::from_json(&data.to_string()).unwrap_err().to_string();
    let banned = json!([{ "Member_Account": "bob" }, { "BannedUntil": 1 }]);
    let said = says(json!({ "groups": { "@TGS#a": { "type": "AVChatRoom", "banned_accounts": banned } } }));
    assert!(said.contains("groups.@TGS#a.banned_accounts[1]") && said.contains("Member_Account"), "{said}");
    let said = says(json!({ "groups": { "x": { "type": "Chat" } } }));
    assert!(said.contains("groups.x.type") && said.contains("AVChatRoom"), "{said}");
    for (list, kind) in [("permission_groups", json!([])), ("banned_accounts", json!({}))] {
        let said = says(json!({ "groups": { "x": { "type": "Community", list: kind } } }));
        let must = if kind.is_array() { "must be an object" } else { "must be an array" };
        assert!(said.contains(&format!("groups.x.{list}: {must}")), "{said}");
    }
    let said = says(json!({ "churn": [2, 1] }));
    assert!(said.contains("churn: ") && said.contains("object"), "{said}");
    let said = says(json!({ "application": { "switches_off": ["Communities"] } }));
    assert!(said.contains("Communities") && said.contains("Community"), "{said}");
    let said = says(json!({ "behaviour": { "group_types": { "get_group_ban_member": 3 } } }));
    assert!(said.contains("no reading 3"), "{said}");
    let said = says(json!({ "faults": [{ "do": "explode" }] }));
    assert!(said.contains("faults[0].do"), "{said}");
    let fault = |fault: Value| says(json!({ "faults": [{ "do": "reset" }, fault] }));
    for (wrong, place) in [
        (json!({ "do": "reset", "every": 0 }), "faults[1].every"),
        (json!({ "do": "reset", "probability": 7 }), "faults[1].probability"),
        (json!({ "do": "reset", "first": 0 }), "faults[1].first"),
        (json!({ "do": "reset", "first": 3, "last": 2 }), "faults[1].last"),
        (json!({ "do": { "status": 99 } }), "faults[1].do.status"),
        (json!({ "do": { "error_code": 0 } }), "faults[1].do.error_code"),
        (json!(["reset"]), "faults[1]: "),
        (json!({ "do": { "content_type": "a\nb" } }), "faults[1].do.content_type"),
    ] {
        let said = fault(wrong);
        assert!(said.contains(place), "{said}");
    }
    let said = says(json!({ "behaviour": { "rate": { "per_second": 0 } } }));
    assert!(said.contains("behaviour.rate.per_second"), "{said}");
    let said = says(json!({ "application": { "secret_key": "" } }));
    assert!(said.contains("application.secret_key"), "{said}");
    for nobody in [json!([]), json!([""])] {
        let said = says(json!({ "application": { "administrators": nobody } }));
        assert!(said.contains("application.administrators"), "{said}");
    }
    let error = Data::read("no/such/file.json").unwrap_err();
    assert!(error.to_string().contains("no/such/file.json"));
    assert!(std::error::Error::source(&error).is_some());
}

const SCHEMA: &str = include_str!("../../docs/sandbox-data.schema.json");

fn schema() -> Validator {
    jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}

fn wrong_files() -> Vec<Value> {
    vec![
        json!([]),
        json!({ "group": {} }),
        json!({ "application": { "sdk_app_id": 0 } }),
        json!({ "application": { "sdk_app_id": 4294967296_u64 } }),
        json!({ "application": { "admin": "x" } }),
        json!({ "application": { "switches_off": ["x"] } }),
        json!({ "groups": { "x": {} } }),
        json!({ "groups": { "x": { "type": "x" } } }),
        json!({ "groups": { "x": { "type": "AVChatRoom", "banned_accounts": [{}] } } }),
        json!({ "groups": { "x": { "type": "AVChatRoom", "banned": [] } } }),
        json!({ "groups": { "x": { "type": "Community", "permission_groups": [] } } }),
        json!({ "groups": { "x": { "type": "Community", "permission_groups": { "y": { "member": [] } } } } }),
        json!({ "behaviour": { "last_page": "x" } }),
        json!({ "behaviour": { "first_page": "x" } }),
        json!({ "behaviour": { "rate": { "per_second": -1 } } }),
        json!({ "behaviour": { "group_types": { "x": 0 } } }),
        json!({ "faults": [{}] }),
        json!({ "faults": [{ "do": "delay" }] }),
        json!({ "faults": [{ "do": "reset", "when": "now" }] }),
        json!({ "faults": [{ "do": "reset", "operation": "x" }] }),
        json!({ "faults": [{ "do": { "delay": { "milliseconds": 1, "seconds": 1 } } }] }),
        json!({ "seed": -1 }),
        json!({ "application": [1_400_000_000] }),
        json!({ "behaviour": [] }),
        json!({ "churn": [2, 1] }),
        json!({ "faults": [["reset"]] }),
        json!({ "faults": [{ "do": "reset", "last": 0 }] }),
        json!({ "faults": [{ "do": { "error_code": 0 } }] }),
        json!({ "faults": [{ "do": { "latency": { "median_milliseconds": 0, "p99_milliseconds": 1 } } }] }),
        json!({ "faults": [{ "do": { "random_bytes": 67_108_865 } }] }),
    ]
}
