//! `cargo xtask conformance`: the sandbox, judged by tools that its authors did not write.
//!
//! Schemathesis generates requests from `openapi.yaml`, right ones and wrong ones, and looks at the answers;
//! the vendor's own signers for Python and Node.js make UserSigs that must be accepted, and refused for the right reason
//! when tampered with. What the tools must be told about this service stands in `xtask/conformance/`.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};

use crate::{Outcome, external, project_root, target_dir};

/// Let Schemathesis and the vendor's own signers judge the sandbox
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Generated requests for each operation
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub max_examples: u32,
}

/// Runs the command.
///
/// # Errors
///
/// When a tool cannot be installed or started, or the sandbox cannot.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let python = external::python("schemathesis", out)?;
    let node_modules = external::npm("signers", out)?;
    let sandbox = Sandbox::start()?;
    let judges = Judges { python, node_modules, sandbox, files: project_root().join("xtask/conformance") };

    let mut outcome = Outcome::Fine;
    for trial in TRIALS {
        if !judges.try_with_schemathesis(trial, arguments.max_examples, out)? {
            outcome = Outcome::Found;
        }
    }
    if !judges.try_signers(out)? {
        outcome = Outcome::Found;
    }
    Ok(outcome)
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
    fn try_with_schemathesis(&self, trial: &Trial, max_examples: u32, out: &mut dyn Write) -> anyhow::Result<bool> {
        let mut schemathesis = self.judge("st")?;
        schemathesis.arg("--config-file").arg(self.files.join("schemathesis.toml"));
        schemathesis.arg("run").arg(project_root().join("openapi.yaml"));
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
        writeln!(out, "{}: Schemathesis, {}: {} ({count})", verdict(good), trial.mode, trial.what)?;
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
        let output = signers.output().context("cannot run Python")?;
        out.write_all(&output.stdout)?;
        out.write_all(&output.stderr)?;
        Ok(output.status.success())
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

fn verdict(good: bool) -> &'static str {
    if good { "ok" } else { "FAILED" }
}

/// `tencent-chat sandbox`, running until dropped.
pub(crate) struct Sandbox {
    process: Child,
    /// What a program must know to call it.
    pub(crate) variables: BTreeMap<String, String>,
}

impl Sandbox {
    pub(crate) fn start() -> anyhow::Result<Self> {
        let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        build.args(["build", "--quiet", "--features", "cli", "--bin", "tencent-chat"]).current_dir(project_root());
        external::succeed(build, "see that the crate builds")?;
        let program = target_dir().join("debug/tencent-chat");
        let mut command = Command::new(&program);
        command.args(["sandbox", "--admin", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let process = command.spawn().with_context(|| format!("cannot run {}", program.display()))?;
        let mut sandbox = Self { process, variables: BTreeMap::new() };
        sandbox.read_variables()?;
        let user_sig = sandbox.sign(&program)?;
        sandbox.variables.insert("SANDBOX_USER_SIG".to_owned(), user_sig);
        Ok(sandbox)
    }

    /// It prints a line for a shell for each variable, and where its admin port is.
    fn read_variables(&mut self) -> anyhow::Result<()> {
        let stdout = self.process.stdout.take().context("the sandbox has no stdout")?;
        for line in BufReader::new(stdout).lines().take(VARIABLES) {
            let line = line.context("the sandbox cannot be read")?;
            let (name, value) = line
                .strip_prefix("export ")
                .and_then(|line| line.split_once('='))
                .with_context(|| format!("the sandbox printed {line:?} where `export NAME=VALUE` was expected"))?;
            self.variables.insert(name.to_owned(), value.trim_matches('\'').to_owned());
        }
        let stderr = self.process.stderr.take().context("the sandbox has no stderr")?;
        let mut log = BufReader::new(stderr).lines();
        let admin =
            log.by_ref().map_while(Result::ok).find_map(|line| line.strip_prefix("admin port: ").map(str::to_owned));
        let admin = admin.context("the sandbox did not say where its admin port is")?;
        self.variables.insert("SANDBOX_ADMIN_URL".to_owned(), admin);
        // It logs each request, and would wait if nobody read.
        std::thread::spawn(move || log.for_each(drop));
        Ok(())
    }

    fn sign(&self, program: &Path) -> anyhow::Result<String> {
        let output = Command::new(program).args(["usersig", "sign"]).envs(&self.variables).output()?;
        if !output.status.success() {
            bail!("`tencent-chat usersig sign` failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

/// How many variables the sandbox prints.
const VARIABLES: usize = 4;

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It fails only if the sandbox has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
