//! Who calls, which host, how patiently.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::contract::{IDENTIFIER_BYTES, RESPONSE_BYTES, Region};
use crate::error::Error;
use crate::observe::{Observer, Report};
use crate::rate::{LocalRateLimiter, RateLimiter};
use crate::retry::RetryPolicy;
use crate::signature::{SignatureCache, UserSigSource};
use crate::transport::{BodyLimit, Hosts, checked_base_url, region_urls};
use crate::{SdkAppId, SecretKey, UnixTime};

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
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    sdk_app_id: SdkAppId,
    identifier: String,
    signatures: SignatureCache,
    lifetime: Duration,
    hosts: Hosts,
    limiter: Arc<dyn RateLimiter>,
    policy: RetryPolicy,
    clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    observer: Option<Box<dyn Observer>>,
}

/// Makes a [`Client`]. Only the region or a base URL must be added.
#[must_use]
pub struct ClientBuilder {
    sdk_app_id: SdkAppId,
    identifier: String,
    signatures: SignatureCache,
    lifetime: Duration,
    place: Option<Place>,
    http: Option<reqwest::Client>,
    limiter: Arc<dyn RateLimiter>,
    policy: RetryPolicy,
    max_response_bytes: usize,
    clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    observer: Option<Box<dyn Observer>>,
}

enum Place {
    Region(Region),
    BaseUrl(String),
}

impl Client {
    /// Begins a client for an administrator account of an application.
    ///
    /// `source` makes the signatures: the application's [`SecretKey`], a ready-made [`UserSig`](crate::UserSig),
    /// or your own [`UserSigSource`].
    pub fn builder(
        sdk_app_id: SdkAppId,
        identifier: impl Into<String>,
        source: impl UserSigSource,
    ) -> ClientBuilder {
        ClientBuilder {
            sdk_app_id,
            identifier: identifier.into(),
            signatures: SignatureCache::new(source),
            lifetime: DAY,
            place: None,
            http: None,
            limiter: Arc::new(LocalRateLimiter::new()),
            policy: RetryPolicy::default(),
            max_response_bytes: RESPONSE_BYTES * 4,
            clock: Arc::new(SystemTime::now),
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
        let required =
            |name: &str| variable(name).ok_or_else(|| Error::refused(format!("{name} is not set")));
        let number = required("TENCENT_CHAT_SDK_APP_ID")?;
        let number = number.trim().parse::<u32>().map_err(|_| {
            Error::refused(format!(
                "TENCENT_CHAT_SDK_APP_ID is {number:?}; it must be the application's number"
            ))
        })?;
        let key = SecretKey::new(required("TENCENT_CHAT_SECRET_KEY")?);
        let identifier =
            variable("TENCENT_CHAT_IDENTIFIER").unwrap_or_else(|| "administrator".into());
        let builder = Self::builder(SdkAppId::new(number)?, identifier, key);
        match (variable("TENCENT_CHAT_BASE_URL"), variable("TENCENT_CHAT_REGION")) {
            (Some(url), _) => Ok(builder.base_url(url)),
            (None, Some(region)) => Ok(builder.region(region.parse()?)),
            (None, None) => Ok(builder),
        }
    }

    /// The application that calls.
    #[must_use]
    pub fn sdk_app_id(&self) -> SdkAppId {
        self.0.sdk_app_id
    }

    /// The account that calls.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.0.identifier
    }

    pub(crate) fn signatures(&self) -> &SignatureCache {
        &self.0.signatures
    }

    pub(crate) fn user_sig_lifetime(&self) -> Duration {
        self.0.lifetime
    }

    pub(crate) fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    pub(crate) fn limiter(&self) -> &dyn RateLimiter {
        self.0.limiter.as_ref()
    }

    pub(crate) fn policy(&self) -> &RetryPolicy {
        &self.0.policy
    }

    pub(crate) fn now(&self) -> UnixTime {
        UnixTime::from((self.0.clock)())
    }

    pub(crate) fn report(&self, report: &Report) {
        report.trace();
        if let Some(observer) = &self.0.observer {
            observer.attempt(report);
        }
    }
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl ClientBuilder {
    /// The region that the application belongs to. If its host cannot be reached, its backup host is tried.
    pub fn region(mut self, region: Region) -> Self {
        self.place = Some(Place::Region(region));
        self
    }

    /// Another host than the regions', such as a sandbox or a proxy of your own.
    ///
    /// It must be https unless it is on loopback, since every URL carries a signature.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.place = Some(Place::BaseUrl(url.into()));
        self
    }

    /// Your own HTTP client, to share its connections or to set proxies and certificates.
    ///
    /// Build it with `redirect(reqwest::redirect::Policy::none())`: a redirect could carry the signature away.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// How patiently calls are made; see [`RetryPolicy`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// What keeps the rate: one [`LocalRateLimiter`] for several clients, a shared one for several processes,
    /// or [`Unlimited`](crate::Unlimited).
    pub fn rate_limiter(mut self, limiter: Arc<dyn RateLimiter>) -> Self {
        self.limiter = limiter;
        self
    }

    /// Most bytes of an answer that are read: 4 MiB unless set, four times what the vendor documents.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// How long a signature made with a key is valid: 24 h unless set. It is renewed when a tenth of that is left.
    pub fn user_sig_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// Another clock than the system's, for signing.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Who is told of every attempt; see [`Observer`].
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// When the identifier is not 1 to 32 bytes, no region or base URL is given, the base URL is not safe,
    /// the retry policy contradicts itself, or the TLS library cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let length = self.identifier.len();
        if length == 0 || length > IDENTIFIER_BYTES {
            return Err(Error::refused(format!(
                "the identifier has {length} bytes; give an administrator's user ID of 1 to {IDENTIFIER_BYTES} bytes"
            )));
        }
        if self.max_response_bytes == 0 || self.lifetime.as_secs() == 0 {
            return Err(Error::refused(
                "max_response_bytes and user_sig_lifetime (in whole seconds) must not be 0",
            ));
        }
        self.policy.check()?;
        let urls = match self.place {
            Some(Place::Region(region)) => region_urls(region),
            Some(Place::BaseUrl(url)) => vec![checked_base_url(&url)?],
            None => {
                return Err(Error::refused("no host: name the application's region or a base URL"));
            }
        };
        let http = match self.http {
            Some(http) => http,
            None => own_http_client()?,
        };
        Ok(Client(Arc::new(Inner {
            sdk_app_id: self.sdk_app_id,
            identifier: self.identifier,
            signatures: self.signatures,
            lifetime: self.lifetime,
            hosts: Hosts::new(&urls, &http, BodyLimit(self.max_response_bytes)),
            limiter: self.limiter,
            policy: self.policy,
            clock: self.clock,
            observer: self.observer,
        })))
    }
}

/// Time for making a connection, after which the backup host gets its turn.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

fn own_http_client() -> Result<reqwest::Client, Error> {
    reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        // A redirect would carry the signature away.
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|e| Error::refused(format!("the HTTP client cannot be set up: {e}")))
}

impl std::str::FromStr for Region {
    type Err = Error;

    /// Reads a region's id, such as `silicon-valley`.
    fn from_str(id: &str) -> Result<Self, Error> {
        Self::ALL.iter().copied().find(|region| region.id() == id.trim()).ok_or_else(|| {
            let ids: Vec<_> = Self::ALL.iter().map(|region| region.id()).collect();
            Error::refused(format!("{id:?} is not a region; the regions are {}", ids.join(", ")))
        })
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("sdk_app_id", &self.0.sdk_app_id)
            .field("identifier", &self.0.identifier)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("sdk_app_id", &self.sdk_app_id)
            .field("identifier", &self.identifier)
            .finish_non_exhaustive()
    }
}
