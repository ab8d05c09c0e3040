//! One quota for several processes, over a real Redis server.

use std::collections::VecDeque;
use std::io::Write;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::json;
use tencent_chat::{Client, LocalRateLimiter, RateLimiter, RedisRateLimiter, RetryPolicy};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt};

use crate::support::{Reply, Stub};

/// A Redis server of its own on a free port, which ends with the test.
struct Redis {
    port: u16,
    child: Child,
}

impl Redis {
    /// Nothing where Redis is not installed, which is said aloud; where it must be, that is a failure.
    async fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let Some(child) = Self::launch(port) else {
            let required = std::env::var_os("TENCENT_CHAT_REQUIRE_REDIS").is_some();
            assert!(!required, "redis-server is not installed, and this run requires it");
            // Past the test harness, which hides what passing tests print.
            let line = "NOT TESTED: redis-server is not installed, so no quota was shared by processes\n";
            std::io::stderr().write_all(line.as_bytes()).expect("stderr");
            return None;
        };
        let server = Self { port, child };
        server.is_up().await;
        Some(server)
    }

    fn launch(port: u16) -> Option<Child> {
        let port = port.to_string();
        let arguments = ["--port", &port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        Command::new("redis-server").args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
    }

    async fn is_up(&self) {
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "redis-server does not come up");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// The first line that the server answers.
    async fn tell(&self, command: &str) -> String {
        let mut server = tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.expect("Redis");
        server.write_all(format!("{command}\r\n").as_bytes()).await.expect("Redis");
        let mut lines = tokio::io::BufReader::new(server).lines();
        lines.next_line().await.expect("an answer").expect("a line")
    }

    fn stop(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("it can be stopped");
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// A client as another process of the fleet would have it.
///
/// It counts a call until its answer, so that no test hangs on how soon a loaded machine sees what was sent.
fn client(stub: &str, redis: &str, calls: u32) -> Client {
    let limiter = RedisRateLimiter::new(redis).expect("a good URL").per_second(calls).arrival_within(Duration::MAX);
    let client = crate::support::builder().base_url(stub).http_client(crate::support::http());
    client.rate_limiter(Arc::new(limiter)).build().expect("a client")
}

fn ok() -> Reply {
    Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))
}

/// Calls `times` times from ten tasks.
async fn call(client: &Client, times: usize) {
    let tasks = (0..10).map(|task| async move {
        for _ in (task..times).step_by(10) {
            client.banned_members("@TGS#a").send().await.expect("a page");
        }
    });
    join_all(tasks).await;
}

/// The most arrivals in any period of a second, over every window.
fn peak(arrivals: impl IntoIterator<Item = Instant>) -> usize {
    let mut window = VecDeque::new();
    let mut peak = 0;
    for at in arrivals {
        window.push_back(at);
        while window.front().is_some_and(|first| at.duration_since(*first) >= Duration::from_secs(1)) {
            window.pop_front();
        }
        peak = peak.max(window.len());
    }
    peak
}

/// A process of the fleet: this program again, in the test below, which makes forty calls when it finds these variables.
fn process(stub: &str, redis: &str) -> Command {
    let mut process = Command::new(std::env::current_exe().expect("this test"));
    process.args(["fleet::processes_share_one_quota_and_never_exceed_it", "--exact"]).stdout(Stdio::null());
    process.envs([("FLEET_STUB", stub), ("FLEET_REDIS", redis)]);
    process
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_one_quota_and_never_exceed_it() {
    if let (Ok(stub), Ok(redis)) = (std::env::var("FLEET_STUB"), std::env::var("FLEET_REDIS")) {
        return call(&client(&stub, &redis, 40), 40).await;
    }
    let Some(redis) = Redis::start().await else { return };
    let stub = Stub::always(ok()).await;
    let processes: Vec<_> = (0..4).map(|_| process(&stub.url, &redis.url()).spawn().expect("a process")).collect();
    for mut process in processes {
        let status = tokio::task::spawn_blocking(move || process.wait()).await.expect("no panic");
        assert!(status.expect("it ran").success());
    }
    let mut arrivals: Vec<_> = stub.asked().iter().map(|asked| asked.at).collect();
    arrivals.sort();
    assert_eq!(arrivals.len(), 160, "every process made its calls");
    assert!(peak(arrivals.iter().copied()) <= 40, "{} in a second", peak(arrivals));
}

#[tokio::test]
async fn a_call_that_is_cancelled_gives_its_place_back() {
    let Some(redis) = Redis::start().await else { return };
    let stub = Stub::always(ok()).await;
    let client = client(&stub.url, &redis.url(), 4);
    for wait in 0..40 {
        // Cut off while it asks Redis, while it waits for its turn, or while it is under way.
        let call = client.banned_members("@TGS#a");
        let _ = tokio::time::timeout(Duration::from_millis(wait), call.send()).await;
    }
    // A place that leaked would be missing for a minute.
    let rest = tokio::time::timeout(Duration::from_secs(40), call(&client, 12)).await;
    rest.expect("no place leaked");
}

#[tokio::test]
async fn too_many_calls_met_by_one_slow_all_down() {
    let Some(redis) = Redis::start().await else { return };
    let refused = Stub::sequence(vec![Reply::Json(json!({"ActionStatus": "FAIL", "ErrorCode": 60007})), ok()]).await;
    let stub = Stub::always(ok()).await;
    let (one, other) = (client(&refused.url, &redis.url(), 100), client(&stub.url, &redis.url(), 100));
    let once = RetryPolicy::never();
    one.banned_members("@TGS#a").retry(once).send().await.expect_err("too many calls");
    // It is told beside the call; the next one of the same process comes after it.
    one.banned_members("@TGS#a").send().await.expect("a page");
    let begun = Instant::now();
    call(&other, 50).await;
    // At the full rate, 50 calls less a burst of 5 take 0.45 s; at half of it, coming back up in 10 s, above 0.8 s.
    assert!(begun.elapsed() > Duration::from_millis(700), "{:?}", begun.elapsed());
}

/// Callers that give up after 0 to 100 ms, for two seconds: how many calls arrive.
async fn storm(limiter: impl Fn() -> Arc<dyn RateLimiter>) -> usize {
    let stub = Stub::always(ok()).await;
    // Two processes, in effect, if the limiters know nothing of each other.
    let clients = [(); 2].map(|()| stub.builder().rate_limiter(limiter()).build().expect("a client"));
    for client in &clients {
        call(client, 1).await;
    }
    let begun = Instant::now();
    let callers = (0..60).map(|task: u64| {
        let client = clients[task as usize % 2].clone();
        tokio::spawn(async move {
            for n in 0.. {
                if begun.elapsed() > Duration::from_secs(2) {
                    break;
                }
                let patience = Duration::from_millis((task * 7919 + n * 31) % 100);
                let _ = tokio::time::timeout(patience, client.banned_members("@TGS#a").send()).await;
            }
        })
    });
    join_all(callers).await.into_iter().for_each(|task| task.expect("no panic"));
    stub.asked().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn callers_that_give_up_cost_the_fleet_nothing() {
    let Some(redis) = Redis::start().await else { return };
    let mut seen = Vec::new();
    // A busy machine takes from both, though not evenly: one storm in which it did is enough.
    for _ in 0..5 {
        let local: Arc<dyn RateLimiter> = Arc::new(LocalRateLimiter::per_second(100));
        let shared = || -> Arc<dyn RateLimiter> {
            Arc::new(RedisRateLimiter::new(redis.url()).expect("a good URL").per_second(100))
        };
        let (local, shared) = tokio::join!(storm(|| Arc::clone(&local)), storm(shared));
        seen.push((shared, local));
        if shared * 10 >= local * 9 {
            return;
        }
    }
    panic!("of as many calls as the local limiter lets through, the shared one does: {seen:?}");
}

#[tokio::test]
async fn a_redis_that_forgets_makes_all_pause_for_a_period() {
    let Some(redis) = Redis::start().await else { return };
    let stub = Stub::always(ok()).await;
    // The pause allows for requests that are still on their way, so their bound is the short one here.
    let fresh = || {
        let limiter = RedisRateLimiter::new(redis.url()).expect("a good URL").per_second(100);
        stub.builder().rate_limiter(Arc::new(limiter)).build().expect("a client")
    };
    let clients = [fresh(), fresh()];
    let calls = || join_all(clients.iter().map(|client| call(client, 60)));
    calls().await;
    assert_eq!(redis.tell("FLUSHALL").await, "+OK");
    calls().await;
    let mut arrivals: Vec<_> = stub.asked().iter().map(|asked| asked.at).collect();
    arrivals.sort();
    let pause = arrivals.windows(2).map(|pair| pair[1] - pair[0]).max().expect("calls");
    assert!(pause >= Duration::from_secs(1), "{pause:?}");
}

#[tokio::test(start_paused = true)]
async fn without_redis_every_caller_fails_after_the_same_time() {
    let stub = Stub::always(ok()).await;
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
    let client = client(&stub.url, &format!("redis://{nobody}"), 100);
    let begun = tokio::time::Instant::now();
    let calls = (0..50).map(|_| async {
        let error = client.banned_members("@TGS#a").send().await.expect_err("nobody to ask");
        assert!(error.is_local(), "{error}");
        begun.elapsed()
    });
    let took = join_all(calls).await;
    let (first, last) = (took.iter().min().expect("some"), took.iter().max().expect("some"));
    assert!(*first >= Duration::from_secs(5), "{first:?}");
    // Eight have a turn at once: one after the other would be 35 s.
    assert!(*last - *first < Duration::from_secs(5), "{took:?}");
}

#[tokio::test]
async fn what_cannot_heal_fails_at_once() {
    let Some(redis) = Redis::start().await else { return };
    let stub = Stub::always(ok()).await;
    let url = format!("redis://nobody:c4n4ry@127.0.0.1:{}", redis.port);
    let begun = Instant::now();
    let error = client(&stub.url, &url, 100).banned_members("@TGS#a").send().await.expect_err("it cannot heal");
    assert!(error.is_local(), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{error} after {:?}", begun.elapsed());
    assert!(!error.to_string().contains("c4n4ry"), "{error}");
}

/// The `redis` crate trusts no certificate then.
#[cfg(all(feature = "rustls", feature = "native-tls"))]
#[test]
fn with_both_kinds_of_tls_redis_is_not_reached_by_tls() {
    let error = RedisRateLimiter::new("rediss://127.0.0.1:6379").expect_err("nobody is trusted");
    assert!(error.is_refused() && error.to_string().contains("`native-tls`"), "{error}");
}

#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
#[tokio::test(flavor = "multi_thread")]
async fn redis_is_reached_by_tls_by_those_who_trust_its_certificate() {
    let folder = tempfile::tempdir().expect("a folder");
    let (key, certificate) = (folder.path().join("key.pem"), folder.path().join("certificate.pem"));
    let mut openssl = Command::new("openssl");
    openssl.args("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(' '));
    openssl.args("-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1".split(' '));
    openssl.args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"]).arg(&key).arg("-out").arg(&certificate);
    let made = openssl.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
    let mut server = Command::new("redis-server");
    server.args(["--port", "0", "--bind", "127.0.0.1", "--save", "", "--tls-auth-clients", "no", "--tls-port"]);
    server.arg(port.to_string()).arg("--tls-cert-file").arg(&certificate).arg("--tls-key-file").arg(&key);
    let server = server.arg("--tls-ca-cert-file").arg(&certificate).stdout(Stdio::null()).stderr(Stdio::null());
    let Some(child) = server.spawn().ok().filter(|_| made) else {
        let required = std::env::var_os("TENCENT_CHAT_REQUIRE_REDIS").is_some();
        assert!(!required, "redis-server and openssl are required");
        let line = "NOT TESTED: redis-server or openssl is not installed, so Redis was not reached by TLS\n";
        return std::io::stderr().write_all(line.as_bytes()).expect("stderr");
    };
    let redis = Redis { port, child };
    redis.is_up().await;
    let (stub, url) = (Stub::always(ok()).await, format!("rediss://127.0.0.1:{port}"));
    // Whom a process trusts stands in its environment.
    let mut trusting = process(&stub.url, &url).env("SSL_CERT_FILE", &certificate).spawn().expect("a process");
    let status = tokio::task::spawn_blocking(move || trusting.wait()).await.expect("no panic");
    assert!(status.expect("it ran").success());
    assert_eq!(stub.asked().len(), 40);

    let error = client(&stub.url, &url, 100).banned_members("@TGS#a").send().await.expect_err("nobody vouches for it");
    assert!(error.is_local() && error.to_string().contains("certificate"), "{error}");
    assert_eq!(stub.asked().len(), 40);
}

#[tokio::test]
async fn the_pause_after_it_forgot_is_made_by_all_however_long_a_request_may_take_to_arrive() {
    let Some(redis) = Redis::start().await else { return };
    let stub = Stub::always(ok()).await;
    let clients = [client(&stub.url, &redis.url(), 100), client(&stub.url, &redis.url(), 100)];
    call(&clients[0], 3).await;
    assert_eq!(redis.tell("FLUSHALL").await, "+OK");
    for client in &clients {
        let request = client.banned_members("@TGS#a").retry(RetryPolicy::never().wait_in_line(false));
        assert!(request.send().await.expect_err("all pause").is_busy());
    }
}

#[tokio::test]
async fn a_fleet_that_was_idle_is_not_taken_for_a_redis_that_forgot() {
    let Some(redis) = Redis::start().await else { return };
    let stub = Stub::always(ok()).await;
    call(&client(&stub.url, &redis.url(), 100), 3).await;
    let key = format!("tencent-chat:{{{}:get_group_ban_member}}", crate::support::SDK_APP_ID);
    let lasts: i64 = redis.tell(&format!("TTL {key}")).await.trim_start_matches(':').parse().expect("a number");
    assert!(lasts > 7 * 24 * 3_600, "{lasts} s");
}

#[tokio::test]
async fn a_redis_that_comes_back_is_waited_for() {
    let Some(mut redis) = Redis::start().await else { return };
    let stub = Stub::always(ok()).await;
    // The pause after it forgot allows for requests that are still on their way, so their bound is the short one here.
    let limiter = RedisRateLimiter::new(redis.url()).expect("a good URL").per_second(100);
    let client = stub.builder().rate_limiter(Arc::new(limiter)).build().expect("a client");
    call(&client, 3).await;
    redis.stop();
    let back = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        redis.child = Redis::launch(redis.port).expect("it was there a moment ago");
    };
    let call = client.banned_members("@TGS#a");
    let (page, ()) = tokio::join!(call.send(), back);
    page.expect("a page");
}

#[tokio::test(start_paused = true)]
async fn without_redis_nothing_is_sent_and_no_password_is_told() {
    let stub = Stub::always(ok()).await;
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
    let url = format!("redis://fleet:c4n4ry@{nobody}");
    let client = client(&stub.url, &url, 100);
    let error = client.banned_members("@TGS#a").send().await.expect_err("nobody to ask");
    assert!(error.is_local() && error.resume_from().is_some(), "{error:?}");
    assert!(stub.asked().is_empty());
    let limiter = RedisRateLimiter::new(&url).expect("a good URL");
    let refused = RedisRateLimiter::new("http://fleet:c4n4ry@localhost").expect_err("no Redis URL");
    assert!(refused.is_refused());
    for text in [error.to_string(), format!("{error:?}"), format!("{limiter:?}"), format!("{refused:?} {refused}")] {
        assert!(!text.contains("c4n4ry"), "{text}");
    }
}
