//! The error type of the crate.

mod attempt;
pub(crate) mod from_transport;
pub(crate) mod scrub;

use std::fmt;
use std::time::Duration;

use derive_more::Display;

pub(crate) use crate::contract::ErrorCode;
use crate::contract::{Operation, RetryClass};
use crate::position::Position;

pub use attempt::Attempt;

/// An error of an implementation outside this crate, such as a [`RateLimiter`](crate::RateLimiter) of your own.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The error of a call, or of building a client.
///
/// Query it with methods: [`code`](Self::code) is what the service answered, [`is_retryable`](Self::is_retryable) tells
/// whether the same call may succeed later, [`resume_from`](Self::resume_from) is where to resume a list.
/// Neither its text nor its `Debug` output contains a key, a UserSig or a signed URL.
///
/// | what happened | method |
/// |---|---|
/// | an argument was refused; nothing was sent | [`is_refused`](Self::is_refused) |
/// | the source of UserSigs or a shared rate limiter failed; nothing was sent | [`is_local`](Self::is_local) |
/// | the service answered with an error code | [`api`](Self::api), [`code`](Self::code) |
/// | an HTTP status other than 200 | [`status`](Self::status) |
/// | no response | [`is_transport`](Self::is_transport), [`is_timeout`](Self::is_timeout), [`is_connect`](Self::is_connect) |
/// | a response that does not fit the contract | [`is_malformed`](Self::is_malformed) |
/// | the rate is used up, and the call must not wait | [`is_busy`](Self::is_busy) |
/// | a list whose positions lead nowhere | [`is_stuck`](Self::is_stuck) |
///
/// ```no_run
/// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
/// use tencent_chat::ErrorCode;
///
/// match client.banned_members("@TGS#aJRGC4MH6").send().await {
///     Ok(page) => println!("{} members", page.members.len()),
///     Err(error) if error.code() == Some(ErrorCode::GROUP_NOT_FOUND) => println!("no such group"),
///     Err(error) if error.is_retryable() => println!("try again later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Error(Box<Inner>);

/// The service's answer to a call that it refused or failed to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The error code. 0 if only `ActionStatus` says `FAIL`.
    pub code: ErrorCode,
    /// The service's text. It may be empty.
    pub info: String,
    /// The seconds by which the local clock is ahead of the service's, negative if behind. `None` unless a signature
    /// was refused and the clocks differ by more than a minute.
    pub clock_ahead: Option<i64>,
}

#[derive(Debug)]
struct Inner {
    kind: Kind,
    operation: Option<Operation>,
    attempts: Vec<Attempt>,
    resume: Option<Position>,
}

#[derive(Debug, Display)]
pub(crate) enum Kind {
    Refused(String),
    #[display("{what}: {detail}")]
    Local {
        what: &'static str,
        detail: Cause,
    },
    Api(ApiError),
    #[display("HTTP status {status}: {excerpt}")]
    Status {
        status: u16,
        excerpt: String,
        retry_after: Option<Duration>,
    },
    #[display("no connection: {_0}")]
    Connect(Cause),
    #[display("no response in time: {_0}")]
    Timeout(Cause),
    #[display("the response was lost: {_0}")]
    Lost(Cause),
    #[display("unexpected response from the server: {detail}")]
    Malformed {
        detail: String,
        cut_short: bool,
    },
    #[display("busy: the rate is used up, and the call must not wait")]
    Busy,
    #[display("the list cannot be continued: {_0}")]
    Stuck(String),
}

/// The error of another library or implementation, as text and, if it is known, as an error.
#[derive(Debug, Display)]
#[display("{text}")]
pub(crate) struct Cause {
    pub(crate) text: String,
    pub(crate) source: Option<BoxError>,
}

impl<T: Into<String>> From<T> for Cause {
    fn from(text: T) -> Self {
        Self { text: text.into(), source: None }
    }
}

/// Predicates over the kind of an error.
macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident: $pattern:pat,)*) => {
        $($(#[$doc])* pub fn $name(&self) -> bool { matches!(self.0.kind, $pattern) })*
    };
}

impl Error {
    predicates! {
        /// Returns whether an argument was refused before anything was sent.
        ///
        /// ```
        /// use tencent_chat::SdkAppId;
        ///
        /// assert!(SdkAppId::new(0).unwrap_err().is_refused());
        /// ```
        is_refused: Kind::Refused(_),
        /// Returns whether nothing was sent because the source of UserSigs or a shared rate limiter failed.
        ///
        /// ```
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// use futures_util::future::BoxFuture;
        /// use tencent_chat::{BoxError, RetryPolicy, UserSig, UserSigSource, Wanted};
        ///
        /// /// A service of yours that signs, and is down.
        /// struct Signer;
        ///
        /// impl UserSigSource for Signer {
        ///     fn user_sig<'a>(&'a self, _: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
        ///         Box::pin(async { Err("the signer is down".into()) })
        ///     }
        /// }
        ///
        /// # use tencent_chat::{Client, SdkAppId};
        /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", Signer);
        /// let client = builder.base_url("http://127.0.0.1:8080").retry(RetryPolicy::never()).build()?;
        /// let error = client.banned_members("@TGS#aJRGC4MH6").send().await.unwrap_err();
        /// assert!(error.is_local());
        /// # Ok(()) }
        /// ```
        is_local: Kind::Local { .. },
        /// Returns whether the service could not be reached, or its response was lost.
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use tencent_chat::RetryPolicy;
        /// use tencent_chat::sandbox::{Fault, FaultKind};
        ///
        /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::Reset)));
        /// let list = client.banned_members("@TGS#aJRGC4MH6").retry(RetryPolicy::never());
        /// assert!(list.send().await.unwrap_err().is_transport());
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        is_transport: Kind::Connect(_) | Kind::Timeout(_) | Kind::Lost(_),
        /// Returns whether the last attempt timed out.
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use std::time::Duration;
        /// use tencent_chat::RetryPolicy;
        /// use tencent_chat::sandbox::{Fault, FaultKind};
        ///
        /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::NeverAnswer)));
        /// let policy = RetryPolicy::never().attempt_timeout(Duration::from_millis(50));
        /// let list = client.banned_members("@TGS#aJRGC4MH6").retry(policy);
        /// assert!(list.send().await.unwrap_err().is_timeout());
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        is_timeout: Kind::Timeout(_),
        /// Returns whether no connection could be made: the name was not resolved, the host refused, or TLS failed.
        ///
        /// ```
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # use tencent_chat::{Client, SdkAppId, SecretKey};
        /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
        /// use tencent_chat::RetryPolicy;
        ///
        /// // Nothing listens there.
        /// let client = builder.base_url("http://127.0.0.1:1").retry(RetryPolicy::never()).build()?;
        /// let error = client.banned_members("@TGS#aJRGC4MH6").send().await.unwrap_err();
        /// assert!(error.is_connect());
        /// # Ok(()) }
        /// ```
        is_connect: Kind::Connect(_),
        /// Returns whether a response with status 200 does not fit the contract. The text names the place in the JSON.
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use tencent_chat::sandbox::{Fault, FaultKind};
        ///
        /// let body = r#"{"ErrorCode": 0, "ActionStatus": "OK", "NextOffset": "two"}"#.to_owned();
        /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::Body(body))));
        /// let error = client.banned_members("@TGS#aJRGC4MH6").send().await.unwrap_err();
        /// assert!(error.is_malformed());
        /// assert!(error.to_string().contains("NextOffset"));
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        is_malformed: Kind::Malformed { .. },
        /// Returns whether nothing was sent because the call would have had to
        /// [wait](crate::RetryPolicy::wait_in_line).
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// use tencent_chat::{LocalRateLimiter, RetryPolicy};
        ///
        /// let client = sandbox.client().rate_limiter(std::sync::Arc::new(LocalRateLimiter::per_second(1))).build()?;
        /// let list = client.banned_members("@TGS#aJRGC4MH6").retry(RetryPolicy::default().wait_in_line(false));
        /// list.send().await?;
        /// assert!(list.send().await.unwrap_err().is_busy());
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        is_busy: Kind::Busy,
        /// Returns whether a list repeats a position, skips its own members, or has more than 100 empty pages in a
        /// row.
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use tencent_chat::sandbox::{Fault, FaultKind};
        ///
        /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::StuckCursor)));
        /// let (members, error) = client.banned_members("@TGS#aMANY").members().drain().await;
        /// assert!(error.is_some_and(|error| error.is_stuck()));
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        is_stuck: Kind::Stuck(_),
    }

    /// Returns the service's answer, or `None` if it did not answer with an error. [`ErrorCode::info`] has the remedy.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// let error = client.banned_members("@TGS#aGONE").send().await.unwrap_err();
    /// if let Some(api) = error.api() {
    ///     println!("the service says: {} ({})", api.info, api.code);
    /// }
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn api(&self) -> Option<&ApiError> {
        match &self.0.kind {
            Kind::Api(api) => Some(api),
            _ => None,
        }
    }

    /// Returns the service's error code, or `None` if it did not answer with an error.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::ErrorCode;
    ///
    /// let error = client.banned_members("@TGS#aGONE").send().await.unwrap_err();
    /// assert_eq!(error.code(), Some(ErrorCode::GROUP_NOT_FOUND));
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn code(&self) -> Option<ErrorCode> {
        self.api().map(|api| api.code)
    }

    /// Returns the HTTP status if it was other than 200. It comes from a gateway: the service itself answers with 200.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    ///
    /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::Status(403))));
    /// let error = client.banned_members("@TGS#aJRGC4MH6").send().await.unwrap_err();
    /// assert_eq!(error.status(), Some(403));
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn status(&self) -> Option<u16> {
        match self.0.kind {
            Kind::Status { status, .. } => Some(status),
            _ => None,
        }
    }

    /// Returns the operation that was called, or `None` if the error is not one of a call.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::Operation;
    ///
    /// let error = client.banned_members("@TGS#aGONE").send().await.unwrap_err();
    /// assert_eq!(error.operation(), Some(Operation::GetGroupBanMember));
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn operation(&self) -> Option<Operation> {
        self.0.operation
    }

    /// Returns whether the service refused the account or its signature.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// use tencent_chat::{Client, SecretKey};
    ///
    /// let client = Client::builder(sandbox.sdk_app_id(), sandbox.identifier(), SecretKey::new("another key"))
    ///     .base_url(sandbox.base_url())
    ///     .build()?;
    /// assert!(client.banned_members("@TGS#aJRGC4MH6").send().await.unwrap_err().is_auth());
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn is_auth(&self) -> bool {
        self.code().is_some_and(ErrorCode::is_auth)
    }

    /// Returns whether the service answered that calls are too frequent.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    /// use tencent_chat::{ErrorCode, RetryPolicy};
    ///
    /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::ErrorCode(ErrorCode::TOO_FREQUENT))));
    /// let list = client.banned_members("@TGS#aJRGC4MH6").retry(RetryPolicy::never());
    /// assert!(list.send().await.unwrap_err().is_rate_limited());
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn is_rate_limited(&self) -> bool {
        self.retry_class() == RetryClass::SlowDown
    }

    /// Returns whether the same call may be sent again and may succeed then.
    ///
    /// A call of an operation that is not [safe to repeat](crate::OperationInfo::safe_to_repeat) is retryable only if
    /// the service certainly did not carry it out: no connection, or a refusal.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// let error = client.banned_members("@TGS#aGONE").send().await.unwrap_err();
    /// assert!(!error.is_retryable());
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn is_retryable(&self) -> bool {
        self.retry_class() != RetryClass::Never
    }

    /// Returns how the call may be retried.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::RetryClass;
    ///
    /// let error = client.banned_members("@TGS#aGONE").send().await.unwrap_err();
    /// assert_eq!(error.retry_class(), RetryClass::Never);
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn retry_class(&self) -> RetryClass {
        self.0.kind.retry_class(self.0.operation.is_some_and(|operation| operation.info().safe_to_repeat))
    }

    /// Returns every attempt that was made, oldest first. Empty if nothing was sent.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use std::time::Duration;
    /// use tencent_chat::RetryPolicy;
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    ///
    /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::Status(502))));
    /// let policy = RetryPolicy::default().max_attempts(2).backoff(Duration::from_millis(1));
    /// let error = client.banned_members("@TGS#aJRGC4MH6").retry(policy).send().await.unwrap_err();
    /// for attempt in error.attempts() {
    ///     println!("attempt {} took {:?}: {:?}", attempt.number, attempt.took, attempt.failure);
    /// }
    /// assert_eq!(error.attempts().len(), 2);
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// Returns where to resume a list, so that nothing is lost and nothing comes twice.
    ///
    /// Pass it to [`ListRequest::start_at`](crate::ListRequest::start_at). `None` if no page was asked for, or if a
    /// list paged by cursor is [stuck](Self::is_stuck): then only the service knows where to resume.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::ErrorCode;
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    ///
    /// // The third call fails, once.
    /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::ErrorCode(ErrorCode::NOT_PERMITTED)).calls(3..=3)));
    /// let list = client.banned_members("@TGS#aMANY");
    /// let (mut members, error) = list.members().drain().await;
    /// let position = error.as_ref().and_then(|error| error.resume_from()).expect("a page was asked for");
    /// members.extend(list.start_at(position.clone()).members().try_collect::<Vec<_>>().await?);
    /// assert_eq!(members.len(), 1_000);
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn resume_from(&self) -> Option<&Position> {
        self.0.resume.as_ref()
    }

    pub(crate) fn new(operation: impl Into<Option<Operation>>, kind: Kind, attempts: Vec<Attempt>) -> Self {
        Self(Box::new(Inner { kind, operation: operation.into(), attempts, resume: None }))
    }

    /// Returns the error of an argument that is refused before anything is sent.
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self::new(None, Kind::Refused(why.into()), Vec::new())
    }

    pub(crate) fn with_resume(mut self, position: Option<Position>) -> Self {
        self.0.resume = position;
        self
    }
}

impl std::error::Error for Error {
    /// Returns the error of the HTTP client without its URL, which holds the signature, or what an implementation of
    /// [`UserSigSource`](crate::UserSigSource) or [`RateLimiter`](crate::RateLimiter) returned.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            Kind::Local { detail: cause, .. } | Kind::Connect(cause) | Kind::Timeout(cause) | Kind::Lost(cause) => {
                cause.source.as_deref().map(|source| source as _)
            }
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{}: ", operation.info().id)?;
        }
        write!(f, "{}", self.0.kind)?;
        if self.0.attempts.len() > 1 {
            write!(f, " (after {} attempts", self.0.attempts.len())?;
            for (i, same) in self.0.attempts.chunk_by(|a, b| a.failure == b.failure).enumerate() {
                let (separator, met) =
                    (if i == 0 { ": " } else { ", " }, same[0].failure.as_deref().unwrap_or_default());
                let times = if same.len() > 1 { format!("{} × ", same.len()) } else { String::new() };
                write!(f, "{separator}{times}{met}")?;
            }
            f.write_str(")")?;
        }
        Ok(())
    }
}

impl Kind {
    /// Returns how a call that ended so may be retried.
    pub(crate) fn retry_class(&self, safe_to_repeat: bool) -> RetryClass {
        let class = match self {
            // Nothing was sent; a key service or a shared limiter may be back.
            Self::Connect(_) | Self::Local { .. } | Self::Busy => return RetryClass::Backoff,
            Self::Api(api) => api.code.retry_class(),
            Self::Status { status: 429, .. } => RetryClass::SlowDown,
            Self::Status { status: 408 | 500..=599, .. } => RetryClass::Backoff,
            Self::Timeout(_) | Self::Lost(_) | Self::Malformed { cut_short: true, .. } => RetryClass::Backoff,
            _ => RetryClass::Never,
        };
        // The service may have acted before it failed or its response got lost. The other classes are refusals.
        let may_have_acted = class == RetryClass::Backoff;
        if may_have_acted && !safe_to_repeat { RetryClass::Never } else { class }
    }

    /// Returns how long the response asks to wait.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Returns the text before the details, for the list of attempts.
    pub(crate) fn brief(&self) -> String {
        self.to_string().split([':', '.']).next().unwrap_or_default().to_owned()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {}", self.code)?;
        if let Some(known) = self.code.info() {
            write!(f, " ({})", known.name)?;
        }
        if !self.info.is_empty() {
            write!(f, ": {}", self.info.trim_end_matches('.'))?;
        }
        if let Some(known) = self.code.info() {
            let meaning = Some(known.meaning).filter(|meaning| !self.info.contains(meaning));
            write!(f, ". {}{}{}", meaning.unwrap_or_default(), meaning.map_or("", |_| ". "), known.remedy)?;
        }
        if let Some(ahead) = self.clock_ahead {
            let side = if ahead > 0 { "ahead of" } else { "behind" };
            write!(f, ". The local clock is {} s {side} the service's", ahead.unsigned_abs())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(code: ErrorCode) -> Kind {
        Kind::Api(ApiError { code, info: String::new(), clock_ahead: None })
    }

    #[test]
    fn what_must_not_be_done_twice_is_repeated_only_if_it_was_not_done() {
        let lost = [
            Kind::Timeout("".into()),
            Kind::Lost("".into()),
            Kind::Status { status: 502, excerpt: String::new(), retry_after: None },
            Kind::Status { status: 408, excerpt: String::new(), retry_after: None },
            Kind::Malformed { detail: String::new(), cut_short: true },
            api(ErrorCode::GROUP_SERVICE_INTERNAL),
        ];
        for kind in lost {
            assert_eq!(kind.retry_class(true), RetryClass::Backoff, "{kind:?}");
            assert_eq!(kind.retry_class(false), RetryClass::Never, "{kind:?}");
        }
        let not_done = [
            (Kind::Connect("".into()), RetryClass::Backoff),
            (Kind::Status { status: 429, excerpt: String::new(), retry_after: None }, RetryClass::SlowDown),
            (api(ErrorCode::TOO_FREQUENT), RetryClass::SlowDown),
            (api(ErrorCode::USERSIG_EXPIRED), RetryClass::SignAgain),
        ];
        for (kind, class) in not_done {
            assert_eq!((kind.retry_class(true), kind.retry_class(false)), (class, class), "{kind:?}");
        }
    }

    #[test]
    fn an_error_says_which_call_it_was_and_what_was_refused() {
        let error = |kind| Error::new(Operation::GetGroupBanMember, kind, Vec::new());
        let (often, expired) = (error(api(ErrorCode::TOO_FREQUENT)), error(api(ErrorCode::USERSIG_EXPIRED)));
        assert_eq!(often.operation(), Some(Operation::GetGroupBanMember));
        assert_eq!((often.is_rate_limited(), often.is_auth()), (true, false));
        assert_eq!((expired.is_rate_limited(), expired.is_auth()), (false, true));
        let refused = Error::refused("no");
        assert_eq!((refused.operation(), refused.is_rate_limited(), refused.is_auth()), (None, false, false));
    }

    #[test]
    fn what_a_code_means_is_said_once() {
        let meaning = ErrorCode::TOO_FREQUENT.info().expect("a known code").meaning;
        for info in ["", "slow down", meaning] {
            let error = ApiError { code: ErrorCode::TOO_FREQUENT, info: info.to_owned(), clock_ahead: None };
            let text = error.to_string();
            assert_eq!(text.matches(meaning).count(), 1, "{text}");
            assert!(text.contains(info), "{text}");
        }
    }
}
