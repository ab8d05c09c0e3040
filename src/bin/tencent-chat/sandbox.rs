//! `tencent-chat sandbox`

use std::ffi::OsString;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;

use futures_util::FutureExt;
use tencent_chat::sandbox::{Data, Sandbox};

use crate::failure::{Failure, chain, note, quoted, warn};
use crate::lists::publish;
use crate::side_log;
use crate::signals::Signals;

/// Run a local stand-in for the service, until Ctrl-C or as long as a command runs
#[derive(clap::Args, Debug)]
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
    /// Write the variables that a client needs to a file as well, NAME=VALUE a line, once it listens
    #[arg(long, value_name = "FILE")]
    env_file: Option<PathBuf>,
    /// A command to run with those variables; the sandbox stops with it, and its exit code is passed on
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// stdout gets what a shell needs to call it, stderr a line for each request.
pub(crate) async fn run(arguments: Arguments) -> Result<(), Failure> {
    // Listening for signals begins before anybody is told that it runs.
    let mut signals = Signals::new()?;
    let mut interrupt = pin!(signals.next());
    let early = interrupt.as_mut().now_or_never();
    let (lines, writer) = side_log::start()?;
    let mut builder =
        Sandbox::builder().listen(arguments.listen).on_request(move |request| lines.write(request.to_string()));
    if let Some(file) = &arguments.data {
        builder = builder.data(Data::read(file).map_err(|error| Failure::usage(chain(&error)))?);
    }
    if let Some(address) = arguments.admin {
        builder = builder.admin(address);
    }
    let sandbox = builder.start().await.map_err(|error| Failure::failed(chain(&error)))?;
    let variables = variables(&sandbox);
    if let Some(file) = &arguments.env_file {
        let lines: String = variables.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
        let written = publish(file, lines.as_bytes());
        written.map_err(|error| Failure::failed(format!("{} cannot be written: {error}", file.display())))?;
    }
    if !sandbox.is_loopback() {
        warn("other machines can reach this sandbox, and whoever reaches it can use it");
    }
    if let Some(admin) = sandbox.admin_url() {
        note(&format!("admin port: {admin}"));
    }
    if let [program, arguments @ ..] = &arguments.command[..] {
        let outcome = with(program, arguments, &variables).await;
        sandbox.stop().await;
        writer.finish();
        return outcome;
    }
    let mut out = io::stdout().lock();
    for (name, value) in &variables {
        writeln!(out, "export {name}={}", quoted(value))?;
    }
    out.flush()?;
    drop(out);
    let url = sandbox.base_url();
    note(&format!("ready; the contract is at {url}/openapi.yaml and {url}/openapi.json; Ctrl-C stops it"));
    if early.is_none() {
        interrupt.await;
    }
    sandbox.stop().await;
    writer.finish();
    Ok(())
}

/// What a client of the sandbox needs in its environment.
fn variables(sandbox: &Sandbox) -> [(&'static str, String); 4] {
    [
        ("TENCENT_CHAT_BASE_URL", sandbox.base_url()),
        ("TENCENT_CHAT_SDK_APP_ID", sandbox.sdk_app_id().to_string()),
        ("TENCENT_CHAT_IDENTIFIER", sandbox.identifier()),
        ("TENCENT_CHAT_SECRET_KEY", sandbox.secret_key().expose().to_owned()),
    ]
}

/// Runs a command with the variables; its end is ours.
async fn with(program: &OsString, arguments: &[OsString], variables: &[(&str, String)]) -> Result<(), Failure> {
    let mut command = std::process::Command::new(program);
    command.args(arguments).envs(variables.iter().map(|(name, value)| (name, value)));
    let status =
        tokio::task::spawn_blocking(move || command.status()).await.map_err(|e| Failure::failed(e.to_string()))?;
    let status = status.map_err(|error| Failure::usage(format!("{} cannot be run: {error}", program.display())))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => Err(Failure::ended(u8::try_from(code).unwrap_or(1))),
        None => Err(Failure::failed(format!("{} was ended by a signal", program.display()))),
    }
}
