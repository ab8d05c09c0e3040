//! `cargo xtask diff` as a user meets it: files and revisions in, text and exit code out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

#[path = "diff/git.rs"]
mod git;
#[path = "diff/versions.rs"]
mod versions;

/// An empty directory of its own for a test, which goes with it.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the directory can be made")
}

fn xtask(here: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("diff")
        .args(arguments)
        .current_dir(here)
        .output()
        .expect("xtask runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The rules in the JSON output.
fn rules(output: &Output) -> BTreeSet<String> {
    let json: Value = serde_json::from_str(&stdout(output)).expect("the output is JSON");
    let changes = json["changes"].as_array().expect("a list");
    changes.iter().map(|change| change["rule"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn rules_are_listed_with_their_reasons() {
    let text = stdout(&xtask(Path::new("."), &["--rules"]));
    assert!(text.contains("maximum-changed\n  Who writes beyond the limit is refused"), "{text}");
}
