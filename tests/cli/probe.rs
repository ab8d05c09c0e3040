//! `probe`, against sandboxes whose behaviour is known.

use serde_json::{Value, json};

use crate::run::{Folder, KEY, tool};

/// Groups in which every question can be settled.
fn data(behaviour: &Value) -> Value {
    let member = |account: &str| json!({ "Member_Account": account, "Role": "Member", "AppMemberDefinedData": [{ "Key": "City", "Value": "Oslo" }] });
    json!({
        "application": { "secret_key": KEY },
        "groups": {
            "@TGS#live": { "type": "AVChatRoom", "banned_accounts": [
                { "Member_Account": "mallory", "BannedUntil": 4_102_444_800_i64 },
                { "Member_Account": "trudy", "BannedUntil": 1_700_000_000 },
            ] },
            "@TGS#_club": { "type": "Community", "permission_groups": {
                "@PMG#_mods": { "members": [member("alice"), member("bob")] },
            } },
        },
        "behaviour": behaviour,
    })
}

/// Probes a sandbox that behaves so; gives what it prints, the behaviour found and the capture.
fn probe(behaviour: &Value) -> (String, Value, String) {
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    std::fs::write(path("data"), data(behaviour).to_string()).unwrap();
    let (data, found, capture) = (path("data"), path("found"), path("capture"));
    let mut arguments = vec!["sandbox", "--data", &data, "-q", "--", env!("CARGO_BIN_EXE_tencent-chat"), "-q", "probe"];
    arguments.extend(["--group", "@TGS#live", "--ended", "trudy", "--community", "@TGS#_club"]);
    arguments.extend(["--permission-group", "@PMG#_mods", "--custom-field", "City"]);
    arguments.extend(["--behaviour", &found, "--capture", &capture]);
    let text = tool(arguments).prints();
    let found: Value = serde_json::from_str(&std::fs::read_to_string(found).unwrap()).unwrap();
    (text, found["behaviour"].clone(), std::fs::read_to_string(capture).unwrap())
}

#[test]
fn the_expected_behaviour_is_confirmed() {
    let (text, found, capture) = probe(&json!({}));
    let expected = json!({
        "last_page": "names_next", "ended_bans": "listed", "empty_list": "present", "over_limit": "refused",
        "random_required": true, "content_type_required": true, "broken_json": "gateway",
        "custom_data": "without_any_filter",
    });
    assert_eq!(found, expected, "{text}");
    assert!(!text.contains("contradicted  B") && !text.contains("unknown"), "{text}");
    // The capture holds what was sent and answered, without secrets and without people.
    assert!(capture.lines().count() > 8);
    for secret in ["mallory", "alice", "Oslo", "usersig=", "\"eJ"] {
        assert!(!capture.contains(secret), "{secret} is in the capture");
    }
}

#[test]
fn every_switch_of_a_sandbox_is_found_out() {
    let switches = [
        json!({ "last_page": "ends", "ended_bans": "hidden", "empty_list": "missing", "over_limit": "lowered" }),
        json!({ "random_required": false, "content_type_required": false, "broken_json": "group_service" }),
        json!({ "custom_data": "always", "empty_list": "missing", "random_required": false }),
        json!({ "custom_data": "never", "last_page": "ends", "content_type_required": false }),
    ];
    for switched in &switches {
        let (text, found, _) = probe(switched);
        for (switch, value) in switched.as_object().unwrap() {
            assert_eq!(found[switch], *value, "{switch} of {switched}: {text}");
        }
        // The others are found as they are by default.
        let (last_page, broken) = (&found["last_page"], &found["broken_json"]);
        assert_eq!(*last_page, switched.get("last_page").cloned().unwrap_or(json!("names_next")), "{text}");
        assert_eq!(*broken, switched.get("broken_json").cloned().unwrap_or(json!("gateway")), "{text}");
        assert!(text.matches("contradicted").count() >= switched.as_object().unwrap().len(), "{text}");
        // A sandbox that is given what was found behaves so.
        let (_, again, _) = probe(&found);
        assert_eq!(again, found);
    }
}

#[test]
fn what_cannot_be_known_is_said_to_be_unknown() {
    let folder = Folder::new();
    let path = folder.join("data").to_str().unwrap().to_owned();
    let data = json!({ "groups": { "@TGS#live": { "type": "AVChatRoom" } } });
    std::fs::write(&path, data.to_string()).unwrap();
    let sandbox = ["sandbox", "--data", &path, "-q", "--", env!("CARGO_BIN_EXE_tencent-chat")];
    let text = tool(sandbox.iter().chain(&["probe", "-q", "--group", "@TGS#live"])).prints();
    assert_eq!(text.matches("unknown  ").count(), 3, "last page, ended bans, custom data: {text}");
    // A group that cannot be read is no evidence of anything.
    let outcome = tool(sandbox.iter().chain(&["probe", "--group", "@TGS#gone"])).run();
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("10010 GROUP_NOT_FOUND") && outcome.stderr.contains("doctor"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("call 1: get_group_ban_member"), "calls are announced: {}", outcome.stderr);
    tool(["--sandbox", "probe", "--group", "a"]).fails(2, &["sandbox --"]);
}
