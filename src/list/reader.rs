//! The loop that reads a list page by page, fetching ahead, and never the same page twice.

use std::collections::hash_map::RandomState;
use std::collections::{HashSet, VecDeque};
use std::hash::BuildHasher;
use std::panic::resume_unwind;

use tokio::runtime::Handle;
use tokio::task::JoinError;
use tokio_util::task::AbortOnDropHandle;
use tracing::Instrument;

use crate::error::{Error, Kind};
use crate::list::{List, ListRequest, Page, Warning};
use crate::position::Position;

type Fetched<L> = Result<Page<<L as List>::Item>, Error>;

/// The state of reading a list.
pub(crate) struct Reader<L: List> {
    list: ListRequest<L>,
    state: State,
    /// Pages that are being fetched, in order; the first is the next one to be read.
    ahead: VecDeque<(Position, AbortOnDropHandle<Fetched<L>>)>,
    /// Hashes of the cursors that were read.
    seen: HashSet<u64>,
    hasher: RandomState,
    /// Whether reading began at the first page.
    whole: bool,
    /// The number of members that were read, and of empty pages since the last one.
    read: u64,
    empty: u32,
}

/// The largest number of empty pages in a row.
const EMPTY_PAGES: u32 = 100;

enum State {
    At(Position),
    Failed(Error),
    Ended,
}

/// What a task that reads from `position` came to: its panic goes on here.
pub(crate) fn ended<L: List>(error: JoinError, position: Option<Position>) -> Error {
    match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_) => {
            let kind = Kind::Lost("the runtime is shutting down".into());
            Error::new(L::OPERATION, kind, Vec::new()).with_resume(position)
        }
    }
}

impl<L: List> Reader<L> {
    pub(crate) fn new(list: ListRequest<L>) -> Self {
        let state = list.check().map_or_else(State::Failed, State::At);
        let whole = matches!(&state, State::At(position) if *position == L::first());
        Self {
            list,
            state,
            ahead: VecDeque::new(),
            seen: HashSet::new(),
            hasher: RandomState::new(),
            whole,
            read: 0,
            empty: 0,
        }
    }

    pub(crate) async fn next(&mut self) -> Option<Fetched<L>> {
        if self.list.max_pages == 0 || self.list.max_members == 0 {
            return None;
        }
        // Ended unless this page says otherwise: an error comes once.
        let position = match std::mem::replace(&mut self.state, State::Ended) {
            State::At(position) => position,
            State::Failed(error) => return Some(Err(error)),
            State::Ended => return None,
        };
        let mut fetched = self.fetch(&position).await;
        if fetched.as_ref().is_ok_and(|page| self.is_stuck(page, &position)) {
            // It may have been a slip, and asking again does no harm.
            self.ahead.clear();
            fetched = self.list.clone().fetch(position.clone()).await;
        }
        let full = fetched.as_ref().is_ok_and(|page| page.members.len() >= self.list.page_size as usize);
        if let Ok(page) = &mut fetched {
            let (count, after) = (page.members.len(), position.after(page.members.len()));
            self.read += count as u64;
            self.empty = if count == 0 { self.empty + 1 } else { 0 };
            if page.warning == Some(Warning::NoNext) && full {
                // Where the next one would begin is known of offsets, and asking is cheap.
                page.next.clone_from(&after);
            }
            if let Some(next) = page.next.clone() {
                let stuck = |why, resume| {
                    let error = Error::new(L::OPERATION, Kind::Stuck(why), Vec::new());
                    State::Failed(error.with_resume(resume))
                };
                self.state = if self.is_stuck(page, &position) {
                    let why = format!("the service named {next} as the next page after {count} members at {position}");
                    // Whoever stops here goes on after this page, where that is known.
                    page.next = after.clone().or(page.next.take());
                    stuck(why, after.clone())
                } else if self.empty > EMPTY_PAGES {
                    stuck(format!("more than {EMPTY_PAGES} pages in a row are empty"), Some(next))
                } else {
                    State::At(next)
                };
            }
            page.warning = self.warning(page, after.as_ref());
            page.warning.iter().for_each(|warning| tracing::warn!(%position, "{warning}"));
            // The caps count down as the list is read.
            self.list.max_pages -= 1;
            let most = usize::try_from(self.list.max_members).unwrap_or(usize::MAX);
            if page.members.len() > most {
                page.members.truncate(most);
                page.next = position.after(most).or(Some(position));
            }
            self.list.max_members -= page.members.len() as u64;
        }
        match &self.state {
            State::At(next) => self.look_ahead(&next.clone(), full),
            _ => self.ahead.clear(),
        }
        Some(fetched)
    }

    /// The page at `position`, which may be on its way already.
    async fn fetch(&mut self, position: &Position) -> Fetched<L> {
        match self.ahead.pop_front() {
            Some((_, page)) => page.await.unwrap_or_else(|error| Err(ended::<L>(error, Some(position.clone())))),
            None => self.list.clone().fetch(position.clone()).await,
        }
    }

    /// Starts to fetch the page at `position`, which follows one that was `full` or not, and those expected after it,
    /// within the caps.
    fn look_ahead(&mut self, position: &Position, full: bool) {
        if self.ahead.front().is_some_and(|(first, _)| first != position) {
            // The service pages otherwise than foretold, and would again.
            self.ahead.clear();
            self.list.look_ahead = self.list.look_ahead.min(1);
        }
        // Without Tokio, the call itself says so.
        let Ok(runtime) = Handle::try_current() else { return };
        let size = self.list.page_size;
        let pages = self.list.max_members.div_ceil(size.into()).min(self.list.max_pages);
        // Few pages follow one that is not full, and a guess past the end costs a call of the rate.
        let most = if full { self.list.look_ahead } else { self.list.look_ahead.min(1) };
        let width = usize::try_from(pages).unwrap_or(usize::MAX).min(most);
        while self.ahead.len() < width {
            let next = self.ahead.back().map_or(Some(position.clone()), |(last, _)| last.after(size as usize));
            let Some(next) = next else { break };
            // Boxed, since it is large and is moved on its way to the runtime.
            let page = runtime.spawn(Box::pin(self.list.clone().fetch(next.clone()).in_current_span()));
            self.ahead.push_back((next, AbortOnDropHandle::new(page)));
        }
    }

    /// Returns a sign that members are missing. `after` is the position after the page's last member.
    fn warning(&self, page: &Page<L::Item>, after: Option<&Position>) -> Option<Warning> {
        match (&page.next, after, page.total) {
            (Some(next), Some(expected), _) if next != expected => {
                Some(Warning::Gap { expected: expected.clone(), next: next.clone() })
            }
            (None, _, Some(total)) if self.whole && self.read < total => {
                Some(Warning::Short { read: self.read, total })
            }
            (None, ..) if page.members.len() < self.list.page_size as usize => None,
            _ => page.warning.clone(),
        }
    }

    /// Returns whether the page at `position` leads back to an earlier one, or further on than a page is long.
    ///
    /// Cursors are remembered, as 8 bytes each. Offsets only grow, so there is nothing to remember.
    fn is_stuck(&mut self, page: &Page<L::Item>, position: &Position) -> bool {
        if let Position::Cursor(_) = position {
            self.seen.insert(self.hasher.hash_one(position));
        }
        let (count, size) = (page.members.len(), self.list.page_size);
        let leads_back =
            |next: &Position| !next.follows(position, count, size) || self.seen.contains(&self.hasher.hash_one(next));
        page.next.as_ref().is_some_and(leads_back)
    }
}
