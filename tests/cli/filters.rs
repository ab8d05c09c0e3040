//! Filters, fields and times.

use serde_json::{Value, json};

use crate::run::asking;
use crate::service::{Answer, Service, lists};

const MEMBERS: [&str; 3] = ["permission-group-members", "a", "b"];

/// Three bans, of which the second has ended.
fn bans() -> Service {
    Service::new(|_| {
        let list = [("far", 4_102_444_800_i64), ("over", 1_000_000_000), ("soon", 4_000_000_000)]
            .map(|(account, until)| json!({ "Member_Account": account, "BannedUntil": until }));
        Answer::Json(json!({ "ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": list, "NextOffset": 0 }))
    })
}

fn members() -> Service {
    Service::new(|_| {
        let list = json!([
            { "Member_Account": "ann", "Role": "Owner", "MuteUntil": 0 },
            { "Member_Account": "ben", "Role": "Member ", "MuteUntil": 4_102_444_800_i64, "NameCard": "Ben" },
            { "Member_Account": "cid", "Role": "Brand_New", "MuteUntil": 1_000_000_000 },
            { "Member_Account": "dan" },
        ]);
        Answer::Json(json!({ "ActionStatus": "OK", "ErrorCode": 0, "MemberList": list, "Next": "" }))
    })
}

fn accounts(service: &Service, arguments: &[&str]) -> Vec<String> {
    let text = asking(service, arguments.iter().chain(&["--format", "jsonl"])).prints();
    let account =
        |line: &str| serde_json::from_str::<Value>(line).unwrap()["Member_Account"].as_str().unwrap().to_owned();
    text.lines().map(account).collect()
}

#[test]
fn bans_are_filtered_by_their_end() {
    let service = bans();
    let list = |more: &[&str]| accounts(&service, &[&["banned-members", "a"], more].concat());
    assert_eq!(list(&["--banned"]), ["far", "soon"]);
    assert_eq!(list(&["--banned-until-before", "2096-11-01"]), ["over", "soon"]);
    assert_eq!(list(&["--banned-until-after", "4000000000"]), ["far"]);
    assert_eq!(list(&["--banned-until-after", "1 day", "--banned-until-before", "2096-11-01T00:00:00Z"]), ["soon"]);
    assert_eq!(list(&["--banned-until-before", "2 days ago"]), ["over"]);
    asking(&service, ["banned-members", "a", "--banned-until-before", "noon"]).fails(2, &["noon", "2026-12-01"]);
    let none = asking(&service, ["banned-members", "a", "--banned-until-before", "5"]).run();
    assert_eq!((none.code, none.stderr.as_str()), (0, "no member matches\n"));
}

#[test]
fn a_value_that_nobody_has_and_the_contract_does_not_know_is_named() {
    let none = asking(&members(), MEMBERS.iter().chain(&["--role", "Ownr,Admin"])).run();
    assert_eq!(none.code, 0);
    assert!(
        none.stderr.contains("no member matches; 'Ownr' is no Role that is known: Owner, Admin"),
        "{}",
        none.stderr
    );
}

#[test]
fn members_are_filtered_by_role_and_mute() {
    let service = members();
    let list = |more: &[&str]| accounts(&service, &[&MEMBERS[..], more].concat());
    assert_eq!(list(&["--role", "owner,member"]), ["ann", "ben"]);
    assert_eq!(list(&["--role", "Brand_New"]), ["cid"]);
    assert_eq!(list(&["--muted"]), ["ben"]);
    assert_eq!(list(&["--muted", "--role", "Owner"]), Vec::<String>::new());
    assert_eq!(list(&["--mute-until-before", "2030-01-01"]), ["cid"], "0 is no time");
    // What a filter looks at is read even if it is not shown.
    let text = asking(&service, MEMBERS.iter().chain(&["--muted", "--fields", "NameCard", "--format", "csv"])).prints();
    assert_eq!(text, "Member_Account,NameCard\nben,Ben\n");
    assert_eq!(service.seen().last().unwrap().body["MemberInfoFilter"], json!(["MuteUntil", "NameCard"]));
}

#[test]
fn fields_that_were_asked_for_are_shown_even_if_nobody_has_them() {
    let service = members();
    let text = asking(&service, MEMBERS.iter().chain(&["--fields", "role,JOINTIME", "--limit", "2", "-q"])).prints();
    assert_eq!(
        text,
        "Member_Account  Role    JoinTime\n--------------  ------  --------\nann             Owner\nben             Member\n"
    );
    let json = asking(&service, MEMBERS.iter().chain(&["--field", "Role", "--json", "--limit", "1", "-q"])).prints();
    assert_eq!(json, "[\n{\"Member_Account\":\"ann\",\"Role\":\"Owner\"}\n]\n");
    let ids = asking(&service, MEMBERS.iter().chain(&["--fields", "GroupId", "--limit", "1", "--format", "csv", "-q"]));
    assert_eq!(ids.prints(), "GroupId,Member_Account\na,ann\n");
}

#[test]
fn times_are_shown_as_asked() {
    let service = bans();
    let list =
        |style: &str| asking(&service, ["banned-members", "a", "--time", style]).env("TZ", "Asia/Tokyo").prints();
    assert!(list("unix").contains("4102444800"));
    assert!(list("utc").contains("2100-01-01T00:00:00Z\n") && list("utc").contains("2001-09-09T01:46:40Z (ended)"));
    assert!(list("local").contains("2100-01-01 09:00:00 +09:00"), "{}", list("local"));
    let relative = list("relative");
    assert!(relative.contains("in ") && relative.contains("years") && relative.contains("ended "), "{relative}");
}

#[test]
fn a_field_that_comes_late_begins_a_new_table() {
    let service = Service::new(|request| {
        let (offset, mut member) = (request.body["Offset"].as_u64().unwrap(), json!({ "Member_Account": "a" }));
        if offset == 1 {
            member["BannedUntil"] = 4_102_444_800_i64.into();
            member["Fresh"] = "x".into();
        }
        let next = if offset == 0 { 1 } else { 0 };
        let list = if offset > 1 { json!([]) } else { json!([member]) };
        Answer::Json(json!({ "ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": list, "NextOffset": next }))
    });
    let text = asking(&service, ["banned-members", "a", "--page-size", "1"]).prints();
    assert_eq!(
        text,
        "Member_Account\n--------------\na\n\n\
         Member_Account  BannedUntil           Fresh\n--------------  --------------------  -----\n\
         a               2100-01-01T00:00:00Z  x\n"
    );
}

#[test]
fn spreadsheets_get_no_formulas() {
    let service = Service::new(|_| {
        let list = ["=HYPERLINK(1)", "@TGS", "-5", "王\u{1b}[2J"].map(|account| json!({ "Member_Account": account }));
        Answer::Json(json!({ "ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": list, "NextOffset": 0 }))
    });
    let text = asking(&service, ["banned-members", "a", "--format", "excel"]).prints();
    assert_eq!(text, "\u{feff}Member_Account,BannedUntil\r\n'=HYPERLINK(1),\r\n'@TGS,\r\n-5,\r\n王[2J,\r\n");
}

#[test]
fn custom_fields_without_their_keys_are_worth_a_warning() {
    let service = Service::new(lists(1));
    let list = |more: &[&str]| {
        asking(&service, ["permission-group-members", "a", "b", "--format", "csv"].iter().chain(more)).run().stderr
    };
    let fields = ["--fields", "Role,AppMemberDefinedData"];
    let warning = "warning: AppMemberDefinedData may be empty: custom fields are only promised where --custom-field";
    assert!(list(&fields).starts_with(warning), "{}", list(&fields));
    assert_eq!(list(&[&fields[..], &["--custom-field", "Level"]].concat()), "");
    assert_eq!(list(&["--fields", "Role"]), "");
    assert_eq!(list(&[]), "");
}
