//! The hosts, and the hooks of every HTTP request to them.

use std::net::IpAddr;
use std::sync::{Mutex, Weak};
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::Url;
use tokio::time::Instant;

use crate::error::{Error, Kind};
use crate::generated::client::Client;
use crate::lock::lock;
use crate::way::Way;

impl ClientHooks<Way> for Client {
    async fn exec(&self, mut request: reqwest::Request, _info: &OperationInfo) -> reqwest::Result<reqwest::Response> {
        // A space in the query is written `+`, which only form decoders understand; `%20` everybody does.
        if let Some(query) = request.url().query().filter(|query| query.contains('+')) {
            let query = query.replace('+', "%20");
            request.url_mut().set_query(Some(&query));
        }
        // Its body is asked for when the connection stands and the request begins its way.
        if let Some(body) = request.body_mut() {
            let permit = Weak::clone(&self.inner().permit);
            let sent = move |_: &_| permit.upgrade().into_iter().for_each(|permit| lock(&permit).sent());
            *body = reqwest::Body::wrap(std::mem::take(body).inspect_frame(sent));
        }
        // The URL holds the UserSig: it must not get into an error.
        let response = match &self.inner().stand_in {
            None => self.client().execute(request).await,
            Some(answer) => answer(request).await,
        };
        let response = response.map_err(reqwest::Error::without_url)?;
        // A body of a known length within the limit ends there by itself.
        if response.content_length().is_some_and(|length| length <= self.inner().limit as u64) {
            return Ok(response);
        }
        let (parts, body) = http::Response::<reqwest::Body>::from(response).into_parts();
        let body = reqwest::Body::wrap(Limited::new(body, self.inner().limit));
        Ok(http::Response::from_parts(parts, body).into())
    }
}

/// How long an unreachable host is avoided while there is another.
const LEFT_ALONE: Duration = Duration::from_secs(60);

/// The region's host and its backup, or the one host of a base URL.
#[derive(Debug)]
pub(crate) struct Hosts(Vec<Host>);

#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) client: Client,
    /// Its name and port, for spans.
    pub(crate) address: String,
    pub(crate) port: u16,
    unreachable_since: Mutex<Option<Instant>>,
}

impl Hosts {
    pub(crate) fn new(urls: &[String], http: &reqwest::Client, way: &Way) -> Self {
        let host = |url: &String| {
            let parsed = Url::parse(url).ok();
            let address = parsed.as_ref().and_then(Url::host_str).unwrap_or_default().to_owned();
            let port = parsed.as_ref().and_then(Url::port_or_known_default).unwrap_or_default();
            let client = Client::new_with_client(url, http.clone(), way.clone());
            Host { client, address, port, unreachable_since: Mutex::default() }
        };
        Self(urls.iter().map(host).collect())
    }

    /// Returns the first host that is not avoided, or else the one that has been for longest.
    pub(crate) fn choose(&self) -> &Host {
        let failed = |host: &&Host| *lock(&host.unreachable_since);
        let fit = |host: &&Host| failed(host).is_none_or(|at| at.elapsed() >= LEFT_ALONE);
        let oldest = || self.0.iter().min_by_key(failed);
        self.0.iter().find(fit).or_else(oldest).expect("a client has at least one host")
    }
}

impl Host {
    /// Records that no connection could be made.
    fn mark_unreachable(&self) {
        *lock(&self.unreachable_since) = Some(Instant::now());
    }

    /// Names this host in a failure to connect to it, and avoids it. What ended in time but was not `sent` is one, too.
    pub(crate) fn judged(&self, kind: Kind, sent: bool) -> Kind {
        let mut cause = match kind {
            Kind::Connect(cause) => cause,
            Kind::Timeout(cause) if !sent => cause,
            kind => return kind,
        };
        self.mark_unreachable();
        cause.text = format!("{} port {}: {}", self.address, self.port, cause.text);
        Kind::Connect(cause)
    }
}

/// Returns the base URL without its last slash, or refuses it: a signature must not be sent in the clear.
pub(crate) fn checked_base_url(text: &str) -> Result<String, Error> {
    // The text is not repeated where it may hold a password or a signature.
    let refuse = |why: &str| Err(Error::refused(format!("the base URL {why}")));
    let Ok(url) = Url::parse(text.trim()) else {
        return refuse("cannot be parsed; give one such as https://example.com");
    };
    if !url.has_host() {
        return refuse("has no host; give one such as https://example.com");
    }
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        _ => {
            return refuse("is not https, so the signature would be sent in the clear; only loopback may be http");
        }
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return refuse("must be a host and perhaps a path, without user, query or fragment");
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_host_that_failed_is_left_alone_for_a_while() {
        let urls = ["https://a.example".to_owned(), "https://b.example".to_owned()];
        let hosts = Hosts::new(&urls, &reqwest::Client::new(), &Way::new(1_000, None));
        let [region, backup] = hosts.0.as_slice() else { panic!("two hosts") };
        let chosen = || if std::ptr::eq(hosts.choose(), region) { "region" } else { "backup" };
        assert_eq!(chosen(), "region");
        region.mark_unreachable();
        assert_eq!(chosen(), "backup");
        tokio::time::advance(LEFT_ALONE / 2).await;
        assert_eq!(chosen(), "backup");
        // Where none can be reached, the one that failed first has had most time to come back.
        backup.mark_unreachable();
        assert_eq!(chosen(), "region");
        tokio::time::advance(LEFT_ALONE / 4).await;
        region.mark_unreachable();
        assert_eq!(chosen(), "backup");
        tokio::time::advance(LEFT_ALONE).await;
        assert_eq!(chosen(), "region");
    }
}
