//! Who calls, which host, how patiently.

#[allow(dead_code)] // Generated code calls it; which checks it needs depends on the contract.
pub(crate) mod bounds;
mod call;
pub(crate) mod endpoint;
mod retry;
mod transport;

use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use derive_setters::Setters;

use crate::auth::{SecretKey, SignatureCache, UserSigSource, usersig};
use crate::error::{Attempt, Error};
use crate::generated::contract::{RESPONSE_BYTES, Region};
use crate::rate::{LocalRateLimiter, RateLimiter};
use crate::sdk_app_id::SdkAppId;
use crate::unix_time::UnixTime;
use transport::{Hosts, checked_base_url, is_loopback};

pub use endpoint::Endpoint;
use retry::RetryBudget;
pub use retry::RetryPolicy;

/// Asks the service. Cheap to clone; clones share connections, signature and rate limiter.
///
/// ```
/// use tencent_chat::{Client, Region, SdkAppId, SecretKey};
///
/// let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
/// let client = Client::builder(SdkAppId::new(1400000000)?, "administrator", key)
///     .region(Region::Singapore)
///     .build()?;
/// # Ok::<(), tencent_chat::Error>(())
/// ```
#[derive(Clone, derive_more::Debug)]
#[debug("{:?}", _0.settings)]
pub struct Client(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) settings: ClientBuilder,
    pub(crate) hosts: Hosts,
    pub(crate) retries: RetryBudget,
}

/// Makes a [`Client`]. Only the region or a base URL must be added.
#[derive(Setters, derive_more::Debug)]
#[debug("Client(application {sdk_app_id}, account {identifier:?})")]
#[must_use]
pub struct ClientBuilder {
    #[setters(skip)]
    pub(crate) sdk_app_id: SdkAppId,
    #[setters(skip)]
    identifier: String,
    #[setters(skip)]
    pub(crate) signatures: SignatureCache,
    #[setters(skip)]
    urls: Result<Vec<String>, Error>,
    /// How long a signature made with a key is valid: 24 h unless set. It is renewed when a tenth of that is left.
    pub(crate) user_sig_lifetime: Duration,
    /// Your own settings of the HTTP client, such as proxies and certificates.
    ///
    /// Whatever they say, redirects are not followed, no `Referer` is sent, and hosts on loopback are called without
    /// a proxy: each would show the signature to somebody else. `connection_verbose(true)` logs whole URLs, signature
    /// included, at level TRACE.
    #[setters(strip_option)]
    http_client: Option<reqwest::ClientBuilder>,
    /// What keeps the rate: one [`LocalRateLimiter`] for several clients, a shared one for several processes,
    /// or [`Unlimited`](crate::Unlimited).
    pub(crate) rate_limiter: Arc<dyn RateLimiter>,
    /// How patiently calls are made; see [`RetryPolicy`].
    pub(crate) retry: RetryPolicy,
    /// How many attempts may follow on first ones: 50 unless set, which all calls of the client share. Each call that
    /// succeeds gives one back, so that an outage is not answered by a multitude of requests.
    retry_budget: u32,
    /// Most bytes of an answer that are read: 4 MiB unless set, four times what the vendor documents.
    max_response_bytes: usize,
    #[setters(skip)]
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
    #[setters(skip)]
    pub(crate) observer: Option<Observer>,
}

type Observer = Box<dyn Fn(&Attempt) + Send + Sync>;

impl Client {
    /// Begins a client for an administrator account of an application.
    ///
    /// `source` makes the signatures: the application's [`SecretKey`], a ready-made [`UserSig`](crate::UserSig),
    /// or your own [`UserSigSource`].
    pub fn builder(sdk_app_id: SdkAppId, identifier: impl Into<String>, source: impl UserSigSource) -> ClientBuilder {
        ClientBuilder {
            sdk_app_id,
            identifier: identifier.into(),
            signatures: SignatureCache::new(source),
            urls: Err(Error::refused("no host: name the application's region or a base URL")),
            user_sig_lifetime: Duration::from_secs(24 * 60 * 60),
            http_client: None,
            rate_limiter: Arc::new(LocalRateLimiter::default()),
            retry: RetryPolicy::default(),
            retry_budget: 50,
            max_response_bytes: RESPONSE_BYTES * 4,
            clock: Box::new(SystemTime::now),
            observer: None,
        }
    }

    /// Begins a client from environment variables.
    ///
    /// | variable | what |
    /// |---|---|
    /// | `TENCENT_CHAT_SDK_APP_ID` | number of the application |
    /// | `TENCENT_CHAT_SECRET_KEY` | its secret key |
    /// | `TENCENT_CHAT_IDENTIFIER` | administrator account, `administrator` unless set |
    /// | `TENCENT_CHAT_REGION` | id of its region, such as `singapore` |
    /// | `TENCENT_CHAT_BASE_URL` | a base URL instead of the region |
    ///
    /// # Errors
    ///
    /// When a variable is missing or cannot be read; the error names it.
    pub fn from_env() -> Result<ClientBuilder, Error> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let required = |name: &str| variable(name).ok_or_else(|| Error::refused(format!("{name} is not set")));
        let number = required("TENCENT_CHAT_SDK_APP_ID")?;
        let why = format!("TENCENT_CHAT_SDK_APP_ID is {number:?}; it must be the application's number");
        let number = number.trim().parse().map_err(|_| Error::refused(why))?;
        let key = SecretKey::new(required("TENCENT_CHAT_SECRET_KEY")?);
        let identifier = variable("TENCENT_CHAT_IDENTIFIER").unwrap_or_else(|| "administrator".into());
        let builder = Self::builder(SdkAppId::new(number)?, identifier, key);
        Ok(match (variable("TENCENT_CHAT_BASE_URL"), variable("TENCENT_CHAT_REGION")) {
            (Some(url), _) => builder.base_url(&url),
            (None, Some(region)) => builder.region(region.parse()?),
            (None, None) => builder,
        })
    }

    /// The application that calls.
    pub fn sdk_app_id(&self) -> SdkAppId {
        self.0.settings.sdk_app_id
    }

    /// The account that calls.
    pub fn identifier(&self) -> &str {
        &self.0.settings.identifier
    }

    pub(crate) fn now(&self) -> UnixTime {
        UnixTime::from((self.0.settings.clock)())
    }
}

impl ClientBuilder {
    /// The region that the application belongs to. If its host cannot be reached, the next attempt goes to its backup
    /// host. That a host is silent shows after 5 s, unless an HTTP client of your own has another connect timeout.
    pub fn region(mut self, region: Region) -> Self {
        self.urls = Ok(vec![region.base_url().to_owned(), region.backup_url().to_owned()]);
        self
    }

    /// Another host than the regions', such as a sandbox or a proxy of your own.
    ///
    /// It must be https unless it is on loopback, since every URL carries a signature.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.urls = checked_base_url(url.as_ref()).map(|url| vec![url]);
        self
    }

    /// Another clock than the system's, for signing.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Who is told of every attempt, for metrics. It should return at once. The same facts are `tracing` events.
    pub fn observer(mut self, observer: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// When the identifier is not 1 to 32 bytes without control characters, no region or base URL is given, the base
    /// URL is not safe, the host is https and neither feature `rustls` nor `native-tls` is on, the retry policy
    /// contradicts itself, or the TLS library cannot be set up.
    pub fn build(mut self) -> Result<Client, Error> {
        usersig::check_identifier(&self.identifier)?;
        if self.max_response_bytes == 0 || self.user_sig_lifetime.as_secs() == 0 {
            return Err(Error::refused("max_response_bytes and user_sig_lifetime (whole seconds) must not be 0"));
        }
        self.retry.check()?;
        let urls = std::mem::replace(&mut self.urls, Ok(Vec::new()))?;
        let http = http_client(self.http_client.take(), &urls)?;
        let hosts = Hosts::new(&urls, &http, self.max_response_bytes);
        Ok(Client(Arc::new(Inner { retries: RetryBudget::new(self.retry_budget), settings: self, hosts })))
    }
}

impl FromStr for Region {
    type Err = Error;

    /// Reads a region's ID, such as `silicon-valley`.
    fn from_str(id: &str) -> Result<Self, Error> {
        Self::ALL.iter().copied().find(|region| region.id() == id.trim()).ok_or_else(|| {
            let ids: Vec<_> = Self::ALL.iter().map(|region| region.id()).collect();
            Error::refused(format!("unknown region {id:?}; use one of {}", ids.join(", ")))
        })
    }
}

/// Time for making a connection, after which the backup host gets its turn.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// From the user's settings or our own.
fn http_client(given: Option<reqwest::ClientBuilder>, urls: &[String]) -> Result<reqwest::Client, Error> {
    let secure = urls.iter().any(|url| url.starts_with("https:"));
    // Whoever brings settings may have turned on TLS in reqwest itself.
    if secure && given.is_none() && cfg!(not(any(feature = "rustls", feature = "native-tls"))) {
        return Err(Error::refused("the host is https; turn on feature `rustls` or `native-tls` of tencent-chat"));
    }
    let own = || {
        let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT).user_agent(agent)
    };
    // A redirect would carry the signature away, and so would a Referer.
    let http = given.unwrap_or_else(own).redirect(reqwest::redirect::Policy::none()).referer(false);
    // What goes to loopback must not leave the machine.
    let loopback = urls.iter().filter_map(|url| url.parse().ok()).any(|url| is_loopback(&url));
    let http = if loopback { http.no_proxy() } else { http };
    http.build().map_err(|e| Error::refused(format!("the HTTP client cannot be set up: {e}")))
}
