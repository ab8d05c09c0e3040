//! `cargo xtask diff`: what changed in an OpenAPI document, who breaks, which version it needs.
//!
//! Finds the two documents; the crate `openapi-diff` compares them.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::Outcome;

#[path = "../openapi-diff/tests/diff/case.rs"]
mod case;
mod prove;
mod revisions;
mod second_opinion;

use openapi_diff::{Direction, Promise, Report, Text};
pub use openapi_diff::{RULES, Rule};
use revisions::{Repository, Source};

/// Say what changed in an OpenAPI document, who breaks, and which version it needs.
///
/// Without arguments: openapi.yaml in the work tree against the merge base with `main`.
/// Fails (exit code 1) when a change breaks somebody and `info.version` did not move accordingly.
#[derive(Debug, clap::Args)]
#[non_exhaustive]
pub struct Arguments {
    /// Compare with the merge base of HEAD and this revision; with --head, with this very revision
    #[arg(long, value_name = "REV", conflicts_with_all = ["from", "to"])]
    base: Option<String>,
    /// Compare this revision instead of the work tree
    #[arg(long, value_name = "REV", requires = "base")]
    head: Option<String>,
    /// Old document, YAML or JSON
    #[arg(long, value_name = "FILE", requires = "to")]
    from: Option<PathBuf>,
    /// New document, YAML or JSON
    #[arg(long, value_name = "FILE", requires = "from")]
    to: Option<PathBuf>,
    /// How to show the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Let only this break anybody: other changes ask for no more than a compatible one does
    #[arg(long, value_enum, default_value_t = Promised::Behaviour)]
    promise: Promised,
    /// Fail also when a compatible change or one of wording did not raise `info.version`
    #[arg(long)]
    strict: bool,
    /// List the rules with their reasons, and compare nothing
    #[arg(long, exclusive = true)]
    rules: bool,
    /// Ask oasdiff about the cases of the differ's tests (needs Go)
    #[arg(long, exclusive = true)]
    second_opinion: bool,
    /// Compile a program around the clients that the differ's cases make, all or these (needs Node.js, Go and Python)
    #[arg(long, num_args = 0.., value_name = "CASE", conflicts_with_all = ["base", "from"])]
    prove: Option<Vec<String>>,
    /// With --prove: only every sixth case
    #[arg(long, requires = "prove")]
    sample: bool,
    /// With --prove: leave out languages that are not on this machine, and say so
    #[arg(long, requires = "prove")]
    available: bool,
    /// Serve git as `diff.<driver>.command`; git adds the arguments
    #[arg(
        long,
        exclusive = true,
        num_args = 1..=9,
        value_name = "GIT_ARGUMENT",
        allow_hyphen_values = true
    )]
    git_driver: Option<Vec<String>>,
}

/// How to show the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For the summary of a pull request's job
    Markdown,
    /// For programs
    Json,
    /// For a workflow on GitHub: annotations, and the report as the summary of the job
    Github,
}

/// What the version must tell of; each holds those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Promised {
    /// Clients in the field go on working
    Wire,
    /// Code around regenerated clients goes on compiling
    Source,
    /// Regenerated clients retry, wait and call as before
    Behaviour,
}

impl From<Promised> for Promise {
    fn from(promised: Promised) -> Self {
        match promised {
            Promised::Wire => Self::Wire,
            Promised::Source => Self::Source,
            Promised::Behaviour => Self::Behaviour,
        }
    }
}

/// Runs the command in the directory `here` and writes what the user is to see to `out`.
///
/// # Errors
///
/// When a document, a revision or git itself cannot be read.
pub fn run(args: &Arguments, here: &Path, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if args.rules {
        for rule in RULES {
            writeln!(out, "{}\n  {}", rule.id, rule.reason(Direction::Both))?;
        }
        return Ok(Outcome::Fine);
    }
    if args.second_opinion {
        return second_opinion::run(out);
    }
    if let Some(names) = &args.prove {
        return prove::run(names, args.sample, args.available, out);
    }
    if let Some(arguments) = &args.git_driver {
        // Git stops a whole log when its driver fails, so what is wrong is only told.
        if let Err(error) = git_driver(arguments, out) {
            writeln!(out, "cannot compare: {error:#}")?;
        }
        return Ok(Outcome::Fine);
    }
    let (old, new) = sources(args, here)?;
    let report = match compare(&old, &new, args.promise.into())? {
        Ok(report) => report,
        Err(missing) => {
            let text = match args.format {
                Format::Text => format!("{missing}\n"),
                Format::Markdown => format!("### API change: {missing}\n"),
                Format::Json => Report::default().json(),
                Format::Github => format!("::notice::{missing}\n"),
            };
            out.write_all(text.as_bytes())?;
            return Ok(Outcome::Fine);
        }
    };
    let text = match args.format {
        Format::Text => report.text(),
        Format::Markdown => report.markdown(),
        Format::Json => report.json(),
        Format::Github => {
            summarize(&report.markdown())?;
            report.github(&new.path)
        }
    };
    out.write_all(text.as_bytes())?;
    if report.is_version_too_low() && (report.is_breaking() || args.strict) {
        return Ok(Outcome::Found);
    }
    Ok(Outcome::Fine)
}

/// Adds to the summary that GitHub shows of a job.
fn summarize(markdown: &str) -> anyhow::Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY") else { return Ok(()) };
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    Ok(file.write_all(markdown.as_bytes())?)
}

/// The two documents that the arguments name.
fn sources(args: &Arguments, here: &Path) -> anyhow::Result<(Source, Source)> {
    if let (Some(from), Some(to)) = (&args.from, &args.to) {
        let file = |path: &Path| -> anyhow::Result<Source> {
            let source = Source::file(&here.join(path))?;
            let name = path.display().to_string();
            Ok(Source { path: name.clone(), name, ..source })
        };
        return Ok((file(from)?, file(to)?));
    }
    let repository = Repository::around(here)?;
    match (&args.base, &args.head) {
        (Some(base), Some(head)) => Ok((repository.at(base)?, repository.at(head)?)),
        (base, _) => {
            let base = repository.merge_base(base.as_deref())?;
            Ok((repository.at(&base)?, repository.work_tree()?))
        }
    }
}

/// The report, or one line that says which document does not exist.
fn compare(old: &Source, new: &Source, promise: Promise) -> anyhow::Result<Result<Report, String>> {
    let (before, after) = match (&old.text, &new.text) {
        (Some(before), Some(after)) => (before, after),
        (None, Some(_)) => return Ok(Err(format!("{} does not exist: all is new", old.name))),
        (Some(_), None) => return Ok(Err(format!("{} does not exist: all is gone", new.name))),
        (None, None) => return Ok(Err(format!("neither {} nor {} exists", old.name, new.name))),
    };
    Ok(Ok(openapi_diff::compare(
        Text { name: &old.name, text: before },
        Text { name: &new.name, text: after },
        promise,
    )?))
}

/// Git's arguments are: path old-file old-hex old-mode new-file new-hex new-mode,
/// and for a rename the new path and what git says about it. An unmerged path stands alone.
fn git_driver(arguments: &[String], out: &mut dyn Write) -> anyhow::Result<()> {
    let [path, old_file, old_hex, _, new_file, new_hex, ..] = arguments else {
        writeln!(out, "{} is not merged yet", arguments.join(" "))?;
        return Ok(());
    };
    let name = |hex: &str| {
        let is_work_tree = hex.bytes().all(|digit| digit == b'0');
        if is_work_tree || hex == "." { path.clone() } else { format!("{path} ({})", hex.get(..10).unwrap_or(hex)) }
    };
    let old = Source::git_file(old_file, &name(old_hex))?;
    let new = Source::git_file(new_file, &name(new_hex))?;
    let text = match compare(&old, &new, Promise::default())? {
        Ok(report) => report.text(),
        Err(missing) => format!("{missing}\n"),
    };
    writeln!(out, "contract diff {path}\n{text}")?;
    Ok(())
}
