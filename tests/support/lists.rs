//! The lists that tests read: one fixture for each.
//!
//! Nowhere else must the tests tell lists apart. A further list adds its fixture here.

use futures_util::future::{BoxFuture, FutureExt};
use serde_json::{Value, json};
use tencent_chat::{Client, Error, List, ListRequest, Operation, Page, Position};

/// The names that were read, and the error that ended it.
type Read = (Vec<String>, Option<Error>);
type FirstPage = Result<Page<Value>, Error>;

/// What tests must know of an operation to read its list.
pub(crate) struct Fixture {
    pub(crate) operation: Operation,
    pub(crate) group_type: &'static str,
    /// A group with the list, and the other IDs that the request names.
    pub(crate) group: &'static str,
    pub(crate) within: &'static [&'static str],
    /// The body that reads a list of two members of the demo data.
    pub(crate) demo: fn() -> Value,
    pub(crate) position: &'static str,
    pub(crate) next: &'static str,
    pub(crate) items: &'static str,
    /// Whether only the service knows the position of a page.
    pub(crate) cursor: bool,
    /// Reads the list of the group from a position in pages of a size: who is in it, and the error that ended it.
    pub(crate) read: fn(&Client, Option<Position>, u32) -> BoxFuture<'static, Read>,
    /// Reads its first page, with the members as on the wire.
    pub(crate) page: fn(&Client) -> BoxFuture<'static, FirstPage>,
}

pub(crate) static FIXTURES: &[Fixture] = &[
    Fixture {
        operation: Operation::GetGroupBanMember,
        group_type: "AVChatRoom",
        group: "@TGS#a",
        within: &[],
        demo: || json!({ "GroupId": "@TGS#aJRGC4MH6", "Offset": 0, "Limit": 20 }),
        position: "Offset",
        next: "NextOffset",
        items: "BannedAccountList",
        cursor: false,
        read: |client, from, size| read(client.banned_members("@TGS#a"), from, size).boxed(),
        page: |client| page(client.banned_members("@TGS#a")).boxed(),
    },
    Fixture {
        operation: Operation::GetPermissionGroupMemberList,
        group_type: "Community",
        group: "@TGS#_a",
        within: &["@PMG#_a"],
        demo: || json!({ "GroupId": "@TGS#_@TGS#cAVQXXXXXX", "PermissionGroupId": "@PMG#_@PMG#cDR", "Next": "" }),
        position: "Next",
        next: "Next",
        items: "MemberList",
        cursor: true,
        read: |client, from, size| read(client.permission_group_members("@TGS#_a", "@PMG#_a"), from, size).boxed(),
        page: |client| page(client.permission_group_members("@TGS#_a", "@PMG#_a")).boxed(),
    },
];

/// The fixture of each list of the contract.
pub(crate) fn fixtures() -> impl Iterator<Item = &'static Fixture> {
    let lists = Operation::ALL.iter().filter(|operation| operation.info().max_page_size.is_some());
    lists.map(|operation| fixture(*operation))
}

/// The fixture of an operation.
pub(crate) fn fixture(operation: Operation) -> &'static Fixture {
    let found = FIXTURES.iter().find(|fixture| fixture.operation == operation);
    found.unwrap_or_else(|| panic!("tests/support/lists.rs needs a fixture of {operation:?}"))
}

/// The members on the largest page of a list.
pub(crate) fn most(operation: Operation) -> u32 {
    operation.info().max_page_size.expect("a list")
}

async fn read<L: List>(list: ListRequest<L>, from: Option<Position>, size: u32) -> Read {
    let list = list.page_size(size).look_ahead(0);
    let list = from.map_or(list.clone(), |position| list.start_at(position));
    let (members, error) = list.members().drain().await;
    let account = |member: &L::Item| json(member)["Member_Account"].as_str().expect("an account").to_owned();
    (members.iter().map(account).collect(), error)
}

async fn page<L: List>(list: ListRequest<L>) -> FirstPage {
    let page = list.send().await?;
    let mut as_json = Page::new(page.members.iter().map(json).collect());
    (as_json.next, as_json.total) = (page.next, page.total);
    Ok(as_json)
}

fn json(member: &impl serde::Serialize) -> Value {
    serde_json::to_value(member).expect("members are JSON")
}
