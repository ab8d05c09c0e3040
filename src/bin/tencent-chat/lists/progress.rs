//! How far reading got, on the terminal.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use tencent_chat::Attempt;

/// A line on stderr that redraws itself; nothing where no terminal shows it.
pub(super) struct Progress {
    bar: ProgressBar,
    repeats: Arc<AtomicU64>,
    /// Whether the line counts lists, and not the members of one.
    several: bool,
    members: u64,
}

impl Progress {
    pub(super) fn new(quiet: bool, lists: usize) -> Self {
        let several = lists > 1;
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(several.then_some(lists as u64), target);
        bar.set_style(style(if several {
            "{bar:24} {human_pos}/{human_len} lists, {msg}, {eta} left"
        } else {
            "{spinner} {human_pos} members, {rate}, {elapsed} {msg}"
        }));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, repeats: Arc::default(), several, members: 0 }
    }

    /// What tells of attempts that failed and are made again.
    pub(super) fn observer(&self) -> impl Fn(&Attempt) + Send + Sync + 'static {
        let (bar, repeats) = (self.bar.clone(), Arc::clone(&self.repeats));
        move |attempt| {
            if attempt.number > 1 {
                repeats.fetch_add(1, Ordering::Relaxed);
            }
            if let Some(failure) = &attempt.failure {
                bar.set_message(format!("attempt {} failed: {failure}", attempt.number));
            }
        }
    }

    /// Attempts that were made again.
    pub(super) fn repeats(&self) -> u64 {
        self.repeats.load(Ordering::Relaxed)
    }

    /// Lists and members that an earlier run has read.
    pub(super) fn resume(&mut self, lists: usize, members: u64) {
        self.members = members;
        self.bar.set_position(if self.several { lists as u64 } else { members });
        self.bar.reset_eta();
    }

    pub(super) fn page(&mut self, members: usize, total: Option<u64>) {
        self.members += members as u64;
        if self.several {
            self.bar.set_message(format!("{} members", self.members));
            return;
        }
        if let Some(total) = total.filter(|_| self.bar.length().is_none()) {
            self.bar.set_length(total);
            self.bar.set_style(style("{bar:24} {human_pos}/{human_len} members, {rate}, {eta} left {msg}"));
        }
        self.bar.set_position(self.members);
        self.bar.set_message("");
    }

    pub(super) fn list(&self) {
        if self.several {
            self.bar.inc(1);
        }
    }

    /// Does something to the terminal while the line is out of the way.
    pub(super) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        // There is nobody to tell of an error of a terminal's line.
        let _ = write!(out, "{:.0}/s", state.per_sec());
    };
    ProgressStyle::with_template(template).expect("the template is sound").with_key("rate", rate)
}
