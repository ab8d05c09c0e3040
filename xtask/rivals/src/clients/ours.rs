//! Our client, with everything on that users have.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tencent_chat::{Client, LocalRateLimiter, RateLimiter, SdkAppId, SecretKey, Unlimited};

use super::{Caller, IDENTIFIER, KEY, Page, SDK_APP_ID};

pub struct Ours {
    client: Client,
    page: Page,
}

/// Our client for a URL.
pub fn client(url: &str, certificate: Option<&[u8]>, limited: bool) -> anyhow::Result<Client> {
    let limiter: Arc<dyn RateLimiter> = if limited {
        // The default limiter's work, at a rate that is never reached.
        Arc::new(LocalRateLimiter::per_second(10_000_000))
    } else {
        Arc::new(Unlimited)
    };
    let mut builder = Client::builder(SdkAppId::new(SDK_APP_ID)?, IDENTIFIER, SecretKey::new(KEY))
        .base_url(url)
        .rate_limiter(limiter);
    if let Some(certificate) = certificate {
        let http = reqwest::Client::builder().tls_certs_merge([reqwest::Certificate::from_pem(certificate)?]);
        builder = builder.http_client(http);
    }
    Ok(builder.build()?)
}

impl Ours {
    pub fn new(url: &str, page: &Page, certificate: Option<&[u8]>, limited: bool) -> anyhow::Result<Self> {
        Ok(Self { client: client(url, certificate, limited)?, page: page.clone() })
    }
}

impl Caller for Ours {
    fn call(&self) -> BoxFuture<'_, anyhow::Result<usize>> {
        Box::pin(async {
            Ok(if self.page.bans {
                self.client.banned_members(&self.page.group).send().await?.members.len()
            } else {
                self.client.permission_group_members(&self.page.group, "@PMG#_@PMG#cDR").send().await?.members.len()
            })
        })
    }
}
