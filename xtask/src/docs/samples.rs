//! Code samples: parts of programs that `cargo xtask docs --check` runs against the sandbox.
//!
//! A line that begins with `-- NAME`, behind the sign of a comment, begins the part of that name.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;

use crate::project_root;

/// A program in one language.
#[derive(Debug)]
pub struct Sample {
    /// The language.
    pub language: &'static str,
    /// The file, below the root of the repository.
    pub path: &'static str,
    /// How it is run; the file is the last argument, or with Rust the name of the example.
    pub command: &'static [&'static str],
}

/// The programs, in the order of their tabs.
pub const SAMPLES: &[Sample] = &[
    Sample { language: "curl", path: "xtask/docs/samples/lists.sh", command: &["bash"] },
    Sample {
        language: "Rust",
        path: "xtask/docs/samples/lists.rs",
        command: &["cargo", "run", "--quiet", "--example", "lists"],
    },
    Sample { language: "Python", path: "xtask/docs/samples/lists.py", command: &["python3"] },
    Sample {
        language: "TypeScript",
        path: "xtask/docs/samples/lists.ts",
        command: &["node", "--input-type=module", "-"],
    },
    Sample { language: "Go", path: "xtask/docs/samples/lists.go", command: &["go", "run"] },
    Sample { language: "Java", path: "xtask/docs/samples/Lists.java", command: &["java"] },
];

impl Sample {
    /// The file.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        project_root().join(self.path)
    }

    /// What the page shows for an operation, if the program has it: how a call is made, then the operation's own part.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn part(&self, operation: &str) -> anyhow::Result<Option<String>> {
        let text = fs::read_to_string(self.file()).with_context(|| format!("cannot read {}", self.path))?;
        let call = cut(&text, "call").with_context(|| format!("{} has no part `-- call`", self.path))?;
        Ok(cut(&text, operation).map(|part| format!("{call}\n{part}")))
    }
}

/// The lines between the line that names a part and the next such line, without their common indentation.
fn cut(text: &str, name: &str) -> Option<String> {
    let begins = |line: &str| {
        let rest = line.trim_start().trim_start_matches(['/', '#']);
        rest.trim_start().strip_prefix("-- ").map(|name| name.trim().to_owned())
    };
    let lines = text.lines().skip_while(|line| begins(line).as_deref() != Some(name)).skip(1);
    let lines: Vec<_> = lines.take_while(|line| begins(line).is_none()).collect();
    let indent = |line: &&&str| line.len() - line.trim_start().len();
    let common = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(&line)).min()?;
    let lines: Vec<_> = lines.iter().map(|line| line.get(common..).unwrap_or_default()).collect();
    Some(lines.join("\n").trim().to_owned() + "\n")
}
