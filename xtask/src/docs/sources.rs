//! Where each fact stands: marks beside the facts, and the table they lead to.

use serde_json::Value;

use super::html::{escape, list, text};

/// A mark for each source of a schema's fact; nothing when none is named.
pub(super) fn of_fact(contract: &Value, schema: &Value, fact: &str) -> String {
    match &schema["x-fact-sources"][fact] {
        Value::String(id) => mark(contract, id),
        ids => list(ids).map(|id| mark(contract, text(id))).collect(),
    }
}

/// The marks of a list of sources.
pub(super) fn marks(contract: &Value, ids: &Value) -> String {
    list(ids).map(|id| mark(contract, text(id))).collect()
}

fn mark(contract: &Value, id: &str) -> String {
    let source = list(&contract["x-sources"]).find(|source| source["id"] == id);
    let title = source.map(|source| text(&source["title"])).unwrap_or_default();
    format!(" <a class=\"source\" href=\"#source-{id}\" title=\"{}\">{id}</a>", escape(title))
}

/// Every source with its address.
pub(super) fn table(contract: &Value) -> String {
    let rows = list(&contract["x-sources"]).map(|source| {
        let (id, title) = (text(&source["id"]), escape(text(&source["title"])));
        let title = match source["url"].as_str() {
            Some(url) => format!("<a href=\"{}\">{title}</a>", escape(url)),
            None => title,
        };
        format!("<dt id=\"source-{id}\"><code>{id}</code></dt><dd>{title}</dd>")
    });
    format!("<dl class=\"facts wide\">{}</dl>", rows.collect::<String>())
}
