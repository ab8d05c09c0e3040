//! Pages of a list, by the contract's `x-pagination`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::Value;

use super::behaviour::LastPage;
use super::contract::{PagingStyle, Served};
use super::roll::Entry;

/// The items that a request asks for, and the position after them.
pub(super) struct Page {
    pub(super) range: Range<usize>,
    pub(super) next: Value,
}

/// How a list is read.
pub(super) struct Reader<'a> {
    pub(super) served: &'a Served,
    /// The body of the request.
    pub(super) body: &'a Value,
    pub(super) last_page: LastPage,
    /// Whether the position is stuck.
    pub(super) stuck: bool,
}

impl Reader<'_> {
    /// The page that the request asks for; nothing if its position is none of this list.
    pub(super) fn page(&self, entries: &[&Entry]) -> Option<Page> {
        let (body, length) = (self.body, entries.len());
        let paging = &self.served.paging;
        let asked = body.get(&paging.position).unwrap_or(&paging.first);
        let start = if *asked == paging.first { 0 } else { self.index(asked, entries)? };
        let size = body.get(&paging.size).and_then(Value::as_u64).unwrap_or(self.served.max_size);
        let size = usize::try_from(size.min(self.served.max_size)).unwrap_or(usize::MAX);

        let begin = start.min(length);
        let end = begin.saturating_add(size).min(length);
        let names_next = end < length || (self.last_page == LastPage::NamesNext && begin < end);
        let next = if self.stuck && *asked != paging.first {
            asked.clone()
        } else if names_next {
            self.position(end, entries)
        } else {
            paging.end.clone()
        };
        Some(Page { range: begin..end, next })
    }

    fn position(&self, end: usize, entries: &[&Entry]) -> Value {
        match self.served.paging.style {
            PagingStyle::Offset => end.into(),
            // It marks the last entry of the page, so that nobody is lost or doubled when others join or leave.
            PagingStyle::Cursor => {
                let last = entries[end - 1].number;
                BASE64.encode(format!("{last}.{:08x}", self.fingerprint())).into()
            }
        }
    }

    fn index(&self, position: &Value, entries: &[&Entry]) -> Option<usize> {
        match self.served.paging.style {
            PagingStyle::Offset => usize::try_from(position.as_u64()?).ok(),
            PagingStyle::Cursor => {
                let text = String::from_utf8(BASE64.decode(position.as_str()?).ok()?).ok()?;
                let (last, fingerprint) = text.split_once('.')?;
                let last: u64 = last.parse().ok()?;
                let of_this_list = fingerprint == format!("{:08x}", self.fingerprint());
                of_this_list.then(|| entries.partition_point(|entry| entry.number <= last))
            }
        }
    }

    /// A cursor of one list must not fit another.
    fn fingerprint(&self) -> u32 {
        let mut hasher = DefaultHasher::new();
        for key in &self.served.keys {
            self.body[&key.field].as_str().hash(&mut hasher);
        }
        (hasher.finish() >> 32) as u32
    }
}
