//! Requests for lists, and what reading them yields.

mod many;
mod page;
mod paging;
mod reader;
mod row;
mod streams;

use std::mem;

use crate::client::{Client, RetryPolicy};
use crate::error::Error;
use crate::position::Position;
use crate::setters::setters;

pub use many::{ListRead, read_many};
pub use page::{Page, Warning};
pub use paging::List;
pub use row::Row;
pub use streams::{Members, Pages};

/// A request to read a list; made by [`Client::banned_members`] and [`Client::permission_group_members`].
///
/// Nothing is sent before [`send`](Self::send) is awaited or a stream is polled, and a request can be used again.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before it is awaited or polled"]
pub struct ListRequest<L: List> {
    client: Client,
    pub(crate) request: L,
    pub(crate) page_size: u32,
    start_at: Position,
    retry: Option<RetryPolicy>,
    pub(crate) look_ahead: usize,
    pub(crate) max_pages: u64,
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
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let page = client.banned_members("@TGS#aJRGC4MH6").page_size(20).send().await?;
    /// for member in page {
    ///     println!("{}", member.member_account);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Error`]. [`Error::resume_from`] is the page's position.
    pub async fn send(&self) -> Result<Page<L::Item>, Error> {
        self.clone().fetch(self.check()?).await
    }

    /// Returns a stream of the members, read page by page as needed.
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

    /// Returns a stream of the pages.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let mut pages = client.banned_members("@TGS#aJRGC4MH6").pages();
    /// while let Some(page) = pages.next().await {
    ///     println!("{} more members", page?.members.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn pages(&self) -> Pages<L::Item> {
        Pages::new(self.clone())
    }

    setters! {
        /// Sets the number of members on a page. Default: the maximum, which is
        /// [`OperationInfo::max_page_size`](crate::OperationInfo::max_page_size).
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// let page = client.banned_members("@TGS#aMANY").page_size(10).send().await?;
        /// assert_eq!(page.members.len(), 10);
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        page_size(members: u32);

        /// Resumes an earlier read at its [`Page::next`] or [`Error::resume_from`].
        ///
        /// ```no_run
        /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
        /// let list = client.banned_members("@TGS#aJRGC4MH6");
        /// let (mut members, error) = list.members().drain().await;
        /// if let Some(position) = error.as_ref().and_then(|error| error.resume_from()) {
        ///     let rest: Vec<_> = list.start_at(position.clone()).members().try_collect().await?;
        ///     members.extend(rest);
        /// }
        /// # Ok(()) }
        /// ```
        start_at(position: Position);

        /// Ends [`pages`](Self::pages) and [`members`](Self::members) after this many members.
        ///
        /// The page that is cut short says in [`Page::next`] where the rest begins. In a list paged by offset, that is
        /// the very member; in one paged by cursor, it is the same page again.
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// let some: Vec<_> = client.banned_members("@TGS#aMANY").max_members(150).members().try_collect().await?;
        /// assert_eq!(some.len(), 150);
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        max_members(members: u64);

        /// Ends [`pages`](Self::pages) and [`members`](Self::members) after this many pages.
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// let list = client.banned_members("@TGS#aMANY").page_size(10).max_pages(3);
        /// let some: Vec<_> = list.members().try_collect().await?;
        /// assert_eq!(some.len(), 30);
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        max_pages(pages: u64);

        /// Overrides the client's retry policy.
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use tencent_chat::RetryPolicy;
        ///
        /// let list = client.banned_members("@TGS#aJRGC4MH6").retry(RetryPolicy::default().max_attempts(2));
        /// assert_eq!(list.send().await?.members.len(), 2);
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        retry(policy: RetryPolicy) = Some(policy);

        /// Sets the number of pages that are fetched while an earlier one is used, 0 to 32. Default: 1.
        ///
        /// In a list paged by offset, several pages can be read at once after a full one, since the next offsets are
        /// known beforehand. Each response confirms its next offset. If it names another, what was fetched ahead is
        /// dropped, and reading continues page by page. The result is the same sequence, at the price of up to as many
        /// calls past the end of a list of several pages.
        ///
        /// In a list paged by cursor, more than 1 changes nothing.
        ///
        /// ```
        /// # #[cfg(feature = "sandbox")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// let all: Vec<_> = client.banned_members("@TGS#aMANY").look_ahead(8).members().try_collect().await?;
        /// assert_eq!(all.len(), 1_000);
        /// # Ok(()) }
        /// # #[cfg(not(feature = "sandbox"))]
        /// # fn main() {}
        /// ```
        look_ahead(pages: usize);
    }

    /// Returns the position to begin with, or refuses what must not be sent.
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
    pub(crate) async fn fetch(mut self, position: Position) -> Result<Page<L::Item>, Error> {
        self.request.turn_to(position.clone(), self.page_size);
        let policy = self.retry.as_ref().unwrap_or(&self.client.0.settings.retry);
        let response = self.client.call(&self.request, policy).await;
        response
            .map(L::page)
            .map_err(|error| if error.is_refused() { error } else { error.with_resume(Some(position)) })
    }
}

/// The largest page; `build.rs` has made sure that every list has one.
fn most<L: List>() -> u32 {
    L::OPERATION.info().max_page_size.unwrap_or(u32::MAX)
}
