//! The case directory: single edits of a document, with the verdicts decided beforehand.
//!
//! A case is a YAML file: `reason`, the expected `wire` and `source` verdicts, the `rules` that
//! must report it and no others, and the edit: `patch` (RFC 6902) or `text` (replacements of every
//! occurrence, for what a tree cannot express). Cases edit `openapi.yaml` itself; `base: pets.yaml` edits another
//! document, with what OpenAPI 3.0 has and ours does not use.
//!
//! `cargo xtask diff --prove` and `--second-opinion` read the same files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use openapi_diff::document::Document;
use serde_json::Value;

/// One edit.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) content: Value,
    /// The document that the case edits.
    pub(crate) base: String,
    /// The document that it makes of it.
    pub(crate) edited: String,
}

impl Case {
    fn read(path: &Path, tests: &Path) -> anyhow::Result<Self> {
        let content = Document::read(&fs::read_to_string(path)?)?.root.to_json();
        let base = text(tests, content["base"].as_str().unwrap_or(CONTRACT))?;
        let edited = edited(&content, &base)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, content, base, edited })
    }

    /// A field of the case that is a text; empty when it is not there.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.content[key].as_str().unwrap_or_default()
    }
}

/// All cases by name; `tests` is the folder that holds them and the other documents.
pub(crate) fn all(tests: &Path) -> anyhow::Result<Vec<Case>> {
    let entries = fs::read_dir(tests.join("cases")).context("the case directory cannot be read")?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    paths.iter().map(|path| Case::read(path, tests).with_context(|| path.display().to_string())).collect()
}

/// A document by the name that a case gives it.
pub(crate) fn text(tests: &Path, name: &str) -> anyhow::Result<String> {
    let path = if name == CONTRACT { tests.join("../../..").join(name) } else { tests.join(name) };
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// The contract of the repository.
const CONTRACT: &str = "openapi.yaml";

fn edited(content: &Value, base: &str) -> anyhow::Result<String> {
    if content["patch"].is_array() {
        let mut document = Document::read(base)?.root.to_json();
        let patch: json_patch::Patch = serde_json::from_value(content["patch"].clone())?;
        json_patch::patch(&mut document, &patch)?;
        return Ok(document.to_string());
    }
    let replacements = content["text"].as_array().context("a case has either `patch` or `text`")?;
    let mut text = base.to_owned();
    for replacement in replacements {
        let find = replacement["find"].as_str().context("no `find`")?;
        ensure!(text.contains(find), "the base has no {find:?}");
        text = text.replace(find, replacement["with"].as_str().context("no `with`")?);
    }
    Ok(text)
}
