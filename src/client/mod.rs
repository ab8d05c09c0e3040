//! The client and its builder.

#[allow(dead_code)] // Generated code calls it; which checks it needs depends on the contract.
pub(crate) mod bounds;
mod call;
pub(crate) mod endpoint;
mod retry;
pub(crate) mod transport;

use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::auth::{SecretKey, SignatureCache, UserSigSource, usersig};
use crate::contract::{RESPONSE_BYTES, Region};
use crate::error::{Attempt, Error};
use crate::rate::{LocalRateLimiter, RateLimiter};
use crate::sdk_app_id::SdkAppId;
use crate::setters::setters;
use crate::unix_time::UnixTime;
use crate::way::{StandIn, Way};
use transport::{Hosts, checked_base_url, is_loopback};

pub use endpoint::Endpoint;
use retry::RetryBudget;
pub use retry::RetryPolicy;

/// An asynchronous client for the member lists of the Tencent Cloud Chat REST API.
///
/// It is cheap to clone. Clones share connections, the signature and the rate limiter.
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

/// Builds a [`Client`]. A region or a base URL is required; the rest has defaults.
#[derive(derive_more::Debug)]
#[debug("Client(application {sdk_app_id}, account {identifier:?})")]
#[must_use]
pub struct ClientBuilder {
    pub(crate) sdk_app_id: SdkAppId,
    identifier: String,
    pub(crate) signatures: SignatureCache,
    urls: Result<Vec<String>, Error>,
    pub(crate) user_sig_lifetime: Duration,
    http_client: Option<reqwest::ClientBuilder>,
    pub(crate) rate_limiter: Arc<dyn RateLimiter>,
    pub(crate) retry: RetryPolicy,
    retry_budget: u32,
    max_response_bytes: usize,
    stand_in: Option<StandIn>,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
    pub(crate) observer: Option<Observer>,
}

type Observer = Box<dyn Fn(&Attempt) + Send + Sync>;

impl Client {
    /// Returns a builder for a client that calls as an administrator account of an application.
    ///
    /// `source` makes the signatures: the application's [`SecretKey`], a ready-made [`UserSig`](crate::UserSig),
    /// or your own [`UserSigSource`].
    ///
    /// ```
    /// use tencent_chat::{Client, Region, SdkAppId, UserSig};
    ///
    /// let user_sig = UserSig::new("eJ-EXAMPLE-NOT-A-REAL-SIGNATURE_");
    /// let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", user_sig);
    /// let client = builder.region(Region::Frankfurt).build()?;
    /// assert_eq!(client.identifier(), "administrator");
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
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
            stand_in: None,
            clock: Box::new(SystemTime::now),
            observer: None,
        }
    }

    /// Returns a builder for a client that is described by environment variables.
    ///
    /// | variable | value |
    /// |---|---|
    /// | `TENCENT_CHAT_SDK_APP_ID` | ID of the application (SDKAppID) |
    /// | `TENCENT_CHAT_SECRET_KEY` | its secret key |
    /// | `TENCENT_CHAT_IDENTIFIER` | administrator account. Default: `administrator` |
    /// | `TENCENT_CHAT_REGION` | ID of its region, such as `singapore` |
    /// | `TENCENT_CHAT_BASE_URL` | base URL, instead of the region |
    ///
    /// ```no_run
    /// let client = tencent_chat::Client::from_env()?.build()?;
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a variable is missing or invalid. The error names it.
    pub fn from_env() -> Result<ClientBuilder, Error> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let required = |name: &str| variable(name).ok_or_else(|| Error::refused(format!("{name} is not set")));
        fn named<T>(name: &str, value: Result<T, Error>) -> Result<T, Error> {
            value.map_err(|why| Error::refused(format!("{name}: {why}")))
        }
        let app: SdkAppId = named("TENCENT_CHAT_SDK_APP_ID", required("TENCENT_CHAT_SDK_APP_ID")?.parse())?;
        let key = SecretKey::new(required("TENCENT_CHAT_SECRET_KEY")?);
        let identifier = variable("TENCENT_CHAT_IDENTIFIER").unwrap_or_else(|| "administrator".into());
        let builder = Self::builder(app, identifier, key);
        Ok(match (variable("TENCENT_CHAT_BASE_URL"), variable("TENCENT_CHAT_REGION")) {
            (Some(url), _) => builder.base_url(named("TENCENT_CHAT_BASE_URL", checked_base_url(&url))?),
            (None, Some(region)) => builder.region(named("TENCENT_CHAT_REGION", region.parse())?),
            (None, None) => builder,
        })
    }

    /// Returns the application that it calls for.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// # let builder = builder.base_url("http://127.0.0.1:8080");
    /// # let client = builder.build()?;
    /// assert_eq!(client.sdk_app_id(), SdkAppId::new(1400000000)?);
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub fn sdk_app_id(&self) -> SdkAppId {
        self.0.settings.sdk_app_id
    }

    /// Returns the account that it calls as.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// # let builder = builder.base_url("http://127.0.0.1:8080");
    /// # let client = builder.build()?;
    /// assert_eq!(client.identifier(), "administrator");
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub fn identifier(&self) -> &str {
        &self.0.settings.identifier
    }

    pub(crate) fn now(&self) -> UnixTime {
        UnixTime::from((self.0.settings.clock)())
    }
}

impl ClientBuilder {
    /// Sets the region that the application belongs to, which names the hosts to call.
    ///
    /// If the region's host cannot be reached, the next attempt goes to its backup host, for 60 s. An unreachable host
    /// is detected after 5 s, unless [`http_client`](Self::http_client) sets another connect timeout.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// use tencent_chat::Region;
    ///
    /// // From a configuration file, say.
    /// let region: Region = "silicon-valley".parse()?;
    /// let client = builder.region(region).build()?;
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub fn region(mut self, region: Region) -> Self {
        self.urls = Ok(vec![region.base_url().to_owned(), region.backup_url().to_owned()]);
        self
    }

    /// Sets a host other than the regions', such as a sandbox or a gateway of your own.
    ///
    /// It must be https unless it is on loopback, since every URL carries a signature.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = || Client::builder(SdkAppId::new(1400000000).unwrap(), "administrator", SecretKey::new("key"));
    /// assert!(builder().base_url("http://127.0.0.1:8080").build().is_ok());
    /// assert!(builder().base_url("http://gateway.example").build().is_err());
    /// ```
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.urls = checked_base_url(url.as_ref()).map(|url| vec![url]);
        self
    }

    setters! {
        /// Sets the settings of the HTTP client, such as a proxy or further certificates.
        ///
        /// Whatever they say, redirects are not followed, no `Referer` is sent, and hosts on loopback are called
        /// without a proxy: each would show the signature to somebody else. `connection_verbose(true)` logs whole URLs,
        /// signature included, at level TRACE.
        ///
        /// ```no_run
        /// # fn example(builder: tencent_chat::ClientBuilder) -> Result<(), Box<dyn std::error::Error>> {
        /// use tencent_chat::reqwest;
        ///
        /// let proxy = reqwest::Proxy::https("http://proxy.example:3128")?;
        /// let client = builder.http_client(reqwest::Client::builder().proxy(proxy)).build()?;
        /// # Ok(()) }
        /// ```
        http_client(settings: reqwest::ClientBuilder) = Some(settings);

        /// Sets the rate limiter. Default: a [`LocalRateLimiter`] of this client's own.
        ///
        /// Give several clients one limiter, and several processes a shared one, since the vendor counts the calls of
        /// the application. For services without a limit there is [`Unlimited`](crate::Unlimited).
        ///
        /// ```no_run
        /// # fn example(one: tencent_chat::ClientBuilder, other: tencent_chat::ClientBuilder) {
        /// use std::sync::Arc;
        /// use tencent_chat::LocalRateLimiter;
        ///
        /// let limiter = Arc::new(LocalRateLimiter::default());
        /// let (one, other) = (one.rate_limiter(limiter.clone()), other.rate_limiter(limiter));
        /// # }
        /// ```
        rate_limiter(limiter: Arc<dyn RateLimiter>);

        /// Sets the retry policy and the timeouts of all calls. A request may have a policy of its own.
        ///
        /// ```no_run
        /// # fn example(builder: tencent_chat::ClientBuilder) {
        /// use tencent_chat::RetryPolicy;
        ///
        /// let builder = builder.retry(RetryPolicy::default().max_attempts(3));
        /// # }
        /// ```
        retry(policy: RetryPolicy);

        /// Sets the number of retries that all calls of the client share. Default: 50.
        ///
        /// Each call that succeeds gives one back, so an outage does not multiply the requests.
        ///
        /// ```
        /// # use tencent_chat::{Client, SdkAppId, SecretKey};
        /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
        /// # let builder = builder.base_url("http://127.0.0.1:8080");
        /// // A batch job at night may keep trying longer than a service that users wait for.
        /// let client = builder.retry_budget(1_000).build()?;
        /// # Ok::<(), tencent_chat::Error>(())
        /// ```
        retry_budget(retries: u32);

        /// Sets the lifetime of a signature made with a key, in whole seconds. Default: 24 h.
        ///
        /// A signature is renewed when a tenth of its lifetime is left.
        ///
        /// ```
        /// # use tencent_chat::{Client, SdkAppId, SecretKey};
        /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
        /// # let builder = builder.base_url("http://127.0.0.1:8080");
        /// use std::time::Duration;
        ///
        /// let client = builder.user_sig_lifetime(Duration::from_secs(60 * 60)).build()?;
        /// # Ok::<(), tencent_chat::Error>(())
        /// ```
        user_sig_lifetime(lifetime: Duration);

        /// Sets the largest body of a response that is read, in bytes. Default: 4 MiB, four times what the vendor
        /// documents.
        ///
        /// ```
        /// # use tencent_chat::{Client, SdkAppId, SecretKey};
        /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
        /// # let builder = builder.base_url("http://127.0.0.1:8080");
        /// let client = builder.max_response_bytes(1024 * 1024).build()?;
        /// # Ok::<(), tencent_chat::Error>(())
        /// ```
        max_response_bytes(bytes: usize);
    }

    /// Registers a callback for every attempt, for metrics. It must not block. The same facts are `tracing` events.
    ///
    /// ```no_run
    /// # fn example(builder: tencent_chat::ClientBuilder) {
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// let failures = Arc::new(AtomicU64::new(0));
    /// let counter = failures.clone();
    /// let builder = builder.observer(move |attempt| {
    ///     counter.fetch_add(attempt.failure.is_some().into(), Ordering::Relaxed);
    /// });
    /// # }
    /// ```
    pub fn observer(mut self, callback: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(callback));
        self
    }

    /// Replaces the system clock, by which UserSigs are made.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// # let builder = builder.base_url("http://127.0.0.1:8080");
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// // Time stands still in a test.
    /// let client = builder.clock(|| UNIX_EPOCH + Duration::from_secs(1_800_000_000)).build()?;
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Box::new(now);
        self
    }

    /// Lets this answer in place of HTTP, for simulations.
    #[doc(hidden)]
    pub fn stand_in(mut self, stand_in: StandIn) -> Self {
        self.stand_in = Some(stand_in);
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// ```
    /// use tencent_chat::{Client, SdkAppId, SecretKey};
    ///
    /// // Neither a region nor a base URL is given.
    /// let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// assert!(builder.build().unwrap_err().is_refused());
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the identifier is not 1 to 32 bytes without control characters, no region or base URL is given, the base
    /// URL is not safe, `max_response_bytes` or `user_sig_lifetime` is 0, the retry policy contradicts
    /// itself, the host is https and neither feature `rustls` nor `native-tls` is on (unless
    /// [`http_client`](Self::http_client) is set), or the TLS library cannot be set up.
    pub fn build(mut self) -> Result<Client, Error> {
        usersig::check_identifier(&self.identifier)?;
        if self.max_response_bytes == 0 || self.user_sig_lifetime.as_secs() == 0 {
            return Err(Error::refused("max_response_bytes and user_sig_lifetime (whole seconds) must not be 0"));
        }
        self.retry.check()?;
        let urls = std::mem::replace(&mut self.urls, Ok(Vec::new()))?;
        let http = http_client(self.http_client.take(), &urls)?;
        let way = Way::new(self.max_response_bytes, self.stand_in.take());
        let hosts = Hosts::new(&urls, &http, &way);
        Ok(Client(Arc::new(Inner { retries: RetryBudget::new(self.retry_budget), settings: self, hosts })))
    }
}

impl FromStr for Region {
    type Err = Error;

    /// Reads a region's ID, such as `silicon-valley`. White space around it is ignored.
    fn from_str(id: &str) -> Result<Self, Error> {
        Self::ALL.iter().copied().find(|region| region.id() == id.trim()).ok_or_else(|| {
            let ids: Vec<_> = Self::ALL.iter().map(|region| region.id()).collect();
            Error::refused(format!("unknown region; use one of {}", ids.join(", ")))
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
