//! A rate limiter for one process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};
use tokio_util::task::AbortOnDropHandle;

use crate::error::BoxError;
use crate::lock::lock;
use crate::rate::window::{ARRIVAL_WITHIN, Slot, Window};
use crate::rate::{Permit, Quota, RateLimiter};

/// A rate limiter for one process. Default: the rate that the contract gives for each operation.
///
/// At most that many calls arrive at the service in *any* sliding period. They are spread evenly, with bursts of at
/// most a twentieth of a period's calls. Callers are served in turn; one that gives up while it waits costs nothing.
///
/// When a request arrives cannot be observed. It is assumed to take at most 5 ms longer than the fastest one, counted
/// from when its connection is made; [`arrival_within`](Self::arrival_within) sets another bound.
///
/// ```
/// use std::time::Duration;
/// use tencent_chat::LocalRateLimiter;
///
/// let limiter = LocalRateLimiter::per_second(50).arrival_within(Duration::from_millis(20));
/// ```
#[derive(Debug)]
pub struct LocalRateLimiter {
    per_second: Option<u32>,
    arrival_within: Duration,
    lanes: Mutex<HashMap<Quota, Arc<Lane>>>,
}

impl Default for LocalRateLimiter {
    fn default() -> Self {
        Self { per_second: None, arrival_within: ARRIVAL_WITHIN, lanes: Mutex::default() }
    }
}

impl LocalRateLimiter {
    /// Returns a limiter that grants this many calls a second (at least one) to each application and operation, for
    /// applications whose limit was changed in the console.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// # let builder = builder.base_url("http://127.0.0.1:8080");
    /// use tencent_chat::LocalRateLimiter;
    ///
    /// // One of four processes that share the vendor's 200 calls a second.
    /// let client = builder.rate_limiter(std::sync::Arc::new(LocalRateLimiter::per_second(50))).build()?;
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub fn per_second(calls: u32) -> Self {
        Self { per_second: Some(calls.max(1)), ..Self::default() }
    }

    /// Sets how much longer than the fastest a request may take to arrive. Default: 5 ms.
    ///
    /// While none takes longer, the service never sees more than the rate. A larger bound costs calls: of 200 a second,
    /// 5 ms cost one and 50 ms ten. With [`Duration::MAX`], a call counts until a period after it is over. That leaves
    /// part of the rate unused where responses are slow, and is exact however long requests take, unless a call is
    /// given up whose request arrives after that.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencent_chat::LocalRateLimiter;
    ///
    /// // A network on which some requests are held up.
    /// let limiter = LocalRateLimiter::default().arrival_within(Duration::from_millis(50));
    /// ```
    #[must_use]
    pub fn arrival_within(mut self, bound: Duration) -> Self {
        self.arrival_within = bound;
        self
    }

    fn lane(&self, quota: Quota) -> Arc<Lane> {
        let info = quota.operation.info();
        let (calls, period) = self.per_second.map_or((info.calls, info.period), |c| (c, Duration::from_secs(1)));
        let lane = || Arc::new(Lane::new(Window::new(calls, period, self.arrival_within)));
        Arc::clone(lock(&self.lanes).entry(quota).or_insert_with(lane))
    }
}

impl RateLimiter for LocalRateLimiter {
    fn acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
        Box::pin(self.lane(quota).acquire())
    }

    fn slow_down(&self, quota: Quota) {
        let lane = self.lane(quota);
        lock(&lane.window).slow_down(lane.now());
    }
}

/// The calls of one quota.
#[derive(Debug)]
struct Lane {
    begun: Instant,
    window: Mutex<Window>,
    /// Callers queue here, which is fair.
    line: tokio::sync::Mutex<()>,
    /// Some slot may rest sooner than it seemed.
    changed: Notify,
}

impl Lane {
    fn new(window: Window) -> Self {
        let (window, line) = (Mutex::new(window), tokio::sync::Mutex::default());
        Self { begun: Instant::now(), window, line, changed: Notify::new() }
    }

    fn now(&self) -> Duration {
        self.begun.elapsed()
    }

    async fn acquire(self: Arc<Self>) -> Result<Permit, BoxError> {
        if let Ok(_first_in_line) = self.line.try_lock()
            && let Ok(slot) = lock(&self.window).take(self.now())
        {
            return Ok(Self::permit(Arc::clone(&self), slot));
        }
        // A task, since a caller who is not polled would hold up everybody behind it.
        Ok(AbortOnDropHandle::new(tokio::spawn(self.wait())).await?)
    }

    async fn wait(self: Arc<Self>) -> Permit {
        let _first_in_line = self.line.lock().await;
        loop {
            let wait = match lock(&self.window).take(self.now()) {
                Ok(slot) => return Self::permit(Arc::clone(&self), slot),
                Err(wait) => wait,
            };
            let _ = timeout(wait, self.changed.notified()).await;
        }
    }

    fn permit(self: Arc<Self>, mut slot: Slot) -> Permit {
        Permit::new(move |progress| {
            let now = self.now();
            lock(&self.window).tell(&mut slot, progress, now);
            self.changed.notify_one();
        })
    }
}
