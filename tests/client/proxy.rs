//! A proxy in the environment does not get what is meant for this machine.

use std::process::Command;

use serde_json::json;
use tencent_chat::RetryPolicy;

use crate::support::{Reply, Stub, builder};

/// What the test does in a process of its own, whose environment has proxies.
async fn call_behind_proxies() {
    let stub = Stub::always(Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))).await;
    let port = stub.url.rsplit_once(':').expect("a port").1;
    for host in ["127.0.0.1", "localhost", "127.0.0.1."] {
        let plain = builder().base_url(format!("http://{host}:{port}"));
        let own = builder().base_url(format!("http://{host}:{port}")).http_client(reqwest::Client::builder());
        for client in [plain, own] {
            client.build().expect(host).banned_members("@TGS#a").send().await.expect(host);
        }
    }
    // The same proxies get what leaves the machine.
    let elsewhere = builder().base_url("https://example.com").retry(RetryPolicy::never()).build().expect("a client");
    let error = elsewhere.banned_members("@TGS#a").send().await.expect_err("nobody is that proxy");
    assert!(error.is_connect(), "{error}");
}

#[tokio::test]
async fn loopback_is_called_without_a_proxy() {
    if std::env::var_os("BEHIND_PROXIES").is_some() {
        return call_behind_proxies().await;
    }
    let mut child = Command::new(std::env::current_exe().expect("this test"));
    child.args(["proxy::loopback_is_called_without_a_proxy", "--exact"]).env("BEHIND_PROXIES", "1");
    child.env_remove("NO_PROXY").env_remove("no_proxy");
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(name, "http://127.0.0.1:9");
    }
    let output = child.output().expect("it ran");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && printed.contains("1 passed"), "{printed}");
}
