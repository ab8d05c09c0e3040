//! Lists in programs without async.

use serde_json::json;
use tencent_chat::blocking::{block_on, iter};
use tencent_chat::{Client, Position, read_many};

use crate::support::{Reply, Stub};

fn page(names: &[&str], next: u64) -> Reply {
    let members: Vec<_> = names.iter().map(|name| json!({"Member_Account": name})).collect();
    Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": members, "NextOffset": next}))
}

fn failure() -> Reply {
    Reply::Json(json!({"ActionStatus": "FAIL", "ErrorCode": 10010, "ErrorInfo": ""}))
}

fn stub(replies: Vec<Reply>) -> (Stub, Client) {
    let stub = block_on(Stub::sequence(replies));
    let client = stub.client();
    (stub, client)
}

#[test]
fn pages_and_members_come_as_from_the_async_client() {
    let (_stub, client) = stub(vec![page(&["a", "b"], 2), page(&["c"], 0)]);
    let list = client.banned_members("@TGS#a").look_ahead(0).blocking();
    let names: Result<Vec<_>, _> = list.members().map(|member| member.map(|member| member.member_account)).collect();
    assert_eq!(names.expect("a whole list"), ["a", "b", "c"]);

    let (_stub, client) = stub(vec![page(&["a", "b"], 2), page(&["c"], 0)]);
    let list = client.banned_members("@TGS#a").look_ahead(0).blocking();
    assert_eq!(list.send().expect("a page").next, Some(Position::Offset(2)));
}

#[test]
fn what_was_read_before_an_error_is_kept() {
    let (_stub, client) = stub(vec![page(&["a", "b"], 2), failure()]);
    let (members, error) = client.banned_members("@TGS#a").look_ahead(0).blocking().members().drain();
    assert_eq!(members.len(), 2);
    assert_eq!(error.expect("a failure").resume_from(), Some(&Position::Offset(2)));
}

#[test]
fn many_threads_and_many_lists_share_one_runtime() {
    let stub = block_on(Stub::always(page(&["a"], 0)));
    let client = &stub.client();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(move || client.banned_members("@TGS#a").blocking().send().expect("a page"));
        }
    });
    let lists = ["@TGS#a", "@TGS#b"].map(|group| client.banned_members(group));
    assert_eq!(iter(read_many(lists, 2)).filter(|read| read.error.is_none()).count(), 2);
}

#[test]
fn a_thread_that_may_block_may_call_and_one_that_drives_tasks_may_not() {
    let stub = block_on(Stub::always(page(&["a"], 0)));
    let client = stub.client();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let list = client.banned_members("@TGS#a").blocking();
        let allowed = list.clone();
        tokio::task::spawn_blocking(move || allowed.send()).await.expect("no panic").expect("a page");
        tokio::spawn(async move { list.send() }).await.expect_err("a panic");
    });
}
