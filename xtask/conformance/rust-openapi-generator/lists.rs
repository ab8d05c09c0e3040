use openapi::apis::{Error, configuration::Configuration, member_lists_api as api};
use openapi::models::*;

use crate::account::{Account, Refused, check, http};

fn refused<E>(error: Error<E>) -> Refused {
    match error {
        Error::Reqwest(error) => Refused::on_the_way(error),
        Error::ResponseError(response) => Refused(0, format!("HTTP status {}", response.status)),
        error => Refused(0, error.to_string()),
    }
}

fn configuration(url: &str) -> Configuration {
    Configuration { base_path: url.to_owned(), client: http(), ..Configuration::default() }
}

pub async fn banned_members(url: &str, account: &Account, mut body: BannedMembersQuery, mut each: impl FnMut(BannedMember)) -> Result<(), Refused> {
    let (to, app) = (configuration(url), account.app.into());
    loop {
        let (admin, user_sig, random) = (&account.admin, &account.user_sig, (account.random)().into());
        let page = api::get_group_ban_member(&to, app, admin, user_sig, random, ContentType::Json, body.clone()).await.map_err(refused)?;
        check(page.error_code, &page.action_status, page.error_info.as_ref())?;
        page.banned_account_list.into_iter().flatten().for_each(&mut each);
        body.offset = page.next_offset.unwrap_or(0);
        if body.offset == 0 {
            return Ok(());
        }
    }
}

pub async fn group_members(url: &str, account: &Account, mut body: PermissionGroupMembersQuery, mut each: impl FnMut(PermissionGroupMember)) -> Result<(), Refused> {
    let (to, app) = (configuration(url), account.app.into());
    loop {
        let (admin, user_sig, random) = (&account.admin, &account.user_sig, (account.random)().into());
        let page = api::get_permission_group_member_list(&to, app, admin, user_sig, random, ContentType::Json, body.clone()).await.map_err(refused)?;
        check(page.error_code, &page.action_status, page.error_info.as_ref())?;
        page.member_list.into_iter().flatten().for_each(&mut each);
        body.next = page.next.filter(|next| !next.is_empty());
        if body.next.is_none() {
            return Ok(());
        }
    }
}
