//! What can go wrong, as one type that is asked rather than taken apart.

mod attempt;
pub(crate) mod from_transport;
pub(crate) mod scrub;

use std::fmt;
use std::time::Duration;

use derive_more::Display;

pub(crate) use crate::contract::ErrorCode;
use crate::generated::contract::{Operation, RetryClass};
use crate::position::Position;

pub use attempt::Attempt;

/// Any error of an implementation outside this crate.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Anything that can go wrong.
///
/// Ask it: [`code`](Self::code) for what the service said, [`is_retryable`](Self::is_retryable) whether the same call
/// may succeed later, [`resume_from`](Self::resume_from) where reading a list can go on.
/// Neither its texts nor its `Debug` hold a key, a UserSig or a signed URL.
///
/// | what happened | asked by |
/// |---|---|
/// | an argument was refused, nothing was sent | [`is_refused`](Self::is_refused) |
/// | the source of UserSigs or a shared rate limiter failed, nothing was sent | [`is_local`](Self::is_local) |
/// | the service said no | [`api`](Self::api), [`code`](Self::code) |
/// | a status other than 200 | [`status`](Self::status) |
/// | no answer | [`is_transport`](Self::is_transport), [`is_timeout`](Self::is_timeout), [`is_connect`](Self::is_connect) |
/// | an answer that is not what the contract says | [`is_malformed`](Self::is_malformed) |
/// | no call may start now | [`is_busy`](Self::is_busy) |
/// | a list whose positions lead nowhere | [`is_stuck`](Self::is_stuck) |
#[derive(Debug)]
pub struct Error(Box<Inner>);

/// What the service said when it said no.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The code; 0 when only `ActionStatus` says `FAIL`.
    pub code: ErrorCode,
    /// The service's text, possibly empty.
    pub info: String,
    /// Seconds by which the local clock is ahead of the service's (behind if negative),
    /// when a signature was refused and the clocks differ by more than a minute.
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
    #[display("no answer in time: {_0}")]
    Timeout(Cause),
    #[display("the answer got lost: {_0}")]
    Lost(Cause),
    #[display("the answer is not what the contract says: {detail}")]
    Malformed {
        detail: String,
        cut_short: bool,
    },
    #[display("busy: no call may start now")]
    Busy,
    #[display("the list cannot be read on: {_0}")]
    Stuck(String),
}

/// What another library or implementation said, as text and, if it is known, as an error.
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
        /// Whether an argument was refused before anything was sent.
        is_refused: Kind::Refused(_),
        /// Whether nothing was sent because the source of UserSigs or a shared rate limiter failed.
        is_local: Kind::Local { .. },
        /// Whether the service could not be asked, or its answer got lost.
        is_transport: Kind::Connect(_) | Kind::Timeout(_) | Kind::Lost(_),
        /// Whether an attempt ran out of time.
        is_timeout: Kind::Timeout(_),
        /// Whether no connection could be made: name not resolved, refused, or TLS failed.
        is_connect: Kind::Connect(_),
        /// Whether an answer with status 200 is not what the contract says. The text names the place in the JSON.
        is_malformed: Kind::Malformed { .. },
        /// Whether nothing was sent because it would have had to [wait in line](crate::RetryPolicy::wait_in_line).
        is_busy: Kind::Busy,
        /// Whether a list leads back to where it has been, past its own members, or through empty pages for ever.
        is_stuck: Kind::Stuck(_),
    }

    /// What the service said, if it answered and refused. What to do about it stands in [`ErrorCode::info`].
    pub fn api(&self) -> Option<&ApiError> {
        match &self.0.kind {
            Kind::Api(api) => Some(api),
            _ => None,
        }
    }

    /// The service's error code, if it answered and refused.
    pub fn code(&self) -> Option<ErrorCode> {
        self.api().map(|api| api.code)
    }

    /// The HTTP status, if it was other than 200: an answer of the network before the service.
    pub fn status(&self) -> Option<u16> {
        match self.0.kind {
            Kind::Status { status, .. } => Some(status),
            _ => None,
        }
    }

    /// The operation that was called.
    pub fn operation(&self) -> Option<Operation> {
        self.0.operation
    }

    /// Whether the service refused the account or its signature.
    pub fn is_auth(&self) -> bool {
        self.code().is_some_and(ErrorCode::is_auth)
    }

    /// Whether the service was asked too often.
    pub fn is_rate_limited(&self) -> bool {
        self.retry_class() == RetryClass::SlowDown
    }

    /// Whether the same call may be sent again and may succeed then.
    ///
    /// A call of an operation that is not [safe to repeat](crate::OperationInfo::safe_to_repeat) is retryable only if
    /// the service certainly did not carry it out: no connection, or a refusal.
    pub fn is_retryable(&self) -> bool {
        self.retry_class() != RetryClass::Never
    }

    /// How the call may be tried again.
    pub fn retry_class(&self) -> RetryClass {
        self.0.kind.retry_class(self.0.operation.is_some_and(|operation| operation.info().safe_to_repeat))
    }

    /// Every attempt that was made, oldest first; empty if nothing was sent.
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// Where reading a list can go on, so that nothing is lost and nothing comes twice.
    ///
    /// Hand it to [`ListRequest::start_at`](crate::ListRequest::start_at). Nothing when no page was asked for, or when
    /// a list paged by cursor is [stuck](Self::is_stuck): then only the service knows where to go on.
    pub fn resume_from(&self) -> Option<&Position> {
        self.0.resume.as_ref()
    }

    pub(crate) fn new(operation: Operation, kind: Kind, attempts: Vec<Attempt>) -> Self {
        Self(Box::new(Inner { kind, operation: Some(operation), attempts, resume: None }))
    }

    /// An argument is refused before anything is sent.
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        let kind = Kind::Refused(why.into());
        Self(Box::new(Inner { kind, operation: None, attempts: Vec::new(), resume: None }))
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

    /// How long the answer asks to wait.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// The same in a few words, for the list of attempts: what stands before the details.
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
}
