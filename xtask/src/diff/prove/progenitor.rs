//! Rust: a client by progenitor with its own settings, one example for each document.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Document, Stops, kept, lay_out};
use crate::{project_root, target_dir};

pub(super) fn run(documents: &[Document], folder: &Path, _: &mut dyn Write) -> anyhow::Result<Stops> {
    lay_out("rust", documents, folder)?;
    fs::copy(project_root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    for name in ["src", "examples"] {
        fs::create_dir_all(folder.join(name))?;
    }
    fs::write(folder.join("src/lib.rs"), "")?;
    let user = fs::read_to_string(kept("rust").join("user.rs"))?;
    for document in documents {
        let program = user.replace("CLIENT", &format!("{}.rs", document.name));
        fs::write(folder.join("examples").join(format!("{}.rs", document.name)), program)?;
    }
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--examples", "--keep-going", "--message-format", "json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", std::path::absolute(target_dir())?)
        .output()?;
    let stops = errors(&String::from_utf8_lossy(&output.stdout));
    // Without a word about an example, it is the build of the clients itself that failed.
    anyhow::ensure!(output.status.success() || !stops.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(stops)
}

/// The first error of each example in cargo's messages.
fn errors(messages: &str) -> Stops {
    let mut stops = BTreeMap::new();
    for message in messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let (text, target) = (&message["message"], &message["target"]["name"]);
        if text["level"] == "error"
            && let (Some(name), Some(said)) = (target.as_str(), text["message"].as_str())
        {
            stops.entry(name.to_owned()).or_insert_with(|| said.to_owned());
        }
    }
    stops
}
