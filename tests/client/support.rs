//! A server that answers what a test tells it to, and remembers what it was asked.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use tencent_chat::{Client, ClientBuilder, RetryPolicy, SdkAppId, SecretKey};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A key that must not turn up anywhere.
pub(crate) const KEY: &str = "c4n4ry00fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1canary";
pub(crate) const SDK_APP_ID: u32 = 1400000000;

/// What the stub was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// When it had come in whole; only the test of processes that share a rate looks at it.
    #[cfg_attr(not(feature = "redis"), allow(dead_code))]
    pub(crate) at: Instant,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the request's body is JSON")
    }

    /// A query parameter as it stands in the URL.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
    }
}

/// What the stub answers.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Status 200 with this JSON.
    Json(Value),
    /// Status 200 with this body and no Content-Type.
    Body(String),
    /// These bytes, then the end of the connection.
    Raw(String),
    /// The same, not all of them UTF-8.
    Bytes(Vec<u8>),
    /// Nothing, for so long.
    Silence(Duration),
    /// These bytes, and then no end.
    Stall(String),
    /// The end of the connection at once.
    Close,
}

type Answering = dyn Fn(&Asked, usize) -> Reply + Send + Sync;

pub(crate) struct Stub {
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    _task: tokio_util::task::AbortOnDropHandle<()>,
}

impl Stub {
    /// Answers each request by `reply`, which is told how many came before it.
    pub(crate) async fn start(reply: impl Fn(&Asked, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let reply: Arc<Answering> = Arc::new(reply);
        let log = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, Arc::clone(&reply), Arc::clone(&log)));
            }
        });
        Self { url, asked, _task: tokio_util::task::AbortOnDropHandle::new(task) }
    }

    /// Always the same answer.
    pub(crate) async fn always(reply: Reply) -> Self {
        Self::start(move |_, _| reply.clone()).await
    }

    /// One answer after the other; the last one again and again.
    pub(crate) async fn sequence(replies: Vec<Reply>) -> Self {
        Self::start(move |_, n| replies[n.min(replies.len() - 1)].clone()).await
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no test panicked with it").clone()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        builder().base_url(&self.url).http_client(http())
    }

    /// A client that tries once.
    pub(crate) fn client(&self) -> Client {
        self.builder().retry(RetryPolicy::never()).build().expect("a client")
    }
}

pub(crate) fn builder() -> ClientBuilder {
    let app = SdkAppId::new(SDK_APP_ID).expect("not zero");
    Client::builder(app, "administrator", SecretKey::new(KEY))
}

/// HTTP without certificates: loopback needs none, and loading them takes longer than most tests.
pub(crate) fn http() -> reqwest::ClientBuilder {
    let http = reqwest::Client::builder();
    // The other one loads them always.
    #[cfg(feature = "rustls")]
    let http = http.tls_backend_rustls().tls_certs_only([]);
    http
}

/// Retries that do not hold a test up.
pub(crate) fn hasty() -> RetryPolicy {
    RetryPolicy::default().backoff(Duration::from_millis(1)).max_backoff(Duration::from_millis(5))
}

async fn serve(mut socket: TcpStream, reply: Arc<Answering>, log: Arc<Mutex<Vec<Asked>>>) {
    while let Some(asked) = read(&mut socket).await {
        let n = {
            let mut log = log.lock().expect("no test panicked with it");
            log.push(asked.clone());
            log.len() - 1
        };
        let (head, body) = match reply(&asked, n) {
            Reply::Json(json) => ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", json.to_string()),
            Reply::Body(body) => ("HTTP/1.1 200 OK\r\n", body),
            Reply::Raw(raw) => {
                let _ = socket.write_all(raw.as_bytes()).await;
                return;
            }
            Reply::Stall(start) => {
                let _ = socket.write_all(start.as_bytes()).await;
                return std::future::pending().await;
            }
            Reply::Bytes(bytes) => {
                let _ = socket.write_all(&bytes).await;
                return;
            }
            Reply::Silence(time) => {
                tokio::time::sleep(time).await;
                return;
            }
            Reply::Close => return,
        };
        let answer = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
        if socket.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn read(socket: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break end;
        }
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let (line, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
    let length = headers
        .lines()
        .filter_map(|header| header.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.trim().parse().expect("a length"));
    let mut body = bytes.split_off(head_end + 4);
    while body.len() < length {
        if socket.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    let mut words = line.split(' ');
    let method = words.next()?.to_owned();
    let target = words.next()?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Some(Asked { at: Instant::now(), method, path: path.into(), query: query.into(), headers: headers.into(), body })
}
