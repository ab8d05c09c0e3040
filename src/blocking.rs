//! Lists in programs without async.
//!
//! Build the client and the request as usual, and call [`blocking`](ListRequest::blocking) on the request: what it
//! returns has the methods of the request that read, and they block the thread. [`iter`] does the same for any stream
//! of this crate, such as [`read_many`](crate::read_many), and [`block_on`] for any future.
//!
#![cfg_attr(feature = "sandbox", doc = "```")]
#![cfg_attr(not(feature = "sandbox"), doc = "```ignore")]
//! use tencent_chat::blocking::block_on;
//! use tencent_chat::sandbox::Sandbox;
//!
//! let sandbox = block_on(Sandbox::start())?;
//! let client = sandbox.client().build()?;
//!
//! let page = client.banned_members("@TGS#aJRGC4MH6").page_size(1).blocking().send()?;
//! assert_eq!(page.members.len(), 1);
//!
//! for member in client.banned_members("@TGS#aJRGC4MH6").blocking().members() {
//!     println!("{}", member?.member_account);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A call runs on the thread that makes it. Connections, and pages that are fetched ahead, are served by one thread in
//! the background, which starts with the first call and ends with the process. Several threads may call at the same time.
//!
//! # Panics
//!
//! Everything here that blocks panics on a thread that drives async tasks, such as in an `async fn`, since it would
//! hold them up. There, use the client without this module, or `tokio::task::spawn_blocking`.

use std::sync::OnceLock;

use futures_util::stream::{Stream, StreamExt};
use tokio::runtime::{Builder, Runtime};

use crate::error::Error;
use crate::list::{List, ListRequest, Members, Page, Pages};

/// Waits for a future of this crate, such as `Sandbox::start`.
///
/// ```
/// assert_eq!(tencent_chat::blocking::block_on(async { 1 + 1 }), 2);
/// ```
///
/// # Panics
///
/// On a thread that drives async tasks, and when the system refuses the thread in the background.
pub fn block_on<F: Future>(future: F) -> F::Output {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let start = || {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("tencent-chat").enable_all().build();
        runtime.expect("the system can start a thread")
    };
    RUNTIME.get_or_init(start).block_on(future)
}

/// Returns an iterator over a stream of this crate.
///
/// ```no_run
/// # fn example(client: tencent_chat::Client, group_ids: Vec<String>) {
/// let lists = group_ids.into_iter().map(move |id| client.banned_members(id));
/// for read in tencent_chat::blocking::iter(tencent_chat::read_many(lists, 50)) {
///     println!("{}: {}", read.request.group_id(), read.members.len());
/// }
/// # }
/// ```
pub const fn iter<S: Stream + Unpin>(stream: S) -> Iter<S> {
    Iter(stream)
}

/// An iterator over a stream. Each step blocks until the stream yields.
#[derive(Debug)]
#[must_use = "an iterator does nothing unless it is used"]
pub struct Iter<S>(S);

impl<S: Stream + Unpin> Iterator for Iter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        block_on(self.0.next())
    }
}

impl<T> Iter<Members<T>> {
    /// Reads to the end or the first error, and returns the members read together with the error.
    ///
    /// `collect::<Result<Vec<_>, _>>()` drops them instead.
    ///
    /// ```no_run
    /// # fn example(client: tencent_chat::Client) {
    /// let (members, error) = client.banned_members("@TGS#aJRGC4MH6").blocking().members().drain();
    /// println!("{} members", members.len());
    /// if let Some(position) = error.as_ref().and_then(|error| error.resume_from()) {
    ///     println!("resume at {position}");
    /// }
    /// # }
    /// ```
    pub fn drain(self) -> (Vec<T>, Option<Error>) {
        block_on(self.0.drain())
    }
}

/// A request to read a list, whose methods block; made by [`ListRequest::blocking`].
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before it is read"]
pub struct Blocking<L: List>(ListRequest<L>);

impl<L: List> ListRequest<L> {
    /// Returns this request for a program without async. Set everything else before.
    ///
    /// ```no_run
    /// # fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let page = client.banned_members("@TGS#aJRGC4MH6").page_size(20).blocking().send()?;
    /// # Ok(()) }
    /// ```
    pub fn blocking(&self) -> Blocking<L> {
        Blocking(self.clone())
    }
}

impl<L: List> Blocking<L> {
    /// Reads one page.
    ///
    /// ```no_run
    /// # fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// for member in client.banned_members("@TGS#aJRGC4MH6").blocking().send()? {
    ///     println!("{}", member.member_account);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`ListRequest::send`].
    ///
    /// # Panics
    ///
    /// As [`block_on`].
    pub fn send(&self) -> Result<Page<L::Item>, Error> {
        block_on(self.0.send())
    }

    /// Reads the list page by page. See [`ListRequest::pages`].
    ///
    /// ```no_run
    /// # fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// for page in client.banned_members("@TGS#aJRGC4MH6").blocking().pages() {
    ///     println!("{} more members", page?.members.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn pages(&self) -> Iter<Pages<L::Item>> {
        Iter(self.0.pages())
    }

    /// Reads the list member by member. See [`ListRequest::members`].
    ///
    /// ```no_run
    /// # fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let members = client.banned_members("@TGS#aJRGC4MH6").blocking().members();
    /// let members = members.collect::<Result<Vec<_>, _>>()?;
    /// # Ok(()) }
    /// ```
    pub fn members(&self) -> Iter<Members<L::Item>> {
        Iter(self.0.members())
    }
}
