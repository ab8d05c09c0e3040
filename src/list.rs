//! Reading a list: which one, from where, and how.

use std::fmt;

use crate::client::Client;
use crate::error::Error;
use crate::operation::{Answer, Endpoint};
use crate::pages::{Members, Pages};
use crate::position::{Position, Turn};
use crate::retry::RetryPolicy;
use crate::values::UnknownFields;

/// A request to read a list; made by [`Client::banned_members`] and [`Client::permission_group_members`].
///
/// Nothing is sent before [`send`](Self::send) is awaited or a stream is polled, and a request may be used again.
#[derive(Debug, Clone)]
pub struct ListRequest<E: Endpoint> {
    pub(crate) client: Client,
    pub(crate) request: E,
    pub(crate) max_pages: Option<u64>,
    pub(crate) max_members: Option<u64>,
    pub(crate) look_ahead: usize,
    page_size: u32,
    start: Position,
    retry: Option<RetryPolicy>,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The members on this page, in the service's order. Possibly none, even if more pages follow.
    pub members: Vec<T>,
    /// Where the next page begins; nothing if this is the last one.
    pub next: Option<Position>,
    /// Members in the whole list, where the service says so.
    pub total: Option<u64>,
    /// Fields of the answer that the contract does not know.
    pub unknown: UnknownFields,
}

impl<E: Endpoint> ListRequest<E> {
    pub(crate) fn new(client: Client, request: E) -> Self {
        Self {
            client,
            request,
            max_pages: None,
            max_members: None,
            look_ahead: 1,
            page_size: E::OPERATION.info().max_page_size,
            start: E::first().into(),
            retry: None,
        }
    }

    /// Members on a page; the most that the contract allows unless set.
    #[must_use]
    pub fn page_size(mut self, members: u32) -> Self {
        self.page_size = members;
        self
    }

    /// Goes on where an earlier reading stopped: [`Page::next`] or [`Error::resume_from`].
    #[must_use]
    pub fn start_at(mut self, position: Position) -> Self {
        self.start = position;
        self
    }

    /// Another patience for this request than the client's.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Pages that are fetched while an earlier one is being used: 1 unless set, 0 for none, 32 at most.
    ///
    /// A list paged by offset can be read several pages at once, since the offsets can be foretold. Each answer
    /// confirms the next offset; where it says otherwise, what was fetched ahead is dropped and reading goes on in
    /// order. The result is the same sequence, at the price of up to as many calls past the end of the list.
    /// A list paged by cursor cannot be foretold: more than 1 changes nothing there.
    #[must_use]
    pub fn look_ahead(mut self, pages: usize) -> Self {
        self.look_ahead = pages;
        self
    }

    /// Ends [`pages`](Self::pages) and [`members`](Self::members) after so many pages.
    #[must_use]
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.max_pages = Some(pages);
        self
    }

    /// Ends [`pages`](Self::pages) and [`members`](Self::members) after so many members.
    #[must_use]
    pub fn max_members(mut self, members: u64) -> Self {
        self.max_members = Some(members);
        self
    }

    /// Reads one page.
    ///
    /// # Errors
    ///
    /// See [`Error`]; it names the page's position in [`Error::resume_from`].
    pub async fn send(&self) -> Result<Page<E::Item>, Error> {
        let position = self.check()?;
        self.fetch(position).await.map(Page::from)
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
    pub(crate) fn check(&self) -> Result<E::Position, Error> {
        let most = E::OPERATION.info().max_page_size;
        if self.page_size == 0 || self.page_size > most {
            return Err(Error::refused(format!(
                "page size {} is refused; take 1 to {most}",
                self.page_size
            )));
        }
        if self.look_ahead > MOST_LOOK_AHEAD {
            return Err(Error::refused(format!(
                "look-ahead of {} pages is refused; take 0 to {MOST_LOOK_AHEAD}",
                self.look_ahead
            )));
        }
        if let Some(why) = self.request.refusal() {
            return Err(Error::refused(why));
        }
        self.policy().check()?;
        E::Position::from_position(self.start.clone())
    }

    /// Fetches the page at `position`.
    pub(crate) async fn fetch(
        &self,
        position: E::Position,
    ) -> Result<Answer<E::Item, E::Position>, Error> {
        let mut request = self.request.clone();
        request.turn_to(position.clone(), self.page_size);
        self.client
            .call(&request, self.policy())
            .await
            .map_err(|error| error.with_resume(position.into()))
    }

    pub(crate) fn size(&self) -> u32 {
        self.page_size
    }

    fn policy(&self) -> &RetryPolicy {
        self.retry.as_ref().unwrap_or_else(|| self.client.policy())
    }
}

const MOST_LOOK_AHEAD: usize = 32;

impl<T, P: Into<Position>> From<Answer<T, P>> for Page<T> {
    fn from(answer: Answer<T, P>) -> Self {
        Self {
            members: answer.items,
            next: answer.next.map(Into::into),
            total: answer.total,
            unknown: answer.unknown,
        }
    }
}

impl<E: Endpoint> fmt::Display for ListRequest<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}", E::OPERATION.info().id, self.start)
    }
}
