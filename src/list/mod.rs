//! Reading a list: which one, from where, and how.

mod many;
mod page;
mod paging;
mod reader;
mod streams;

use std::mem;

use derive_setters::Setters;

use crate::client::{Client, RetryPolicy};
use crate::error::Error;
use crate::position::Position;

pub use many::{ListRead, read_many};
pub use page::{Page, Warning};
pub use paging::List;
pub use streams::{Members, Pages};

/// A request to read a list; made by [`Client::banned_members`] and [`Client::permission_group_members`].
///
/// Nothing is sent before [`send`](Self::send) is awaited or a stream is polled, and a request may be used again.
#[derive(Debug, Clone, Setters)]
#[must_use = "nothing is sent before it is awaited or polled"]
pub struct ListRequest<L: List> {
    #[setters(skip)]
    client: Client,
    #[setters(skip)]
    pub(crate) request: L,
    /// Members on a page; the most that the contract allows unless set.
    pub(crate) page_size: u32,
    /// Goes on where an earlier reading stopped: [`Page::next`] or [`Error::resume_from`].
    start_at: Position,
    /// Another patience for this request than the client's.
    #[setters(strip_option)]
    retry: Option<RetryPolicy>,
    /// Pages that are fetched while an earlier one is being used: 1 unless set, 0 for none, 32 at most.
    ///
    /// A list paged by offset can be read several pages at once, since the offsets can be foretold. Each answer
    /// confirms the next offset; where it says otherwise, what was fetched ahead is dropped and reading goes on in
    /// order. The result is the same sequence, at the price of up to as many calls past the end of the list.
    /// A list paged by cursor cannot be foretold: more than 1 changes nothing there.
    pub(crate) look_ahead: usize,
    /// Ends [`pages`](Self::pages) and [`members`](Self::members) after so many pages.
    pub(crate) max_pages: u64,
    /// Ends [`pages`](Self::pages) and [`members`](Self::members) after so many members.
    ///
    /// A page that is cut short by it names, as [`Page::next`], where the rest begins: the very member in a list paged
    /// by offset, the same page again in one paged by cursor.
    pub(crate) max_members: u64,
}

const MOST_LOOK_AHEAD: usize = 32;

impl<L: List> ListRequest<L> {
    pub(crate) fn new(client: Client, request: L) -> Self {
        Self {
            client,
            request,
            page_size: most::<L>(),
            start_at: L::first(),
            retry: None,
            look_ahead: 1,
            max_pages: u64::MAX,
            max_members: u64::MAX,
        }
    }

    /// Reads one page.
    ///
    /// # Errors
    ///
    /// See [`Error`]; it names the page's position in [`Error::resume_from`].
    pub async fn send(&self) -> Result<Page<L::Item>, Error> {
        self.fetch(self.check()?).await
    }

    /// Reads the list page by page.
    pub fn pages(&self) -> Pages<L::Item> {
        Pages::new(self.clone())
    }

    /// Reads the list member by member.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let mut members = client.banned_members("@TGS#aJRGC4MH6").members();
    /// while let Some(member) = members.next().await {
    ///     println!("{}", member?.member_account);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn members(&self) -> Members<L::Item> {
        Members::new(self.pages())
    }

    /// The position to begin with, if the contract allows the request to be sent.
    pub(crate) fn check(&self) -> Result<Position, Error> {
        let (size, most, ahead) = (self.page_size, most::<L>(), self.look_ahead);
        if size == 0 || size > most {
            return Err(Error::refused(format!("page size {size} is out of range; use 1 to {most}")));
        }
        if ahead > MOST_LOOK_AHEAD {
            return Err(Error::refused(format!("look-ahead {ahead} is out of range; use 0 to {MOST_LOOK_AHEAD}")));
        }
        let (start, first) = (&self.start_at, L::first());
        if mem::discriminant(start) != mem::discriminant(&first) {
            return Err(Error::refused(format!("{start} does not fit this list; use one such as {first}")));
        }
        Ok(start.clone())
    }

    /// Fetches the page at `position`.
    pub(crate) async fn fetch(&self, position: Position) -> Result<Page<L::Item>, Error> {
        let mut request = self.request.clone();
        request.turn_to(position.clone(), self.page_size);
        let policy = self.retry.as_ref().unwrap_or(&self.client.0.settings.retry);
        let response = self.client.call(&request, policy).await;
        response
            .map(L::page)
            .map_err(|error| if error.is_refused() { error } else { error.with_resume(Some(position)) })
    }
}

/// The largest page; `build.rs` has made sure that every list has one.
fn most<L: List>() -> u32 {
    L::OPERATION.info().max_page_size.unwrap_or(u32::MAX)
}
