//! reqwest and serde_json, with hand-written structs.

use std::time::Duration;

use futures_util::future::BoxFuture;

use super::bodies::{BanAnswer, BanRequest, MemberAnswer, MemberRequest};
use super::{Caller, Page, path_and_query};

pub struct Bare {
    http: reqwest::Client,
    url: String,
    page: Page,
}

impl Bare {
    pub fn new(url: &str, page: &Page, certificate: Option<&[u8]>) -> anyhow::Result<Self> {
        let mut http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(10))
            .no_proxy();
        if let Some(certificate) = certificate {
            http = http.tls_certs_merge([reqwest::Certificate::from_pem(certificate)?]);
        }
        Ok(Self { http: http.build()?, url: format!("{url}{}", path_and_query(page.bans)), page: page.clone() })
    }

    /// The same for another group.
    pub fn group(mut self, group: &str) -> Self {
        self.page.group = group.to_owned();
        self
    }

    /// Asks for one page of the list that begins at `offset`: its members and the next offset.
    pub async fn bans(&self, offset: u64) -> anyhow::Result<(usize, u64)> {
        let url = format!("{}&random={}", self.url, 12_345_678);
        let request = BanRequest { group_id: &self.page.group, limit: 100, offset };
        let answer: BanAnswer = self.http.post(url).json(&request).send().await?.error_for_status()?.json().await?;
        let next = answer.next_offset;
        Ok((answer.members()?, next))
    }

    async fn members(&self) -> anyhow::Result<usize> {
        let url = format!("{}&random={}", self.url, 12_345_678);
        let request =
            MemberRequest { group_id: &self.page.group, permission_group_id: "@PMG#_@PMG#cDR", limit: 50, next: "" };
        let answer: MemberAnswer = self.http.post(url).json(&request).send().await?.error_for_status()?.json().await?;
        answer.members()
    }
}

impl Caller for Bare {
    fn call(&self) -> BoxFuture<'_, anyhow::Result<usize>> {
        Box::pin(async {
            if self.page.bans { self.bans(0).await.map(|(members, _)| members) } else { self.members().await }
        })
    }
}
