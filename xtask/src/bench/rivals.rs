//! The program that makes the same calls with different clients, and the responder that answers them.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail, ensure};

use crate::{project_root, target_dir};

/// Builds the program and returns its path.
pub(super) fn build() -> anyhow::Result<PathBuf> {
    let target = target_dir().join("rivals");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--locked", "--manifest-path"])
        .arg(project_root().join("xtask/rivals/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "xtask/rivals does not build");
    Ok(target.join("release/rivals"))
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
    pub(super) fn start(program: &PathBuf, arguments: &[&str]) -> anyhow::Result<Self> {
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
    pub(super) fn with_tls(program: &PathBuf) -> anyhow::Result<Self> {
        let certificate = target_dir().join("rivals/responder.pem");
        let path = certificate.to_str().context("the target folder's name is not UTF-8")?;
        let mut responder = Self::start(program, &["--tls", path])?;
        responder.url = responder.url.replacen("http://127.0.0.1", "https://localhost", 1);
        responder.certificate = Some(certificate);
        Ok(responder)
    }

    /// CPU seconds that it has used so far.
    pub(super) fn cpu_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap_or_default();
        let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        // User and system time in hundredths of a second.
        fields.iter().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
