//! A responder on loopback that is not the bottleneck: canned bodies, one thread for each connection.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

#[derive(Debug, Clone, clap::Args)]
pub struct Arguments {
    /// Members of the list that is served by offset
    #[arg(long, default_value_t = 100_000)]
    members: u64,
    /// Milliseconds before each answer
    #[arg(long, default_value_t = 0)]
    delay: u64,
    /// Serve TLS, with a certificate that is written to this file
    #[arg(long)]
    tls: Option<std::path::PathBuf>,
}

/// Prints the port and answers until the program is killed.
///
/// The group's name says what to answer: `bans:20` and `members:20` are canned pages, anything else is the list.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port")?;
    let tls = arguments.tls.as_deref().map(tls).transpose()?;
    println!("{}", listener.local_addr()?.port());
    for socket in listener.incoming() {
        let (socket, arguments, tls) = (socket?, arguments.clone(), tls.clone());
        thread::spawn(move || {
            let _ = socket.set_nodelay(true);
            match tls {
                None => serve(&socket.try_clone().expect("a socket"), socket, &arguments),
                Some(config) => {
                    let Ok(connection) = ServerConnection::new(config) else { return };
                    serve_tls(StreamOwned::new(connection, socket), &arguments);
                }
            }
        });
    }
    Ok(())
}

fn tls(certificate: &std::path::Path) -> anyhow::Result<Arc<ServerConfig>> {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    std::fs::write(certificate, made.cert.pem())?;
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).map_err(anyhow::Error::msg)?;
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![made.cert.into()], key)?;
    Ok(Arc::new(config))
}

fn serve(read: &TcpStream, mut write: TcpStream, arguments: &Arguments) {
    let (mut read, mut pages) = (BufReader::new(read), Pages::default());
    while let Some(body) = request(&mut read) {
        if pages.answer(&body, arguments, &mut write).is_err() {
            return;
        }
    }
}

fn serve_tls(stream: StreamOwned<ServerConnection, TcpStream>, arguments: &Arguments) {
    let (mut stream, mut pages) = (BufReader::new(stream), Pages::default());
    while let Some(body) = request(&mut stream) {
        if pages.answer(&body, arguments, stream.get_mut()).is_err() {
            return;
        }
    }
}

/// Reads one request and returns its body.
fn request(read: &mut impl BufRead) -> Option<Vec<u8>> {
    let (mut length, mut line) = (0, String::new());
    loop {
        line.clear();
        if read.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    read.read_exact(&mut body).ok()?;
    Some(body)
}

/// The last answer, which is sent again while the same page is asked for.
#[derive(Default)]
struct Pages {
    asked: Vec<u8>,
    answer: Vec<u8>,
}

impl Pages {
    fn answer(&mut self, body: &[u8], arguments: &Arguments, write: &mut impl Write) -> std::io::Result<()> {
        if self.asked != body {
            self.asked = body.to_vec();
            let page = page(&serde_json::from_slice(body).unwrap_or_default(), arguments.members).to_string();
            let date = "Tue, 24 Nov 2026 12:00:00 GMT";
            self.answer = format!(
                "HTTP/1.1 200 OK\r\nServer: responder\r\nDate: {date}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{page}",
                page.len()
            )
            .into_bytes();
        }
        if arguments.delay > 0 {
            thread::sleep(Duration::from_millis(arguments.delay));
        }
        write.write_all(&self.answer)?;
        write.flush()
    }
}

fn page(asked: &Value, members: u64) -> Value {
    let canned = asked["GroupId"].as_str().and_then(|group| group.split_once(':'));
    let size = |text: &str| text.parse().unwrap_or(0);
    match canned {
        Some(("bans", count)) => bans(0, size(count), 0),
        Some(("members", count)) => {
            let list: Vec<_> = (0..size(count)).map(member).collect();
            json!({"ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": "", "MemberList": list, "MemberNum": size(count),
                "Next": ""})
        }
        _ => {
            let begin = asked["Offset"].as_u64().unwrap_or(0);
            let end = members.min(begin + asked["Limit"].as_u64().unwrap_or(100));
            bans(begin, end, if end == members { 0 } else { end })
        }
    }
}

fn bans(begin: u64, end: u64, next: u64) -> Value {
    let list: Vec<_> = (begin..end)
        .map(|n| json!({"Member_Account": format!("user{n:07}"), "BannedUntil": 4_102_444_800_u64}))
        .collect();
    json!({"ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": "", "BannedAccountList": list, "NextOffset": next})
}

/// A member with all eight standard fields and two custom ones.
fn member(n: u64) -> Value {
    json!({
        "Member_Account": format!("user{n:07}"), "Role": "Member", "JoinTime": 1_660_875_916, "MsgSeq": n,
        "MsgFlag": "AcceptAndNotify", "LastSendMsgTime": 1_660_875_916, "MuteUntil": 0, "NameCard": "a name card",
        "AppMemberDefinedData": [
            {"Key": "MemberDefined1", "Value": "ModifyData1"}, {"Key": "MemberDefined2", "Value": "ModifyData2"},
        ],
    })
}
