//! Small types of the wire that need more than the generator gives.

use std::num::NonZeroU32;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use derive_more::Display;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Error;

/// Number of an application, assigned by the vendor's console.
///
/// ```
/// use tencent_chat::SdkAppId;
///
/// assert_eq!(SdkAppId::new(1400000000)?.get(), 1400000000);
/// assert!(SdkAppId::new(0).is_err());
/// # Ok::<(), tencent_chat::Error>(())
/// ```
#[derive(Debug, Display, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SdkAppId(NonZeroU32);

impl SdkAppId {
    /// Takes the number as the console shows it.
    ///
    /// # Errors
    ///
    /// When it is 0.
    pub fn new(number: u32) -> Result<Self, Error> {
        let why = "the SDKAppID is 0; take the number that the Chat console shows";
        NonZeroU32::new(number).map(Self).ok_or_else(|| Error::refused(why))
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

/// A moment in seconds since 1970-01-01T00:00:00Z.
///
/// Some fields give 0 a meaning of its own, such as "not muted"; their documentation says so.
#[derive(Debug, Display, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixTime(i64);

impl UnixTime {
    /// The moment so many seconds after 1970.
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970.
    pub const fn as_secs(self) -> i64 {
        self.0
    }

    /// The same as a [`SystemTime`]; nothing if the platform cannot express it.
    pub fn to_system_time(self) -> Option<SystemTime> {
        let distance = Duration::from_secs(self.0.unsigned_abs());
        if self.0 < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }

    /// The moment `duration` later; fractions of a second are dropped.
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        Self(self.0.saturating_add_unsigned(duration.as_secs()))
    }
}

/// Fractions of a second are dropped; a time before 1970 counts as 1970.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        Self(0).after(time.duration_since(UNIX_EPOCH).unwrap_or_default())
    }
}

/// Fields of an answer that the contract does not know, kept as they came.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnknownFields(Map<String, Value>);

impl UnknownFields {
    /// Whether every field was known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names of the unknown fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The value of a field as JSON text.
    pub fn json(&self, name: &str) -> Option<String> {
        self.0.get(name).map(Value::to_string)
    }
}
