//! TypeScript: types by openapi-typescript, called through openapi-fetch.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::{Document, Stops, complaints, lay_out};
use crate::external;

pub(super) fn run(documents: &[Document], folder: &Path, out: &mut dyn Write) -> anyhow::Result<Stops> {
    let modules = external::npm("clients-node", out)?;
    lay_out("typescript", documents, folder)?;
    std::os::unix::fs::symlink(fs::canonicalize(&modules)?, folder.join("node_modules"))?;
    let mut generate = Command::new("node");
    generate.arg("generate.mjs").current_dir(folder);
    external::succeed(generate, "see what openapi-typescript says")?;
    for document in documents {
        fs::copy(folder.join("user.ts"), folder.join("cases").join(&document.name).join("user.ts"))?;
    }
    let output = Command::new(folder.join("node_modules/.bin/tsc")).current_dir(folder).output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    // cases/NAME/user.ts(1,2): error TS1: ...
    let stops = complaints(&printed, |line| {
        let (name, complaint) = line.strip_prefix("cases/")?.split_once('/')?;
        complaint.contains(": error ").then_some((name, complaint))
    });
    anyhow::ensure!(output.status.success() || !stops.is_empty(), "{printed}");
    Ok(stops)
}
