//! `cargo xtask diff --second-opinion`: what oasdiff, written by others, says about the cases of the differ.
//!
//! oasdiff judges the wire only: what it calls an error must break here too, and the reverse. Where the two differ, the
//! case says under `oasdiff` why we are right.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;

use super::case::{self, Case};
use crate::{Outcome, external, project_root, target_dir};

/// Builds oasdiff and asks it.
pub(crate) fn run(out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let program = external::go("oasdiff", "github.com/oasdiff/oasdiff", out)?.join("oasdiff");
    // Of this run alone: another may be going on.
    let folder = target_dir().join(format!("second-opinion/{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let cases = case::all(&project_root().join("xtask/openapi-diff/tests"))?;
    let (mut agreed, mut explained, mut wrong) = (0, Vec::new(), Vec::new());
    for case in &cases {
        let ours = matches!(case.text("wire"), "breaking" | "cannot-tell");
        let theirs = breaks(&program, &folder, case).with_context(|| format!("oasdiff fails on {}", case.name))?;
        match (ours == theirs.is_some(), case.text("oasdiff")) {
            (true, "") => agreed += 1,
            (true, _) => wrong.push(format!("{}: oasdiff agrees now; drop the reason", case.name)),
            (false, "") => wrong.push(format!("{}: ours {}, oasdiff {theirs:?}", case.name, case.text("wire"))),
            (false, reason) => explained.push(format!("{}: {reason}", case.name)),
        }
    }
    fs::remove_dir_all(&folder)?;
    writeln!(out, "{} cases; oasdiff agrees on {agreed} and differs on {}:", cases.len(), explained.len())?;
    explained.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    wrong.iter().try_for_each(|line| writeln!(out, "WRONG: {line}"))?;
    Ok(if wrong.is_empty() { Outcome::Fine } else { Outcome::Found })
}

/// The first error that it finds, if any.
fn breaks(oasdiff: &Path, folder: &Path, case: &Case) -> anyhow::Result<Option<String>> {
    let (old, new) = (folder.join("old.yaml"), folder.join("new.yaml"));
    fs::write(&old, &case.base)?;
    fs::write(&new, &case.edited)?;
    for (name, text) in case.content["files"].as_object().into_iter().flatten() {
        fs::write(folder.join(name), text.to_string())?;
    }
    let output = Command::new(oasdiff)
        .args(["breaking", "--flatten-allof", "--flatten-params", "--format", "json"])
        .args([&old, &new])
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    let text = String::from_utf8_lossy(&output.stdout);
    let changes: Vec<Value> = if text.trim().is_empty() { Vec::new() } else { serde_json::from_str(&text)? };
    // Level 3 is an error, 2 a warning.
    let error = changes.iter().find(|change| change["level"] == 3);
    Ok(error.map(|change| change["text"].as_str().unwrap_or("an error without a text").to_owned()))
}
