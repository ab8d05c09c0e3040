//! Python: a client by openapi-python-client, checked by mypy.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::{Document, Stops, complaints, lay_out};
use crate::external;

pub(super) fn run(documents: &[Document], folder: &Path, out: &mut dyn Write) -> anyhow::Result<Stops> {
    let programs = std::path::absolute(external::python("clients-python", out)?)?;
    lay_out("python", documents, folder)?;
    let mut generate = Command::new(programs.join("python"));
    generate.arg("generate.py").current_dir(folder);
    external::succeed(generate, "see what openapi-python-client says")?;
    let mut mypy = Command::new(programs.join("mypy"));
    mypy.args(["--strict", "--explicit-package-bases", "--no-error-summary", "cases"]).current_dir(folder);
    let output = mypy.output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    // cases/NAME/user.py:1: error: ...; a package's name cannot have hyphens.
    let stops = complaints(&printed, |line| {
        let (name, complaint) = line.strip_prefix("cases/")?.split_once('/')?;
        complaint.contains(": error: ").then_some((name, complaint))
    });
    let failed = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success() || !stops.is_empty(), "{printed}{failed}");
    Ok(stops.into_iter().map(|(name, complaint)| (name.replace('_', "-"), complaint)).collect())
}
