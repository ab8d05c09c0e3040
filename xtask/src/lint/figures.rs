//! Rules on numbers in prose: they say what the schema beside them says.

use super::paging::{line_of, numbers_after};
use super::{Check, Contract, Findings, Rule};
use crate::document::Node;

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "prose-call-rate",
        title: "prose that names a call rate names the one of `x-call-rate`",
        reason: "clients keep to the number, readers to the text; one of them would be refused",
        remedy: "correct the number in the text, or `calls` in `x-call-rate`",
        check: Check::Contract(call_rate),
    },
    Rule {
        id: "prose-length",
        title: "prose that says `at most N bytes` agrees with `maxLength` and with the pattern",
        reason: "two numbers for one length make a reader believe the wrong one",
        remedy: "correct the number in the text, or the bound",
        check: Check::Contract(length),
    },
    Rule {
        id: "prose-width",
        title: "prose that says `unsigned N-bit` agrees with `maximum`",
        reason: "readers choose the type of a variable by the text, generated clients by the bound",
        remedy: "correct the width in the text, or the bound",
        check: Check::Contract(width),
    },
];

fn call_rate(contract: &Contract<'_>, findings: &mut Findings) {
    let operations = contract.operations();
    let rate = |operation: &super::contract::Operation<'_>| {
        let rate = operation.node().get("x-call-rate")?;
        Some((rate.i64("calls")?, rate.i64("seconds")?))
    };
    let every: Vec<_> = operations.iter().filter_map(rate).collect();
    let mut check = |text: &Node, rates: &[(i64, i64)]| {
        for said in said_rates(text.as_str().unwrap_or_default()) {
            if let Some((calls, _)) = rates.iter().find(|rate| **rate != (said, 1)) {
                let at = line_of(contract, text, &said.to_string());
                findings.add(at, format!("the text says {said} calls a second, `x-call-rate` says {calls}"));
            }
        }
    };
    for operation in &operations {
        let (Some(text), Some(rate)) = (operation.node().get("description"), rate(operation)) else { continue };
        check(text, &[rate]);
    }
    if let Some(text) = contract.root().get("info").and_then(|info| info.get("description")) {
        check(text, &every);
    }
}

/// Numbers of calls a second that a text names.
fn said_rates(text: &str) -> Vec<i64> {
    let words: Vec<_> = text.split_whitespace().collect();
    let is_calls = |word: &str| ["times", "calls", "requests", "queries"].contains(&word);
    let is_second = |word: &str| word.trim_end_matches(['.', ',', ';', ':', ')']) == "second";
    let rate = |four: &[&str]| {
        let named = is_calls(four[1]) && ["a", "per", "each"].contains(&four[2]) && is_second(four[3]);
        four[0].parse().ok().filter(|_| named)
    };
    words.windows(4).filter_map(rate).collect()
}

fn length(contract: &Contract<'_>, findings: &mut Findings) {
    let mut check = |name: &str, text: &Node, schema: &Node| {
        let of_pattern = schema.str("x-documented-pattern").and_then(longest);
        let Some(most) = schema.i64("maxLength").or(of_pattern) else { return };
        for said in said_lengths(text.as_str().unwrap_or_default()) {
            if said != most {
                let at = line_of(contract, text, &format!("at most {said}"));
                findings.add(at, format!("the text says at most {said}, the bound of {name} is {most}"));
            }
        }
    };
    for schema in contract.schemas() {
        if let Some(text) = schema.node.get("description") {
            check(&schema.name, text, contract.effective(schema.node));
        }
    }
    for parameter in contract.components("parameters") {
        if let (Some(text), Some(schema)) = (parameter.value.get("description"), parameter.value.get("schema")) {
            check(&parameter.key, text, contract.effective(schema));
        }
    }
}

/// Lengths that a text gives as the longest.
fn said_lengths(text: &str) -> Vec<i64> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lengths = text.match_indices("at most ").filter_map(|(byte, words)| {
        let mut rest = text[byte + words.len()..].split(' ');
        let number = rest.next()?.parse().ok()?;
        rest.next().filter(|unit| unit.starts_with("byte") || unit.starts_with("character")).map(|_| number)
    });
    lengths.collect()
}

/// The longest match of a pattern that is one class with bounds, such as `^[a-z]{1,16}$`.
fn longest(pattern: &str) -> Option<i64> {
    let (_, bounds) = pattern.strip_suffix("}$")?.rsplit_once('{')?;
    bounds.rsplit(',').next()?.parse().ok()
}

fn width(contract: &Contract<'_>, findings: &mut Findings) {
    let mut check = |name: &str, text: &Node, schema: &Node| {
        let Some(most) = schema.i64("maximum") else { return };
        for bits in numbers_after(text.as_str().unwrap_or_default(), "unsigned ") {
            let greatest = u32::try_from(bits).ok().and_then(|bits| 1_i128.checked_shl(bits)).map(|power| power - 1);
            if greatest != Some(i128::from(most)) {
                let at = line_of(contract, text, &format!("unsigned {bits}"));
                findings.add(at, format!("the text says {bits} bits, the bound of {name} is {most}"));
            }
        }
    };
    for schema in contract.schemas() {
        if let Some(text) = schema.node.get("description") {
            check(&schema.name, text, contract.effective(schema.node));
        }
    }
    for parameter in contract.components("parameters") {
        if let (Some(text), Some(schema)) = (parameter.value.get("description"), parameter.value.get("schema")) {
            check(&parameter.key, text, contract.effective(schema));
        }
    }
}
