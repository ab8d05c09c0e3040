//! The docs page, seen through a browser, shows what a newcomer asks for.
//!
//! Needs Chromium, and the renderer that `cargo xtask docs --check` has installed. Without them a test says so on
//! standard error and passes; `cargo xtask docs --check` itself fails then.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use xtask::docs::{self, browser};
use xtask::external;

#[test]
fn page_shows_every_operation_and_error_code() {
    if !has_chromium() {
        return;
    }
    let Some(renderer) = external::installed_npm(docs::RENDERER) else {
        return say("the renderer is not installed; run `cargo xtask docs --check`");
    };
    let contract = docs::contract().unwrap();
    let path = page("reference", "");
    docs::write(&path, &contract, &renderer).unwrap();
    let objections = docs::objections(&contract, &browser::open(&path).unwrap());
    assert!(objections.is_empty(), "{objections:#?}");
}

#[test]
fn page_that_names_things_only_in_its_script_is_refused() {
    if !has_chromium() {
        return;
    }
    let contract = docs::contract().unwrap();
    let path = page("script", &format!("<script>const contract = {contract};</script>"));
    let objections = docs::objections(&contract, &browser::open(&path).unwrap());
    let codes = contract["x-error-codes"].as_array().unwrap().len();
    assert_eq!(objections.len(), 2 * 2 + codes, "{objections:#?}");
    assert_eq!(objections[0], "the operation get_group_ban_member is not shown");
    assert_eq!(objections[1], "the paging rule of get_group_ban_member is not shown");
    assert_eq!(objections[4], "the error code 10002 has no row");
}

#[test]
fn page_that_writes_to_the_console_is_refused() {
    if !has_chromium() {
        return;
    }
    let errors = "<script>console.error('first');</script><script>second()</script><img src='none.png'>";
    let shown = browser::open(&page("console", errors)).unwrap();
    let console = shown.console.join("\n");
    for part in ["first", "second is not defined", "Content Security Policy"] {
        assert!(console.contains(part), "`{part}` is missing in\n{console}");
    }
}

/// As strict as the page itself.
const POLICY: &str = r#"<meta http-equiv="Content-Security-Policy" content="img-src 'none'"><title>x</title>"#;

fn page(name: &str, body: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.html"));
    let html = format!("<!DOCTYPE html>\n<html><head>{POLICY}</head><body>{body}</body></html>");
    fs::write(&path, html).unwrap();
    path
}

fn has_chromium() -> bool {
    let installed = browser::installed().is_some();
    if !installed {
        say("Chromium is not installed");
    }
    installed
}

/// Past the capture of the test harness, so that everybody sees it, and in one piece.
fn say(why: &str) {
    let line = format!("\nthe docs page was not opened: {why}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
