//! A page as a browser shows it: rendered in headless Chromium.

use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use anyhow::{Context, bail};

/// Names under which Chromium is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Whether Chromium is installed, by which name.
#[must_use]
pub fn installed() -> Option<&'static str> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).collect();
    NAMES.into_iter().find(|name| folders.iter().any(|folder| folder.join(name).is_file()))
}

/// What came of a page.
#[derive(Debug)]
pub struct Shown {
    /// Its HTML as rendered, without scripts.
    pub html: String,
    /// What it wrote to the console, be it an error or not.
    pub console: Vec<String>,
}

/// Opens a page.
///
/// # Errors
///
/// When Chromium is not installed or fails.
pub fn open(page: &Path) -> anyhow::Result<Shown> {
    let name = installed().context("Chromium is not installed; Debian's package is `chromium`")?;
    let profile = env::temp_dir().join(format!("docs-{}-{}", std::process::id(), nanoseconds()));
    let output = Command::new(name)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--enable-logging=stderr", "--virtual-time-budget=20000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", page.canonicalize()?.display()))
        .output()
        .with_context(|| format!("cannot run {name}"));
    // A profile that cannot be removed harms nobody.
    let _ = fs::remove_dir_all(profile);
    let output = output?;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{name} failed ({})\n{log}", output.status);
    }

    let console = log.lines().filter(|line| line.contains(":CONSOLE"));
    Ok(Shown {
        html: without_scripts(&String::from_utf8_lossy(&output.stdout)),
        console: console.map(str::to_owned).collect(),
    })
}

/// The page without its scripts, which hold the whole contract, shown or not.
fn without_scripts(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, script)) = rest.split_once("<script") {
        shown.push_str(before);
        rest = script.split_once("</script>").map_or("", |(_, after)| after);
    }
    shown + rest
}

/// Tells the profiles of two checks of one process apart.
fn nanoseconds() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}
