//! The page: one HTML file with everything in it, readable without scripts and without a network.

use std::fmt::Write as _;

use anyhow::Context;
use serde_json::Value;

use super::html::{Links, code, code_link, entries, escape, facts, list, text, words};
use super::samples::SAMPLES;
use super::{codes, fields, operations, sources};

/// The page of a contract.
pub(super) fn html(contract: &Value) -> anyhow::Result<String> {
    let links = links(contract);
    let title = escape(text(&contract["info"]["title"]));
    let version = escape(text(&contract["info"]["version"]));
    let mut main = front(contract, &links);
    for (path, operation) in operations(contract) {
        main += &operation_section(contract, &links, path, operation)?;
    }
    let parameters = entries(&contract["components"]["parameters"]);
    let parameters: String = parameters.map(|(_, one)| fields::parameter(contract, &links, one)).collect();
    let _ = writeln!(
        main,
        "<section id=\"query\"><h2>Query parameters</h2><p>Every operation takes all of them.</p>\
         <div class=\"fields\">{parameters}</div></section>"
    );
    main += &codes::section(contract, &links);
    main += &prose_sections(contract, &links);
    let _ = writeln!(main, "<section id=\"hosts\"><h2>Hosts</h2>{}</section>", hosts(contract, &links));
    let _ = writeln!(main, "<section id=\"sources\"><h2>Sources</h2>{}</section>", sources::table(contract));
    Ok(TEMPLATE
        .replace("{title}", &title)
        .replace("{version}", &version)
        .replace("{style}", include_str!("page.css"))
        .replace("{script}", include_str!("page.js"))
        .replace("{menu}", &menu(contract))
        .replace("{main}", &main))
}

const TEMPLATE: &str = include_str!("page.html");

/// What begins a section of the document's description.
const HEADING: &str = "## ";

fn links(contract: &Value) -> Links {
    let codes = list(&contract["x-error-codes"]).map(|entry| entry["code"].to_string());
    let ids = operations(contract).into_iter().map(|(_, operation)| text(&operation["operationId"]).to_owned());
    Links { codes: codes.collect(), operations: ids.collect() }
}

fn headings(contract: &Value) -> Vec<(&str, &str)> {
    let parts = text(&contract["info"]["description"]).split(HEADING).skip(1);
    parts.filter_map(|part| part.split_once('\n')).collect()
}

fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

fn menu(contract: &Value) -> String {
    let item = |anchor: &str, name: &str| format!("<li><a href=\"#{anchor}\">{}</a></li>", escape(name));
    let operations = operations(contract).into_iter();
    let first: String =
        operations.map(|(_, operation)| item(text(&operation["operationId"]), text(&operation["summary"]))).collect();
    let prose: String = headings(contract).iter().map(|(heading, _)| item(&anchor(heading), heading)).collect();
    let more = item("query", "Query parameters") + &item("error-codes", "Error codes");
    format!(
        "<ul>{first}</ul><ul>{more}</ul><ul>{prose}</ul><ul>{}{}</ul>",
        item("hosts", "Hosts"),
        item("sources", "Sources")
    )
}

fn front(contract: &Value, links: &Links) -> String {
    let front = text(&contract["info"]["description"]).split(HEADING).next().unwrap_or_default();
    let rows = operations(contract).into_iter().map(|(path, operation)| {
        let id = text(&operation["operationId"]);
        let summary = escape(text(&operation["summary"]));
        format!(
            "<dt><a href=\"#{id}\">{summary}</a></dt><dd>{}, {} a page</dd>",
            code(path),
            page_size(contract, operation)
        )
    });
    format!(
        "<section><h1>{}</h1>{}<dl class=\"facts wide\">{}</dl></section>\n",
        escape(text(&contract["info"]["title"])),
        links.markdown(front),
        rows.collect::<String>()
    )
}

fn prose_sections(contract: &Value, links: &Links) -> String {
    let section = |(heading, body): (&str, &str)| {
        let id = anchor(heading);
        let paging = if heading == "Paging" { paging_table(contract) } else { String::new() };
        format!(
            "<section id=\"{id}\" data-find=\"{0}\" data-kind=\"section\"><h2>{0}</h2>{paging}{1}</section>\n",
            escape(heading),
            links.markdown(body)
        )
    };
    headings(contract).into_iter().map(section).collect()
}

fn paging_table(contract: &Value) -> String {
    let paged = operations(contract).into_iter().filter(|(_, operation)| operation["x-pagination"].is_object());
    let rows = paged.map(|(_, operation)| {
        let id = text(&operation["operationId"]);
        format!("<h3>{}</h3>{}", code_link(id, id), facts(&paging(contract, operation)))
    });
    rows.collect()
}

fn paging(contract: &Value, operation: &Value) -> Vec<(&'static str, String)> {
    let paging = &operation["x-pagination"];
    if !paging.is_object() {
        return Vec::new();
    }
    let name = |role: &str| code(text(&paging[role]));
    let value = |role: &str| format!("<code>{}</code>", escape(&paging[role].to_string()));
    vec![
        ("First request", format!("{} = {}", name("position"), value("first"))),
        ("Next requests", format!("{} = {} of the last answer", name("position"), name("next"))),
        ("The end", format!("{} = {} in the answer", name("next"), value("end"))),
        ("Page size", format!("{}, {}", name("size"), page_size(contract, operation))),
    ]
}

fn page_size(contract: &Value, operation: &Value) -> String {
    let schema = schema_name(&operation["requestBody"]);
    let size = text(&operation["x-pagination"]["size"]);
    let field = &contract["components"]["schemas"][schema]["properties"][size];
    format!("{} to {}", field["minimum"], field["maximum"])
}

/// The schema of a JSON body.
fn schema_name(body: &Value) -> &str {
    let reference = text(&body["content"]["application/json"]["schema"]["$ref"]);
    reference.rsplit('/').next().unwrap_or_default()
}

fn operation_section(contract: &Value, links: &Links, path: &str, operation: &Value) -> anyhow::Result<String> {
    let id = text(&operation["operationId"]);
    let (query, page) = (schema_name(&operation["requestBody"]), schema_name(&operation["responses"]["200"]));
    let (needs, rate) = (&operation["x-requirements"], &operation["x-call-rate"]);
    let readings = list(&operation["x-group-types"])
        .map(|reading| format!("{}{}", words(&reading["served"]), sources::marks(contract, &reading["sources"])));
    let switch = format!("{} in {}", escape(text(&needs["switch"])), escape(text(&needs["switch-location"])));
    let mut rows = paging(contract, operation);
    rows.extend([
        (
            "Call rate",
            format!("{} calls in {} s{}", rate["calls"], rate["seconds"], sources::marks(contract, &rate["sources"])),
        ),
        ("May be sent twice", if operation["x-safe-to-repeat"] == true { "yes" } else { "no" }.to_owned()),
        ("Group types", readings.collect::<Vec<_>>().join("<br>")),
        ("Editions", format!("{}{}", words(&needs["editions"]), sources::marks(contract, &needs["sources"]))),
        ("Switch", switch),
        ("Also", links.line(text(&needs["note"]))),
        ("Error codes", own_codes(operation)),
        ("Vendor's page", vendor_page(operation)),
    ]);
    let mut html = format!(
        "<section id=\"{id}\" class=\"operation\" data-find=\"{id} {summary}\" data-kind=\"operation\">\n\
         <h2>{summary}</h2><p class=\"path\"><b>POST</b> {}</p>\n<div class=\"columns\"><div>\n{}{}",
        code(path),
        links.markdown(text(&operation["description"])),
        facts(&rows),
        summary = escape(text(&operation["summary"])),
    );
    let _ = write!(html, "<h3>Request <code>{query}</code></h3>{}", fields::of(contract, links, query));
    let _ = write!(html, "<h3>Response <code>{page}</code></h3>{}", fields::of(contract, links, page));
    let _ = write!(html, "</div><div class=\"code\">\n{}", samples(id)?);
    html += &examples(contract, "Request examples", &operation["requestBody"]);
    html += &examples(contract, "Response examples", &operation["responses"]["200"]);
    Ok(html + "</div></div></section>\n")
}

fn vendor_page(operation: &Value) -> String {
    let docs = &operation["externalDocs"];
    format!("<a href=\"{}\">{}</a>", escape(text(&docs["url"])), escape(text(&docs["description"])))
}

/// The codes that an operation lists, linked.
fn own_codes(operation: &Value) -> String {
    let lists = &operation["x-operation-error-codes"];
    let linked = |key: &str| {
        let codes = list(&lists[key]).map(|code| format!("<a href=\"#error-code-{code}\">{code}</a>"));
        codes.collect::<Vec<_>>().join(", ")
    };
    format!("on its page: {}<br>by the common tables: {}", linked("documented"), linked("possible"))
}

/// The samples of an operation: in every language, or in none.
fn samples(operation: &str) -> anyhow::Result<String> {
    let parts = SAMPLES.iter().map(|sample| sample.part(operation)).collect::<anyhow::Result<Vec<_>>>()?;
    if parts.iter().all(Option::is_none) {
        return Ok(String::new());
    }
    let mut html = String::from("<div class=\"samples\"><div class=\"tabs\" role=\"tablist\">");
    for sample in SAMPLES {
        let language = sample.language;
        let _ = write!(html, "<button type=\"button\" role=\"tab\" data-language=\"{language}\">{language}</button>");
    }
    html += "</div>\n";
    for (sample, part) in SAMPLES.iter().zip(parts) {
        let part = part.with_context(|| format!("{} has no part `-- {operation}`", sample.path))?;
        let _ = writeln!(
            html,
            "<figure data-language=\"{}\"><figcaption>{0}: whole program in <code>{}</code></figcaption>{}</figure>",
            sample.language,
            sample.path,
            copyable(&part)
        );
    }
    Ok(html + "</div>\n")
}

fn copyable(code: &str) -> String {
    format!(
        "<div class=\"copyable\"><button type=\"button\" class=\"copy\">Copy</button><pre><code>{}</code></pre></div>",
        escape(code)
    )
}

fn examples(contract: &Value, title: &str, body: &Value) -> String {
    let examples = entries(&body["content"]["application/json"]["examples"]);
    let examples = examples.enumerate().map(|(index, (_, example))| {
        let target = example["$ref"].as_str().and_then(|reference| contract.pointer(reference.trim_start_matches('#')));
        let example = target.unwrap_or(example);
        let open = if index == 0 { " open" } else { "" };
        let summary = escape(text(&example["summary"]));
        format!(
            "<details{open}><summary>{summary}</summary>{}</details>\n",
            copyable(&format!("{:#}", example["value"]))
        )
    });
    format!("<h3>{title}</h3>\n{}", examples.collect::<String>())
}

fn hosts(contract: &Value, links: &Links) -> String {
    let rows = list(&contract["servers"]).map(|server| {
        let host = |key: &str| code(text(&server[key]).trim_start_matches("https://"));
        format!(
            "<dt>{}</dt><dd>{}<br>backup {}<br><small>{}{}</small></dd>",
            code(text(&server["x-region-id"])),
            host("url"),
            host("x-backup-url"),
            links.line(text(&server["description"])),
            sources::marks(contract, &server["x-listed-by"])
        )
    });
    format!("<dl class=\"facts wide\">{}</dl>", rows.collect::<String>())
}
