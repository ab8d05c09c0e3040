//! Rules that keep the document to what the client generators of the supported languages take.
//!
//! Each keeps out a form that made at least one of them fail, or send nothing, in trials.

use std::collections::BTreeMap;

use super::contract::Part;
use super::operations::pascal_case;
use super::{Check, Contract, Findings, Rule};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "integer-format",
        title: "integers are `int32` or `int64`, and their bounds fit",
        reason: "generators take any other format, and none at all, for 32 bits: Go does not compile, Java fails on large values",
        remedy: "write `format: int64`, or `int32` where every value fits; unsigned is `minimum: 0`, never uint32 or uint64",
        check: Check::Contract(integers),
    },
    Rule {
        id: "schema-composition",
        title: "no `oneOf`, `anyOf`, `not` and `discriminator`; `allOf` holds a single reference",
        reason: "clients in Rust, Ruby and PHP fail to decode alternatives, and diff tools are blind to merged parts",
        remedy: "write one flat object with optional properties; use `allOf` only to describe a reference",
        check: Check::Contract(composition),
    },
    Rule {
        id: "schema-nullable",
        title: "nothing is `nullable`",
        reason: "clients get doubly optional types for a null that the service was never seen to send",
        remedy: "leave the property out of `required` instead",
        check: Check::Contract(nullable),
    },
    Rule {
        id: "schema-default",
        title: "no `default`",
        reason: "half of the generators ignore it and the others send it; the service's own defaults are not documented",
        remedy: "say the default in the description, and let clients send the value",
        check: Check::Contract(default),
    },
    Rule {
        id: "enum-unique",
        title: "a value name stands in one closed enum only",
        reason: "enum constants are package-wide in Go, and a second one of the same name does not compile",
        remedy: "use `x-extensible-enum` if clients only receive it, or refer to the other enum",
        check: Check::Contract(enum_unique),
    },
    Rule {
        id: "component-name-free",
        title: "no component is called as another one of any kind, nor as the code that generators make for an operation",
        reason: "generators keep one set of names: the second gets a number, and oapi-codegen's client does not compile",
        remedy: "name a schema after what it holds, and a parameter `<Schema>InQuery`",
        check: Check::Contract(name_free),
    },
    Rule {
        id: "security-scheme",
        title: "no `security` and `securitySchemes`: the signature is made of named query parameters",
        reason: "for schemes, half of the generators send nothing at all and say nothing",
        remedy: "list the shared parameters instead",
        check: Check::Contract(security),
    },
];

fn integers(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let node = schema.node;
        if node.str("type") != Some("integer") {
            continue;
        }
        let Some(format) = node.get("format") else {
            findings.add(schema.at, format!("the integer {} has no format", schema.name));
            continue;
        };
        let range = match format.as_str() {
            Some("int32") => i64::from(i32::MIN)..=i64::from(i32::MAX),
            Some("int64") => i64::MIN..=i64::MAX,
            _ => {
                findings.add(format.at, format!("the format of {} is neither int32 nor int64", schema.name));
                continue;
            }
        };
        for key in ["minimum", "maximum"] {
            let Some(bound) = node.get(key) else { continue };
            if !bound.as_i64().is_some_and(|bound| range.contains(&bound)) {
                findings.add(bound.at, format!("the {key} of {} does not fit its format", schema.name));
            }
        }
    }
}

fn composition(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        for key in ["oneOf", "anyOf", "not", "discriminator"] {
            if let Some(entry) = schema.node.entry(key) {
                findings.add(entry.at, format!("{} uses `{key}`", schema.name));
            }
        }
        let Some(all) = schema.node.entry("allOf") else { continue };
        match all.value.items() {
            [only] if only.get("$ref").is_some() => {
                if schema.node.get("description").is_none() {
                    findings.add(all.at, format!("`allOf` of {} describes nothing", schema.name));
                }
            }
            _ => findings.add(all.at, format!("`allOf` of {} is no single reference", schema.name)),
        }
        for key in ["type", "properties", "required"] {
            if let Some(entry) = schema.node.entry(key) {
                findings.add(entry.at, format!("`{key}` stands beside `allOf` in {}", schema.name));
            }
        }
    }
}

fn nullable(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        if let Some(entry) = schema.node.entry("nullable") {
            findings.add(entry.at, format!("{} is nullable", schema.name));
        }
    }
}

fn default(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let Some(entry) = schema.node.entry("default") else { continue };
        let required = schema.part == Part::Property { required: true };
        let kind = if required { "required, yet has" } else { "given" };
        findings.add(entry.at, format!("{} is {kind} a default", schema.name));
    }
}

fn enum_unique(contract: &Contract<'_>, findings: &mut Findings) {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for schema in contract.schemas() {
        for value in schema.node.list("enum") {
            let name = value.as_str().unwrap_or_default();
            match seen.get(name) {
                Some(other) if *other != schema.name => {
                    findings.add(value.at, format!("`{name}` is a value of {other} too"));
                }
                _ => drop(seen.insert(name, schema.name.clone())),
            }
        }
    }
}

fn name_free(contract: &Contract<'_>, findings: &mut Findings) {
    let operations: Vec<_> = contract.operations().iter().map(|operation| pascal_case(&operation.name())).collect();
    let mut seen = BTreeMap::new();
    for kind in ["parameters", "responses", "schemas"] {
        for component in contract.components(kind) {
            let name = &component.key;
            // Some file systems do not tell capitals apart, and generators write a file for each type.
            if let Some(other) = seen.insert(name.to_ascii_lowercase(), kind) {
                findings.add(component.at, format!("`{name}` is a name among the {other} too"));
            }
            if let Some(taken) = operations.iter().find(|taken| name.starts_with(*taken)) {
                findings.add(component.at, format!("generators call what they make for the operation `{taken}...`"));
            }
        }
    }
}

fn security(contract: &Contract<'_>, findings: &mut Findings) {
    let root = contract.root();
    let operations = contract.operations();
    let owners = operations.iter().map(|operation| operation.node()).chain([root]);
    for entry in owners.filter_map(|owner| owner.entry("security")) {
        findings.add(entry.at, "`security` is used");
    }
    if let Some(entry) = root.get("components").and_then(|all| all.entry("securitySchemes")) {
        findings.add(entry.at, "`securitySchemes` is used");
    }
}
