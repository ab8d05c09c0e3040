//! Reading the lists of a query to their end, and printing them as they come.

use std::sync::Arc;

use tencent_chat::{Error, ErrorCode, Family};

use super::job::{Job, Step};
use super::progress::Progress;
use super::query::Query;
use super::read::Queue;
use super::report::{self, Report, counted, summary, way_on};
use crate::failure::{FAILED, Failure, INCOMPLETE, note};
use crate::options::Options;
use crate::signals::{Signal, Signals};

/// Why reading stopped before its end.
enum Stop {
    Signal(Signal),
    Failure(Failure),
}

/// How far reading came.
enum Course {
    ToTheEnd,
    /// As far as `--limit`.
    Limited,
    Stopped(Stop),
}

/// Lists that fail in a row without an answer before the service counts as out of reach.
const UNANSWERED: u32 = 10;

/// Runs a list command.
pub(crate) async fn run(options: &Options, query: Query) -> Result<(), Failure> {
    let mut signals = Signals::new()?;
    let mut progress = Progress::new(options.quiet, query.targets.len() - query.skip);
    let session = options.session(progress.observer()).await?;
    let query = Arc::new(query);
    let Some(mut job) = Job::open(&query)? else {
        note("an earlier run had read everything; its output is in place");
        return Ok(());
    };
    if job.state.bytes > 0 {
        let (lists, members) = (job.state.lists, job.state.tally.members);
        note(&format!("going on after {} and {}", counted(lists as u64, "list"), counted(members, "member")));
        progress.resume(lists, members);
    }
    let start = job.start().or_else(|| query.start.clone().filter(|_| job.state.lists == query.skip));
    let queue = Queue::new(session.client.clone(), Arc::clone(&query), job.state.lists, start);
    let course = read(&query, &mut job, queue, &mut signals, &mut progress).await;
    let repeats = progress.repeats();
    drop(progress);
    finish(&query, job, course, repeats)
}

async fn read(
    query: &Query,
    job: &mut Job,
    mut queue: Queue,
    signals: &mut Signals,
    progress: &mut Progress,
) -> Result<Course, Failure> {
    let mut report = Report::default();
    let mut unanswered = 0;
    while let Some(mut reading) = queue.next() {
        let target = &query.targets[job.state.lists];
        let mut gave_pages = false;
        loop {
            let page = tokio::select! {
                biased;
                signal = signals.next() => return Ok(Course::Stopped(Stop::Signal(signal))),
                page = reading.pages.recv() => page,
            };
            match page {
                Some(Ok(page)) => {
                    (unanswered, gave_pages) = (0, true);
                    if let Some(warning) = &page.warning {
                        progress.aside(|| report::warned(query, target, warning));
                    }
                    let is_last = page.next.is_none();
                    if job.page(query, target, page, progress)? == Step::Enough {
                        return Ok(Course::Limited);
                    }
                    if !is_last {
                        continue;
                    }
                    job.list(query, target, None)?;
                }
                None => job.list(query, target, None)?,
                Some(Err(error)) => {
                    unanswered = if error.is_transport() { unanswered + 1 } else { 0 };
                    // A list that has given nothing since the last time is not waited for again.
                    let goes_on = error.is_retryable() || gave_pages && error.resume_from().is_some();
                    let again = goes_on && job.has_checkpoint();
                    if again || concerns_all(&error) || unanswered == UNANSWERED {
                        let about = query.targets[job.state.lists].label(query.list);
                        let about = (!query.several || !concerns_all(&error)).then_some(about);
                        let failure = Failure::call(&error, about.as_deref());
                        return Ok(Course::Stopped(Stop::Failure(failure)));
                    }
                    let read = job.state.read;
                    progress.aside(|| report.failed(query, target, &error, read));
                    // Without a position only a repetition from its start can read the rest.
                    let known = read > 0 && error.resume_from().is_some();
                    job.state.tally.resumable |= (error.is_retryable() || known) && !job.has_checkpoint();
                    let why = crate::failure::what(&error);
                    job.list(query, target, Some(why))?;
                }
            }
            progress.list();
            break;
        }
    }
    Ok(Course::ToTheEnd)
}

/// Whether every other list would fail likewise: what failed is the account, the settings or the way to the service.
fn concerns_all(error: &Error) -> bool {
    let account = match error.code().and_then(ErrorCode::info).map(|info| info.family) {
        Some(Family::Account) => true,
        // The gateway judges account and settings before it looks at a group.
        Some(Family::Rest) => !error.is_retryable(),
        _ => false,
    };
    error.is_refused() || error.is_local() || error.is_connect() || account
}

fn finish(query: &Query, mut job: Job, course: Result<Course, Failure>, repeats: u64) -> Result<(), Failure> {
    let course = match course {
        Ok(course) => course,
        // The output cannot be written. What the last checkpoint says still holds.
        Err(failure) if job.has_checkpoint() => {
            return Err(failure.hint(way_on(query, &job.state)).code(INCOMPLETE));
        }
        Err(failure) => return Err(failure),
    };
    let limited = matches!(course, Course::Limited);
    if let Course::Stopped(stop) = course {
        return stopped(query, job, stop, repeats);
    }
    let tally = &job.state.tally;
    let (failed, resumable, complete) = (tally.failed, tally.resumable, tally.complete);
    job.close(failed == 0)?;
    // What could still be read is not passed off as the whole.
    let appears = (failed == 0) || (complete > 0 && !resumable);
    if appears {
        job.publish()?;
    } else {
        job.end()?;
    }
    summary(query, &job.state, repeats, limited);
    if failed == 0 {
        return Ok(());
    }
    let incomplete = resumable && job.state.written.begun;
    let failure = Failure::ended(if incomplete { INCOMPLETE } else { FAILED });
    Err(match job.part().filter(|_| !appears) {
        Some(part) => failure.hint(format!("what was read is in {part}")),
        None => failure,
    })
}

/// Ends a run that was stopped, so that nothing is lost and it can go on.
fn stopped(query: &Query, mut job: Job, stop: Stop, repeats: u64) -> Result<(), Failure> {
    let begun = job.state.written.begun;
    let stop = match stop {
        Stop::Failure(failure) if !begun && job.state.lists == query.skip => {
            job.forget()?;
            return Err(failure);
        }
        stop => stop,
    };
    if job.has_checkpoint() {
        job.save()?;
    } else if begun {
        job.close(false)?;
    }
    if begun {
        summary(query, &job.state, repeats, false);
    }
    let way_on = way_on(query, &job.state);
    let failure = match stop {
        Stop::Failure(failure) => failure.hint(way_on).code(INCOMPLETE),
        Stop::Signal(signal) => {
            let members = counted(job.state.tally.members, "member");
            Failure::failed(format!("interrupted after {members}")).hint(way_on).code(signal.exit_code())
        }
    };
    Err(match job.part().filter(|_| begun && !job.has_checkpoint()) {
        Some(part) => failure.hint(format!("what was read is in {part}")),
        None => failure,
    })
}
