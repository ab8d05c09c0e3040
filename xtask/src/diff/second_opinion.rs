//! `cargo xtask diff --second-opinion`: what oasdiff, written by others, says about the cases of the differ.

use std::io::Write;
use std::process::Command;

use anyhow::Context;

use crate::{Outcome, external, project_root};

/// Builds oasdiff and runs the test that asks it. Without Go it says that it did not.
pub(crate) fn run(out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if Command::new("go").arg("version").output().is_err() {
        writeln!(
            out,
            "NOT RUN: there is no Go here to build oasdiff with, so nobody gave a second opinion on the diff"
        )?;
        return Ok(Outcome::Fine);
    }
    let program = external::go("oasdiff", "github.com/oasdiff/oasdiff", out)?.join("oasdiff");
    out.flush()?;
    let status = Command::new("cargo")
        .args(["test", "--quiet", "--package", "openapi-diff", "--test", "diff"])
        .args(["--", "--ignored", "--nocapture", "second_opinion"])
        .env("OASDIFF", program)
        .current_dir(project_root())
        .status()
        .context("cannot run cargo")?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Found })
}
