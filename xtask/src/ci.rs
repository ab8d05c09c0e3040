//! `cargo xtask ci`: what must pass before anything lands, in order, the quick things first.

use std::io::Write;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, bail};

use crate::{Outcome, project_root};

/// Run CI's steps on this machine; see --list
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Only print the steps
    #[arg(long)]
    pub list: bool,
    /// Run only one step, or one group of steps such as `features`
    #[arg(value_name = "STEP")]
    pub only: Option<String>,
}

/// A promise, and the command that keeps it.
struct Step {
    name: &'static str,
    command: &'static [&'static str],
    /// Variables of this command.
    environment: &'static [(&'static str, &'static str)],
}

impl Step {
    /// Whether it is the step of this name, or one of the group.
    fn is(&self, name: &str) -> bool {
        self.name == name || self.name.split(": ").any(|part| part == name)
    }
}

const fn step(name: &'static str, command: &'static [&'static str]) -> Step {
    Step { name, command, environment: &[] }
}

const DENY_WARNINGS: &[(&str, &str)] = &[("RUSTDOCFLAGS", "-D warnings")];

/// Each promise has a step, and each step a job in `.github/workflows/ci.yml`.
const STEPS: &[Step] = &[
    step("format", &["cargo", "fmt", "--all", "--check"]),
    step("clippy", &["cargo", "clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]),
    step("test", &["cargo", "test", "--workspace", "--features", "full"]),
    Step {
        name: "docs",
        command: &["cargo", "doc", "--workspace", "--all-features", "--no-deps"],
        environment: DENY_WARNINGS,
    },
    step("docs: coverage", &["cargo", "xtask", "coverage"]),
    step("features: none", &["cargo", "test", "--no-default-features", "--test", "client", "bad_input"]),
    step("features: rustls", &["cargo", "check", "--no-default-features", "--features", "rustls"]),
    step("features: native-tls", &["cargo", "check", "--no-default-features", "--features", "native-tls"]),
    step("features: sandbox", &["cargo", "check", "--no-default-features", "--features", "sandbox"]),
    step("features: redis", &["cargo", "check", "--no-default-features", "--features", "redis"]),
    // With native-tls beside it, Redis is not reached by TLS.
    step("features: redis by TLS", &["cargo", "test", "--features", "redis", "--test", "client", "by_tls"]),
    step("features: cli", &["cargo", "check", "--no-default-features", "--features", "cli"]),
    step("features: blocking", &["cargo", "check", "--no-default-features", "--features", "blocking"]),
    step("features: chrono", &["cargo", "check", "--no-default-features", "--features", "chrono"]),
    step("features: jiff", &["cargo", "check", "--no-default-features", "--features", "jiff"]),
    step("features: schemars", &["cargo", "check", "--no-default-features", "--features", "schemars"]),
    step("expand", &["cargo", "xtask", "expand", "--check"]),
    step("expand: edits", &["cargo", "xtask", "edits"]),
    step("api", &["cargo", "xtask", "api", "--check"]),
    step("spec: lint", &["cargo", "xtask", "lint", "--all"]),
    step("spec: diff", &["cargo", "xtask", "diff"]),
    step("spec: second opinion", &["cargo", "xtask", "diff", "--second-opinion"]),
    step("spec: prove", &["cargo", "xtask", "diff", "--prove", "--sample"]),
    // With the collection, which Newman runs against the sandbox.
    step("spec: bundle", &["cargo", "xtask", "bundle", "--postman"]),
    step("spec: docs page", &["cargo", "xtask", "docs", "--check"]),
    step("guides", &["cargo", "xtask", "guides"]),
    step("conformance", &["cargo", "xtask", "conformance"]),
    step("bench", &["cargo", "xtask", "bench", "--check"]),
    step("soak", &["cargo", "xtask", "soak"]),
    step("simulate", &["cargo", "xtask", "simulate", "--lists", "1000"]),
    step("fuzz", &["cargo", "xtask", "fuzz", "--seconds", "3"]),
    step("workflows", &["cargo", "xtask", "workflows"]),
    step("licenses", &["cargo", "deny", "--workspace", "check", "licenses", "bans", "sources"]),
    step("package", &["cargo", "package", "--allow-dirty", "--package", "tencent-chat"]),
];

/// Runs the command.
///
/// # Errors
///
/// When there is no such step, or it cannot be started.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let steps: Vec<_> =
        STEPS.iter().filter(|step| arguments.only.as_deref().is_none_or(|only| step.is(only))).collect();
    if let (Some(only), []) = (&arguments.only, &steps[..]) {
        bail!("there is no step `{only}`; `cargo xtask ci --list` shows them");
    }
    for step in steps {
        writeln!(out, "== {}: {}", step.name, step.command.join(" "))?;
        if arguments.list {
            continue;
        }
        out.flush()?;
        let begun = Instant::now();
        let status = Command::new(step.command[0])
            .args(&step.command[1..])
            .envs(step.environment.iter().copied())
            .current_dir(project_root())
            .status()
            .with_context(|| format!("cannot run {}", step.command[0]))?;
        if !status.success() {
            writeln!(out, "== {} failed ({status})", step.name)?;
            return Ok(Outcome::Found);
        }
        writeln!(out, "== {} passed in {} s", step.name, begun.elapsed().as_secs())?;
    }
    Ok(Outcome::Fine)
}
