//! Tools written elsewhere, installed from their registries at pinned versions into `target/xtask-tools/`.
//!
//! The pins stand in `xtask/tools/`: a lock file for each group of npm packages, a requirements file for each of Python's,
//! `go.mod` and `go.sum` for each of Go's, `Cargo.lock` for each of Rust's, beside them what we write ourselves.
//! An installation is kept until its pins change. What cannot be installed is an error, never skipped.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::{project_root, target_dir};

/// Installs a group of npm packages, and returns its `node_modules`.
///
/// # Errors
///
/// When npm is missing or fails.
pub fn npm(group: &str, out: &mut dyn Write) -> anyhow::Result<PathBuf> {
    let folder = install(group, out, |folder| {
        // No scripts: none of the packages needs one, and one of them would report home.
        // No peers: a package that ships as a finished bundle brings its own.
        let mut ci = command("npm", ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"]);
        ci.current_dir(folder);
        succeed(ci, "install Node.js 20 with npm, and see that its registry can be reached")
    })?;
    Ok(folder.join("node_modules"))
}

/// Installs a group of Python packages, and returns the directory of their programs.
///
/// # Errors
///
/// When Python is missing, or pip fails.
pub fn python(group: &str, out: &mut dyn Write) -> anyhow::Result<PathBuf> {
    let folder = install(group, out, |folder| {
        let mut venv = command("python3", ["-m", "venv", "--clear", "venv"]);
        venv.current_dir(folder);
        succeed(venv, "install Python 3.11 or later with its venv module")?;
        let pip = folder.join("venv/bin/pip");
        let mut install = Command::new(pip);
        install.args(["install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"]);
        install.current_dir(folder);
        succeed(install, "see that the Python package index can be reached")
    })?;
    Ok(folder.join("venv/bin"))
}

/// Builds a program of Go, and returns the directory it is in. `package` is `.` for one of our own on pinned packages.
///
/// # Errors
///
/// When Go is missing or fails.
pub fn go(group: &str, package: &str, out: &mut dyn Write) -> anyhow::Result<PathBuf> {
    install(group, out, |folder| {
        let mut build = command("go", ["build", "-o", ".", package]);
        build.current_dir(folder);
        succeed(build, "install Go 1.25 or later, and see that its module proxy can be reached")
    })
}

/// Builds a program of our own on pinned crates, apart from the workspace, and returns the directory it is in.
///
/// # Errors
///
/// When it does not build.
pub fn cargo(group: &str, out: &mut dyn Write) -> anyhow::Result<PathBuf> {
    let folder = install(group, out, |folder| {
        let mut build = command("cargo", ["build", "--locked", "--target-dir", "target"]);
        build.current_dir(folder);
        succeed(build, "see that crates.io can be reached")
    })?;
    Ok(folder.join("target/debug"))
}

/// Runs a command to its end, with what it printed in the error when it fails.
///
/// # Errors
///
/// When it cannot be started, or ends with another code than 0; `remedy` says what to do then.
pub fn succeed(mut command: Command, remedy: &str) -> anyhow::Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run `{program}`; {remedy}"))?;
    if !output.status.success() {
        let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        bail!("`{program}` failed ({}); {remedy}\n{printed}", output.status);
    }
    Ok(())
}

fn command<const N: usize>(program: &str, arguments: [&str; N]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// Whether the machine has a program.
#[must_use]
pub fn is_here(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Copies the files of a group to its installation and installs, unless that was done with the same files.
fn install(group: &str, out: &mut dyn Write, install: impl Fn(&Path) -> anyhow::Result<()>) -> anyhow::Result<PathBuf> {
    let (source, folder) = folders(group);
    let wanted = pins(&source)?;
    if is_installed(&folder, &wanted) {
        return Ok(folder);
    }
    writeln!(out, "installing the {group} tools into {}", folder.display())?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for file in files(&source)? {
        fs::copy(&file, folder.join(file.file_name().unwrap_or_default()))?;
    }
    install(&folder).with_context(|| format!("the {group} tools cannot be installed"))?;
    fs::write(folder.join(STAMP), wanted)?;
    Ok(folder)
}

/// Holds the pins of what is installed beside it.
const STAMP: &str = "installed";

fn is_installed(folder: &Path, wanted: &str) -> bool {
    fs::read_to_string(folder.join(STAMP)).is_ok_and(|installed| installed == wanted)
}

fn folders(group: &str) -> (PathBuf, PathBuf) {
    let source = project_root().join("xtask/tools").join(group);
    (source, target_dir().join("xtask-tools").join(group))
}

/// The files of a group in one text.
fn pins(source: &Path) -> anyhow::Result<String> {
    let read = |path: PathBuf| fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()));
    files(source)?.into_iter().map(read).collect()
}

/// What stands in the folder of a group, without what a tool that was run there has left in folders of its own.
fn files(source: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(source).with_context(|| format!("cannot read {}", source.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}
