//! The text and Markdown that people read, as golden files.
//!
//! `UPDATE_GOLDEN=1 cargo test -p xtask --test diff` writes them anew.

use super::*;

#[test]
fn text_leads_with_the_answer_and_groups_by_severity() {
    golden("mixed", "text", "mixed.txt");
}

#[test]
fn markdown_is_a_comment_for_a_pull_request() {
    golden("mixed", "markdown", "mixed.md");
}

#[test]
fn nothing_changed_is_one_line_and_what_it_was_compared_with() {
    golden("unchanged", "text", "unchanged.txt");
    golden("unchanged", "markdown", "unchanged.md");
}

#[test]
fn a_change_of_wording_asks_for_a_patch_version() {
    golden("reworded", "text", "reworded.txt");
}

#[test]
fn json_has_exactly_the_promised_keys_in_order() {
    let output = compare("mixed", "json");
    let json: Value = serde_json::from_str(&output).expect("JSON");
    let keys = |value: &Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(keys(&json), ["verdict", "changes"]);
    assert_eq!(keys(&json["verdict"]), ["wire", "source"]);
    for change in json["changes"].as_array().expect("a list") {
        let expected = ["rule", "where", "direction", "wire", "source", "operations", "message", "old", "new"];
        assert_eq!(keys(change), expected);
    }
}

#[test]
fn markdown_of_a_document_cannot_break_out_of_its_cell() {
    let directory = scratch("markdown");
    let document = |id: &str| {
        format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1.0.0"}}, "paths":
            {{"/a": {{"get": {{"operationId": {id:?}, "responses": {{}}}}}}}}}}"#
        )
    };
    fs::write(directory.join("old.json"), document("a")).expect("written");
    fs::write(directory.join("new.json"), document("b|c\n<img src=x> @all")).expect("written");
    let output = xtask(&directory, &["--from", "old.json", "--to", "new.json", "--format", "markdown"]);
    let text = stdout(&output);
    let row = text.lines().find(|line| line.contains("operation-id-changed")).expect("a row");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 7, "{row}");
}

#[test]
fn rules_are_listed_with_their_reasons() {
    let output = xtask(Path::new("."), &["--rules"]);
    let text = stdout(&output);
    assert!(text.contains("maximum-changed\n  Who writes beyond the limit is refused"), "{text}");
}

/// The documents by name: each an edit of the base.
fn edit(name: &str, base: &str) -> String {
    let edits: &[(&str, &str)] = match name {
        "unchanged" => &[],
        "reworded" => &[("An account that is banned in a group", "A banned account")],
        _ => &[
            ("maximum: 100\n", "maximum: 50\n"),
            ("BannedMember:", "BannedAccount:"),
            ("schemas/BannedMember'", "schemas/BannedAccount'"),
            ("        - Member\n", "        - Member\n        - Guest\n"),
            ("          x-former-name: ShutUpUntil\n", "          x-mystery: 1\n"),
            ("Whatever the network in between sends", "Anything"),
            ("version: 0.1.0", "version: 0.1.1"),
        ],
    };
    edits.iter().fold(base.to_owned(), |text, (find, with)| {
        assert!(text.contains(find), "the base has no {find:?}");
        text.replace(find, with)
    })
}

fn compare(name: &str, format: &str) -> String {
    let directory = scratch(&format!("rendering-{name}-{format}"));
    let base = fs::read_to_string(data("base.yaml")).expect("the base can be read");
    fs::write(directory.join("old.yaml"), &base).expect("written");
    fs::write(directory.join("new.yaml"), edit(name, &base)).expect("written");
    let arguments = ["--from", "old.yaml", "--to", "new.yaml", "--format", format];
    stdout(&xtask(&directory, &arguments))
}

fn golden(name: &str, format: &str, file: &str) {
    let found = compare(name, format);
    let path = data("golden").join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &found).expect("the golden file can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "openapi-diff/tests/golden/{file}; UPDATE_GOLDEN=1 writes it anew");
}
