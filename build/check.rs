//! Names that Rust could not take.
//!
//! The rest of the document's rules, with lines and remedies, are `cargo xtask lint`'s.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::contract::Contract;
use super::tables::{ident, snake, upper_camel};

pub(crate) fn contract(contract: &Contract) -> Result<(), String> {
    names("x-region-id", contract.servers.iter().map(|s| &s.x_region_id), upper_camel, "")?;
    names("x-retry-classes", contract.x_retry_classes.iter().map(|class| &class.id), upper_camel, "")?;
    names("x-error-codes", contract.x_error_codes.iter().map(|e| &e.name), ident, "OK")?;
    names("operationId", contract.operations().map(|o| &o.operation_id), upper_camel, "")?;
    for (name, schema) in &contract.components.schemas {
        let place = format!("components.schemas.{name}");
        names(&place, schema.properties.keys(), snake, "unknown")?;
        names(&place, &schema.open_values, upper_camel, "Unknown")?;
        if schema.value_descriptions.len() < schema.open_values.len() {
            return Err(format!("{place}: x-enum-descriptions has fewer texts than there are values"));
        }
        let values = schema.properties.iter().filter(|(name, _)| schema.required.contains(*name));
        for (name, value) in values.map(|(name, value)| (name, contract.target(value))) {
            if value.other.contains_key("enum") {
                return Err(format!(
                    "{place}.properties.{name}: a required value of a closed list has no default; write x-extensible-enum"
                ));
            }
        }
    }
    match contract.operations().find(|operation| operation.x_pagination.is_some() && !operation.x_safe_to_repeat) {
        Some(list) => Err(format!("{}: x-safe-to-repeat must be true: pages are asked for again", list.operation_id)),
        None => Ok(()),
    }
}

/// Each must be a name in Rust, and another one than the others and the one that is `taken`.
fn names<'a>(
    place: &str,
    names: impl IntoIterator<Item = &'a String>,
    in_rust: fn(&str) -> Ident,
    taken: &str,
) -> Result<(), String> {
    let mut seen = BTreeSet::from([taken.to_owned()]);
    for name in names {
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(format!("{place}: {name} cannot be a name in Rust; begin with a letter"));
        }
        if !seen.insert(in_rust(name).to_string()) {
            return Err(format!("{place}.{name}: another one has the same name in Rust; choose a different one"));
        }
    }
    Ok(())
}
