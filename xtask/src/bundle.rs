//! `cargo xtask bundle`: the contract as JSON, for those who do not want YAML or all of OpenAPI.
//!
//! Writes `openapi.json`, the same as OpenAPI 3.1, `error-codes.json`, one JSON Schema for each schema and `SHA256SUMS` to
//! `target/contract/`, and with `--postman` a collection that signs its requests. The same document makes the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::conformance::Sandbox;
use crate::document::Document;
use crate::{Outcome, external, project_root, target_dir};

mod edition_31;

/// Write openapi.json, openapi-3.1.json, error-codes.json and the schemas as JSON Schema to target/contract/
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Write nothing; find files that are missing, stale or left over
    #[arg(long)]
    pub check: bool,
    /// Write a Postman collection, too; needs Node.js
    #[arg(long)]
    pub postman: bool,
    /// The document to bundle [default: openapi.yaml of this repository]
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,
    /// Where to write [default: target/contract]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// When the document cannot be read, or the files cannot be written.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let path = arguments.document.clone().unwrap_or_else(|| project_root().join("openapi.yaml"));
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let document = Document::read(&text)
        .with_context(|| format!("{} cannot be read; `cargo xtask lint` says more", path.display()))?;
    let mut files = files(&document.root.to_json());
    if arguments.postman {
        files.insert(PathBuf::from(COLLECTION), collection(&files[Path::new("openapi.json")], out)?);
    }
    files.insert(PathBuf::from("SHA256SUMS"), checksums(&files));
    let folder = arguments.output.clone().unwrap_or_else(|| target_dir().join("contract"));
    let outcome = if arguments.check { check(&folder, &files, out) } else { write(&folder, &files, out) }?;
    let tried = !arguments.postman || arguments.check || try_collection(&folder.join(COLLECTION), out)?;
    Ok(if tried { outcome } else { Outcome::Found })
}

/// Name of the Postman collection.
pub const COLLECTION: &str = "postman-collection.json";

/// The Postman collection of a document, by Postman's own converter.
fn collection(document: &str, out: &mut dyn Write) -> anyhow::Result<String> {
    let node_modules = external::npm("editions", out)?;
    let folder = target_dir().join("xtask-tools/editions");
    let (from, to) = (folder.join("openapi.json"), folder.join(COLLECTION));
    fs::write(&from, document).with_context(|| format!("cannot write {}", from.display()))?;
    let mut node = Command::new("node");
    node.arg(project_root().join("xtask/tools/editions/collection.cjs")).args([&from, &to]);
    node.env("NODE_PATH", node_modules);
    external::succeed(node, "see what the converter does not understand")?;
    fs::read_to_string(&to).with_context(|| format!("cannot read {}", to.display()))
}

/// Newman runs the collection against a sandbox: each request is signed by the collection's own script.
fn try_collection(collection: &Path, out: &mut dyn Write) -> anyhow::Result<bool> {
    let newman = external::npm("editions", out)?.join("newman/bin/newman.js");
    let sandbox = Sandbox::start()?;
    let mut node = Command::new("node");
    node.arg(newman).arg("run").arg(collection).args(["--color", "off"]);
    for (name, variable) in [
        ("baseUrl", "TENCENT_CHAT_BASE_URL"),
        ("sdkAppId", "TENCENT_CHAT_SDK_APP_ID"),
        ("identifier", "TENCENT_CHAT_IDENTIFIER"),
        ("secretKey", "TENCENT_CHAT_SECRET_KEY"),
    ] {
        node.arg("--env-var").arg(format!("{name}={}", sandbox.variables[variable]));
    }
    node.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
    let output = node.output().context("cannot run Newman")?;
    let good = output.status.success();
    writeln!(out, "{}: Newman runs the Postman collection", if good { "ok" } else { "FAILED" })?;
    if !good {
        out.write_all(&output.stdout)?;
    }
    Ok(good)
}

/// The checksums of all files, as `sha256sum --check` reads them.
fn checksums(files: &BTreeMap<PathBuf, String>) -> String {
    let line = |(path, text): (&PathBuf, &String)| {
        let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{digest}  {}\n", path.display())
    };
    files.iter().map(line).collect()
}

/// Name of the 3.1 edition.
pub const EDITION_31: &str = "openapi-3.1.json";

/// The files by their path below the output directory.
#[must_use]
pub fn files(contract: &Value) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut add = |path: String, value: &Value| {
        files.insert(PathBuf::from(path), format!("{value:#}\n"));
    };
    add("openapi.json".to_owned(), contract);
    add(EDITION_31.to_owned(), &edition_31::of(contract));
    add("error-codes.json".to_owned(), &error_codes(contract));
    for (name, schema) in contract["components"]["schemas"].as_object().into_iter().flatten() {
        let mut document = Map::new();
        document.insert("$schema".to_owned(), DIALECT.into());
        document.insert("title".to_owned(), name.clone().into());
        document.extend(plain_schema(schema));
        add(format!("{SCHEMAS}/{name}.json"), &document.into());
    }
    files
}

/// The current dialect of JSON Schema: validators of every language know it.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const SCHEMAS: &str = "schemas";

fn write(folder: &Path, files: &BTreeMap<PathBuf, String>, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    for (path, text) in files {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    for stale in left_over(folder, files) {
        fs::remove_file(&stale).with_context(|| format!("cannot remove {}", stale.display()))?;
    }
    writeln!(out, "{}: {} files", folder.display(), files.len())?;
    Ok(Outcome::Fine)
}

fn check(folder: &Path, files: &BTreeMap<PathBuf, String>, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let mut found = |path: &Path, what: &str| {
        outcome = Outcome::Found;
        writeln!(out, "{}: {what}; run `cargo xtask bundle`", path.display())
    };
    for (path, text) in files {
        let path = folder.join(path);
        match fs::read_to_string(&path) {
            Ok(written) if written == *text => {}
            Ok(_) => found(&path, "stale")?,
            Err(_) => found(&path, "missing")?,
        }
    }
    for path in left_over(folder, files) {
        found(&path, "of a schema that is no more")?;
    }
    if outcome == Outcome::Fine {
        writeln!(out, "{}: {} files, up to date", folder.display(), files.len())?;
    }
    Ok(outcome)
}

/// Schema files of earlier runs. Nothing else is looked at: other commands write there, too.
fn left_over(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join(SCHEMAS)).into_iter().flatten().flatten();
    let known = |path: &PathBuf| path.strip_prefix(folder).is_ok_and(|path| files.contains_key(path));
    let is_json = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "json");
    let paths = entries.map(|entry| entry.path()).filter(is_json);
    paths.filter(|path| !known(path)).collect()
}

/// The table of error codes with all that it refers to.
fn error_codes(contract: &Value) -> Value {
    let operations: Map<_, _> = contract["paths"]
        .as_object()
        .into_iter()
        .flatten()
        .flat_map(|(_, methods)| methods.as_object().into_iter().flatten())
        .filter_map(|(_, operation)| {
            let id = operation["operationId"].as_str()?.to_owned();
            Some((id, operation["x-operation-error-codes"].clone()))
        })
        .collect();
    json!({
        "version": contract["info"]["version"],
        "sources": contract["x-sources"],
        "retry-classes": contract["x-retry-classes"],
        "operations": operations,
        "error-codes": contract["x-error-codes"],
    })
}

/// An OpenAPI schema in the words of JSON Schema: other schemas are sibling files, `int32` is a range,
/// `example` and the known values of an open enum become `examples`, other `x-` keys are left to `openapi.json`.
fn plain_schema(schema: &Value) -> Map<String, Value> {
    let mut plain = Map::new();
    for (key, value) in schema.as_object().into_iter().flatten() {
        let each = |value: &Value| Value::from(plain_schema(value));
        match key.as_str() {
            "$ref" => {
                let name = value.as_str().and_then(|reference| reference.rsplit('/').next());
                plain.insert(key.clone(), format!("{}.json", name.unwrap_or_default()).into());
            }
            "properties" => {
                let properties = value.as_object().into_iter().flatten();
                let properties: Map<_, _> = properties.map(|(name, value)| (name.clone(), each(value))).collect();
                plain.insert(key.clone(), properties.into());
            }
            "items" => drop(plain.insert(key.clone(), each(value))),
            "allOf" => {
                let members = value.as_array().into_iter().flatten().map(each);
                plain.insert(key.clone(), members.collect());
            }
            "format" if value == "int32" => {
                plain.insert(key.clone(), value.clone());
                plain.entry("minimum").or_insert_with(|| i32::MIN.into());
                plain.entry("maximum").or_insert_with(|| i32::MAX.into());
            }
            "example" => drop(plain.entry("examples").or_insert_with(|| json!([value]))),
            "x-extensible-enum" => drop(plain.insert("examples".to_owned(), value.clone())),
            extension if extension.starts_with("x-") => {}
            _ => drop(plain.insert(key.clone(), value.clone())),
        }
    }
    plain
}
