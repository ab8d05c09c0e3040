//! Rules on closed words: group types, editions, families of codes, hosts and paths.

use super::contract::media_types;
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Node};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "group-type-known",
        title: "each group type is one of `x-group-type-names`",
        reason: "clients compare the words with the type of a group, and a misspelt one is never met",
        remedy: "write the type as `x-group-type-names` has it",
        check: Check::Contract(group_types),
    },
    Rule {
        id: "edition-known",
        title: "each edition is one of `x-editions`",
        reason: "readers look for the word in the vendor's price list",
        remedy: "write the edition as `x-editions` has it",
        check: Check::Contract(editions),
    },
    Rule {
        id: "error-code-family",
        title: "each code lies in a range of its family",
        reason: "the vendor numbers its services; a code with another family is given to the wrong operations",
        remedy: "correct `family`, or extend the ranges of the family in `x-error-families`",
        check: Check::Contract(family),
    },
    Rule {
        id: "path-prefix",
        title: "all paths begin with the same service",
        reason: "a misspelt service is answered with a failure that names no path",
        remedy: "correct the path that differs; if the service really is another one, say so in this rule",
        check: Check::Contract(prefix),
    },
    Rule {
        id: "server-backup-label",
        title: "a host of a region and its backup have the same first label",
        reason: "the label is the region: a copied one sends calls to another data center, which refuses them",
        remedy: "correct the label of the host that was copied",
        check: Check::Contract(label),
    },
    Rule {
        id: "request-body-method",
        title: "no `get`, `head` or `delete` has a request body",
        reason: "clients and proxies drop the body, and the service then answers that it is missing",
        remedy: "use `post`, as the vendor's overview says",
        check: Check::Contract(method),
    },
    Rule {
        id: "paging-items",
        title: "a `...Page` lists the schema it is named after, if there is one",
        reason: "the items of another list decode, since nearly every field is optional, and are all empty",
        remedy: "refer to the schema of this list's members, or rename the page",
        check: Check::Contract(items),
    },
    Rule {
        id: "paging-size-optional",
        title: "the page size is not required",
        reason: "the vendor's pages call it optional, and clients in the field leave it out",
        remedy: "take the field out of `required`",
        check: Check::Contract(size_optional),
    },
];

/// Hosts that are named after their region by the first label.
const REGIONAL: &str = ".im.qcloud.com";

fn group_types(contract: &Contract<'_>, findings: &mut Findings) {
    let known = contract.root().list("x-group-type-names");
    for operation in contract.operations() {
        let served = operation.node().list("x-group-types").iter().flat_map(|reading| reading.list("served"));
        for group_type in served {
            let text = group_type.as_str().unwrap_or_default();
            if !known.iter().any(|known| known.str("id") == Some(text)) {
                findings.add(group_type.at, format!("`{text}` is no known group type"));
            }
        }
    }
}

fn editions(contract: &Contract<'_>, findings: &mut Findings) {
    let known = contract.root().list("x-editions");
    for operation in contract.operations() {
        let needed = operation.node().get("x-requirements").map_or(&[][..], |needs| needs.list("editions"));
        for edition in needed {
            if !known.iter().any(|known| known.as_str() == edition.as_str()) {
                findings.add(edition.at, format!("`{}` is no known edition", edition.as_str().unwrap_or_default()));
            }
        }
    }
}

fn family(contract: &Contract<'_>, findings: &mut Findings) {
    let families = contract.root().list("x-error-families");
    for entry in contract.root().list("x-error-codes") {
        let (Some(code), Some(family)) = (entry.i64("code"), entry.get("family")) else { continue };
        let text = family.as_str().unwrap_or_default();
        let ranges = families.iter().find(|known| known.str("id") == Some(text)).map_or(&[][..], |f| f.list("ranges"));
        let within = |range: &Node| range.i64("first") <= Some(code) && Some(code) <= range.i64("last");
        if !ranges.iter().any(within) {
            findings.add(family.at, format!("{code} lies in no range of `{text}`"));
        }
    }
}

fn prefix(contract: &Contract<'_>, findings: &mut Findings) {
    let paths: Vec<&Entry> = contract.operations().iter().map(|operation| operation.path).collect();
    let prefix = |path: &Entry| path.key.rsplit_once('/').map(|(prefix, _)| prefix.to_owned());
    for path in &paths {
        // The odd one out; of two, either may be the wrong one.
        let same = paths.iter().filter(|other| prefix(other) == prefix(path)).count();
        if same * 2 <= paths.len() && paths.len() > 1 {
            findings.add(path.at, format!("`{}` begins otherwise than the other paths", path.key));
        }
    }
}

fn label(contract: &Contract<'_>, findings: &mut Findings) {
    let label = |url: &str| url.trim_start_matches("https://").split('.').next().unwrap_or_default().to_owned();
    for server in contract.root().list("servers") {
        let (Some(url), Some(backup)) = (server.str("url"), server.get("x-backup-url")) else { continue };
        let other = label(backup.as_str().unwrap_or_default());
        if url.ends_with(REGIONAL) && label(url) != other {
            findings.add(backup.at, format!("`{other}` is not `{}`, the label of the host", label(url)));
        }
    }
}

fn method(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let body = operation.node().entry("requestBody");
        if ["get", "head", "delete"].contains(&operation.method.key.as_str()) && body.is_some() {
            findings.add(operation.at(), format!("a `{}` with a request body", operation.method.key));
        }
    }
}

fn items(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let media = operation.node().get("responses").and_then(|all| all.get("200")).map_or(&[][..], media_types);
        let Some(reference) = media.first().and_then(|media| media.value.get("schema")?.str("$ref")) else { continue };
        let stem = Contract::schema_name(reference).and_then(|name| name.strip_suffix("sPage"));
        let role = operation.node().get("x-pagination").and_then(|paging| paging.str("items"));
        let (Some(stem), Some(role)) = (stem, role) else { continue };
        let list = contract.resolve(reference).and_then(|page| page.get("properties")?.get(role)?.get("items"));
        let Some(item) = list.and_then(|items| items.get("$ref")) else { continue };
        let exists = contract.components("schemas").iter().any(|schema| schema.key == stem);
        if exists && item.as_str().and_then(Contract::schema_name) != Some(stem) {
            findings.add(item.at, format!("the list of {} does not hold `{stem}`", operation.name()));
        }
    }
}

fn size_optional(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let size = operation.node().get("x-pagination").and_then(|paging| paging.str("size"));
        let request = operation.request().and_then(|media| media.get("schema"));
        let (Some(size), Some(request)) = (size, request.map(|schema| contract.follow(schema))) else { continue };
        for required in request.list("required").iter().filter(|required| required.as_str() == Some(size)) {
            findings.add(required.at, format!("`{size}` is required by {}", operation.name()));
        }
    }
}
