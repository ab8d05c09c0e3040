//! What every generated call goes through on its way to the network.

use http_body_util::Limited;
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};

use crate::generated::client::Client;

/// Most bytes of an answer that are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimit(pub(crate) usize);

impl ClientHooks<BodyLimit> for Client {
    async fn exec(
        &self,
        mut request: reqwest::Request,
        _info: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        // Progenitor adds it; the vendor does not document it, so it is not sent.
        request.headers_mut().remove("api-version");
        // The URL holds the UserSig: it must not get into an error, nor into a response that an error may keep.
        let response = self.client().execute(request).await.map_err(reqwest::Error::without_url)?;
        let (parts, body) = http::Response::<reqwest::Body>::from(response).into_parts();
        let body = reqwest::Body::wrap(Limited::new(body, self.inner().0));
        Ok(http::Response::from_parts(parts, body).into())
    }
}
