//! Requests and answers as a careful user would write them by hand, for the clients that have none.

use serde::{Deserialize, Serialize};

use super::Page;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct BanRequest<'a> {
    pub group_id: &'a str,
    pub limit: u32,
    pub offset: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct MemberRequest<'a> {
    pub group_id: &'a str,
    pub permission_group_id: &'a str,
    pub limit: u32,
    pub next: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BanAnswer {
    action_status: String,
    error_code: i32,
    #[serde(default)]
    #[expect(dead_code, reason = "decoded as a user would")]
    error_info: String,
    #[serde(default)]
    banned_account_list: Vec<Ban>,
    #[serde(default)]
    pub next_offset: u64,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "decoded as a user would")]
struct Ban {
    #[serde(rename = "Member_Account")]
    member_account: String,
    #[serde(rename = "BannedUntil")]
    banned_until: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoded as a user would")]
pub struct MemberAnswer {
    action_status: String,
    error_code: i32,
    #[serde(default)]
    error_info: String,
    #[serde(default)]
    member_list: Vec<Member>,
    member_num: Option<u64>,
    next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoded as a user would")]
struct Member {
    #[serde(rename = "Member_Account")]
    member_account: String,
    role: Option<String>,
    join_time: Option<i64>,
    msg_seq: Option<u64>,
    msg_flag: Option<String>,
    last_send_msg_time: Option<i64>,
    mute_until: Option<i64>,
    name_card: Option<String>,
    #[serde(default)]
    app_member_defined_data: Vec<Custom>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoded as a user would")]
struct Custom {
    key: String,
    value: String,
}

impl BanAnswer {
    /// The members, if the service did not refuse.
    pub fn members(self) -> anyhow::Result<usize> {
        anyhow::ensure!(self.action_status == "OK" && self.error_code == 0, "refused");
        Ok(self.banned_account_list.len())
    }
}

impl MemberAnswer {
    /// The members, if the service did not refuse.
    pub fn members(self) -> anyhow::Result<usize> {
        anyhow::ensure!(self.action_status == "OK" && self.error_code == 0, "refused");
        Ok(self.member_list.len())
    }
}

/// The request for a page as JSON.
pub fn request(page: &Page) -> Vec<u8> {
    let body = if page.bans {
        serde_json::to_vec(&BanRequest { group_id: &page.group, limit: 100, offset: 0 })
    } else {
        let (group_id, permission_group_id) = (&*page.group, "@PMG#_@PMG#cDR");
        serde_json::to_vec(&MemberRequest { group_id, permission_group_id, limit: 50, next: "" })
    };
    body.expect("plain structs can be written")
}

/// Members in an answer.
pub fn answer(page: &Page, body: &[u8]) -> anyhow::Result<usize> {
    if page.bans {
        serde_json::from_slice::<BanAnswer>(body)?.members()
    } else {
        serde_json::from_slice::<MemberAnswer>(body)?.members()
    }
}
