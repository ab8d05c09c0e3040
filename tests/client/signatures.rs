//! Where UserSigs come from, and when they are made again.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use futures_util::future::{BoxFuture, join_all};
use serde_json::json;
use tencent_chat::{
    BoxError, Client, ErrorCode, SdkAppId, SecretKey, UnixTime, UserSig, UserSigSource, Wanted, usersig,
};

use crate::support::{KEY, Reply, SDK_APP_ID, Stub, hasty};

fn ok() -> Reply {
    Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))
}

fn fail(code: ErrorCode) -> Reply {
    Reply::Json(json!({"ActionStatus": "FAIL", "ErrorCode": code.get(), "ErrorInfo": ""}))
}

/// Signs with the key, slowly, and counts.
#[derive(Clone)]
struct Counting(Arc<AtomicUsize>);

impl UserSigSource for Counting {
    fn user_sig<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
        Box::pin(async move {
            let n = self.0.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20)).await;
            // Each one differs, as if made a second later.
            let at = UnixTime::from_secs(wanted.now.as_secs() + i64::try_from(n)?);
            Ok(usersig::sign(&SecretKey::new(KEY), wanted.sdk_app_id, wanted.identifier, at, wanted.lifetime)?)
        })
    }
}

fn app() -> SdkAppId {
    SdkAppId::new(SDK_APP_ID).expect("not zero")
}

/// A client whose clock is the number it comes with, and a count of the signatures made for it.
fn clocked(stub: &Stub, lifetime: Duration) -> (Client, Arc<AtomicUsize>, Arc<AtomicI64>) {
    let count = Arc::new(AtomicUsize::new(0));
    let now = Arc::new(AtomicI64::new(1_700_000_000));
    let clock = Arc::clone(&now);
    let client = Client::builder(app(), "administrator", Counting(Arc::clone(&count)))
        .base_url(&stub.url)
        .user_sig_lifetime(lifetime)
        .clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::SeqCst).unsigned_abs()))
        .build()
        .expect("a client");
    (client, count, now)
}

#[tokio::test]
async fn what_is_sent_is_signed_with_the_key() {
    let stub = Stub::always(ok()).await;
    stub.client().banned_members("@TGS#a").send().await.expect("a page");
    let asked = &stub.asked()[0];
    let sent = UserSig::new(asked.parameter("usersig").expect("signed").replace("%2A", "*"));
    let now = UnixTime::from(std::time::SystemTime::now());
    let ticket = usersig::check(&sent, &SecretKey::new(KEY), app(), "administrator", now).expect("it is good");
    assert_eq!(ticket.lifetime, Duration::from_secs(86_400));
}

#[tokio::test]
async fn an_identifier_is_percent_encoded() {
    let stub = Stub::always(ok()).await;
    let client = Client::builder(app(), "管理 a+b&c", SecretKey::new(KEY)).base_url(&stub.url).build();
    client.expect("a client").banned_members("@TGS#a").send().await.expect("a page");
    assert_eq!(stub.asked()[0].parameter("identifier"), Some("%E7%AE%A1%E7%90%86%20a%2Bb%26c"));
}

#[tokio::test]
async fn clones_share_one_signature_and_wait_for_one_renewal() {
    let stub = Stub::always(ok()).await;
    let count = Arc::new(AtomicUsize::new(0));
    let client = Client::builder(app(), "administrator", Counting(Arc::clone(&count))).base_url(&stub.url);
    let client = client.build().expect("a client");
    let calls = (0..20).map(|_| {
        let client = client.clone();
        async move { client.banned_members("@TGS#a").send().await }
    });
    for page in join_all(calls).await {
        page.expect("a page");
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_signature_is_renewed_before_it_expires() {
    let stub = Stub::always(ok()).await;
    let (client, count, now) = clocked(&stub, Duration::from_secs(1_000));
    for (time, signed) in [(0, 1), (899, 1), (900, 2), (1_799, 2), (5_000, 3)] {
        now.store(1_700_000_000 + time, Ordering::SeqCst);
        client.banned_members("@TGS#a").send().await.expect("a page");
        assert_eq!(count.load(Ordering::SeqCst), signed, "after {time} s");
    }
}

/// Signs for an hour, whatever is wanted, and counts.
struct ShortLived(Arc<AtomicUsize>);

impl UserSigSource for ShortLived {
    fn user_sig<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        let lifetime = Duration::from_secs(3_600);
        let made = usersig::sign(&SecretKey::new(KEY), wanted.sdk_app_id, wanted.identifier, wanted.now, lifetime);
        Box::pin(async { Ok(made?) })
    }
}

#[tokio::test]
async fn a_signature_is_kept_for_its_own_lifetime_though_a_longer_one_was_wanted() {
    let stub = Stub::always(ok()).await;
    let count = Arc::new(AtomicUsize::new(0));
    let client = Client::builder(app(), "administrator", ShortLived(Arc::clone(&count))).base_url(&stub.url);
    let client = client.build().expect("a client");
    for _ in 0..3 {
        client.banned_members("@TGS#a").send().await.expect("a page");
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_expired_signature_is_made_again_once() {
    let stub = Stub::sequence(vec![fail(ErrorCode::USERSIG_EXPIRED), ok()]).await;
    let count = Arc::new(AtomicUsize::new(0));
    let source = Counting(Arc::clone(&count));
    let client = Client::builder(app(), "administrator", source.clone()).base_url(&stub.url).retry(hasty());
    client.build().expect("a client").banned_members("@TGS#a").send().await.expect("the second one is good");
    let asked = stub.asked();
    assert_eq!((asked.len(), count.load(Ordering::SeqCst)), (2, 2));
    assert_ne!(asked[0].parameter("usersig"), asked[1].parameter("usersig"));

    let stub = Stub::always(fail(ErrorCode::USERSIG_EXPIRED)).await;
    let client = Client::builder(app(), "administrator", source).base_url(&stub.url).retry(hasty());
    let error = client.build().expect("a client").banned_members("@TGS#a").send().await.expect_err("refused");
    assert_eq!(error.code(), Some(ErrorCode::USERSIG_EXPIRED));
    assert_eq!((stub.asked().len(), error.attempts().len()), (2, 2));
}

#[tokio::test]
async fn a_ready_made_signature_is_sent_as_it_is_and_not_tried_again() {
    let stub = Stub::always(fail(ErrorCode::USERSIG_EXPIRED)).await;
    let client = Client::builder(app(), "administrator", UserSig::new(" eJ-READY-MADE_ \n")).base_url(&stub.url);
    let client = client.retry(hasty()).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("refused");
    assert_eq!(error.code(), Some(ErrorCode::USERSIG_EXPIRED));
    assert_eq!(stub.asked().len(), 1);
    assert_eq!(stub.asked()[0].parameter("usersig"), Some("eJ-READY-MADE_"));
}

#[tokio::test]
async fn a_source_that_fails_sends_nothing() {
    struct Down;
    impl UserSigSource for Down {
        fn user_sig<'a>(&'a self, _: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
            Box::pin(async { Err("the key service is down".into()) })
        }
    }
    let stub = Stub::always(ok()).await;
    let client = Client::builder(app(), "administrator", Down).base_url(&stub.url).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("no signature");
    assert!(error.is_local(), "{error:?}");
    assert!(error.to_string().contains("the key service is down"), "{error}");
    assert!(stub.asked().is_empty());
}

#[tokio::test]
async fn a_signature_outlives_the_attempt_it_is_made_for() {
    let stub = Stub::always(ok()).await;
    let (client, count, now) = clocked(&stub, Duration::from_secs(100));
    // With 15 s left, it is good enough for an attempt of 10 s, not for one of 30 s.
    for (time, attempt, signed) in [(0, 10, 1), (85, 10, 1), (85, 30, 2)] {
        now.store(1_700_000_000 + time, Ordering::SeqCst);
        let policy = hasty().attempt_timeout(Duration::from_secs(attempt));
        client.banned_members("@TGS#a").retry(policy).send().await.expect("a page");
        assert_eq!(count.load(Ordering::SeqCst), signed, "after {time} s, for {attempt} s");
    }
}

#[tokio::test]
async fn a_source_that_does_not_answer_holds_no_call_for_ever() {
    struct Silent;
    impl UserSigSource for Silent {
        fn user_sig<'a>(&'a self, _: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
            Box::pin(std::future::pending())
        }
    }
    let stub = Stub::always(ok()).await;
    let policy = hasty().attempt_timeout(Duration::from_millis(50));
    let client = Client::builder(app(), "administrator", Silent).base_url(&stub.url).retry(policy);
    let error = client.build().expect("a client").banned_members("@TGS#a").send().await.expect_err("no signature");
    assert!(error.is_local() && error.resume_from().is_some(), "{error:?}");
    assert!(stub.asked().is_empty());
}

#[tokio::test]
async fn a_signature_refused_in_the_second_it_was_made_is_made_again() {
    let stub = Stub::sequence(vec![fail(ErrorCode::USERSIG_EXPIRED), ok()]).await;
    // The clock stands still.
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let client = stub.builder().retry(hasty()).clock(move || now).build().expect("a client");
    client.banned_members("@TGS#a").send().await.expect("another signature");
    let asked = stub.asked();
    assert_ne!(asked[0].parameter("usersig"), asked[1].parameter("usersig"));
}

#[tokio::test]
async fn a_source_that_slips_once_is_asked_again() {
    struct Slips(AtomicUsize);
    impl UserSigSource for Slips {
        fn user_sig<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
            let slips = self.0.fetch_add(1, Ordering::SeqCst) == 0;
            let signed =
                usersig::sign(&SecretKey::new(KEY), wanted.sdk_app_id, wanted.identifier, wanted.now, wanted.lifetime);
            Box::pin(async move { if slips { Err("the key service is down".into()) } else { Ok(signed?) } })
        }
    }
    let stub = Stub::always(ok()).await;
    let client = Client::builder(app(), "administrator", Slips(AtomicUsize::new(0))).base_url(&stub.url).retry(hasty());
    client.build().expect("a client").banned_members("@TGS#a").send().await.expect("the second time");
}
