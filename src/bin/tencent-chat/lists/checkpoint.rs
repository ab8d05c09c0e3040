//! How far a run got, in a file, so that the same command goes on.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::output;
use super::query::Query;
use crate::failure::Failure;
use crate::format::Written;
use crate::time;

/// How far a run got.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct State {
    /// Of the command: another one must not go on here.
    command: String,
    /// When the run began, which counts as now to its end.
    pub(super) now: i64,
    /// Lists that are over.
    pub(super) lists: usize,
    /// Where the list after them goes on, if it has begun.
    pub(super) position: Option<Value>,
    /// Members and pages that were read of it.
    pub(super) read: u64,
    pub(super) pages: u64,
    /// Length of the output.
    pub(super) bytes: u64,
    pub(super) written: Written,
    pub(super) tally: Tally,
    /// Whether the output is complete and only has to appear.
    pub(super) done: bool,
}

/// What came of the lists.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Tally {
    pub(super) complete: usize,
    pub(super) empty: usize,
    pub(super) failed: usize,
    /// Whether reading a failed one may go on.
    pub(super) resumable: bool,
    pub(super) members: u64,
}

/// The file, if there is to be one.
pub(super) struct Checkpoint {
    path: Option<PathBuf>,
    saved: Option<Instant>,
    /// Whether an earlier run left it.
    pub(super) resumes: bool,
}

/// At most so often a checkpoint is written, since each one waits for the disk.
const PAUSE: Duration = Duration::from_millis(100);

impl State {
    fn new(command: String, lists: usize) -> Self {
        Self {
            command,
            now: time::now(),
            lists,
            position: None,
            read: 0,
            pages: 0,
            bytes: 0,
            written: Written::default(),
            tally: Tally::default(),
            done: false,
        }
    }
}

impl Checkpoint {
    /// The state that an earlier run left, or a new one.
    pub(super) fn open(query: &Query) -> Result<(Self, State), Failure> {
        let command = format!("{:x}", HexDigest(hmac_sha256::Hash::hash(query.identity().as_bytes()).as_slice()));
        let mut checkpoint = Self { path: query.checkpoint.clone(), saved: None, resumes: false };
        let fresh = State::new(command.clone(), query.skip);
        let Some(path) = &query.checkpoint else { return Ok((checkpoint, fresh)) };
        let shown = path.display();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((checkpoint, fresh)),
            Err(error) => return Err(Failure::usage(format!("the checkpoint {shown} cannot be read: {error}"))),
        };
        let state: State = serde_json::from_str(&text)
            .map_err(|error| Failure::usage(format!("{shown} is no checkpoint of this tool: {error}")))?;
        if state.command != command {
            return Err(Failure::usage(format!("the checkpoint {shown} is of another command"))
                .hint("repeat that command, name another file, or delete this one to begin anew"));
        }
        checkpoint.resumes = true;
        Ok((checkpoint, state))
    }

    /// Makes sure before the first call that it can be written.
    pub(super) fn begin(&self, state: &State) -> Result<(), Failure> {
        let Some(path) = &self.path else { return Ok(()) };
        let written = serde_json::to_string(state).map_err(io::Error::from);
        let written = written.and_then(|text| output::publish(path, text.as_bytes()));
        written.map_err(|error| output::unusable(path, &error))
    }

    /// Whether it is time to save.
    pub(super) fn is_due(&self) -> bool {
        self.path.is_some() && self.saved.is_none_or(|saved| saved.elapsed() >= PAUSE)
    }

    pub(super) fn save(&mut self, state: &State) -> io::Result<()> {
        if let Some(path) = &self.path {
            output::publish(path, serde_json::to_string(state)?.as_bytes())?;
            self.saved = Some(Instant::now());
        }
        Ok(())
    }

    pub(super) fn remove(&self) -> io::Result<()> {
        match &self.path {
            Some(path) => std::fs::remove_file(path),
            None => Ok(()),
        }
    }

    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

struct HexDigest<'a>(&'a [u8]);

impl std::fmt::LowerHex for HexDigest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
