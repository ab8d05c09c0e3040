//! The changes for programs.

use serde_json::{Value, json};

use crate::comparison::{Change, Spot};
use crate::verdict::Verdict;

/// Verdicts and changes as one JSON object.
pub(crate) fn render(changes: &[Change]) -> String {
    let worst = |verdict: fn(&Change) -> Verdict| changes.iter().map(verdict).max().unwrap_or(Verdict::None).as_str();
    let change = |change: &Change| -> Value {
        json!({
            "rule": change.rule.id,
            "where": change.place,
            "direction": change.direction.as_str(),
            "wire": change.wire.as_str(),
            "source": change.source.as_str(),
            "operations": change.operations,
            "message": change.message,
            "old": change.old.as_ref().map(spot),
            "new": change.new.as_ref().map(spot),
        })
    };
    let document = json!({
        "verdict": { "wire": worst(|change| change.wire), "source": worst(|change| change.source) },
        "changes": changes.iter().map(change).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn spot(spot: &Spot) -> Value {
    json!({ "line": spot.at.line, "column": spot.at.column, "pointer": spot.pointer, "value": spot.value })
}
