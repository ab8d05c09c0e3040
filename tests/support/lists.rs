//! The lists that tests read: one fixture for each operation.
//!
//! Nowhere else do the tests of sandbox and faults tell operations apart. A further list adds its fixture here.

use futures_util::future::{BoxFuture, FutureExt};
use serde_json::{Value, json};
use tencent_chat::{Client, Error, Operation, Position};

/// Reads a list from a position in pages of a size: the accounts, and the error that ended it early.
pub(crate) type Read = fn(&Client, Option<Position>, u32) -> BoxFuture<'_, (Vec<String>, Option<Error>)>;

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
    /// Reads the list of the group: who is in it, and the error that ended it.
    pub(crate) read: Read,
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
        read: |client, from, size| {
            let list = client.banned_members("@TGS#a").page_size(size).look_ahead(0);
            let list = from.map_or(list.clone(), |position| list.start_at(position));
            let drained = async move { list.members().drain().await };
            drained.map(|(all, error)| (all.into_iter().map(|m| m.member_account).collect(), error)).boxed()
        },
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
        read: |client, from, size| {
            let list = client.permission_group_members("@TGS#_a", "@PMG#_a").page_size(size).look_ahead(0);
            let list = from.map_or(list.clone(), |position| list.start_at(position));
            let drained = async move { list.members().drain().await };
            drained.map(|(all, error)| (all.into_iter().map(|m| m.member_account).collect(), error)).boxed()
        },
    },
];

/// The fixture of an operation.
pub(crate) fn fixture(operation: Operation) -> &'static Fixture {
    let found = FIXTURES.iter().find(|fixture| fixture.operation == operation);
    found.unwrap_or_else(|| panic!("tests/support/lists.rs needs a fixture of {operation:?}"))
}
