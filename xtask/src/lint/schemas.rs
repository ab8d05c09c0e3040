//! Rules on schemas: named, described, open where we read and bounded where we send.

use std::collections::BTreeSet;

use super::contract::{Part, Schema};
use super::paging::is_position;
use super::{Check, Contract, Findings, Rule};
use crate::document::Node;

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "schema-name",
        title: "schema components are named in PascalCase",
        reason: "they become types in every language, and a rename breaks users",
        remedy: "write letters and digits only, each word with a capital",
        check: Check::Contract(schema_name),
    },
    Rule {
        id: "property-name",
        title: "properties bear the vendor's names: words with capitals, joined by single underscores at most",
        reason: "the name is what travels; a name in another style is mostly a slip",
        remedy: "copy the name from the vendor's page",
        check: Check::Contract(property_name),
    },
    Rule {
        id: "schema-inline",
        title: "objects are components, never written in place",
        reason: "every generator makes up another name for an object without one",
        remedy: "move the object to `components.schemas` and refer to it",
        check: Check::Contract(inline),
    },
    Rule {
        id: "schema-described",
        title: "every schema and property is described",
        reason: "the description becomes the documentation in every language",
        remedy: "add `description`; beside a reference use `allOf` with that one entry",
        check: Check::Contract(described),
    },
    Rule {
        id: "schema-type",
        title: "every schema has a type, lists have `items`, and objects have properties",
        reason: "a schema without a type is `any` in typed languages",
        remedy: "add `type`, `items` or `properties`",
        check: Check::Contract(typed),
    },
    Rule {
        id: "required-known",
        title: "`required` names each property once, and only properties that exist",
        reason: "a required property that does not exist makes every value invalid",
        remedy: "correct the name or add the property",
        check: Check::Contract(required_known),
    },
    Rule {
        id: "bounds-sane",
        title: "minimum does not exceed maximum, and lengths are not negative",
        reason: "no value satisfies crossed bounds, and most tools do not notice",
        remedy: "swap or correct the two numbers",
        check: Check::Contract(bounds_sane),
    },
    Rule {
        id: "response-open",
        title: "what clients receive has no closed enum, no length, no pattern and no bound but `minimum: 0`",
        reason: "the service may answer more tomorrow, and generated clients fail on the whole answer then",
        remedy: "use `x-extensible-enum` for known values, `x-documented-pattern` or the description for the form, and drop the bound",
        check: Check::Contract(open),
    },
    Rule {
        id: "response-extensible",
        title: "each object that clients receive says `additionalProperties: true`",
        reason: "without it, Go's and Java's usual clients refuse the whole answer when the service adds a field",
        remedy: "add `additionalProperties: true` after the description",
        check: Check::Contract(extensible),
    },
    Rule {
        id: "request-bounded",
        title: "what clients send is bounded: strings have `minLength` or a list of values, integers `minimum` and `maximum`",
        reason: "a bad argument is to be refused before a byte is sent",
        remedy: "add the bound that the vendor documents; the position of a page is exempt from `maximum` and `minLength`",
        check: Check::Contract(bounded),
    },
    Rule {
        id: "enum-described",
        title: "`x-enum-descriptions` has a text for each value of `enum` or `x-extensible-enum`, in their order",
        reason: "the docs page and the generated types show the texts; generators know the key as a list and stop at a map",
        remedy: "add or remove the text at the place of its value",
        check: Check::Contract(enum_described),
    },
    Rule {
        id: "enum-values",
        title: "the values of a list are different strings that can be names",
        reason: "they become constants or variants in typed languages",
        remedy: "remove the copy; write values of letters, digits and underscores",
        check: Check::Contract(enum_values),
    },
];

fn schema_name(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.components("schemas") {
        let name = &schema.key;
        let pascal = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
            && (name.len() == 1 || name.chars().any(|c| c.is_ascii_lowercase()));
        if !pascal {
            findings.add(schema.at, format!("`{name}` is not PascalCase"));
        }
    }
}

fn property_name(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        if !matches!(schema.part, Part::Property { .. }) {
            continue;
        }
        let name = schema.name.rsplit('.').next().unwrap_or_default();
        let word = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_uppercase()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        };
        if !name.split('_').all(word) {
            findings.add(schema.at, format!("`{name}` is not written like the vendor's names"));
        }
    }
}

fn inline(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let is_object = schema.node.str("type") == Some("object") || schema.node.get("properties").is_some();
        if is_object && schema.part != Part::Component {
            findings.add(schema.at, format!("{} is an object without a name", schema.name));
        }
    }
}

fn described(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas().iter().filter(|schema| speaks_for_itself(schema)) {
        if schema.node.get("description").is_none() {
            findings.add(schema.at, format!("{} has no description", schema.name));
        }
    }
}

fn typed(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas().iter().filter(|schema| speaks_for_itself(schema)) {
        let (node, name) = (schema.node, &schema.name);
        let composed = ["allOf", "oneOf", "anyOf"].iter().any(|key| node.get(key).is_some());
        match node.str("type") {
            None if !composed => findings.add(schema.at, format!("{name} has no type")),
            Some("array") if node.get("items").is_none() => {
                findings.add(schema.at, format!("{name} is a list without `items`"));
            }
            Some("object") if node.get("properties").is_none() => {
                findings.add(schema.at, format!("{name} is an object without properties"));
            }
            _ => {}
        }
    }
}

fn required_known(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let properties = schema.node.get("properties");
        let mut seen = BTreeSet::new();
        for required in schema.node.list("required") {
            let name = required.as_str().unwrap_or_default();
            if properties.is_none_or(|properties| properties.get(name).is_none()) {
                findings.add(required.at, format!("{} has no property `{name}`", schema.name));
            }
            if !seen.insert(name) {
                findings.add(required.at, format!("`{name}` is required twice"));
            }
        }
    }
}

fn bounds_sane(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let node = schema.node;
        for (least, greatest) in [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")] {
            if let (Some(low), Some(high)) = (node.i64(least), node.entry(greatest))
                && high.value.as_i64().is_some_and(|high| low > high)
            {
                findings.add(high.at, format!("`{greatest}` of {} is below its `{least}`", schema.name));
            }
        }
    }
}

fn open(contract: &Contract<'_>, findings: &mut Findings) {
    let closing = [
        "enum",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "uniqueItems",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minProperties",
        "maxProperties",
        "additionalProperties",
    ];
    for schema in contract.schemas().into_iter().filter(|schema| schema.received) {
        let node = schema.node;
        for entry in node.entries() {
            let bound = entry.key == "minimum" && entry.value.as_i64() != Some(0);
            let tolerant = entry.key == "additionalProperties" && entry.value.to_json() != false;
            if (closing.contains(&entry.key.as_str()) && !tolerant) || bound {
                findings.add(entry.at, format!("{} is received, but has `{}`", schema.name, entry.key));
            }
        }
    }
}

fn extensible(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas().into_iter().filter(|schema| schema.received) {
        let open = schema.node.get("additionalProperties").is_some_and(|value| value.to_json() == true);
        if schema.node.str("type") == Some("object") && !open {
            findings.add(schema.at, format!("{} is received, but not open to other fields", schema.name));
        }
    }
}

fn bounded(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas().into_iter().filter(|schema| schema.sent && !schema.received) {
        let node = schema.node;
        let position = is_position(contract, &schema.name);
        let mut need = |key: &str| {
            if node.get(key).is_none() {
                findings.add(schema.at, format!("{} is sent, but has no `{key}`", schema.name));
            }
        };
        match node.str("type") {
            Some("string") if values(node).is_empty() && !position => need("minLength"),
            Some("integer") => {
                need("minimum");
                if !position {
                    need("maximum");
                }
            }
            _ => {}
        }
    }
}

fn enum_described(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let values = values(schema.node);
        let texts = schema.node.list("x-enum-descriptions");
        for value in values.iter().skip(texts.len()) {
            let name = value.as_str().unwrap_or_default();
            findings.add(value.at, format!("the value `{name}` of {} is not described", schema.name));
        }
        for text in texts.iter().skip(values.len()) {
            findings.add(text.at, format!("{} has no value for this text", schema.name));
        }
    }
}

fn enum_values(contract: &Contract<'_>, findings: &mut Findings) {
    for schema in contract.schemas() {
        let mut seen = BTreeSet::new();
        for value in values(schema.node) {
            let text = value.as_str().unwrap_or_default();
            let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic())
                && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            if !is_name {
                findings.add(value.at, format!("a value of {} is no name: `{text}`", schema.name));
            }
            if !seen.insert(text) {
                findings.add(value.at, format!("the value `{text}` stands twice in {}", schema.name));
            }
        }
    }
}

/// The known values of a schema, whether it is open or closed.
fn values(node: &Node) -> Vec<&Node> {
    node.list("enum").iter().chain(node.list("x-extensible-enum")).collect()
}

/// Whether a schema is more than a reference, and no part of another one.
fn speaks_for_itself(schema: &Schema<'_>) -> bool {
    schema.node.get("$ref").is_none() && schema.part != Part::AllOf
}
