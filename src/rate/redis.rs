//! The rate that processes share, over Redis.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use ::redis::aio::{ConnectionManager, ConnectionManagerConfig};
use ::redis::{Client, RedisResult, Script};
use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::{OnceCell, Semaphore};
use tokio::time::{Instant, sleep};

use crate::error::{BoxError, Error};
use crate::lock::lock;
use crate::rate::local::{BURST_PART, JITTER, MEMORY, RECOVERY, SLOWEST};
use crate::rate::{Permit, Quota, RateLimiter};

/// Keeps the vendor's rate among processes that share a Redis server (5 or later) or its like.
///
/// The processes together get what a [`LocalRateLimiter`](crate::LocalRateLimiter) grants one: at most so many calls
/// in any sliding period for each application and operation, as the service sees it, spread evenly, in turn, and
/// fewer for a while after any of them met "too many calls". Processes on several machines count by the server's
/// clock. Every process must use this limiter, and the same number of calls.
///
/// - Redis is away: a call waits 5 s for it, then fails without being sent ([`Error::is_local`]); reading a list can
///   go on later from [`Error::resume_from`]. It does not go on without Redis, since the fleet would exceed the rate.
/// - Redis forgets (a restart without persistence, an eviction): calls stay evenly spread, at most a burst comes on top.
/// - A process dies: what it had under way counts for [`LEASE`](Self::LEASE). No attempt may take longer than that.
///
/// Each call costs two scripts of about 0.05 ms on the server; each application and operation 30 KiB of its memory.
///
/// ```
/// use std::sync::Arc;
/// use tencent_chat::{Client, RedisRateLimiter, Region, SdkAppId, SecretKey};
///
/// let limiter = RedisRateLimiter::new("redis://127.0.0.1:6379")?;
/// let client = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"))
///     .region(Region::Singapore)
///     .rate_limiter(Arc::new(limiter))
///     .build()?;
/// # Ok::<(), tencent_chat::Error>(())
/// ```
#[derive(Clone, derive_more::Debug)]
#[debug("RedisRateLimiter(per_second: {per_second:?})")]
pub struct RedisRateLimiter {
    server: Client,
    connection: Arc<OnceCell<ConnectionManager>>,
    per_second: Option<u32>,
    /// Turns of this process, so that none asks for so much in advance that the others fall behind.
    turns: Arc<Mutex<HashMap<Quota, Arc<Semaphore>>>>,
}

/// Calls that one process may reserve in advance. It hides the way to the server: 8 keep 200 a second over 40 ms.
const TURNS: usize = 8;
/// How long the server may be away.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one answer of the server may take.
const ANSWER: Duration = Duration::from_secs(1);
/// Pause before the server is asked again.
const PAUSE: Duration = Duration::from_millis(100);

static SCRIPT: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("redis.lua")));

impl RedisRateLimiter {
    /// How long a call counts that nobody ends.
    pub const LEASE: Duration = Duration::from_secs(60);

    /// Shares the rate over the server at a URL such as `redis://user:password@host:6379/0`; `rediss` for TLS.
    ///
    /// It connects when it is first asked.
    ///
    /// # Errors
    ///
    /// When the URL cannot be used. The error does not repeat it.
    pub fn new(url: impl AsRef<str>) -> Result<Self, Error> {
        let server = Client::open(url.as_ref()).map_err(|e| {
            Error::refused(format!("the Redis URL is refused: {e}; give one such as redis://127.0.0.1:6379"))
        })?;
        Ok(Self { server, connection: Arc::default(), per_second: None, turns: Arc::default() })
    }

    /// Grants `calls` calls a second (at least one) to each application and operation, instead of what the contract
    /// says, for applications whose limit was changed in the console.
    #[must_use]
    pub fn per_second(mut self, calls: u32) -> Self {
        self.per_second = Some(calls.max(1));
        self
    }

    async fn granted(&self, quota: Quota) -> Result<Permit, BoxError> {
        let turns = Arc::clone(lock(&self.turns).entry(quota).or_insert_with(|| Arc::new(Semaphore::new(TURNS))));
        let _turn = turns.acquire().await?;
        let (limiter, runtime) = (self.clone(), Handle::current());
        let mut slot = Slot { limiter, runtime, quota, id: fastrand::u128(..), end: "return", took: Duration::ZERO };
        loop {
            let wait = self.ask(quota, "take", slot.id, Duration::ZERO).await?;
            sleep(Duration::from_micros(wait.unsigned_abs())).await;
            if wait >= 0 {
                slot.end = "abandon";
                return Ok(Permit::new(|took| slot.ended(took)));
            }
        }
    }

    /// Tells the server of a call, patiently.
    async fn ask(&self, quota: Quota, action: &str, id: u128, took: Duration) -> RedisResult<i64> {
        let give_up = Instant::now() + PATIENCE;
        loop {
            match self.run(quota, action, id, took).await {
                Err(_) if Instant::now() < give_up => sleep(PAUSE).await,
                answer => return answer,
            }
        }
    }

    /// Microseconds to wait; negative if one must ask again afterwards.
    async fn run(&self, quota: Quota, action: &str, id: u128, took: Duration) -> RedisResult<i64> {
        let connect = || async {
            let settings = ConnectionManagerConfig::new().set_response_timeout(Some(ANSWER));
            let settings = settings.set_connection_timeout(Some(ANSWER)).set_number_of_retries(0);
            ConnectionManager::new_lazy_with_config(self.server.clone(), settings)
        };
        let mut connection = self.connection.get_or_try_init(connect).await?.clone();
        let info = quota.operation.info();
        let (calls, period) = self.per_second.map_or((info.calls, info.period), |c| (c, Duration::from_secs(1)));
        // The braces put both keys on the same server of a cluster.
        let lane = format!("tencent-chat:{{{}:{}}}", quota.sdk_app_id, info.id);
        let mut script = SCRIPT.key(format!("{lane}:slots"));
        script.key(lane).arg(action).arg(format!("{id:x}"));
        script.arg(micros(took)).arg(calls);
        for time in [period, period / BURST_PART, Self::LEASE] {
            script.arg(micros(time));
        }
        script.arg(SLOWEST).arg(micros(RECOVERY)).arg(micros(MEMORY)).arg(micros(JITTER));
        script.invoke_async(&mut connection).await
    }
}

impl RateLimiter for RedisRateLimiter {
    fn acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
        Box::pin(self.granted(quota))
    }

    fn slow_down(&self, quota: Quota) {
        let limiter = self.clone();
        tokio::spawn(async move { limiter.ask(quota, "slow_down", 0, Duration::ZERO).await });
    }
}

/// A call's place on the server, given back when it is dropped.
struct Slot {
    limiter: RedisRateLimiter,
    runtime: Handle,
    quota: Quota,
    id: u128,
    end: &'static str,
    took: Duration,
}

impl Slot {
    fn ended(mut self, took: Option<Duration>) {
        if let Some(took) = took {
            (self.end, self.took) = ("finish", took);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let Self { ref limiter, quota, id, end, took, .. } = *self;
        let limiter = limiter.clone();
        // If that fails, the lease ends it.
        self.runtime.spawn(async move { limiter.ask(quota, end, id, took).await });
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
