//! Bodies of answers: whole, or in pieces with waits between them and perhaps no end.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http_body_util::{Either, Full};
use hyper::body::{Body, Bytes, Frame};
use tokio::time::Sleep;

/// The body of any answer.
pub(super) type AnswerBody = Either<Full<Bytes>, Pieces>;

/// A body in pieces.
pub(super) struct Pieces {
    left: VecDeque<Bytes>,
    gap: Duration,
    nap: Option<Pin<Box<Sleep>>>,
    cut: bool,
}

/// Pieces of a slow body.
const PIECES: usize = 16;

/// Time for the first half of a body to leave before the connection ends.
const TO_LEAVE: Duration = Duration::from_millis(5);

pub(super) fn whole(body: Vec<u8>) -> AnswerBody {
    Either::Left(Full::new(body.into()))
}

/// A body that takes so long.
pub(super) fn slow(body: Vec<u8>, time: Duration) -> AnswerBody {
    let body = Bytes::from(body);
    let size = body.len().div_ceil(PIECES).max(1);
    let left: VecDeque<_> = body.chunks(size).map(|piece| body.slice_ref(piece)).collect();
    let gap = time / u32::try_from(left.len()).unwrap_or(1).max(1);
    Either::Right(Pieces { left, gap, nap: None, cut: false })
}

/// The first half of a body, after which the connection ends.
pub(super) fn cut(body: Vec<u8>) -> AnswerBody {
    let half = Bytes::copy_from_slice(&body[..body.len() / 2]);
    Either::Right(Pieces { left: VecDeque::from([half]), gap: TO_LEAVE, nap: None, cut: true })
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(nap) = &mut self.nap {
            ready!(nap.as_mut().poll(cx));
            self.nap = None;
        }
        match self.left.pop_front() {
            Some(piece) => {
                self.nap = Some(Box::pin(tokio::time::sleep(self.gap)));
                Poll::Ready(Some(Ok(Frame::data(piece))))
            }
            None if self.cut => Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
            None => Poll::Ready(None),
        }
    }
}
