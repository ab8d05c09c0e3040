//! `cargo xtask expand`: what the contract becomes in Rust, as files that a reviewer sees change with it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;

use crate::{Outcome, project_root};

/// Write the generated client and tables to expanded/, outside the package
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Write nothing; find files that are stale
    #[arg(long)]
    pub check: bool,
}

/// What `build.rs` writes, and what is kept of it.
const FILES: [&str; 3] = ["client.rs", "contract.rs", "operations.rs"];

/// Runs the command.
///
/// # Errors
///
/// When the crate's build script fails, or the files cannot be written.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let generated = generated_by_the_build()?;
    let mut outcome = Outcome::Fine;
    for file in FILES {
        let fresh = fs::read_to_string(generated.join(file)).with_context(|| format!("cannot read {file}"))?;
        let kept = project_root().join("expanded").join(file);
        if fs::read_to_string(&kept).is_ok_and(|kept| kept == fresh) {
            continue;
        }
        if arguments.check {
            writeln!(out, "expanded/{file} is stale; run `cargo xtask expand` and commit it with the contract")?;
            outcome = Outcome::Found;
        } else {
            fs::create_dir_all(kept.parent().context("the file has a folder")?)?;
            fs::write(&kept, fresh).with_context(|| format!("cannot write {}", kept.display()))?;
            writeln!(out, "expanded/{file} written")?;
        }
    }
    Ok(outcome)
}

/// The build script's output folder, which cargo names when it is asked to.
fn generated_by_the_build() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--quiet", "--package", "tencent-chat", "--message-format=json-render-diagnostics"])
        .current_dir(project_root())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let folder = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).find_map(|message| {
        let ours = message["reason"] == "build-script-executed"
            && message["package_id"].as_str().is_some_and(|id| id.contains("#tencent-chat@"));
        ours.then(|| message["out_dir"].as_str().map(PathBuf::from)).flatten()
    });
    match folder {
        Some(folder) if output.status.success() => Ok(folder),
        _ => bail!("the crate does not build, so there is nothing to expand; what cargo said stands above"),
    }
}
