//! Which list each operation reads: what a new endpoint adds to the sandbox.

use serde::Deserialize;
use serde_json::Value;

use super::behaviour::{Behaviour, CustomData, EndedBans};
use super::data::{Application, Group};
use crate::error::ErrorCode;
use crate::generated::client::types::{
    BannedMember, BannedMembersQuery, PermissionGroupMember, PermissionGroupMembersQuery,
};
use crate::generated::contract::{MemberInfoField, Operation};
use crate::unix_time::UnixTime;

/// A request whose body fits the contract's schema.
pub(super) enum Request {
    Banned(BannedMembersQuery),
    Members(PermissionGroupMembersQuery),
}

/// What a request may see.
pub(super) struct Sight<'a> {
    pub(super) application: &'a Application,
    pub(super) behaviour: &'a Behaviour,
    pub(super) now: UnixTime,
}

impl Request {
    pub(super) fn read(operation: Operation, body: &Value) -> Result<Self, serde_json::Error> {
        Ok(match operation {
            Operation::GetGroupBanMember => Self::Banned(Deserialize::deserialize(body)?),
            Operation::GetPermissionGroupMemberList => Self::Members(Deserialize::deserialize(body)?),
        })
    }

    pub(super) fn group_id(&self) -> &str {
        match self {
            Self::Banned(request) => &request.group_id,
            Self::Members(request) => &request.group_id,
        }
    }

    /// The answer while the operation's switch in the console is off.
    pub(super) fn switched_off(&self) -> ErrorCode {
        match self {
            Self::Banned(_) => ErrorCode::NOT_PERMITTED,
            Self::Members(_) => ErrorCode::COMMUNITY_NOT_ENABLED,
        }
    }

    /// The whole list, in its order.
    pub(super) fn list<'a>(&self, group: &'a Group, sight: &Sight<'_>) -> Result<Vec<&'a Value>, ErrorCode> {
        match self {
            Self::Banned(_) => Ok(match sight.behaviour.ended_bans {
                EndedBans::Listed => group.banned.values().collect(),
                EndedBans::Hidden => {
                    let lasts = |ban: &&Value| !has_ended(ban, sight.now);
                    group.banned.values().filter(lasts).collect()
                }
            }),
            Self::Members(request) => {
                let found = group.permission_groups.get(&request.permission_group_id);
                let found = found.ok_or(ErrorCode::PERMISSION_GROUP_NOT_FOUND)?;
                let unreadable = &sight.application.unreadable_custom_fields;
                let asked = &request.app_defined_data_filter_group_member;
                if asked.iter().any(|key| unreadable.contains(key)) {
                    return Err(ErrorCode::NOT_PERMITTED);
                }
                Ok(found.members.values().collect())
            }
        }
    }

    /// What the request shows of an item.
    pub(super) fn show(&self, mut item: Value, sight: &Sight<'_>) -> Value {
        if let Self::Members(request) = self {
            let asked = &request.member_info_filter;
            if !asked.is_empty()
                && let Some(fields) = item.as_object_mut()
            {
                fields.retain(|name, _| {
                    let field = MemberInfoField::from(name.as_str());
                    matches!(field, MemberInfoField::Unknown(_)) || asked.contains(&field)
                });
            }
            hide_custom_data(request, &mut item, sight);
        }
        item
    }

    /// Tells lists apart, so that the cursor of one does not fit another.
    pub(super) fn list_name(&self) -> [&str; 2] {
        match self {
            Self::Banned(request) => [&request.group_id, ""],
            Self::Members(request) => [&request.group_id, &request.permission_group_id],
        }
    }
}

fn has_ended(ban: &Value, now: UnixTime) -> bool {
    let member = BannedMember::deserialize(ban).ok();
    member.and_then(|member| member.banned_until).is_some_and(|until| until < now)
}

fn hide_custom_data(request: &PermissionGroupMembersQuery, item: &mut Value, sight: &Sight<'_>) {
    let asked = &request.app_defined_data_filter_group_member;
    let all = asked.is_empty()
        && match sight.behaviour.custom_data {
            CustomData::WithoutAnyFilter => request.member_info_filter.is_empty(),
            CustomData::Always => true,
            CustomData::Never => false,
        };
    let unreadable = &sight.application.unreadable_custom_fields;
    if all && unreadable.is_empty() {
        return;
    }
    // Through the type, which knows the names.
    let Ok(mut member) = PermissionGroupMember::deserialize(&*item) else { return };
    let before = member.app_member_defined_data.clone();
    member
        .app_member_defined_data
        .retain(|field| (all || asked.contains(&field.key)) && !unreadable.contains(&field.key));
    if member.app_member_defined_data != before {
        *item = serde_json::to_value(member).expect("members are JSON");
    }
}
