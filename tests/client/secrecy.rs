//! Key and signature appear in nothing that can be printed.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use serde_json::{Value, json};
use tencent_chat::{RetryPolicy, SecretKey, UserSig};

use crate::support::{Asked, KEY, Reply, Stub, builder};

/// Everything that was logged, at every level, by every crate below.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("not poisoned").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// An answer that throws the request's own URL back, as careless proxies do.
fn echo(asked: &Asked, status: &str, body: &str) -> Reply {
    let sig = asked.parameter("usersig").expect("signed");
    let url = format!("{}?{}", asked.path, asked.query);
    let body = body.replace("URL", &url).replace("SIG", sig);
    let length = body.len();
    Reply::Raw(format!("HTTP/1.1 {status}\r\nLocation: {url}\r\nContent-Length: {length}\r\n\r\n{body}"))
}

#[tokio::test]
async fn no_http_client_follows_a_redirect_or_names_the_url_to_its_target() {
    let target = Stub::always(Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))).await;
    for status in [301, 302, 303, 307, 308] {
        let to = format!("HTTP/1.1 {status} Elsewhere\r\nLocation: {}/\r\nContent-Length: 0\r\n\r\n", target.url);
        let stub = Stub::always(Reply::Raw(to)).await;
        let follows = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(3)).referer(true);
        for http in [reqwest::Client::builder(), follows] {
            let client = stub.builder().http_client(http).build().expect("a client");
            let error = client.banned_members("@TGS#a").send().await.expect_err("a redirect");
            assert_eq!(error.status(), Some(status));
        }
        assert!(stub.asked().iter().all(|asked| !asked.headers.to_lowercase().contains("referer")));
    }
    assert!(target.asked().is_empty(), "{:?}", target.asked());
}

/// From the MAC inside, a UserSig can be rebuilt: it is as secret, in every spelling.
#[tokio::test]
async fn the_mac_inside_a_signature_is_in_no_error() {
    for status in ["200 OK", "502 Bad Gateway", "404 Not Found"] {
        for percent in [false, true] {
            let stub = Stub::start(move |asked, _| {
                let mac = mac(asked.parameter("usersig").expect("signed"));
                let mac = if percent { mac.replace('=', "%3D").replace('+', "%2B").replace('/', "%2F") } else { mac };
                let body = json!({"ActionStatus": "FAIL", "ErrorCode": 70009, "ErrorInfo": format!("not {mac}, but")});
                let body = body.to_string();
                Reply::Raw(format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
            });
            let stub = stub.await;
            let error = stub.client().banned_members("@TGS#a").send().await.expect_err("a failure");
            let printed = format!("{error} {error:?}");
            let mac = mac(stub.asked()[0].parameter("usersig").expect("signed"));
            let part = mac.as_bytes().windows(12).map(|part| std::str::from_utf8(part).expect("ASCII"));
            assert_eq!(part.filter(|part| printed.contains(part)).count(), 0, "{printed}");
            assert!(error.to_string().contains("not ***, but"), "{error}");
        }
    }
}

/// The signature of the document inside a UserSig as it stands in a URL.
fn mac(user_sig: &str) -> String {
    let standard = user_sig.replace("%2A", "+").replace('*', "+").replace('-', "/").replace('_', "=");
    let zipped = base64::engine::general_purpose::STANDARD.decode(standard).expect("base64");
    let document: Value = serde_json::from_reader(flate2::read::ZlibDecoder::new(&*zipped)).expect("JSON");
    document["TLS.sig"].as_str().expect("a MAC").to_owned()
}

#[tokio::test]
async fn no_error_no_debug_and_no_log_holds_a_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // For all threads, and for the crates that log without tracing.
    tracing::subscriber::set_global_default(subscriber).expect("the only test that sets it");
    tracing_log::LogTracer::init().expect("the only test that sets it");

    let mut printed = String::new();
    let mut signatures = vec![KEY.to_owned()];
    let bodies = [
        ("200 OK", r#"{"ActionStatus":"FAIL","ErrorCode":10004,"ErrorInfo":"bad URL"}"#),
        ("200 OK", r#"{"ActionStatus":"FAIL","ErrorCode":70009,"ErrorInfo":"SIG is wrong"}"#),
        ("200 OK", r#"{"ActionStatus":"OK","ErrorCode":"URL"}"#),
        ("200 OK", r#"{"ActionStatus":"OK","ErrorCode":0,"NextOffset":"SIG"}"#),
        ("200 OK", "<p>URL"),
        ("200 OK", ""),
        ("302 Found", "go to URL"),
        ("404 Not Found", "no URL here"),
        ("502 Bad Gateway", "<html>SIG</html>"),
        ("200 OK", "{\"ActionStatus\":\"OK\""),
    ];
    for (status, body) in bodies {
        let stub = Stub::start(move |asked, _| echo(asked, status, body)).await;
        let client = stub.client();
        let error = client.banned_members("@TGS#a").send().await.expect_err(body);
        printed += &format!("{error} {error:?} {error:#?} {client:?} {:?}\n", error.attempts());
        let sent = stub.asked()[0].parameter("usersig").expect("signed").to_owned();
        signatures.extend([sent.replace("%2A", "*"), sent]);
    }
    for reply in [Reply::Close, Reply::Silence(Duration::from_secs(1)), Reply::Raw("nonsense\r\n\r\n".into())] {
        let stub = Stub::always(reply).await;
        let policy = RetryPolicy::never().attempt_timeout(Duration::from_millis(100));
        let client = stub.builder().retry(policy).build().expect("a client");
        let error = client.banned_members("@TGS#a").send().await.expect_err("no answer");
        printed += &format!("{error} {error:?}\n");
        let causes = std::iter::successors(std::error::Error::source(&error), |&cause| cause.source());
        causes.for_each(|cause| printed += &format!("{cause} {cause:?}\n"));
        // On a busy machine it may be given up before it is sent.
        signatures.extend(stub.asked().first().map(|asked| asked.parameter("usersig").expect("signed").to_owned()));
    }
    let nobody = builder().base_url("http://127.0.0.1:1").retry(RetryPolicy::never());
    printed += &format!("{nobody:?}");
    let nobody = nobody.build().expect("a client");
    let list = nobody.banned_members("@TGS#a");
    printed += &format!("{:?} {list:?} {:?}", list.send().await.expect_err("nobody there"), list.members());
    printed += &format!("{:?} {:?}", SecretKey::new(KEY), UserSig::new(&signatures[2]));

    let ok = Stub::always(Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))).await;
    ok.client().banned_members("@TGS#a").send().await.expect("a page");
    signatures.push(ok.asked()[0].parameter("usersig").expect("signed").to_owned());

    let logged = String::from_utf8_lossy(&log.0.lock().expect("not poisoned")).into_owned();
    assert!(logged.contains("answered") && logged.contains("hyper"), "the log is on: {logged}");
    for secret in signatures {
        assert!(secret.len() > 50, "{secret} is a secret");
        assert!(!printed.contains(&secret), "printed: {printed}");
        let line = logged.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "logged");
    }
}
