//! Rows on their way out, and how far they got.

use std::io;

use serde_json::{Map, Value};
use tencent_chat::{Page, Position};

use super::checkpoint::{Checkpoint, State};
use super::destination::Destination;
use super::output::Output;
use super::progress::Progress;
use super::query::{Query, position, position_json};
use super::targets::Target;
use crate::contract::List;
use crate::failure::Failure;
use crate::format::{Format, ListEnd, Status, Writer};
use crate::row::Row;
use crate::time;

/// A run: what it writes, where, and its state.
pub(super) struct Job {
    pub(super) state: State,
    checkpoint: Checkpoint,
    output: Output,
    writer: Box<dyn Writer>,
}

/// What came of printing a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    On,
    /// As many members are printed as were wanted.
    Enough,
}

impl Job {
    /// Goes on where an earlier run stopped, or begins. `None` if there is nothing left to do.
    pub(super) fn open(query: &Query) -> Result<Option<Self>, Failure> {
        let (checkpoint, state) = Checkpoint::open(query)?;
        let destination = query.destination.as_ref();
        let published = matches!(destination, Some(Destination::File { part, .. }) if !part.exists());
        if state.done && published {
            checkpoint.remove()?;
            return Ok(None);
        }
        let keeps = query.begins_later() && !checkpoint.resumes;
        let (output, out) = Output::open(destination, state.bytes, keeps)?;
        checkpoint.begin(&state)?;
        let writer = query.format.writer(query.look(state.now), state.written.clone(), out);
        let mut job = Self { state, checkpoint, output, writer };
        if job.state.done {
            job.appear()?;
            return Ok(None);
        }
        Ok(Some(job))
    }

    /// Where the list after those that are over goes on.
    pub(super) fn start(&self) -> Option<Position> {
        self.state.position.as_ref().and_then(position)
    }

    /// Whether the same command would go on here.
    pub(super) fn has_checkpoint(&self) -> bool {
        self.checkpoint.path().is_some()
    }

    /// Prints a page of a list.
    pub(super) fn page(
        &mut self,
        query: &Query,
        target: &Target,
        page: Page<Value>,
        progress: &mut Progress,
    ) -> io::Result<Step> {
        if !self.state.written.begun {
            self.writer.begin()?;
        }
        progress.page(page.members.len(), page.total);
        let mut step = Step::On;
        self.state.pages += 1;
        for member in page.members {
            let row = row(query.list, query.keyed, target, member);
            self.state.read += 1;
            if query.filter.accepts(&row, self.state.now) {
                self.writer.row(row)?;
                self.state.tally.members += 1;
            }
            if query.limit.is_some_and(|limit| self.state.tally.members >= limit) {
                step = Step::Enough;
                break;
            }
        }
        self.state.position = page.next.as_ref().map(position_json);
        progress.aside(|| self.writer.flush())?;
        self.state.written = self.writer.written().clone();
        // Without a next page the list is over, which is saved when it is said.
        if self.state.position.is_some() && self.checkpoint.is_due() {
            self.save()?;
        }
        Ok(step)
    }

    /// A list is over, one way or another.
    pub(super) fn list(&mut self, query: &Query, target: &Target, error: Option<String>) -> io::Result<()> {
        let status = if error.is_none() { Status::Complete } else { Status::Failed };
        let tally = &mut self.state.tally;
        match status {
            Status::Complete => {
                tally.complete += 1;
                tally.empty += usize::from(self.state.read == 0);
            }
            Status::Failed => tally.failed += 1,
        }
        // What does not tell of lists by themselves begins with the first page.
        if query.format == Format::Snapshot && !self.state.written.begun {
            self.writer.begin()?;
        }
        if self.writer.written().begun {
            let (members, pages) = (self.state.read, self.state.pages);
            let list = keys(query.list, target);
            self.writer.list(&ListEnd { list, members, pages, read_at: time::now(), status, error })?;
            self.writer.flush()?;
            self.state.written = self.writer.written().clone();
        }
        self.state.lists += 1;
        (self.state.position, self.state.read, self.state.pages) = (None, 0, 0);
        if self.checkpoint.is_due() {
            self.save()?;
        }
        Ok(())
    }

    /// Saves how far the run got.
    pub(super) fn save(&mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.state.bytes = self.output.sync()?;
        self.checkpoint.save(&self.state)
    }

    /// Ends what is written, so that it can be read.
    pub(super) fn close(&mut self, complete: bool) -> io::Result<()> {
        if !self.state.written.begun && (complete || self.state.tally.complete > 0) {
            self.writer.begin()?;
            self.state.written = self.writer.written().clone();
        }
        if self.state.written.begun { self.writer.end(complete) } else { Ok(()) }
    }

    /// Lets the output appear, and forgets the checkpoint.
    pub(super) fn publish(&mut self) -> io::Result<()> {
        if self.has_checkpoint() {
            self.state.done = true;
            self.save()?;
        }
        self.appear()
    }

    fn appear(&mut self) -> io::Result<()> {
        self.output.publish()?;
        self.checkpoint.remove()
    }

    /// Forgets the checkpoint of a run that has tried every list, so that the same command begins anew.
    pub(super) fn end(&self) -> io::Result<()> {
        self.checkpoint.remove()
    }

    /// Removes what it would go on with, if there is nothing to go on with.
    pub(super) fn forget(&self) -> io::Result<()> {
        if self.checkpoint.resumes {
            return Ok(());
        }
        self.output.part().map_or(Ok(()), std::fs::remove_file)?;
        self.checkpoint.remove()
    }

    /// The file that holds what was read of an incomplete run.
    pub(super) fn part(&self) -> Option<String> {
        self.output.part().map(|part| part.display().to_string())
    }
}

/// The member as a row: what names its list if that is shown, the contract's fields, then those that it does not know.
fn row(list: &List, keyed: bool, target: &Target, member: Value) -> Row {
    let Value::Object(mut rest) = member else { unreachable!("members are JSON objects") };
    let mut row = if keyed { keys(list, target) } else { Map::new() };
    row.extend(list.fields.iter().filter_map(|field| rest.shift_remove_entry(field.name)));
    row.append(&mut rest);
    row
}

fn keys(list: &List, target: &Target) -> Map<String, Value> {
    list.keys.iter().zip(&target.0).map(|(key, id)| (key.name.to_owned(), id.clone().into())).collect()
}
