//! Rules on filters: an answer shows what its request chose.

use super::answers::examples;
use super::contract::Operation;
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Node, Position};

pub(super) static RULES: &[Rule] = &[Rule {
    id: "example-filtered",
    title: "a request that filters has an answer of the same name, which shows only what the filter chose",
    reason: "readers learn what a filter does from the two examples side by side",
    remedy: "call the example of the answer as that of the request, and leave out what was not asked for",
    check: Check::Contract(filtered),
}];

fn filtered(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let answers = examples(contract, operation.response());
        let Some((items, item)) = items(contract, operation) else { continue };
        let filters = filters(contract, operation);
        for (name, request) in examples(contract, operation.request()) {
            for (filter, form) in &filters {
                let Some(chosen) = request.entry(&filter.key) else { continue };
                let Some((_, answer)) = answers.iter().find(|(answer, _)| *answer == name) else {
                    let what = format!("`{name}` filters with `{}`, and no answer is called so", filter.key);
                    findings.add(chosen.at, what);
                    continue;
                };
                let chosen: Vec<_> = chosen.value.items().iter().filter_map(Node::as_str).collect();
                let shown = answer.list(items).iter().flat_map(|member| shown(member, item, form, &filters));
                for (text, at) in shown.filter(|(text, _)| !chosen.contains(text)) {
                    findings.add(at, format!("`{name}` shows `{text}`, which its `{}` does not choose", filter.key));
                }
            }
        }
    }
}

/// The name of the list in an answer, and the schema of its items.
fn items<'a>(contract: &Contract<'a>, operation: Operation<'a>) -> Option<(&'a str, &'a Node)> {
    let name = operation.node().get("x-pagination")?.str("items")?;
    let page = contract.follow(operation.response()?.get("schema")?);
    Some((name, contract.follow(page.get("properties")?.get(name)?.get("items")?)))
}

/// The properties of a request that filter, each with its `x-filter`.
fn filters<'a>(contract: &Contract<'a>, operation: Operation<'a>) -> Vec<(&'a Entry, &'a Node)> {
    let schema = operation.request().and_then(|media| media.get("schema"));
    let properties = schema.and_then(|schema| contract.follow(schema).get("properties"));
    let filter = |entry: &'a Entry| Some((entry, entry.value.get("x-filter")?));
    properties.map_or(&[][..], Node::entries).iter().filter_map(filter).collect()
}

/// What a member of the list shows of what a filter chooses from.
fn shown<'a>(member: &'a Node, schema: &Node, form: &Node, filters: &[(&Entry, &Node)]) -> Vec<(&'a str, Position)> {
    let text = |node: &'a Node| Some((node.as_str()?, node.at));
    let property = form.str("property").unwrap_or_default();
    match form.str("of") {
        Some("items") => member.get(property).and_then(text).into_iter().collect(),
        Some("entries") => {
            let key = form.str("key").unwrap_or_default();
            member.list(property).iter().filter_map(|entry| text(entry.get(key)?)).collect()
        }
        // What is always there, and what another filter chooses from, is not asked for here.
        _ => {
            let required = schema.list("required").iter().filter_map(Node::as_str);
            let others = filters.iter().filter_map(|(_, form)| form.str("property"));
            let apart: Vec<_> = required.chain(others).collect();
            let properties = member.entries().iter().filter(|entry| !apart.contains(&entry.key.as_str()));
            properties.map(|entry| (entry.key.as_str(), entry.at)).collect()
        }
    }
}
