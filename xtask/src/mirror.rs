//! A copy of the repository, in which something is tried.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

/// Makes `to` what git and the working tree have in `from`, without touching files that are the same.
pub(crate) fn mirror(from: &Path, to: &Path) -> anyhow::Result<()> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(from)
        .output()
        .context("cannot run git")?;
    ensure!(listed.status.success(), "git: {}", String::from_utf8_lossy(&listed.stderr));
    for name in String::from_utf8(listed.stdout)?.split_terminator('\0') {
        let (source, target) = (from.join(name), to.join(name));
        let Ok(bytes) = fs::read(&source) else { continue };
        if fs::read(&target).is_ok_and(|there| there == bytes) {
            continue;
        }
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        fs::write(&target, bytes).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}
