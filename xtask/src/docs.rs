//! `cargo xtask docs`: one self-contained HTML page of API reference, built from the contract.
//!
//! The page is written here, without a renderer: each field and each error code is an anchor, and search, filter and
//! dark mode need no more than a script of a page. Its code samples are parts of programs that `--check` runs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use serde_json::Value;

use browser::Shown;
use samples::{SAMPLES, Sample};

use crate::conformance::Sandbox;
use crate::document::Document;
use crate::{Outcome, project_root, target_dir};

pub mod browser;
mod codes;
mod fields;
mod html;
mod page;
pub mod samples;
mod sources;

/// Build the API reference as one HTML page: target/contract/index.html
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Open the page in headless Chromium, look for operations, fields and error codes, and run the code samples
    #[arg(long)]
    pub check: bool,
}

/// Runs the command.
///
/// # Errors
///
/// When the document cannot be read, or, with `--check`, Chromium or the language of a sample is missing.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let contract = contract()?;
    let path = target_dir().join("contract/index.html");
    write(&path, &contract)?;
    writeln!(out, "{}: {} bytes", path.display(), fs::metadata(&path)?.len())?;
    if !arguments.check {
        return Ok(Outcome::Fine);
    }
    let mut objections = objections(&contract, &browser::open(&path)?);
    if objections.is_empty() {
        writeln!(out, "opened in Chromium: every operation, field and error code has a place, no console message")?;
    }
    objections.extend(run_samples(out)?);
    for what in &objections {
        writeln!(out, "{}: {what}", path.display())?;
    }
    Ok(if objections.is_empty() { Outcome::Fine } else { Outcome::Found })
}

/// Writes the page of a contract.
///
/// # Errors
///
/// When a code sample is missing, or the page cannot be written.
pub fn write(path: &Path, contract: &Value) -> anyhow::Result<()> {
    let html = page::html(contract)?;
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

/// Every operation with its path.
#[must_use]
pub fn operations(contract: &Value) -> Vec<(&str, &Value)> {
    let paths = contract["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            let operations = methods.as_object().into_iter().flatten();
            operations.map(move |(_, operation)| (path.as_str(), operation))
        })
        .filter(|(_, operation)| operation["operationId"].is_string())
        .collect()
}

/// Every place that readers link to: operations, fields, error codes, sources.
#[must_use]
pub fn places(contract: &Value) -> Vec<String> {
    let ids = operations(contract).into_iter().filter_map(|(_, operation)| operation["operationId"].as_str());
    let mut places: Vec<_> = ids.map(str::to_owned).collect();
    for (name, schema) in contract["components"]["schemas"].as_object().into_iter().flatten() {
        let fields = schema["properties"].as_object().into_iter().flatten();
        places.extend(fields.map(|(field, _)| format!("{name}.{field}")));
    }
    let codes = contract["x-error-codes"].as_array().into_iter().flatten();
    places.extend(codes.map(|code| format!("error-code-{}", code["code"])));
    let sources = contract["x-sources"].as_array().into_iter().flatten();
    places.extend(sources.filter_map(|source| Some(format!("source-{}", source["id"].as_str()?))));
    places
}

/// What is wrong with a page: a place is missing, or something was written to the console.
#[must_use]
pub fn objections(contract: &Value, shown: &Shown) -> Vec<String> {
    let missing = places(contract).into_iter().filter(|place| !shown.html.contains(&format!("id=\"{place}\"")));
    let mut objections: Vec<_> = missing.map(|place| format!("`#{place}` leads nowhere")).collect();
    objections.extend(shown.console.iter().map(|line| format!("it writes to the console: {line}")));
    objections
}

/// Runs each sample against a sandbox; all must print the same lists.
fn run_samples(out: &mut dyn Write) -> anyhow::Result<Vec<String>> {
    let sandbox = Sandbox::start()?;
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        let printed = run_sample(sample, &sandbox)?;
        if printed == EXPECTED {
            writeln!(out, "ok: {} ({})", sample.path, sample.language)?;
        } else {
            wrong.push(format!("{} printed\n{}", sample.path, printed.join("\n")));
        }
    }
    Ok(wrong)
}

/// The lists of the vendor's samples, which the sandbox serves.
const EXPECTED: [&str; 4] = ["brennanli1 4102444800", "brennanli12 4102444800", "bob Owner", "peter Member"];

fn run_sample(sample: &Sample, sandbox: &Sandbox) -> anyhow::Result<Vec<String>> {
    let [program, arguments @ ..] = sample.command else { anyhow::bail!("{} has no command", sample.path) };
    let variable = |name: &str| sandbox.variables[name].as_str();
    let mut command = Command::new(program);
    command.args(arguments).current_dir(project_root());
    if arguments.last() == Some(&"-") {
        command.stdin(fs::File::open(sample.file())?);
    } else if *program != "cargo" {
        command.arg(sample.path);
    }
    command.envs([
        ("BASE_URL", variable("TENCENT_CHAT_BASE_URL")),
        ("SDK_APP_ID", variable("TENCENT_CHAT_SDK_APP_ID")),
        ("IDENTIFIER", variable("TENCENT_CHAT_IDENTIFIER")),
        ("SECRET_KEY", variable("TENCENT_CHAT_SECRET_KEY")),
        ("USERSIG", variable("SANDBOX_USER_SIG")),
        ("GROUP_ID", "@TGS#aJRGC4MH6"),
        ("COMMUNITY_ID", "@TGS#_@TGS#cAVQXXXXXX"),
        ("PERMISSION_GROUP_ID", "@PMG#_@PMG#cDR"),
        // The sandbox is on this machine.
        ("NO_PROXY", "127.0.0.1"),
        ("no_proxy", "127.0.0.1"),
    ]);
    let output = command.output().with_context(|| format!("cannot run {program}, for {}", sample.path))?;
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    Ok(printed.lines().map(|line| line.trim().to_owned()).collect())
}
