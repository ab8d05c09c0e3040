// What somebody writes around tencent-chat.
#![allow(unused, dead_code)]
use tencent_chat::{
    ActionStatus, BannedMember, Client, Error, ErrorCode, Family, MemberInfoField, MsgFlag, Operation, PermissionGroupMember,
    Region, RetryClass, Role, UnixTime,
};

const REGIONS: [Region; 8] = [
    Region::China,
    Region::Singapore,
    Region::Seoul,
    Region::Frankfurt,
    Region::Mumbai,
    Region::SiliconValley,
    Region::Jakarta,
    Region::Tokyo,
];

fn names(role: &Role, flag: &MsgFlag, field: &MemberInfoField) -> u8 {
    let role = match role {
        Role::Owner => 1,
        Role::Admin => 2,
        Role::Member => 3,
        _ => 0,
    };
    let flag = match flag {
        MsgFlag::AcceptAndNotify => 1,
        MsgFlag::AcceptNotNotify => 2,
        MsgFlag::Discard => 3,
        MsgFlag::AcceptNotNotifyExceptAt => 4,
        _ => 0,
    };
    let field = match field {
        MemberInfoField::Role | MemberInfoField::JoinTime | MemberInfoField::MsgSeq | MemberInfoField::MsgFlag => 1,
        MemberInfoField::LastSendMsgTime | MemberInfoField::JoinPermissionGroupTime => 2,
        MemberInfoField::MuteUntil | MemberInfoField::NameCard => 3,
        _ => 0,
    };
    role + flag + field
}

fn failed(status: &ActionStatus) -> bool {
    matches!(status, ActionStatus::Fail)
}

fn operation(operation: Operation) -> u8 {
    match operation {
        Operation::GetGroupBanMember => 1,
        Operation::GetPermissionGroupMemberList => 2,
        _ => 0,
    }
}

fn waits(class: RetryClass) -> bool {
    match class {
        RetryClass::Never => false,
        RetryClass::Backoff | RetryClass::SlowDown | RetryClass::SignAgain | RetryClass::AfterAMinute => true,
        _ => false,
    }
}

const CODES: [ErrorCode; 5] = [
    ErrorCode::GROUP_SERVICE_INTERNAL,
    ErrorCode::TOO_MANY_ACCOUNTS,
    ErrorCode::NOT_PERMITTED,
    ErrorCode::GROUP_NOT_FOUND,
    ErrorCode::new(1),
];

async fn read(client: &Client) -> Result<(), Error> {
    let mut pages = client.banned_members("a").pages();
    while let Some(page) = pages.next().await {
        for member in page?.members {
            let BannedMember { member_account, banned_until, .. } = member;
            let _: (String, Option<UnixTime>) = (member_account, banned_until);
        }
    }
    let request = client.permission_group_members("a", "b").fields([MemberInfoField::Role]).custom_fields(["a"]);
    let mut pages = request.pages();
    while let Some(page) = pages.next().await {
        let page = page?;
        let _ = page.total;
        for member in page.members {
            let _: (String, Option<Role>, Option<MsgFlag>) = (member.member_account, member.role, member.msg_flag);
            let _: [Option<UnixTime>; 4] =
                [member.join_time, member.last_send_msg_time, member.join_permission_group_time, member.mute_until];
            let _: (Option<u64>, Option<String>) = (member.msg_seq, member.name_card);
            for field in member.app_member_defined_data {
                let _: (String, Option<String>) = (field.key, field.value);
            }
        }
    }
    Ok(())
}

fn made() -> [String; 2] {
    [BannedMember::new("a").member_account, PermissionGroupMember::new("a").member_account]
}

fn main() {}
