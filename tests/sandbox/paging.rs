//! Pages: whole lists, ends, positions.

use serde_json::json;
use tencent_chat::sandbox::{Change, Churn, Data, LastPage, Rate, Sandbox};
use tencent_chat::{ErrorCode, UnixTime};

use crate::lists::most;
use crate::support::{BAN, CLIENT, COMMUNITY, MANY, MANY_MEMBERS, MEMBERS, ROOM, Request, demo, read_all};

#[tokio::test]
async fn the_sample_of_the_ban_page_is_answered_as_printed() {
    let sandbox = demo(|_| {}).await;
    let answer = Request::new(&sandbox, BAN).send(&sandbox).await;
    let expected = json!({
        "ActionStatus": "OK",
        "BannedAccountList": [
            { "BannedUntil": 4102444800_i64, "Member_Account": "brennanli1" },
            { "BannedUntil": 4102444800_i64, "Member_Account": "brennanli12" },
        ],
        "ErrorCode": 0,
        "ErrorInfo": "",
        "NextOffset": 2,
    });
    assert_eq!(answer, expected);
}

#[tokio::test]
async fn a_thousand_bans_are_read_in_order_with_any_page_size() {
    let sandbox = demo(|_| {}).await;
    let most = most(BAN);
    for size in [Some(most), Some(most - 1), None] {
        let mut first = Request::new(&sandbox, BAN).body(json!({ "GroupId": MANY, "Offset": 0 }));
        if let Some(size) = size {
            first = first.field("Limit", size);
        }
        let (bans, read) = read_all(&sandbox, BAN, first).await;
        // The page with the last ban names one more, which is empty.
        assert_eq!(read, 1_000_usize.div_ceil(size.unwrap_or(most) as usize) + 1, "{size:?}");
        assert_eq!(accounts(&bans), thousand());
    }
}

#[tokio::test]
async fn a_thousand_members_are_read_in_order_with_a_cursor() {
    let sandbox = demo(|data| data.behaviour.last_page = LastPage::Ends).await;
    for size in [most(MEMBERS), most(MEMBERS) - 1] {
        let first = Request::new(&sandbox, MEMBERS).field("PermissionGroupId", MANY_MEMBERS).field("Limit", size);
        let (members, read) = read_all(&sandbox, MEMBERS, first).await;
        assert_eq!(read, 1_000_usize.div_ceil(size as usize), "{size}");
        assert_eq!(accounts(&members), thousand());
    }
}

#[tokio::test]
async fn the_total_counts_the_whole_list() {
    let sandbox = demo(|_| {}).await;
    let request = Request::new(&sandbox, MEMBERS).field("PermissionGroupId", MANY_MEMBERS).field("Limit", 1);
    let answer = request.send(&sandbox).await;
    assert_eq!(answer["MemberNum"], 1000);
    assert_eq!(answer["MemberList"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_offset_past_the_end_is_an_empty_last_page() {
    let sandbox = demo(|_| {}).await;
    for offset in [2, 3, i64::MAX] {
        let answer = Request::new(&sandbox, BAN).field("Offset", offset).send(&sandbox).await;
        assert_eq!(answer["BannedAccountList"], json!([]));
        assert_eq!(answer["NextOffset"], 0);
    }
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let sandbox = demo(|_| {}).await;
    let many = Request::new(&sandbox, MEMBERS).field("PermissionGroupId", MANY_MEMBERS);
    let next = many.send(&sandbox).await["Next"].as_str().unwrap().to_owned();
    assert_eq!(many.field("Next", next.as_str()).code(&sandbox).await, ErrorCode::OK);
    let other = Request::new(&sandbox, MEMBERS).field("Next", next.as_str());
    assert_eq!(other.code(&sandbox).await, ErrorCode::INVALID_PARAMETER);
}

#[tokio::test]
async fn without_next_the_first_page_is_answered() {
    let sandbox = demo(|_| {}).await;
    let basic = json!({ "GroupId": COMMUNITY, "PermissionGroupId": "@PMG#_@PMG#cDR" });
    let answer = Request::new(&sandbox, MEMBERS).body(basic).send(&sandbox).await;
    assert_eq!(accounts(answer["MemberList"].as_array().unwrap()), ["bob", "peter"]);
}

#[tokio::test]
async fn a_list_that_changes_is_paged_as_it_then_is() {
    let sandbox = demo(|_| {}).await;
    let first = Request::new(&sandbox, BAN).field("Limit", 1);
    assert_eq!(first.send(&sandbox).await["NextOffset"], 1);
    sandbox.edit(|data| assert!(data.groups.get_mut(ROOM).unwrap().unban("brennanli1")));
    let second = first.field("Offset", 1).send(&sandbox).await;
    assert_eq!(second["BannedAccountList"], json!([]));
}

fn accounts(items: &[serde_json::Value]) -> Vec<&str> {
    items.iter().map(|item| item["Member_Account"].as_str().unwrap()).collect()
}

fn thousand() -> Vec<String> {
    (1..=1000).map(|i| format!("user{i:04}")).collect()
}

#[tokio::test]
async fn with_a_cursor_churn_costs_nobody_who_stays_a_place() {
    let sandbox = demo(|data| {
        data.churn = Churn::new(3, 5);
        data.behaviour.last_page = LastPage::Ends;
    })
    .await;
    let first = Request::new(&sandbox, MEMBERS).field("PermissionGroupId", MANY_MEMBERS);
    let (members, _) = read_all(&sandbox, MEMBERS, first).await;
    let seen = accounts(&members);
    let churned = sandbox.churned();
    let left = |account: &String| churned.iter().any(|c| c.change == Change::Left && c.account == *account);
    assert!(churned.len() > 100);
    for account in thousand().into_iter().filter(|account| !left(account)) {
        assert_eq!(seen.iter().filter(|seen| **seen == account).count(), 1, "{account}");
    }
}

#[tokio::test]
async fn who_joins_by_churn_is_nobody_of_the_list() {
    let sandbox = demo(|data| {
        data.churn = Churn::new(3, 0);
        let room = data.groups.get_mut("@TGS#aEMPTY").unwrap();
        for account in ["joined2", "joined3"] {
            room.ban(account, UnixTime::from_secs(4_000_000_000));
        }
    })
    .await;
    let request = Request::new(&sandbox, BAN).field("GroupId", "@TGS#aEMPTY");
    let before = request.send(&sandbox).await["BannedAccountList"].as_array().unwrap().clone();
    assert_eq!(accounts(&before), ["joined2", "joined3"]);
    let after = request.send(&sandbox).await["BannedAccountList"].as_array().unwrap().clone();
    assert_eq!(after[..2], before);
    assert_eq!(accounts(&after)[2..], ["joined4", "joined5", "joined6"]);
}

#[tokio::test]
async fn a_cursor_outlives_data_that_keeps_the_list_or_appends_to_it() {
    let group = |ids: &[&str]| {
        let members: Vec<_> = ids.iter().map(|id| json!({ "Member_Account": id })).collect();
        json!({ "groups": { COMMUNITY: { "permission_groups": { "@PMG#_@PMG#cDR": { "members": members } } } } })
    };
    let mut data = Data::demo();
    data.behaviour.rate = Rate::Unlimited;
    let sandbox = Sandbox::builder().data(data).admin("127.0.0.1:0".parse().unwrap()).start().await.unwrap();
    let patch = async |patch: serde_json::Value| {
        let url = format!("{}/data", sandbox.admin_url().unwrap());
        assert_eq!(CLIENT.patch(url).json(&patch).send().await.unwrap().status(), 200);
    };
    let first = Request::new(&sandbox, MEMBERS).field("Limit", 2);
    let page = async |next: &serde_json::Value| {
        let answer = first.clone().field("Next", next.clone()).send(&sandbox).await;
        let accounts = accounts(answer["MemberList"].as_array().unwrap()).join(" ");
        (accounts, answer["Next"].clone())
    };
    patch(group(&["a", "b", "c", "d", "e", "f"])).await;
    let (shown, next) = page(&json!("")).await;
    assert_eq!(shown, "a b");
    sandbox.edit(|data| {
        let community = data.groups.get_mut(COMMUNITY).unwrap();
        assert!(community.remove_member("@PMG#_@PMG#cDR", "a"));
    });
    patch(json!({ "seed": 7 })).await;
    assert_eq!(page(&next).await.0, "c d");
    // Another list, where those who stay are in their order.
    patch(group(&["b", "d", "e", "f", "g"])).await;
    let (shown, next) = page(&next).await;
    assert_eq!(shown, "d e");
    assert_eq!(page(&next).await.0, "f g");
    // Somebody new in between: from there on it is another list, and nobody of it is lost.
    patch(group(&["b", "d", "e", "x", "f", "g"])).await;
    assert_eq!(page(&next).await.0, "x f");
}
