//! Checks of a request's fields against the contract's bounds.

use std::ops::RangeInclusive;

use super::endpoint::Bounded;

/// Checks the length of texts, in bytes of UTF-8 as the vendor counts them.
pub(crate) fn text<'a>(
    field: &str,
    values: impl IntoIterator<Item = &'a String>,
    bytes: RangeInclusive<usize>,
    described: &str,
) -> Result<(), String> {
    match values.into_iter().find(|value| !bytes.contains(&value.len())) {
        None => Ok(()),
        Some(value) if value.is_empty() => Err(format!("{field} is empty; it must be: {described}")),
        Some(value) => Err(format!("{field} has {} bytes; use {}", value.len(), allowed(&bytes))),
    }
}

/// Checks that a value of an open list is one.
pub(crate) fn value<'a, T: ToString + 'a>(field: &str, values: impl IntoIterator<Item = &'a T>) -> Result<(), String> {
    match values.into_iter().any(|value| value.to_string().is_empty()) {
        true => Err(format!("{field} is empty; give a value")),
        false => Ok(()),
    }
}

/// Checks numbers.
pub(crate) fn number<'a, T: Copy + Into<i128> + 'a>(
    field: &str,
    values: impl IntoIterator<Item = &'a T>,
    range: RangeInclusive<i64>,
) -> Result<(), String> {
    let range: RangeInclusive<i128> = (*range.start()).into()..=(*range.end()).into();
    match values.into_iter().map(|value| (*value).into()).find(|value| !range.contains(value)) {
        None => Ok(()),
        Some(value) => Err(format!("{field} {value} is out of range; use {} to {}", range.start(), range.end())),
    }
}

/// Checks the length of a list.
pub(crate) fn items(field: &str, count: usize, allowed_count: RangeInclusive<usize>) -> Result<(), String> {
    if allowed_count.contains(&count) {
        return Ok(());
    }
    Err(format!("{field} has {count} items; use {}", allowed(&allowed_count)))
}

/// Checks objects in a request.
pub(crate) fn parts<'a, T: Bounded + 'a>(values: impl IntoIterator<Item = &'a T>) -> Result<(), String> {
    values.into_iter().try_for_each(Bounded::check)
}

fn allowed(range: &RangeInclusive<usize>) -> String {
    match (range.start(), range.end()) {
        (0, most) => format!("at most {most}"),
        (least, &usize::MAX) => format!("at least {least}"),
        (least, most) => format!("{least} to {most}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured_in_bytes_wherever_they_are() {
        let long = "é".repeat(9);
        assert_eq!(text("Name", [&long], 1..=18, "the name"), Ok(()));
        let why = text("Name", [&long], 1..=17, "the name").expect_err("18 bytes");
        assert_eq!(why, "Name has 18 bytes; use 1 to 17");
        let why = text("Name", [&long], 0..=17, "the name").expect_err("18 bytes");
        assert_eq!(why, "Name has 18 bytes; use at most 17");
        let why =
            text("Keys", &vec!["a".to_owned(), String::new()], 1..=usize::MAX, "a key").expect_err("an empty one");
        assert_eq!(why, "Keys is empty; it must be: a key");
        let why = text("Keys", &Some("a".to_owned()), 2..=usize::MAX, "a key").expect_err("a short one");
        assert_eq!(why, "Keys has 1 bytes; use at least 2");
        assert_eq!(text("Keys", &None, 1..=3, "a key"), Ok(()), "what is left out is not sent");
    }

    #[test]
    fn numbers_are_compared_whatever_their_type() {
        assert_eq!(number("Limit", [&100_u32], 1..=100), Ok(()));
        assert_eq!(number("Limit", &None::<u32>, 1..=100), Ok(()));
        let why = number("Limit", &Some(101_u32), 1..=100).expect_err("too large");
        assert_eq!(why, "Limit 101 is out of range; use 1 to 100");
        number("Offset", [&u64::MAX], 0..=i64::MAX).expect_err("more than the format holds");
        number("Shift", &vec![0_i64, -9], -8..=8).expect_err("too small");
    }

    #[test]
    fn lists_are_counted_and_objects_looked_into() {
        struct Never;
        impl Bounded for Never {
            fn check(&self) -> Result<(), String> {
                Err("never".to_owned())
            }
        }
        assert_eq!(items("Ids", 20, 0..=20), Ok(()));
        assert_eq!(items("Ids", 21, 0..=20).expect_err("21"), "Ids has 21 items; use at most 20");
        assert_eq!(items("Ids", 0, 1..=20).expect_err("0"), "Ids has 0 items; use 1 to 20");
        assert_eq!(parts(&Some(Never)).expect_err("inside"), "never");
        assert_eq!(parts(&None::<Never>), Ok(()));
    }
}
