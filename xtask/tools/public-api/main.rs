//! `public-api list JSON` prints the public API; called otherwise it is rustdoc, allowed to write JSON.

use std::error::Error;
use std::path::Path;
use std::process::{Command, exit};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    if let [command, json] = &arguments[..]
        && command == "list"
    {
        let api = public_api::Builder::from_rustdoc_json(Path::new(json));
        let api = api.omit_blanket_impls(true).omit_auto_trait_impls(true).build()?;
        print!("{}", without_members_of_traits(&api.to_string()));
        return Ok(());
    }
    let status = Command::new("rustdoc").args(&arguments).env("RUSTC_BOOTSTRAP", "1").status()?;
    exit(status.code().unwrap_or(1));
}

/// Leaves of `impl Trait for Type` only that line: the trait tells its members.
fn without_members_of_traits(api: &str) -> String {
    let mut kept = String::new();
    let mut members = None;
    for line in api.lines() {
        if line.starts_with("impl") {
            let implementor = line.split_once(" for ").map(|(_, implementor)| implementor);
            let implementor = implementor.and_then(|implementor| implementor.split(" where ").next());
            members = implementor.map(|implementor| format!(" {implementor}::"));
            if line.contains("StructuralPartialEq") {
                continue;
            }
        } else if members.as_ref().is_some_and(|members| line.contains(members)) {
            continue;
        }
        kept += line;
        kept.push('\n');
    }
    kept
}
