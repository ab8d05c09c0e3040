//! Conversions from and to jiff.

use jiff::Timestamp;

use super::UnixTime;

impl UnixTime {
    /// Converts to a [`jiff::Timestamp`], or returns `None` beyond its range, which ends in the years -9999 and 9999.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    ///
    /// let until = UnixTime::from_secs(1_700_000_000);
    /// assert_eq!(until.to_jiff().unwrap().to_string(), until.to_string());
    /// ```
    pub fn to_jiff(self) -> Option<Timestamp> {
        Timestamp::from_second(self.0).ok()
    }
}

/// Fractions of a second are dropped.
impl From<Timestamp> for UnixTime {
    fn from(time: Timestamp) -> Self {
        // `as_second` rounds towards zero, so to say before 1970 up.
        Self(time.as_second() - i64::from(time.subsec_nanosecond() < 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_displayed_as_jiff_displays_it() {
        let last = 253_402_207_199;
        // Steps of a prime number of seconds meet every month, leap day and time of day between the years 0 and 9999.
        let times =
            (-62_167_219_200..=last).step_by(7_654_321).chain([-1, 0, 951_782_400, 4_102_444_800, last - 43_200]);
        for time in times.map(UnixTime::from_secs) {
            assert_eq!(time.to_string(), time.to_jiff().expect("jiff has it").to_string());
        }
        assert_eq!(UnixTime::from_secs(i64::MAX).to_jiff(), None);
        assert_eq!(UnixTime::from_secs(i64::MAX).to_string(), "292277026596-12-04T15:30:07Z");
        assert_eq!(UnixTime::from_secs(i64::MIN).to_string(), "-292277022657-01-27T08:29:52Z");
    }

    #[test]
    fn a_fraction_of_a_second_is_dropped_before_1970_too() {
        for (nanoseconds, seconds) in [(1_500_000_000, 1), (-1, -1), (-1_000_000_000, -1), (-1_500_000_000, -2)] {
            let time = Timestamp::from_nanosecond(nanoseconds).expect("jiff has it");
            assert_eq!(UnixTime::from(time), UnixTime::from_secs(seconds), "{nanoseconds}");
        }
    }
}
