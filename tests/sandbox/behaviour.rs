//! Each switch, in each position.

use serde_json::{Value, json};
use tencent_chat::sandbox::{CustomData, EmptyList, EndedBans, LastPage, OverLimit, Rate, Sandbox, readings};
use tencent_chat::{ErrorCode, SdkAppId, UnixTime};

use crate::lists::most;
use crate::support::{BAN, CLIENT, COMMUNITY, MEMBERS, Request, demo};

#[tokio::test]
async fn the_last_page_names_a_next_one_or_ends() {
    let sandbox = demo(|_| {}).await;
    let next = async || {
        let bans = Request::new(&sandbox, BAN).send(&sandbox).await;
        let members = Request::new(&sandbox, MEMBERS).send(&sandbox).await;
        (bans["NextOffset"].clone(), members["Next"].clone())
    };
    let (offset, cursor) = next().await;
    assert_eq!(offset, 2);
    assert_ne!(cursor, "");
    sandbox.edit(|data| data.behaviour.last_page = LastPage::Ends);
    assert_eq!(next().await, (json!(0), json!("")));
}

#[tokio::test]
async fn an_empty_list_is_an_empty_array_or_missing() {
    let sandbox = demo(|_| {}).await;
    let request = Request::new(&sandbox, BAN).field("GroupId", "@TGS#aEMPTY");
    assert_eq!(request.send(&sandbox).await["BannedAccountList"], json!([]));
    sandbox.edit(|data| data.behaviour.empty_list = EmptyList::Missing);
    let answer = request.send(&sandbox).await;
    assert!(answer.get("BannedAccountList").is_none(), "{answer}");
    assert_eq!(answer["NextOffset"], 0);
}

#[tokio::test]
async fn custom_data_without_its_filter_follows_the_samples_the_table_or_comes_always() {
    let sandbox = demo(|_| {}).await;
    let plain = Request::new(&sandbox, MEMBERS);
    let fields = plain.clone().field("MemberInfoFilter", json!(["Role"]));
    let custom = plain.clone().field("AppDefinedDataFilter_GroupMember", json!(["MemberDefined2"]));
    let shown = async |request: &Request| {
        let answer = request.send(&sandbox).await;
        let data = answer["MemberList"][0]["AppMemberDefinedData"].as_array().cloned();
        data.unwrap_or_default().len()
    };
    for (switch, of_plain, of_fields) in
        [(CustomData::WithoutAnyFilter, 2, 0), (CustomData::Always, 2, 2), (CustomData::Never, 0, 0)]
    {
        sandbox.edit(|data| data.behaviour.custom_data = switch);
        assert_eq!(shown(&plain).await, of_plain, "{switch:?}");
        assert_eq!(shown(&fields).await, of_fields, "{switch:?}");
        assert_eq!(shown(&custom).await, 1, "{switch:?}");
    }
}

#[tokio::test]
async fn fields_are_filtered_and_the_account_always_stays() {
    let sandbox = demo(|_| {}).await;
    let request = Request::new(&sandbox, MEMBERS)
        .field("MemberInfoFilter", json!(["Role", "MuteUntil"]))
        .field("AppDefinedDataFilter_GroupMember", json!(["MemberDefined1", "Unknown"]));
    let expected = json!({
        "Member_Account": "bob",
        "Role": "Owner",
        "MuteUntil": 1431069882,
        "AppMemberDefinedData": [{ "Key": "MemberDefined1", "Value": "ModifyDefined1" }],
    });
    assert_eq!(request.send(&sandbox).await["MemberList"][0], expected);
}

#[tokio::test]
async fn unreadable_custom_fields_are_not_shown() {
    let hide = |data: &mut tencent_chat::sandbox::Data| {
        data.application.unreadable_custom_fields.insert("MemberDefined1".to_owned());
    };
    let sandbox = demo(hide).await;
    let answer = Request::new(&sandbox, MEMBERS).send(&sandbox).await;
    let expected = json!([{ "Key": "MemberDefined2", "Value": "ModifyDefined2" }]);
    assert_eq!(answer["MemberList"][0]["AppMemberDefinedData"], expected);
}

#[tokio::test]
async fn a_custom_field_that_may_not_be_read_is_refused_also_where_nobody_is() {
    let sandbox = demo(|data| {
        data.application.unreadable_custom_fields.insert("MemberDefined1".to_owned());
        let community = data.groups.remove(COMMUNITY).unwrap();
        data.groups.insert(COMMUNITY.to_owned(), community.permission_group("@PMG#_@PMG#cNEW"));
    })
    .await;
    for group in ["@PMG#_@PMG#cDR", "@PMG#_@PMG#cNEW"] {
        let request = Request::new(&sandbox, MEMBERS)
            .field("PermissionGroupId", group)
            .field("AppDefinedDataFilter_GroupMember", json!(["MemberDefined1"]));
        assert_eq!(request.code(&sandbox).await, ErrorCode::NOT_PERMITTED, "{group}");
    }
}

#[tokio::test]
async fn a_page_size_above_the_limit_is_refused_or_lowered() {
    let sandbox = demo(|_| {}).await;
    let request = Request::new(&sandbox, BAN).field("GroupId", "@TGS#aMANY").field("Limit", most(BAN) + 1);
    assert_eq!(request.code(&sandbox).await, ErrorCode::INVALID_PARAMETER);
    sandbox.edit(|data| data.behaviour.over_limit = OverLimit::Lowered);
    let answer = request.send(&sandbox).await;
    assert_eq!(answer["BannedAccountList"].as_array().unwrap().len(), most(BAN) as usize);
    let huge = request.field("Limit", u64::MAX).send(&sandbox).await;
    assert_eq!(huge["NextOffset"], most(BAN));
}

#[tokio::test]
async fn ended_bans_are_listed_or_hidden() {
    let sandbox = demo(|data| {
        let room = data.groups.get_mut("@TGS#aEMPTY").unwrap();
        room.ban("past", UnixTime::from_secs(1_000));
        room.ban("future", UnixTime::from_secs(4_000_000_000));
    })
    .await;
    let request = Request::new(&sandbox, BAN).field("GroupId", "@TGS#aEMPTY");
    let count = async |sandbox: &Sandbox| request.send(sandbox).await["BannedAccountList"].as_array().unwrap().len();
    assert_eq!(count(&sandbox).await, 2);
    sandbox.edit(|data| data.behaviour.ended_bans = EndedBans::Hidden);
    assert_eq!(count(&sandbox).await, 1);
    // By the sandbox's own clock.
    sandbox.set_clock(UnixTime::from_secs(999));
    assert_eq!(request.query("usersig", sandbox.user_sig().expose()).code(&sandbox).await, ErrorCode::OK);
}

#[tokio::test]
async fn each_published_reading_of_the_group_types_can_be_chosen() {
    let types = ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"];
    let sandbox = demo(|data| {
        for kind in types {
            data.groups.insert(kind.to_owned(), tencent_chat::sandbox::Group::new(kind));
        }
    })
    .await;
    let readings = readings(BAN);
    assert_eq!(readings.len(), 3);
    for (i, reading) in readings.iter().enumerate() {
        sandbox.edit(|data| data.behaviour.read_group_types(BAN, i));
        for kind in types {
            let code = Request::new(&sandbox, BAN).field("GroupId", kind).code(&sandbox).await;
            let served = reading.served.iter().any(|served| served == kind);
            let expected = if served { ErrorCode::OK } else { ErrorCode::NOT_PERMITTED };
            assert_eq!(code, expected, "{kind} by {}", reading.sources.join(" and "));
        }
    }
}

#[tokio::test]
async fn random_and_contenttype_are_required_or_not() {
    let sandbox = demo(|_| {}).await;
    let bare = Request::new(&sandbox, BAN).without("random").without("contenttype");
    assert_eq!(bare.code(&sandbox).await, ErrorCode::WRONG_URL_PARAMETER);
    sandbox.edit(|data| data.behaviour.content_type_required = false);
    assert_eq!(bare.code(&sandbox).await, ErrorCode::WRONG_URL_PARAMETER);
    sandbox.edit(|data| data.behaviour.random_required = false);
    assert_eq!(bare.code(&sandbox).await, ErrorCode::OK);
}

#[tokio::test]
async fn calls_above_the_contracts_rate_are_refused_for_each_operation_alone() {
    let sandbox = demo(|_| {}).await;
    let calls = u64::from(BAN.info().calls);
    let bans = Request::new(&sandbox, BAN);
    // As fast as one caller can: well above the rate, unless the machine is too slow to tell.
    let started = std::time::Instant::now();
    let url = format!("{}{}", sandbox.base_url(), bans.path);
    let mut refused = 0;
    for _ in 0..calls * 2 {
        let request = CLIENT.post(&url).query(&bans.query).body(bans.body.clone());
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        let code = answer["ErrorCode"].as_i64().unwrap();
        assert!(code == 0 || code == i64::from(ErrorCode::RATE_EXCEEDED.get()));
        refused += u64::from(code != 0);
    }
    // In that many seconds, begun ones included, no more may have passed.
    let periods = started.elapsed().as_secs() + 1;
    assert!(calls * 2 - refused <= calls * periods, "{refused} refused in {periods} s");
    assert_eq!(Request::new(&sandbox, MEMBERS).code(&sandbox).await, ErrorCode::OK);
    sandbox.edit(|data| data.behaviour.rate = Rate::Unlimited);
    assert_eq!(bans.code(&sandbox).await, ErrorCode::OK);
}

#[tokio::test]
async fn a_community_named_in_the_data_needs_no_default_id() {
    let sandbox = demo(|data| {
        let community = data.groups.remove(COMMUNITY).unwrap();
        data.groups.insert("@TGS#_mine".to_owned(), community);
    })
    .await;
    let request = Request::new(&sandbox, MEMBERS).field("GroupId", "@TGS#_mine");
    assert_eq!(request.code(&sandbox).await, ErrorCode::OK);
}

#[tokio::test]
async fn each_application_has_a_rate_of_its_own() {
    let sandbox = demo(|data| data.behaviour.rate = Rate::PerSecond(1)).await;
    let until_refused = async || {
        let request = Request::new(&sandbox, BAN);
        while request.code(&sandbox).await != ErrorCode::RATE_EXCEEDED {}
    };
    // However slow the machine is, two calls that are both made in one second decide nothing here.
    until_refused().await;
    sandbox.edit(|data| data.application.sdk_app_id = SdkAppId::new(1_400_000_001).unwrap());
    assert_eq!(Request::new(&sandbox, BAN).code(&sandbox).await, ErrorCode::OK);
}
