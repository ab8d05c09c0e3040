// What somebody writes around the client that plain progenitor makes. `CLIENT` is the file it is in.
#![allow(unused, dead_code)]
#[rustfmt::skip]
mod client { include!(concat!(env!("OUT_DIR"), "/CLIENT")); }

use client::{Client, Error, types};

fn ask_for_bans(group: &str) -> types::BannedMembersQuery {
    types::BannedMembersQuery {
        group_id: group.parse().unwrap(),
        limit: std::num::NonZeroU32::new(100),
        offset: 0_i64,
    }
}

fn ask_for_members(group: &str) -> types::PermissionGroupMembersQuery {
    types::PermissionGroupMembersQuery {
        group_id: group.parse().unwrap(),
        permission_group_id: "a".parse().unwrap(),
        limit: std::num::NonZeroU32::new(50),
        next: Some(String::new()),
        member_info_filter: vec![types::MemberInfoField("Role".to_owned())],
        app_defined_data_filter_group_member: vec!["a".parse().unwrap()],
    }
}

fn format(name: types::ContentType) -> &'static str {
    match name {
        types::ContentType::Json => "json",
    }
}

async fn bans(client: &Client, app: types::SdkAppId, admin: types::Identifier, sig: types::UserSig) -> Vec<(String, i64)> {
    let random = types::Random::try_from(7).unwrap();
    match client.get_group_ban_member(types::ContentType::Json, &admin, &random, &app, &sig, &ask_for_bans("a")).await {
        Ok(page) => {
            let page: types::BannedMembersPage = page.into_inner();
            let _: (i32, &str, Option<String>) = (page.error_code.0, &page.action_status.0, page.error_info);
            let _: Option<i64> = page.next_offset;
            let each = |member: types::BannedMember| (member.member_account, member.banned_until.map_or(0, |time| time.0));
            page.banned_account_list.into_iter().map(each).collect()
        }
        Err(Error::ErrorResponse(answer)) => {
            let _ = answer.into_inner();
            Vec::new()
        }
        Err(_) => Vec::new(),
    }
}

async fn members(client: &Client, app: types::SdkAppId, admin: types::Identifier, sig: types::UserSig) -> Option<String> {
    let random = types::Random::try_from(7).unwrap();
    let body = ask_for_members("a");
    let page = client
        .get_permission_group_member_list(types::ContentType::Json, &admin, &random, &app, &sig, &body)
        .await
        .ok()?
        .into_inner();
    let _: (i32, &str, Option<String>, Option<i64>) = (page.error_code.0, &page.action_status.0, page.error_info, page.member_num);
    for member in page.member_list {
        let _: String = member.member_account;
        let _: Option<types::Role> = member.role;
        let _: Option<types::MsgFlag> = member.msg_flag;
        let _: [Option<types::UnixTime>; 4] =
            [member.join_time, member.last_send_msg_time, member.join_permission_group_time, member.mute_until];
        let _: (Option<i64>, Option<String>) = (member.msg_seq, member.name_card);
        let _: Vec<(String, Option<String>)> =
            member.app_member_defined_data.into_iter().map(|field| (field.key, field.value)).collect();
    }
    page.next
}

fn main() {}
