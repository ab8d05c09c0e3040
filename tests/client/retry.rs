//! What is tried again, how often, and what an error remembers of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt};
use serde_json::json;
use tencent_chat::{
    Attempt, BoxError, Client, ClientBuilder, ErrorCode, LocalRateLimiter, Permit, Quota, RateLimiter, RetryClass,
    RetryPolicy, SdkAppId, SecretKey, Unlimited, UserSig, UserSigSource, Wanted, usersig,
};

use crate::support::{KEY, Reply, SDK_APP_ID, Stub, hasty, http};

fn ok() -> Reply {
    Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))
}

fn code(code: ErrorCode) -> Reply {
    Reply::Json(json!({"ActionStatus": "FAIL", "ErrorCode": code.get(), "ErrorInfo": ""}))
}

fn status(status: u16) -> Reply {
    Reply::Raw(format!("HTTP/1.1 {status} Status\r\nContent-Length: 5\r\n\r\n<html"))
}

#[tokio::test]
async fn passing_failures_are_tried_again() {
    let failures = [
        code(ErrorCode::GROUP_SERVICE_INTERNAL),
        code(ErrorCode::SERVICE_TIMEOUT),
        code(ErrorCode::RATE_EXCEEDED),
        status(408),
        status(429),
        status(502),
        Reply::Close,
        Reply::Body("{\"ActionStatus\":".into()),
        Reply::Raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".into()),
    ];
    for failure in failures {
        let stub = Stub::sequence(vec![failure.clone(), failure.clone(), ok()]).await;
        let client = stub.builder().retry(hasty()).build().expect("a client");
        client.banned_members("@TGS#a").send().await.unwrap_or_else(|e| panic!("{failure:?}: {e}"));
        let asked = stub.asked();
        assert_eq!(asked.len(), 3, "{failure:?}");
        let randoms: std::collections::HashSet<_> = asked.iter().map(|a| a.parameter("random")).collect();
        assert_eq!(randoms.len(), 3, "each attempt has a `random` of its own");
    }
}

#[tokio::test]
async fn lasting_failures_are_not_tried_again() {
    let lasting = ErrorCode::all().iter().filter(|info| info.retry == RetryClass::Never).map(|info| code(info.code));
    for failure in lasting.chain([status(404), status(302), code(ErrorCode::new(4242))]) {
        let stub = Stub::always(failure.clone()).await;
        let client = stub.builder().retry(hasty()).build().expect("a client");
        let error = client.banned_members("@TGS#a").send().await.expect_err("a failure");
        assert_eq!((stub.asked().len(), error.attempts().len()), (1, 1), "{failure:?}");
    }
}

#[tokio::test]
async fn never_again_means_one_attempt() {
    let stub = Stub::always(status(502)).await;
    let client = stub.builder().retry(RetryPolicy::never()).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("a failure");
    assert_eq!((stub.asked().len(), error.attempts().len()), (1, 1));
    assert!(!error.to_string().contains("attempts"), "{error}");
}

#[tokio::test]
async fn an_error_says_how_many_attempts_were_made_and_what_each_met() {
    let stub = Stub::sequence(vec![status(502), Reply::Close, code(ErrorCode::SERVICE_TIMEOUT)]).await;
    let client = stub.builder().retry(hasty().max_attempts(3)).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("a failure");
    assert_eq!(error.code(), Some(ErrorCode::SERVICE_TIMEOUT));
    let met: Vec<_> = error.attempts().iter().map(|attempt| attempt.failure.as_deref().expect("it failed")).collect();
    assert_eq!(met, ["HTTP status 502", "the response was lost", "the service answered 60008 (SERVICE_TIMEOUT)"]);
    let last =
        "(after 3 attempts: HTTP status 502, the response was lost, the service answered 60008 (SERVICE_TIMEOUT))";
    assert!(error.to_string().ends_with(last), "{error}");

    let stub = Stub::always(status(502)).await;
    let client = stub.builder().retry(hasty().max_attempts(3)).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("a failure");
    assert!(error.to_string().ends_with("(after 3 attempts: 3 × HTTP status 502)"), "{error}");
}

#[tokio::test]
async fn a_named_wait_is_made_only_if_the_deadline_allows() {
    let refused = code(ErrorCode::TOO_MANY_SIGNATURE_FAILURES);
    let stub = Stub::always(refused).await;
    let client = stub.builder().retry(hasty().deadline(Duration::from_secs(50))).build().expect("a client");
    let begun = std::time::Instant::now();
    let error = client.banned_members("@TGS#a").send().await.expect_err("a failure");
    assert_eq!(error.attempts().len(), 1);
    assert!(begun.elapsed() < Duration::from_secs(50), "it did not wait");
}

#[tokio::test]
async fn a_named_wait_is_made_in_full_if_the_deadline_allows() {
    /// Lets time pass as it does, after the observer below has stopped the clock, and notes when it was asked.
    #[derive(Debug, Default)]
    struct Watch(Mutex<Vec<tokio::time::Instant>>);
    impl RateLimiter for Watch {
        fn acquire(&self, _: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
            let mut asked = self.0.lock().expect("not poisoned");
            if !asked.is_empty() {
                tokio::time::resume();
            }
            asked.push(tokio::time::Instant::now());
            Box::pin(async { Ok(Permit::new(|_| ())) })
        }
    }
    let stub = Stub::sequence(vec![code(ErrorCode::TOO_MANY_SIGNATURE_FAILURES), ok()]).await;
    let watch = Arc::new(Watch::default());
    let stop_the_clock = |attempt: &Attempt| {
        if attempt.failure.is_some() {
            tokio::time::pause();
        }
    };
    let policy = RetryPolicy::default().deadline(Duration::from_secs(180));
    let client = stub.builder().retry(policy).rate_limiter(watch.clone()).observer(stop_the_clock);
    client.build().expect("a client").banned_members("@TGS#a").send().await.expect("the second attempt");
    let asked = watch.0.lock().expect("not poisoned");
    assert!(asked[1] - asked[0] >= Duration::from_secs(60), "{asked:?}");
}

#[tokio::test]
async fn a_wait_in_line_that_uses_up_the_deadline_ends_with_the_last_answer() {
    let stub = Stub::always(code(ErrorCode::SERVICE_TIMEOUT)).await;
    let policy = hasty().attempt_timeout(Duration::from_millis(900)).deadline(Duration::from_millis(900));
    let slow = Arc::new(LocalRateLimiter::per_second(1));
    let client = stub.builder().retry(policy).rate_limiter(slow).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("a failure");
    assert_eq!(error.code(), Some(ErrorCode::SERVICE_TIMEOUT));
    assert_eq!((stub.asked().len(), error.attempts().len()), (1, 1));
}

#[tokio::test]
async fn the_wait_for_a_further_permit_ends_with_the_deadline() {
    /// Grants one call, and lets time run on while the next one waits.
    #[derive(Debug, Default)]
    struct Once(AtomicBool);
    impl RateLimiter for Once {
        fn acquire(&self, _: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
            if self.0.swap(true, Ordering::SeqCst) {
                tokio::time::pause();
                return Box::pin(std::future::pending());
            }
            Box::pin(async { Ok(Permit::new(|_| ())) })
        }
    }
    let stub = Stub::always(status(503)).await;
    let client = stub.builder().retry(hasty()).rate_limiter(Arc::new(Once::default())).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("a failure");
    assert_eq!((error.status(), error.attempts().len()), (Some(503), 1));
}

#[tokio::test(start_paused = true)]
async fn a_slow_source_of_signatures_does_not_make_the_attempt_longer() {
    struct Slow;
    impl UserSigSource for Slow {
        fn user_sig<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
            let made =
                usersig::sign(&SecretKey::new(KEY), wanted.sdk_app_id, wanted.identifier, wanted.now, wanted.lifetime);
            Box::pin(async {
                tokio::time::sleep(Duration::from_secs(9)).await;
                Ok(made?)
            })
        }
    }
    let stub = Stub::always(Reply::Silence(Duration::from_secs(3_600))).await;
    let app = SdkAppId::new(SDK_APP_ID).expect("not zero");
    let client = Client::builder(app, "administrator", Slow).base_url(&stub.url).http_client(http());
    let limit = Duration::from_secs(10);
    let policy = RetryPolicy::never().attempt_timeout(limit).deadline(limit);
    let begun = tokio::time::Instant::now();
    let error = client.retry(policy).build().expect("a client").banned_members("@TGS#a").send().await;
    assert!(error.expect_err("no answer").is_transport());
    assert!(begun.elapsed() < limit + Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_given_up_and_made_again() {
    let stub = Stub::sequence(vec![Reply::Silence(Duration::from_secs(60)), ok()]).await;
    let policy = hasty().attempt_timeout(Duration::from_millis(500));
    let client = stub.builder().retry(policy).build().expect("a client");
    client.banned_members("@TGS#a").send().await.expect("the second attempt");
    let policy = RetryPolicy::never().attempt_timeout(Duration::from_millis(500));
    let stub = Stub::always(Reply::Silence(Duration::from_secs(60))).await;
    let error = stub.client().banned_members("@TGS#a").retry(policy).send().await.expect_err("no answer");
    assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn the_observer_is_told_of_every_attempt() {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&reports);
    let page = json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": [{"Member_Account": "a"}]});
    let stub = Stub::sequence(vec![status(503), code(ErrorCode::SERVICE_TIMEOUT), Reply::Json(page)]).await;
    let observer = move |attempt: &Attempt| log.lock().expect("not poisoned").push(attempt.clone());
    let client = stub.builder().retry(hasty()).observer(observer).build().expect("a client");
    client.banned_members("@TGS#a").send().await.expect("a page");
    let reports = reports.lock().expect("not poisoned");
    let seen: Vec<_> = reports.iter().map(|r| (r.number, r.code.map(ErrorCode::get), r.members)).collect();
    assert_eq!(seen, [(1, None, None), (2, Some(60008), None), (3, Some(0), Some(1))]);
    assert_eq!(reports[0].failure.as_deref(), Some("HTTP status 503"));
}

#[tokio::test]
async fn retry_after_is_obeyed_in_seconds_and_as_a_date_within_the_deadline() {
    let asks = |value: &str| {
        let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT";
        Reply::Raw(format!("HTTP/1.1 503 Busy\r\n{date}\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n"))
    };
    for (value, wait) in [("1", 1), ("Sun, 06 Nov 1994 08:49:38 GMT", 1), ("0", 0), ("soon", 0)] {
        let stub = Stub::sequence(vec![asks(value), ok()]).await;
        let waited = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&waited);
        let observer = move |attempt: &Attempt| log.lock().expect("not poisoned").push(attempt.waited);
        let client = stub.builder().retry(hasty()).observer(observer).build().expect("a client");
        client.banned_members("@TGS#a").send().await.expect(value);
        let waited = waited.lock().expect("not poisoned")[1];
        assert_eq!(waited.as_secs(), wait, "{value}: {waited:?}");
    }
    for value in ["3600", "Sun, 06 Nov 1994 09:49:37 GMT"] {
        let stub = Stub::always(asks(value)).await;
        let client = stub.builder().retry(hasty()).build().expect("a client");
        let error = client.banned_members("@TGS#a").send().await.expect_err("an hour is too long");
        assert_eq!((error.attempts().len(), error.status()), (1, Some(503)), "{value}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_outage_of_a_minute_meets_few_retries_and_is_over_at_once() {
    let (begun, outage) = (tokio::time::Instant::now(), Duration::from_secs(60));
    let ends = Arc::new(AtomicBool::new(false));
    let again = Arc::clone(&ends);
    let down = move || begun.elapsed() < outage || again.load(Ordering::SeqCst);
    let stub = Stub::start(move |_, _| if down() { status(503) } else { ok() }).await;
    let client = stub.builder().rate_limiter(Arc::new(Unlimited)).build().expect("a client");
    let _ticking = ticking();
    let call = |after: Duration| {
        let client = client.clone();
        tokio::spawn(async move {
            tokio::time::sleep(after).await;
            client.banned_members("@TGS#a").send().await
        })
    };
    let calls: Vec<_> = (0..1_000).map(|n| call(outage * n / 1_000)).collect();
    tokio::time::sleep(outage).await;
    let during = stub.asked().len();
    assert!((1_000..=1_100).contains(&during), "{during} requests of 1,000 calls");
    for call in calls {
        let _ = call.await.expect("no panic");
    }
    // From the first moment on, calls go through at once, and within two seconds all is as before.
    let before = stub.asked().len();
    let second = Duration::from_secs(1);
    for call in (0..400).map(|n| call(second * n / 200)).collect::<Vec<_>>() {
        call.await.expect("no panic").expect("it is back");
    }
    assert_eq!(stub.asked().len() - before, 400);
    ends.store(true, Ordering::SeqCst);
    let error = client.banned_members("@TGS#a").send().await.expect_err("an outage");
    assert_eq!(error.attempts().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn attempts_outlast_the_second_in_which_calls_are_refused() {
    let begun = tokio::time::Instant::now();
    let refuses = move || begun.elapsed() < Duration::from_secs(1);
    let stub = Stub::start(move |_, _| if refuses() { code(ErrorCode::RATE_EXCEEDED) } else { ok() }).await;
    let _ticking = ticking();
    let call = |builder: ClientBuilder| {
        let client = builder.rate_limiter(Arc::new(Unlimited)).build().expect("a client");
        tokio::spawn(async move { client.banned_members("@TGS#a").send().await })
    };
    for call in (0..200).map(|_| call(stub.builder())).collect::<Vec<_>>() {
        call.await.expect("no panic").expect("an attempt after the second");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_grants_half_of_what_it_says_is_read_to_the_end() {
    let granted = Mutex::new(std::collections::VecDeque::new());
    let stub = Stub::start(move |asked, _| {
        let (mut granted, now) = (granted.lock().expect("not poisoned"), tokio::time::Instant::now());
        granted.retain(|at| now - *at < Duration::from_secs(1));
        if granted.len() >= 100 {
            return code(ErrorCode::RATE_EXCEEDED);
        }
        granted.push_back(now);
        let offset = asked.json()["Offset"].as_u64().expect("Offset");
        let (list, next) = (json!([{"Member_Account": format!("u{offset}")}]), (offset + 1) % 2_000);
        Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "BannedAccountList": list, "NextOffset": next}))
    })
    .await;
    let client = stub.builder().build().expect("a client");
    let _ticking = ticking();
    for width in [0, 8] {
        let list = client.banned_members("@TGS#a").page_size(1).look_ahead(width);
        let (members, error) = list.members().drain().await;
        assert!(error.is_none(), "width {width}: {error:?} after {}", members.len());
        assert_eq!(members.len(), 2_000, "width {width}");
    }
    assert!(stub.asked().len() > 4_000, "it was asked too often, at times");
}

/// Lets a paused clock move by a millisecond at most while everybody waits, so that no timeout comes before an answer.
fn ticking() -> tokio_util::task::AbortOnDropHandle<()> {
    tokio_util::task::AbortOnDropHandle::new(tokio::spawn(async {
        loop {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }))
}

#[tokio::test(start_paused = true)]
async fn who_would_not_wait_in_line_is_told_that_it_is_busy() {
    let limiter = Arc::new(LocalRateLimiter::per_second(1));
    let client = crate::support::builder().base_url("http://127.0.0.1:9").rate_limiter(limiter);
    let client = client.retry(RetryPolicy::never().wait_in_line(false)).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("nobody is there");
    assert!(error.is_connect(), "{error}");
    let error = client.banned_members("@TGS#a").send().await.expect_err("one a second");
    assert!(error.is_busy() && error.is_retryable() && error.attempts().is_empty(), "{error}");
}

#[test]
fn outside_tokio_a_call_is_refused_instead_of_a_panic() {
    let client = crate::support::builder().base_url("http://127.0.0.1:9").build().expect("a client");
    for width in [0, 8] {
        let request = client.banned_members("@TGS#a").look_ahead(width);
        let refused = request.members().next().now_or_never().expect("at once").expect("an error");
        assert!(refused.expect_err("no Tokio").to_string().contains("Tokio"));
    }
}
