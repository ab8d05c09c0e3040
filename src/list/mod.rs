//! Reading a list: which one, from where, and how.

pub(crate) mod endpoint;
#[cfg(feature = "cli")]
mod json;
mod many;
mod page;
mod reader;

use derive_setters::Setters;

use crate::client::{Client, RetryPolicy};
use crate::error::Error;
use crate::position::Position;
use endpoint::Endpoint;

#[cfg(feature = "cli")]
pub use json::JsonListRequest;
pub use many::{ListRead, read_many};
pub use page::Page;
pub use reader::{Members, Pages};

/// A request to read a list; made by [`Client::banned_members`] and [`Client::permission_group_members`].
///
/// Nothing is sent before [`send`](Self::send) is awaited or a stream is polled, and a request may be used again.
#[derive(Debug, Clone, Setters)]
#[must_use = "nothing is sent before it is awaited or polled"]
pub struct ListRequest<E: Endpoint> {
    #[setters(skip)]
    client: Client,
    #[setters(skip)]
    pub(crate) request: E,
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

impl<E: Endpoint> ListRequest<E> {
    pub(crate) fn new(client: Client, request: E) -> Self {
        Self {
            client,
            request,
            page_size: E::OPERATION.info().max_page_size,
            start_at: E::first(),
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
    pub async fn send(&self) -> Result<Page<E::Item>, Error> {
        self.fetch(self.check()?).await
    }

    /// Reads the list page by page.
    pub fn pages(&self) -> Pages<E::Item> {
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
    pub fn members(&self) -> Members<E::Item> {
        Members::new(self.pages())
    }

    /// The position to begin with, if the contract allows the request to be sent.
    pub(crate) fn check(&self) -> Result<Position, Error> {
        let most = E::OPERATION.info().max_page_size;
        if self.page_size == 0 || self.page_size > most {
            return Err(Error::refused(format!("page size {} is refused; take 1 to {most}", self.page_size)));
        }
        if self.look_ahead > MOST_LOOK_AHEAD {
            let asked = self.look_ahead;
            return Err(Error::refused(format!("look-ahead {asked} is refused; take 0 to {MOST_LOOK_AHEAD} pages")));
        }
        if let Some(why) = self.request.refusal() {
            return Err(Error::refused(why));
        }
        self.policy().check()?;
        self.start_at.check(&E::first())?;
        Ok(self.start_at.clone())
    }

    /// Fetches the page at `position`.
    pub(crate) async fn fetch(&self, position: Position) -> Result<Page<E::Item>, Error> {
        let mut request = self.request.clone();
        request.turn_to(position.clone(), self.page_size);
        self.client.call(&request, self.policy()).await.map_err(|error| error.with_resume(Some(position)))
    }

    fn policy(&self) -> &RetryPolicy {
        self.retry.as_ref().unwrap_or(&self.client.0.settings.retry)
    }
}
