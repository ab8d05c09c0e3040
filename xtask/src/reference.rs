//! `cargo xtask reference`: what the command line says of itself, kept in docs/ for readers and editors.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

use crate::{Outcome, project_root};

/// Write docs/cli.md and docs/snapshot.schema.json from the command line's parser and types
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {}

/// What the tool prints, and the file that keeps it. A test of the command line holds them fresh.
const FILES: [(&str, &str); 2] = [("markdown", "docs/cli.md"), ("snapshot-schema", "docs/snapshot.schema.json")];

/// Runs the command.
///
/// # Errors
///
/// When the command line does not build, or a file cannot be written.
pub fn run(_: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for (what, file) in FILES {
        let output = Command::new(&cargo)
            .args(["run", "--quiet", "--package", "tencent-chat", "--features", "cli", "--", "reference", what])
            .current_dir(project_root())
            .stderr(Stdio::inherit())
            .output()
            .context("cannot run cargo")?;
        ensure!(output.status.success(), "the command line does not run; what cargo said stands above");
        fs::write(project_root().join(file), output.stdout).with_context(|| format!("cannot write {file}"))?;
        writeln!(out, "{file} written")?;
    }
    Ok(Outcome::Fine)
}
