//! What oasdiff, written by others, says about the cases.

use super::*;

/// oasdiff judges the wire only, and more leniently than we do (it takes a removed request field
/// for a warning). So only one direction is checked: what it calls an error must break here too.
#[test]
fn what_oasdiff_calls_breaking_breaks_here_too() {
    if Command::new("oasdiff").arg("--version").output().is_err() {
        // Standard error of the process: the test harness hides `eprintln!` of tests that pass.
        use std::io::Write;
        let line = "oasdiff is not on PATH: its opinion on the cases was NOT compared\n";
        std::io::stderr().write_all(line.as_bytes()).expect("standard error is open");
        return;
    }
    let directory = scratch("oasdiff");
    let mut missed = Vec::new();
    for case in cases::all() {
        let file = cases::edited(&case, &directory);
        let output = Command::new("oasdiff")
            .args(["breaking", "--fail-on", "ERR"])
            .args([&case.base(), &file])
            .output()
            .expect("oasdiff runs");
        let ours = case.content["wire"].as_str().expect("a verdict");
        if output.status.code() == Some(1) && !matches!(ours, "breaking" | "cannot-tell") {
            missed.push(format!("{}: {}", case.name, stdout(&output)));
        }
    }
    assert!(missed.is_empty(), "oasdiff calls these breaking:\n{}", missed.join("\n"));
}
