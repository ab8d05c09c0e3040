//! A caller that is not the crate's client, and checks each answer against the contract.

use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::Value;
use tencent_chat::sandbox::{Data, Sandbox};
use tencent_chat::{ErrorCode, Operation};
use tokio::sync::OnceCell;

use crate::lists::{Fixture, fixture};

pub(crate) const BAN: Operation = Operation::GetGroupBanMember;
pub(crate) const MEMBERS: Operation = Operation::GetPermissionGroupMemberList;

pub(crate) const ROOM: &str = "@TGS#aJRGC4MH6";
pub(crate) const MANY: &str = "@TGS#aMANY";
pub(crate) const COMMUNITY: &str = "@TGS#_@TGS#cAVQXXXXXX";
pub(crate) const MANY_MEMBERS: &str = "@PMG#_@PMG#cMANY";

pub(crate) async fn sandbox(data: Data) -> Sandbox {
    Sandbox::builder().data(data).start().await.unwrap()
}

/// Demo data without the limit of calls, changed as told.
pub(crate) async fn demo(edit: impl FnOnce(&mut Data)) -> Sandbox {
    let mut data = Data::demo();
    edit(&mut data);
    sandbox(data).await
}

/// A request that is right unless it is changed.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: reqwest::Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn new(sandbox: &Sandbox, operation: Operation) -> Self {
        let body = (fixture(operation).demo)();
        let query = [
            ("sdkappid", sandbox.sdk_app_id().to_string()),
            ("identifier", sandbox.identifier()),
            ("usersig", sandbox.user_sig().expose().to_owned()),
            ("random", "4294967295".to_owned()),
            ("contenttype", "json".to_owned()),
        ];
        Self {
            method: reqwest::Method::POST,
            path: operation.info().path.to_owned(),
            query: query.map(|(name, value)| (name.to_owned(), value)).into(),
            body: body.to_string(),
        }
    }

    pub(crate) fn body(mut self, body: Value) -> Self {
        self.body = body.to_string();
        self
    }

    /// Sets a field of the body.
    pub(crate) fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        let mut body: Value = serde_json::from_str(&self.body).unwrap();
        body[name] = value.into();
        self.body = body.to_string();
        self
    }

    pub(crate) fn query(mut self, name: &str, value: impl ToString) -> Self {
        let found = self.query.iter_mut().find(|(key, _)| key == name).unwrap();
        found.1 = value.to_string();
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.query.retain(|(key, _)| key != name);
        self
    }

    pub(crate) fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Its bytes.
    pub(crate) fn wire(&self) -> Vec<u8> {
        let query: Vec<_> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!(
            "POST {}?{} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{}",
            self.path,
            query.join("&"),
            self.body.len(),
            self.body
        )
        .into_bytes()
    }

    /// Sends it and reads the answer, whatever it is.
    pub(crate) async fn raw(&self, sandbox: &Sandbox) -> reqwest::Result<reqwest::Response> {
        let url = format!("{}{}", sandbox.base_url(), self.path);
        let request = CLIENT.request(self.method.clone(), url).query(&self.query);
        request.body(self.body.clone()).send().await
    }

    /// Sends it; the answer has status 200 and is what the contract allows.
    pub(crate) async fn send(&self, sandbox: &Sandbox) -> Value {
        let response = self.raw(sandbox).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "application/json");
        let answer: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        let operation = Operation::ALL.iter().find(|o| o.info().path == self.path);
        assert_fits(sandbox, *operation.unwrap_or(&BAN), &answer).await;
        answer
    }

    /// Sends it and takes the code of the answer.
    pub(crate) async fn code(&self, sandbox: &Sandbox) -> ErrorCode {
        let answer = self.send(sandbox).await;
        let code = ErrorCode::new(i32::try_from(answer["ErrorCode"].as_i64().unwrap()).unwrap());
        let status = if code == ErrorCode::OK { "OK" } else { "FAIL" };
        assert_eq!(answer["ActionStatus"], status);
        code
    }
}

/// Validates an answer by the contract that the sandbox serves, with a converter of the tests' own.
async fn assert_fits(sandbox: &Sandbox, operation: Operation, answer: &Value) {
    static VALIDATORS: OnceCell<Vec<(Operation, Validator)>> = OnceCell::const_new();
    let validators = VALIDATORS.get_or_init(async || {
        let contract = contract(sandbox).await;
        Operation::ALL.iter().map(|o| (*o, validator(&contract, *o))).collect()
    });
    let validator = &validators.await.iter().find(|(of, _)| *of == operation).unwrap().1;
    if let Some(error) = validator.iter_errors(answer).next() {
        panic!("{answer} does not fit the contract at {}: {error}", error.instance_path());
    }
}

pub(crate) async fn contract(sandbox: &Sandbox) -> Value {
    let url = format!("{}/openapi.json", sandbox.base_url());
    CLIENT.get(url).send().await.unwrap().json().await.unwrap()
}

fn validator(contract: &Value, operation: Operation) -> Validator {
    let pointer = format!(
        "/paths/{}/post/responses/200/content/application~1json/schema",
        operation.info().path.replace('/', "~1")
    );
    let mut root = contract.pointer(&pointer).unwrap().clone();
    root["components"] = contract["components"].clone();
    jsonschema::options().with_draft(Draft::Draft4).build(&root).unwrap()
}

/// One for all tests, since a client is slow to make. It keeps no connection, since each test has its own runtime.
pub(crate) static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
    let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0);
    #[cfg(feature = "rustls")]
    let client = client.tls_backend_rustls().tls_certs_only([]);
    client.redirect(reqwest::redirect::Policy::none()).build().unwrap()
});

/// Reads a list to its end: the items, and how many pages it took.
pub(crate) async fn read_all(sandbox: &Sandbox, operation: Operation, first: Request) -> (Vec<Value>, usize) {
    let Fixture { position, next, items, .. } = fixture(operation);
    let (mut request, mut all) = (first, Vec::new());
    for pages in 1.. {
        let answer = request.send(sandbox).await;
        assert_eq!(answer["ErrorCode"], 0, "{answer}");
        all.extend(answer[*items].as_array().cloned().unwrap_or_default());
        if answer[*next] == 0 || answer[*next] == "" {
            return (all, pages);
        }
        request = request.field(position, answer[*next].clone());
    }
    unreachable!("the loop ends by itself")
}
