//! Single calls that the client would not make, for `doctor` and `probe`: bare requests, and answers as they come.

use std::time::Duration;

use reqwest::Url;
use serde_json::Value;
use tencent_chat::{ErrorCode, Operation, UnixTime, UserSig, usersig};

use crate::contract::query_parameter;
use crate::failure::Failure;
use crate::settings::{Account, Place};
use crate::time;

/// A host and an account to call it as.
pub(crate) struct Wire {
    http: reqwest::Client,
    base_url: String,
    account: Account,
    user_sig: UserSig,
}

/// What a call leaves out of its query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Without {
    Nothing,
    Random,
    ContentType,
}

/// An answer as it came.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    /// The service's clock: Unix time in seconds.
    pub(crate) date: Option<i64>,
    /// `null` if it is no JSON.
    pub(crate) body: Value,
}

const PATIENCE: Duration = Duration::from_secs(10);

impl Wire {
    pub(crate) fn new(account: Account, place: &Place) -> Result<Self, Failure> {
        let base_url = match place {
            Place::Region(region) => region.base_url().to_owned(),
            Place::BaseUrl(url) => {
                // In the one spelling that is compared below: `HTTP://` is http, too.
                let url = Url::parse(url).map_err(|error| Failure::usage(format!("the base URL: {error}")))?;
                url.as_str().trim_end_matches('/').to_owned()
            }
            Place::Sandbox => return Err(Failure::usage("a running sandbox has a base URL")),
        };
        let day = Duration::from_secs(86_400);
        let now = UnixTime::from_secs(time::now());
        let user_sig = usersig::sign(&account.key, account.sdk_app_id, &account.identifier, now, day)?;
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            // A redirect would carry the signature away, and so would a proxy on the way to this machine.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false);
        let http = if base_url.starts_with("http://") { http.no_proxy() } else { http };
        let http =
            http.build().map_err(|error| Failure::failed(format!("the HTTP client cannot be set up: {error}")))?;
        Ok(Self { http, base_url, account, user_sig })
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Makes one call. An error is told without the URL, which holds the signature.
    pub(crate) async fn call(&self, operation: Operation, body: String, without: Without) -> Result<Answer, String> {
        let number = fastrand::u32(..).to_string();
        let app = self.account.sdk_app_id.to_string();
        let query = [
            ("SdkAppId", app.as_str(), None),
            ("Identifier", &self.account.identifier, None),
            ("UserSig", self.user_sig.expose(), None),
            ("Random", &number, Some(Without::Random)),
            ("ContentType", "json", Some(Without::ContentType)),
        ];
        let query: Vec<_> = query
            .into_iter()
            .filter(|(_, _, left_out)| *left_out != Some(without))
            .map(|(parameter, value, _)| (query_parameter(parameter), value))
            .collect();
        let url = format!("{}{}", self.base_url, operation.info().path);
        let request = self.http.post(url).query(&query).header("Content-Type", "application/json").body(body);
        let answer = request.send().await.map_err(|error| crate::failure::chain(&error.without_url()))?;
        let header =
            |name| answer.headers().get(name).and_then(|value: &reqwest::header::HeaderValue| value.to_str().ok());
        let content_type = header("content-type").map(str::to_owned);
        let date = header("date").and_then(|date| httpdate::parse_http_date(date).ok());
        let date = date.map(|date| UnixTime::from(date).as_secs());
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(|error| crate::failure::chain(&error.without_url()))?;
        let body = serde_json::from_slice(&body).unwrap_or_default();
        Ok(Answer { status, content_type, date, body })
    }
}

impl Answer {
    /// The service's code, if it is an answer of the service.
    pub(crate) fn code(&self) -> Option<ErrorCode> {
        let code = self.body["ErrorCode"].as_i64().and_then(|code| i32::try_from(code).ok());
        code.map(ErrorCode::new).filter(|_| self.status == 200)
    }

    pub(crate) fn is_ok(&self) -> bool {
        self.code() == Some(ErrorCode::OK)
    }

    /// What the service said, for a reader.
    pub(crate) fn said(&self) -> String {
        match self.code() {
            Some(code) if code == ErrorCode::OK => "success".to_owned(),
            Some(code) => crate::failure::named(code),
            None => format!("HTTP status {}", self.status),
        }
    }
}
