//! Rules on the document as OpenAPI: its form, its version, what it says about itself.

use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, ValidationError, Validator};
use serde_json::Value;

use super::validation::describe;
use super::{Check, Contract, Findings, Rule};
use crate::document::Position;

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "openapi-structure",
        title: "the document is valid OpenAPI 3.0",
        reason: "tools refuse what the specification does not know, or skip it silently",
        remedy: "compare with https://spec.openapis.org/oas/v3.0.3; mostly a key is misspelt, missing or in the wrong place",
        check: Check::Contract(structure),
    },
    Rule {
        id: "openapi-version",
        title: "`openapi` is 3.0.3",
        reason: "generators of several languages do not read 3.1, and 3.0.3 is what the tools here check",
        remedy: "write `openapi: 3.0.3`, and keep to what that version knows",
        check: Check::Contract(version),
    },
    Rule {
        id: "info-version",
        title: "`info.version` is a semantic version",
        reason: "users decide by it whether a change breaks them",
        remedy: "write MAJOR.MINOR.PATCH, as https://semver.org says",
        check: Check::Contract(info_version),
    },
    Rule {
        id: "info-complete",
        title: "`info` has title, description, contact and license, and the document links the vendor",
        reason: "whoever finds the file alone must learn what it is, whose it is and how it may be used",
        remedy: "add what is missing to `info`, and `externalDocs` with description and URL to the document",
        check: Check::Contract(info),
    },
    Rule {
        id: "link-https",
        title: "every link is an absolute https URL",
        reason: "relative links lead nowhere once the document is copied, and http can be altered on the way",
        remedy: "write the whole address, beginning with https://",
        check: Check::Contract(links),
    },
];

/// The official meta-schema: `https://spec.openapis.org/oas/3.0/schema/2021-09-28` by the OpenAPI Initiative,
/// under Apache-2.0, unchanged, as the PyPI package openapi-spec-validator 0.9.0 ships it.
static META_SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("openapi-3.0.schema.json")).expect("the meta-schema is JSON");
    jsonschema::options().with_draft(Draft::Draft4).build(&schema).expect("the meta-schema is a JSON Schema")
});

fn structure(contract: &Contract<'_>, findings: &mut Findings) {
    let json = contract.root().to_json();
    for error in META_SCHEMA.iter_errors(&json) {
        let error = most_telling(&error);
        findings.add(place(contract, error), describe(error));
    }
}

fn version(contract: &Contract<'_>, findings: &mut Findings) {
    let Some(version) = contract.root().get("openapi") else { return };
    if version.as_str() != Some("3.0.3") {
        findings.add(version.at, "the document is not OpenAPI 3.0.3");
    }
}

fn info_version(contract: &Contract<'_>, findings: &mut Findings) {
    let Some(version) = contract.root().get("info").and_then(|info| info.get("version")) else {
        return;
    };
    let text = version.as_str().unwrap_or_default();
    let (core, rest) = text.find(['-', '+']).map_or((text, ""), |at| text.split_at(at));
    let number = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()) && (part == "0" || !part.starts_with('0'))
    };
    let suffix =
        rest.is_empty() || rest.len() > 1 && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-+.".contains(c));
    if core.split('.').count() != 3 || !core.split('.').all(number) || !suffix {
        findings.add(version.at, "the version is not a semantic version");
    }
}

fn info(contract: &Contract<'_>, findings: &mut Findings) {
    let root = contract.root();
    let start = Position { line: 1, column: 1 };
    if let Some(info) = root.entry("info") {
        for key in ["title", "description", "contact", "license"] {
            if info.value.get(key).is_none() {
                findings.add(info.at, format!("`info` has no `{key}`"));
            }
        }
        for (owner, key) in [("contact", "name"), ("contact", "url"), ("license", "name"), ("license", "url")] {
            if let Some(entry) = info.value.entry(owner)
                && entry.value.str(key).is_none()
            {
                findings.add(entry.at, format!("`{owner}` has no `{key}`"));
            }
        }
    }
    match root.entry("externalDocs") {
        None => findings.add(start, "the document has no `externalDocs`"),
        Some(docs) if docs.value.str("description").is_none() => {
            findings.add(docs.at, "`externalDocs` has no description");
        }
        Some(_) => {}
    }
}

fn links(contract: &Contract<'_>, findings: &mut Findings) {
    for node in contract.root().descendants() {
        for entry in node.entries().iter().filter(|entry| entry.key == "url") {
            let Some(url) = entry.value.as_str() else { continue };
            if !is_https(url) {
                findings.add(entry.value.at, format!("`{url}` is no absolute https URL"));
            }
        }
    }
}

/// Whether this is `https://` with a host, and nothing that does not belong into a URL.
pub(super) fn is_https(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !rest.contains(|c: char| c.is_whitespace() || "<>\"{}".contains(c))
    })
}

/// The error inside a failed alternative that says most: of the alternative that was meant, the deepest one.
fn most_telling<'e>(error: &'e ValidationError<'e>) -> &'e ValidationError<'e> {
    let (ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context }) = error.kind() else {
        return error;
    };
    let is_reference = error.instance().get("$ref").is_some();
    let asks_reference = |errors: &[ValidationError<'_>]| errors.iter().any(|error| missing(error) == Some("$ref"));
    let meant = context.iter().filter(|errors| is_reference || !asks_reference(errors));
    let best = meant.flatten().map(most_telling).max_by_key(|error| {
        let path = error.instance_path().as_str();
        path.matches('/').count()
    });
    best.unwrap_or(error)
}

fn missing<'e>(error: &'e ValidationError<'_>) -> Option<&'e str> {
    match error.kind() {
        ValidationErrorKind::Required { property } => property.as_str(),
        _ => None,
    }
}

/// Where to point to: the unexpected key itself, else the value that is wrong.
fn place(contract: &Contract<'_>, error: &ValidationError<'_>) -> Position {
    let node = contract.document.pointer(error.instance_path().as_str());
    let node = node.unwrap_or(contract.root());
    let unexpected = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.first(),
        _ => None,
    };
    unexpected.and_then(|key| node.entry(key)).map_or(node.at, |entry| entry.at)
}
