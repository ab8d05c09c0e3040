//! Reads of many lists at once.

use futures_util::stream::{self, Stream, StreamExt};
use tokio::runtime::Handle;
use tokio_util::task::AbortOnDropHandle;
use tracing::Instrument;

use crate::error::Error;
use crate::list::reader::ended;
use crate::list::{List, ListRequest};

/// The outcome of reading one of many lists; yielded by [`read_many`].
#[derive(Debug)]
#[non_exhaustive]
pub struct ListRead<L: List> {
    /// The request, which tells which list it is, and with which it can be resumed.
    pub request: ListRequest<L>,
    /// The members that were read: all, or those before the error.
    pub members: Vec<L::Item>,
    /// The error that ended the list early, or `None` if it is complete.
    pub error: Option<Error>,
}

/// Reads many lists concurrently, and returns a stream of them in the order in which they end.
///
/// At most `concurrency` lists are read at once, also while the stream is not polled; dropping it stops them. One that
/// fails does not stop the others. All requests of one client share its rate limiter, so `concurrency` need only keep it
/// busy: calls per second times seconds per response.
///
/// ```no_run
/// use futures_util::StreamExt;
///
/// # async fn example(client: tencent_chat::Client, group_ids: Vec<String>) {
/// let lists = group_ids.into_iter().map(move |id| client.banned_members(id));
/// let mut reads = tencent_chat::read_many(lists, 50);
/// while let Some(read) = reads.next().await {
///     match read.error {
///         None => println!("{}: {} banned", read.request.group_id(), read.members.len()),
///         Some(error) => eprintln!("{}: {error}", read.request.group_id()),
///     }
/// }
/// # }
/// ```
pub fn read_many<L, I>(lists: I, concurrency: usize) -> impl Stream<Item = ListRead<L>> + Send + Unpin
where
    L: List,
    I: IntoIterator<Item = ListRequest<L>>,
    I::IntoIter: Send + 'static,
{
    let reads = stream::iter(lists).map(|request| async {
        let read = request.members().drain().in_current_span();
        let (members, error) = match Handle::try_current() {
            // A task, since a read that is not polled would keep its permit from the others.
            Ok(runtime) => AbortOnDropHandle::new(runtime.spawn(read))
                .await
                .unwrap_or_else(|error| (Vec::new(), Some(ended::<L>(error, request.check().ok())))),
            Err(_) => read.await,
        };
        ListRead { request, members, error }
    });
    reads.buffer_unordered(concurrency.max(1)).boxed()
}
