//! A running sandbox's state: its data, its script of faults, and what it has seen.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::answer::Failure;
use super::checks::{self, Incoming, Memory, Moment};
use super::churn::{Churn, Churned};
use super::contract::{CONTRACT, body_text};
use super::data::Data;
use super::faults::{FaultKind, Script};
use super::reply::{self, Reply};
use super::stats::{Book, Statistics};
use crate::contract::Operation;
use crate::error::ErrorCode;
use crate::unix_time::UnixTime;

pub(super) struct State {
    data: Arc<Data>,
    pub(super) book: Book,
    script: Script,
    memory: Memory,
    chance: fastrand::Rng,
    churned: Vec<Churned>,
}

impl State {
    pub(super) fn new(data: Data, now: Instant) -> Self {
        Self {
            book: Book::new(now),
            script: Script::new(&data.faults, data.seed),
            memory: Memory::default(),
            chance: fastrand::Rng::with_seed(data.seed),
            churned: Vec::new(),
            data: Arc::new(data),
        }
    }

    /// The data as it is now.
    pub(super) fn data(&self) -> Arc<Data> {
        Arc::clone(&self.data)
    }

    pub(super) fn borrow_data(&self) -> &Data {
        &self.data
    }

    /// Lets the data be changed. The script begins anew if its faults or the seed have changed.
    pub(super) fn edit<T>(&mut self, edit: impl FnOnce(&mut Data) -> T) -> T {
        let seed = self.data.seed;
        let result = edit(Arc::make_mut(&mut self.data));
        self.edited(seed, false);
        result
    }

    /// Whether the data is still what it was `before`.
    pub(super) fn is(&self, before: &Arc<Data>) -> bool {
        Arc::ptr_eq(&self.data, before)
    }

    /// Replaces the data; returns what was there. `sets_faults` lets the script begin anew, also if its faults are the
    /// same.
    pub(super) fn replace(&mut self, data: Data, sets_faults: bool) -> Arc<Data> {
        let old = std::mem::replace(&mut self.data, Arc::new(data));
        self.edited(old.seed, sets_faults);
        old
    }

    fn edited(&mut self, old_seed: u64, sets_faults: bool) {
        if sets_faults || !self.script.is_of(&self.data.faults) || self.data.seed != old_seed {
            self.script = Script::new(&self.data.faults, self.data.seed);
            self.chance = fastrand::Rng::with_seed(self.data.seed);
        }
        self.memory.forget_signatures();
    }

    pub(super) fn statistics(&mut self, of: Option<Operation>, now: Instant) -> Statistics {
        self.book.statistics(of, now)
    }

    pub(super) fn forget_requests(&mut self) {
        self.book = Book::new(self.book.started());
        self.churned.clear();
    }

    /// The time by the sandbox's clock, `skew` seconds ahead of its usual, when it is `now` by the machine's.
    pub(super) fn clock(&self, now: SystemTime, skew: i64) -> SystemTime {
        let ahead = self.data.clock_offset_seconds.saturating_add(skew);
        let distance = Duration::from_secs(ahead.unsigned_abs());
        let shifted = if ahead < 0 { now.checked_sub(distance) } else { now.checked_add(distance) };
        // HTTP dates begin in 1970 and end with the year 9999.
        let last = UNIX_EPOCH + Duration::from_secs(253_402_300_799);
        shifted.unwrap_or(if ahead < 0 { UNIX_EPOCH } else { last }).clamp(UNIX_EPOCH, last)
    }

    /// Lets members of the list that was read leave and others join.
    fn churn(&mut self, incoming: &Incoming<'_>) {
        let (Some(served), Ok(body)) = (checks::operation(incoming.path), serde_json::from_slice(incoming.body)) else {
            return;
        };
        let data = Arc::make_mut(&mut self.data);
        let id = body_text(&body, &served.keys[0].field);
        let Some(group) = data.groups.get_mut(id) else { return };
        let changes = group.list_mut(served, &body).churn(data.churn, &mut self.chance);
        let (group, operation) = (id.to_owned(), served.operation);
        self.churned.extend(changes.into_iter().map(|(account, change)| Churned {
            after: self.book.count(),
            operation,
            group: group.clone(),
            account,
            change,
        }));
    }

    /// Who has joined and left by churn.
    pub(super) fn churned(&self) -> Vec<Churned> {
        self.churned.clone()
    }

    pub(super) fn answer(&mut self, incoming: &Incoming<'_>, instant: Instant, time: SystemTime) -> Reply {
        let operation = Operation::ALL.iter().copied().find(|operation| operation.info().path == incoming.path);
        let (fault, mut chance) = self.script.next(operation).unzip();
        let chance = chance.get_or_insert_with(|| fastrand::Rng::with_seed(0));
        let skew = match fault {
            Some(FaultKind::ClockSkew(seconds)) => seconds,
            _ => 0,
        };
        let date = self.clock(time, skew);
        let stuck = fault == Some(FaultKind::StuckCursor);
        let answer = match &fault {
            Some(FaultKind::ErrorCode(code)) => Some(Err(Failure::new(*code))),
            Some(fault) if fault.replaces_the_answer() => None,
            _ => {
                let moment = Moment { instant, time: UnixTime::from(date) };
                Some(checks::answer(incoming, &self.data, &mut self.memory, moment, stuck))
            }
        };
        let code = answer.as_ref().map(|answer| match answer {
            Ok(_) => ErrorCode::OK,
            Err(failure) => failure.code,
        });
        let seen = self.book.add(
            instant,
            operation,
            incoming.query.get(&CONTRACT.identifier.name),
            incoming.body,
            code,
            fault.as_ref().map(FaultKind::name),
        );
        let body = match answer {
            Some(Ok(body)) => body,
            Some(Err(failure)) => failure.body(),
            None => Vec::new(),
        };
        if code == Some(ErrorCode::OK) && self.data.churn != Churn::default() {
            self.churn(incoming);
        }
        let delay = reply::delay(fault.as_ref(), chance);
        Reply { response: reply::response(fault.as_ref(), body, date, chance), delay, fault, seen }
    }
}
