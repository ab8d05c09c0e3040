//! Retry classes.

use std::time::Duration;

use crate::contract::RetryClass;

#[derive(Debug)]
pub(crate) struct RetryClassFacts {
    pub(crate) description: &'static str,
    pub(crate) wait_seconds: Option<u64>,
}

impl RetryClass {
    /// Returns what the class asks of a client, in one sentence.
    ///
    /// ```
    /// use tencent_chat::{ErrorCode, RetryClass};
    ///
    /// for class in RetryClass::ALL {
    ///     println!("{}: {}", class.id(), class.description());
    /// }
    /// ```
    pub const fn description(self) -> &'static str {
        Self::FACTS[self as usize].description
    }

    /// Returns how long to wait, or `None` if the vendor does not say.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencent_chat::ErrorCode;
    ///
    /// let wait = ErrorCode::TOO_FREQUENT.retry_class().wait().unwrap_or(Duration::from_secs(1));
    /// ```
    pub const fn wait(self) -> Option<Duration> {
        match Self::FACTS[self as usize].wait_seconds {
            Some(seconds) => Some(Duration::from_secs(seconds)),
            None => None,
        }
    }
}
