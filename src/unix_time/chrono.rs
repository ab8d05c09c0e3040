//! Conversions from and to chrono.

use chrono::{DateTime, TimeZone, Utc};

use super::UnixTime;

impl UnixTime {
    /// Converts to a [`chrono::DateTime`], or returns `None` beyond its range of some 262,000 years.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    ///
    /// let until = UnixTime::from_secs(1_700_000_000);
    /// assert_eq!(until.to_chrono().unwrap().to_string(), "2023-11-14 22:13:20 UTC");
    /// ```
    pub fn to_chrono(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.0, 0)
    }
}

/// Fractions of a second are dropped.
impl<Tz: TimeZone> From<DateTime<Tz>> for UnixTime {
    fn from(time: DateTime<Tz>) -> Self {
        Self(time.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_goes_to_chrono_and_back() {
        for seconds in [i64::from(i32::MIN), -1, 0, 1_700_000_000, 253_402_300_799] {
            let time = UnixTime::from_secs(seconds);
            let there = time.to_chrono().expect("chrono has it");
            assert_eq!(there.format("%FT%TZ").to_string(), time.to_string());
            assert_eq!(UnixTime::from(there + chrono::TimeDelta::milliseconds(999)), time);
        }
        assert_eq!(UnixTime::from_secs(i64::MIN).to_chrono(), None);
    }
}
