use progenitor_client::Error;

use crate::account::{Account, Refused, check, http};

#[allow(warnings)]
mod chat {
    include!(concat!(env!("OUT_DIR"), "/chat.rs"));
}
use chat::types::*;

fn refused<E>(error: Error<E>) -> Refused {
    match error {
        Error::CommunicationError(error) | Error::InvalidUpgrade(error) | Error::ResponseBodyError(error) => Refused::on_the_way(error),
        Error::InvalidResponsePayload(_, error) => Refused(0, error.to_string()),
        error => Refused(0, format!("HTTP status {:?}", error.status())),
    }
}

/// The parameters, each in the type that it has got of its own.
fn query(account: &Account) -> (Identifier, Random, SdkAppId, UserSig) {
    let app = SdkAppId(u64::from(account.app).try_into().expect("not 0"));
    let admin = account.admin.parse().expect("at most 32 characters");
    (admin, Random((account.random)().into()), app, account.user_sig.parse().expect("not empty"))
}

pub async fn banned_members(url: &str, account: &Account, mut body: BannedMembersQuery, mut each: impl FnMut(BannedMember)) -> Result<(), Refused> {
    let client = chat::Client::new_with_client(url, http());
    loop {
        let (admin, random, app, user_sig) = query(account);
        let page = client.get_group_ban_member(ContentType::Json, &admin, &random, &app, &user_sig, &body).await.map_err(refused)?.into_inner();
        check(page.error_code.0, &page.action_status.0, page.error_info.as_ref())?;
        page.banned_account_list.into_iter().for_each(&mut each);
        body.offset = page.next_offset.unwrap_or(0);
        if body.offset == 0 {
            return Ok(());
        }
    }
}

pub async fn group_members(url: &str, account: &Account, mut body: PermissionGroupMembersQuery, mut each: impl FnMut(PermissionGroupMember)) -> Result<(), Refused> {
    let client = chat::Client::new_with_client(url, http());
    loop {
        let (admin, random, app, user_sig) = query(account);
        let page = client.get_permission_group_member_list(ContentType::Json, &admin, &random, &app, &user_sig, &body).await;
        let page = page.map_err(refused)?.into_inner();
        check(page.error_code.0, &page.action_status.0, page.error_info.as_ref())?;
        page.member_list.into_iter().for_each(&mut each);
        body.next = page.next.filter(|next| !next.is_empty());
        if body.next.is_none() {
            return Ok(());
        }
    }
}
