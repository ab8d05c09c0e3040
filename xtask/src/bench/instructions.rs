//! Instruction counts by callgrind, which do not depend on the machine's mood.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, ensure};

use crate::target_dir;

/// Instructions of one path, and of the functions that take most of them.
pub(super) struct Count {
    pub(super) total: f64,
    /// Instructions in each function itself.
    pub(super) functions: BTreeMap<String, f64>,
}

/// Instructions of one repetition: two runs of different lengths, and the difference for each repetition.
///
/// `flag` is the argument that says how often, and `more` the repetitions that the longer run has more.
pub(super) fn of_one(
    program: &Path,
    arguments: &[&str],
    flag: &str,
    (fewer, more): (u32, u32),
) -> anyhow::Result<Count> {
    let run = |times: u32| profile(program, arguments, flag, times);
    let (short, long) = (run(fewer)?, run(fewer + more)?);
    let each = |long: f64, short: f64| (long - short) / f64::from(more);
    let functions = long
        .functions
        .iter()
        .map(|(name, cost)| (name.clone(), each(*cost, short.functions.get(name).copied().unwrap_or(0.0))))
        .collect();
    Ok(Count { total: each(long.total, short.total), functions })
}

fn profile(program: &Path, arguments: &[&str], flag: &str, times: u32) -> anyhow::Result<Count> {
    // Several may be counted at a time.
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let file = target_dir().join(format!("rivals/callgrind.{}.{run}", std::process::id()));
    let output = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(program)
        .args(arguments)
        .args([flag, &times.to_string()])
        .stdin(Stdio::null())
        .output()
        .context("cannot run valgrind; it is needed to count instructions")?;
    ensure!(output.status.success(), "under valgrind: {}", String::from_utf8_lossy(&output.stderr).trim());
    let profile = std::fs::read_to_string(&file)?;
    let _ = std::fs::remove_file(&file);
    Ok(read(&profile))
}

/// Reads callgrind's output: the cost of each function itself.
///
/// A line `fn=(id) name` begins a function and names it once; lines of numbers are its costs, except the one after
/// `calls=`, which is the cost of what it called.
fn read(profile: &str) -> Count {
    let (mut names, mut functions) = (BTreeMap::new(), BTreeMap::new());
    let (mut current, mut called) = (String::new(), false);
    for line in profile.lines() {
        if let Some(rest) = line.strip_prefix("fn=") {
            let (id, name) = rest.split_once(' ').unwrap_or((rest, ""));
            if !name.is_empty() {
                names.insert(id.to_owned(), plain(name));
            }
            current = names.get(id).cloned().unwrap_or_default();
        } else if let Some(rest) = line.strip_prefix("cfn=") {
            if let Some((id, name)) = rest.split_once(' ') {
                names.insert(id.to_owned(), plain(name));
            }
        } else if line.starts_with("calls=") {
            called = true;
        } else if line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '*')) {
            let cost = line.split(' ').nth(1).and_then(|cost| cost.parse::<f64>().ok()).unwrap_or(0.0);
            if !std::mem::take(&mut called) {
                *functions.entry(current.clone()).or_insert(0.0) += cost;
            }
        }
    }
    Count { total: functions.values().sum(), functions }
}

/// A function's name without the hash that the compiler adds and without callgrind's mark for recursion.
fn plain(name: &str) -> String {
    let name = name.split('\'').next().unwrap_or(name);
    match name.rsplit_once("::h") {
        Some((plain, hash)) if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => plain.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn costs_of_called_functions_count_once() {
        let profile = "fn=(1) main\n10 5\ncfn=(2) inner::h0123456789abcdef\ncalls=3 20\n11 60\n+1 7\nfn=(2)\n20 60\n";
        let count = read(profile);
        assert_eq!(count.functions["main"], 12.0);
        assert_eq!(count.functions["inner"], 60.0);
        assert_eq!(count.total, 72.0);
    }
}
