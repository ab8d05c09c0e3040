//! What can go wrong, as one type that is asked rather than taken apart.

use std::fmt;
use std::time::Duration;

use crate::contract::{Operation, RetryClass};
use crate::error_code::{Actor, ErrorCode};
use crate::position::Position;

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
/// | a list whose position does not move | [`is_stuck`](Self::is_stuck) |
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

/// One try of a call, as an error remembers it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Attempt {
    /// What it met, in short.
    pub outcome: String,
    /// How long it took.
    pub took: Duration,
    /// How long was waited before it.
    pub waited: Duration,
}

#[derive(Debug)]
struct Inner {
    kind: Kind,
    operation: Option<Operation>,
    attempts: Vec<Attempt>,
    resume: Option<Position>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Refused(String),
    Local { what: &'static str, detail: String },
    Api(ApiError),
    Status { status: u16, excerpt: String },
    Transport { failure: Transport, detail: String },
    Malformed { detail: String, cut_short: bool },
    Stuck(Position),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    Connect,
    Timeout,
    Other,
}

impl Error {
    pub(crate) fn new(operation: Operation, kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: Some(operation),
            attempts: Vec::new(),
            resume: None,
        }))
    }

    /// An argument is refused before anything is sent.
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        let kind = Kind::Refused(why.into());
        Self(Box::new(Inner { kind, operation: None, attempts: Vec::new(), resume: None }))
    }

    pub(crate) fn with_attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_resume(mut self, position: Position) -> Self {
        self.0.resume.get_or_insert(position);
        self
    }

    /// What the service said, if it answered and refused.
    ///
    /// Whose fault it is and what to do stands in [`ErrorCode::info`].
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match &self.0.kind {
            Kind::Api(api) => Some(api),
            _ => None,
        }
    }

    /// The service's error code, if it answered and refused.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        self.api().map(|api| api.code)
    }

    /// The HTTP status, if it was other than 200: an answer of the network before the service.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self.0.kind {
            Kind::Status { status, .. } => Some(status),
            _ => None,
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        self.0.operation
    }

    /// Whether an argument was refused before anything was sent.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self.0.kind, Kind::Refused(_))
    }

    /// Whether nothing was sent because the source of UserSigs or a shared rate limiter failed.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(self.0.kind, Kind::Local { .. })
    }

    /// Whether the service could not be asked, or its answer got lost.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport { .. })
    }

    /// Whether an attempt ran out of time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Transport { failure: Transport::Timeout, .. })
    }

    /// Whether no connection could be made: name not resolved, refused, or TLS failed.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Transport { failure: Transport::Connect, .. })
    }

    /// Whether an answer with status 200 is not what the contract says. The text names the place in the JSON.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        matches!(self.0.kind, Kind::Malformed { .. })
    }

    /// Whether the position of a list did not move or came again, so that reading would never end.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        matches!(self.0.kind, Kind::Stuck(_))
    }

    /// Whether the service refused the account or its signature (the codes that ask for a new signature, and 7xxxx
    /// ones that the developer or the administrator must act on).
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.code().and_then(ErrorCode::info).is_some_and(|info| info.is_auth())
    }

    /// Whether the service was asked too often.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.retry_class() == RetryClass::SlowDown
    }

    /// Whether the same call may succeed later. Both operations only read, so trying again does no harm.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.retry_class() != RetryClass::Never
    }

    /// How the call may be tried again.
    #[must_use]
    pub fn retry_class(&self) -> RetryClass {
        self.0.kind.retry_class()
    }

    /// Every attempt that was made, oldest first; empty if nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// Where reading a list can go on, so that nothing is lost and nothing comes twice.
    ///
    /// Hand it to [`ListRequest::start_at`](crate::ListRequest::start_at).
    #[must_use]
    pub fn resume_from(&self) -> Option<&Position> {
        self.0.resume.as_ref()
    }

    /// What to do about it, if that is known.
    #[must_use]
    pub fn remedy(&self) -> Option<&'static str> {
        self.code().and_then(ErrorCode::info).map(|info| info.remedy)
    }

    /// Who must act, if that is known.
    #[must_use]
    pub fn actor(&self) -> Option<Actor> {
        self.code().and_then(ErrorCode::info).map(|info| info.actor)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{}: ", operation.info().id)?;
        }
        write!(f, "{}", self.0.kind)?;
        match self.0.attempts.as_slice() {
            [] | [_] => Ok(()),
            attempts => {
                write!(f, " (after {} attempts: ", attempts.len())?;
                for (i, attempt) in attempts.iter().enumerate() {
                    write!(f, "{}{}", if i == 0 { "" } else { ", " }, attempt.outcome)?;
                }
                f.write_str(")")
            }
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => f.write_str(why),
            Self::Local { what, detail } => write!(f, "{what}: {detail}"),
            Self::Api(api) => api.fmt(f),
            Self::Status { status, excerpt } if excerpt.is_empty() => {
                write!(f, "HTTP status {status} without a body")
            }
            Self::Status { status, excerpt } => write!(f, "HTTP status {status}: {excerpt}"),
            Self::Transport { failure, detail } => match failure {
                Transport::Connect => write!(f, "no connection: {detail}"),
                Transport::Timeout => write!(f, "no answer in time: {detail}"),
                Transport::Other => write!(f, "the answer got lost: {detail}"),
            },
            Self::Malformed { detail, .. } => {
                write!(f, "the answer is not what the contract says: {detail}")
            }
            Self::Stuck(position) => {
                write!(
                    f,
                    "the list does not end: the service named {position} as the next page again"
                )
            }
        }
    }
}

impl Kind {
    pub(crate) fn retry_class(&self) -> RetryClass {
        match self {
            Self::Api(api) => api.code.retry_class(),
            Self::Status { status: 429, .. } => RetryClass::SlowDown,
            Self::Status { status: 408 | 500..=599, .. } | Self::Transport { .. } => {
                RetryClass::Backoff
            }
            Self::Malformed { cut_short: true, .. } => RetryClass::Backoff,
            _ => RetryClass::Never,
        }
    }

    /// The same in a word or two, for the list of attempts.
    pub(crate) fn brief(&self) -> String {
        match self {
            Self::Api(api) => api.code.to_string(),
            Self::Status { status, .. } => format!("HTTP {status}"),
            Self::Transport { failure: Transport::Connect, .. } => "no connection".into(),
            Self::Transport { failure: Transport::Timeout, .. } => "timeout".into(),
            Self::Transport { .. } => "answer lost".into(),
            Self::Malformed { .. } => "malformed answer".into(),
            Self::Refused(_) | Self::Local { .. } | Self::Stuck(_) => self.to_string(),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {}", self.code)?;
        if let Some(info) = self.code.info() {
            write!(f, " ({})", info.name)?;
        }
        if !self.info.is_empty() {
            write!(f, ": {}", self.info)?;
        }
        if let Some(info) = self.code.info() {
            write!(f, "; {}; {}", lower_first(info.meaning), lower_first(info.remedy))?;
        }
        if let Some(ahead) = self.clock_ahead {
            let (seconds, side) =
                (ahead.unsigned_abs(), if ahead > 0 { "ahead of" } else { "behind" });
            write!(f, "; the local clock is {seconds} s {side} the service's")?;
        }
        Ok(())
    }
}

/// A sentence as a fragment: `The group` becomes `the group`, `JSON` stays.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
