//! `cargo xtask diff --prove`: what compilers say of the differ's verdicts on source.
//!
//! Each case of the differ's tests that edits the contract makes a document. Usual generators make a client of it, and a
//! fixed program, which compiles around the client of the contract as it is, is compiled around that client.
//! A change called breaking must stop the program somewhere, another one nowhere; or the case says why not.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, ensure};

use super::case::{self, Case};
use crate::{Outcome, external, project_root, target_dir};

mod go;
mod our_crate;
mod progenitor;
mod python;
mod typescript;

/// The first complaint of a compiler for each document that stops the program.
type Stops = BTreeMap<String, String>;

/// A generator with the compiler of its language.
struct Compiler {
    name: &'static str,
    /// A program that the machine must have.
    needs: &'static str,
    run: fn(&[Document], &Path, &mut dyn Write) -> anyhow::Result<Stops>,
}

const COMPILERS: &[Compiler] = &[
    Compiler { name: "tencent-chat (rustc)", needs: "cargo", run: our_crate::run },
    Compiler { name: "progenitor (rustc)", needs: "cargo", run: progenitor::run },
    Compiler { name: "openapi-typescript (tsc)", needs: "npm", run: typescript::run },
    Compiler { name: "oapi-codegen (go vet)", needs: "go", run: go::run },
    Compiler { name: "openapi-python-client (mypy)", needs: "python3", run: python::run },
];

/// A document to make a client of.
struct Document {
    name: String,
    text: String,
}

/// Begins what `build.rs` says of a document that it takes for unfinished. That stops a build, but not for the change:
/// the lint names the same place, and what is missing there.
const REFUSED: &str = "refused: ";

/// The contract as it is.
const BASE: &str = "base";
/// A sample takes each case of this distance.
const SAMPLE_STEP: usize = 6;

/// Compiles all cases, those of these names, or a sample; without `available` a language that is not here is an error.
pub(super) fn run(names: &[String], sample: bool, available: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let tests = project_root().join("xtask/openapi-diff/tests");
    let (cases, others): (Vec<_>, Vec<_>) =
        case::all(&tests)?.into_iter().partition(|case| case.text("base").is_empty());
    let chosen = cases.into_iter().filter(|case| names.is_empty() || names.contains(&case.name));
    let cases: Vec<_> = chosen.step_by(if sample { SAMPLE_STEP } else { 1 }).collect();
    ensure!(!cases.is_empty(), "no case of openapi.yaml is called {}", names.join(" or "));
    writeln!(
        out,
        "{} cases edit openapi.yaml; {} edit other documents and are not compiled",
        cases.len(),
        others.len()
    )?;
    let base = fs::read_to_string(project_root().join("openapi.yaml"))?;
    let mut documents = vec![Document { name: BASE.to_owned(), text: base }];
    documents.extend(cases.iter().map(|case| Document { name: case.name.clone(), text: case.edited.clone() }));

    let mut said = Vec::new();
    let mut missing = Vec::new();
    for compiler in COMPILERS {
        if !external::is_here(compiler.needs) {
            ensure!(available, "`{}` is not on this machine; install it, or pass --available", compiler.needs);
            missing.push(compiler.name);
            continue;
        }
        let begun = Instant::now();
        let folder = fresh_folder(compiler.name)?;
        let stops = (compiler.run)(&documents, &folder, out).with_context(|| compiler.name.to_owned())?;
        if let Some(complaint) = stops.get(BASE) {
            writeln!(out, "FAILED: {}: the program does not compile before any edit: {complaint}", compiler.name)?;
            return Ok(Outcome::Found);
        }
        let count = |breaking: bool| {
            let of_kind = || cases.iter().filter(|case| is_breaking(case) == Some(breaking));
            (of_kind().filter(|case| stops.contains_key(&case.name)).count(), of_kind().count())
        };
        let ((stopped, breaking), (wrongly, harmless)) = (count(true), count(false));
        let refused = stops.values().filter(|complaint| complaint.starts_with(REFUSED)).count();
        writeln!(
            out,
            "{}: stopped by {stopped} of {breaking} breaking changes and {wrongly} of {harmless} others \
             ({refused} documents are refused as unfinished); {} s",
            compiler.name,
            begun.elapsed().as_secs()
        )?;
        out.flush()?;
        said.push((compiler.name, stops));
    }
    let good = judge(&cases, &said, missing.is_empty(), out)?;
    for name in missing {
        writeln!(out, "NOT RUN: {name}: it is not on this machine")?;
    }
    Ok(if good { Outcome::Fine } else { Outcome::Found })
}

/// Compares the verdicts with what the compilers said; whether each difference has its reason.
fn judge(cases: &[Case], said: &[(&str, Stops)], all_ran: bool, out: &mut dyn Write) -> anyhow::Result<bool> {
    let (mut agreed, mut untold, mut explained, mut wrong) = (0, 0, 0, 0);
    for case in cases {
        let Some(breaking) = is_breaking(case) else {
            untold += 1;
            continue;
        };
        let counts = |complaint: &String| breaking || !complaint.starts_with(REFUSED);
        let find = |stops: &Stops| stops.get(&case.name).filter(|complaint| counts(complaint)).cloned();
        let stopped = said.iter().find_map(|(name, stops)| Some((*name, find(stops)?)));
        let reason = case.text("compilers");
        match (breaking == stopped.is_some(), reason) {
            (true, "") => agreed += 1,
            (false, reason) if !reason.is_empty() => {
                explained += 1;
                writeln!(out, "explained: {}: {reason}", case.name)?;
            }
            // The one compiler that it stops may be the one that did not run.
            (false, _) if breaking && !all_ran => untold += 1,
            (true, _) => {
                wrong += 1;
                writeln!(out, "WRONG: {}: the compilers agree now; drop `compilers`", case.name)?;
            }
            (false, _) => {
                wrong += 1;
                let theirs = stopped.map_or_else(
                    || "every program compiles".to_owned(),
                    |(name, complaint)| format!("{name} stops: {complaint}"),
                );
                writeln!(out, "WRONG: {}: source {}, yet {theirs}", case.name, case.text("source"))?;
            }
        }
    }
    writeln!(
        out,
        "{} cases: {agreed} agree, {explained} differ for a reason, {wrong} without one; no verdict on {untold}",
        cases.len()
    )?;
    Ok(wrong == 0)
}

/// Whether the source verdict says so; nothing when it cannot tell.
fn is_breaking(case: &Case) -> Option<bool> {
    match case.text("source") {
        "cannot-tell" => None,
        verdict => Some(verdict == "breaking"),
    }
}

/// An empty folder below `target/` for the files of a compiler.
fn fresh_folder(name: &str) -> anyhow::Result<PathBuf> {
    let short = name.split(' ').next().unwrap_or(name);
    let folder = target_dir().join("prove").join(short);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Where a language's programs and settings are.
fn kept(language: &str) -> PathBuf {
    project_root().join("xtask/prove").join(language)
}

/// Copies the files of a language, and writes the documents beside them.
fn lay_out(language: &str, documents: &[Document], folder: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(kept(language))?.flatten() {
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    fs::create_dir_all(folder.join("documents"))?;
    for document in documents {
        fs::write(folder.join("documents").join(format!("{}.yaml", document.name)), &document.text)?;
    }
    Ok(())
}

/// The first line about each case in what a compiler printed: `case` finds the case and what is said of it.
fn complaints<'a>(printed: &'a str, case: impl Fn(&'a str) -> Option<(&'a str, &'a str)>) -> Stops {
    let mut stops = Stops::new();
    for (name, complaint) in printed.lines().filter_map(case) {
        stops.entry(name.to_owned()).or_insert_with(|| complaint.to_owned());
    }
    stops
}
