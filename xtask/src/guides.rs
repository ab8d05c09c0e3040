//! `cargo xtask guides`: runs the shell commands of the guides, as a reader would.
//!
//! Each page runs in an empty folder of its own, from top to bottom, with the tool of this checkout and a sandbox. A
//! `text` block after commands is what they must print. Rust programs of the same pages run in `cargo test`.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

use crate::{Outcome, project_root, target_dir};

/// Run the shell commands of the guides against the sandbox; needs bash, curl, Python and sqlite3
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {}

const PAGES: &[&str] = &["docs/tutorial.md", "docs/how-to.md"];
/// The README and its translation, whose code is the same.
const README: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// A fenced block of a page.
#[derive(Debug, PartialEq, Eq)]
struct Block<'a> {
    line: usize,
    /// What stands after the fence.
    kind: &'a str,
    text: String,
}

/// Runs the command.
///
/// # Errors
///
/// When a program that the guides need cannot be started.
pub fn run(_: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let root = project_root();
    for program in ["bash", "curl", "python3", "sqlite3"] {
        let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        found.with_context(|| format!("the guides need {program}, which cannot be started"))?;
    }
    let built = Command::new("cargo").args(["build", "--quiet", "--features", "cli"]).current_dir(&root).status()?;
    ensure!(built.success(), "the tool cannot be built");
    let mut outcome = same_code(&root, out)?;
    for page in PAGES {
        if run_page(&root, page, out)? == Outcome::Found {
            outcome = Outcome::Found;
        }
    }
    Ok(outcome)
}

/// Whether the translated README has the code of the README, block by block.
fn same_code(root: &Path, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let [original, translation] = README.map(|page| std::fs::read_to_string(root.join(page)));
    let (original, translation) = (original?, translation?);
    let pairs = (blocks(&original), blocks(&translation));
    let same = pairs.0.len() == pairs.1.len() && pairs.0.iter().zip(&pairs.1).all(|(a, b)| a.text == b.text);
    if same {
        writeln!(out, "{}: the code is that of {}", README[1], README[0])?;
        return Ok(Outcome::Fine);
    }
    let differs = pairs.0.iter().zip(&pairs.1).find(|(a, b)| a.text != b.text);
    let line = differs.map_or(0, |(_, b)| b.line);
    writeln!(out, "{}:{line}: the code differs from that of {}", README[1], README[0])?;
    Ok(Outcome::Found)
}

fn run_page(root: &Path, page: &str, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let text = std::fs::read_to_string(root.join(page)).with_context(|| format!("cannot read {page}"))?;
    // Outside the checkout, whose workspace would claim the reader's project.
    let folder =
        &std::env::temp_dir().join(format!("tencent-chat-guides-{}-{}", std::process::id(), page.replace('/', "-")));
    std::fs::create_dir(folder)?;
    // Where a reader has the checkout: beside the work.
    #[cfg(unix)]
    std::os::unix::fs::symlink(root, folder.join("tencent-chat"))?;
    let blocks = blocks(&text);
    let script = script(&blocks);
    let programs = target_dir().join("debug");
    let tool = programs.join("tencent-chat");
    let path = std::env::join_paths(
        std::iter::once(programs).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    )?;
    let mut command = Command::new(tool);
    // A sandbox for the page, with a port to change it.
    let admin = free_port()?;
    command.args(["sandbox", "--admin", &admin, "--", "bash", "-eu", "-c", &script]);
    command.env("ADMIN", format!("http://{admin}")).env("PATH", path).env("TZ", "UTC").env("NO_COLOR", "1");
    let no_profiles = folder.join("none.toml");
    std::fs::write(&no_profiles, "")?;
    command.env("CARGO_TARGET_DIR", root.join("target/guides/build")).env("TENCENT_CHAT_CONFIG", no_profiles);
    let output = command.current_dir(folder).stdin(Stdio::null()).output();
    std::fs::remove_dir_all(folder)?;
    let output = output?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let mut parts: Vec<_> = printed.split(MARK).map(str::to_owned).collect();
    parts.remove(0);
    let mut found = false;
    let run: Vec<_> = blocks.iter().enumerate().filter(|(_, block)| block.kind == "sh").collect();
    for (number, (index, block)) in run.iter().enumerate() {
        let Some(printed) = parts.get(number).filter(|_| output.status.success() || number + 1 < parts.len()) else {
            let said = String::from_utf8_lossy(&output.stderr);
            let said: Vec<_> = said.lines().filter(|line| !line.contains(" request ")).collect();
            let last = said[said.len().saturating_sub(15)..].join("\n");
            writeln!(out, "{page}:{}: these commands failed ({}):\n{last}", block.line, output.status)?;
            return Ok(Outcome::Found);
        };
        let wanted = blocks.get(index + 1).filter(|next| next.kind == "text" && next.line == block.end() + 2);
        if let Some(wanted) = wanted
            && printed.trim() != wanted.text.trim()
        {
            found = true;
            writeln!(out, "{page}:{}: these commands print something else:\n{}", block.line, printed.trim())?;
        }
    }
    let left = blocks.iter().filter(|block| block.kind == "sh not run").count();
    writeln!(out, "{page}: {} blocks of commands run, {left} marked as not run", run.len())?;
    Ok(if found { Outcome::Found } else { Outcome::Fine })
}

/// Stands in the output before what each block prints.
const MARK: &str = "\u{1}\n";

/// The commands of a page, each block after a mark.
fn script(blocks: &[Block<'_>]) -> String {
    let run = blocks.iter().filter(|block| block.kind == "sh");
    run.map(|block| format!("printf '\\001\\n'\n{}\n", block.text)).collect()
}

fn free_port() -> anyhow::Result<String> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

impl Block<'_> {
    /// The line of the closing fence.
    fn end(&self) -> usize {
        self.line + self.text.lines().count() + 1
    }
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut open = false;
    for (index, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(kind), false) => blocks.push(Block { line: index + 1, kind: kind.trim(), text: String::new() }),
            (Some(_), true) => {}
            (None, true) => {
                if let Some(block) = blocks.last_mut() {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                continue;
            }
            (None, false) => continue,
        }
        open = !open;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_their_place_and_kind() {
        let page = "a\n```sh\nls\n```\n\n```text\nb\n```\n";
        let found = blocks(page);
        assert_eq!((found[0].line, found[0].kind, found[0].text.as_str()), (2, "sh", "ls\n"));
        assert_eq!((found[1].line, found[1].kind, found[1].text.as_str()), (6, "text", "b\n"));
        assert_eq!(found[0].end() + 2, found[1].line);
    }
}
