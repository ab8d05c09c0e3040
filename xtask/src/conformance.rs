//! `cargo xtask conformance`: the sandbox and the contract, tried by tools that their authors did not write.
//!
//! Schemathesis and the vendor's signers judge the sandbox. Clients in other languages, generated from `openapi.yaml`
//! by the usual generators, are compiled and run against it; Prism's proxy stands between and objects to what is not
//! as the contract says.

use std::io::Write;
use std::time::Instant;

use anyhow::Context;

use crate::{Outcome, project_root};
use client::Client;
pub(crate) use sandbox::Sandbox;

mod client;
mod judges;
mod prism;
mod report;
mod sandbox;
mod scenario;
pub(crate) mod tools;
mod vectors;

/// Try the sandbox with Schemathesis and the vendor's signers, and generated clients of other languages with the sandbox
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Only the clients whose language or folder is called so, and no other judge
    #[arg(long, value_name = "NAME")]
    pub lang: Vec<String>,
    /// Leave out clients whose language is not on this machine, and say so
    #[arg(long)]
    pub available: bool,
    /// Write the results and snippets into docs/other-languages.md
    #[arg(long)]
    pub write: bool,
    /// The document that clients are generated from [default: openapi.yaml of this repository]
    #[arg(long, value_name = "FILE")]
    pub document: Option<std::path::PathBuf>,
    /// Generated requests for each operation
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub max_examples: u32,
}

/// Runs the command.
///
/// # Errors
///
/// When a tool or a language is missing and cannot be installed, or the sandbox cannot be started.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut good = true;
    if arguments.lang.is_empty() {
        good &= judges::run(arguments.max_examples, arguments.available, out)?;
    }
    let begun = Instant::now();
    let document = arguments.document.clone().unwrap_or_else(|| project_root().join("openapi.yaml"));
    let (clients, missing) = chosen(arguments)?;
    let mut results = Vec::new();
    let prism = prism::Prism::installed(out)?;
    good &= prism.mock(&document, out)?;
    let sandbox = Sandbox::start()?;
    let proxy = prism.proxy(&document, &sandbox)?;
    for client in clients {
        let result = client.run(&document, &sandbox, &proxy, out)?;
        good &= result.good();
        results.push(result);
    }
    let objections = proxy.objections();
    writeln!(
        out,
        "{} requests and their answers went through Prism's proxy: {} objections",
        proxy.judged(),
        objections.len()
    )?;
    objections.iter().try_for_each(|line| writeln!(out, "    {line}"))?;
    good &= objections.is_empty() && (results.is_empty() || proxy.judged() > 0);
    writeln!(out, "{} clients in {} s", results.len(), begun.elapsed().as_secs())?;
    for name in &missing {
        writeln!(out, "NOT RUN: {name}")?;
    }
    // The page tells what works; a client that failed has no row to compare.
    if good && results.len() == clients_of_the_project()?.len() {
        good = report::update(&results, arguments.write, out)?;
    }
    Ok(if good { Outcome::Fine } else { Outcome::Found })
}

/// The clients to run, and those that are left out since their language is missing.
fn chosen(arguments: &Arguments) -> anyhow::Result<(Vec<Client>, Vec<String>)> {
    let mut clients = clients_of_the_project()?;
    clients.retain(|client| arguments.lang.is_empty() || arguments.lang.iter().any(|name| client.is_called(name)));
    anyhow::ensure!(!clients.is_empty(), "no client is called {}", arguments.lang.join(" or "));
    let mut missing = Vec::new();
    clients.retain(|client| {
        let lacking = client.lacking();
        if let Some(program) = &lacking {
            missing.push(format!("{}: `{program}` is not on this machine", client.name));
        }
        lacking.is_none()
    });
    anyhow::ensure!(
        missing.is_empty() || arguments.available,
        "{}; install it, or leave these clients out with --available",
        missing.join("; ")
    );
    Ok((clients, missing))
}

/// Every folder with a `client.yaml`, in the order of their names.
fn clients_of_the_project() -> anyhow::Result<Vec<Client>> {
    let folder = project_root().join("xtask/conformance");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    folders.retain(|path| path.join("client.yaml").exists());
    folders.sort();
    folders.iter().map(|path| Client::read(path)).collect()
}

const fn verdict(good: bool) -> &'static str {
    if good { "ok" } else { "FAILED" }
}
