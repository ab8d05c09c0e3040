//! A socket and serde_json: the least that a call can cost.

use anyhow::Context;
use futures_util::future::BoxFuture;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Mutex;

use super::{Caller, Page, bodies, path_and_query};

pub struct Raw {
    socket: Mutex<(TcpStream, Vec<u8>)>,
    request: Vec<u8>,
    page: Page,
}

impl Raw {
    pub async fn new(url: &str, page: &Page) -> anyhow::Result<Self> {
        let host = url.strip_prefix("http://").context("plain HTTP only")?;
        let socket = TcpStream::connect(host).await?;
        socket.set_nodelay(true)?;
        let body = bodies::request(page);
        let head = format!(
            "POST {}&random=12345678 HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            path_and_query(page.bans),
            body.len()
        );
        Ok(Self {
            socket: Mutex::new((socket, Vec::with_capacity(1 << 16))),
            request: [head.into_bytes(), body].concat(),
            page: page.clone(),
        })
    }
}

impl Caller for Raw {
    fn call(&self) -> BoxFuture<'_, anyhow::Result<usize>> {
        Box::pin(async {
            let mut locked = self.socket.lock().await;
            let (socket, answer) = &mut *locked;
            socket.write_all(&self.request).await?;
            answer.clear();
            loop {
                anyhow::ensure!(socket.read_buf(answer).await? > 0, "closed");
                let Some(head) = answer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
                let text = std::str::from_utf8(&answer[..head])?;
                let length = ["Content-Length: ", "content-length: "].iter().find_map(|name| text.split_once(name));
                let length = length.and_then(|(_, rest)| rest.lines().next());
                let length: usize = length.context("no length")?.parse()?;
                while answer.len() < head + 4 + length {
                    anyhow::ensure!(socket.read_buf(answer).await? > 0, "closed");
                }
                return bodies::answer(&self.page, &answer[head + 4..]);
            }
        })
    }
}
