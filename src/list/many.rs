//! Reading the lists of many groups at once.

use futures_util::stream::{self, Stream, StreamExt};

use crate::error::Error;
use crate::list::{List, ListRequest};

/// What reading one of many lists came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct ListRead<L: List> {
    /// The request, to tell which list it is or to go on with it.
    pub request: ListRequest<L>,
    /// What was read: everything, or what came before the error.
    pub members: Vec<L::Item>,
    /// Why the list is not complete, if it is not.
    pub error: Option<Error>,
}

/// Reads many lists, `concurrency` of them at once, and yields each when it is done.
///
/// One that fails does not stop the others. All requests of one client share its rate limiter,
/// so `concurrency` need only be large enough to keep it busy: calls a second times seconds an answer takes.
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
        let (members, error) = request.members().drain().await;
        ListRead { request, members, error }
    });
    reads.buffer_unordered(concurrency.max(1)).boxed()
}
