//! `cargo xtask coverage`: whether every public item of the crate is documented, and how many functions have an example.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::Command;

use anyhow::{Context, bail, ensure};
use serde_json::Value;

use crate::{Outcome, project_root, target_dir};

/// Check that every public item of the crate is documented, and that enough functions and methods have an example
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Also name the functions without an example
    #[arg(long)]
    pub list: bool,
}

/// The share of public functions and methods with an example, in percent. Raise it with each gain.
const WITH_EXAMPLES: usize = 99;

/// Runs the command.
///
/// # Errors
///
/// When the crate does not build, or rustdoc does not count as expected.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let (mut all, mut with_docs) = (0, 0);
    let files: BTreeMap<String, Value> =
        serde_json::from_slice(&rustdoc(&["--show-coverage", "--output-format", "json"])?)
            .context("rustdoc's counts")?;
    for (file, counts) in &files {
        let count = |of: &str| counts[of].as_u64().with_context(|| format!("rustdoc counts no {of} in {file}"));
        let missing = count("total")? - count("with_docs")?;
        if missing > 0 {
            writeln!(out, "{file}: {missing} items without documentation; the lint `missing_docs` names them")?;
            outcome = Outcome::Found;
        }
        all += count("total")?;
        with_docs += count("with_docs")?;
    }
    writeln!(out, "{with_docs} of {all} items are documented")?;

    // Rustdoc's own count of examples leaves out whatever a private module defines and the crate exports.
    rustdoc(&["--output-format", "json"])?;
    let path = target_dir().join("doc/tencent_chat.json");
    let json: Value = serde_json::from_slice(&std::fs::read(&path).context("rustdoc's JSON")?)?;
    let functions = functions(&json);
    ensure!(all > 0 && !functions.is_empty(), "rustdoc counted nothing");
    let (with, without): (Vec<_>, Vec<_>) = functions.iter().partition(|(_, docs)| docs.contains("```"));
    let share = with.len() * 100 / functions.len();
    writeln!(out, "{} of {} functions and methods have an example, {share} %", with.len(), functions.len())?;
    if arguments.list {
        without.iter().try_for_each(|(name, _)| writeln!(out, "    {name}"))?;
    }
    if share < WITH_EXAMPLES {
        writeln!(out, "at least {WITH_EXAMPLES} % are wanted; add an example to what is new, see --list")?;
        outcome = Outcome::Found;
    }
    Ok(outcome)
}

/// What rustdoc prints with options of nightly; the compiler stays the stable one.
fn rustdoc(options: &[&str]) -> anyhow::Result<Vec<u8>> {
    let rustdoc = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "--package", "tencent-chat", "--"])
        .args(["-Z", "unstable-options"])
        .args(options)
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(project_root())
        .output()
        .context("cannot run cargo")?;
    if !rustdoc.status.success() {
        bail!("rustdoc failed: {}", String::from_utf8_lossy(&rustdoc.stderr));
    }
    Ok(rustdoc.stdout)
}

/// The functions and methods that users reach from the crate's root, with their docs; not those of traits' implementations.
fn functions(json: &Value) -> BTreeMap<String, &str> {
    let index = &json["index"];
    let (mut found, mut seen, mut left) =
        (BTreeMap::new(), BTreeSet::new(), vec![(json["root"].clone(), String::new())]);
    while let Some((id, owner)) = left.pop() {
        let item = &index[id.to_string()];
        if !seen.insert(id.to_string()) || item["crate_id"] != 0 {
            continue;
        }
        let inner = &item["inner"];
        let name = format!("{owner}::{}", item["name"].as_str().unwrap_or_default());
        if !inner["function"].is_null() {
            found.insert(name.trim_start_matches(':').to_owned(), item["docs"].as_str().unwrap_or_default());
            continue;
        }
        let implementation = &inner["impl"];
        if !implementation["trait"].is_null() {
            continue;
        }
        // Methods are called by their type's name.
        let name = if implementation.is_null() { item["name"].as_str().unwrap_or_default().to_owned() } else { owner };
        let below = [
            &inner["module"]["items"],
            &inner["trait"]["items"],
            &inner["struct"]["impls"],
            &inner["enum"]["impls"],
            &implementation["items"],
        ];
        let below = below.into_iter().filter_map(Value::as_array).flatten().chain([&inner["use"]["id"]]);
        left.extend(below.map(|id| (id.clone(), name.clone())));
    }
    found
}
