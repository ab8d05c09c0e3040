//! `cargo xtask docs`: one self-contained HTML page of API reference, built from the contract.
//!
//! The renderer is Redoc 2 from npm, inlined. Before it renders, what stands in `x-` keys is added as Markdown tables:
//! paging, error codes, hosts, and the facts of each operation.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use browser::Shown;

use crate::document::Document;
use crate::{Outcome, external, project_root, target_dir};

pub mod browser;
mod page;
mod reference;
mod tables;

/// Build the API reference as one HTML page: target/contract/index.html
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Open the page in headless Chromium, and look for operations, error codes and console messages
    #[arg(long)]
    pub check: bool,
}

/// Runs the command.
///
/// # Errors
///
/// When the document cannot be read, the renderer cannot be installed, or, with `--check`, Chromium is missing.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let renderer = external::npm(RENDERER, out)?;
    let contract = contract()?;
    let path = target_dir().join("contract/index.html");
    write(&path, &contract, &renderer)?;
    writeln!(out, "{}: {} bytes", path.display(), fs::metadata(&path)?.len())?;
    if !arguments.check {
        return Ok(Outcome::Fine);
    }
    let objections = objections(&contract, &browser::open(&path)?);
    for what in &objections {
        writeln!(out, "{}: {what}", path.display())?;
    }
    if objections.is_empty() {
        writeln!(out, "opened in Chromium: every operation with its paging, every error code, no console message")?;
        return Ok(Outcome::Fine);
    }
    Ok(Outcome::Found)
}

/// Group of npm packages that has the renderer.
pub const RENDERER: &str = "docs";

/// Writes the page of a contract, with the renderer out of an installed `node_modules`.
///
/// # Errors
///
/// When the renderer is not what it was pinned to be, or the page cannot be written.
pub fn write(path: &Path, contract: &Value, renderer: &Path) -> anyhow::Result<()> {
    let html = page::html(&reference::with_tables(contract), renderer)?;
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    fs::write(path, html).with_context(|| format!("cannot write {}", path.display()))
}

/// The contract of this repository.
///
/// # Errors
///
/// When it cannot be read.
pub fn contract() -> anyhow::Result<Value> {
    let path: PathBuf = project_root().join("openapi.yaml");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let document = Document::read(&text).context("`cargo xtask lint` says more")?;
    Ok(document.root.to_json())
}

/// What is wrong with a page: an operation or its paging rule is missing, an error code has no row of its own,
/// something was written to the console.
#[must_use]
pub fn objections(contract: &Value, shown: &Shown) -> Vec<String> {
    let mut objections = Vec::new();
    let section = |name: &str| {
        let id = format!("id=\"tag/{name}\"");
        shown.html.split_once(&id).map_or("", |(_, section)| section)
    };
    for (_, operation) in reference::operations(contract) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        if !shown.html.contains(&format!("id=\"operation/{id}\"")) {
            objections.push(format!("the operation {id} is not shown"));
        }
        if !section("Paging").contains(&format!("href=\"#operation/{id}\"")) {
            objections.push(format!("the paging rule of {id} is not shown"));
        }
    }
    let table = section("Error-codes");
    for code in contract["x-error-codes"].as_array().into_iter().flatten() {
        if !table.contains(&format!("<td>{}</td>", code["code"])) {
            objections.push(format!("the error code {} has no row", code["code"]));
        }
    }
    objections.extend(shown.console.iter().map(|line| format!("it writes to the console: {line}")));
    objections
}
