//! hyper-util's pooled client: what reqwest costs.

use futures_util::future::BoxFuture;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::{Caller, Page, bodies, path_and_query};

pub struct Hyper {
    http: Client<HttpConnector, Full<Bytes>>,
    url: String,
    page: Page,
}

impl Hyper {
    pub fn new(url: &str, page: &Page) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let http = Client::builder(TokioExecutor::new()).build(connector);
        Self { http, url: format!("{url}{}", path_and_query(page.bans)), page: page.clone() }
    }
}

impl Caller for Hyper {
    fn call(&self) -> BoxFuture<'_, anyhow::Result<usize>> {
        Box::pin(async {
            let request = Request::post(format!("{}&random={}", self.url, 12_345_678))
                .header("content-type", "application/json")
                .body(Full::new(Bytes::from(bodies::request(&self.page))))?;
            let answer = self.http.request(request).await?.into_body().collect().await?.to_bytes();
            bodies::answer(&self.page, &answer)
        })
    }
}
