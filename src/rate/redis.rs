//! A rate limiter that processes share over Redis.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use ::redis::aio::{ConnectionManager, ConnectionManagerConfig};
use ::redis::{Client, ConnectionAddr, ErrorKind, RedisError, RedisResult, Script};
use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep, sleep_until, timeout_at};
use tokio_util::task::AbortOnDropHandle;

use crate::error::{BoxError, Error};
use crate::lock::lock;
use crate::rate::window::{ARRIVAL_WITHIN, BURST_PART, RECOVERY, SLOWEST};
use crate::rate::{Permit, Progress, Quota, RateLimiter};

/// A rate limiter for processes that share a server of Redis (5 or later) or of its protocol.
///
/// The processes together get what a [`LocalRateLimiter`](crate::LocalRateLimiter) grants one: at most so many calls
/// in any sliding period for each application and operation, as the service sees it, spread evenly, in turn, and
/// fewer for a while after any of them met "too many calls". Processes on several machines count by the server's
/// clock. Every process must use this limiter, with the same settings.
///
/// - Redis is away: a call waits 5 s for it, then fails without being sent ([`Error::is_local`]); reading a list can
///   go on later from [`Error::resume_from`]. It does not go on without Redis, since the fleet would exceed the rate.
///   What cannot heal, such as a wrong password, fails at once.
/// - Redis forgets (a restart without persistence, an eviction): the first process that notices makes all pause for a
///   period. Only a process that has not called yet may call before that.
/// - A process dies: what it had under way counts for [`LEASE`](Self::LEASE). No attempt may take longer than that.
///
/// Each call runs two scripts on the server, of about 0.05 ms each. Each application and operation takes 30 KiB of its
/// memory.
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
    arrival_within: Duration,
    lanes: Arc<Mutex<HashMap<Quota, Arc<Lane>>>>,
    /// Since when the server has been failing, and how.
    failing: Arc<Mutex<Option<(Instant, RedisError)>>>,
}

/// What this process knows of a quota.
#[derive(Debug)]
struct Lane {
    /// Turns of this process, so that none asks for so much in advance that the others fall behind.
    turns: Arc<Semaphore>,
    /// Starts whose callers have given up: for whoever is next here.
    spare: Mutex<Vec<Start>>,
    /// The latest start that was used, by which a server is known that forgot.
    latest: AtomicI64,
}

/// A call's place on the server.
#[derive(Debug, Clone, Copy)]
struct Start {
    id: u128,
    at: Instant,
    /// The same by the server's clock.
    turn: i64,
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
    /// How long a call counts whose process died.
    pub const LEASE: Duration = Duration::from_secs(60);

    /// Returns a limiter that uses the server at a URL such as `redis://user:password@host:6379/0`, or `rediss` for
    /// TLS, with a certificate that the platform trusts and one of the features `rustls` and `native-tls`, not both.
    ///
    /// It connects when the first call asks it. Sentinel and cluster are not supported: give the address of one server,
    /// or one that leads to whichever server is in charge.
    ///
    /// ```
    /// use tencent_chat::RedisRateLimiter;
    ///
    /// let limiter = RedisRateLimiter::new("redis://127.0.0.1:6379")?;
    /// assert!(RedisRateLimiter::new("http://127.0.0.1:6379").unwrap_err().is_refused());
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the URL cannot be used, or asks for TLS while both features are on. The error does not repeat it.
    pub fn new(url: impl AsRef<str>) -> Result<Self, Error> {
        let server = Client::open(url.as_ref()).map_err(|e| {
            Error::refused(format!("the Redis URL is refused: {e}; give one such as redis://127.0.0.1:6379"))
        })?;
        let tls = matches!(server.get_connection_info().addr(), ConnectionAddr::TcpTls { .. });
        if tls && cfg!(all(feature = "rustls", feature = "native-tls")) {
            let why = "by TLS, Redis needs one of the features `rustls` and `native-tls`: with both, it trusts no certificate";
            return Err(Error::refused(why));
        }
        let (connection, lanes, failing) = Default::default();
        Ok(Self { server, connection, per_second: None, arrival_within: ARRIVAL_WITHIN, lanes, failing })
    }

    /// Sets the number of calls a second (at least one) for each application and operation. Default: what the contract
    /// says. For applications whose limit was changed in the console.
    ///
    /// ```
    /// use tencent_chat::RedisRateLimiter;
    ///
    /// let limiter = RedisRateLimiter::new("redis://127.0.0.1:6379")?.per_second(400);
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    #[must_use]
    pub fn per_second(mut self, calls: u32) -> Self {
        self.per_second = Some(calls.max(1));
        self
    }

    /// As [`LocalRateLimiter::arrival_within`](crate::LocalRateLimiter::arrival_within), but no more than
    /// [`LEASE`](Self::LEASE). A server that forgot makes all pause for so much longer than a period: with
    /// [`Duration::MAX`], for 61 s instead of one.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencent_chat::RedisRateLimiter;
    ///
    /// let limiter = RedisRateLimiter::new("redis://127.0.0.1:6379")?.arrival_within(Duration::from_millis(20));
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    #[must_use]
    pub fn arrival_within(mut self, bound: Duration) -> Self {
        self.arrival_within = bound;
        self
    }

    fn lane(&self, quota: Quota) -> Arc<Lane> {
        let lane =
            || Lane { turns: Arc::new(Semaphore::new(TURNS)), spare: Mutex::default(), latest: AtomicI64::new(-1) };
        Arc::clone(lock(&self.lanes).entry(quota).or_insert_with(|| Arc::new(lane())))
    }

    async fn granted(&self, quota: Quota, patient: bool) -> Result<Option<Permit>, BoxError> {
        let (lane, begun) = (self.lane(quota), Instant::now());
        let _turn = if patient {
            self.in_turn(&lane, begun).await?
        } else {
            let Ok(turn) = Arc::clone(&lane.turns).try_acquire_owned() else { return Ok(None) };
            turn
        };
        let mut place = Place::new(self, quota, &lane);
        let spare = {
            let mut spare = lock(&lane.spare);
            let first = spare.iter().enumerate().min_by_key(|(_, start)| start.at).map(|(i, _)| i);
            first.map(|first| spare.swap_remove(first))
        };
        let start = match spare {
            Some(start) => start,
            None => loop {
                let (wait, turn) = self.ask(quota, "take", place.id(), begun).await?;
                let after = Duration::from_micros(wait.unsigned_abs());
                if wait >= 0 {
                    break Start { id: place.id(), at: Instant::now() + after, turn };
                }
                if !patient {
                    return Ok(None);
                }
                sleep(after).await;
            },
        };
        place.start = Ok(start);
        if !patient && start.at > Instant::now() {
            return Ok(None);
        }
        sleep_until(start.at).await;
        Ok(Some(place.permit()))
    }

    /// Waits for a turn, but no longer than for the server.
    async fn in_turn(&self, lane: &Lane, begun: Instant) -> Result<OwnedSemaphorePermit, BoxError> {
        let mut line = std::pin::pin!(Arc::clone(&lane.turns).acquire_owned());
        let mut look = begun + PATIENCE;
        loop {
            if let Ok(turn) = timeout_at(look, &mut line).await {
                return Ok(turn?);
            }
            look = match &*lock(&self.failing) {
                Some((since, error)) if *since.max(&begun) + PATIENCE <= look => return Err(error.clone().into()),
                Some((since, _)) => *since.max(&begun) + PATIENCE,
                None => look + PATIENCE,
            };
        }
    }

    /// Tells the server of a call, patiently.
    async fn ask(&self, quota: Quota, action: &str, id: u128, begun: Instant) -> RedisResult<(i64, i64)> {
        loop {
            let error = match self.run(quota, action, id).await {
                Ok(answer) => {
                    *lock(&self.failing) = None;
                    return Ok(answer);
                }
                Err(error) => error,
            };
            let since = lock(&self.failing).get_or_insert((Instant::now(), error.clone())).0;
            if is_final(&error) || since.max(begun) + PATIENCE <= Instant::now() {
                return Err(error);
            }
            sleep(PAUSE).await;
        }
    }

    /// Microseconds to wait, and the start by the server's clock; negative if one must ask again afterwards.
    async fn run(&self, quota: Quota, action: &str, id: u128) -> RedisResult<(i64, i64)> {
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
        script.arg(self.lane(quota).latest.load(Ordering::Relaxed)).arg(calls);
        for time in [period, period / BURST_PART, Self::LEASE] {
            script.arg(micros(time));
        }
        script.arg(SLOWEST).arg(micros(RECOVERY)).arg(micros(self.arrival_within.min(Self::LEASE)));
        script.invoke_async(&mut connection).await
    }
}

/// Whether asking again would bring the same error.
fn is_final(error: &RedisError) -> bool {
    let refused = matches!(error.code(), Some("NOAUTH" | "WRONGPASS" | "NOPERM" | "MOVED" | "CROSSSLOT"));
    refused || matches!(error.kind(), ErrorKind::AuthenticationFailed | ErrorKind::InvalidClientConfig)
}

impl RateLimiter for RedisRateLimiter {
    fn acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
        let limiter = self.clone();
        Box::pin(async move {
            // A task, since a caller who is not polled would keep its turn from the others.
            let granted = tokio::spawn(async move { limiter.granted(quota, true).await });
            Ok(AbortOnDropHandle::new(granted).await??.expect("who is patient gets a permit"))
        })
    }

    fn try_acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Option<Permit>, BoxError>> {
        Box::pin(self.granted(quota, false))
    }

    fn slow_down(&self, quota: Quota) {
        let limiter = self.clone();
        tokio::spawn(async move { limiter.ask(quota, "slow_down", 0, Instant::now()).await });
    }
}

/// A caller's claim to a place on the server, given back when it is dropped.
struct Place {
    limiter: RedisRateLimiter,
    runtime: Handle,
    quota: Quota,
    lane: Arc<Lane>,
    /// Or the name under which one is being asked for.
    start: Result<Start, u128>,
}

impl Place {
    fn new(limiter: &RedisRateLimiter, quota: Quota, lane: &Arc<Lane>) -> Self {
        let (limiter, runtime, lane) = (limiter.clone(), Handle::current(), Arc::clone(lane));
        Self { limiter, runtime, quota, lane, start: Err(fastrand::u128(1..)) }
    }

    fn id(&self) -> u128 {
        self.start.map_or_else(|id| id, |start| start.id)
    }

    /// Turns it into leave to call.
    fn permit(mut self) -> Permit {
        let id = self.id();
        if let Ok(start) = std::mem::replace(&mut self.start, Err(0)) {
            self.lane.latest.fetch_max(start.turn, Ordering::Relaxed);
        }
        let (limiter, runtime, quota) = (self.limiter.clone(), self.runtime.clone(), self.quota);
        let (begun, mut arrives_by) = (Instant::now(), Duration::MAX);
        Permit::new(move |progress| {
            let news = progress.arrival(arrives_by, begun.elapsed(), limiter.arrival_within);
            let (Some(at), limiter) = (news, limiter.clone()) else { return };
            arrives_by = at;
            let action = action(progress);
            // If that fails, the lease ends it.
            runtime.spawn(async move { limiter.ask(quota, action, id, Instant::now()).await });
        })
    }
}

/// What the script is told of a call's progress.
fn action(progress: Progress) -> &'static str {
    if progress == Progress::Sent { "sent" } else { "arrived" }
}

impl Drop for Place {
    fn drop(&mut self) {
        let (id, begun) = (self.id(), Instant::now());
        if id == 0 {
            return;
        }
        let (limiter, lane, quota, start) = (self.limiter.clone(), Arc::clone(&self.lane), self.quota, self.start);
        lock(&lane.spare).extend(start);
        self.runtime.spawn(async move {
            if let Ok(start) = start {
                sleep_until(start.at).await;
                let mut spare = lock(&lane.spare);
                let Some(unused) = spare.iter().position(|start| start.id == id) else { return };
                spare.swap_remove(unused);
            }
            let _ = limiter.ask(quota, "return", id, begun).await;
        });
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::net::TcpListener;
    use std::process::{Command, Stdio};

    use super::*;
    use crate::rate::window::tests::{Event, SEQUENCES};

    /// Ends with the test.
    struct Running(std::process::Child);

    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.0.kill().and_then(|()| self.0.wait());
        }
    }

    #[test]
    fn the_script_lets_calls_start_when_the_table_of_the_window_says() {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let arguments = ["--port", &port.to_string(), "--save", ""];
        let mut server = Command::new("redis-server");
        let Ok(server) = server.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
            let required = std::env::var_os("TENCENT_CHAT_REQUIRE_REDIS").is_some();
            assert!(!required, "redis-server is not installed, and this run requires it");
            let line = b"NOT TESTED: redis-server is not installed, so its script was not compared with the window\n";
            return std::io::stderr().write_all(line).expect("stderr");
        };
        let _server = Running(server);
        let client = Client::open(format!("redis://127.0.0.1:{port}")).expect("a URL");
        let connect = || {
            std::thread::sleep(Duration::from_millis(50));
            client.get_connection().ok()
        };
        let mut connection = std::iter::repeat_with(connect).take(200).flatten().next().expect("it comes up");
        let told = include_str!("redis.lua").replace("local time = redis.call('TIME')", "");
        let script = Script::new(&told.replace("time[1] * 1000000 + time[2]", "tonumber(ARGV[11])"));
        for (name, events) in SEQUENCES {
            let mut arrives_by = [Duration::MAX; 8];
            let mut tell = |ms: u64, action: &str, id: usize| -> u64 {
                let now = 1_000_000_000 + ms * 1_000;
                let mut script = script.key(format!("{name}:slots"));
                script.key(format!("{name}:lane")).arg(action).arg(id).arg(-1).arg(4);
                script
                    .arg(1_000_000)
                    .arg(50_000)
                    .arg(60_000_000)
                    .arg(SLOWEST)
                    .arg(micros(RECOVERY))
                    .arg(5_000)
                    .arg(now);
                script.invoke::<(u64, u64)>(&mut connection).expect(name).0
            };
            for (at, event) in *events {
                match *event {
                    Event::Takes(call, start) => {
                        assert_eq!(at + tell(*at, "take", call) / 1_000, start, "{name}: {call}")
                    }
                    Event::Told(call, progress) => {
                        let now = Duration::from_millis(*at);
                        if let Some(latest) = progress.arrival(arrives_by[call], now, ARRIVAL_WITHIN) {
                            arrives_by[call] = latest;
                            tell(*at, action(progress), call);
                        }
                    }
                    Event::SlowDown => drop(tell(*at, "slow_down", 0)),
                }
            }
        }
    }
}
