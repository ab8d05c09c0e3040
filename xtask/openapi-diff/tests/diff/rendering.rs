//! The text and Markdown that people read, as golden files.
//!
//! `UPDATE_GOLDEN=1 cargo test -p openapi-diff` writes them anew.

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
    let json: Value = serde_json::from_str(&compare("mixed", "json")).expect("JSON");
    let keys = |value: &Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(keys(&json), ["old", "new", "verdict", "version", "changes"]);
    assert_eq!(keys(&json["verdict"]), ["wire", "source"]);
    assert_eq!(json["version"], serde_json::json!({"status": "too-low", "version": "2.4.1", "needed": "3.0.0"}));
    for change in json["changes"].as_array().expect("a list") {
        let expected =
            ["rule", "where", "direction", "wire", "source", "operations", "message", "reason", "old", "new"];
        assert_eq!(keys(change), expected);
    }
}

#[test]
fn json_has_both_values_and_where_they_stand() {
    let json: Value = serde_json::from_str(&compare("mixed", "json")).expect("JSON");
    let changes = json["changes"].as_array().expect("a list");
    let change = changes.iter().find(|change| change["rule"] == "maximum-changed").expect("the change");
    let base = text("pets.yaml");
    let line = base.lines().position(|line| line.contains("maximum: 100")).expect("the line") + 1;
    for (side, value) in [("old", 100), ("new", 50)] {
        assert_eq!(change[side]["value"], value);
        assert_eq!(change[side]["line"], line);
    }
}

#[test]
fn github_shows_each_change_at_its_line() {
    golden("mixed", "github", "mixed.github");
}

#[test]
fn a_reason_speaks_of_the_direction_at_hand() {
    let found = compare("mixed", "text");
    let reason = found.lines().skip_while(|line| !line.contains("maximum-changed")).nth(1).expect("a reason");
    assert!(reason.contains("Who writes") && !reason.contains("Who reads"), "{reason}");
}

#[test]
fn changed_prose_is_shown_as_words() {
    let found = compare("reworded", "text");
    assert!(found.contains("A thing [-that] [+to] [-a cat plays] [+play] with"), "{found}");
    let found = compare("reworded", "markdown");
    assert!(
        found.contains("A thing <del>that</del> <ins>to</ins> <del>a cat plays</del> <ins>play</ins> with"),
        "{found}"
    );
}

#[test]
fn markdown_of_a_document_cannot_break_out_of_its_cell() {
    let document = |id: &str| {
        format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1.0.0"}}, "paths":
            {{"/a": {{"get": {{"operationId": {id:?}, "responses": {{}}}}}}}}}}"#
        )
    };
    let text = report(&document("a"), &document("b|c\n<img src=x> @all")).markdown();
    let row = text.lines().find(|line| line.contains("operation-id-changed")).expect("a row");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 8, "{row}");
}

/// The documents by name: each an edit of the base.
fn edit(name: &str, base: &str) -> String {
    let edits: &[(&str, &str)] = match name {
        "unchanged" => &[],
        "reworded" => &[("A thing that a cat plays with", "A thing to play with")],
        _ => &[
            ("maximum: 100\n", "maximum: 50\n"),
            ("Toy:", "Plaything:"),
            ("schemas/Toy'", "schemas/Plaything'"),
            ("            - large\n", "            - large\n            - huge\n"),
            ("          x-former-name: mass\n", "          x-mystery: 1\n"),
            ("A thing that a cat", "What a cat"),
            ("version: 2.4.0", "version: 2.4.1"),
        ],
    };
    edits.iter().fold(base.to_owned(), |text, (find, with)| {
        assert!(text.contains(find), "the base has no {find:?}");
        text.replace(find, with)
    })
}

fn compare(name: &str, format: &str) -> String {
    let base = text("pets.yaml");
    let report = report(&base, &edit(name, &base));
    match format {
        "text" => report.text(),
        "markdown" => report.markdown(),
        "github" => report.github("openapi.yaml"),
        _ => report.json(),
    }
}

fn golden(name: &str, format: &str, file: &str) {
    let found = compare(name, format);
    let path = data("golden").join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &found).expect("the golden file can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "tests/golden/{file}; UPDATE_GOLDEN=1 writes it anew");
}
