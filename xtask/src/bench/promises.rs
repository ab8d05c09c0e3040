//! The promises, which a program of their own measures: it stands on the client, and this one does not.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};

use super::Section;
use crate::{Outcome, project_root, target_dir};

/// Measures one promise, with what it printed.
pub(super) fn section(promise: &str) -> anyhow::Result<(Section, Outcome)> {
    let mut command = program(&["--release"], &[promise.to_owned()]);
    if promise == "groups" {
        command.arg("--program").arg(command_line()?);
    }
    let output = command.stderr(Stdio::inherit()).output().context("cannot run cargo")?;
    let outcome = match output.status.code() {
        Some(0) => Outcome::Fine,
        Some(1) => Outcome::Found,
        _ => bail!("{promise} could not be measured ({})", output.status),
    };
    let printed = String::from_utf8(output.stdout)?;
    Ok((Section { text: format!("```text\n{printed}```\n"), plots: Vec::new() }, outcome))
}

/// Builds and runs the program, which prints by itself.
pub(crate) fn measure(build: &[&str], arguments: &[String], out: &mut dyn Write) -> anyhow::Result<Outcome> {
    out.flush()?;
    let status = program(build, arguments).status().context("cannot run cargo")?;
    match status.code() {
        Some(0) => Ok(Outcome::Fine),
        Some(1) => Ok(Outcome::Found),
        _ => bail!("the measurement failed ({status})"),
    }
}

fn program(build: &[&str], arguments: &[String]) -> Command {
    let mut command = Command::new(cargo());
    command.args(["run", "--quiet", "--package", "measure"]).args(build).arg("--").args(arguments);
    command.current_dir(project_root());
    command
}

/// Builds the command line in release, and returns its path.
pub(super) fn command_line() -> anyhow::Result<PathBuf> {
    let status = Command::new(cargo())
        .args(["build", "--quiet", "--release", "--package", "tencent-chat", "--features", "cli"])
        .current_dir(project_root())
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "the command line does not build");
    Ok(target_dir().join("release/tencent-chat"))
}

pub(super) fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
