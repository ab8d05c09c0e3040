//! What is given odd inputs, and what must hold whatever they are.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use openapi_diff::{Promise, Text};
use serde_json::{Value, json};
use tencent_chat::sandbox::{Data, Rate, Sandbox};
use tencent_chat::usersig::{self, Ticket};
use tencent_chat::{Client, RetryPolicy, SdkAppId, SecretKey, UnixTime, Unlimited, UserSig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use super::{SLOW, Target, mutate};

pub(super) const NAMES: [&str; 5] = ["user-sigs", "answers", "requests", "data-files", "documents"];

const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);

/// UserSigs: nothing is taken that was not signed.
pub(super) struct UserSigs {
    key: SecretKey,
    app: SdkAppId,
    good: UserSig,
    document: Value,
    ticket: Ticket,
}

impl UserSigs {
    pub(super) fn new() -> Self {
        let (key, app) = (SecretKey::new("5bd2850fff3ecb11d7c805"), SdkAppId::new(1_400_000_000).expect("not zero"));
        let good = usersig::sign(&key, app, "administrator", NOW, Duration::from_secs(86_400)).expect("a good name");
        let zipped = BASE64.decode(good.expose().replace('*', "+").replace('-', "/").replace('_', "="));
        let zipped = zipped.expect("base64");
        let document = flate2::read::ZlibDecoder::new(&*zipped);
        let document = serde_json::from_reader(document).expect("its document");
        let ticket = usersig::read(&good).expect("it can be read");
        Self { key, app, good, document, ticket }
    }
}

/// As a UserSig holds it.
fn packed(document: &[u8]) -> Vec<u8> {
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zlib.write_all(document).expect("memory");
    let text = BASE64.encode(zlib.finish().expect("memory"));
    text.replace('+', "*").replace('/', "-").replace('=', "_").into_bytes()
}

impl Target for UserSigs {
    fn input(&mut self, random: &mut fastrand::Rng) -> Vec<u8> {
        match random.u32(0..3) {
            0 => mutate::bytes(random, self.good.expose().as_bytes()),
            1 => packed(&mutate::bytes(random, self.document.to_string().as_bytes())),
            _ => packed(mutate::value(random, &self.document).to_string().as_bytes()),
        }
    }

    async fn takes(&mut self, input: &[u8]) -> Result<bool, String> {
        let given = UserSig::new(String::from_utf8_lossy(input));
        let taken = catch_unwind(AssertUnwindSafe(|| {
            let _ = usersig::read(&given);
            usersig::check(&given, &self.key, self.app, "administrator", NOW).ok()
        }));
        match taken.map_err(|_| "it panicked")? {
            Some(ticket) if ticket != self.ticket => Err(format!("taken, though never signed: {ticket:?}")),
            taken => Ok(taken.is_some()),
        }
    }
}

/// Answers: each becomes a page or an error, and no error holds the signature of its call.
pub(super) struct Answers {
    client: Client,
    body: Arc<Mutex<Vec<u8>>>,
    asked: Arc<Mutex<String>>,
    both: bool,
}

/// Becomes the signature of the call.
const SIGNATURE: &str = "@THE-SIGNATURE@";

impl Answers {
    pub(super) async fn new() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let (body, asked) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(String::new())));
        let (bodies, log) = (Arc::clone(&body), Arc::clone(&asked));
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let (bodies, log) = (Arc::clone(&bodies), Arc::clone(&log));
                tokio::spawn(async move {
                    while let Some(signature) = signature(&mut socket).await {
                        let body = held(&bodies).clone();
                        let body = match String::from_utf8(body) {
                            Ok(text) => text.replace(SIGNATURE, &signature).into_bytes(),
                            Err(error) => error.into_bytes(),
                        };
                        *held(&log) = signature;
                        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
                        let answer = [head.as_bytes(), &body].concat();
                        if socket.write_all(&answer).await.is_err() {
                            break;
                        }
                    }
                });
            }
        });
        let app = SdkAppId::new(1_400_000_000)?;
        let client = Client::builder(app, "administrator", SecretKey::new("key")).base_url(url);
        let client = client.retry(RetryPolicy::never()).rate_limiter(Arc::new(Unlimited)).build()?;
        Ok(Self { client, body, asked, both: false })
    }
}

/// Reads a request: the signature that it came with.
async fn signature(socket: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.to_lowercase().split_once("content-length: ").map(|(_, rest)| rest.to_owned());
        let length = length.and_then(|rest| rest.lines().next().and_then(|line| line.parse().ok())).unwrap_or(0);
        if body.len() >= length {
            let value = head.split_once("usersig=")?.1.split(['&', ' ']).next()?;
            return Some(value.replace("%2A", "*"));
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Target for Answers {
    fn input(&mut self, random: &mut fastrand::Rng) -> Vec<u8> {
        let good = json!({
            "ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": SIGNATURE, "NextOffset": 2, "Next": "cursor",
            "BannedAccountList": [{"Member_Account": "a", "BannedUntil": 1}, {"Member_Account": "b", "BannedUntil": 2}],
            "MemberNum": 2,
            "MemberList": [{"Member_Account": "a", "Role": "Member ", "JoinTime": 1, "MsgSeq": 1, "MsgFlag": "Discard",
                "LastSendMsgTime": 1, "ShutUpUntil": 1, "NameCard": SIGNATURE,
                "AppMemberDefinedData": [{"Key": "k", "Value": "v"}]}],
        });
        let changed = mutate::value(random, &good).to_string();
        if random.bool() { changed.into_bytes() } else { mutate::bytes(random, changed.as_bytes()) }
    }

    async fn takes(&mut self, input: &[u8]) -> Result<bool, String> {
        *held(&self.body) = input.to_vec();
        self.both = !self.both;
        let client = self.client.clone();
        let call = if self.both {
            tokio::spawn(async move { client.banned_members("@TGS#a").send().await.map(|page| format!("{page:?}")) })
        } else {
            let call = client.permission_group_members("@TGS#_a", "@PMG#_a");
            tokio::spawn(async move { call.send().await.map(|page| format!("{page:?}")) })
        };
        let answer = timeout(SLOW, call).await.map_err(|_| "it hangs")?.map_err(|error| error.to_string())?;
        let Err(error) = answer else { return Ok(true) };
        let (said, secret) = (format!("{error} {error:?}"), held(&self.asked).clone());
        let leaks = secret.as_bytes().windows(12).any(|part| said.contains(&*String::from_utf8_lossy(part)));
        if leaks && !secret.is_empty() { Err(format!("the signature is in {said}")) } else { Ok(false) }
    }
}

/// HTTP to a sandbox: each connection ends, and good requests are answered as before.
pub(super) struct Requests {
    sandbox: Sandbox,
    client: Client,
    good: String,
    tried: u64,
}

impl Requests {
    pub(super) async fn new() -> anyhow::Result<Self> {
        let mut data = Data::demo();
        data.behaviour.rate = Rate::Unlimited;
        let sandbox = Sandbox::builder().data(data).start().await?;
        let good = request(&sandbox, r#"{"GroupId":"@TGS#aJRGC4MH6","Offset":0,"Limit":20}"#)?;
        let client = Client::builder(sandbox.sdk_app_id(), sandbox.identifier(), sandbox.secret_key());
        let client = client.base_url(sandbox.base_url()).retry(RetryPolicy::never());
        let client = client.rate_limiter(Arc::new(Unlimited)).build()?;
        Ok(Self { sandbox, client, good, tried: 0 })
    }
}

/// A request for banned members, signed, after which the connection ends.
fn request(sandbox: &Sandbox, body: &str) -> anyhow::Result<String> {
    let (app, name) = (sandbox.sdk_app_id(), sandbox.identifier());
    let signed = usersig::sign(
        &sandbox.secret_key(),
        app,
        &name,
        UnixTime::from(std::time::SystemTime::now()),
        Duration::from_secs(86_400),
    )?;
    Ok(format!(
        "POST /v4/group_open_http_svc/get_group_ban_member?sdkappid={app}&identifier={name}&usersig={}&random=1\
         &contenttype=json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{body}",
        signed.expose(),
        body.len()
    ))
}

/// Sends bytes over a connection of their own, and reads all that comes back.
async fn exchange(address: &str, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut socket = TcpStream::connect(address).await?;
    // Thousands of connections in a second would use up the ports.
    socket.set_zero_linger()?;
    let mut answer = Vec::new();
    // It may refuse before all is sent.
    let _ = socket.write_all(bytes).await;
    let _ = socket.shutdown().await;
    let _ = socket.read_to_end(&mut answer).await;
    Ok(answer)
}

impl Target for Requests {
    fn input(&mut self, random: &mut fastrand::Rng) -> Vec<u8> {
        mutate::bytes(random, self.good.as_bytes())
    }

    async fn takes(&mut self, input: &[u8]) -> Result<bool, String> {
        let address = self.sandbox.base_url().replace("http://", "");
        let answer = timeout(SLOW, exchange(&address, input)).await.map_err(|_| "the connection does not end")?;
        let answer = answer.map_err(|error| format!("no connection: {error}"))?;
        if !answer.is_empty() && !answer.starts_with(b"HTTP/1.") {
            return Err(format!("the answer is no HTTP: {}", String::from_utf8_lossy(&answer)));
        }
        self.tried += 1;
        if self.tried.is_multiple_of(100) {
            let page = self.client.banned_members("@TGS#aJRGC4MH6").send().await;
            page.map_err(|error| format!("a good request fails after it: {error}"))?;
        }
        Ok(answer.starts_with(b"HTTP/1.1 200"))
    }
}

/// Data files of the sandbox: refused with a reason, or a sandbox starts with them, answers and stops.
pub(super) struct DataFiles(Value);

impl DataFiles {
    pub(super) fn new() -> anyhow::Result<Self> {
        let path = "examples/sandbox-data.json";
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        Ok(Self(serde_json::from_str(&text)?))
    }
}

impl Target for DataFiles {
    fn input(&mut self, random: &mut fastrand::Rng) -> Vec<u8> {
        let changed = mutate::value(random, &self.0).to_string();
        if random.u32(0..4) > 0 { changed.into_bytes() } else { mutate::bytes(random, changed.as_bytes()) }
    }

    async fn takes(&mut self, input: &[u8]) -> Result<bool, String> {
        let text = String::from_utf8_lossy(input);
        let read = catch_unwind(|| Data::from_json(&text)).map_err(|_| "it panicked")?;
        let Ok(data) = read else { return Ok(false) };
        let written = serde_json::to_string(&data).map_err(|error| error.to_string())?;
        Data::from_json(&written).map_err(|error| format!("what it writes it does not read: {error}"))?;
        let group = data.groups.keys().next().cloned().unwrap_or_else(|| "none".to_owned());
        let sandbox =
            Sandbox::builder().data(data).start().await.map_err(|error| format!("it does not start: {error}"))?;
        // Whatever it says, if anything: the data may ask for any fault.
        let body = json!({ "GroupId": group, "Offset": 0, "Limit": 20 }).to_string();
        let request = request(&sandbox, &body).map_err(|error| error.to_string())?;
        let address = sandbox.base_url().replace("http://", "");
        let _ = timeout(Duration::from_millis(20), exchange(&address, request.as_bytes())).await;
        timeout(SLOW, sandbox.stop()).await.map_err(|_| "the sandbox does not stop")?;
        Ok(true)
    }
}

/// OpenAPI documents: lint and diff say what they think of them.
pub(super) struct Documents(String);

impl Documents {
    pub(super) fn new() -> anyhow::Result<Self> {
        Ok(Self(std::fs::read_to_string("openapi.yaml").context("cannot read openapi.yaml")?))
    }
}

impl Target for Documents {
    fn input(&mut self, random: &mut fastrand::Rng) -> Vec<u8> {
        mutate::lines(random, &self.0).into_bytes()
    }

    async fn takes(&mut self, input: &[u8]) -> Result<bool, String> {
        let text = String::from_utf8_lossy(input);
        let (good, changed) = (Text { name: "good", text: &self.0 }, Text { name: "changed", text: &text });
        let judged = catch_unwind(|| {
            let found = xtask::lint::lint(&text).len();
            let there = openapi_diff::compare(good, changed, Promise::Source).map(|report| report.text());
            let back = openapi_diff::compare(changed, good, Promise::Source).map(|report| report.text());
            (found, there.is_ok(), back.is_ok())
        });
        let (found, there, back) = judged.map_err(|_| "it panicked")?;
        if there == back { Ok(found == 0) } else { Err("it is compared one way and not the other".to_owned()) }
    }
}
