//! Rules on operations: what each must say about itself, and in which form.

use std::collections::BTreeMap;

use super::contract::{Operation, media_types};
use super::{Check, Contract, Findings, Rule};
use crate::document::{Entry, Node, Position};

pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "operation-id",
        title: "each operation has a unique `operationId`: the vendor's command, which ends the path",
        reason: "methods in every language are named after it, and people search for the vendor's name",
        remedy: "write the last part of the path, in snake_case",
        check: Check::Contract(id),
    },
    Rule {
        id: "operation-summary",
        title: "each operation has a summary that begins with a verb in the imperative",
        reason: "it is the first line of the method's documentation",
        remedy: "add `summary` as a command: List, Get, Remove",
        check: Check::Contract(summary),
    },
    Rule {
        id: "operation-description",
        title: "each operation is described",
        reason: "what the vendor's page leaves open is said here or nowhere",
        remedy: "add `description`: what is answered, how to page, what is not documented",
        check: Check::Contract(|contract, findings| require(contract, "description", findings)),
    },
    Rule {
        id: "operation-docs",
        title: "each operation links the vendor's page with a description that says which revision was read",
        reason: "a reviewer must be able to check a fact against its source",
        remedy: "add `externalDocs` with `description` and the `url` of the vendor's page",
        check: Check::Contract(docs),
    },
    Rule {
        id: "operation-tags",
        title: "each operation has one tag, every tag is declared with a description, and every declared tag is used",
        reason: "docs pages and generators group by tag; several tags make several copies of a method",
        remedy: "give the operation one tag that `tags` declares, or remove the tag that nothing uses",
        check: Check::Contract(tags),
    },
    Rule {
        id: "operation-parameters",
        title: "each operation lists the shared query parameters, all of them, in their order, by reference",
        reason: "every call is signed in the same way, and some tools do not see parameters on the path",
        remedy: "list a `$ref` to each of `components.parameters`, in the order in which they stand there",
        check: Check::Contract(parameters),
    },
    Rule {
        id: "operation-request",
        title: "each operation requires a described JSON body, the `...Query` of its `...Page`, or the `...Request` of its `...Result`",
        reason: "a body without a name gets a different one from every generator",
        remedy: "add `requestBody` with `description`, `required: true` and a `$ref` to the schema for application/json only",
        check: Check::Contract(request),
    },
    Rule {
        id: "operation-responses",
        title: "each operation answers 200 with a `...Page` of its own, or a `...Result` if it is no list, and 4XX and 5XX, and nothing else",
        reason: "failures come with 200 here; `default` beside 200 stops one generator, and other statuses promise what the service does not",
        remedy: "give 200 a `$ref` to <Items>Page or <Deed>Result for application/json only, 4XX and 5XX a shared response, and remove the rest",
        check: Check::Contract(responses),
    },
    Rule {
        id: "operation-extensions",
        title: "each operation says call rate, whether it may be repeated, group types, requirements and error codes",
        reason: "clients keep to them and the docs page shows them; a missing one would be a fact that nobody knows",
        remedy: "add the key, in the form that `x-extensions` describes",
        check: Check::Contract(extensions),
    },
    Rule {
        id: "response-described",
        title: "each response and body has a description",
        reason: "the docs page shows it above the fields",
        remedy: "add `description`",
        check: Check::Contract(described),
    },
    Rule {
        id: "parameter-complete",
        title: "each parameter is a required query parameter with description, a named schema and an example",
        reason: "docs, mocks and testers make requests of the examples, and generators name types after schemas",
        remedy: "add what is missing, with a `$ref` to a schema that has the range",
        check: Check::Contract(parameter),
    },
];

/// What clients rely on and the specification does not know.
const EXTENSIONS: [&str; 5] =
    ["x-call-rate", "x-safe-to-repeat", "x-group-types", "x-requirements", "x-operation-error-codes"];

fn id(contract: &Contract<'_>, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for operation in contract.operations() {
        let Some(id) = operation.node().get("operationId") else {
            findings.add(operation.at(), format!("{} has no `operationId`", operation.name()));
            continue;
        };
        let text = id.as_str().unwrap_or_default();
        if !is_snake_case(text) {
            findings.add(id.at, format!("`{text}` is not snake_case"));
        } else if operation.path.key.rsplit('/').next() != Some(text) {
            findings.add(id.at, format!("`{text}` is not the command at the end of {}", operation.path.key));
        }
        if let Some(line) = seen.insert(text, id.at.line) {
            findings.add(id.at, format!("`{text}` is the operation on line {line}"));
        }
    }
}

fn summary(contract: &Contract<'_>, findings: &mut Findings) {
    require(contract, "summary", findings);
    for operation in contract.operations() {
        let Some(summary) = operation.node().get("summary") else { continue };
        let text = summary.as_str().unwrap_or_default();
        let first = text.split(' ').next().unwrap_or_default();
        let article = ["A", "An", "The", "This"].contains(&first);
        let third_person = first.ends_with('s') && !first.ends_with("ss");
        if article || third_person || first.ends_with("ing") {
            findings.add(summary.at, format!("the summary begins with `{first}`, no imperative"));
        }
    }
}

fn docs(contract: &Contract<'_>, findings: &mut Findings) {
    require(contract, "externalDocs", findings);
    for operation in contract.operations() {
        let Some(docs) = operation.node().entry("externalDocs") else { continue };
        if docs.value.str("description").is_none() {
            findings.add(docs.at, format!("`externalDocs` of {} has no description", operation.name()));
        }
    }
}

fn tags(contract: &Contract<'_>, findings: &mut Findings) {
    let declared = contract.root().list("tags");
    let is_declared = |name: &str| declared.iter().any(|tag| tag.str("name") == Some(name));
    let mut used = Vec::new();
    require(contract, "tags", findings);
    for operation in contract.operations() {
        let Some(tags) = operation.node().entry("tags") else { continue };
        if tags.value.items().len() != 1 {
            let count = tags.value.items().len();
            findings.add(tags.at, format!("{} has {count} tags", operation.name()));
        }
        for tag in tags.value.items() {
            let name = tag.as_str().unwrap_or_default();
            if !is_declared(name) {
                findings.add(tag.at, format!("the tag `{name}` is not declared"));
            }
            used.push(name);
        }
    }
    for tag in declared {
        let name = tag.str("name").unwrap_or_default();
        if tag.get("description").is_none() {
            findings.add(tag.at, format!("the tag `{name}` has no description"));
        }
        if !used.contains(&name) {
            findings.add(tag.at, format!("no operation has the tag `{name}`"));
        }
    }
}

fn parameters(contract: &Contract<'_>, findings: &mut Findings) {
    let shared: Vec<_> = contract
        .components("parameters")
        .iter()
        .map(|parameter| format!("#/components/parameters/{}", parameter.key))
        .collect();
    for operation in contract.operations() {
        let Some(parameters) = operation.node().entry("parameters") else {
            findings.add(operation.at(), format!("{} has no `parameters`", operation.name()));
            continue;
        };
        let listed = parameters.value.items();
        let wrong = listed.iter().zip(&shared).find(|(node, name)| node.str("$ref") != Some(name.as_str()));
        if let Some((node, name)) = wrong {
            findings.add(node.at, format!("`{name}` is expected here"));
        } else if let Some(missing) = shared.get(listed.len()) {
            findings.add(parameters.at, format!("`{missing}` is missing at the end"));
        } else if let Some(extra) = listed.get(shared.len()) {
            findings.add(extra.at, "one parameter more than the shared ones");
        }
    }
}

fn request(contract: &Contract<'_>, findings: &mut Findings) {
    for operation in contract.operations() {
        let Some(body) = operation.node().entry("requestBody") else {
            findings.add(operation.at(), format!("{} has no `requestBody`", operation.name()));
            continue;
        };
        if body.value.get("required").is_none_or(|required| required.to_json() != true) {
            findings.add(body.at, format!("the body of {} is not required", operation.name()));
        }
        let Some(schema) = only_json(operation, &body.value, body.at, findings) else { continue };
        let [asks, answers] = suffixes(operation);
        let answer = operation.response().and_then(|media| media.get("schema")).and_then(schema_name);
        let asked = answer.and_then(|answer| answer.strip_suffix(answers)).map(|stem| format!("{stem}{asks}"));
        if asked.is_some() && schema_name(&schema.value) != asked.as_deref() {
            let what = format!("the schema is not `{}`, as the answer's name asks", asked.unwrap_or_default());
            findings.add(schema.at, what);
        }
    }
}

/// How the names of an operation's request and answer end.
fn suffixes(operation: Operation<'_>) -> [&'static str; 2] {
    match operation.node().get("x-pagination") {
        Some(_) => ["Query", "Page"],
        None => ["Request", "Result"],
    }
}

fn responses(contract: &Contract<'_>, findings: &mut Findings) {
    let mut pages = BTreeMap::new();
    for operation in contract.operations() {
        let Some(responses) = operation.node().entry("responses") else {
            findings.add(operation.at(), format!("{} has no `responses`", operation.name()));
            continue;
        };
        for status in ["200", "4XX", "5XX"] {
            if responses.value.get(status).is_none() {
                findings.add(responses.at, format!("{} has no response {status}", operation.name()));
            }
        }
        for response in responses.value.entries() {
            match response.key.as_str() {
                "200" => {
                    let Some(schema) = only_json(operation, &response.value, response.at, findings) else { continue };
                    let name = schema_name(&schema.value).unwrap_or_default();
                    let [_, answers] = suffixes(operation);
                    if !name.ends_with(answers) {
                        findings.add(schema.at, format!("the schema is no reference to a `...{answers}`"));
                    } else if let Some(other) = pages.insert(name, operation.name()) {
                        findings.add(schema.at, format!("`{name}` is the answer of {other} too"));
                    }
                }
                "4XX" | "5XX" => {
                    if response.value.get("$ref").is_none() {
                        let what = format!("the response {} is no reference to a shared one", response.key);
                        findings.add(response.at, what);
                    }
                }
                other => findings.add(response.at, format!("a response `{other}` is not among 200, 4XX, 5XX")),
            }
        }
    }
}

fn extensions(contract: &Contract<'_>, findings: &mut Findings) {
    for key in EXTENSIONS {
        require(contract, key, findings);
    }
}

fn described(contract: &Contract<'_>, findings: &mut Findings) {
    let mut check = |at: Position, node: &Node, name: String| {
        if node.get("$ref").is_none() && node.get("description").is_none() {
            findings.add(at, format!("{name} has no description"));
        }
    };
    for operation in contract.operations() {
        if let Some(body) = operation.node().entry("requestBody") {
            check(body.at, &body.value, format!("the body of {}", operation.name()));
        }
        for response in operation.node().get("responses").map_or(&[][..], Node::entries) {
            check(response.at, &response.value, format!("response {} of {}", response.key, operation.name()));
        }
    }
    for response in contract.components("responses") {
        check(response.at, &response.value, format!("the response {}", response.key));
    }
}

fn parameter(contract: &Contract<'_>, findings: &mut Findings) {
    for parameter in contract.components("parameters") {
        let (at, name, node) = (parameter.at, &parameter.key, &parameter.value);
        for key in ["name", "in", "required", "description", "schema", "example"] {
            if node.get(key).is_none() {
                findings.add(at, format!("the parameter {name} has no `{key}`"));
            }
        }
        if let Some(place) = node.get("in").filter(|place| place.as_str() != Some("query")) {
            findings.add(place.at, format!("the parameter {name} is not in the query"));
        }
        if let Some(required) = node.get("required").filter(|required| required.to_json() != true) {
            findings.add(required.at, format!("the parameter {name} is not required"));
        }
        if let Some(schema) = node.entry("schema").filter(|schema| schema.value.get("$ref").is_none()) {
            findings.add(schema.at, format!("the schema of the parameter {name} has no name"));
        }
    }
}

fn require(contract: &Contract<'_>, key: &str, findings: &mut Findings) {
    for operation in contract.operations() {
        if operation.node().get(key).is_none() {
            findings.add(operation.at(), format!("{} has no `{key}`", operation.name()));
        }
    }
}

/// Checks that a body has application/json alone, and returns its schema.
fn only_json<'a>(operation: Operation<'_>, body: &'a Node, at: Position, findings: &mut Findings) -> Option<&'a Entry> {
    let media_types = media_types(body);
    for media in media_types.iter().filter(|media| media.key != "application/json") {
        findings.add(media.at, format!("`{}` is not application/json", media.key));
    }
    let Some(json) = media_types.iter().find(|media| media.key == "application/json") else {
        findings.add(at, format!("{} has no application/json here", operation.name()));
        return None;
    };
    let schema = json.value.entry("schema");
    if schema.is_none() {
        findings.add(json.at, "no schema; a reference to a named one is expected");
    }
    schema
}

/// The name of the schema component that is referred to.
fn schema_name(schema: &Node) -> Option<&str> {
    schema.str("$ref")?.strip_prefix("#/components/schemas/")
}

fn is_snake_case(text: &str) -> bool {
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('_').all(word)
}

pub(super) fn pascal_case(snake: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
    };
    snake.split('_').map(capital).collect::<Vec<String>>().concat()
}
