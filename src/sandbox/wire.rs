//! The socket of a connection, with the faults that HTTP knows nothing of.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::Sleep;

use crate::lock::lock;

/// What a request may do to the connection that it came by.
#[derive(Debug, Default)]
pub(super) struct Control {
    reset: AtomicBool,
    trickling_bytes: AtomicU32,
    trickle_gap: AtomicU64,
    closes_after: Mutex<Option<Duration>>,
}

/// A connection.
pub(super) struct Wire {
    io: TokioIo<TcpStream>,
    control: Arc<Control>,
    nap: Option<Pin<Box<Sleep>>>,
    closing: Option<Pin<Box<Sleep>>>,
}

/// How many bytes of a head trickle; the rest follows at once. Every head is longer.
const TRICKLE: u32 = 32;

impl Control {
    /// When the connection is closed, reset it: the other side gets an error instead of an end.
    pub(super) fn reset_when_closed(&self) {
        self.reset.store(true, Relaxed);
    }

    /// The connection is closed so long after the answer.
    pub(super) fn close_idle(&self, time: Duration) {
        *lock(&self.closes_after) = Some(time);
    }

    /// The beginning of what is written next takes so long.
    pub(super) fn trickle(&self, time: Duration) {
        let gap = time / TRICKLE;
        self.trickle_gap.store(u64::try_from(gap.as_micros()).unwrap_or(u64::MAX), Relaxed);
        self.trickling_bytes.store(TRICKLE, Relaxed);
    }
}

impl Wire {
    pub(super) fn new(stream: TcpStream, control: Arc<Control>) -> Self {
        Self { io: TokioIo::new(stream), control, nap: None, closing: None }
    }

    /// Whether the next byte still has to trickle.
    fn trickles(&self) -> bool {
        self.nap.is_some() || self.control.trickling_bytes.load(Relaxed) > 0
    }
}

impl Read for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        // It is asked for the next request when the answer has been written.
        let closes_after = lock(&self.control.closes_after).take();
        if let Some(time) = closes_after {
            self.closing = Some(Box::pin(tokio::time::sleep(time)));
        }
        let read = Pin::new(&mut self.io).poll_read(cx, buf);
        if read.is_ready() {
            // The next request is coming in, so it is idle no more.
            self.closing = None;
        } else if let Some(closing) = &mut self.closing
            && closing.as_mut().poll(cx).is_ready()
        {
            // As if the other side had ended it: nothing is read, and so nothing more is answered.
            return Poll::Ready(Ok(()));
        }
        read
    }
}

impl Write for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        if !self.trickles() || buf.is_empty() {
            return Pin::new(&mut self.io).poll_write(cx, buf);
        }
        if let Some(nap) = &mut self.nap {
            ready!(nap.as_mut().poll(cx));
            self.nap = None;
            if !self.trickles() {
                return Pin::new(&mut self.io).poll_write(cx, buf);
            }
        }
        let written = ready!(Pin::new(&mut self.io).poll_write(cx, &buf[..1]))?;
        self.control.trickling_bytes.fetch_sub(1, Relaxed);
        let gap = Duration::from_micros(self.control.trickle_gap.load(Relaxed));
        self.nap = Some(Box::pin(tokio::time::sleep(gap)));
        Poll::Ready(Ok(written))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.trickles() {
            let first = bufs.iter().find(|buf| !buf.is_empty());
            return self.poll_write(cx, first.map_or(&[][..], |buf| buf));
        }
        Pin::new(&mut self.io).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.control.reset.load(Relaxed) {
            // An orderly end now would hide the reset that follows.
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.control.reset.load(Relaxed) {
            // Fails only if the other side has gone already.
            let _ = self.io.inner().set_zero_linger();
        }
    }
}
