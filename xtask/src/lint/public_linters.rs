//! `cargo xtask lint --all`: the public linters, for what our rules do not see.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use crate::{Outcome, external, project_root};

/// A linter, and how to tell that it has nothing to say.
#[derive(Debug)]
pub struct Linter {
    /// Its name.
    pub name: &'static str,
    /// How to call it.
    pub command: Command,
    /// What it prints when it has not even a warning; its exit code alone does not always tell.
    pub silence: Option<&'static str>,
}

/// Installs and runs every public linter.
///
/// # Errors
///
/// When one of them cannot be installed or started.
pub fn run(document: &Path, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let npm = external::npm("linters", out)?.join(".bin");
    let python = external::python("python", out)?;
    external::succeed(version_of_java(), "install Java 11 or later; openapi-generator needs it")?;

    let mut redocly = Command::new(npm.join("redocly"));
    redocly.args(["lint", "--config"]).arg(project_root().join("redocly.yaml")).arg(document);
    redocly.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");

    let mut spectral = Command::new(npm.join("spectral"));
    spectral.args(["lint", "--fail-severity", "hint", "--ruleset"]);
    spectral.arg(project_root().join(".spectral.yaml")).arg(document);

    let mut spec_validator = Command::new(python.join("openapi-spec-validator"));
    spec_validator.arg(document);

    let mut generator = Command::new(python.join("openapi-generator-cli"));
    generator.args(["validate", "--recommend", "-i"]).arg(document);

    let mut outcome = Outcome::Fine;
    for linter in [
        Linter { name: "redocly", command: redocly, silence: None },
        Linter { name: "spectral", command: spectral, silence: None },
        Linter { name: "openapi-spec-validator", command: spec_validator, silence: None },
        Linter {
            name: "openapi-generator validate",
            command: generator,
            silence: Some("No validation issues detected"),
        },
    ] {
        if judge(linter, out)? == Outcome::Found {
            outcome = Outcome::Found;
        }
    }
    Ok(outcome)
}

/// Runs one linter and says what it said, unless it had nothing to say.
///
/// # Errors
///
/// When it cannot be started, or what it is started with is missing.
pub fn judge(mut linter: Linter, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let name = linter.name;
    let output = linter.command.output().with_context(|| format!("cannot run {name}"))?;
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    if matches!(output.status.code(), Some(126 | 127)) {
        bail!("{name} cannot run; what it needs is missing\n{printed}");
    }
    let silent = linter.silence.is_none_or(|silence| printed.contains(silence));
    if output.status.success() && silent {
        writeln!(out, "{name}: nothing to object to")?;
        return Ok(Outcome::Fine);
    }
    writeln!(out, "{name}: has objections ({})", output.status)?;
    for line in printed.lines() {
        writeln!(out, "    {line}")?;
    }
    Ok(Outcome::Found)
}

fn version_of_java() -> Command {
    let mut java = Command::new("java");
    java.arg("-version");
    java
}
