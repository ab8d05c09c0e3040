//! The case directory: single edits of `base.yaml` with the verdicts decided beforehand.
//!
//! A case is a YAML file: `reason`, the expected `wire` and `source` verdicts, the `rules` that
//! must report it and no others, and the edit: `patch` (RFC 6902) or `text` (replacements of every
//! occurrence, for what a tree cannot express). `base.yaml` is a copy of openapi.yaml that stays
//! as it is, so that cases change only when a rule does; `base: pets.yaml` edits another document,
//! with what OpenAPI 3.0 has and ours does not use.

use std::fmt::Write;
use std::sync::OnceLock;

use super::*;

#[test]
fn every_case_gets_the_verdicts_decided_beforehand() {
    let mut mismatches = String::new();
    let cases = judged();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    for (case, found) in cases {
        let expected = |key: &str| case.content[key].as_str().expect("a verdict").to_owned();
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
    for case in all() {
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

/// One edit.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) content: Value,
}

impl Case {
    /// The document that the case edits.
    pub(crate) fn base(&self) -> String {
        text(self.content["base"].as_str().unwrap_or("base.yaml"))
    }

    /// The document that it makes of it.
    pub(crate) fn edited(&self) -> String {
        let base = self.base();
        match (&self.content["patch"], &self.content["text"]) {
            (Value::Array(_), Value::Null) => {
                let mut document = yaml(&base);
                let patch: json_patch::Patch = serde_json::from_value(self.content["patch"].clone())
                    .unwrap_or_else(|error| panic!("{}: {error}", self.name));
                json_patch::patch(&mut document, &patch).unwrap_or_else(|error| panic!("{}: {error}", self.name));
                document.to_string()
            }
            (Value::Null, Value::Array(replacements)) => replacements.iter().fold(base, |text, replacement| {
                let (find, with) = (replacement["find"].as_str().unwrap(), replacement["with"].as_str().unwrap());
                assert!(text.contains(find), "{}: the base has no {find:?}", self.name);
                text.replace(find, with)
            }),
            _ => panic!("{}: a case has either `patch` or `text`", self.name),
        }
    }
}

/// All cases by name.
pub(crate) fn all() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = fs::read_dir(data("cases"))
        .expect("the case directory exists")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a case can be read");
            let content = yaml(&text);
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            Case { name, content }
        })
        .collect()
}

/// Every case with what the command says of it, found once for all tests.
fn judged() -> &'static [(Case, Verdicts)] {
    static JUDGED: OnceLock<Vec<(Case, Verdicts)>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let judge = |case: Case| {
            let found = verdicts(&case.base(), &case.edited());
            (case, found)
        };
        all().into_iter().map(judge).collect()
    })
}

fn list(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().expect("a list").iter().map(|item| item.as_str().expect("a text"))
}
