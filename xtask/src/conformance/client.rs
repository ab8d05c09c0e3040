//! A client: a folder with a `client.yaml` and the program that a team would write around the generated code.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::Value;

use super::prism::Running;
use super::sandbox::Sandbox;
use super::{scenario, tools};
use crate::{external, target_dir};

/// What a folder says of its client.
#[derive(Debug)]
pub(super) struct Client {
    /// Name of the folder.
    pub(super) name: String,
    folder: PathBuf,
    settings: Value,
}

/// What came of a client.
#[derive(Debug)]
pub(super) struct Result {
    pub(super) client: Client,
    /// What went wrong for each check, or nothing.
    pub(super) checks: BTreeMap<&'static str, Option<String>>,
    /// Errors that showed the signature, by check.
    pub(super) leaks: Vec<&'static str>,
    /// Whether it could be generated and compiled.
    pub(super) built: bool,
    /// Whether everything was as expected.
    as_expected: bool,
}

impl Result {
    pub(super) const fn good(&self) -> bool {
        self.as_expected
    }
}

impl Client {
    pub(super) fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join("client.yaml");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let settings = serde_saphyr::from_str(&text).with_context(|| format!("{} is no YAML", path.display()))?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, folder: folder.to_owned(), settings })
    }

    /// A setting that is a text; empty when missing.
    pub(super) fn text(&self, key: &str) -> &str {
        self.settings[key].as_str().unwrap_or_default()
    }

    /// A setting that is a list of texts.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        let items = self.settings[key].as_array().into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Why a check is expected to fail.
    pub(super) fn expected(&self, check: &str) -> Option<&str> {
        self.settings["fails"][check].as_str()
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name) || self.text("language").eq_ignore_ascii_case(name)
    }

    /// The first program that it needs and this machine has not got.
    pub(super) fn lacking(&self) -> Option<String> {
        self.texts("needs").into_iter().find(|program| !external::is_here(program))
    }

    /// What a team writes, file by file: whether other clients share it, its name and its text.
    pub(super) fn team_code(&self) -> anyhow::Result<Vec<(bool, String, String)>> {
        let read = |name: String| {
            let shared = !self.folder.join(&name).exists();
            let folder = if shared { self.folder.join("../lib") } else { self.folder.clone() };
            let text = fs::read_to_string(folder.join(&name));
            Ok((shared, name, text.with_context(|| format!("the files under `team` of {}", self.name))?))
        };
        self.texts("team").into_iter().map(read).collect()
    }

    /// The lines that a team writes, without blank ones and comments.
    pub(super) fn team_lines(&self) -> anyhow::Result<usize> {
        let comment = |line: &str| ["//", "#", "/*", "*/", "* "].iter().any(|mark| line.starts_with(mark));
        let counts = |line: &&str| !line.is_empty() && !comment(line);
        let lines = |text: &str| text.lines().map(str::trim).filter(counts).count();
        Ok(self.team_code()?.iter().map(|(_, _, text)| lines(text)).sum())
    }

    /// Generates, compiles and runs it.
    pub(super) fn run(
        self,
        document: &Path,
        sandbox: &Sandbox,
        proxy: &Running,
        out: &mut dyn Write,
    ) -> anyhow::Result<Result> {
        let begun = Instant::now();
        let paths = tools::install(&self.texts("tools"), out)?;
        let folder = self.lay_out(document)?;
        let mut result =
            Result { client: self, checks: BTreeMap::new(), leaks: Vec::new(), built: false, as_expected: true };
        for step in ["generate", "compile"] {
            let Some(printed) = result.client.shell(&folder, step, &paths)? else { continue };
            writeln!(out, "FAILED: {}: {step}\n{printed}", result.client.name)?;
            result.as_expected = false;
            return Ok(result);
        }
        result.built = true;
        let built = begun.elapsed().as_secs();
        let mut program = Program::start(result.client.command(&folder, "run", &paths))?;
        let outcomes = scenario::run(&mut program, sandbox, proxy);
        if let Err(error) = &outcomes {
            writeln!(out, "FAILED: {}: {error:#}", result.client.name)?;
            result.as_expected = false;
        }
        for outcome in outcomes.unwrap_or_default() {
            let expected = result.client.expected(outcome.check);
            let verdict = match (&outcome.problem, expected) {
                (None, None) | (Some(_), Some(_)) => None,
                (Some(problem), None) => Some(problem.clone()),
                (None, Some(reason)) => Some(format!("it works, yet `fails` says: {reason}")),
            };
            if let Some(what) = verdict {
                writeln!(out, "FAILED: {}: {}: {what}", result.client.name, outcome.check)?;
                result.as_expected = false;
            }
            if outcome.leaked {
                result.leaks.push(outcome.check);
            }
            result.checks.insert(outcome.check, outcome.problem);
        }
        let passed = result.checks.values().filter(|problem| problem.is_none()).count();
        writeln!(
            out,
            "{}: {}: {passed} of {} checks, {} expected to fail; {built} s to build, {} s in all",
            super::verdict(result.as_expected),
            result.client.name,
            result.checks.len(),
            result.client.settings["fails"].as_object().map_or(0, serde_json::Map::len),
            begun.elapsed().as_secs(),
        )?;
        Ok(result)
    }

    /// Copies the folder and the document to where the client is built.
    fn lay_out(&self, document: &Path) -> anyhow::Result<PathBuf> {
        let folder = target_dir().join("conformance/clients").join(&self.name);
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        copy(&self.folder, &folder)?;
        for shared in self.texts("shared") {
            let from = self.folder.join("../lib").join(&shared);
            let name = from.file_name().context("`shared` names files")?;
            fs::copy(&from, folder.join(name)).with_context(|| format!("cannot copy {}", from.display()))?;
        }
        fs::copy(document, folder.join("openapi.yaml"))?;
        Ok(folder)
    }

    fn command(&self, folder: &Path, step: &str, paths: &[PathBuf]) -> Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(paths.iter().cloned().chain(std::env::split_paths(&path))).unwrap_or(path);
        let mut command = Command::new("bash");
        command.args(["-euc", self.text(step)]).current_dir(folder).env("PATH", path).envs(tools::caches());
        command.env("NO_COLOR", "1").env("CI", "true").env("NO_PROXY", "127.0.0.1");
        if let Some(node) = paths.iter().find(|path| path.ends_with("node_modules/.bin")) {
            // Programs find the packages of the group as if they were their own.
            let _ = std::os::unix::fs::symlink(node.with_file_name(""), folder.join("node_modules"));
        }
        command
    }

    /// Runs a step; what it printed, if it failed.
    fn shell(&self, folder: &Path, step: &str, paths: &[PathBuf]) -> anyhow::Result<Option<String>> {
        if self.text(step).is_empty() {
            return Ok(None);
        }
        let output = self.command(folder, step, paths).stdin(Stdio::null()).output().context("cannot run bash")?;
        let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let lines: Vec<_> = printed.lines().collect();
        let end = lines[lines.len().saturating_sub(60)..].join("\n");
        Ok((!output.status.success()).then_some(end))
    }
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from)?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A running client: it takes a request a line, as JSON, and prints what it read, a line for each.
pub(super) struct Program {
    process: Child,
    answers: Receiver<String>,
    log: Receiver<String>,
    /// Lines of stdout that are no answers: some HTTP libraries log there.
    aside: Vec<String>,
}

/// How long a request may take: a list of a thousand members, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

impl Program {
    fn start(mut command: Command) -> anyhow::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().context("cannot run bash")?;
        let (sender, answers) = channel();
        let stdout = BufReader::new(process.stdout.take().context("no stdout")?);
        std::thread::spawn(move || {
            stdout.lines().map_while(std::result::Result::ok).try_for_each(|line| sender.send(line))
        });
        let (sender, log) = channel();
        let stderr = BufReader::new(process.stderr.take().context("no stderr")?);
        std::thread::spawn(move || {
            stderr.lines().map_while(std::result::Result::ok).try_for_each(|line| sender.send(line))
        });
        Ok(Self { process, answers, log, aside: Vec::new() })
    }

    pub(super) fn ask(&mut self, request: &Value) -> anyhow::Result<Value> {
        let stdin = self.process.stdin.as_mut().context("no stdin")?;
        writeln!(stdin, "{request}").and_then(|()| stdin.flush()).with_context(|| self.last_words())?;
        loop {
            match self.answers.recv_timeout(PATIENCE) {
                Ok(line) => {
                    if let Ok(answer) = serde_json::from_str::<Value>(&line)
                        && (answer["user_sig"].is_string() || answer["tls_sig"].is_string())
                    {
                        return Ok(answer);
                    }
                    self.aside.push(line);
                }
                Err(RecvTimeoutError::Timeout) => bail!("no answer within {} s", PATIENCE.as_secs()),
                Err(RecvTimeoutError::Disconnected) => bail!("{}", self.last_words()),
            }
        }
    }

    /// What it has printed besides its answers since this was asked last.
    pub(super) fn logged(&mut self) -> String {
        // What it wrote to stderr before its answer may come a moment later.
        while let Ok(line) = self.log.recv_timeout(Duration::from_millis(50)) {
            self.aside.push(line);
        }
        std::mem::take(&mut self.aside).join("\n")
    }

    fn last_words(&self) -> String {
        std::thread::sleep(Duration::from_millis(200));
        let lines: Vec<_> = self.log.try_iter().collect();
        format!("the program ended: {}", lines[lines.len().saturating_sub(30)..].join("\n"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It fails only if the program has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
