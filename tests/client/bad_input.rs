//! What is refused before a byte is sent.

use std::time::Duration;

use serde_json::json;
use tencent_chat::{Error, Operation, Position, Region, RetryPolicy, SdkAppId, SecretKey};

use crate::fixtures::most;
use crate::support::{Reply, SDK_APP_ID, Stub, builder};

fn assert_refused(error: Error, what: &str) {
    let text = error.to_string();
    assert!(error.is_refused() && error.attempts().is_empty() && !error.is_retryable(), "{error:?}");
    assert!(text.contains(what), "{text:?} does not name {what:?}");
}

#[tokio::test]
async fn bad_requests_are_refused_unsent() {
    let stub = Stub::always(Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))).await;
    let client = stub.client();
    let banned = client.banned_members("@TGS#a");
    let members = client.permission_group_members("@TGS#_a", "@PMG#_a");
    let short = RetryPolicy::default().deadline(Duration::from_secs(1));
    let (most, most_members) = (most(Operation::GetGroupBanMember), most(Operation::GetPermissionGroupMemberList));
    let (sizes, sizes_members) = (format!("1 to {most}"), format!("1 to {most_members}"));
    for (error, what) in [
        (banned.clone().page_size(0).send().await.expect_err("0"), &*sizes),
        (banned.clone().page_size(most + 1).send().await.expect_err("one more"), &*sizes),
        (members.clone().page_size(most_members + 1).send().await.expect_err("one more"), &*sizes_members),
        (client.banned_members("").send().await.expect_err("no id"), "GroupId is empty"),
        (client.permission_group_members("@TGS#_a", "").send().await.expect_err("no id"), "PermissionGroupId"),
        (members.clone().custom_fields(["a", ""]).send().await.expect_err("no key"), "AppDefinedDataFilter"),
        (banned.clone().start_at(Position::Cursor("x".into())).send().await.expect_err("style"), "offset"),
        (members.clone().start_at(Position::Offset(5)).send().await.expect_err("style"), "cursor"),
        (
            banned.clone().start_at(Position::Offset(u64::MAX)).send().await.expect_err("absurd"),
            "Offset 18446744073709551615 is out of range",
        ),
        (banned.clone().look_ahead(33).send().await.expect_err("wide"), "0 to 32"),
        (banned.clone().retry(short).send().await.expect_err("deadline"), "deadline"),
        (banned.clone().retry(RetryPolicy::default().max_attempts(0)).send().await.expect_err("0"), "max_attempts"),
    ] {
        assert_refused(error, what);
    }
    let streamed = client.banned_members("").members().next().await.expect("an item").expect_err("no id");
    assert_refused(streamed, "GroupId is empty");
    assert!(stub.asked().is_empty());
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[test]
fn a_client_is_not_built_from_bad_settings() {
    let app = SdkAppId::new(SDK_APP_ID).expect("not zero");
    let named = |identifier: &str| {
        let builder = tencent_chat::Client::builder(app, identifier, SecretKey::new("k"));
        builder.region(Region::Tokyo).build()
    };
    assert_refused(named("").expect_err("empty"), "give 1 to 32 bytes");
    assert_refused(named("a\nb").expect_err("two lines"), "control character");
    assert_refused(named(&"é".repeat(17)).expect_err("34 bytes"), "34 bytes");
    assert!(named(&"é".repeat(16)).is_ok(), "32 bytes");
    assert_refused(builder().build().expect_err("no host"), "region");
    assert_refused(SdkAppId::new(0).expect_err("zero"), "SDKAppID");
    assert_refused("atlantis".parse::<Region>().expect_err("no region"), "silicon-valley");
    assert_refused(builder().region(Region::Tokyo).max_response_bytes(0).build().expect_err("0"), "max_response_bytes");
}

/// Only where no feature brings TLS, so `--no-default-features`.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn without_tls_an_https_host_is_refused_and_the_features_named() {
    assert_refused(builder().region(Region::Tokyo).build().expect_err("https"), "`rustls` or `native-tls`");
    assert!(builder().base_url("http://127.0.0.1:9").build().is_ok());
    let own = builder().region(Region::Tokyo).http_client(reqwest::Client::builder());
    assert!(own.build().is_ok(), "reqwest may have been given TLS elsewhere");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[test]
fn a_base_url_in_the_clear_is_refused_unless_it_is_loopback() {
    for url in ["http://example.com", "ftp://example.com", "http://127.0.0.1.example.com", "http://10.0.0.1"] {
        assert_refused(builder().base_url(url).build().expect_err(url), "https");
    }
    for url in ["", "example.com", "https://", "https://user:pw@example.com", "https://example.com/?usersig=x"] {
        assert!(builder().base_url(url).build().expect_err(url).is_refused());
    }
    for url in ["https://example.com/im/", "http://127.0.0.1:8080", "http://[::1]:9/", "http://localhost"] {
        assert!(builder().base_url(url).build().is_ok(), "{url}");
    }
}

#[test]
fn a_variable_of_the_environment_that_is_wrong_is_named() {
    if std::env::var_os("WRONG_VARIABLE").is_some() {
        return print(&tencent_chat::Client::from_env().expect_err("it is wrong"));
    }
    for (name, value) in [("SDK_APP_ID", "x"), ("REGION", "atlantis"), ("BASE_URL", "http://example.com")] {
        let name = format!("TENCENT_CHAT_{name}");
        let mut child = std::process::Command::new(std::env::current_exe().expect("this test"));
        child.args(["bad_input::a_variable_of_the_environment_that_is_wrong_is_named", "--exact", "--nocapture"]);
        child.env("WRONG_VARIABLE", "1");
        for rest in ["REGION", "BASE_URL", "IDENTIFIER"] {
            child.env_remove(format!("TENCENT_CHAT_{rest}"));
        }
        child.env("TENCENT_CHAT_SDK_APP_ID", "1400000000").env("TENCENT_CHAT_SECRET_KEY", "key").env(&name, value);
        let printed = String::from_utf8(child.output().expect("it ran").stdout).expect("text");
        assert!(printed.contains(&format!("error: {name}: ")), "{printed}");
    }
}

fn print(error: &Error) {
    std::io::Write::write_all(&mut std::io::stdout(), format!("error: {error}\n").as_bytes()).expect("stdout");
}
