//! `cargo xtask release --check`: whether the checkout can be released as it stands.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Outcome, project_root};

mod changelog;

/// Check that the checkout can be released; publishes nothing
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Check; the release itself is made by pushing a tag
    #[arg(long, required = true)]
    pub check: bool,
    /// The tag that is being released [default: `v` and the crate's version]
    #[arg(long)]
    pub tag: Option<String>,
}

/// SHA-256 of <https://www.apache.org/licenses/LICENSE-2.0.txt>.
const APACHE_2_0: &str = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30";

/// What users of the package rely on finding in it.
const PACKAGED: [&str; 9] = [
    "CHANGELOG.md",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "build.rs",
    "openapi.yaml",
    "src/lib.rs",
];

/// Texts that must be replaced before a release, each with what to do about it.
const PLACEHOLDERS: [(&str, &str); 2] = [
    ("github.com/OWNER/", "put the repository's address there"),
    ("not published yet", "say how to get the published crate"),
];

/// Runs the command.
///
/// # Errors
///
/// When git or cargo cannot be run.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let package = package()?;
    let version = package["version"].as_str().context("the package has a version")?;
    let tag = format!("v{version}");
    let changelog = read("CHANGELOG.md")?;
    let checks = [
        ("manifest", manifest(&package)),
        ("changelog", changelog::objections(&changelog, version, &contract_version()?)),
        ("tag", tag_objections(arguments.tag.as_deref().unwrap_or(&tag), &tag)?),
        ("work tree", work_tree()?),
        ("licenses", licenses(&read("LICENSE-APACHE")?, &read("LICENSE-MIT")?)),
        ("package", packaged(&printed("cargo", &["package", "--list", "--allow-dirty", "--package", "tencent-chat"])?)),
        ("placeholders", tracked_placeholders()?),
        ("contract", contract()?),
    ];
    let mut outcome = Outcome::Fine;
    for (name, objections) in checks {
        if objections.is_empty() {
            writeln!(out, "{name}: nothing to object to")?;
            continue;
        }
        outcome = Outcome::Found;
        writeln!(out, "{name}:")?;
        for objection in objections {
            writeln!(out, "    {objection}")?;
        }
    }
    Ok(outcome)
}

/// Whether the fields are set that crates.io shows or asks for.
fn manifest(package: &Value) -> Vec<String> {
    let fields = ["description", "license", "repository", "documentation", "readme", "rust_version"];
    let missing = fields.iter().filter(|field| package[**field].as_str().is_none_or(str::is_empty));
    missing.map(|field| format!("Cargo.toml sets no {}", field.replace('_', "-"))).collect()
}

/// Whether the tag names the version and is not taken by another commit.
fn tag_objections(tag: &str, wanted: &str) -> anyhow::Result<Vec<String>> {
    if tag != wanted {
        return Ok(vec![format!("the tag is {tag}, but the crate's version asks for {wanted}")]);
    }
    let taken = printed("git", &["tag", "--list", tag])?.lines().any(|line| line == tag);
    let here = printed("git", &["tag", "--points-at", "HEAD"])?.lines().any(|line| line == tag);
    let objection = format!("{tag} is the tag of another commit; raise the crate's version");
    Ok(if taken && !here { vec![objection] } else { Vec::new() })
}

fn work_tree() -> anyhow::Result<Vec<String>> {
    let changes = printed("git", &["status", "--porcelain"])?;
    Ok(changes.lines().map(|change| format!("not committed: {change}")).collect())
}

/// Whether both license files hold what their names say.
#[must_use]
pub fn licenses(apache: &str, mit: &str) -> Vec<String> {
    let mut hash = String::new();
    for byte in Sha256::digest(apache) {
        let _ = write!(hash, "{byte:02x}");
    }
    let mut objections = Vec::new();
    if hash != APACHE_2_0 {
        objections.push("LICENSE-APACHE is not the text that apache.org publishes".to_owned());
    }
    let permission = "Permission is hereby granted, free of charge, to any person obtaining a copy";
    if !mit.contains(permission) || !mit.lines().any(|line| line.starts_with("Copyright (c) ")) {
        objections.push("LICENSE-MIT is not the MIT license with a copyright line".to_owned());
    }
    objections
}

/// Whether the package holds what its users need, by cargo's own list.
#[must_use]
pub fn packaged(list: &str) -> Vec<String> {
    let missing = PACKAGED.iter().filter(|file| !list.lines().any(|line| line == **file));
    missing.map(|file| format!("{file} is not in the package; see `include` in Cargo.toml")).collect()
}

/// The placeholders in a text, each with its line.
#[must_use]
pub fn placeholders(file: &str, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    let found = lines.flat_map(|(index, line)| {
        let in_line = PLACEHOLDERS.iter().filter(move |(placeholder, _)| line.contains(placeholder));
        in_line.map(move |(placeholder, remedy)| format!("{file}:{}: `{placeholder}`: {remedy}", index + 1))
    });
    found.collect()
}

/// The placeholders in every file that a user or contributor reads; the tools name them to find them.
fn tracked_placeholders() -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for file in printed("git", &["ls-files"])?.lines().filter(|file| !file.starts_with("xtask/")) {
        // A file that is no text has no placeholder.
        let Ok(text) = fs::read_to_string(project_root().join(file)) else { continue };
        found.extend(placeholders(file, &text));
    }
    Ok(found)
}

/// Whether the contract's version says what changed since the last release.
fn contract() -> anyhow::Result<Vec<String>> {
    let tags = printed("git", &["tag", "--list", "v*", "--sort=-version:refname", "--no-contains", "HEAD"])?;
    let Some(last) = tags.lines().next() else { return Ok(Vec::new()) };
    let output = Command::new("cargo")
        .args(["xtask", "diff", "--strict", "--base", last])
        .current_dir(project_root())
        .output()
        .context("cannot run cargo")?;
    let objection = || format!("`cargo xtask diff --strict --base {last}` objects to info.version");
    Ok(if output.status.success() { Vec::new() } else { vec![objection()] })
}

fn contract_version() -> anyhow::Result<String> {
    let text = read("openapi.yaml")?;
    let contract: Value = serde_saphyr::from_str(&text).context("cannot read openapi.yaml")?;
    Ok(contract["info"]["version"].as_str().context("openapi.yaml has no info.version")?.to_owned())
}

/// The package as cargo reads its manifest.
fn package() -> anyhow::Result<Value> {
    let metadata = printed("cargo", &["metadata", "--no-deps", "--format-version=1"])?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo lists packages")?;
    let package = packages.iter().find(|package| package["name"] == "tencent-chat");
    Ok(package.context("the package is in the workspace")?.clone())
}

fn read(file: &str) -> anyhow::Result<String> {
    fs::read_to_string(project_root().join(file)).with_context(|| format!("cannot read {file}"))
}

/// What a program prints, which must succeed.
fn printed(program: &str, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(program).args(arguments).current_dir(project_root()).output();
    let output = output.with_context(|| format!("cannot run {program}"))?;
    if !output.status.success() {
        bail!("`{program} {}` failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}
