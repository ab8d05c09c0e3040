//! What oasdiff, written by others, says about the cases.
//!
//! `cargo xtask diff --second-opinion` builds it and runs this.

use std::io::Write;
use std::process::Command;

use super::*;

/// oasdiff judges the wire only: what it calls an error must break here too, and the reverse. Where the two differ, the
/// case says under `oasdiff` why we are right.
#[test]
#[ignore = "needs oasdiff: cargo xtask diff --second-opinion"]
fn oasdiff_agrees_or_the_case_says_why_not() {
    let oasdiff = std::env::var("OASDIFF").expect("OASDIFF names the program");
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("second-opinion");
    fs::create_dir_all(&directory).expect("the directory can be made");
    let cases = cases::all();
    let (mut agreed, mut explained, mut wrong) = (0, Vec::new(), Vec::new());
    for case in &cases {
        let ours = matches!(case.content["wire"].as_str(), Some("breaking" | "cannot-tell"));
        let reason = case.content["oasdiff"].as_str();
        match breaks(&oasdiff, &directory, case) {
            Err(error) => wrong.push(format!("{}: oasdiff fails: {error}", case.name)),
            Ok(theirs) => match (ours == theirs.is_some(), reason) {
                (true, None) => agreed += 1,
                (false, Some(reason)) => explained.push(format!("{}: {reason}", case.name)),
                (true, Some(_)) => wrong.push(format!("{}: oasdiff agrees now; drop the reason", case.name)),
                (false, None) => {
                    wrong.push(format!("{}: ours {}, oasdiff {theirs:?}", case.name, case.content["wire"]))
                }
            },
        }
    }
    let head = format!("{} cases; oasdiff agrees on {agreed} and differs on {}:", cases.len(), explained.len());
    writeln!(std::io::stdout(), "{head}\n{}", explained.join("\n")).expect("standard output is open");
    assert!(wrong.is_empty(), "{} without a reason:\n{}", wrong.len(), wrong.join("\n"));
}

/// The first error that it finds, if any.
fn breaks(oasdiff: &str, directory: &Path, case: &cases::Case) -> Result<Option<String>, String> {
    let (old, new) = (directory.join("old.yaml"), directory.join("new.yaml"));
    fs::write(&old, case.base()).expect("written");
    fs::write(&new, case.edited()).expect("written");
    for (name, text) in case.content["files"].as_object().into_iter().flatten() {
        fs::write(directory.join(name), text.to_string()).expect("written");
    }
    let output = Command::new(oasdiff)
        .args(["breaking", "--flatten-allof", "--flatten-params", "--format", "json"])
        .args([&old, &new])
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let changes: Vec<Value> = if text.trim().is_empty() {
        Vec::new()
    } else {
        serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?
    };
    // Level 3 is an error, 2 a warning.
    let error = changes.iter().find(|change| change["level"] == 3);
    Ok(error.map(|change| change["text"].as_str().unwrap_or("an error without a text").to_owned()))
}
