//! Error codes, with their meanings and remedies.

use serde::{Deserialize, Serialize};

use crate::contract::{Actor, ERROR_CODES, ERROR_CODES_PAGE, Family, RetryClass};

/// An error code of the service; 0 is success.
///
/// The codes that the contract knows are constants. Others keep their number.
///
/// ```
/// use tencent_chat::ErrorCode;
///
/// let code = ErrorCode::new(10010);
/// assert_eq!(code, ErrorCode::GROUP_NOT_FOUND);
/// assert_eq!(code.info().unwrap().meaning, "The group does not exist or has been dissolved");
/// assert_eq!(ErrorCode::new(12345).info(), None);
/// ```
#[derive(
    Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, derive_more::Display, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ErrorCode(i32);

impl ErrorCode {
    /// Success.
    pub const OK: Self = Self(0);

    /// Returns the code with this number, known or not.
    ///
    /// ```
    /// use tencent_chat::ErrorCode;
    ///
    /// const OF_TOMORROW: ErrorCode = ErrorCode::new(10999);
    /// assert_eq!(OF_TOMORROW.to_string(), "10999");
    /// ```
    pub const fn new(code: i32) -> Self {
        Self(code)
    }

    /// Returns the number.
    ///
    /// ```
    /// assert_eq!(tencent_chat::ErrorCode::GROUP_NOT_FOUND.get(), 10010);
    /// ```
    pub const fn get(self) -> i32 {
        self.0
    }

    /// Returns what the contract says of the code, or `None` if the contract does not know it.
    ///
    /// ```
    /// use tencent_chat::ErrorCode;
    ///
    /// if let Some(info) = ErrorCode::NOT_PERMITTED.info() {
    ///     println!("{}: {}. {} must act", info.name, info.remedy, info.actor);
    /// }
    /// ```
    pub fn info(self) -> Option<&'static ErrorCodeInfo> {
        ERROR_CODES.binary_search_by_key(&self, |info| info.code).ok().map(|i| &ERROR_CODES[i])
    }

    /// Returns how a call that failed with this code may be retried. Unknown codes are never retried.
    ///
    /// ```
    /// use tencent_chat::{ErrorCode, RetryClass};
    ///
    /// assert_eq!(ErrorCode::USERSIG_EXPIRED.retry_class(), RetryClass::SignAgain);
    /// assert_eq!(ErrorCode::new(10999).retry_class(), RetryClass::Never);
    /// ```
    pub fn retry_class(self) -> RetryClass {
        self.info().map_or(RetryClass::Never, |info| info.retry)
    }

    /// Returns whether the account or its signature is at fault.
    pub(crate) fn is_auth(self) -> bool {
        let account = |info: &ErrorCodeInfo| info.family == Family::Account && info.retry != RetryClass::Backoff;
        self == Self::ADMINISTRATOR_REQUIRED
            || self.retry_class() == RetryClass::SignAgain
            || self.info().is_some_and(account)
    }

    /// Returns every code of the contract, ascending.
    ///
    /// ```
    /// for info in tencent_chat::ErrorCode::all() {
    ///     println!("{} {}: {}", info.code, info.name, info.meaning);
    /// }
    /// ```
    pub fn all() -> &'static [ErrorCodeInfo] {
        ERROR_CODES
    }
}

/// The constants and the table of the codes that the contract knows; `build.rs` writes the invocation.
macro_rules! error_codes {
    ($($name:ident $code:literal $family:ident $actor:ident $retry:ident $meaning:literal $remedy:literal $note:expr;)*) => {
        impl ErrorCode {
            $(#[doc = concat!($meaning, ". ", $remedy, ".")] pub const $name: Self = Self::new($code);)*
        }

        /// The contract's table, ascending by code.
        pub(crate) static ERROR_CODES: &[ErrorCodeInfo] = &[$(ErrorCodeInfo {
            code: ErrorCode::$name,
            name: stringify!($name),
            family: Family::$family,
            meaning: $meaning,
            remedy: $remedy,
            actor: Actor::$actor,
            retry: RetryClass::$retry,
            note: $note,
        }),*];
    };
}
pub(crate) use error_codes;

/// What the contract says of an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorCodeInfo {
    /// The code.
    pub code: ErrorCode,
    /// The name of its constant on [`ErrorCode`].
    pub name: &'static str,
    /// The part of the service that the code comes from.
    pub family: Family,
    /// What the code means.
    pub meaning: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// Who must act.
    pub actor: Actor,
    /// How a call may be retried.
    pub retry: RetryClass,
    /// Where the vendor's sources disagree, or `None`.
    pub note: Option<&'static str>,
}

impl ErrorCodeInfo {
    /// Returns the URL of the code in the API reference, with symptoms, remedies and sources.
    ///
    /// ```
    /// let info = tencent_chat::ErrorCode::GROUP_NOT_FOUND.info().unwrap();
    /// assert!(info.url().ends_with("#error-code-10010"));
    /// ```
    pub fn url(&self) -> String {
        format!("{ERROR_CODES_PAGE}#error-code-{}", self.code)
    }
}
