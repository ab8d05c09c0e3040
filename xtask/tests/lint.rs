//! The contract is clean, and each deliberate mistake in it is found at its line.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use xtask::document::Document;
use xtask::{Outcome, lint, project_root};

use mistake::Mistake;

mod mistake;

#[test]
fn contract_is_clean() {
    let mut out = Vec::new();
    let outcome = lint::run(&lint::Arguments::default(), &mut out).unwrap();
    assert_eq!(outcome, Outcome::Fine, "\n{}", String::from_utf8_lossy(&out));
}

#[test]
fn every_mistake_is_found_at_its_line() {
    let contract = contract();
    let mistakes = Mistake::all();
    assert!(mistakes.len() >= 50, "{} mistakes only", mistakes.len());

    let mut missed = String::new();
    for mistake in mistakes {
        let (text, line) = mistake.mistake.apply(&contract, &mistake.name);
        let line = line.unwrap_or_else(|| panic!("{}: mark the line with ! or >", mistake.name));
        let findings = lint::lint(&text);
        if !findings.iter().any(|found| found.rule.id == mistake.rule && found.at.line == line) {
            let _ = writeln!(missed, "{}: {} not found at line {line}, but", mistake.name, mistake.rule);
            for found in findings {
                let _ = writeln!(missed, "    {} [{}] {}", found.at, found.rule.id, found.what);
            }
        }
    }
    assert!(missed.is_empty(), "\n{missed}");
}

#[test]
fn every_mended_text_is_clean() {
    let contract = contract();
    let mut dirty = String::new();
    for mistake in Mistake::all() {
        let Some(mended) = &mistake.mended else { continue };
        for found in lint::lint(&mended.apply(&contract, &mistake.name).0) {
            let _ = writeln!(dirty, "{}: {} [{}] {}", mistake.name, found.at, found.rule.id, found.what);
        }
    }
    assert!(dirty.is_empty(), "\n{dirty}");
}

#[test]
fn mistakes_find_their_places_whatever_the_version() {
    let raised: Vec<_> = contract()
        .lines()
        .map(|line| if line.starts_with("  version: ") { "  version: 987.6.5".to_owned() } else { line.to_owned() })
        .collect();
    for mistake in Mistake::all() {
        mistake.mistake.apply(&raised.join("\n"), &mistake.name);
    }
}

#[test]
fn every_rule_has_a_mistake_and_a_mended_text() {
    let mistakes = Mistake::all();
    let known: BTreeSet<_> = lint::rules().iter().map(|rule| rule.id).collect();
    let made: BTreeSet<_> = mistakes.iter().map(|mistake| mistake.rule.as_str()).collect();
    let mended = mistakes.iter().filter(|mistake| mistake.mended.is_some());
    let mended: BTreeSet<_> = mended.map(|mistake| mistake.rule.as_str()).collect();
    assert_eq!(made, known, "rules with a mistake, and all rules");
    assert_eq!(mended, known, "rules with a mended text, and all rules");
}

#[test]
fn every_rule_says_why_and_how_to_mend() {
    let rules = lint::rules();
    let ids: BTreeSet<_> = rules.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), rules.len(), "an id is used twice");
    for rule in rules {
        assert!(rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.id);
        for text in [rule.title, rule.reason, rule.remedy] {
            assert!(text.len() > 10 && !text.ends_with('.'), "{}: {text}", rule.id);
        }
    }
}

#[test]
fn a_finding_is_printed_with_place_reason_and_remedy() {
    let (text, _) = Mistake::named("bounds-crossed").mistake.apply(&contract(), "bounds-crossed");
    let (printed, outcome) = lint_file(&text);
    assert_eq!(outcome, Outcome::Found);
    for part in [
        "contract.yaml:",
        ": [bounds-sane] `maximum` of BannedMembersQuery.Limit is below its `minimum`\n",
        "    why: no value satisfies crossed bounds",
        "    mend: swap or correct the two numbers\n",
        " rules, findings: ",
    ] {
        assert!(printed.contains(part), "`{part}` is missing in\n{printed}");
    }
}

#[test]
fn a_file_that_is_missing_cannot_be_judged() {
    let file = Some(PathBuf::from("no-such-file.yaml"));
    let arguments = lint::Arguments { file, ..lint::Arguments::default() };
    let error = lint::run(&arguments, &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("no-such-file.yaml"), "{error}");
}

#[test]
fn a_rule_can_be_explained() {
    let arguments = lint::Arguments { explain: Some("response-open".to_owned()), ..lint::Arguments::default() };
    let mut out = Vec::new();
    lint::run(&arguments, &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().starts_with("response-open: what clients receive"));

    let arguments = lint::Arguments { explain: Some("no-such-rule".to_owned()), ..lint::Arguments::default() };
    assert!(lint::run(&arguments, &mut Vec::new()).is_err());
}

#[test]
fn carriage_returns_are_trailing_blanks() {
    let findings = lint::lint(&contract().replace('\n', "\r\n"));
    assert!(findings.iter().any(|found| found.rule.id == "yaml-layout" && found.at.line == 1));
}

/// Documents that are not even OpenAPI are judged, too: no rule may panic on them.
#[test]
fn strange_documents_are_judged_without_panic() {
    let contract = contract();
    let lines: Vec<_> = contract.lines().collect();
    for left_out in (0..lines.len()).step_by(23) {
        let text: String = lines
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != left_out)
            .flat_map(|(_, line)| [line, "\n"])
            .collect();
        let _ = lint::lint(&text);
    }
    for text in ["", "\n", "[]", "42\n", "paths: 1\n", "paths:\n  /a:\n    post: []\n", "\u{0}"] {
        assert!(!lint::lint(text).is_empty(), "{text:?} passes");
    }
}

/// The reader's own interpretation of plain scalars agrees with a second reader.
#[test]
fn document_reads_as_another_reader_reads_it() {
    let contract = contract();
    let options = serde_saphyr::options! { strict_booleans: true };
    let other: serde_json::Value = serde_saphyr::from_str_with_options(&contract, options).unwrap();
    assert_eq!(Document::read(&contract).unwrap().root.to_json(), other);
}

fn contract() -> String {
    std::fs::read_to_string(project_root().join("openapi.yaml")).unwrap()
}

fn lint_file(text: &str) -> (String, Outcome) {
    let file = tempfile::NamedTempFile::with_suffix_in("contract.yaml", env!("CARGO_TARGET_TMPDIR")).unwrap();
    std::fs::write(&file, text).unwrap();
    let arguments = lint::Arguments { file: Some(file.path().to_owned()), ..lint::Arguments::default() };
    let mut out = Vec::new();
    let outcome = lint::run(&arguments, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), outcome)
}

/// Mistakes of form are mended without a person.
#[test]
fn fix_mends_what_is_only_form() {
    let contract = contract();
    let mut left = String::new();
    let mut mended = 0;
    for mistake in Mistake::all().iter().filter(|mistake| lint::fix::FORMAL.contains(&mistake.rule.as_str())) {
        let (text, _) = mistake.mistake.apply(&contract, &mistake.name);
        let fixed = lint::fix::fix(&text);
        let formal = |found: &lint::Finding| lint::fix::FORMAL.contains(&found.rule.id);
        match lint::lint(&fixed).into_iter().find(formal) {
            None => mended += 1,
            Some(found) => {
                let _ = writeln!(left, "{}: {} [{}] {}", mistake.name, found.at, found.rule.id, found.what);
            }
        }
    }
    // Odd indentation may mean another structure, which a person must tell.
    assert!(left.lines().count() == 1 && left.starts_with("odd-indent: "), "\n{left}");
    assert!(mended >= 17, "{mended} mended");
}

#[test]
fn fix_leaves_a_clean_document_and_a_wrong_one_alone() {
    let contract = contract();
    assert_eq!(lint::fix::fix(&contract), contract);
    let (wrong, _) = Mistake::named("bounds-crossed").mistake.apply(&contract, "bounds-crossed");
    assert_eq!(lint::fix::fix(&wrong), wrong);
}
