//! The docs page, seen through a browser, shows what a newcomer asks for.
//!
//! Needs Chromium. Without it a test says so on standard error and passes; `cargo xtask docs --check` itself fails then.

use std::fs;
use std::io::Write as _;

use xtask::docs::{self, browser};

#[test]
fn page_shows_every_operation_and_error_code() {
    if !has_chromium() {
        return;
    }
    let contract = docs::contract().unwrap();
    let path = page("");
    docs::write(&path, &contract).unwrap();
    let objections = docs::objections(&contract, &browser::open(&path).unwrap());
    assert!(objections.is_empty(), "{objections:#?}");
}

#[test]
fn search_knows_every_field_by_its_plain_name() {
    let contract = docs::contract().unwrap();
    let path = page("");
    docs::write(&path, &contract).unwrap();
    let html = fs::read_to_string(&path).unwrap();
    let found: Vec<_> = html.split("data-find=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for (_, schema) in contract["components"]["schemas"].as_object().unwrap() {
        for name in schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()) {
            assert!(found.contains(&name), "nothing is called {name}: {found:?}");
        }
    }
}

#[test]
fn page_that_names_things_only_in_its_script_is_refused() {
    if !has_chromium() {
        return;
    }
    let contract = docs::contract().unwrap();
    let path = page(&format!("<script>const contract = {contract};</script>"));
    let objections = docs::objections(&contract, &browser::open(&path).unwrap());
    assert_eq!(objections.len(), docs::places(&contract).len(), "{objections:#?}");
    assert_eq!(objections[0], "`#get_group_ban_member` leads nowhere");
}

#[test]
fn page_that_writes_to_the_console_is_refused() {
    if !has_chromium() {
        return;
    }
    let errors = "<script>console.error('first');</script><script>second()</script><img src='none.png'>";
    let shown = browser::open(&page(errors)).unwrap();
    let console = shown.console.join("\n");
    for part in ["first", "second is not defined", "Content Security Policy"] {
        assert!(console.contains(part), "`{part}` is missing in\n{console}");
    }
}

/// As strict as the page itself.
const POLICY: &str = r#"<meta http-equiv="Content-Security-Policy" content="img-src 'none'"><title>x</title>"#;

fn page(body: &str) -> tempfile::TempPath {
    let path = tempfile::Builder::new().suffix(".html").tempfile_in(env!("CARGO_TARGET_TMPDIR"));
    let path = path.unwrap().into_temp_path();
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
