//! Bodies of answers: whole, or in steps with waits between them and perhaps no end.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http_body_util::{Either, Full};
use hyper::body::{Body, Bytes, Frame};
use tokio::time::Sleep;

/// The body of any answer.
pub(super) type AnswerBody = Either<Full<Bytes>, Steps>;

/// A body that is sent step by step.
pub(super) struct Steps {
    left: VecDeque<Step>,
    nap: Option<Pin<Box<Sleep>>>,
}

enum Step {
    Wait(Duration),
    Send(Bytes),
    /// The connection ends without the rest.
    Break,
}

/// Pieces of a slow body.
const PIECES: usize = 16;

/// Pieces of a body that comes through a narrow line.
const PIECES_PER_SECOND: u32 = 20;

/// Time for the first half of a body to leave before the connection ends.
const TO_LEAVE: Duration = Duration::from_millis(5);

pub(super) fn whole(body: Vec<u8>) -> AnswerBody {
    Either::Left(Full::new(body.into()))
}

/// A body that takes so long.
pub(super) fn slow(body: Vec<u8>, time: Duration) -> AnswerBody {
    let size = body.len().div_ceil(PIECES).max(1);
    let gap = time / u32::try_from(body.len().div_ceil(size)).unwrap_or(1).max(1);
    let body = Bytes::from(body);
    // The wait comes first: after the last byte that Content-Length announces, nobody asks for another step.
    let steps = body.chunks(size).flat_map(|piece| [Step::Wait(gap), Step::Send(body.slice_ref(piece))]);
    Either::Right(Steps::new(steps))
}

/// A body with so many bytes a second.
pub(super) fn narrow(body: Vec<u8>, bytes_per_second: u32) -> AnswerBody {
    let size = usize::try_from(bytes_per_second / PIECES_PER_SECOND).unwrap_or(usize::MAX).max(1);
    let body = Bytes::from(body);
    let steps = body.chunks(size).flat_map(|piece| {
        let time = Duration::from_secs_f64(piece.len() as f64 / f64::from(bytes_per_second.max(1)));
        [Step::Wait(time), Step::Send(body.slice_ref(piece))]
    });
    Either::Right(Steps::new(steps))
}

/// The first half of a body, after which the connection ends.
pub(super) fn cut(body: Vec<u8>) -> AnswerBody {
    let half = Bytes::copy_from_slice(&body[..body.len() / 2]);
    Either::Right(Steps::new([Step::Send(half), Step::Wait(TO_LEAVE), Step::Break]))
}

impl Steps {
    fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self { left: steps.into_iter().collect(), nap: None }
    }
}

impl Body for Steps {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            if let Some(nap) = &mut self.nap {
                ready!(nap.as_mut().poll(cx));
                self.nap = None;
            }
            match self.left.pop_front() {
                Some(Step::Wait(time)) => self.nap = Some(Box::pin(tokio::time::sleep(time))),
                Some(Step::Send(piece)) => return Poll::Ready(Some(Ok(Frame::data(piece)))),
                Some(Step::Break) => return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
                None => return Poll::Ready(None),
            }
        }
    }
}
