//! Rules on paging: what `x-pagination` says must be true of the request and the response.

use super::contract::Operation;
use super::{Check, Contract, Findings, Rule};
use crate::document::{Node, Position};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "paging-fields",
        title: "`x-pagination` names fields of the request and of the response",
        reason: "clients are generated from these names; a wrong one reads the first page for ever",
        remedy: "`size` and `position` name request properties; `next`, `items` and `total` response properties",
        check: Check::Contract(fields),
    },
    Rule {
        id: "paging-types",
        title: "an offset is an integer everywhere, a cursor a string, and the items are a list",
        reason: "the position of an answer is sent back as it came",
        remedy: "make `position`, `next`, `first` and `end` integers for `style: offset` and strings for `style: cursor`",
        check: Check::Contract(types),
    },
    Rule {
        id: "paging-safe",
        title: "what is paged is safe to repeat",
        reason: "clients ask for a page again when its response is lost or leads back, and fetch pages ahead",
        remedy: "write `x-safe-to-repeat: true`, or remove `x-pagination` if the operation changes something",
        check: Check::Contract(safe),
    },
    Rule {
        id: "paging-limit",
        title: "the page size has a maximum, and prose that says `at most` says the same number",
        reason: "two numbers for one limit make a reader believe the wrong one",
        remedy: "give the property of the page size `minimum` and `maximum`, and correct the number in the text",
        check: Check::Contract(limit),
    },
];

/// The roles of `x-pagination` that name fields, and whether they are fields of the request.
const ROLES: [(&str, bool); 5] =
    [("size", true), ("position", true), ("next", false), ("items", false), ("total", false)];

/// The request property that carries the position of the page.
pub(super) fn is_position(contract: &Contract<'_>, schema_name: &str) -> bool {
    contract.operations().into_iter().any(|operation| {
        let position = operation.node().get("x-pagination").and_then(|paging| paging.str("position"));
        let request = operation.request().and_then(|media| media.get("schema")?.str("$ref"));
        let request = request.and_then(Contract::schema_name);
        matches!((request, position), (Some(request), Some(position))
            if schema_name == format!("{request}.{position}"))
    })
}

fn fields(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let Some(paging) = operation.node().entry("x-pagination") else { continue };
        for (role, of_request) in ROLES {
            let Some(name) = paging.value.get(role) else { continue };
            if property(contract, operation, role, of_request).is_none() {
                let side = if of_request { "request" } else { "response" };
                let text = name.as_str().unwrap_or_default();
                findings.add(name.at, format!("`{role}` names `{text}`, which the {side} does not have"));
            }
        }
    }
}

fn types(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let Some(paging) = operation.node().entry("x-pagination") else { continue };
        let kind = match paging.value.str("style") {
            Some("offset") => "integer",
            Some("cursor") => "string",
            _ => {
                let at = paging.value.get("style").map_or(paging.at, |style| style.at);
                findings.add(at, "`style` is neither `offset` nor `cursor`");
                continue;
            }
        };
        for (role, of_request, expected) in [
            ("position", true, kind),
            ("next", false, kind),
            ("items", false, "array"),
            ("size", true, "integer"),
            ("total", false, "integer"),
        ] {
            let field = property(contract, operation, role, of_request);
            let Some(field) = field.map(|field| contract.effective(field)) else { continue };
            if field.str("type") != Some(expected) {
                let at = paging.value.get(role).map_or(paging.at, |role| role.at);
                findings.add(at, format!("the field of `{role}` is no {expected}"));
            }
        }
        for key in ["first", "end"] {
            let Some(value) = paging.value.get(key) else { continue };
            let fits = if kind == "integer" { value.as_i64().is_some() } else { value.as_str().is_some() };
            if !fits {
                findings.add(value.at, format!("`{key}` is no {kind}"));
            }
        }
    }
}

fn safe(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations().into_iter().filter(|o| o.node().get("x-pagination").is_some()) {
        if let Some(safe) = operation.node().get("x-safe-to-repeat").filter(|safe| safe.to_json() != true) {
            findings.add(safe.at, format!("{} is paged, but not safe to repeat", operation.name()));
        }
    }
}

fn limit(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let Some(size) = property(contract, operation, "size", true) else { continue };
        let size = contract.effective(size);
        let Some(maximum) = size.i64("maximum") else {
            findings.add(size.at, "the page size has no maximum");
            continue;
        };
        for prose in [size.get("description"), operation.node().get("description")].into_iter().flatten() {
            let text = prose.as_str().unwrap_or_default();
            for said in numbers_after(text, "at most ") {
                if said != maximum {
                    let at = line_of(contract, prose, &format!("at most {said}"));
                    findings.add(at, format!("the text says at most {said}, the maximum is {maximum}"));
                }
            }
        }
    }
}

fn property<'a>(contract: &Contract<'a>, operation: Operation<'a>, role: &str, of_request: bool) -> Option<&'a Node> {
    let name = operation.node().get("x-pagination")?.str(role)?;
    let media = if of_request { operation.request()? } else { operation.response()? };
    contract.follow(media.get("schema")?).get("properties")?.get(name)
}

pub(super) fn numbers_after(text: &str, words: &str) -> Vec<i64> {
    let number = |(byte, _): (usize, &str)| {
        let rest = &text[byte + words.len()..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok()
    };
    text.match_indices(words).filter_map(number).collect()
}

/// The place of some words in a block of prose, which begins on the line of the node or behind it.
pub(super) fn line_of(contract: &Contract<'_>, prose: &Node, words: &str) -> Position {
    let lines = contract.document.text.lines().enumerate().skip(prose.at.line - 1);
    for (index, line) in lines {
        if let Some(byte) = line.find(words) {
            return Position { line: index + 1, column: line[..byte].chars().count() + 1 };
        }
    }
    prose.at
}
