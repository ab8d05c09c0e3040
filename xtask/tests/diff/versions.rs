//! Exit codes and the version that a change asks for.

use super::*;

const BASE: &str = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "VERSION"},
    "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "d"}}}}}}"#;

#[test]
fn a_breaking_change_raises_the_minor_version_before_1_0_0() {
    let renamed = |text: &str| text.replace(r#""operationId": "a""#, r#""operationId": "b""#);
    assert_eq!(outcome("0.3.1", "0.3.1", renamed, &[]), (1, "should be 0.4.0"));
    assert_eq!(outcome("0.3.1", "0.3.2", renamed, &[]), (1, "should be 0.4.0"));
    assert_eq!(outcome("0.3.1", "0.4.0", renamed, &[]), (0, "0.4.0 says so"));
    assert_eq!(outcome("0.3.1", "0.4.0-rc.1", renamed, &[]), (0, "0.4.0-rc.1 says so"));
    assert_eq!(outcome("0.3.1", "1.0.0", renamed, &[]), (0, "1.0.0 says so"));
}

#[test]
fn a_breaking_change_raises_the_major_version_from_1_0_0_on() {
    let renamed = |text: &str| text.replace(r#""operationId": "a""#, r#""operationId": "b""#);
    assert_eq!(outcome("1.2.3", "1.3.0", renamed, &[]), (1, "should be 2.0.0"));
    assert_eq!(outcome("1.2.3", "2.0.0", renamed, &[]), (0, "2.0.0 says so"));
}

#[test]
fn only_what_is_promised_asks_for_a_version_as_a_break() {
    let renamed = |text: &str| text.replace(r#""operationId": "a""#, r#""operationId": "b""#);
    assert_eq!(outcome("1.2.3", "1.2.3", renamed, &["--promise", "source"]), (1, "should be 2.0.0"));
    assert_eq!(outcome("1.2.3", "1.2.3", renamed, &["--promise", "wire"]), (0, "should be 1.3.0"));
    let slower = |text: &str| text.replace(r#""paths": {"#, r#""x-service": {"timeout-seconds": 9}, "paths": {"#);
    let old = |text: &str| text.replace(r#""paths": {"#, r#""x-service": {"timeout-seconds": 3}, "paths": {"#);
    let both = |promise| {
        outcome_of(
            &old(&BASE.replace("VERSION", "1.2.3")),
            &slower(&BASE.replace("VERSION", "1.2.3")),
            &["--promise", promise],
        )
    };
    assert_eq!(both("behaviour"), (1, "should be 2.0.0"));
    assert_eq!(both("source"), (0, "should be 1.3.0"));
    assert_eq!(both("wire"), (0, "should be 1.3.0"));
}

#[test]
fn what_nobody_can_judge_counts_as_breaking() {
    let mystery = |text: &str| text.replace(r#""get": {"#, r#""get": {"x-mystery": 1, "#);
    assert_eq!(outcome("1.2.3", "1.2.3", mystery, &[]), (1, "should be 2.0.0"));
}

#[test]
fn a_compatible_change_is_told_and_fails_only_when_strict() {
    let added = |text: &str| text.replace(r#""paths": {"#, r#""paths": {"/b": {"get": {"responses": {}}}, "#);
    assert_eq!(outcome("1.2.3", "1.2.3", added, &[]), (0, "should be 1.3.0"));
    assert_eq!(outcome("1.2.3", "1.2.3", added, &["--strict"]), (1, "should be 1.3.0"));
    assert_eq!(outcome("1.2.3", "1.3.0", added, &["--strict"]), (0, "1.3.0 says so"));
    assert_eq!(outcome("0.2.3", "0.2.4", added, &["--strict"]), (1, "should be 0.3.0"));
}

#[test]
fn a_change_of_wording_raises_the_patch_version() {
    let worded = |text: &str| text.replace(r#""description": "d""#, r#""description": "e""#);
    assert_eq!(outcome("1.2.3", "1.2.3", worded, &[]), (0, "should be 1.2.4"));
    assert_eq!(outcome("1.2.3", "1.2.4", worded, &["--strict"]), (0, "1.2.4 says so"));
}

#[test]
fn a_version_without_order_must_at_least_change() {
    let renamed = |text: &str| text.replace(r#""operationId": "a""#, r#""operationId": "b""#);
    assert_eq!(outcome("2026-11", "2026-11", renamed, &[]), (1, "should change"));
    assert_eq!(outcome("2026-11", "2026-12", renamed, &[]), (0, "for you to say"));
}

#[test]
fn raising_the_version_alone_asks_for_nothing() {
    assert_eq!(outcome("1.0.0", "2.0.0", str::to_owned, &["--strict"]), (0, "no new version"));
}

#[test]
fn what_cannot_be_read_is_exit_code_2_with_the_reason() {
    let directory = scratch();
    let directory = directory.path();
    let write = |name: &str, text: &str| {
        fs::write(directory.join(name), text).expect("the file can be written");
    };
    write("good.json", &BASE.replace("VERSION", "1.0.0"));
    write("twice.yaml", "openapi: 3.0.3\ninfo: {title: t, version: '1'}\ninfo: {}\npaths: {}\n");
    write("other.yaml", "swagger: '2.0'\n");
    write("old.yaml", "openapi: 2.9.0\n");
    write("torn.json", "{\"openapi\": ");
    for (file, reason) in [
        ("twice.yaml", "3:1: the key `info` stands here again"),
        ("other.yaml", "no `openapi` key"),
        ("old.yaml", "only OpenAPI 3"),
        ("torn.json", "not YAML"),
        ("missing.yaml", "cannot read"),
    ] {
        let output = xtask(directory, &["--from", "good.json", "--to", file]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(stderr(&output).contains(reason), "{file}: {}", stderr(&output));
        assert!(stderr(&output).contains(file), "{file}: {}", stderr(&output));
    }
}

/// Exit code, and the expected words if the output has them (all of it otherwise).
fn outcome<'w>(from: &str, to: &str, edit: impl Fn(&str) -> String, more: &[&str]) -> (i32, &'w str) {
    outcome_of(&BASE.replace("VERSION", from), &edit(&BASE.replace("VERSION", to)), more)
}

fn outcome_of<'w>(old: &str, new: &str, more: &[&str]) -> (i32, &'w str) {
    let directory = scratch();
    let directory = directory.path();
    fs::write(directory.join("old.json"), old).expect("written");
    fs::write(directory.join("new.json"), new).expect("written");
    let mut arguments = vec!["--from", "old.json", "--to", "new.json"];
    arguments.extend(more);
    let output = xtask(directory, &arguments);
    let text: &'static str = stdout(&output).leak();
    let line = text.lines().find_map(|line| line.strip_prefix("version: ")).unwrap_or(text);
    let said = [
        "should be 0.4.0",
        "should be 2.0.0",
        "should be 1.3.0",
        "should be 0.3.0",
        "should be 1.2.4",
        "0.4.0 says so",
        "0.4.0-rc.1 says so",
        "1.0.0 says so",
        "2.0.0 says so",
        "1.3.0 says so",
        "1.2.4 says so",
        "should change",
        "for you to say",
        "no new version",
    ];
    let words = said.into_iter().find(|words| line.replace('`', "").contains(words));
    (output.status.code().expect("an exit code"), words.unwrap_or(text))
}
