//! Where the two documents come from: files, or revisions of the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// The contract's name in the repository.
pub(crate) const CONTRACT: &str = "openapi.yaml";

/// A document's text and what to call it.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    /// The file it is in, as GitHub knows it.
    pub(crate) path: String,
    /// `None` when the document does not exist there.
    pub(crate) text: Option<String>,
}

/// A git repository.
#[derive(Debug)]
pub(crate) struct Repository {
    root: PathBuf,
}

impl Source {
    pub(crate) fn file(path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        Ok(Self { path: name.clone(), name, text: Some(text) })
    }

    /// A file that git hands to a diff driver: `/dev/null` where there is none.
    pub(crate) fn git_file(path: &str, name: &str) -> anyhow::Result<Self> {
        if path == "/dev/null" || path == "nul" {
            return Ok(Self { name: name.to_owned(), path: path.to_owned(), text: None });
        }
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        Ok(Self { name: name.to_owned(), path: path.to_owned(), text: Some(text) })
    }
}

impl Repository {
    /// The repository around a directory.
    pub(crate) fn around(here: &Path) -> anyhow::Result<Self> {
        let root = git(here, &["rev-parse", "--show-toplevel"])
            .context("not in a git repository; name two files instead: --from OLD --to NEW")?;
        Ok(Self { root: PathBuf::from(root.trim_end()) })
    }

    /// The contract in the work tree.
    pub(crate) fn work_tree(&self) -> anyhow::Result<Source> {
        let source = Source::file(&self.root.join(CONTRACT))?;
        Ok(Source { name: format!("{CONTRACT} in the work tree"), path: CONTRACT.to_owned(), ..source })
    }

    /// The contract at a revision.
    pub(crate) fn at(&self, revision: &str) -> anyhow::Result<Source> {
        let commit = self.commit(revision)?;
        let short = commit.get(..10).unwrap_or(&commit);
        let shown = if commit.starts_with(revision) { short.to_owned() } else { format!("{revision} ({short})") };
        let name = format!("{CONTRACT} at {shown}");
        let listed = git(&self.root, &["ls-tree", "--name-only", &commit, "--", CONTRACT])?;
        if listed.trim().is_empty() {
            return Ok(Source { name, path: CONTRACT.to_owned(), text: None });
        }
        let text = git(&self.root, &["show", &format!("{commit}:{CONTRACT}")])?;
        Ok(Source { name, path: CONTRACT.to_owned(), text: Some(text) })
    }

    /// Where the present branch left another one; `main` (or `origin/main`) unless told.
    pub(crate) fn merge_base(&self, revision: Option<&str>) -> anyhow::Result<String> {
        let other = match revision {
            Some(revision) => revision.to_owned(),
            None => ["main", "origin/main"]
                .into_iter()
                .find(|name| self.commit(name).is_ok())
                .context("there is no branch `main` to compare with; name one: --base REV")?
                .to_owned(),
        };
        self.commit(&other)?;
        self.commit("HEAD")?;
        match git(&self.root, &["merge-base", "HEAD", &other]) {
            Ok(commit) => Ok(commit.trim().to_owned()),
            Err(_) => bail!(
                "HEAD and {other} have no common commit; in a shallow clone fetch the whole \
                 history (git fetch --unshallow), else name two revisions: --base REV --head REV"
            ),
        }
    }

    fn commit(&self, revision: &str) -> anyhow::Result<String> {
        let wanted = format!("{revision}^{{commit}}");
        let found = git(&self.root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]);
        let found = found.with_context(|| format!("no revision `{revision}` in this repository"))?;
        Ok(found.trim().to_owned())
    }
}

fn git(directory: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git").arg("-C").arg(directory).args(arguments).output().context("cannot run git")?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("git {} failed: {}", arguments.join(" "), reason.trim());
    }
    String::from_utf8(output.stdout).context("git answered bytes that are not UTF-8")
}
