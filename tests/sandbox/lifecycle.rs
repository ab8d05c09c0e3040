//! Starting and stopping.

use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use serde_json::Value;
use tencent_chat::ErrorCode;
use tencent_chat::sandbox::{Fault, FaultKind, Sandbox};
use tokio::net::TcpSocket;

use crate::support::{BAN, CLIENT, Request, demo};

#[tokio::test]
async fn one_line_starts_it_on_a_free_port_of_the_loopback() {
    let sandbox = Sandbox::start().await.unwrap();
    assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
    assert!(sandbox.is_loopback());
    assert_eq!(Request::new(&sandbox, BAN).code(&sandbox).await, ErrorCode::OK);
    let other = Sandbox::start().await.unwrap();
    assert_ne!(sandbox.base_url(), other.base_url());
}

#[test]
fn it_answers_while_the_callers_runtime_is_blocked_or_gone() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    drop(runtime);
    let other = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let code = other.block_on(Request::new(&sandbox, BAN).code(&sandbox));
    assert_eq!(code, ErrorCode::OK);
}

#[tokio::test]
async fn dropping_it_closes_the_port() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.base_url().replace("http://", "");
    TcpStream::connect(&address).unwrap();
    drop(sandbox);
    let refused = TcpStream::connect(&address).unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn stopping_it_lets_an_open_request_finish() {
    let delay = Fault::new(FaultKind::Delay { time: Duration::from_millis(300) });
    let sandbox = demo(|data| data.faults.push(delay)).await;
    let request = Request::new(&sandbox, BAN);
    let url = format!("{}{}", sandbox.base_url(), request.path);
    let sent = CLIENT.post(url).query(&request.query).body(request.body).send();
    let open = tokio::spawn(sent);
    while sandbox.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    sandbox.stop().await;
    let answer: Value = open.await.unwrap().unwrap().json().await.unwrap();
    assert_eq!(answer["ErrorCode"], 0);
}

#[tokio::test]
async fn it_stops_although_another_has_taken_its_port_while_it_refused() {
    for orderly in [true, false] {
        let sandbox = demo(|_| {}).await;
        let address = sandbox.base_url().replace("http://", "");
        sandbox.refuse_connections(Duration::from_millis(1));
        // Whether this gets in before the sandbox opens again is a matter of luck; it is tried until it does.
        let taken = loop {
            match TcpListener::bind(&address) {
                Ok(taken) => break taken,
                Err(_) => sandbox.refuse_connections(Duration::from_millis(20)),
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        };
        // So that it is past the time when it would open again.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let stopped = tokio::spawn(async move { if orderly { sandbox.stop().await } else { drop(sandbox) } });
        tokio::time::timeout(Duration::from_secs(60), stopped).await.expect("it stops").unwrap();
        drop(taken);
    }
}

#[tokio::test]
async fn a_port_that_refuses_is_given_to_nobody_else() {
    let sandbox = demo(|_| {}).await;
    let address = sandbox.base_url().replace("http://", "");
    sandbox.refuse_connections(Duration::from_secs(3600));
    assert!(TcpStream::connect(&address).is_err());
    let other = TcpSocket::new_v4().unwrap();
    let taken = other.bind(address.parse().unwrap()).unwrap_err();
    assert_eq!(taken.kind(), std::io::ErrorKind::AddrInUse);
    sandbox.stop().await;
}

#[tokio::test]
async fn an_address_in_use_is_an_error_that_names_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.base_url().replace("http://", "");
    let second = Sandbox::builder().listen(address.parse().unwrap()).start().await;
    let error = second.unwrap_err().to_string();
    assert!(error.contains(&address), "{error}");
}

#[tokio::test]
async fn the_contract_is_served_as_it_is() {
    let sandbox = Sandbox::start().await.unwrap();
    let get = async |path: &str| {
        let url = format!("{}{path}", sandbox.base_url());
        CLIENT.get(url).send().await.unwrap().text().await.unwrap()
    };
    assert_eq!(get("/openapi.yaml").await, include_str!("../../openapi.yaml"));
    let json: Value = serde_json::from_str(&get("/openapi.json").await).unwrap();
    assert_eq!(json["info"]["version"], tencent_chat::CONTRACT_VERSION);
    // Reading it is not a call.
    assert_eq!(sandbox.statistics(None).requests, 0);
}

#[test]
fn an_edit_that_calls_the_sandbox_panics_and_stops_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let sandbox = std::sync::Arc::new(runtime.block_on(Sandbox::start()).unwrap());
    let (ended, heard) = std::sync::mpsc::channel();
    let edited = std::sync::Arc::clone(&sandbox);
    std::thread::spawn(move || {
        let edit = std::panic::AssertUnwindSafe(|| edited.edit(|_| edited.now()));
        ended.send(std::panic::catch_unwind(edit).map_err(|panic| *panic.downcast::<&str>().unwrap())).unwrap();
    });
    let ended = heard.recv_timeout(Duration::from_secs(60)).expect("it waits for itself");
    assert!(ended.unwrap_err().contains("inside `edit`"));
    sandbox.edit(|data| data.seed = 7);
    assert_eq!(sandbox.data().seed, 7);
    assert_eq!(runtime.block_on(Request::new(&sandbox, BAN).code(&sandbox)), ErrorCode::OK);
}
