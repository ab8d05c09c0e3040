//! Timestamps as the service gives them.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A timestamp in whole seconds since the Unix epoch, 1970-01-01T00:00:00Z.
///
/// It is displayed in UTC, as RFC 3339 writes it. Years after 9999, which RFC 3339 cannot express, get more digits.
/// Some fields give 0 a meaning of its own, such as "not muted"; their documentation says so.
///
/// ```
/// use std::time::Duration;
/// use tencent_chat::UnixTime;
///
/// let until = UnixTime::from_secs(1_700_000_000);
/// assert_eq!(until.to_string(), "2023-11-14T22:13:20Z");
/// assert!(until.is_past());
/// assert_eq!(until.after(Duration::from_secs(60)).duration_since(until), Duration::from_secs(60));
/// ```
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixTime(i64);

impl UnixTime {
    /// Returns the current time of the system's clock.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    ///
    /// assert!(UnixTime::now() > UnixTime::from_secs(1_700_000_000));
    /// ```
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Returns the timestamp that is this many seconds after the Unix epoch, or before it if negative.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    ///
    /// assert_eq!(UnixTime::from_secs(0).to_string(), "1970-01-01T00:00:00Z");
    /// ```
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Returns the seconds since the Unix epoch.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    ///
    /// assert_eq!(UnixTime::from_secs(1_700_000_000).as_secs(), 1_700_000_000);
    /// ```
    pub const fn as_secs(self) -> i64 {
        self.0
    }

    /// Converts to a [`SystemTime`], or returns `None` if the platform cannot express it.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use tencent_chat::UnixTime;
    ///
    /// assert_eq!(UnixTime::from_secs(0).to_system_time(), Some(UNIX_EPOCH));
    /// ```
    pub fn to_system_time(self) -> Option<SystemTime> {
        let distance = Duration::from_secs(self.0.unsigned_abs());
        if self.0 < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }

    /// Returns the timestamp `duration` later. Fractions of a second are dropped.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencent_chat::UnixTime;
    ///
    /// assert_eq!(UnixTime::from_secs(100).after(Duration::from_secs(20)), UnixTime::from_secs(120));
    /// ```
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        Self(self.0.saturating_add_unsigned(duration.as_secs()))
    }

    /// Returns the time since `earlier`, or zero if that is later.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencent_chat::UnixTime;
    ///
    /// let (earlier, later) = (UnixTime::from_secs(100), UnixTime::from_secs(160));
    /// assert_eq!(later.duration_since(earlier), Duration::from_secs(60));
    /// assert_eq!(earlier.duration_since(later), Duration::ZERO);
    /// ```
    pub fn duration_since(self, earlier: Self) -> Duration {
        Duration::from_secs(if self > earlier { self.0.abs_diff(earlier.0) } else { 0 })
    }

    /// Returns whether the system's clock shows a later time.
    ///
    /// ```
    /// use tencent_chat::{BannedMember, UnixTime};
    ///
    /// let mut member = BannedMember::new("mallory");
    /// member.banned_until = Some(UnixTime::from_secs(1_700_000_000));
    /// assert!(member.banned_until.is_some_and(UnixTime::is_past));
    /// ```
    pub fn is_past(self) -> bool {
        self < Self::now()
    }
}

/// Fractions of a second are dropped. A time before 1970 counts as 1970.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        Self(0).after(time.duration_since(UNIX_EPOCH).unwrap_or_default())
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A year begins with March here, so that the leap day is its last, and 400 years have 146,097 days.
        let (days, second) = (self.0.div_euclid(86_400) + 719_468, self.0.rem_euclid(86_400));
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (year, month) = (era * 400 + year + month / 10, (month + 2) % 12 + 1);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        f.pad(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
    }
}
