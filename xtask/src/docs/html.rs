//! Pieces of HTML: escaped text, Markdown, tables.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event, Options, Parser, html};
use serde_json::Value;

/// A text as it can stand in HTML, in attributes too.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// A name in code that may be broken behind its underscores, slashes and dots.
pub(super) fn code(name: &str) -> String {
    let broken = escape(name).replace('_', "_<wbr>").replace('/', "/<wbr>").replace('.', ".<wbr>");
    format!("<code>{broken}</code>")
}

/// A link with a name in code.
pub(super) fn code_link(anchor: &str, name: &str) -> String {
    format!("<a href=\"#{}\">{}</a>", escape(anchor), code(name))
}

/// The names to which prose is linked.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) codes: BTreeSet<String>,
    pub(super) operations: BTreeSet<String>,
}

impl Links {
    /// Prose as HTML, with each error code linked to its place.
    pub(super) fn markdown(&self, text: &str) -> String {
        let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
            Event::Text(text) => self.link_codes(&text),
            Event::Code(name) if self.operations.contains(&*name) => inline(code_link(&name, &name)),
            other => other,
        });
        let mut written = String::new();
        html::push_html(&mut written, events);
        written
    }

    /// One paragraph of prose, without its `<p>`.
    pub(super) fn line(&self, text: &str) -> String {
        let written = self.markdown(text);
        let only = written.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        only.filter(|line| !line.contains("<p>")).map_or_else(|| written.clone(), str::to_owned)
    }

    fn link_codes<'a>(&self, text: &CowStr<'a>) -> Event<'a> {
        let mut written = String::new();
        let mut word = String::new();
        for character in text.chars().chain(['\0']) {
            if character.is_ascii_alphanumeric() {
                word.push(character);
                continue;
            }
            match self.codes.contains(&word) {
                true => written += &format!("<a href=\"#error-code-{word}\">{word}</a>"),
                false => written += &word,
            }
            word.clear();
            if character != '\0' {
                written += &escape(&character.to_string());
            }
        }
        inline(written)
    }
}

fn inline<'a>(html: String) -> Event<'a> {
    Event::InlineHtml(html.into())
}

/// A table of names and values; rows without a value are left out.
pub(super) fn facts(rows: &[(&str, String)]) -> String {
    let rows = rows.iter().filter(|(_, value)| !value.is_empty());
    let rows: String = rows.map(|(name, value)| format!("<dt>{name}</dt><dd>{value}</dd>")).collect();
    if rows.is_empty() { rows } else { format!("<dl class=\"facts\">{rows}</dl>\n") }
}

pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub(super) fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The words of a list, with commas.
pub(super) fn words(value: &Value) -> String {
    list(value).map(|word| escape(text(word))).collect::<Vec<_>>().join(", ")
}
