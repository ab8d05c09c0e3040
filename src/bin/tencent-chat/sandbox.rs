//! `tencent-chat sandbox`

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;

use futures_util::FutureExt;
use tencent_chat::sandbox::{Data, Sandbox};

use crate::failure::{Failure, clean, say};
use crate::list::quoted;

/// Runs a local service that behaves as the documented one, until Ctrl-C
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// JSON file of groups, members, behaviour and faults instead of the demo data
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Where to open a port that changes state and faults while it runs
    #[arg(long, value_name = "ADDR")]
    admin: Option<SocketAddr>,
}

/// stdout gets what a shell needs to call it, stderr a line for each request.
pub(crate) async fn run(arguments: Arguments) -> Result<(), Failure> {
    // Listening begins with the first poll, before anybody is told that it runs.
    let mut interrupt = pin!(tokio::signal::ctrl_c());
    let early = interrupt.as_mut().now_or_never();
    let mut builder =
        Sandbox::builder().listen(arguments.listen).on_request(|request| say(&clean(&request.to_string())));
    if let Some(file) = &arguments.data {
        builder = builder.data(Data::read(file).map_err(|error| Failure::usage(chain(&error)))?);
    }
    if let Some(address) = arguments.admin {
        builder = builder.admin(address);
    }
    let sandbox = builder.start().await.map_err(|error| Failure::failed(chain(&error)))?;
    let url = sandbox.base_url();
    let mut out = io::stdout().lock();
    for (name, value) in [
        ("TENCENT_CHAT_BASE_URL", url.as_str()),
        ("TENCENT_CHAT_SDK_APP_ID", &sandbox.sdk_app_id().to_string()),
        ("TENCENT_CHAT_IDENTIFIER", &sandbox.identifier()),
        ("TENCENT_CHAT_SECRET_KEY", sandbox.secret_key().expose()),
    ] {
        writeln!(out, "export {name}={}", quoted(value))?;
    }
    out.flush()?;
    drop(out);
    if !sandbox.is_loopback() {
        say("warning: other machines can reach this sandbox, and whoever reaches it can use it");
    }
    if let Some(admin) = sandbox.admin_url() {
        say(&format!("admin port: {admin}"));
    }
    say(&format!("ready; the contract is at {url}/openapi.yaml and {url}/openapi.json; Ctrl-C stops it"));
    match early {
        Some(interrupted) => interrupted?,
        None => interrupt.await?,
    }
    sandbox.stop().await;
    Ok(())
}

/// An error with its causes.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    for cause in causes {
        text.push_str(": ");
        text.push_str(&cause.to_string());
    }
    text
}
