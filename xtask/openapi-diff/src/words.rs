//! Changed prose, word by word.

use similar::{ChangeTag, TextDiff};

/// How many unchanged words stand around those that changed.
const AROUND: usize = 4;

/// The words that changed, with a few around them; `mark` gets whether they are new.
pub(crate) fn changed(old: &str, new: &str, mark: impl Fn(bool, &str) -> String) -> String {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (old, new) = (plain(old), plain(new));
    let diff = TextDiff::from_words(&old, &new);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let last = runs.len().saturating_sub(1);
    let show = |(index, (tag, text)): (usize, &(ChangeTag, String))| match tag {
        ChangeTag::Equal => shortened(text, index > 0, index < last),
        tag => mark(*tag == ChangeTag::Insert, text.trim()),
    };
    runs.iter().enumerate().map(show).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str, after_change: bool, before_change: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (head, tail) = (if after_change { AROUND } else { 0 }, if before_change { AROUND } else { 0 });
    if words.len() <= head + tail + 1 {
        return words.join(" ");
    }
    let parts = [words[..head].join(" "), "...".to_owned(), words[words.len() - tail..].join(" ")];
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}
