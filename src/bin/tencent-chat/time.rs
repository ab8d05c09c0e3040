//! Times as people read and type them.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, SpanRound, Timestamp, Unit};

/// How times are printed.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Local,
    Utc,
    Unix,
    Relative,
}

/// A style and the moment that counts as now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) style: Style,
    /// Unix time in seconds.
    pub(crate) now: i64,
}

/// Unix time in seconds.
pub(crate) fn now() -> i64 {
    Timestamp::now().as_second()
}

impl Clock {
    /// The time for a reader. One at which something `ends` says when that is over.
    pub(crate) fn show(self, seconds: i64, ends: bool) -> String {
        let over = ends && seconds <= self.now;
        let Ok(time) = Timestamp::from_second(seconds) else { return seconds.to_string() };
        let text = match self.style {
            Style::Unix => return seconds.to_string(),
            Style::Utc => time.to_string(),
            Style::Local => time.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string(),
            Style::Relative => return self.relative(seconds, over),
        };
        if over { format!("{text} (ended)") } else { text }
    }

    fn relative(self, seconds: i64, over: bool) -> String {
        let distance = seconds.saturating_sub(self.now);
        let about = about(distance.unsigned_abs());
        match (distance > 0, over) {
            (true, _) => format!("in {about}"),
            (false, true) => format!("ended {about} ago"),
            (false, false) => format!("{about} ago"),
        }
    }
}

/// A length of time in its largest unit, such as `3 days`.
fn about(seconds: u64) -> String {
    const UNITS: [(u64, &str); 5] =
        [(31_557_600, "year"), (2_629_800, "month"), (86_400, "day"), (3_600, "hour"), (60, "minute")];
    let (length, unit) = UNITS.into_iter().find(|(length, _)| seconds >= *length).unwrap_or((1, "second"));
    let number = seconds / length;
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// A time in UTC, such as `2023-11-14T22:13:20Z`; the number alone where there is no such date.
pub(crate) fn utc(seconds: i64) -> String {
    Clock { style: Style::Utc, now: i64::MIN }.show(seconds, false)
}

/// A time that was typed, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    At(i64),
    FromNow(i64),
}

impl Typed {
    /// The Unix time if it is `now`.
    pub(crate) fn at(self, now: i64) -> i64 {
        match self {
            Self::At(seconds) => seconds,
            Self::FromNow(seconds) => now.saturating_add(seconds),
        }
    }
}

/// Reads a time that was typed: a date, a date and a time, a Unix time, or a distance from now such as `3 days`.
pub(crate) fn read(text: &str) -> Result<Typed, String> {
    let text = text.trim();
    let wanted = || {
        format!(
            "{text:?} is not a time; give one such as 2026-12-01, 2026-12-01T08:00:00Z, 1700000000, 3d or '2 weeks ago'"
        )
    };
    if let Ok(seconds) = text.parse::<i64>() {
        return Ok(Typed::At(seconds));
    }
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(Typed::At(time.as_second()));
    }
    if let Ok(date) = text.parse::<jiff::civil::DateTime>() {
        return date
            .to_zoned_datetime(TimeZone::system())
            .map(|at| Typed::At(at.timestamp().as_second()))
            .map_err(|_| wanted());
    }
    let span = text.parse::<Span>().map_err(|_| wanted())?;
    let now = jiff::ZonedDateTime::now();
    let then = now.checked_add(span).map_err(|_| wanted())?;
    Ok(Typed::FromNow(then.timestamp().as_second() - now.timestamp().as_second()))
}

/// Reads a length of time: seconds, or one such as `1h` or `30 days`.
pub(crate) fn duration(text: &str) -> Result<u32, String> {
    let wanted = || format!("{text:?} is no length of time; give seconds, or one such as 1h or 30d");
    let seconds = match text.trim().parse::<i128>() {
        Ok(seconds) => seconds,
        Err(_) => {
            let span = text.trim().parse::<Span>().map_err(|_| wanted())?;
            let days = SpanRound::new().largest(Unit::Second).days_are_24_hours();
            let span = span.round(days).map_err(|_| wanted())?;
            SignedDuration::try_from(span).map_err(|_| wanted())?.as_secs().into()
        }
    };
    let most = u32::MAX;
    match u32::try_from(seconds) {
        Ok(seconds) if seconds > 0 => Ok(seconds),
        _ => Err(format!("{text:?} is out of range; use 1 to {most} seconds, or a length of time such as 1h or 30d")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_times_say_what_is_over() {
        let clock = Clock { style: Style::Relative, now: 1_700_000_000 };
        assert_eq!(clock.show(1_700_000_000 + 3 * 86_400, true), "in 3 days");
        assert_eq!(clock.show(1_700_000_000 - 2 * 86_400, true), "ended 2 days ago");
        assert_eq!(clock.show(1_700_000_000 - 3_600, false), "1 hour ago");
        assert_eq!(clock.show(i64::MAX, true), i64::MAX.to_string());
        let clock = Clock { style: Style::Utc, ..clock };
        assert_eq!(clock.show(1_600_000_000, true), "2020-09-13T12:26:40Z (ended)");
        assert_eq!(clock.show(1_600_000_000, false), "2020-09-13T12:26:40Z");
    }

    #[test]
    fn times_are_read_in_many_forms() {
        assert_eq!(read("1700000000"), Ok(Typed::At(1_700_000_000)));
        assert_eq!(read("2023-11-14T22:13:20Z"), Ok(Typed::At(1_700_000_000)));
        assert_eq!(read("36h"), Ok(Typed::FromNow(129_600)));
        assert!(read("2 weeks ago").unwrap().at(1_700_000_000) < 1_700_000_000);
        assert!(read("2026-12-01").is_ok());
        assert!(read("noon").is_err());
        assert_eq!((duration("90"), duration("1h"), duration("30 days")), (Ok(90), Ok(3_600), Ok(2_592_000)));
        assert!(duration("soon").unwrap_err().contains("no length of time"));
        for beyond in ["0", "-1", "-1h", "4294967296", "1000000000000", "50000d"] {
            assert!(duration(beyond).unwrap_err().contains("1 to 4294967295 seconds"), "{beyond}");
        }
    }
}
