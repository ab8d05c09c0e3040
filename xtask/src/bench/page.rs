//! docs/performance.md: what was measured goes between a subject's marks, with the day and the machine.

use std::fs;
use std::process::Command;

use anyhow::{Context, bail};

use super::{Effort, Section};
use crate::project_root;

/// Writes a section between its marks, and its plots beside the page.
pub(super) fn write(subject: &str, section: &Section, effort: Effort) -> anyhow::Result<()> {
    let path = project_root().join("docs/performance.md");
    let mut page = fs::read_to_string(&path).context("docs/performance.md")?;
    let (begin, end) = (format!("<!-- {subject} -->\n"), format!("<!-- end of {subject} -->"));
    let (Some(from), Some(to)) = (page.find(&begin), page.find(&end)) else {
        bail!("docs/performance.md has no marks for {subject}");
    };
    let mut text = format!("\n*{}*\n\n{}\n", when_and_where(effort), section.text);
    for plot in &section.plots {
        let folder = project_root().join("docs/performance");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{}.svg", plot.name)), plot.svg())?;
        text += &format!("![{}](performance/{}.svg)\n\n", plot.title, plot.name);
    }
    page.replace_range(from + begin.len()..to, &text);
    fs::write(&path, page).context("docs/performance.md")
}

/// The day, the machine and the tools.
fn when_and_where(effort: Effort) -> String {
    let first_line = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok();
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        text.lines().next().unwrap_or("unknown").to_owned()
    };
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let rust = first_line("rustc", &["--version"]);
    format!(
        "{}{}, {cores} cores of {}, {}",
        if effort.quick { "A trial, not to be kept: " } else { "" },
        first_line("date", &["-u", "+%Y-%m-%d"]),
        model.map_or("an unknown processor", |(_, name)| name),
        rust.split(" (").next().unwrap_or(&rust)
    )
}
