//! Which host is called when the region's cannot be reached.

use std::net::SocketAddr;
#[cfg(unix)]
use std::time::Duration;

use tencent_chat::Region;
#[cfg(unix)]
use tencent_chat::RetryPolicy;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::net::{TcpSocket, TcpStream};

use crate::support::{builder, hasty};

/// An address that refuses connections.
async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.and_then(|listener| listener.local_addr()).expect("a free port")
}

fn host(url: &str) -> String {
    reqwest::Url::parse(url).expect("a URL").host_str().expect("a host").to_owned()
}

#[tokio::test]
async fn the_backup_host_is_called_when_the_regions_host_cannot_be_reached() {
    for region in Region::ALL.iter().copied() {
        let backup = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        // A proxy in the environment would be asked in the hosts' place.
        let http = reqwest::Client::builder()
            .no_proxy()
            .resolve(&host(region.base_url()), nobody().await)
            .resolve(&host(region.backup_url()), backup.local_addr().expect("an address"));
        let greeting = tokio::spawn(async move {
            let (mut socket, _) = backup.accept().await.expect("a caller");
            let mut bytes = Vec::with_capacity(16 * 1024);
            socket.read_buf(&mut bytes).await.expect("a greeting");
            bytes
        });
        let client = builder().region(region).http_client(http);
        let client = client.retry(hasty().max_attempts(2)).build().expect("a client");
        let error = client.banned_members("@TGS#a").send().await.expect_err("nobody here speaks TLS");
        assert!(error.is_transport(), "{error:?}");
        assert_eq!(error.attempts().len(), 2);
        // TLS names the host that it wants in the clear.
        let (greeting, wanted) = (greeting.await.expect("no panic"), host(region.backup_url()));
        assert!(greeting.windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes()), "{region:?}");
    }
}

/// An address where no connection is made and none refused: nobody accepts, and the kernel lets only so many wait.
/// Windows refuses the others.
#[cfg(unix)]
async fn swallows() -> (SocketAddr, (TcpListener, Vec<TcpStream>)) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
    let listener = socket.listen(1).expect("a listener");
    let address = listener.local_addr().expect("an address");
    let mut waiting = Vec::new();
    while let Ok(connected) = tokio::time::timeout(Duration::from_secs(1), TcpStream::connect(address)).await {
        waiting.push(connected.expect("a connection that waits"));
    }
    (address, (listener, waiting))
}

#[cfg(unix)]
#[tokio::test]
async fn a_connection_that_takes_too_long_counts_as_none() {
    let (address, _held) = swallows().await;
    let http = reqwest::Client::builder().connect_timeout(Duration::from_millis(100));
    let client = builder().base_url(format!("http://{address}")).http_client(http);
    let client = client.retry(RetryPolicy::never()).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("no connection");
    assert!(error.is_connect() && error.is_retryable(), "{error:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn an_attempt_that_ends_before_its_connection_is_made_counts_as_none() {
    let (address, _held) = swallows().await;
    let backup = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let region = Region::Singapore;
    // It has no timeout for connections of its own.
    let http = reqwest::Client::builder()
        .no_proxy()
        .resolve(&host(region.base_url()), address)
        .resolve(&host(region.backup_url()), backup.local_addr().expect("an address"));
    let policy = hasty().attempt_timeout(Duration::from_millis(200)).max_attempts(2);
    let client = builder().region(region).http_client(http).retry(policy).build().expect("a client");
    let accepted = tokio::spawn(async move { backup.accept().await.map(drop) });
    let error = client.banned_members("@TGS#a").send().await.expect_err("nobody here speaks TLS");
    assert_eq!(error.attempts()[0].failure.as_deref(), Some("no connection"));
    accepted.await.expect("no panic").expect("the backup host was called");
}
