//! A rate limiter for one process.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until};

use crate::error::BoxError;
use crate::lock::lock;
use crate::rate::{Permit, Quota, RateLimiter};

/// Keeps the vendor's rate within this process; by default what the contract says of each operation.
///
/// At most `calls` calls start in *any* sliding period, as the service sees it: a slot is used again when a new call
/// can only arrive a period after the last one did, which is told from when its answer came. Callers are served in turn.
/// Calls are spread evenly, with a burst of a twentieth of a period's calls at most.
#[derive(Debug, Default)]
pub struct LocalRateLimiter {
    per_second: Option<u32>,
    lanes: Mutex<HashMap<Quota, Arc<Lane>>>,
}

impl LocalRateLimiter {
    /// Grants `calls` calls a second (at least one) to each application and operation,
    /// for applications whose limit was changed in the console.
    pub fn per_second(calls: u32) -> Self {
        Self { per_second: Some(calls.max(1)), ..Self::default() }
    }

    fn lane(&self, quota: Quota) -> Arc<Lane> {
        let info = quota.operation.info();
        let (calls, period) = self.per_second.map_or((info.calls, info.period), |c| (c, Duration::from_secs(1)));
        Arc::clone(lock(&self.lanes).entry(quota).or_insert_with(|| Arc::new(Lane::new(calls, period))))
    }
}

impl RateLimiter for LocalRateLimiter {
    fn acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
        Box::pin(self.lane(quota).acquire())
    }

    fn slow_down(&self, quota: Quota) {
        self.lane(quota).slow_down();
    }
}

/// The calls of one quota.
#[derive(Debug)]
struct Lane {
    interval: Duration,
    period: Duration,
    /// One slot for each call that may start in a period, without those whose call is under way.
    slots: Arc<Semaphore>,
    /// When the next call may start. Callers queue at this lock, which is fair.
    next: tokio::sync::Mutex<Option<Instant>>,
    past: Mutex<Past>,
    /// Since when, and by which factor, calls are fewer.
    slowed: Mutex<Option<(Instant, f64)>>,
}

/// Which part of a period's calls may start at once.
pub(crate) const BURST_PART: u32 = 20;
/// The lowest rate is this part of the permitted one.
pub(crate) const SLOWEST: f64 = 16.0;
/// How long the rate takes to come back up.
pub(crate) const RECOVERY: Duration = Duration::from_secs(10);

impl Lane {
    fn new(calls: u32, period: Duration) -> Self {
        Self {
            interval: period / calls,
            period,
            slots: Arc::new(Semaphore::new(calls as usize)),
            next: tokio::sync::Mutex::default(),
            past: Mutex::new(Past { unused: calls, ..Past::default() }),
            slowed: Mutex::default(),
        }
    }

    async fn acquire(self: Arc<Self>) -> Result<Permit, BoxError> {
        let mut next = self.next.lock().await;
        let slot = Arc::clone(&self.slots).acquire_owned().await?;
        let ready = || next.max(lock(&self.past).rested_at(self.period));
        // Answers that come meanwhile may make the wait longer.
        while let Some(at) = ready().filter(|at| *at > Instant::now()) {
            sleep_until(at).await;
        }
        lock(&self.past).take();
        let now = Instant::now();
        // Time lost to a late timer is made up for, up to the burst.
        let earliest = now.checked_sub(self.period / BURST_PART).unwrap_or(now);
        *next = Some(next.map_or(now, |at| at.max(earliest)) + self.interval.mul_f64(self.slowness(now)));
        drop(next);
        Ok(Permit::new(move |took| {
            lock(&self.past).end(took);
            drop(slot);
        }))
    }

    /// By which factor calls are fewer now; it comes back to 1 evenly.
    fn slowness(&self, now: Instant) -> f64 {
        lock(&self.slowed).map_or(1.0, |(since, factor)| {
            let passed = now.duration_since(since).div_duration_f64(RECOVERY).min(1.0);
            factor + (1.0 - factor) * passed
        })
    }

    fn slow_down(&self) {
        let now = Instant::now();
        let factor = (self.slowness(now) * 2.0).min(SLOWEST);
        let mut slowed = lock(&self.slowed);
        // Answers to calls that were under way together count once.
        if slowed.is_none_or(|(since, _)| now.duration_since(since) >= self.period) {
            *slowed = Some((now, factor));
        }
    }
}

/// The slots that are not under way, and what is known of the way to the service.
#[derive(Debug, Default)]
struct Past {
    unused: u32,
    /// When the last call of each other slot ended, oldest first.
    ended: VecDeque<Instant>,
    /// The quickest answer since then, and the quickest before.
    since: Option<Instant>,
    quickest: Duration,
    before: Duration,
}

/// How long the quickest answer is remembered, at least.
pub(crate) const MEMORY: Duration = Duration::from_secs(10);
/// By so much the ways there and back may vary, each for itself.
pub(crate) const JITTER: Duration = Duration::from_millis(5);

impl Past {
    /// When the slot that has rested longest may be used again.
    ///
    /// Its call had arrived when its answer came, less the way back, and a new one takes the way there. Both ways
    /// together take what the quickest answer took; that is known best when the slot is to be used.
    fn rested_at(&self, period: Duration) -> Option<Instant> {
        let ended = self.ended.front().filter(|_| self.unused == 0);
        ended.map(|ended| *ended + period.saturating_sub(self.ways()))
    }

    fn ways(&self) -> Duration {
        self.quickest.min(self.before).saturating_sub(JITTER)
    }

    fn take(&mut self) {
        match self.unused.checked_sub(1) {
            Some(left) => self.unused = left,
            None => drop(self.ended.pop_front()),
        }
    }

    fn end(&mut self, took: Option<Duration>) {
        let now = Instant::now();
        let Some(took) = took else {
            // It may be arriving just now, with no way back to allow for.
            return self.ended.push_back(now + self.ways());
        };
        if self.since.is_some_and(|since| now.duration_since(since) < MEMORY) {
            self.quickest = self.quickest.min(took);
        } else {
            self.before = if self.since.is_some() { self.quickest } else { took };
            (self.quickest, self.since) = (took, Some(now));
        }
        self.ended.push_back(now);
    }
}
