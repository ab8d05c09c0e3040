//! Turns `openapi.yaml` into Rust: the client (by progenitor), the contract's tables, and how each
//! operation is called.
//!
//! Reads `openapi.yaml` only, writes to `OUT_DIR` only, needs no network and starts no process.
//! A document that cannot be used fails the build with the place and the rule it breaks.

#[path = "build/check.rs"]
mod check;
#[path = "build/client.rs"]
mod client;
#[path = "build/contract.rs"]
mod contract;
#[path = "build/operations.rs"]
mod operations;
#[path = "build/plain.rs"]
mod plain;
#[path = "build/tables.rs"]
mod tables;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const DOCUMENT: &str = "openapi.yaml";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    println!("cargo::rerun-if-changed=build");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            for line in problem.lines() {
                println!("cargo::error={DOCUMENT}: {line}");
            }
            println!("cargo::error=`cargo xtask lint` tells more about {DOCUMENT}");
            ExitCode::FAILURE
        }
    }
}

/// Everything from the document to the files, or what is wrong with it.
fn generate() -> Result<(), String> {
    let text = std::fs::read_to_string(DOCUMENT).map_err(|e| format!("cannot be read: {e}"))?;
    let tree = contract::read(&text)?;
    let plain = plain::inline(&tree)?;
    let contract = contract::typed(&plain)?;
    check::contract(&contract)?;

    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    write(&out.join("client.rs"), &client::generate(plain, &contract)?)?;
    write(&out.join("contract.rs"), &tables::generate(&contract)?)?;
    write(&out.join("operations.rs"), &operations::generate(&contract)?)?;
    // For the sandbox, which is driven by the document at run time.
    write(&out.join("openapi.json"), &tree.to_string())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|e| format!("{} cannot be written: {e}", path.display()))
}
