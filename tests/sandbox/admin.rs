//! The admin port.

use std::time::Duration;

use serde_json::{Value, json};
use tencent_chat::sandbox::{Data, Rate, Sandbox};
use tencent_chat::{ErrorCode, UnixTime};

use crate::support::{BAN, CLIENT, Request};

#[tokio::test]
async fn data_is_shown_without_the_key() {
    let sandbox = start().await;
    let (status, data) = call(&sandbox, "GET", "/data", None).await;
    assert_eq!(status, 200);
    assert_eq!(data["groups"]["@TGS#aJRGC4MH6"]["banned_accounts"][0]["Member_Account"], "brennanli1");
    assert!(!data.to_string().contains(sandbox.secret_key().expose()));
    assert!(data["application"].get("secret_key").is_none());
}

#[tokio::test]
async fn a_patch_changes_what_it_names_and_leaves_the_rest() {
    let sandbox = start().await;
    let patch = json!({
        "faults": [{ "do": { "error_code": 10002 }, "last": 1 }],
        "groups": {
            "@TGS#aJRGC4MH6": null,
            "@TGS#aNEW": { "type": "AVChatRoom", "banned_accounts": [{ "Member_Account": "eve" }] },
        },
    });
    let (status, taken) = call(&sandbox, "PATCH", "/data", Some(patch)).await;
    assert_eq!((status, taken), (200, json!({ "groups": 5, "faults": 1 })));
    assert!(sandbox.data().groups.contains_key("@TGS#aMANY"));
    let request = Request::new(&sandbox, BAN);
    assert_eq!(request.code(&sandbox).await, ErrorCode::GROUP_SERVICE_INTERNAL);
    assert_eq!(request.code(&sandbox).await, ErrorCode::GROUP_NOT_FOUND);
    let answer = request.field("GroupId", "@TGS#aNEW").send(&sandbox).await;
    assert_eq!(answer["BannedAccountList"], json!([{ "Member_Account": "eve" }]));
}

#[tokio::test]
async fn a_fault_that_is_set_again_counts_its_calls_anew() {
    let sandbox = start().await;
    let request = Request::new(&sandbox, BAN);
    let once = json!({ "faults": [{ "do": { "error_code": 10002 }, "last": 1 }] });
    for method in ["PATCH", "PATCH", "PUT", "PUT"] {
        assert_eq!(call(&sandbox, method, "/data", Some(once.clone())).await.0, 200);
        assert_eq!(request.code(&sandbox).await, ErrorCode::GROUP_SERVICE_INTERNAL, "{method}");
        assert_ne!(request.code(&sandbox).await, ErrorCode::GROUP_SERVICE_INTERNAL, "{method}");
    }
    // What names no faults leaves their count alone.
    assert_eq!(call(&sandbox, "PATCH", "/data", Some(json!({ "groups": {} }))).await.0, 200);
    assert_ne!(request.code(&sandbox).await, ErrorCode::GROUP_SERVICE_INTERNAL);
}

#[tokio::test]
async fn putting_data_replaces_all_but_a_key_that_is_not_given() {
    let sandbox = start().await;
    let key = sandbox.secret_key();
    let data = json!({ "groups": { "@TGS#aONLY": { "type": "AVChatRoom" } } });
    assert_eq!(call(&sandbox, "PUT", "/data", Some(data)).await.0, 200);
    assert_eq!(sandbox.data().groups.len(), 1);
    assert_eq!(sandbox.secret_key().expose(), key.expose());
    let data = json!({ "application": { "secret_key": "a new key" } });
    assert_eq!(call(&sandbox, "PUT", "/data", Some(data)).await.0, 200);
    assert_eq!(sandbox.secret_key().expose(), "a new key");
    let patch = json!({ "seed": 7 });
    assert_eq!(call(&sandbox, "PATCH", "/data", Some(patch)).await.0, 200);
    assert_eq!(sandbox.secret_key().expose(), "a new key");
}

#[tokio::test]
async fn wrong_data_is_refused_with_the_place_and_changes_nothing() {
    let sandbox = start().await;
    let patch = json!({ "behaviour": { "rate": "sometimes" } });
    let (status, answer) = call(&sandbox, "PATCH", "/data", Some(patch)).await;
    assert_eq!(status, 400);
    assert!(answer["error"].as_str().unwrap().contains("behaviour.rate"), "{answer}");
    assert_eq!(Request::new(&sandbox, BAN).code(&sandbox).await, ErrorCode::OK);
    let (status, answer) = call(&sandbox, "GET", "/nothing", None).await;
    assert_eq!(status, 404);
    assert!(answer["error"].as_str().unwrap().contains("/data"));
}

#[tokio::test]
async fn requests_are_told_and_forgotten() {
    let sandbox = start().await;
    Request::new(&sandbox, BAN).code(&sandbox).await;
    let (_, seen) = call(&sandbox, "GET", "/requests", None).await;
    assert_eq!(seen["statistics"]["get_group_ban_member"]["requests"], 1);
    assert_eq!(seen["statistics"]["all"]["peak_per_second"], 1);
    assert_eq!(seen["requests"][0]["operation"], "get_group_ban_member");
    assert_eq!(seen["requests"][0]["code"], 0);
    let (_, seen) = call(&sandbox, "DELETE", "/requests", None).await;
    assert_eq!(seen["statistics"]["all"]["requests"], 0);
    assert_eq!(seen["requests"], json!([]));
}

#[tokio::test]
async fn the_admin_port_is_separate() {
    let sandbox = start().await;
    assert_ne!(sandbox.admin_url().unwrap(), sandbox.base_url());
    let response = CLIENT.get(format!("{}/data", sandbox.base_url())).send().await.unwrap();
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["ErrorCode"], ErrorCode::HTTP_PARSE_FAILED.get());
}

#[tokio::test]
async fn a_web_page_is_refused_whatever_host_it_calls_itself() {
    let sandbox = start().await;
    let url = format!("{}/data", sandbox.admin_url().unwrap());
    let port = url.split(':').nth(2).unwrap().split('/').next().unwrap();
    let status =
        async |name: &str, value: &str| CLIENT.get(&url).header(name, value).send().await.unwrap().status().as_u16();
    assert_eq!(status("origin", "http://evil.example").await, 403);
    assert_eq!(status("origin", "null").await, 403);
    assert_eq!(status("host", &format!("evil.example:{port}")).await, 403);
    assert_eq!(status("host", "127.0.0.1.evil.example").await, 403);
    assert_eq!(status("host", &format!("LOCALHOST:{port}")).await, 200);
    assert_eq!(status("host", "[::1]").await, 200);
}

#[tokio::test]
async fn large_data_does_not_stop_the_service() {
    let sandbox = start().await;
    let request = Request::new(&sandbox, BAN);
    let mut answered = 0;
    // It takes hundreds of times as long to read the data as to answer a request; on a busy machine more helps.
    for members in [30_000, 100_000, 300_000] {
        let banned: Vec<_> = (0..members).map(|i| json!({ "Member_Account": format!("user{i}") })).collect();
        let data = json!({ "groups": { "@TGS#aNEW": { "type": "AVChatRoom", "banned_accounts": banned } } });
        let put = tokio::spawn(CLIENT.put(format!("{}/data", sandbox.admin_url().unwrap())).json(&data).send());
        answered = 0;
        while !put.is_finished() {
            request.raw(&sandbox).await.unwrap();
            answered += 1;
        }
        assert_eq!(put.await.unwrap().unwrap().status(), 200);
        if answered >= 5 {
            break;
        }
    }
    assert!(answered >= 5, "only {answered} requests were answered meanwhile");
    assert_eq!(sandbox.data().groups.len(), 1);
}

#[tokio::test]
async fn an_edit_while_data_is_read_is_not_lost() {
    let sandbox = start().await;
    let patch = json!({ "groups": { "@TGS#aNEW": { "type": "AVChatRoom" } } });
    let patches = async {
        for _ in 0..10 {
            assert_eq!(call(&sandbox, "PATCH", "/data", Some(patch.clone())).await.0, 200);
        }
    };
    let edits = async {
        for i in 0..200 {
            sandbox.edit(|data| {
                data.groups.get_mut("@TGS#aEMPTY").unwrap().ban(format!("user{i}"), UnixTime::from_secs(4_000_000_000))
            });
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(patches, edits);
    let data = serde_json::to_value(sandbox.data()).unwrap();
    assert_eq!(data["groups"]["@TGS#aEMPTY"]["banned_accounts"].as_array().unwrap().len(), 200);
    assert_eq!(data["groups"]["@TGS#aNEW"]["type"], "AVChatRoom");
}

#[tokio::test]
async fn data_is_taken_while_churn_changes_it_with_every_page() {
    let sandbox = start().await;
    sandbox.edit(|data| data.behaviour.rate = Rate::Unlimited);
    let patch = json!({ "churn": { "join": 1, "leave": 1 } });
    assert_eq!(call(&sandbox, "PATCH", "/data", Some(patch)).await.0, 200);
    let request = Request::new(&sandbox, BAN).field("GroupId", "@TGS#aMANY");
    let key = sandbox.secret_key();
    for method in ["PATCH", "PUT"] {
        let data = serde_json::to_value(sandbox.data()).unwrap();
        let taken = call(&sandbox, method, "/data", Some(data));
        let reads = async {
            loop {
                request.raw(&sandbox).await.unwrap();
            }
        };
        let taken = async {
            tokio::select! {
                taken = taken => taken.0,
                () = reads => unreachable!("it reads for ever"),
            }
        };
        let status = tokio::time::timeout(Duration::from_secs(60), taken).await.expect("it is taken");
        assert_eq!(status, 200, "{method}");
    }
    assert_eq!(sandbox.secret_key().expose(), key.expose());
}

async fn start() -> Sandbox {
    let any = "127.0.0.1:0".parse().unwrap();
    Sandbox::builder().data(Data::demo()).admin(any).start().await.unwrap()
}

async fn call(sandbox: &Sandbox, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
    let url = format!("{}{path}", sandbox.admin_url().unwrap());
    let mut request = CLIENT.request(method.parse().unwrap(), url);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}
