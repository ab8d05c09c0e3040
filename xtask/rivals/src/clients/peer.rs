//! tencent_im_rs, which knows the ban list only.

use anyhow::bail;
use futures_util::future::BoxFuture;
use tencent_im_rs::api::v4::group_open_http_svc::get_group_ban_member::{
    GetGroupBanMemberRequest, GetGroupBanMemberResponse,
};
use tencent_im_rs::api::v4::{TencentHelper, make_url, send};
use tokio::sync::Mutex;

use super::{Caller, IDENTIFIER, Page, SDK_APP_ID, path_and_query};

pub struct Peer {
    /// It wants to be borrowed mutably for each call.
    helper: Mutex<TencentHelper>,
    page: Page,
}

impl Peer {
    pub fn new(url: &str, page: &Page) -> anyhow::Result<Self> {
        let Some(host) = url.strip_prefix("http://").filter(|_| page.bans) else {
            bail!("it knows the ban list only, and here it is asked over plain HTTP");
        };
        let query = path_and_query(true);
        let user_sig = query.split("usersig=").nth(1).and_then(|rest| rest.split('&').next()).unwrap_or_default();
        let helper = TencentHelper::new(host.to_owned(), SDK_APP_ID, IDENTIFIER.to_owned(), user_sig.to_owned());
        Ok(Self { helper: Mutex::new(helper), page: page.clone() })
    }
}

impl Caller for Peer {
    fn call(&self) -> BoxFuture<'_, anyhow::Result<usize>> {
        Box::pin(async {
            let mut helper = self.helper.lock().await;
            // It makes https URLs only.
            let url = make_url(&helper, "v4/group_open_http_svc/get_group_ban_member").replacen("https", "http", 1);
            let mut request = GetGroupBanMemberRequest::new(&self.page.group, 0);
            request.set_limit(Some(100));
            let answer: GetGroupBanMemberResponse = send(&mut helper, url, &request).await?;
            Ok(answer.banned_account_list.map_or(0, |list| list.len()))
        })
    }
}
