//! `cargo xtask coverage`: whether every public item of the crate is documented, and how many have an example.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Command;

use anyhow::{Context, bail, ensure};
use serde_json::Value;

use crate::{Outcome, project_root};

/// Check that every public item of the crate is documented, and that enough of them have an example
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {}

/// The share of items with an example, in percent, among those for which rustdoc wants one: functions, methods and
/// types. Raise it with each gain.
const WITH_EXAMPLES: u64 = 94;

/// Runs the command.
///
/// # Errors
///
/// When the crate does not build, or rustdoc does not count as expected.
pub fn run(_: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let counted = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "--package", "tencent-chat", "--"])
        .args(["-Z", "unstable-options", "--show-coverage", "--output-format", "json"])
        // Counting is an option of nightly only; the compiler stays the stable one.
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(project_root())
        .output()
        .context("cannot run cargo")?;
    if !counted.status.success() {
        bail!("rustdoc failed: {}", String::from_utf8_lossy(&counted.stderr));
    }
    let files: BTreeMap<String, Value> = serde_json::from_slice(&counted.stdout).context("rustdoc's counts")?;
    let (mut all, mut with_docs, mut wanted, mut with_examples) = (0, 0, 0, 0);
    let mut outcome = Outcome::Fine;
    for (file, counts) in &files {
        let count = |of: &str| counts[of].as_u64().with_context(|| format!("rustdoc counts no {of} in {file}"));
        let missing = count("total")? - count("with_docs")?;
        if missing > 0 {
            writeln!(out, "{file}: {missing} items without documentation; the lint `missing_docs` names them")?;
            outcome = Outcome::Found;
        }
        all += count("total")?;
        with_docs += count("with_docs")?;
        wanted += count("total_examples")?;
        with_examples += count("with_examples")?;
    }
    ensure!(all > 0 && wanted > 0, "rustdoc counted nothing");
    let share = with_examples * 100 / wanted;
    writeln!(out, "{with_docs} of {all} items are documented")?;
    writeln!(out, "{with_examples} of {wanted} have an example, {share} %")?;
    if share < WITH_EXAMPLES {
        writeln!(out, "at least {WITH_EXAMPLES} % are wanted; add an example to what is new")?;
        outcome = Outcome::Found;
    }
    Ok(outcome)
}
