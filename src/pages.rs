//! The one reading loop: by page, by member, ahead of its reader, and never twice through the same page.

use std::collections::{HashSet, VecDeque, hash_map::RandomState};
use std::hash::BuildHasher;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use tokio_util::task::AbortOnDropHandle;

use crate::error::{Error, Kind, Transport};
use crate::list::{ListRequest, Page};
use crate::operation::{Answer, Endpoint};
use crate::position::Turn;

/// The pages of a list, as a [`Stream`].
///
/// It owns all it needs, sends nothing before it is first polled, and can be dropped at any point.
/// An error comes once, after everything that was read before it, and ends the stream;
/// [`Error::resume_from`] says where to go on.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Pages<T>(BoxStream<'static, Result<Page<T>, Error>>);

/// The members of a list, as a [`Stream`]. See [`Pages`].
#[must_use = "a stream does nothing unless it is polled"]
pub struct Members<T>(BoxStream<'static, Result<T, Error>>);

impl<T: Send + 'static> Pages<T> {
    pub(crate) fn new<E: Endpoint<Item = T>>(list: ListRequest<E>) -> Self {
        let reader = Reader::new(list);
        Self(Box::pin(stream::unfold(reader, |mut reader| async {
            let page = reader.next().await?;
            Some((page, reader))
        })))
    }

    /// The next page; nothing at the end of the list.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        self.0.next().await
    }
}

impl<T: Send + 'static> Members<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self(Box::pin(pages.map_ok(|page| stream::iter(page.members).map(Ok)).try_flatten()))
    }

    /// The next member; nothing at the end of the list.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        self.0.next().await
    }

    /// Reads on to the end, or to the first error. What was read before an error is dropped; see [`drain`](Self::drain).
    ///
    /// # Errors
    ///
    /// The first error.
    pub async fn try_collect<C: Default + Extend<T>>(self) -> Result<C, Error> {
        self.0
            .try_fold(C::default(), |mut all, member| async {
                all.extend([member]);
                Ok(all)
            })
            .await
    }

    /// Reads on to the end, or to the first error, and keeps what was read before it.
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
}

/// `Stream`, and a `Debug` that does not poll.
macro_rules! stream {
    ($name:ident, $item:ty) => {
        impl<T> Stream for $name<T> {
            type Item = Result<$item, Error>;

            fn poll_next(
                mut self: Pin<&mut Self>,
                cx: &mut Context<'_>,
            ) -> Poll<Option<Self::Item>> {
                self.0.as_mut().poll_next(cx)
            }
        }

        impl<T> std::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}
stream!(Pages, Page<T>);
stream!(Members, T);

type Fetched<E> = Result<Answer<<E as Endpoint>::Item, <E as Endpoint>::Position>, Error>;

/// Where reading stands.
struct Reader<E: Endpoint> {
    list: ListRequest<E>,
    state: State<E::Position>,
    /// Pages that are being fetched, in order; the first is the next one to be read.
    ahead: VecDeque<(E::Position, AbortOnDropHandle<Fetched<E>>)>,
    pages_left: u64,
    members_left: u64,
    seen: HashSet<u64>,
    hasher: RandomState,
}

enum State<P> {
    New,
    At(P),
    /// The list goes on at a position where it has been before.
    Stuck {
        at: P,
        read: P,
    },
    Ended,
}

impl<E: Endpoint> Reader<E> {
    fn new(list: ListRequest<E>) -> Self {
        Self {
            state: State::New,
            ahead: VecDeque::new(),
            pages_left: list.max_pages.unwrap_or(u64::MAX),
            members_left: list.max_members.unwrap_or(u64::MAX),
            seen: HashSet::new(),
            hasher: RandomState::new(),
            list,
        }
    }

    async fn next(&mut self) -> Option<Result<Page<E::Item>, Error>> {
        // Ended unless this page says otherwise: an error comes once.
        let position = match std::mem::replace(&mut self.state, State::Ended) {
            State::Ended => return None,
            State::Stuck { at, read } => {
                let error = Error::new(E::OPERATION, Kind::Stuck(at.into()));
                return Some(Err(error.with_resume(read.into())));
            }
            State::New => match self.list.check() {
                Ok(position) => position,
                Err(error) => return Some(Err(error)),
            },
            State::At(position) => position,
        };
        if self.pages_left == 0 || self.members_left == 0 {
            return None;
        }
        let mut answer = match self.fetch(&position).await {
            Ok(answer) => answer,
            Err(error) => {
                self.ahead.clear();
                return Some(Err(error));
            }
        };

        self.pages_left -= 1;
        answer.items.truncate(usize::try_from(self.members_left).unwrap_or(usize::MAX));
        self.members_left -= answer.items.len() as u64;
        if let Some(next) = &answer.next {
            self.state = if self.is_new(next, &position) {
                self.look_ahead(next);
                State::At(next.clone())
            } else {
                State::Stuck { at: next.clone(), read: position }
            };
        }
        if !matches!(self.state, State::At(_)) {
            self.ahead.clear();
        }
        Some(Ok(answer.into()))
    }

    /// The page at `position`, which may be on its way already.
    async fn fetch(&mut self, position: &E::Position) -> Fetched<E> {
        if self.list.look_ahead > 1 {
            self.look_ahead(position);
        }
        match self.ahead.pop_front() {
            Some((_, page)) => match page.await {
                Ok(fetched) => fetched,
                Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
                Err(_) => {
                    let detail = "the runtime is shutting down".to_owned();
                    let kind = Kind::Transport { failure: Transport::Other, detail };
                    Err(Error::new(E::OPERATION, kind).with_resume(position.clone().into()))
                }
            },
            None => self.list.fetch(position.clone()).await,
        }
    }

    /// Fetches the page at `position` and those foretold to come after it, within the caps.
    fn look_ahead(&mut self, position: &E::Position) {
        if self.ahead.front().is_some_and(|(first, _)| first != position) {
            // The service pages otherwise than foretold.
            self.ahead.clear();
        }
        let size = self.list.size();
        let pages = self.members_left.div_ceil(size.into()).min(self.pages_left);
        let width = usize::try_from(pages).unwrap_or(usize::MAX).min(self.list.look_ahead);
        while self.ahead.len() < width {
            let next = match self.ahead.back() {
                None => Some(position.clone()),
                Some((last, _)) => last.predict(size),
            };
            let Some(next) = next else { break };
            let list = self.list.clone();
            let at = next.clone();
            let page = tokio::spawn(async move { list.fetch(at).await });
            self.ahead.push_back((next, AbortOnDropHandle::new(page)));
        }
    }

    /// Whether `next` may follow `position`, so that the list comes to an end.
    ///
    /// Opaque cursors are remembered, as 8 bytes each; offsets must grow.
    fn is_new(&mut self, next: &E::Position, position: &E::Position) -> bool {
        let hash = |position| self.hasher.hash_one(position);
        let (next_hash, hash) = (hash(next), hash(position));
        next.follows(position)
            && (!E::Position::OPAQUE || (self.seen.insert(hash), !self.seen.contains(&next_hash)).1)
    }
}
