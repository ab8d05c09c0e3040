//! Documents in, verdicts out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_diff::document::Document;
use openapi_diff::{Promise, Report, Text};
use serde_json::Value;

#[path = "diff/case.rs"]
mod case;
#[path = "diff/cases.rs"]
mod cases;
#[path = "diff/every_key.rs"]
mod every_key;
#[path = "diff/generated.rs"]
mod generated;
#[path = "diff/model.rs"]
mod model;
#[path = "diff/other_documents.rs"]
mod other_documents;
#[path = "diff/rendering.rs"]
mod rendering;

/// A change as the JSON output has it.
#[derive(Debug)]
struct Change {
    rule: String,
    place: String,
    direction: String,
    operations: Vec<String>,
    wire: String,
    source: String,
}

/// The JSON output.
#[derive(Debug)]
struct Verdicts {
    wire: String,
    source: String,
    changes: Vec<Change>,
}

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

fn text(path: &str) -> String {
    case::text(&data(""), path).unwrap_or_else(|error| panic!("{error:#}"))
}

fn yaml(text: &str) -> Value {
    Document::read(text).expect("the text is YAML").root.to_json()
}

fn report(old: &str, new: &str) -> Report {
    openapi_diff::compare(
        Text { name: "old.yaml", text: old },
        Text { name: "new.yaml", text: new },
        Promise::default(),
    )
    .expect("the documents can be read")
}

fn verdicts(old: &str, new: &str) -> Verdicts {
    let json: Value = serde_json::from_str(&report(old, new).json()).expect("the output is JSON");
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
