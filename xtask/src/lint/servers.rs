//! Rules on the hosts of the service.

use std::collections::BTreeMap;

use super::structure::is_https;
use super::{Check, Contract, Findings, Rule};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "server-complete",
        title: "each server has a description, a region and a backup host",
        reason: "clients choose a host by region and turn to the backup host when the first is out of reach",
        remedy: "add `description`, `x-region-id` and `x-backup-url` to the server",
        check: Check::Contract(complete),
    },
    Rule {
        id: "server-url",
        title: "each host is an https URL without path, port, variables and final slash",
        reason: "clients put the path right behind it, and a UserSig must never travel unencrypted",
        remedy: "write https:// and the host alone",
        check: Check::Contract(url),
    },
    Rule {
        id: "server-unique",
        title: "no host and no region is listed twice",
        reason: "region names become constants in clients, and a copied host sends users to the wrong data center",
        remedy: "correct the copy",
        check: Check::Contract(unique),
    },
    Rule {
        id: "region-name",
        title: "regions are named in lower case with hyphens",
        reason: "clients derive constants from the names in many languages",
        remedy: "write small letters and digits, parts joined by single hyphens, such as silicon-valley",
        check: Check::Contract(region_name),
    },
];

fn complete(contract: &Contract<'_>, findings: &mut Findings) {
    for server in contract.root().list("servers") {
        for key in ["description", "x-region-id", "x-backup-url"] {
            if server.get(key).is_none() {
                let url = server.str("url").unwrap_or("without url");
                findings.add(server.at, format!("the server {url} has no `{key}`"));
            }
        }
    }
}

fn url(contract: &Contract<'_>, findings: &mut Findings) {
    for server in contract.root().list("servers") {
        for key in ["url", "x-backup-url"] {
            let Some(url) = server.get(key) else { continue };
            let text = url.as_str().unwrap_or_default();
            let host = text.strip_prefix("https://").unwrap_or_default();
            let plain = host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c));
            if !is_https(text) || !plain || !host.contains('.') {
                findings.add(url.at, format!("`{text}` is more or less than https:// and a host"));
            }
        }
    }
}

fn unique(contract: &Contract<'_>, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for server in contract.root().list("servers") {
        for key in ["url", "x-region-id", "x-backup-url"] {
            let Some(node) = server.get(key) else { continue };
            let text = node.as_str().unwrap_or_default();
            if let Some(line) = seen.insert(text, node.at.line) {
                findings.add(node.at, format!("`{text}` is listed before, on line {line}"));
            }
        }
    }
}

fn region_name(contract: &Contract<'_>, findings: &mut Findings) {
    for region in contract.root().list("servers").iter().filter_map(|server| server.get("x-region-id")) {
        let name = region.as_str().unwrap_or_default();
        let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        if !name.split('-').all(word) {
            findings.add(region.at, format!("`{name}` is no region name"));
        }
    }
}
