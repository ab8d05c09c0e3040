//! Error codes: an open number over the contract's table.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::contract::{ERROR_CODES, RetryClass};

/// Result of a call as the service numbers it; 0 is success.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ErrorCode(pub(crate) i32);

impl ErrorCode {
    /// Success.
    pub const OK: Self = Self(0);

    /// The code with that number, known or not.
    #[must_use]
    pub const fn new(code: i32) -> Self {
        Self(code)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }

    /// What the contract says of it, if it knows the code.
    #[must_use]
    pub fn info(self) -> Option<&'static ErrorCodeInfo> {
        ERROR_CODES.binary_search_by_key(&self, |info| info.code).ok().map(|i| &ERROR_CODES[i])
    }

    /// How it may be tried again. A code that the contract does not know is not tried again.
    #[must_use]
    pub fn retry_class(self) -> RetryClass {
        self.info().map_or(RetryClass::Never, |info| info.retry)
    }

    /// Every code of the contract, ascending.
    #[must_use]
    pub fn all() -> &'static [ErrorCodeInfo] {
        ERROR_CODES
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the contract says of an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorCodeInfo {
    /// The code.
    pub code: ErrorCode,
    /// Name of its constant on [`ErrorCode`].
    pub name: &'static str,
    /// Which part of the service answers it.
    pub family: Family,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// Who must do it.
    pub actor: Actor,
    /// How it may be tried again.
    pub retry: RetryClass,
    /// Where the vendor's sources disagree.
    pub note: Option<&'static str>,
}

impl ErrorCodeInfo {
    /// Whether the account or its signature is at fault.
    pub(crate) fn is_auth(&self) -> bool {
        self.retry == RetryClass::SignAgain
            || (self.family == Family::Account && self.retry != RetryClass::Backoff)
            || self.code == ErrorCode::ADMINISTRATOR_REQUIRED
    }
}

/// Which part of the service answers an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    /// The gateway, before it knows who calls.
    Rest,
    /// The gateway's check of the account and its signature.
    Account,
    /// The group service.
    Group,
}

/// Who must act on an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Actor {
    /// Whoever wrote the program that calls.
    Developer,
    /// Whoever manages the application in the vendor's console.
    Administrator,
    /// The vendor's support.
    Vendor,
    /// Nobody: it passes.
    Nobody,
}
