//! Every case of the directory against its verdicts.

use std::fmt::Write;
use std::sync::OnceLock;

use super::case::Case;
use super::*;

#[test]
fn every_case_gets_the_verdicts_decided_beforehand() {
    let mut mismatches = String::new();
    let cases = judged();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    for (case, found) in cases {
        let expected = |key: &str| case.text(key).to_owned();
        let rules: BTreeSet<&str> = list(&case.content["rules"]).collect();
        if (&found.wire, &found.source) != (&expected("wire"), &expected("source")) {
            let _ = writeln!(
                mismatches,
                "{}: wire {} (expected {}), source {} (expected {})",
                case.name, found.wire, case.content["wire"], found.source, case.content["source"],
            );
        }
        if rules_of(found) != rules {
            let _ = writeln!(mismatches, "{}: rules {:?} (expected {rules:?})", case.name, rules_of(found),);
        }
    }
    assert!(mismatches.is_empty(), "{} cases, of which not as expected:\n{mismatches}", cases.len());
}

#[test]
fn every_case_gives_its_reason() {
    for case in case::all(&data("")).expect("the cases can be read") {
        assert!(case.content["reason"].is_string(), "{} has no reason", case.name);
    }
}

#[test]
fn every_rule_is_produced_by_a_case() {
    let produced: BTreeSet<String> =
        judged().iter().flat_map(|(_, found)| found.changes.iter().map(|change| change.rule.clone())).collect();
    let known: BTreeSet<String> = openapi_diff::RULES.iter().map(|rule| rule.id.into()).collect();
    let dead: Vec<_> = known.difference(&produced).collect();
    assert!(dead.is_empty(), "no case produces {dead:?}");
    assert_eq!(produced.difference(&known).next(), None, "a rule is missing from the list");
}

#[test]
fn rule_ids_are_unique() {
    let ids: BTreeSet<_> = openapi_diff::RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), openapi_diff::RULES.len());
}

/// Every case with what the command says of it, found once for all tests.
fn judged() -> &'static [(Case, Verdicts)] {
    static JUDGED: OnceLock<Vec<(Case, Verdicts)>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let judge = |case: Case| {
            let found = verdicts(&case.base, &case.edited);
            (case, found)
        };
        case::all(&data("")).expect("the cases can be read").into_iter().map(judge).collect()
    })
}

fn list(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().expect("a list").iter().map(|item| item.as_str().expect("a text"))
}
