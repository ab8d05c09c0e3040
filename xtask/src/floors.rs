//! `cargo xtask floors`: whether the package compiles with the lowest versions that its manifest accepts.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use crate::mirror::mirror;
use crate::{Outcome, project_root, target_dir};

/// Check that the package compiles with the lowest versions of its dependencies
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Run the tests with those versions as well
    #[arg(long)]
    pub test: bool,
}

/// Runs the command.
///
/// # Errors
///
/// When the package cannot be copied or cargo cannot be run.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let folder = target_dir().join("floors");
    fresh_copy(&folder)?;
    // Cargo chooses lowest versions only as a nightly would; the compiler stays the stable one.
    let mut lowest = cargo(&folder, &["generate-lockfile", "-Z", "direct-minimal-versions"]);
    lowest.env("RUSTC_BOOTSTRAP", "1");
    writeln!(out, "choosing the lowest versions in {}", folder.display())?;
    out.flush()?;
    if !lowest.status().context("cannot run cargo")?.success() {
        writeln!(out, "a floor in Cargo.toml is lower than another dependency allows; raise it to what cargo names")?;
        return Ok(Outcome::Found);
    }
    let command: &[&str] = if arguments.test { &["test"] } else { &["check", "--all-targets"] };
    let mut build = cargo(&folder, command);
    build.args(["--locked", "--all-features", "--package", "tencent-chat"]);
    if !build.status().context("cannot run cargo")?.success() {
        writeln!(out, "the lowest versions do not do; raise the floor of the crate that the error is about")?;
        return Ok(Outcome::Found);
    }
    writeln!(out, "the lowest versions do")?;
    Ok(Outcome::Fine)
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target"));
    cargo
}

/// Copies the package, keeping what was built there before.
fn fresh_copy(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.file_name() {
            Some(name) if name == "target" => {}
            _ if path.is_dir() => fs::remove_dir_all(&path)?,
            _ => fs::remove_file(&path)?,
        }
    }
    mirror(&project_root(), folder)?;
    fs::remove_file(folder.join("Cargo.lock"))?;
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    let Some(members) = manifest.lines().find(|line| line.starts_with("members = ")) else {
        bail!("Cargo.toml has no line that begins with `members = `");
    };
    // Without the rest of its workspace, whose floors nobody relies on.
    fs::write(folder.join("Cargo.toml"), manifest.replace(members, "members = []"))?;
    Ok(())
}
