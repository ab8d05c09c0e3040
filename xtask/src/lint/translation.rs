//! Rules on the overlay that translates the error codes.

use super::{Check, Contract, Findings, Rule};
use crate::document::Document;

pub(super) static RULES: &[Rule] = &[Rule {
    id: "translation-complete",
    title: "each error code and retry class is translated from the words that stand here",
    reason: "whoever reads the translation would miss a code, or act on advice that has changed",
    remedy: "write the action of docs/openapi.zh.overlay.json: its target, the words under `x-translates`, and the translation",
    check: Check::Contract(complete),
}];

const OVERLAY: &str = include_str!("../../../docs/openapi.zh.overlay.json");

fn complete(contract: &Contract<'_>, findings: &mut Findings) {
    let overlay = Document::read(OVERLAY).expect("the overlay is JSON");
    let mut actions: Vec<_> = overlay.root.list("actions").iter().collect();
    for (list, keys) in [("x-retry-classes", &["description"][..]), ("x-error-codes", &["meaning", "remedy"])] {
        for entry in contract.root().list(list) {
            let id = match (entry.i64("code"), entry.str("id")) {
                (Some(code), _) => format!("code == {code}"),
                (None, id) => format!("id == '{}'", id.unwrap_or_default()),
            };
            let target = format!("$['{list}'][?@.{id}]");
            let Some(index) = actions.iter().position(|action| action.str("target") == Some(&target)) else {
                findings.add(entry.at, format!("no action of the translation has the target `{target}`"));
                continue;
            };
            let action = actions.swap_remove(index);
            for key in keys {
                let Some(prose) = entry.get(key) else { continue };
                let translated = action.get("x-translates").and_then(|words| words.str(key));
                let translation = action.get("update").and_then(|words| words.str(key));
                if translated != prose.as_str() || translation.is_none_or(str::is_empty) {
                    findings.add(prose.at, format!("the translation of `{target}` is of another `{key}`"));
                }
            }
        }
    }
    let Some(codes) = contract.root().get("x-error-codes") else { return };
    for action in actions {
        findings.add(
            codes.at,
            format!("the translation has a target that is not here: `{}`", action.str("target").unwrap_or_default()),
        );
    }
}
