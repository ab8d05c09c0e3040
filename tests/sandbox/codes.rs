//! Each code that the sandbox answers, from a request that earns it.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use tencent_chat::sandbox::{BrokenJson, Data, EditionTooLow, Fault, FaultKind, Rate, Sandbox, answered_codes};
use tencent_chat::{ErrorCode, Operation, SdkAppId, SecretKey, UserSig, usersig};

use crate::lists::{fixtures, most};
use crate::support::{BAN, COMMUNITY, MEMBERS, Request, demo};

type Case = (ErrorCode, fn(&mut Data), fn(&Sandbox) -> Request);

#[tokio::test]
async fn each_answered_code_comes_from_a_request_that_earns_it() {
    let mut earned = BTreeSet::new();
    for (code, edit, request) in CASES {
        let sandbox = demo(edit).await;
        let request = request(&sandbox);
        assert_eq!(request.code(&sandbox).await, *code, "{request:?}");
        earned.insert(*code);
    }
    assert_eq!(earned, answered_codes().iter().copied().collect());
}

#[test]
fn the_answered_codes_are_the_contracts() {
    for code in answered_codes() {
        assert!(code.info().is_some(), "{code} is not in the contract");
        // The group service's own codes are listed by operation.
        let of_group = code.get() < 60_000 || code.get() >= 100_000;
        assert!(!of_group || listed().contains(code), "no operation lists {code}");
    }
    // What the pages list and the sandbox only answers when told by a fault, each for its reason.
    let by_fault_only = BTreeSet::from([
        // Happens inside the vendor's service.
        ErrorCode::GROUP_SERVICE_INTERNAL,
        // Copied from another operation's page: no request here names accounts.
        ErrorCode::TOO_MANY_ACCOUNTS,
    ]);
    let documented = Operation::ALL.iter().flat_map(|o| o.info().documented_error_codes);
    let missing: BTreeSet<_> = documented.filter(|code| !answered_codes().contains(code)).copied().collect();
    assert_eq!(missing, by_fault_only);
}

#[tokio::test]
async fn every_code_of_the_contract_can_be_had_by_a_fault() {
    let sandbox = demo(|_| {}).await;
    for fixture in fixtures() {
        let request = Request::new(&sandbox, fixture.operation);
        for info in ErrorCode::all() {
            sandbox.edit(|data| data.faults = vec![Fault::new(FaultKind::ErrorCode(info.code))]);
            assert_eq!(request.code(&sandbox).await, info.code);
        }
    }
}

#[tokio::test]
async fn checks_are_made_in_the_services_order() {
    let sandbox = demo(|data| {
        data.application.administrators = ["somebody".to_owned()].into();
        data.behaviour.rate = Rate::PerSecond(0);
        data.application.edition = Some("Trial".to_owned());
        data.application.switches_off.insert("Community".to_owned());
    })
    .await;
    // Everything is wrong; each step mends what the last answer objected to.
    let mut request = Request::new(&sandbox, MEMBERS)
        .path("/v4/group_open_http_svc")
        .without("sdkappid")
        .query("identifier", "administrator")
        .query("usersig", "xxx")
        .query("contenttype", "xml");
    request.body = "not json".to_owned();
    let expect = async |request: &Request, code: ErrorCode| {
        assert_eq!(request.code(&sandbox).await, code, "{request:?}");
    };
    expect(&request, ErrorCode::HTTP_PARSE_FAILED).await;
    request.path = MEMBERS.info().path.to_owned();
    expect(&request, ErrorCode::SDK_APP_ID_MISSING).await;
    request.query.push(("sdkappid".to_owned(), "1400000001".to_owned()));
    expect(&request, ErrorCode::WRONG_URL_PARAMETER).await;
    request = request.query("contenttype", "json");
    expect(&request, ErrorCode::USERSIG_ILLEGAL).await;
    request = request.query("usersig", signed(&sandbox, "wrong key", "bob", 0));
    expect(&request, ErrorCode::SDK_APP_ID_MISMATCH).await;
    request = request.query("sdkappid", "1400000000");
    expect(&request, ErrorCode::IDENTIFIER_MISMATCH).await;
    request = request.query("usersig", signed(&sandbox, "wrong key", "administrator", 9));
    expect(&request, ErrorCode::USERSIG_WRONG_KEY).await;
    let key = sandbox.secret_key();
    request = request.query("usersig", signed(&sandbox, key.expose(), "administrator", 9));
    expect(&request, ErrorCode::ADMINISTRATOR_REQUIRED).await;
    sandbox.edit(|data| data.application.administrators.insert("administrator".to_owned()));
    expect(&request, ErrorCode::RATE_EXCEEDED).await;
    sandbox.edit(|data| data.behaviour.rate = Rate::Contract);
    expect(&request, ErrorCode::BODY_NOT_JSON).await;
    let body = json!({ "GroupId": "", "PermissionGroupId": "nonsense", "Next": "nonsense" });
    request = request.body(body);
    expect(&request, ErrorCode::INVALID_PARAMETER).await;
    request = request.field("GroupId", "nöt a group");
    expect(&request, ErrorCode::INVALID_GROUP_ID).await;
    request = request.field("GroupId", "@TGS#nobody");
    expect(&request, ErrorCode::GROUP_NOT_FOUND).await;
    request = request.field("GroupId", "@TGS#aJRGC4MH6");
    expect(&request, ErrorCode::NOT_PERMITTED).await;
    request = request.field("GroupId", COMMUNITY);
    sandbox.edit(|data| data.behaviour.edition_too_low = EditionTooLow::EditionTooLow);
    expect(&request, ErrorCode::EDITION_TOO_LOW).await;
    sandbox.edit(|data| data.application.edition = None);
    expect(&request, ErrorCode::COMMUNITY_NOT_ENABLED).await;
    sandbox.edit(|data| data.application.switches_off.clear());
    expect(&request, ErrorCode::INVALID_PERMISSION_GROUP_ID).await;
    request = request.field("PermissionGroupId", "@PMG#_nobody");
    expect(&request, ErrorCode::PERMISSION_GROUP_NOT_FOUND).await;
    request = request.field("PermissionGroupId", "@PMG#_@PMG#cDR");
    expect(&request, ErrorCode::INVALID_PARAMETER).await;
    request = request.field("Next", "");
    expect(&request, ErrorCode::OK).await;
}

#[tokio::test]
async fn an_answer_says_which_parameter_is_wrong_and_quotes_captured_texts() {
    let sandbox = demo(|_| {}).await;
    let good = Request::new(&sandbox, BAN);
    let info = async |request: Request| request.send(&sandbox).await["ErrorInfo"].as_str().unwrap().to_owned();
    let wrong = info(good.clone().field("Limit", "twenty")).await;
    assert!(wrong.contains("Limit") && wrong.contains("twenty"), "{wrong}");
    let wrong = info(good.clone().field("Limit", "x".repeat(10_000))).await;
    assert!(wrong.len() < 1_000, "{wrong}");
    let missing = info(good.clone().field("GroupId", "@TGS#nobody")).await;
    assert_eq!(missing, "this group does not exist");
    let other = info(good.clone().query("identifier", "{signed}")).await;
    assert!(other.contains("UserID({signed}) does not match the Usersig(administrator)"), "{other}");
    assert_eq!(info(good).await, "");
}

/// Each code with the state and the request that earn it.
const CASES: &[Case] = &[
    (ErrorCode::HTTP_PARSE_FAILED, as_is, |s| ban(s).path("/")),
    (ErrorCode::HTTP_PARSE_FAILED, as_is, |s| ban(s).path("/v4/group_open_http_svc/a/b")),
    (ErrorCode::HTTP_PARSE_FAILED, as_is, |s| {
        let mut request = ban(s);
        request.method = reqwest::Method::GET;
        request
    }),
    (ErrorCode::HTTP_PARSE_FAILED, as_is, |s| {
        let mut request = ban(s);
        request.method = reqwest::Method::DELETE;
        request
    }),
    (ErrorCode::WRONG_RESOURCE, as_is, |s| ban(s).path(BAN.info().path.replace("v4", "v5"))),
    (ErrorCode::WRONG_RESOURCE, as_is, |s| ban(s).path("/v4/openim/sendmsg")),
    (ErrorCode::SERVICE_TIMEOUT, as_is, |s| ban(s).path(BAN.info().path.replace("group_open_http_svc", "openim"))),
    (ErrorCode::UNKNOWN_COMMAND, as_is, |s| ban(s).path("/v4/group_open_http_svc/get_nothing")),
    (ErrorCode::SDK_APP_ID_MISSING, as_is, |s| ban(s).without("sdkappid")),
    (ErrorCode::SDK_APP_ID_MISSING, as_is, |s| ban(s).query("sdkappid", "").without("sdkappid")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("sdkappid", "")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("sdkappid", "abc")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("sdkappid", "0")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("sdkappid", "-1")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("sdkappid", "4294967296")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).without("identifier")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("identifier", "x".repeat(33))),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).without("usersig")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("usersig", "")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("contenttype", "JSON")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).without("contenttype")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).without("random")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("random", "4294967296")),
    (ErrorCode::WRONG_URL_PARAMETER, as_is, |s| ban(s).query("random", "-1")),
    (ErrorCode::USERSIG_ILLEGAL, as_is, |s| ban(s).query("usersig", "xxx")),
    (ErrorCode::USERSIG_ILLEGAL, as_is, |s| {
        let whole = s.user_sig();
        ban(s).query("usersig", &whole.expose()[..50])
    }),
    (ErrorCode::SDK_APP_ID_MISMATCH, as_is, |s| ban(s).query("sdkappid", "1400000001")),
    (ErrorCode::SDK_APP_ID_MISMATCH, as_is, |s| {
        let app = SdkAppId::new(1400000001).unwrap();
        let signed = usersig::sign(&s.secret_key(), app, "administrator", s.now(), DAY).unwrap();
        ban(s).query("usersig", signed.expose())
    }),
    (ErrorCode::SDK_APP_ID_NOT_FOUND, as_is, |s| {
        let app = SdkAppId::new(1400000001).unwrap();
        let signed = usersig::sign(&SecretKey::new("its own"), app, "administrator", s.now(), DAY).unwrap();
        ban(s).query("usersig", signed.expose()).query("sdkappid", app)
    }),
    (ErrorCode::IDENTIFIER_MISMATCH, as_is, |s| ban(s).query("identifier", "bob")),
    (ErrorCode::USERSIG_WRONG_KEY, as_is, |s| ban(s).query("usersig", signed(s, "another key", "administrator", 9))),
    (ErrorCode::USERSIG_EXPIRED, as_is, |s| {
        let now = s.now();
        let before = tencent_chat::UnixTime::from_secs(now.as_secs() - 100);
        let key = s.secret_key();
        let signed = usersig::sign(&key, s.sdk_app_id(), "administrator", before, Duration::from_secs(50)).unwrap();
        ban(s).query("usersig", signed.expose())
    }),
    (ErrorCode::ADMINISTRATOR_REQUIRED, as_is, |s| {
        ban(s).query("identifier", "bob").query("usersig", signed(s, s.secret_key().expose(), "bob", 9))
    }),
    (ErrorCode::RATE_EXCEEDED, |data| data.behaviour.rate = Rate::PerSecond(0), ban),
    (ErrorCode::BODY_NOT_JSON, as_is, |s| text(s, "")),
    (ErrorCode::BODY_NOT_JSON, as_is, |s| text(s, "{\"GroupId\": \"x\", // a comment\n}")),
    (ErrorCode::BODY_NOT_JSON, as_is, |s| text(s, "[]")),
    (ErrorCode::BODY_NOT_JSON, as_is, |s| text(s, &"[".repeat(50_000))),
    (ErrorCode::GROUP_BODY_NOT_JSON, |data| data.behaviour.broken_json = BrokenJson::GroupService, |s| text(s, "{")),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).body(json!({}))),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).body(json!({ "GroupId": "@TGS#aMANY" }))),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("GroupId", 5)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("GroupId", "")),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("Limit", most(BAN) + 1)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("Limit", 0)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("Limit", -1)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("Limit", 1.5)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("Offset", -1)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("Offset", u64::MAX)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| ban(s).field("Offset", "0")),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| members(s).field("Limit", most(MEMBERS) + 1)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| members(s).field("Next", 0)),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| members(s).field("Next", "not a cursor")),
    (ErrorCode::INVALID_PARAMETER, as_is, |s| members(s).field("MemberInfoFilter", json!([7]))),
    (ErrorCode::INVALID_GROUP_ID, as_is, |s| ban(s).field("GroupId", "x".repeat(49))),
    (ErrorCode::INVALID_GROUP_ID, as_is, |s| ban(s).field("GroupId", "gröup")),
    (ErrorCode::INVALID_GROUP_ID, as_is, |s| members(s).field("GroupId", "a\nb")),
    (ErrorCode::GROUP_NOT_FOUND, as_is, |s| ban(s).field("GroupId", "@TGS#nobody")),
    (ErrorCode::GROUP_NOT_FOUND, as_is, |s| members(s).field("GroupId", "@TGS#_nobody")),
    (ErrorCode::NOT_PERMITTED, as_is, |s| ban(s).field("GroupId", COMMUNITY)),
    (ErrorCode::NOT_PERMITTED, as_is, |s| ban(s).field("GroupId", "@TGS#2KIFZCIPQ")),
    (ErrorCode::NOT_PERMITTED, as_is, |s| members(s).field("GroupId", "@TGS#aMANY")),
    (ErrorCode::NOT_PERMITTED, |data| data.application.edition = Some("Trial".to_owned()), ban),
    (
        ErrorCode::NOT_PERMITTED,
        |data| {
            data.application.switches_off.insert("Audio-video group member banning".to_owned());
        },
        ban,
    ),
    (
        ErrorCode::NOT_PERMITTED,
        |data| {
            data.application.unreadable_custom_fields.insert("Secret".to_owned());
        },
        |s| members(s).field("AppDefinedDataFilter_GroupMember", json!(["Secret"])),
    ),
    (
        ErrorCode::EDITION_TOO_LOW,
        |data| {
            data.application.edition = Some("Trial".to_owned());
            data.behaviour.edition_too_low = EditionTooLow::EditionTooLow;
        },
        members,
    ),
    (
        ErrorCode::COMMUNITY_NOT_ENABLED,
        |data| {
            data.application.switches_off.insert("Community".to_owned());
        },
        members,
    ),
    (ErrorCode::INVALID_PERMISSION_GROUP_ID, as_is, |s| members(s).field("PermissionGroupId", "@PMG#cDR")),
    (ErrorCode::PERMISSION_GROUP_NOT_FOUND, as_is, |s| members(s).field("PermissionGroupId", "@PMG#_nobody")),
    (
        ErrorCode::RESPONSE_TOO_LARGE,
        |data| {
            let community = data.groups.get_mut(COMMUNITY).unwrap();
            for i in 0..50 {
                community.put_member("@PMG#_heavy", format!("user{i}"), |m| m.name_card = Some("x".repeat(30_000)));
            }
        },
        |s| members(s).field("PermissionGroupId", "@PMG#_heavy"),
    ),
];

const DAY: Duration = Duration::from_secs(86_400);

fn as_is(_: &mut Data) {}

fn ban(sandbox: &Sandbox) -> Request {
    Request::new(sandbox, BAN)
}

fn members(sandbox: &Sandbox) -> Request {
    Request::new(sandbox, MEMBERS)
}

fn text(sandbox: &Sandbox, body: &str) -> Request {
    let mut request = ban(sandbox);
    request.body = body.to_owned();
    request
}

fn signed(sandbox: &Sandbox, key: &str, identifier: &str, seconds: u64) -> String {
    let (app, now) = (sandbox.sdk_app_id(), sandbox.now());
    let life = Duration::from_secs(seconds);
    let signed: UserSig = usersig::sign(&SecretKey::new(key), app, identifier, now, life).unwrap();
    signed.expose().to_owned()
}

/// Codes of the group service that some operation lists.
fn listed() -> BTreeSet<ErrorCode> {
    let infos = Operation::ALL.iter().map(|operation| operation.info());
    infos.flat_map(|info| info.documented_error_codes.iter().chain(info.possible_error_codes)).copied().collect()
}
