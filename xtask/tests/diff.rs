//! `cargo xtask diff` as a user meets it: files and revisions in, text and exit code out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

#[path = "diff/cases.rs"]
mod cases;
#[path = "diff/git.rs"]
mod git;
#[path = "diff/other_documents.rs"]
mod other_documents;
#[path = "diff/rendering.rs"]
mod rendering;
#[path = "diff/second_opinion.rs"]
mod second_opinion;
#[path = "diff/versions.rs"]
mod versions;

/// A change as the JSON output has it.
#[derive(Debug)]
struct Change {
    rule: String,
    place: String,
    direction: String,
    wire: String,
    source: String,
    operations: Vec<String>,
}

/// The JSON output.
#[derive(Debug)]
struct Verdicts {
    wire: String,
    source: String,
    changes: Vec<Change>,
}

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi-diff/tests").join(path)
}

/// An empty directory of its own for a test.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(name);
    if path.exists() {
        fs::remove_dir_all(&path).expect("the directory of an earlier run can be removed");
    }
    fs::create_dir_all(&path).expect("the directory can be made");
    path
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

/// Compares two files through `--format json`.
fn verdicts(from: &Path, to: &Path) -> Verdicts {
    let (from, to) = (from.display().to_string(), to.display().to_string());
    let output = xtask(Path::new("."), &["--from", &from, "--to", &to, "--format", "json"]);
    assert_ne!(output.status.code(), Some(2), "{from} -> {to}: {}", stderr(&output));
    read(&stdout(&output))
}

fn read(json: &str) -> Verdicts {
    let json: Value = serde_json::from_str(json).expect("the output is JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let change = |value: &Value| Change {
        rule: text(&value["rule"]),
        place: text(&value["where"]),
        direction: text(&value["direction"]),
        wire: text(&value["wire"]),
        source: text(&value["source"]),
        operations: value["operations"].as_array().expect("a list").iter().map(text).collect(),
    };
    Verdicts {
        wire: text(&json["verdict"]["wire"]),
        source: text(&json["verdict"]["source"]),
        changes: json["changes"].as_array().expect("a list").iter().map(change).collect(),
    }
}

fn rules_of(verdicts: &Verdicts) -> BTreeSet<&str> {
    verdicts.changes.iter().map(|change| change.rule.as_str()).collect()
}
