//! Rust: this crate, built from each document, and a consumer of it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::Context;
use serde_json::Value;

use super::{BASE, Document, REFUSED, Stops, kept};
use crate::edits::copy_crate;
use crate::target_dir;

pub(super) fn run(documents: &[Document], folder: &Path, _: &mut dyn Write) -> anyhow::Result<Stops> {
    copy_crate(folder)?;
    fs::copy(kept("rust").join("crate.rs"), folder.join("consumer.rs"))?;
    let mut stops = Stops::new();
    let mut script: Option<PathBuf> = None;
    let mut before = String::new();
    for document in documents {
        fs::write(folder.join("openapi.yaml"), &document.text)?;
        if let Some(script) = &script {
            match generated(script, folder)? {
                Ok(code) if code == before => continue,
                Ok(_) => {}
                Err(refusal) => {
                    stops.insert(document.name.clone(), format!("{REFUSED}{refusal}"));
                    continue;
                }
            }
        }
        let (built, error) = check(folder)?;
        if let Some(error) = error.or(consume(folder, &built)?) {
            stops.insert(document.name.clone(), error);
        }
        if document.name == BASE {
            let found = artifact(&built, "custom-build").context("cargo names no build script")?;
            before = generated(&found, folder)?.map_err(anyhow::Error::msg)?;
            script = Some(found);
        }
    }
    Ok(stops)
}

/// What the build script makes of the document, without comments; or why it refuses it.
fn generated(script: &Path, folder: &Path) -> anyhow::Result<Result<String, String>> {
    let out = folder.join("out");
    fs::create_dir_all(&out)?;
    let output = Command::new(script).current_dir(folder).env("OUT_DIR", std::path::absolute(&out)?).output()?;
    if !output.status.success() {
        return Ok(Err(first_line(&output, "cargo::error=")));
    }
    let mut code = String::new();
    for name in ["client.rs", "contract.rs", "operations.rs"] {
        let text = fs::read_to_string(out.join(name))?;
        code.extend(text.lines().filter(|line| !line.trim_start().starts_with("//")));
    }
    Ok(Ok(code))
}

/// Cargo's messages, and its first error.
fn check(folder: &Path) -> anyhow::Result<(String, Option<String>)> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--lib", "--message-format", "json-render-diagnostics"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", std::path::absolute(target_dir())?)
        .output()
        .context("cannot run cargo")?;
    let error = (!output.status.success()).then(|| first_line(&output, "error"));
    Ok((String::from_utf8(output.stdout)?, error))
}

/// What rustc says of a program that uses the crate.
fn consume(folder: &Path, built: &str) -> anyhow::Result<Option<String>> {
    let Some(library) = artifact(built, "lib") else { return Ok(None) };
    let dependencies = library.parent().unwrap_or(folder);
    let output = Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "bin", "--emit", "metadata", "-o", "consumer.rmeta", "consumer.rs"])
        .arg("--extern")
        .arg(format!("tencent_chat={}", library.display()))
        .arg("-L")
        .arg(format!("dependency={}", dependencies.display()))
        .current_dir(folder)
        .output()
        .context("cannot run rustc")?;
    Ok((!output.status.success()).then(|| first_line(&output, "error")))
}

/// The file that cargo made of a target of this kind of the crate.
fn artifact(messages: &str, kind: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mine = messages.filter(|message| {
        let id = message["package_id"].as_str().unwrap_or_default();
        message["reason"] == "compiler-artifact"
            && id.contains("prove/tencent-chat")
            && message["target"]["kind"][0] == kind
    });
    let files: Vec<_> = mine.flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default()).collect();
    files
        .iter()
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .find(|path| kind != "lib" || path.extension().is_some_and(|e| e == "rmeta"))
}

/// The first line that begins so, of all that was printed.
fn first_line(output: &Output, beginning: &str) -> String {
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let line = printed.lines().find(|line| line.starts_with(beginning));
    line.unwrap_or_else(|| printed.lines().next().unwrap_or("it fails without a word")).to_owned()
}
