//! Pages of a list, by the contract's `x-pagination`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::Value;

use super::behaviour::LastPage;
use super::contract::{PagingStyle, Served};

/// The items that a request asks for, and the position after them.
pub(super) struct Page {
    pub(super) range: Range<usize>,
    pub(super) next: Value,
}

/// How a list is read.
pub(super) struct Reader<'a> {
    pub(super) served: &'a Served,
    /// Tells the list apart from others.
    pub(super) list: [&'a str; 2],
    pub(super) last_page: LastPage,
    /// Whether the position is stuck.
    pub(super) stuck: bool,
}

impl Reader<'_> {
    /// The page that the body of a request asks for; nothing if its position is none of this list.
    pub(super) fn page(&self, body: &Value, length: usize) -> Option<Page> {
        let paging = &self.served.paging;
        let asked = body.get(&paging.position).unwrap_or(&paging.first);
        let start = if *asked == paging.first { 0 } else { self.index(asked)? };
        let size = body.get(&paging.size).and_then(Value::as_u64).unwrap_or(self.served.max_size);
        let size = usize::try_from(size.min(self.served.max_size)).unwrap_or(usize::MAX);

        let begin = start.min(length);
        let end = begin.saturating_add(size).min(length);
        let names_next = end < length || (self.last_page == LastPage::NamesNext && begin < end);
        let next = if self.stuck && *asked != paging.first {
            asked.clone()
        } else if names_next {
            self.position(end)
        } else {
            paging.end.clone()
        };
        Some(Page { range: begin..end, next })
    }

    fn position(&self, index: usize) -> Value {
        match self.served.paging.style {
            PagingStyle::Offset => index.into(),
            PagingStyle::Cursor => BASE64.encode(format!("{index}.{:08x}", self.fingerprint())).into(),
        }
    }

    fn index(&self, position: &Value) -> Option<usize> {
        match self.served.paging.style {
            PagingStyle::Offset => usize::try_from(position.as_u64()?).ok(),
            PagingStyle::Cursor => {
                let text = String::from_utf8(BASE64.decode(position.as_str()?).ok()?).ok()?;
                let (index, fingerprint) = text.split_once('.')?;
                let index = index.parse().ok()?;
                (fingerprint == format!("{:08x}", self.fingerprint())).then_some(index)
            }
        }
    }

    /// A cursor of one list must not fit another.
    fn fingerprint(&self) -> u32 {
        let mut hasher = DefaultHasher::new();
        self.list.hash(&mut hasher);
        (hasher.finish() >> 32) as u32
    }
}
