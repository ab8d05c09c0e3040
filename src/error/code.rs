//! Error codes: an open number over the contract's table.

use serde::{Deserialize, Serialize};

use crate::generated::contract::{ERROR_CODES, ErrorCodeInfo, Family, RetryClass};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, derive_more::Display, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ErrorCode(pub(crate) i32);

impl ErrorCode {
    /// Success.
    pub const OK: Self = Self(0);

    /// The code with that number, known or not.
    pub const fn new(code: i32) -> Self {
        Self(code)
    }

    /// The number.
    pub const fn get(self) -> i32 {
        self.0
    }

    /// What the contract says of it, if it knows the code.
    pub fn info(self) -> Option<&'static ErrorCodeInfo> {
        ERROR_CODES.binary_search_by_key(&self, |info| info.code).ok().map(|i| &ERROR_CODES[i])
    }

    /// How it may be tried again. A code that the contract does not know is not tried again.
    pub fn retry_class(self) -> RetryClass {
        self.info().map_or(RetryClass::Never, |info| info.retry)
    }

    /// Whether the account or its signature is at fault.
    pub(crate) fn is_auth(self) -> bool {
        let account = |info: &ErrorCodeInfo| info.family == Family::Account && info.retry != RetryClass::Backoff;
        self == Self::ADMINISTRATOR_REQUIRED
            || self.retry_class() == RetryClass::SignAgain
            || self.info().is_some_and(account)
    }

    /// Every code of the contract, ascending.
    pub fn all() -> &'static [ErrorCodeInfo] {
        ERROR_CODES
    }
}
