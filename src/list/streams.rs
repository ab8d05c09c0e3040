//! Streams of the pages and of the members of a list.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};

use crate::error::Error;
use crate::list::reader::Reader;
use crate::list::{List, ListRequest, Page};

/// A [`Stream`] of the pages of a list.
///
/// It is `'static`, sends nothing before it is first polled, and can be dropped at any point.
/// An error comes once, after everything that was read before it, and ends the stream;
/// [`Error::resume_from`] is where to resume.
///
/// ```no_run
/// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
/// let mut pages = client.banned_members("@TGS#aJRGC4MH6").pages();
/// while let Some(page) = pages.next().await {
///     let page = page?;
///     println!("{} members, then {:?}", page.members.len(), page.next);
/// }
/// # Ok(()) }
/// ```
#[must_use = "a stream does nothing unless it is polled"]
#[derive(derive_more::Debug)]
pub struct Pages<T>(#[debug(skip)] BoxStream<'static, Result<Page<T>, Error>>);

/// A [`Stream`] of the members of a list. It behaves as [`Pages`] does.
///
/// ```no_run
/// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
/// use futures_util::TryStreamExt;
///
/// let members = client.banned_members("@TGS#aJRGC4MH6").members();
/// let names: Vec<_> = members.map_ok(|member| member.member_account).try_collect().await?;
/// # Ok(()) }
/// ```
#[must_use = "a stream does nothing unless it is polled"]
#[derive(Debug)]
pub struct Members<T> {
    pages: Pages<T>,
    /// The members of the current page that are not yet returned.
    page: vec::IntoIter<T>,
}

impl<T: Send + 'static> Pages<T> {
    pub(crate) fn new<L: List<Item = T>>(list: ListRequest<L>) -> Self {
        let pages = stream::unfold(Reader::new(list), |mut reader| async {
            let page = reader.next().await?;
            Some((page, reader))
        });
        Self(Box::pin(pages.fuse()))
    }

    #[cfg(feature = "cli")]
    pub(crate) fn from_stream(pages: BoxStream<'static, Result<Page<T>, Error>>) -> Self {
        Self(pages)
    }
}

impl<T> Pages<T> {
    /// Returns the next page, or `None` at the end of the list.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// let mut pages = client.banned_members("@TGS#aMANY").pages();
    /// let mut count = 0;
    /// while let Some(page) = pages.next().await {
    ///     count += page?.members.len();
    /// }
    /// assert_eq!(count, 1_000);
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        self.0.next().await
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<T> Members<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// Returns the next member, or `None` at the end of the list.
    ///
    /// ```
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// let mut members = client.banned_members("@TGS#aJRGC4MH6").members();
    /// while let Some(member) = members.next().await {
    ///     println!("{}", member?.member_account);
    /// }
    /// # Ok(()) }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        // At hand, it takes no poll.
        match self.page.next() {
            Some(member) => Some(Ok(member)),
            None => StreamExt::next(self).await,
        }
    }

    /// Reads to the end or the first error, and returns the members read together with the error.
    ///
    /// [`try_collect`](Self::try_collect) drops them instead.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) {
    /// let (members, error) = client.banned_members("@TGS#aJRGC4MH6").members().drain().await;
    /// println!("{} members", members.len());
    /// if let Some(position) = error.as_ref().and_then(|error| error.resume_from()) {
    ///     println!("resume at {position}");
    /// }
    /// # }
    /// ```
    pub async fn drain(mut self) -> (Vec<T>, Option<Error>) {
        let mut members = Vec::new();
        while let Some(member) = self.next().await {
            match member {
                Ok(member) => members.push(member),
                Err(error) => return (members, Some(error)),
            }
        }
        (members, None)
    }

    /// Reads to the end, and returns the members.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let members: Vec<_> = client.banned_members("@TGS#aJRGC4MH6").members().try_collect().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// The first error. The members read before it are dropped; [`drain`](Self::drain) keeps them.
    pub async fn try_collect<C: Default + Extend<T>>(self) -> Result<C, Error> {
        TryStreamExt::try_collect(self).await
    }
}

/// Pages are boxed, and nothing else is pinned.
impl<T> Unpin for Members<T> {}

impl<T> Stream for Members<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(member) = self.page.next() {
                return Poll::Ready(Some(Ok(member)));
            }
            match ready!(self.pages.poll_next_unpin(cx)) {
                Some(Ok(page)) => self.page = page.members.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
