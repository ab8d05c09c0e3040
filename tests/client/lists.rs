//! Reading whole lists: complete, in order, and never for ever.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use tencent_chat::{BannedMember, Error, ErrorCode, LocalRateLimiter, Position, RetryPolicy, Warning, read_many};

use crate::support::{Asked, Reply, Stub, hasty};

/// A ban list of `total` members in pages of the size asked for, as the service would page it.
fn ban_list(total: u64) -> impl Fn(&Asked) -> Value + Clone {
    move |asked| {
        let body = asked.json();
        let (offset, limit) = (body["Offset"].as_u64().expect("Offset"), body["Limit"].as_u64().expect("Limit"));
        let end = total.min(offset + limit);
        let members: Vec<_> = (offset..end)
            .map(|n| json!({"Member_Account": format!("u{n}"), "BannedUntil": 4_102_444_800_u64}))
            .collect();
        let next = if end == total { 0 } else { end };
        json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": members, "NextOffset": next})
    }
}

fn names(members: &[BannedMember]) -> Vec<&str> {
    members.iter().map(|member| member.member_account.as_str()).collect()
}

fn expected(total: u64) -> Vec<String> {
    (0..total).map(|n| format!("u{n}")).collect()
}

fn assert_stream<S: futures_util::Stream + Send + 'static>(_: &S) {}

#[tokio::test]
async fn nothing_is_sent_before_the_first_poll() {
    let list = ban_list(3);
    let stub = Stub::start(move |asked, _| Reply::Json(list(asked))).await;
    let client = stub.client();
    let request = client.banned_members("@TGS#a");
    let (pages, members) = (request.pages(), request.members());
    assert_stream(&pages);
    assert_stream(&members);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(stub.asked().is_empty());
    drop(pages);
    let all: Vec<_> = members.try_collect().await.expect("the list");
    assert_eq!(names(&all), expected(3));
}

#[tokio::test]
async fn every_look_ahead_reads_the_same_sequence() {
    for width in [0, 1, 2, 8, 32] {
        for total in [0, 1, 10, 95, 100] {
            let list = ban_list(total);
            let stub = Stub::start(move |asked, _| Reply::Json(list(asked))).await;
            let request = stub.client().banned_members("@TGS#a").page_size(10).look_ahead(width);
            let all: Vec<_> = request.members().try_collect().await.expect("the list");
            assert_eq!(names(&all), expected(total), "width {width}, {total} members");
        }
    }
}

#[tokio::test]
async fn a_list_of_one_page_costs_one_call_whatever_the_look_ahead() {
    let list = ban_list(9);
    let stub = Stub::start(move |asked, _| Reply::Json(list(asked))).await;
    let all: Vec<_> =
        stub.client().banned_members("@TGS#a").page_size(10).look_ahead(8).members().try_collect().await.expect("it");
    assert_eq!(names(&all), expected(9));
    assert_eq!(stub.asked().len(), 1);
}

#[tokio::test]
async fn a_wrong_prediction_is_dropped_and_read_in_order() {
    // Pages of 7 members whatever is asked for: the next offset is never the foretold one.
    let stub = Stub::start(|asked, _| {
        let offset = asked.json()["Offset"].as_u64().expect("Offset");
        let end = (offset + 7).min(50);
        let members: Vec<_> = (offset..end).map(|n| json!({"Member_Account": format!("u{n}")})).collect();
        let next = if end == 50 { 0 } else { end };
        Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": members, "NextOffset": next}))
    })
    .await;
    let request = stub.client().banned_members("@TGS#a").page_size(10).look_ahead(4);
    let all: Vec<_> = request.members().try_collect().await.expect("the list");
    assert_eq!(names(&all), expected(50));
}

#[tokio::test]
async fn pages_shorter_than_asked_for_are_foretold_wrongly_once() {
    let list = ban_list(400);
    let stub = Stub::start(move |asked, _| {
        let mut asked = asked.clone();
        let mut body = asked.json();
        body["Limit"] = json!(20);
        asked.body = body.to_string().into_bytes();
        Reply::Json(list(&asked))
    })
    .await;
    for width in [8, 32] {
        let before = stub.asked().len();
        let request = stub.client().banned_members("@TGS#a").look_ahead(width);
        let all: Vec<_> = request.members().try_collect().await.expect("the list");
        assert_eq!(names(&all), expected(400));
        let calls = stub.asked().len() - before;
        assert!(calls <= 20 + width, "{calls} calls for 20 pages, look-ahead {width}");
    }
}

/// Answers the page at each offset, `Offset`, `members` and `NextOffset`.
async fn offsets(pages: &'static [(u64, u64, Option<u64>)]) -> Stub {
    Stub::start(move |asked, _| {
        let offset = asked.json()["Offset"].as_u64().expect("Offset");
        let (_, count, next) = pages.iter().find(|(at, ..)| *at == offset).copied().unwrap_or((0, 0, Some(0)));
        let members: Vec<_> = (offset..offset + count).map(|n| json!({"Member_Account": format!("u{n}")})).collect();
        Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": members, "NextOffset": next}))
    })
    .await
}

#[tokio::test]
async fn an_offset_that_overlaps_or_jumps_is_an_error_that_leads_to_the_rest() {
    for pages in [&[(0, 10, Some(6)), (10, 5, Some(0))], &[(0, 10, Some(1_000_000)), (10, 5, Some(0))]] {
        let stub = offsets(pages).await;
        let request = stub.client().banned_members("@TGS#a").page_size(10);
        let (mut members, error) = request.members().drain().await;
        let error = error.expect("an error");
        assert!(error.is_stuck(), "{error}");
        let rest = request.start_at(error.resume_from().expect("a position").clone());
        members.extend(rest.members().try_collect::<Vec<_>>().await.expect("the rest"));
        assert_eq!(names(&members), expected(15));
    }
}

#[tokio::test]
async fn an_offset_that_the_contract_cannot_hold_is_never_sent() {
    const BEYOND: u64 = 1 << 63;
    let stub = offsets(&[(0, 10, Some(BEYOND)), (10, 5, Some(0))]).await;
    let request = stub.client().banned_members("@TGS#a").page_size(10);
    let (_, error) = request.members().drain().await;
    assert_eq!(error.expect("it leads nowhere").resume_from(), Some(&Position::Offset(10)));
    let asked = stub.asked().len();
    let refused = request.start_at(Position::Offset(BEYOND)).send().await.expect_err("out of range");
    assert!(refused.is_refused(), "{refused}");
    assert_eq!(stub.asked().len(), asked);
    assert!(stub.asked().iter().all(|asked| asked.json()["Offset"].as_u64() < Some(BEYOND)));
}

#[tokio::test]
async fn a_missing_next_offset_after_a_full_page_is_read_past() {
    let stub = offsets(&[(0, 10, None), (10, 10, None), (20, 5, None)]).await;
    let request = stub.client().banned_members("@TGS#a").page_size(10);
    let all: Vec<_> = request.members().try_collect().await.expect("the list");
    assert_eq!(names(&all), expected(25));
}

#[tokio::test]
async fn members_that_may_be_missing_are_warned_of() {
    // A page without its list, and a cursor list that ends before it has as many members as it says.
    let stub = offsets(&[(0, 10, Some(10)), (10, 0, Some(20)), (20, 5, Some(0))]).await;
    let request = stub.client().banned_members("@TGS#a").page_size(10);
    let pages: Vec<_> = request.pages().try_collect().await.expect("the list");
    let gap = Warning::Gap { expected: Position::Offset(10), next: Position::Offset(20) };
    assert_eq!(pages.iter().map(|page| page.warning.clone()).collect::<Vec<_>>(), [None, Some(gap), None]);

    let page = json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberNum": 2, "MemberList": [{"Member_Account": "bob"}]});
    let stub = Stub::always(Reply::Json(page)).await;
    let request = stub.client().permission_group_members("@TGS#_a", "@PMG#_a");
    let pages: Vec<_> = request.pages().try_collect().await.expect("the list");
    let short = Warning::Short { read: 1, total: 2 };
    assert_eq!(pages.iter().map(|page| page.warning.clone()).collect::<Vec<_>>(), [Some(short)]);
    // Whoever began later has not read the others, and nobody is missing from as many as it says.
    let rest: Vec<_> =
        request.clone().start_at(Position::from("c1".to_owned())).pages().try_collect().await.expect("the list");
    assert_eq!(rest[0].warning, None);
    let page = json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberNum": 1, "MemberList": [{"Member_Account": "bob"}]});
    let stub = Stub::always(Reply::Json(page)).await;
    let request = stub.client().permission_group_members("@TGS#_a", "@PMG#_a");
    let whole: Vec<_> = request.clone().pages().try_collect().await.expect("the list");
    assert_eq!(whole[0].warning, None);
    // After a full page, only the service knows whether another follows.
    let full: Vec<_> = request.page_size(1).pages().try_collect().await.expect("the list");
    assert_eq!(full[0].warning, Some(Warning::NoNext));
}

#[tokio::test]
async fn empty_pages_do_not_go_on_for_ever() {
    for empty in [100, usize::MAX] {
        let stub = Stub::start(move |_, n| {
            let (next, list) = if n < empty {
                (format!("c{n}"), json!([]))
            } else {
                (String::new(), json!([{"Member_Account": "bob"}]))
            };
            Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberList": list, "Next": next}))
        })
        .await;
        let unlimited = std::sync::Arc::new(tencent_chat::Unlimited);
        let client = stub.builder().rate_limiter(unlimited).build().expect("a client");
        let (members, error) = client.permission_group_members("@TGS#_a", "@PMG#_a").members().drain().await;
        assert_eq!(stub.asked().len(), 101);
        assert_eq!((members.len(), error.is_none()), if empty == 100 { (1, true) } else { (0, false) });
        assert!(error.is_none_or(|error| error.is_stuck() && error.resume_from().is_some()));
    }
}

#[tokio::test]
async fn empty_pages_in_the_middle_and_a_next_on_the_last_page_are_legal() {
    let answer = |next: &str, names: &[&str]| {
        let list: Vec<_> = names.iter().map(|name| json!({"Member_Account": name})).collect();
        Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberNum": 2, "MemberList": list, "Next": next}))
    };
    let stub =
        Stub::sequence(vec![answer("c1", &["bob"]), answer("c2", &[]), answer("c3", &["peter"]), answer("", &[])]);
    let stub = stub.await;
    let request = stub.client().permission_group_members("@TGS#_a", "@PMG#_a");
    let all: Vec<_> = request.members().try_collect().await.expect("the list");
    assert_eq!(all.iter().map(|m| m.member_account.as_str()).collect::<Vec<_>>(), ["bob", "peter"]);
    let cursors: Vec<_> = stub.asked().iter().map(|asked| asked.json()["Next"].clone()).collect();
    assert_eq!(cursors, [json!(""), json!("c1"), json!("c2"), json!("c3")]);
}

#[tokio::test]
async fn a_position_that_does_not_move_or_comes_again_ends_with_an_error() {
    // Offsets: the same, one going back. Cursors: the same, and a circle.
    for nexts in [vec![10, 10], vec![10, 20, 5]] {
        let stub = Stub::start(move |asked, _| {
            let n = asked.json()["Offset"].as_u64().expect("Offset") as usize / 10;
            let next = nexts[n];
            let list = json!([{"Member_Account": format!("u{n}")}]);
            Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": list, "NextOffset": next}))
        })
        .await;
        let (members, error) = stub.client().banned_members("@TGS#a").members().drain().await;
        let error = error.expect("an error");
        assert!(error.is_stuck() && !error.is_retryable(), "{error:?}");
        // Every page once, and the members that were read tell where to go on.
        assert_eq!(names(&members), expected(members.len() as u64));
        let last = (members.len() as u64 - 1) * 10;
        assert_eq!(error.resume_from(), Some(&Position::Offset(last + 1)));
    }
    for nexts in [vec!["a", "a"], vec!["a", "b", "c", "a"]] {
        let last = nexts.len();
        let stub = Stub::start(move |asked, _| {
            let body = asked.json();
            let at = body["Next"].as_str().expect("Next");
            let n = nexts.iter().position(|next| *next == at).map_or(0, |n| n + 1).min(nexts.len() - 1);
            let list = json!([{"Member_Account": format!("u{n}")}]);
            Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberList": list, "Next": nexts[n]}))
        })
        .await;
        let request = stub.client().permission_group_members("@TGS#_a", "@PMG#_a");
        let (members, error) = request.members().drain().await;
        let error = error.expect("an error");
        assert_eq!(members.len(), last, "every page once");
        assert!(error.to_string().contains("cursor \"a\""), "{error}");
        assert_eq!(error.resume_from(), None, "only the service knows");
    }
}

#[tokio::test]
async fn a_position_that_is_wrong_once_is_asked_for_again() {
    let list = ban_list(30);
    let stub = Stub::start(move |asked, n| {
        let mut answer = list(asked);
        if n == 1 {
            answer["NextOffset"] = json!(10);
        }
        Reply::Json(answer)
    })
    .await;
    let request = stub.client().banned_members("@TGS#a").page_size(10).look_ahead(0);
    let all: Vec<_> = request.members().try_collect().await.expect("the list");
    assert_eq!(names(&all), expected(30));
}

#[tokio::test]
async fn whoever_stops_at_a_page_with_a_wrong_next_position_goes_on_after_its_members() {
    for wrong in [15, 500] {
        let list = ban_list(30);
        let stub = Stub::start(move |asked, n| {
            let mut answer = list(asked);
            if n < 2 {
                answer["NextOffset"] = json!(wrong);
            }
            Reply::Json(answer)
        })
        .await;
        let request = stub.client().banned_members("@TGS#a").page_size(10).look_ahead(0);
        let page = request.clone().max_pages(1).pages().next().await.expect("a page").expect("a page");
        assert_eq!(page.next, Some(Position::Offset(10)), "{wrong}");
        let rest: Vec<_> = request.start_at(page.next.unwrap()).members().try_collect().await.expect("the rest");
        assert_eq!([names(&page.members), names(&rest)].concat(), expected(30));
    }
}

#[tokio::test]
async fn an_error_comes_once_after_everything_before_it_and_says_where_to_go_on() {
    for width in [0, 1, 4] {
        let list = ban_list(35);
        let broken = std::sync::atomic::AtomicBool::new(true);
        let stub = Stub::start(move |asked, _| {
            let at_fault = asked.json()["Offset"] == 20;
            if at_fault && broken.swap(false, std::sync::atomic::Ordering::SeqCst) {
                return Reply::Json(json!({"ActionStatus": "FAIL", "ErrorCode": 10004}));
            }
            Reply::Json(list(asked))
        })
        .await;
        let request = stub.client().banned_members("@TGS#a").page_size(10).look_ahead(width);
        let mut members = request.members();
        let mut read = Vec::new();
        let error = loop {
            match members.next().await.expect("not the end yet") {
                Ok(member) => read.push(member),
                Err(error) => break error,
            }
        };
        assert_eq!(names(&read), expected(20));
        assert_eq!(error.code(), Some(ErrorCode::INVALID_PARAMETER));
        assert!(members.next().await.is_none(), "an error comes once");
        let position = error.resume_from().expect("a position").clone();
        assert_eq!(position, Position::Offset(20));
        let rest: Vec<_> = request.start_at(position).members().try_collect().await.expect("the rest");
        read.extend(rest);
        assert_eq!(names(&read), expected(35));
    }
}

#[tokio::test]
async fn caps_end_a_list_early_and_fetch_no_more_than_they_need() {
    let list = ban_list(100);
    let stub = Stub::start(move |asked, _| Reply::Json(list(asked))).await;
    let request = stub.client().banned_members("@TGS#a").page_size(10).look_ahead(8);
    let all: Vec<_> = request.clone().max_members(25).members().try_collect().await.expect("some");
    assert_eq!(names(&all), expected(25));
    assert_eq!(stub.asked().len(), 3);
    let cut: Vec<_> = request.clone().max_members(5).pages().try_collect().await.expect("some");
    assert_eq!(cut.last().and_then(|page| page.next.clone()), Some(Position::Offset(5)), "where the rest begins");
    let pages: Vec<_> = request.clone().max_pages(2).pages().try_collect().await.expect("some");
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[1].next, Some(Position::Offset(20)));
    assert_eq!(stub.asked().len(), 6);
    // With a cursor, the rest of a page begins where the page does, and that of a list where the page ends.
    let bans = json!([{"Member_Account": "bob"}, {"Member_Account": "peter"}]);
    let page = json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberList": bans, "Next": "c1"});
    let cursors = Stub::always(Reply::Json(page)).await;
    for (most, next) in [(1, ""), (2, "c1")] {
        let list = cursors.client().permission_group_members("@TGS#_a", "@PMG#_a").max_members(most);
        let pages: Vec<_> = list.pages().try_collect().await.expect("some");
        assert_eq!(pages[0].next, Some(Position::Cursor(next.to_owned())), "{most}");
    }
    let none: Vec<_> = request.max_members(0).members().try_collect().await.expect("none");
    assert!(none.is_empty());
}

#[tokio::test]
async fn the_next_page_is_fetched_while_the_current_one_is_used() {
    let list = ban_list(30);
    let stub = Stub::start(move |asked, _| Reply::Json(list(asked))).await;
    for (look_ahead, asked_meanwhile) in [(0, 1), (1, 2)] {
        let before = stub.asked().len();
        let mut pages = stub.client().banned_members("@TGS#a").page_size(10).look_ahead(look_ahead).pages();
        pages.next().await.expect("a page").expect("a page");
        // Until the other task has had its turn; with look-ahead switched off there is none.
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_millis(1)).await;
            if stub.asked().len() - before == 2 {
                break;
            }
        }
        assert_eq!(stub.asked().len() - before, asked_meanwhile);
    }
}

#[tokio::test]
async fn many_groups_are_read_and_one_that_fails_does_not_stop_the_others() {
    let list = ban_list(25);
    let stub = Stub::start(move |asked, _| {
        let body = asked.json();
        match body["GroupId"].as_str() {
            Some("g7") if body["Offset"] == 10 => Reply::Json(json!({"ActionStatus": "FAIL", "ErrorCode": 10010})),
            _ => Reply::Json(list(asked)),
        }
    })
    .await;
    let client = stub.client();
    let ids: Vec<_> = (0..20).map(|n| format!("g{n}")).collect();
    let lists: Vec<_> = ids.iter().map(|id| client.banned_members(id).page_size(10)).collect();
    let reads: HashMap<_, _> =
        read_many(lists, 6).map(|read| (read.request.group_id().to_owned(), read)).collect().await;
    assert_eq!(reads.len(), 20);
    for (id, read) in reads {
        if id == "g7" {
            assert_eq!(names(&read.members), expected(10));
            assert_eq!(read.error.as_ref().and_then(Error::code), Some(ErrorCode::GROUP_NOT_FOUND));
        } else {
            assert!(read.error.is_none(), "{id}: {:?}", read.error);
            assert_eq!(names(&read.members), expected(25));
        }
    }
}

#[tokio::test]
async fn dropping_a_stream_or_a_call_leaves_the_client_usable() {
    let list = ban_list(50);
    let stub = Stub::start(
        move |asked, n| {
            if n % 2 == 0 { Reply::Silence(Duration::from_secs(30)) } else { Reply::Json(list(asked)) }
        },
    )
    .await;
    let client = stub.builder().retry(hasty()).build().expect("a client");
    for _ in 0..10 {
        let request = client.banned_members("@TGS#a").page_size(10).look_ahead(4);
        let cut = tokio::time::timeout(Duration::from_millis(5), request.members().drain()).await;
        drop(cut);
    }
    let policy = RetryPolicy::default().attempt_timeout(Duration::from_millis(200)).backoff(Duration::ZERO);
    let request = client.banned_members("@TGS#a").page_size(50).look_ahead(0).retry(policy);
    let all: Vec<_> = request.members().try_collect().await.expect("the list");
    assert_eq!(names(&all), expected(50));
}

#[tokio::test]
async fn a_list_that_is_over_stays_so() {
    let list = ban_list(15);
    let stub = Stub::start(move |asked, _| Reply::Json(list(asked))).await;
    let request = stub.client().banned_members("@TGS#a").page_size(10);
    let (mut members, mut pages) = (request.members(), request.pages());
    while members.next().await.is_some() {}
    while pages.next().await.is_some() {}
    assert!(members.next().await.is_none() && pages.next().await.is_none());
}

#[tokio::test]
async fn many_lists_are_read_while_their_reader_makes_calls_of_its_own() {
    let list = ban_list(15);
    let stub = Stub::start(move |asked, _| Reply::Json(list(asked))).await;
    // More lists at once than the rate lets through in a second.
    let limiter = std::sync::Arc::new(LocalRateLimiter::per_second(20));
    let client = stub.builder().rate_limiter(limiter).build().expect("a client");
    let lists: Vec<_> = (0..40).map(|n| client.banned_members(format!("@TGS#{n}"))).collect();
    let mut reads = read_many(lists, 40);
    let mut count = 0;
    while let Some(read) = reads.next().await {
        assert_eq!(read.members.len(), 15, "{:?}", read.error);
        count += 1;
        if count < 3 {
            let call = client.banned_members("@TGS#own");
            tokio::time::timeout(Duration::from_secs(60), call.send()).await.expect("not held up").expect("a page");
        }
    }
    assert_eq!(count, 40);
}
