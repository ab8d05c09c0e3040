//! The sandbox, judged by tools that its authors did not write.
//!
//! Schemathesis generates requests from `openapi.yaml`, right ones and wrong ones, and looks at the answers;
//! the vendor's own signers for Python and Node.js make UserSigs that must be accepted, and refused for the right reason
//! when tampered with; the vendor's own verifier, its package for Go, judges our test vectors. What the tools must be told
//! about this service stands in `xtask/conformance/`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use super::sandbox::Sandbox;
use crate::document::Document;
use crate::{bundle, external, project_root, target_dir};

/// Lets each of them judge a sandbox; with `available`, the verifier is left out where there is no Go.
pub(super) fn run(max_examples: u32, available: bool, out: &mut dyn Write) -> anyhow::Result<bool> {
    let python = external::python("schemathesis", out)?;
    let node_modules = external::npm("signers", out)?;
    let sandbox = Sandbox::start()?;
    let judges = Judges { python, node_modules, sandbox, files: project_root().join("xtask/conformance") };
    let contract = project_root().join("openapi.yaml");
    let edition = edition_31(&contract)?;
    let mut good = true;
    for trial in TRIALS {
        good &= judges.try_with_schemathesis(trial, &contract, max_examples, out)?;
        if trial.passes {
            good &= judges.try_with_schemathesis(trial, &edition, max_examples, out)?;
        }
    }
    good &= judges.try_signers(out)?;
    if available && !external::is_here("go") {
        writeln!(out, "NOT RUN: the vendor's verifier of UserSigs: `go` is not on this machine")?;
        return Ok(good);
    }
    Ok(try_verifier(out)? && good)
}

/// Lets the vendor's verifier of UserSigs judge the test vectors.
fn try_verifier(out: &mut dyn Write) -> anyhow::Result<bool> {
    let mut verifier = Command::new(external::go("signers-go", ".", out)?.join("signers"));
    verifier.arg(project_root().join("tests/vectors/usersig/vectors.json"));
    is_content(&mut verifier, out)
}

/// Runs a program that judges by itself, and shows what it says.
fn is_content(program: &mut Command, out: &mut dyn Write) -> anyhow::Result<bool> {
    let output = program.output().with_context(|| format!("cannot run {}", program.get_program().display()))?;
    out.write_all(&output.stdout)?;
    out.write_all(&output.stderr)?;
    Ok(output.status.success())
}

/// The contract as OpenAPI 3.1, as `cargo xtask bundle` writes it.
fn edition_31(contract: &Path) -> anyhow::Result<PathBuf> {
    let document = Document::read(&std::fs::read_to_string(contract)?)?.root.to_json();
    let path = target_dir().join("conformance").join(bundle::EDITION_31);
    std::fs::create_dir_all(target_dir().join("conformance"))?;
    std::fs::write(&path, &bundle::files(&document)[Path::new(bundle::EDITION_31)])?;
    Ok(std::path::absolute(path)?)
}

/// One run of Schemathesis, with all of its checks.
struct Trial {
    what: &'static str,
    mode: &'static str,
    /// Faults of the sandbox.
    faults: &'static str,
    /// Whether the tool must find nothing.
    passes: bool,
}

const TRIALS: &[Trial] = &[
    Trial { what: "right requests are accepted", mode: "positive", faults: "[]", passes: true },
    Trial { what: "wrong requests are refused", mode: "negative", faults: "[]", passes: true },
    // A judge that sleeps finds nothing either.
    Trial {
        what: "an answer without its required fields is noticed",
        mode: "positive",
        faults: r#"[{"do": {"body": "{\"ActionStatus\": \"OK\"}"}}]"#,
        passes: false,
    },
    Trial {
        what: "a wrong request that is accepted is noticed",
        mode: "negative",
        faults: r#"[{"do": {"body": "{\"ActionStatus\": \"OK\", \"ErrorCode\": 0}"}}]"#,
        passes: false,
    },
];

struct Judges {
    /// Where Python's programs are.
    python: PathBuf,
    node_modules: PathBuf,
    sandbox: Sandbox,
    /// What the tools are told.
    files: PathBuf,
}

impl Judges {
    fn try_with_schemathesis(
        &self,
        trial: &Trial,
        document: &Path,
        max_examples: u32,
        out: &mut dyn Write,
    ) -> anyhow::Result<bool> {
        let mut schemathesis = self.judge("st")?;
        schemathesis.arg("--config-file").arg(self.files.join("schemathesis.toml"));
        schemathesis.arg("run").arg(document);
        schemathesis.args(["--url", &self.sandbox.variables["TENCENT_CHAT_BASE_URL"]]);
        schemathesis.args(["--checks", "all", "--mode", trial.mode, "--max-examples", &max_examples.to_string()]);
        schemathesis.env("SCHEMATHESIS_HOOKS", self.files.join("hooks.py")).env("SANDBOX_FAULTS", trial.faults);
        let output = schemathesis.output().context("cannot run Schemathesis")?;
        let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let count = printed.lines().find(|line| line.contains(" generated, ")).unwrap_or_default().trim();
        let good = match trial.passes {
            true => output.status.success() && count.contains(" passed"),
            // Not just failed: it may fail for reasons of its own.
            false => !output.status.success() && count.contains(" found "),
        };
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        let verdict = super::verdict(good);
        writeln!(out, "{verdict}: Schemathesis, {name}, {}: {} ({count})", trial.mode, trial.what)?;
        // What the hooks have explained away, so that it is seen when it becomes much.
        if let Some(explained) = printed.lines().find(|line| line.contains("right as sent")) {
            writeln!(out, "    {explained}")?;
        }
        if !good {
            writeln!(out, "{printed}")?;
        }
        Ok(good)
    }

    fn try_signers(&self, out: &mut dyn Write) -> anyhow::Result<bool> {
        let mut signers = self.judge("python")?;
        signers.arg(self.files.join("signatures.py"));
        is_content(&mut signers, out)
    }

    /// A program that knows where the sandbox is.
    fn judge(&self, program: &str) -> anyhow::Result<Command> {
        // The tools keep caches where they run.
        let folder = target_dir().join("conformance");
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let mut command = Command::new(self.python.join(program));
        command.current_dir(folder).envs(&self.sandbox.variables);
        command.env("PYTHONPATH", &self.files).env("PYTHONDONTWRITEBYTECODE", "1");
        command.env("NODE_PATH", &self.node_modules).env("NO_COLOR", "1");
        Ok(command)
    }
}
