//! Lines on stderr that hold nobody up, not even where stderr is a pipe that nobody reads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::time::Duration;

use crate::failure::note;

/// Most lines that wait to be written.
const WAITING: usize = 512;
/// How long the last lines may take.
const FAREWELL: Duration = Duration::from_secs(1);

/// Takes lines to write.
pub(crate) struct Lines {
    lines: SyncSender<String>,
    left_out: Arc<AtomicU64>,
}

/// The thread that writes them.
pub(crate) struct Writer(Receiver<()>);

/// Starts a thread that writes lines.
pub(crate) fn start() -> std::io::Result<(Lines, Writer)> {
    let (lines, taken) = sync_channel::<String>(WAITING);
    let (ends, ended) = channel::<()>();
    let left_out = Arc::new(AtomicU64::new(0));
    let missing = Arc::clone(&left_out);
    std::thread::Builder::new().name("stderr".into()).spawn(move || {
        let _ends = ends;
        for line in taken {
            note(&line);
            let missing = missing.swap(0, Ordering::Relaxed);
            if missing > 0 {
                note(&format!("{missing} lines were left out: stderr was not read fast enough"));
            }
        }
    })?;
    Ok((Lines { lines, left_out }, Writer(ended)))
}

impl Lines {
    /// Writes a line soon, or counts it as left out.
    pub(crate) fn write(&self, line: String) {
        if self.lines.try_send(line).is_err() {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Writer {
    /// Waits until all is written, but not for long. The [`Lines`] must be dropped before.
    pub(crate) fn finish(self) {
        let _ = self.0.recv_timeout(FAREWELL);
    }
}
