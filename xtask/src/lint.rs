//! `cargo xtask lint`: judges the contract by the project's own rules, with line, reason and remedy.
//!
//! A rule is a value in the table of its family, one file per family under `lint/`. Its id is permanent. Each rule has
//! mistakes it must catch, and the mended text it must accept, under `tests/mistakes/`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::document::{Document, Position, ReadErrorKind};
use crate::{Outcome, project_root};

mod answers;
mod contract;
mod error_codes;
mod examples;
mod extensions;
mod facts;
mod figures;
mod filters;
pub mod fix;
mod forms;
mod generators;
mod key_order;
mod markdown;
mod notation;
mod operations;
mod paging;
pub mod public_linters;
mod references;
mod schemas;
mod servers;
mod structure;
mod translation;
mod validation;
mod vocabulary;
mod wording;

pub use contract::Contract;
pub use validation::strict_schema;

/// Judge openapi.yaml by the project's rules
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// The document to judge [default: openapi.yaml of this repository]
    pub file: Option<PathBuf>,
    /// Run the public linters, too: redocly, spectral, openapi-spec-validator, openapi-generator
    #[arg(long)]
    pub all: bool,
    /// Mend what is only form: order of keys, quotes, line breaks, blanks
    #[arg(long)]
    pub fix: bool,
    /// Print every rule with its reason and remedy
    #[arg(long)]
    pub rules: bool,
    /// Print one rule with its reason and remedy
    #[arg(long, value_name = "RULE")]
    pub explain: Option<String>,
}

/// Something a contract must satisfy.
#[derive(Debug)]
pub struct Rule {
    /// Permanent name, in kebab case.
    pub id: &'static str,
    /// What must hold.
    pub title: &'static str,
    /// Why it must hold.
    pub reason: &'static str,
    /// How to mend a breach.
    pub remedy: &'static str,
    check: Check,
}

/// How a rule looks at the document.
#[derive(Debug)]
enum Check {
    /// The text cannot be read otherwise.
    Reading(ReadErrorKind),
    /// A function over the document that was read.
    Contract(fn(&Contract<'_>, &mut Findings)),
}

/// A breach of a rule.
#[derive(Debug)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// Where.
    pub at: Position,
    /// What is wrong there.
    pub what: String,
}

/// Collects what one rule finds.
#[derive(Debug, Default)]
struct Findings(Vec<(Position, String)>);

impl Findings {
    fn add(&mut self, at: Position, what: impl Into<String>) {
        self.0.push((at, what.into()));
    }
}

/// Runs the command.
///
/// # Errors
///
/// When the file cannot be read, or no rule has the id that is to be explained.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if let Some(id) = &arguments.explain {
        let rule = rules()
            .into_iter()
            .find(|rule| rule.id == id)
            .with_context(|| format!("no rule is called `{id}`; `cargo xtask lint --rules` lists them"))?;
        explain(rule, out)?;
        return Ok(Outcome::Fine);
    }
    if arguments.rules {
        let rules = rules();
        for rule in &rules {
            explain(rule, out)?;
            writeln!(out)?;
        }
        writeln!(out, "{} rules", rules.len())?;
        return Ok(Outcome::Fine);
    }
    let root = project_root();
    let path = arguments.file.clone().unwrap_or_else(|| root.join("openapi.yaml"));
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}; name an existing document", path.display()))?;
    let text = if arguments.fix { mended(&path, text, out)? } else { text };
    let shown = path.strip_prefix(&root).unwrap_or(&path);
    let own = report(shown, &lint(&text), out)?;
    if !arguments.all {
        return Ok(own);
    }
    let public = public_linters::run(&path, out)?;
    Ok(if public == Outcome::Found { public } else { own })
}

/// Mends the form of a file, and returns its text.
fn mended(path: &Path, text: String, out: &mut dyn Write) -> anyhow::Result<String> {
    let mended = fix::fix(&text);
    if mended == text {
        return Ok(text);
    }
    std::fs::write(path, &mended).with_context(|| format!("cannot write {}", path.display()))?;
    writeln!(out, "{}: mended its form", path.display())?;
    Ok(mended)
}

/// Judges a text; findings come in the order of the text.
#[must_use]
pub fn lint(text: &str) -> Vec<Finding> {
    let document = match Document::read(text) {
        Ok(document) => document,
        Err(error) => {
            let broken = |rule: &&Rule| matches!(rule.check, Check::Reading(kind) if kind == error.kind);
            let finding = |rule| Finding { rule, at: error.at, what: error.message.clone() };
            return rules().into_iter().filter(broken).map(finding).collect();
        }
    };
    let contract = Contract::new(&document);
    let mut all = Vec::new();
    for rule in rules() {
        if let Check::Contract(check) = rule.check {
            let mut findings = Findings::default();
            check(&contract, &mut findings);
            all.extend(findings.0.into_iter().map(|(at, what)| Finding { rule, at, what }));
        }
    }
    all.sort_by(|a, b| (a.at, a.rule.id, &a.what).cmp(&(b.at, b.rule.id, &b.what)));
    all.dedup_by(|a, b| (a.at, a.rule.id, &a.what) == (b.at, b.rule.id, &b.what));
    all
}

/// The whole table of rules, family by family.
#[must_use]
pub fn rules() -> Vec<&'static Rule> {
    [
        notation::RULES,
        structure::RULES,
        key_order::RULES,
        markdown::RULES,
        references::RULES,
        servers::RULES,
        operations::RULES,
        paging::RULES,
        schemas::RULES,
        generators::RULES,
        examples::RULES,
        error_codes::RULES,
        translation::RULES,
        extensions::RULES,
        facts::RULES,
        vocabulary::RULES,
        forms::RULES,
        answers::RULES,
        filters::RULES,
        figures::RULES,
        wording::RULES,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Prints the findings and their number.
fn report(path: &Path, findings: &[Finding], out: &mut dyn Write) -> anyhow::Result<Outcome> {
    for Finding { rule, at, what } in findings {
        writeln!(out, "{}:{at}: [{}] {what}", path.display(), rule.id)?;
        writeln!(out, "    why: {}", rule.reason)?;
        writeln!(out, "    mend: {}", rule.remedy)?;
    }
    let rules = rules().len();
    if findings.is_empty() {
        writeln!(out, "{}: {rules} rules, nothing to object to", path.display())?;
        return Ok(Outcome::Fine);
    }
    writeln!(out, "{}: {rules} rules, findings: {}", path.display(), findings.len())?;
    Ok(Outcome::Found)
}

fn explain(rule: &Rule, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}: {}", rule.id, rule.title)?;
    writeln!(out, "    why: {}", rule.reason)?;
    writeln!(out, "    mend: {}", rule.remedy)?;
    Ok(())
}
