//! The vendor's calls per second, kept: never more in any sliding period, and no fewer than that either.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

use crate::SdkAppId;
use crate::contract::Operation;

/// Decides when a call may start. One quota is shared by all callers of an application and operation.
///
/// A client brings a [`LocalRateLimiter`] of its own. Programs in several processes share the vendor's quota;
/// they can share a limiter by implementing this.
pub trait RateLimiter: fmt::Debug + Send + Sync + 'static {
    /// Waits until one call may start.
    ///
    /// # Errors
    ///
    /// When a shared limiter cannot be asked; the call then fails without being sent.
    fn acquire<'a>(&'a self, quota: Quota) -> BoxFuture<'a, Result<Permit, BoxError>>;

    /// Told that the service answered "too many calls", so as to grant fewer for a while.
    fn slow_down(&self, quota: Quota) {
        let _ = quota;
    }
}

/// Any error of an implementation outside this crate.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What is counted together: the calls of one application to one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Quota {
    /// The application.
    pub sdk_app_id: SdkAppId,
    /// The operation, whose [`info`](Operation::info) tells how many calls it grants.
    pub operation: Operation,
}

impl Quota {
    pub(crate) const fn new(sdk_app_id: SdkAppId, operation: Operation) -> Self {
        Self { sdk_app_id, operation }
    }
}

/// Leave to make one call. Give it back by [`finish`](Self::finish) or by dropping it.
#[must_use = "a permit that is dropped at once grants nothing"]
pub struct Permit {
    granted: Instant,
    on_end: Option<OnEnd>,
}

type OnEnd = Box<dyn FnOnce(Option<Duration>) + Send>;

impl Permit {
    /// A permit that tells `on_end` when its call is over: with the call's duration if it got an answer,
    /// with nothing if it was abandoned, in which case the request may still be on its way.
    pub fn new(on_end: impl FnOnce(Option<Duration>) + Send + 'static) -> Self {
        Self { granted: Instant::now(), on_end: Some(Box::new(on_end)) }
    }

    /// The call got an answer.
    pub fn finish(mut self) {
        if let Some(on_end) = self.on_end.take() {
            on_end(Some(self.granted.elapsed()));
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(on_end) = self.on_end.take() {
            on_end(None);
        }
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit").field("granted", &self.granted).finish_non_exhaustive()
    }
}

/// Grants every call at once, for services without a limit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unlimited;

impl RateLimiter for Unlimited {
    fn acquire<'a>(&'a self, _quota: Quota) -> BoxFuture<'a, Result<Permit, BoxError>> {
        Box::pin(async { Ok(Permit::new(|_| ())) })
    }
}

/// Keeps the vendor's rate within this process.
///
/// At most `calls` calls start in *any* sliding period, as the service sees it: a slot is used again one period
/// after its last call must have arrived, which is told from when its answer came. Callers are served in turn.
/// Calls are spread evenly, with a burst of a twentieth of a period's calls at most.
#[derive(Debug, Default)]
pub struct LocalRateLimiter {
    limit: Option<(u32, Duration)>,
    lanes: Mutex<HashMap<Quota, Arc<Lane>>>,
}

impl LocalRateLimiter {
    /// Grants what the contract says of each operation.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Grants `calls` calls a second to each application and operation,
    /// for applications whose limit was changed in the console.
    #[must_use]
    pub fn per_second(calls: u32) -> Self {
        Self { limit: Some((calls.max(1), Duration::from_secs(1))), lanes: Mutex::default() }
    }

    fn lane(&self, quota: Quota) -> Arc<Lane> {
        let info = quota.operation.info();
        let (calls, period) = self.limit.unwrap_or((info.calls, info.period));
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(lanes.entry(quota).or_insert_with(|| Arc::new(Lane::new(calls, period))))
    }
}

impl RateLimiter for LocalRateLimiter {
    fn acquire<'a>(&'a self, quota: Quota) -> BoxFuture<'a, Result<Permit, BoxError>> {
        let lane = self.lane(quota);
        Box::pin(async move { lane.acquire().await })
    }

    fn slow_down(&self, quota: Quota) {
        self.lane(quota).slow_down();
    }
}

/// The calls of one quota.
#[derive(Debug)]
struct Lane {
    calls: u32,
    period: Duration,
    /// One slot for each call that may start in a period.
    slots: Arc<Semaphore>,
    /// When the next call may start. Callers queue at this lock, which is fair.
    next: tokio::sync::Mutex<Option<Instant>>,
    journey: Mutex<Journey>,
    slowed: Mutex<Option<Slowed>>,
}

impl Lane {
    fn new(calls: u32, period: Duration) -> Self {
        Self {
            calls,
            period,
            slots: Arc::new(Semaphore::new(calls as usize)),
            next: tokio::sync::Mutex::default(),
            journey: Mutex::default(),
            slowed: Mutex::default(),
        }
    }

    async fn acquire(self: Arc<Self>) -> Result<Permit, BoxError> {
        let mut next = self.next.lock().await;
        let slot = Arc::clone(&self.slots).acquire_owned().await?;
        if let Some(at) = *next {
            sleep_until(at).await;
        }
        let now = Instant::now();
        let interval = self.interval(now);
        // Time lost to a late timer is made up for, up to the burst.
        let earliest = now.checked_sub(self.period / BURST_PART).unwrap_or(now);
        *next = Some(next.map_or(now, |at| at.max(earliest)) + interval);
        drop(next);
        let runtime = Handle::current();
        Ok(Permit::new(move |took| self.give_back(&runtime, slot, took)))
    }

    /// The slot rests until a new call in it can only arrive one period after this one did.
    fn give_back(&self, runtime: &Handle, slot: OwnedSemaphorePermit, took: Option<Duration>) {
        let now = Instant::now();
        let quickest = took.map_or(Duration::ZERO, |took| lock(&self.journey).quickest(took, now));
        let free_at = now + self.period.saturating_sub(quickest);
        runtime.spawn(async move {
            sleep_until(free_at).await;
            drop(slot);
        });
    }

    fn interval(&self, now: Instant) -> Duration {
        let factor = lock(&self.slowed).as_ref().map_or(1.0, |slowed| slowed.factor(now));
        (self.period / self.calls).mul_f64(factor)
    }

    fn slow_down(&self) {
        let now = Instant::now();
        let mut slowed = lock(&self.slowed);
        let (factor, since) =
            slowed.as_ref().map_or((1.0, None), |s| (s.factor(now), Some(s.since)));
        // Answers to calls that were under way together count once.
        if since.is_none_or(|since| now.duration_since(since) >= self.period) {
            *slowed = Some(Slowed { since: now, from: (factor * 2.0).min(SLOWEST) });
        }
    }
}

/// Which part of a period's calls may start at once.
const BURST_PART: u32 = 20;
/// The lowest rate is this part of the permitted one.
const SLOWEST: f64 = 16.0;
/// How long the rate takes to come back up.
const RECOVERY: Duration = Duration::from_secs(10);

/// A lowered rate, which comes back up evenly.
#[derive(Debug)]
struct Slowed {
    since: Instant,
    from: f64,
}

impl Slowed {
    fn factor(&self, now: Instant) -> f64 {
        let passed = now.duration_since(self.since).div_duration_f64(RECOVERY).min(1.0);
        self.from + (1.0 - self.from) * passed
    }
}

/// The quickest recent answer: what a call takes when nothing holds it up.
///
/// An answer that took longer may have been held up on its way there, so that its request arrived late;
/// by that much its slot must rest longer.
#[derive(Debug, Default)]
struct Journey {
    current: Option<(Instant, Duration)>,
    previous: Option<Duration>,
}

impl Journey {
    /// How long the minimum is remembered, at least.
    const MEMORY: Duration = Duration::from_secs(10);

    fn quickest(&mut self, took: Duration, now: Instant) -> Duration {
        match &mut self.current {
            Some((since, least)) if now.duration_since(*since) < Self::MEMORY => {
                *least = took.min(*least)
            }
            current => {
                self.previous = current.take().map(|(_, least)| least);
                *current = Some((now, took));
            }
        }
        let least = self.current.map_or(took, |(_, least)| least);
        self.previous.map_or(least, |previous| previous.min(least))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A panic while one of these is held leaves it sound: every change is a single assignment.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
