//! `cargo xtask api`: the crate's public API as a file, so that a reviewer sees what changes in it.

use std::fs;
use std::io::Write;
use std::process::Command;

use anyhow::{Context, bail};

use crate::{Outcome, external, project_root, target_dir};

/// Write the public API of the crate, with all features, to expanded/public-api.txt
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Write nothing; find out whether the file is stale
    #[arg(long)]
    pub check: bool,
}

const FILE: &str = "expanded/public-api.txt";

/// Runs the command.
///
/// # Errors
///
/// When the crate does not build, or rustdoc is of another version than the tool that reads it.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let tool = external::cargo("public-api", out)?.join("public-api");
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "--package", "tencent-chat"])
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .env("RUSTDOC", &tool)
        .current_dir(project_root())
        .status()
        .context("cannot run cargo")?;
    if !status.success() {
        bail!("rustdoc failed; what it said stands above");
    }
    let listed = Command::new(&tool).arg("list").arg(target_dir().join("doc/tencent_chat.json")).output();
    let listed = listed.context("cannot run public-api")?;
    if !listed.status.success() {
        let said = String::from_utf8_lossy(&listed.stderr);
        bail!("cannot read rustdoc's JSON; use the Rust that xtask/tools/public-api/Cargo.toml names: {said}");
    }
    let path = project_root().join(FILE);
    if fs::read(&path).is_ok_and(|kept| kept == listed.stdout) {
        return Ok(Outcome::Fine);
    }
    if arguments.check {
        writeln!(out, "{FILE} is stale; run `cargo xtask api`, see what changed, and commit it")?;
        return Ok(Outcome::Found);
    }
    fs::write(&path, listed.stdout).with_context(|| format!("cannot write {FILE}"))?;
    writeln!(out, "{FILE} written")?;
    Ok(Outcome::Fine)
}
