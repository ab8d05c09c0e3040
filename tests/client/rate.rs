//! The rate, by a clock that only moves when everybody waits.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt, join_all};
use serde_json::json;
use tencent_chat::{BoxError, LocalRateLimiter, Operation, Permit, Quota, RateLimiter, SdkAppId};
use tokio::time::Instant;

use crate::support::{Reply, SDK_APP_ID, Stub};

/// Where a call's time goes: before it is sent, on its way there, and until its answer.
type Took = fn(usize) -> [u64; 3];

/// Takes permits from many tasks for `time`, each call lasting so many milliseconds, and tells when each arrived.
async fn arrivals(limiter: LocalRateLimiter, tasks: usize, time: Duration, took: Took) -> Vec<Instant> {
    let limiter = Arc::new(limiter);
    let quota = quota(Operation::ALL[0]);
    let end = Instant::now() + time;
    let calls = (0..tasks).map(|task| {
        let limiter = Arc::clone(&limiter);
        tokio::spawn(async move {
            let mut arrived = Vec::new();
            while Instant::now() < end {
                let mut permit = limiter.acquire(quota).await.expect("a local limiter does not fail");
                let [before, there, back] = took(task * 7919 + arrived.len()).map(Duration::from_millis);
                tokio::time::sleep(before).await;
                permit.sent();
                tokio::time::sleep(there).await;
                arrived.push(Instant::now());
                tokio::time::sleep(back).await;
                permit.answered();
            }
            arrived
        })
    });
    let mut all: Vec<_> = join_all(calls).await.into_iter().flat_map(|a| a.expect("no panic")).collect();
    all.sort();
    all
}

fn quota(operation: Operation) -> Quota {
    Quota::new(SdkAppId::new(SDK_APP_ID).expect("not zero"), operation)
}

/// The most arrivals in any period of a second, over every window.
fn peak(arrivals: &[Instant]) -> usize {
    let mut window = VecDeque::new();
    let mut peak = 0;
    for &at in arrivals {
        window.push_back(at);
        while window.front().is_some_and(|first| at.duration_since(*first) >= Duration::from_secs(1)) {
            window.pop_front();
        }
        peak = peak.max(window.len());
    }
    peak
}

/// Some number below `most` for each call, the same in every run.
fn some(n: usize, most: u64) -> u64 {
    ((n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) % most
}

#[tokio::test(start_paused = true)]
async fn the_permitted_rate_is_used_to_the_full_and_never_exceeded() {
    let quick: Took = |_| [0, 2, 3];
    let slow: Took = |_| [0, 120, 30];
    for took in [quick, slow] {
        let arrived = arrivals(LocalRateLimiter::default(), 50, Duration::from_secs(10), took).await;
        assert_eq!(peak(&arrived), 200);
        assert!(arrived.len() >= 1_980, "{} in 10 s", arrived.len());
    }
}

#[tokio::test(start_paused = true)]
async fn answers_that_take_unequally_long_leave_nothing_of_the_rate_unused() {
    let unequal: Took = |n| [0, some(n, 5), some(n, 1_000)];
    let arrived = arrivals(LocalRateLimiter::default(), 300, Duration::from_secs(60), unequal).await;
    assert!(peak(&arrived) <= 200, "{} in a second", peak(&arrived));
    assert!(arrived.len() >= 60 * 198, "{} in 60 s", arrived.len());
}

#[tokio::test(start_paused = true)]
async fn whoever_counts_until_the_answer_never_exceeds_the_rate_whatever_the_way() {
    // Every seventh request arrives up to 90 ms late; after two seconds the way gets 300 ms shorter.
    let uneven: Took = |n| {
        let late = if n.is_multiple_of(7) { (n % 10) as u64 * 10 } else { 0 };
        [0, late + if n % 7919 < 8 { 300 } else { 2 }, some(n, 100)]
    };
    let exact = LocalRateLimiter::default().arrival_within(Duration::MAX);
    let arrived = arrivals(exact, 50, Duration::from_secs(10), uneven).await;
    assert!(peak(&arrived) <= 200, "{} in a second", peak(&arrived));
    assert!(arrived.len() >= 1_500, "{} in 10 s", arrived.len());
    let wide = LocalRateLimiter::default().arrival_within(Duration::from_millis(90));
    let uneven: Took = |n| [0, some(n, 90), some(n, 100)];
    let arrived = arrivals(wide, 50, Duration::from_secs(10), uneven).await;
    assert!(peak(&arrived) <= 200, "{} in a second", peak(&arrived));
    assert!(arrived.len() >= 1_800, "{} in 10 s", arrived.len());
}

#[tokio::test(start_paused = true)]
async fn first_calls_that_must_connect_do_not_let_later_ones_come_too_early() {
    // Each task's first call connects for 180 ms, the others find the connection.
    let cold: Took = |n| [if n.is_multiple_of(7919) { 180 } else { 0 }, 20, 20];
    let arrived = arrivals(LocalRateLimiter::default(), 50, Duration::from_secs(5), cold).await;
    assert!(peak(&arrived) <= 200, "{} in a second", peak(&arrived));
    assert!(arrived.len() >= 970, "{} in 5 s", arrived.len());
}

#[tokio::test(start_paused = true)]
async fn callers_that_give_up_in_line_cost_the_others_nothing() {
    let limiter = Arc::new(LocalRateLimiter::default());
    let quota = quota(Operation::ALL[0]);
    let end = Instant::now() + Duration::from_secs(10);
    let callers = (0..200).map(|task| {
        let limiter = Arc::clone(&limiter);
        tokio::spawn(async move {
            let mut called = 0;
            for n in 0.. {
                if Instant::now() >= end {
                    break;
                }
                let patience = Duration::from_millis(1 + some(task * 7919 + n, 100));
                called += usize::from(tokio::time::timeout(patience, limiter.acquire(quota)).await.is_ok());
            }
            called
        })
    });
    let called: usize = join_all(callers).await.into_iter().map(|c| c.expect("no panic")).sum();
    assert!(called >= 1_970, "{called} in 10 s");
}

#[tokio::test(start_paused = true)]
async fn who_would_not_wait_is_told_at_once() {
    let limiter = LocalRateLimiter::per_second(2);
    let quota = quota(Operation::ALL[0]);
    let start = Instant::now();
    assert!(limiter.try_acquire(quota).await.expect("no error").is_some());
    assert!(limiter.try_acquire(quota).await.expect("no error").is_none());
    assert_eq!(start.elapsed(), Duration::ZERO);
    tokio::time::advance(Duration::from_millis(501)).await;
    assert!(limiter.try_acquire(quota).await.expect("no error").is_some(), "asking in vain cost nothing");
}

#[tokio::test(start_paused = true)]
async fn callers_are_served_in_turn() {
    let limiter = Arc::new(LocalRateLimiter::per_second(10));
    let quota = quota(Operation::ALL[0]);
    let order = Arc::new(Mutex::new(Vec::new()));
    let calls = (0..30).map(|n| {
        let (limiter, order) = (Arc::clone(&limiter), Arc::clone(&order));
        tokio::spawn(async move {
            let permit = limiter.acquire(quota).await.expect("a permit");
            order.lock().expect("not poisoned").push(n);
            drop(permit);
        })
    });
    let calls: Vec<_> = calls.collect();
    join_all(calls).await;
    assert_eq!(*order.lock().expect("not poisoned"), (0..30).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn too_many_calls_slow_everybody_down_for_a_while() {
    let limiter = LocalRateLimiter::default();
    let quota = quota(Operation::ALL[0]);
    let mut granted = Vec::new();
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        drop(limiter.acquire(quota).await.expect("a permit"));
        granted.push(start.elapsed().as_secs());
        if granted.len() == 1_000 {
            // Answers of calls that were under way together count once.
            (0..50).for_each(|_| limiter.slow_down(quota));
        }
    }
    let in_second = |second| granted.iter().filter(|at| **at == second).count();
    assert!((195..=200).contains(&in_second(3)), "before: {}", in_second(3));
    assert!((95..=120).contains(&in_second(5)), "just after: {}", in_second(5));
    assert!((195..=200).contains(&in_second(20)), "recovered: {}", in_second(20));
}

#[tokio::test(start_paused = true)]
async fn operations_and_applications_have_quotas_of_their_own() {
    let limiter = LocalRateLimiter::per_second(1);
    let start = Instant::now();
    for operation in Operation::ALL {
        drop(limiter.acquire(quota(*operation)).await.expect("a permit"));
    }
    assert!(start.elapsed() < Duration::from_millis(10));
    assert_eq!(quota(Operation::ALL[0]).sdk_app_id, SdkAppId::new(SDK_APP_ID).expect("not zero"));
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_permit_comes_back() {
    let limiter = LocalRateLimiter::per_second(2);
    let quota = quota(Operation::ALL[0]);
    for _ in 0..50 {
        drop(limiter.acquire(quota).await.expect("a permit"));
        let waiting = limiter.acquire(quota);
        let _ = tokio::time::timeout(Duration::from_millis(1), waiting).await;
    }
    let last = tokio::time::timeout(Duration::from_secs(3), limiter.acquire(quota)).await;
    drop(last.expect("no permit leaked").expect("a permit"));
}

#[tokio::test]
async fn every_attempt_takes_a_permit_and_a_limiter_that_fails_sends_nothing() {
    #[derive(Debug, Default)]
    struct Two(Mutex<usize>);
    impl RateLimiter for Two {
        fn acquire(&self, _: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
            let mut granted = self.0.lock().expect("not poisoned");
            *granted += 1;
            let granted = *granted;
            Box::pin(
                async move { if granted > 2 { Err("the counter is down".into()) } else { Ok(Permit::new(|_| ())) } },
            )
        }
    }
    let stub = Stub::always(Reply::Json(json!({"ActionStatus": "FAIL", "ErrorCode": 60008}))).await;
    let client = stub.builder().retry(crate::support::hasty()).rate_limiter(Arc::new(Two::default()));
    let error = client.build().expect("a client").banned_members("a").send().await.expect_err("no third permit");
    assert!(error.is_local(), "{error:?}");
    assert!(error.to_string().contains("the counter is down"), "{error}");
    assert_eq!((stub.asked().len(), error.attempts().len()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_waits_and_is_not_polled_holds_up_nobody() {
    let limiter = LocalRateLimiter::per_second(20);
    let quota = quota(Operation::ALL[0]);
    let mut waiting = limiter.acquire(quota);
    while waiting.as_mut().now_or_never().is_some() {
        waiting = limiter.acquire(quota);
    }
    // It is first in line now.
    for _ in 0..10 {
        let permit = tokio::time::timeout(Duration::from_secs(60), limiter.acquire(quota)).await;
        drop(permit.expect("not held up").expect("a local limiter does not fail"));
    }
    drop(waiting.await.expect("a local limiter does not fail"));
}
