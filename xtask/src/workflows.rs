//! `cargo xtask workflows`: checks the GitHub workflows with actionlint, shellcheck and zizmor.

use std::io::Write;
use std::process::Command;

use crate::lint::public_linters::{Linter, judge};
use crate::{Outcome, external, project_root};

/// Check the GitHub workflows with actionlint, shellcheck and zizmor
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {}

/// Runs the command.
///
/// # Errors
///
/// When a checker cannot be installed or started.
pub fn run(_: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let python = external::python("workflows", out)?;
    let go = external::go("actionlint", "github.com/rhysd/actionlint/cmd/actionlint", out)?;

    let mut actionlint = Command::new(go.join("actionlint"));
    actionlint.arg("-pyflakes=").arg("-shellcheck").arg(python.join("shellcheck")).current_dir(project_root());

    let mut zizmor = Command::new(python.join("zizmor"));
    zizmor.args(["--offline", "--no-progress", "--quiet", ".github"]).current_dir(project_root());

    let mut outcome = Outcome::Fine;
    for (name, command) in [("actionlint", actionlint), ("zizmor", zizmor)] {
        if judge(Linter { name, command, silence: None }, out)? == Outcome::Found {
            outcome = Outcome::Found;
        }
    }
    Ok(outcome)
}
