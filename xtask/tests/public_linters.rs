//! `cargo xtask lint --all` never takes a linter for content that was not heard.
//!
//! The linters themselves come over the network, so these tests put shell commands in their place.

use std::process::Command;

use xtask::lint::public_linters::{Linter, judge};
use xtask::{Outcome, project_root};

#[test]
fn silent_linter_is_content() {
    assert_eq!(hear("echo fine", None), (Outcome::Fine, "sh: nothing to object to\n".to_owned()));
}

#[test]
fn failing_linter_is_quoted() {
    let (outcome, printed) = hear("echo a warning; exit 1", None);
    assert_eq!(outcome, Outcome::Found);
    assert!(printed.contains("sh: has objections (exit status: 1)\n    a warning\n"), "{printed}");
}

#[test]
fn warning_with_exit_code_zero_is_an_objection() {
    let (outcome, printed) = hear("echo a recommendation", Some("No issues"));
    assert_eq!(outcome, Outcome::Found);
    assert!(printed.contains("    a recommendation\n"), "{printed}");
}

#[test]
fn linter_that_is_not_there_is_an_error() {
    let command = Command::new("no-such-linter");
    let linter = Linter { name: "no-such-linter", command, silence: None };
    let error = judge(linter, &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("cannot run no-such-linter"), "{error}");
}

/// So ends a script whose interpreter, such as node, is not installed.
#[test]
fn linter_without_its_interpreter_is_an_error() {
    let mut command = Command::new("sh");
    command.args(["-c", "exec no-such-interpreter"]);
    let linter = Linter { name: "sh", command, silence: None };
    let error = judge(linter, &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("sh cannot run"), "{error}");
}

/// The registry is the choice of whoever installs.
#[test]
fn lock_files_name_no_registry() {
    let tools = std::fs::read_dir(project_root().join("xtask/tools")).unwrap();
    let locks: Vec<_> =
        tools.map(|tool| tool.unwrap().path().join("package-lock.json")).filter(|p| p.exists()).collect();
    assert!(locks.len() > 3, "{locks:?}");
    for path in locks {
        let lock = std::fs::read_to_string(&path).unwrap();
        let name = path.display();
        assert!(lock.contains("\"integrity\""), "{name} pins nothing");
        assert!(!lock.contains("\"resolved\""), "write {name} with --omit-lockfile-registry-resolved");
    }
}

fn hear(script: &str, silence: Option<&'static str>) -> (Outcome, String) {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    let mut out = Vec::new();
    let outcome = judge(Linter { name: "sh", command, silence }, &mut out).unwrap();
    (outcome, String::from_utf8(out).unwrap())
}
