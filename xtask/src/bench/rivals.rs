//! The program that makes the same calls with different clients, and the responder that answers them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail, ensure};
use serde_json::Value;

use super::promises::cargo;
use crate::{external, project_root, target_dir};

/// Builds the program and returns its path.
pub(super) fn build() -> anyhow::Result<PathBuf> {
    build_in(&project_root().join("xtask/rivals"), "rivals")
}

/// Builds the program on a reqwest that parses a URL once.
///
/// The patched reqwest is made from the published one, and the program is copied, so that its lock file stays as it is.
pub(super) fn build_patched() -> anyhow::Result<PathBuf> {
    let (rivals, copy) = (project_root().join("xtask/rivals"), target_dir().join("rivals/parses-once"));
    let _ = fs::remove_dir_all(&copy);
    copy_folder(&rivals.join("src"), &copy.join("src"))?;
    copy_folder(&published_reqwest(&rivals)?, &copy.join("reqwest"))?;
    let mut patch = Command::new("git");
    patch.args(["apply", "-p1"]).arg(rivals.join("reqwest.patch")).current_dir(copy.join("reqwest"));
    // Where git sees no repository, it patches what is before it.
    patch.env("GIT_CEILING_DIRECTORIES", &copy);
    external::succeed(patch, "see whether xtask/rivals/reqwest.patch fits this reqwest")?;
    let name = |text: &str| text.replacen("name = \"rivals\"", "name = \"rivals-parses-once\"", 1);
    let manifest = name(&fs::read_to_string(rivals.join("Cargo.toml"))?);
    let manifest = manifest.replacen("../..", &project_root().display().to_string(), 1);
    let benches = manifest.find("[[bench]]").context("benches")?..manifest.find("[profile").context("profile")?;
    let manifest = manifest.replace(&manifest[benches], "");
    fs::write(copy.join("Cargo.toml"), manifest + "\n[patch.crates-io]\nreqwest = { path = \"reqwest\" }\n")?;
    fs::copy(rivals.join("Cargo.lock"), copy.join("Cargo.lock"))?;
    build_in(&copy, "rivals-parses-once")
}

fn build_in(folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let target = target_dir().join("rivals");
    let status = Command::new(cargo())
        .args(["build", "--quiet", "--release", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        // A copy's lock file is adapted to the patch.
        .args((name == "rivals").then_some("--locked"))
        .arg("--target-dir")
        .arg(&target)
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "{} does not build", folder.display());
    Ok(target.join("release").join(name))
}

/// Where cargo keeps the reqwest that ours and the bare program stand on.
fn published_reqwest(rivals: &Path) -> anyhow::Result<PathBuf> {
    let output = Command::new(cargo())
        .args(["metadata", "--format-version=1", "--locked"])
        .current_dir(rivals)
        .output()
        .context("cannot run cargo")?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let is_it = |package: &&Value| {
        package["name"] == "reqwest" && package["version"].as_str().is_some_and(|version| version.starts_with("0.13"))
    };
    let manifest = packages.iter().find(is_it).and_then(|package| package["manifest_path"].as_str());
    Ok(Path::new(manifest.context("no reqwest 0.13")?).parent().context("a manifest without a folder")?.to_owned())
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?
        } else {
            fs::copy(entry.path(), to).map(drop)?
        }
    }
    Ok(())
}

/// CPU seconds that a process has used so far.
pub(super) fn cpu_seconds(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    // User and system time in hundredths of a second.
    fields.iter().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Runs the program and returns the numbers that it prints.
pub(super) fn numbers(program: &mut Command) -> anyhow::Result<Vec<f64>> {
    let output = program.stderr(Stdio::piped()).output().with_context(|| format!("cannot run {program:?}"))?;
    if !output.status.success() {
        bail!("{program:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let text = String::from_utf8(output.stdout)?;
    text.split_whitespace().map(|word| word.parse().with_context(|| format!("not a number: {word}"))).collect()
}

/// A responder on loopback, which ends with this value.
pub(super) struct Responder {
    process: Child,
    pub(super) url: String,
    pub(super) certificate: Option<PathBuf>,
}

impl Responder {
    pub(super) fn start(program: &Path, arguments: &[&str]) -> anyhow::Result<Self> {
        let mut process = Command::new(program)
            .arg("respond")
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .context("no responder")?;
        let mut port = String::new();
        BufReader::new(process.stdout.take().context("no output")?).read_line(&mut port)?;
        Ok(Self { process, url: format!("http://127.0.0.1:{}", port.trim()), certificate: None })
    }

    /// A responder with a certificate of its own.
    pub(super) fn with_tls(program: &Path) -> anyhow::Result<Self> {
        let certificate = target_dir().join("rivals/responder.pem");
        let path = certificate.to_str().context("the target folder's name is not UTF-8")?;
        let mut responder = Self::start(program, &["--tls", path])?;
        responder.url = responder.url.replacen("http://127.0.0.1", "https://localhost", 1);
        responder.certificate = Some(certificate);
        Ok(responder)
    }

    /// CPU seconds that it has used so far.
    pub(super) fn cpu_seconds(&self) -> f64 {
        cpu_seconds(self.process.id())
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
