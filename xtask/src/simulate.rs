//! `cargo xtask simulate`: reads lists under a simulated network, service and clock; `--planted` shows that it finds bugs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, bail, ensure};

use crate::mirror::mirror;
use crate::{Outcome, project_root, target_dir};

/// Read lists under a simulated network, service and clock; what goes wrong is repeated from its seed
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where chance begins
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Lists to read, in worlds of 25; above 20,000 with an optimized build
    #[arg(long, default_value_t = 1_000)]
    pub lists: u64,
    /// Print what happens, line by line
    #[arg(long)]
    pub trace: bool,
    /// Instead, plant each bug of xtask/tests/planted in a copy, and show that it is found within 60 s;
    /// or only those whose names contain this
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "", conflicts_with = "trace")]
    pub planted: Option<String>,
}

/// Seconds within which a planted bug must be found.
const SECONDS: &str = "60";

/// Lists that are worth an optimized build.
const MANY: u64 = 20_000;

/// Runs the command.
///
/// # Errors
///
/// When the program cannot be built or run, or a bug not be planted.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if let Some(name) = &arguments.planted {
        return planted(name, arguments.seed, out);
    }
    out.flush()?;
    let mut command = cargo(&project_root());
    command.args(["run", "--quiet", "--package", "simulate"]);
    if arguments.lists > MANY {
        command.arg("--release");
    }
    command.args(["--", "--seed", &arguments.seed.to_string(), "--lists", &arguments.lists.to_string()]);
    if arguments.trace {
        command.arg("--trace");
    }
    match command.status().context("cannot run cargo")?.code() {
        Some(0) => Ok(Outcome::Fine),
        Some(1) => Ok(Outcome::Found),
        _ => bail!("the simulation failed"),
    }
}

/// The patches that each plant a bug.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn patches() -> anyhow::Result<Vec<PathBuf>> {
    let folder = project_root().join("xtask/tests/planted");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut patches: Vec<_> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    patches.retain(|path| path.extension().is_some_and(|extension| extension == "patch"));
    patches.sort();
    Ok(patches)
}

fn planted(name: &str, seed: u64, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (copy, build) = (target_dir().join("planted/copy"), target_dir().join("planted/target"));
    let (mut found, mut all) = (0, 0);
    for patch in patches()? {
        let bug = patch.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !bug.contains(name) {
            continue;
        }
        all += 1;
        // Only files that differ are written, so that cargo builds no more than it must.
        mirror(&project_root(), &copy)?;
        git_apply(&patch, &copy, &[])?;
        let built = cargo(&copy)
            .args(["build", "--quiet", "--package", "simulate", "--target-dir"])
            .arg(&build)
            .status()
            .context("cannot run cargo")?;
        if !built.success() {
            bail!("{bug} does not compile");
        }
        let begun = Instant::now();
        let simulation = Command::new(build.join("debug/simulate"))
            .args(["--first", "--lists", "1000000", "--seconds", SECONDS, "--seed", &seed.to_string()])
            .output()
            .context("cannot run the simulation")?;
        let said = String::from_utf8_lossy(&simulation.stdout);
        let finding: String = said.lines().next().unwrap_or_default().chars().take(160).collect();
        let took = begun.elapsed().as_secs_f64();
        if simulation.status.code() == Some(1) {
            found += 1;
            writeln!(out, "{bug}: found in {took:.1} s: {finding}")?;
        } else {
            writeln!(out, "{bug}: not found")?;
        }
        out.flush()?;
    }
    ensure!(all > 0, "no planted bug has such a name");
    writeln!(out, "{found} of {all} planted bugs were found")?;
    Ok(if found == all { Outcome::Fine } else { Outcome::Found })
}

/// Applies a patch to a folder; `--check` as an option only looks whether it could.
///
/// # Errors
///
/// When it does not apply.
pub fn git_apply(patch: &Path, folder: &Path, options: &[&str]) -> anyhow::Result<()> {
    // The copy is below target/, which git ignores: it must not look for a repository there.
    let ceiling = folder.parent().unwrap_or(folder);
    let applied = Command::new("git")
        .arg("apply")
        .args(options)
        .arg(patch)
        .env("GIT_CEILING_DIRECTORIES", ceiling)
        .current_dir(folder)
        .output()
        .context("cannot run git")?;
    if !applied.status.success() {
        bail!("{} does not apply: {}", patch.display(), String::from_utf8_lossy(&applied.stderr).trim());
    }
    Ok(())
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder);
    cargo
}
