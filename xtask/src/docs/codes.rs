//! The error codes: each is a place of its own, with symptom, actor, remedy, retry and sources.

use std::fmt::Write as _;

use serde_json::Value;

use super::html::{Links, code, code_link, escape, facts, list, text};
use super::{operations, sources};

/// The section of all error codes, with its filter.
pub(super) fn section(contract: &Value, links: &Links) -> String {
    let mut html = String::from(
        "<section id=\"error-codes\"><h2>Error codes</h2>\n\
         <p>The service answers HTTP 200 to failures, too: look at <code>ErrorCode</code>, which is 0 on success.</p>\n",
    );
    let classes = list(&contract["x-retry-classes"]).map(|class| {
        let wait = class["wait-seconds"].as_i64().map(|wait| format!(" ({wait} s)")).unwrap_or_default();
        let id = text(&class["id"]);
        format!(
            "<dt id=\"retry-{id}\"><code>{id}</code></dt><dd>{}{wait}</dd>",
            links.line(text(&class["description"]))
        )
    });
    let _ = write!(
        html,
        "<h3>Retry classes</h3><dl class=\"facts\">{}</dl>\n<h3>All codes</h3>\n",
        classes.collect::<String>()
    );
    html += "<form class=\"filter\" id=\"code-filter\"><input type=\"search\" aria-label=\"Filter the error codes\" placeholder=\"Number, name or words\">";
    for key in ["family", "actor", "retry"] {
        let mut values: Vec<_> = list(&contract["x-error-codes"]).map(|entry| text(&entry[key])).collect();
        values.sort_unstable();
        values.dedup();
        let options: String = values.iter().map(|value| format!("<option>{value}</option>")).collect();
        let _ = write!(
            html,
            "<select name=\"{key}\" aria-label=\"{key}\"><option value=\"\">any {key}</option>{options}</select>"
        );
    }
    html += "<output></output></form>\n";
    for entry in list(&contract["x-error-codes"]) {
        html += &one(contract, links, entry);
    }
    html + "</section>\n"
}

fn one(contract: &Value, links: &Links, entry: &Value) -> String {
    let (number, name) = (&entry["code"], text(&entry["name"]));
    let listed = operations(contract).into_iter().filter_map(|(_, operation)| {
        let lists = &operation["x-operation-error-codes"];
        let place = ["documented", "possible"].into_iter().find(|key| list(&lists[*key]).any(|code| code == number))?;
        let id = text(&operation["operationId"]);
        Some(format!("{} ({place})", code_link(id, id)))
    });
    let listed: Vec<_> = listed.collect();
    let retry = text(&entry["retry"]);
    let quoted = entry["text"].as_str().map(|quoted| format!("<q>{}</q>", escape(quoted)));
    let rows = facts(&[
        ("Symptom", links.line(text(&entry["meaning"]))),
        ("ErrorInfo", quoted.unwrap_or_default()),
        ("Who must act", escape(text(&entry["actor"]))),
        ("What to do", links.line(text(&entry["remedy"]))),
        ("Retry", format!("<a href=\"#retry-{retry}\">{retry}</a>")),
        ("Note", links.line(text(&entry["note"]))),
        ("Answered by", if listed.is_empty() { "every operation".to_owned() } else { listed.join("<br>") }),
        ("Sources", sources::marks(contract, &entry["sources"])),
    ]);
    format!(
        "<article class=\"code\" id=\"error-code-{number}\" data-find=\"{number} {name}\" data-kind=\"error code\" \
         data-family=\"{}\" data-actor=\"{}\" data-retry=\"{retry}\">\n\
         <h4><a href=\"#error-code-{number}\">{number}</a> {}</h4>\n{rows}</article>\n",
        text(&entry["family"]),
        text(&entry["actor"]),
        code(name),
    )
}
