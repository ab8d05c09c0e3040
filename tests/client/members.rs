//! Members and values in programs of one's own.

use std::collections::HashSet;

use serde_json::json;
use tencent_chat::{
    BannedMember, BannedMembers, MemberCustomField, MsgFlag, Page, PermissionGroupMember, PermissionGroupMembers, Role,
    SdkAppId, UnixTime,
};

#[test]
fn members_are_written_by_the_csv_crate_with_every_column_whatever_they_have() {
    let mut banned = csv::Writer::from_writer(Vec::new());
    let mut member = BannedMember::new("mallory, \"the\" 1st");
    banned.serialize(BannedMembers::row(&member)).expect("a row");
    member.banned_until = Some(UnixTime::from_secs(4_102_444_800));
    banned.serialize(BannedMembers::row(&member)).expect("a row");
    let text = String::from_utf8(banned.into_inner().expect("written")).expect("text");
    let name = "\"mallory, \"\"the\"\" 1st\"";
    assert_eq!(text, format!("BannedUntil,Member_Account\n,{name}\n4102444800,{name}\n"));

    let member: PermissionGroupMember = serde_json::from_value(json!({
        "Member_Account": "bob", "Role": "Member", "MsgSeq": 7, "New": {"deep": 1},
        "AppMemberDefinedData": [{"Key": "Level", "Value": "gold"}],
    }))
    .expect("a member");
    let mut file = csv::Writer::from_writer(Vec::new());
    file.serialize(PermissionGroupMembers::row(&member)).expect("a row");
    let text = file.into_inner().expect("written");
    let mut file = csv::Reader::from_reader(&text[..]);
    let header = file.headers().expect("a header").clone();
    let row = file.records().next().expect("a row").expect("as long as the header");
    let cell = |name| &row[header.iter().position(|column| column == name).expect("the column")];
    assert_eq!((cell("Member_Account"), cell("Role"), cell("MsgSeq"), cell("NameCard")), ("bob", "Member", "7", ""));
    assert_eq!(cell("AppMemberDefinedData"), r#"[{"Key":"Level","Value":"gold"}]"#);
    assert!(!header.iter().any(|column| column == "New"));
}

#[test]
fn members_are_built_compared_and_looked_up() {
    let yesterday: HashSet<_> = ["alice", "bob"].map(BannedMember::new).into();
    let today: HashSet<_> = ["bob", "mallory"].map(BannedMember::new).into();
    assert_eq!(today.difference(&yesterday).collect::<Vec<_>>(), [&BannedMember::new("mallory")]);

    let mut member = PermissionGroupMember::new("bob");
    member.app_member_defined_data = vec![MemberCustomField::new("Empty"), MemberCustomField::new("Level")];
    member.app_member_defined_data[1].value = Some("gold".to_owned());
    assert_eq!((member.custom("Level"), member.custom("Empty"), member.custom("level")), (Some("gold"), None, None));
}

#[test]
fn a_page_is_iterated_over() {
    let page = Page::new(vec![BannedMember::new("alice"), BannedMember::new("bob")]);
    let borrowed: Vec<&str> = (&page).into_iter().map(|member| &*member.member_account).collect();
    assert_eq!(borrowed, ["alice", "bob"]);
    assert_eq!(page.into_iter().map(|member| member.member_account).collect::<Vec<_>>(), ["alice", "bob"]);
}

#[test]
fn values_are_parsed_from_text() {
    assert_eq!("Owner".parse(), Ok(Role::Owner));
    assert_eq!("Discard".parse(), Ok(MsgFlag::Discard));
    assert_eq!("Emperor".parse(), Ok(Role::Unknown("Emperor".to_owned())));
    assert_eq!(" 1400000000\n".parse::<SdkAppId>().expect("a number").get(), 1_400_000_000);
    assert_eq!(SdkAppId::try_from(7).expect("a number").get(), 7);
    // A text that is no number may be the key, and is not repeated.
    for (text, said) in [("0", "is 0"), ("", "such as 1400000000"), ("-77", "such as"), ("99999999999", "such as")] {
        let error = text.parse::<SdkAppId>().expect_err(text);
        assert!(error.is_refused() && error.to_string().contains(said), "{error}");
        assert!(text.len() < 2 || !format!("{error} {error:?}").contains(text), "{error:?}");
    }
}

#[test]
fn times_are_compared_and_displayed() {
    let ban = UnixTime::from_secs(1_700_000_000);
    assert_eq!(format!("{ban}, {ban:>22}"), "2023-11-14T22:13:20Z,   2023-11-14T22:13:20Z");
    assert!(ban.is_past() && !UnixTime::now().after(std::time::Duration::from_secs(3_600)).is_past());
    assert_eq!(UnixTime::from_secs(1_700_000_060).duration_since(ban).as_secs(), 60);
    assert_eq!(ban.duration_since(UnixTime::from_secs(i64::MAX)).as_secs(), 0);
    assert_eq!(UnixTime::from_secs(i64::MAX).duration_since(UnixTime::from_secs(i64::MIN)).as_secs(), u64::MAX);
}

#[cfg(feature = "schemars")]
#[test]
fn the_schema_of_a_member_fits_members_known_and_new() {
    let schema = schemars::schema_for!(PermissionGroupMember).to_value();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let with = |name: &str, value: serde_json::Value| {
        let mut member = serde_json::to_value(PermissionGroupMember::new("bob")).expect("JSON");
        member[name] = value;
        validator.is_valid(&member)
    };
    assert!(with("Role", json!("Owner")) && with("Role", json!("Emperor")) && with("New", json!({"deep": 1})));
    assert!(with("JoinTime", json!(1_700_000_000)));
    assert!(!with("Role", json!(7)) && !with("JoinTime", json!("today")) && !with("Member_Account", json!(null)));
    assert_eq!(schema["$defs"]["Role"]["anyOf"][0]["const"], "Owner", "{schema:#}");
}
