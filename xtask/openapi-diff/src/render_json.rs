//! The changes for programs.

use serde_json::{Value, json};

use crate::comparison::{Change, Spot};
use crate::report::Report;

/// Verdicts, version and changes as one JSON object.
pub(crate) fn render(report: &Report) -> String {
    let document = json!({
        "old": report.old,
        "new": report.new,
        "verdict": { "wire": report.wire().as_str(), "source": report.source().as_str() },
        "version": report.version.json(),
        "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn change(change: &Change) -> Value {
    json!({
        "rule": change.rule.id,
        "where": change.place,
        "direction": change.direction.as_str(),
        "wire": change.wire.as_str(),
        "source": change.source.as_str(),
        "operations": change.operations,
        "message": change.message,
        "reason": change.rule.reason(change.direction),
        "old": change.old.as_ref().map(spot),
        "new": change.new.as_ref().map(spot),
    })
}

fn spot(spot: &Spot) -> Value {
    json!({ "line": spot.at.line, "column": spot.at.column, "pointer": spot.pointer, "value": spot.value })
}
