//! Rules on what the examples of a list say together: status, totals, times, the first page.

use super::examples::{Shown, shown_values};
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Node};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "example-status",
        title: "`ActionStatus` of an example agrees with its `ErrorCode`",
        reason: "readers learn from the examples how success and failure look",
        remedy: "write `OK` beside code 0, and `FAIL` beside any other",
        check: Check::Contract(status),
    },
    Rule {
        id: "example-total",
        title: "the total of an example is not below the number of members it shows",
        reason: "a list has at least the members of one of its pages",
        remedy: "correct the number in the field that `x-pagination.total` names",
        check: Check::Contract(total),
    },
    Rule {
        id: "example-first-page",
        title: "the example `first_page` begins at `x-pagination.first`, and `next_page` elsewhere",
        reason: "who begins at another position misses the members before it",
        remedy: "correct the position in the example, or `first` in `x-pagination`",
        check: Check::Contract(first_page),
    },
    Rule {
        id: "paging-end",
        title: "`x-pagination.end` is the position of the examples `last_page` and `empty`",
        reason: "clients stop at this value; a wrong one reads for ever or stops too early",
        remedy: "write the value with which the vendor's page ends a list",
        check: Check::Contract(end),
    },
    Rule {
        id: "seconds-plausible",
        title: "times and durations are in seconds",
        reason: "a value in milliseconds is wrong by a factor of a thousand, and every type accepts it",
        remedy: "divide by 1,000, or correct the word in the text",
        check: Check::Contract(seconds),
    },
];

/// The schema of times.
const TIME: &str = "UnixTime";
/// Later than any time an example needs, in seconds; a time in milliseconds is above it since 1973.
const FAR_FUTURE: i64 = 100_000_000_000;
/// Longer than any timeout, wait or period of this service, in seconds.
const LONG: i64 = 600;

fn status(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        for (name, value) in examples(contract, operation.response()) {
            let (Some(code), Some(status)) = (value.i64("ErrorCode"), value.get("ActionStatus")) else { continue };
            let expected = if code == 0 { "OK" } else { "FAIL" };
            if status.as_str() != Some(expected) {
                findings.add(status.at, format!("`{name}` has the code {code}, but not the status `{expected}`"));
            }
        }
    }
}

fn total(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let Some(paging) = operation.node().get("x-pagination") else { continue };
        let (Some(total), Some(items)) = (paging.str("total"), paging.str("items")) else { continue };
        for (name, value) in examples(contract, operation.response()) {
            let shown = value.list(items).len();
            let Some(total) = value.get(total) else { continue };
            let number = total.as_i64().unwrap_or_default();
            if usize::try_from(number).is_ok_and(|number| number < shown) {
                findings.add(total.at, format!("`{name}` shows {shown} members of {number}"));
            }
        }
    }
}

fn first_page(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let Some(paging) = operation.node().get("x-pagination") else { continue };
        let (Some(position), Some(first)) = (paging.str("position"), paging.get("first")) else { continue };
        let requests = examples(contract, operation.request());
        for (wanted, is_first) in [("first_page", true), ("next_page", false)] {
            let Some((_, value)) = requests.iter().find(|(name, _)| *name == wanted) else {
                let at = operation.node().entry("requestBody").map_or(operation.at(), |body| body.at);
                findings.add(at, format!("the request of {} has no example `{wanted}`", operation.name()));
                continue;
            };
            let Some(shown) = value.get(position) else {
                findings.add(value.at, format!("`{wanted}` has no `{position}`"));
                continue;
            };
            let begins = shown.to_json() == first.to_json();
            if is_first && !begins {
                findings.add(first.at, format!("`{wanted}` has another `{position}` than this"));
                findings.add(shown.at, format!("`{wanted}` does not begin at `first`"));
            } else if !is_first && begins {
                findings.add(shown.at, format!("`{wanted}` is the first page"));
            }
        }
    }
}

fn end(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let Some(paging) = operation.node().get("x-pagination") else { continue };
        let (Some(next), Some(end)) = (paging.str("next"), paging.get("end")) else { continue };
        let answers = examples(contract, operation.response());
        let last = answers.iter().filter(|(name, _)| ["last_page", "empty"].contains(name));
        let ends: Vec<_> = last.filter_map(|(_, value)| value.get(next)).map(Node::to_json).collect();
        // One of them alone is the example's mistake, which `example-tells` reports.
        if ends.len() > 1 && ends.iter().all(|shown| *shown == ends[0] && *shown != end.to_json()) {
            findings.add(end.at, format!("the examples of {} end with {}", operation.name(), ends[0]));
        }
    }
}

fn seconds(contract: &Contract<'_>, findings: &mut Findings) {
    let time = contract.components("schemas").iter().find(|component| component.key == TIME);
    let is_time = |node: &Node| time.is_some_and(|time| std::ptr::eq(&raw const time.value, node));
    for Shown { name, schema, value } in shown_values(contract) {
        if is_time(schema) && value.as_i64().is_some_and(|time| time >= FAR_FUTURE) {
            findings.add(value.at, format!("the time of {name} is not in seconds"));
        }
    }
    for schema in contract.schemas() {
        let is_time = is_time(contract.effective(schema.node));
        let Some(text) = schema.node.get("description").filter(|_| is_time) else { continue };
        for unit in ["millisecond", "microsecond", "minutes"] {
            if text.as_str().is_some_and(|text| text.contains(unit)) {
                findings.add(super::paging::line_of(contract, text, unit), format!("{} is in seconds", schema.name));
            }
        }
    }
    for node in contract.root().descendants() {
        for entry in node.entries().iter().filter(|entry| is_duration(entry)) {
            if entry.value.as_i64().is_some_and(|seconds| seconds > LONG) {
                findings.add(entry.value.at, format!("`{}` is longer than {LONG} s", entry.key));
            }
        }
    }
}

fn is_duration(entry: &Entry) -> bool {
    entry.key == "seconds" || entry.key.ends_with("-seconds")
}

/// The examples of a body by name.
pub(super) fn examples<'a>(contract: &Contract<'a>, media: Option<&'a Node>) -> Vec<(&'a str, &'a Node)> {
    let examples = media.and_then(|media| media.get("examples")).map_or(&[][..], Node::entries);
    let value = |example: &'a Entry| Some((example.key.as_str(), contract.follow(&example.value).get("value")?));
    examples.iter().filter_map(value).collect()
}
