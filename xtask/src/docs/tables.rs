//! What stands in `x-` keys, as Markdown tables.

use serde_json::Value;

use super::reference::operations;

/// The operations with their paths.
pub(super) fn overview(contract: &Value) -> String {
    let rows = operations(contract).into_iter().map(|(path, operation)| {
        let summary = text(&operation["summary"]);
        let id = text(&operation["operationId"]);
        let size = page_size(contract, operation);
        vec![format!("[{summary}](#operation/{id})"), breakable(path), size]
    });
    table(&["Operation", "Path", "Page size"], rows)
}

/// How each operation is paged.
pub(super) fn paging(contract: &Value) -> String {
    let paged = operations(contract).into_iter().filter(|(_, operation)| !operation["x-pagination"].is_null());
    let rows = paged.map(|(_, operation)| {
        let id = text(&operation["operationId"]);
        let steps = paging_steps(contract, operation);
        let steps = steps.map(|(name, value)| format!("{name}: {value}"));
        vec![format!("[{}](#operation/{id})", text(&operation["summary"])), steps.join("<br>")]
    });
    table(&["Operation", "Page after page"], rows)
}

/// How one operation is paged; empty if it is no list.
pub(super) fn paging_of(contract: &Value, operation: &Value) -> String {
    if operation["x-pagination"].is_null() {
        return String::new();
    }
    let steps = paging_steps(contract, operation).into_iter();
    table(&["", ""], steps.map(|(name, value)| vec![name.to_owned(), value]))
}

/// Every error code, ascending.
pub(super) fn error_codes(contract: &Value) -> String {
    code_table(list(&contract["x-error-codes"]))
}

/// The error codes that one operation lists as its own.
pub(super) fn error_codes_of(contract: &Value, operation: &Value) -> String {
    let lists = &operation["x-operation-error-codes"];
    let listed: Vec<_> = list(&lists["documented"]).chain(list(&lists["possible"])).collect();
    code_table(list(&contract["x-error-codes"]).filter(|code| listed.contains(&&code["code"])))
}

/// What each retry class asks of a client.
pub(super) fn retry_classes(contract: &Value) -> String {
    let rows = list(&contract["x-retry-classes"]).map(|class| {
        let wait = class["wait-seconds"].as_i64().map(|wait| format!(" ({wait} seconds)"));
        let description = text(&class["description"]) + &wait.unwrap_or_default();
        vec![format!("`{}`", text(&class["id"])), description]
    });
    table(&["Retry", "What a client does"], rows)
}

/// The hosts of each region.
pub(super) fn hosts(contract: &Value) -> String {
    let rows = list(&contract["servers"]).map(|server| {
        let host = |key: &str| breakable(text(&server[key]).trim_start_matches("https://"));
        let region = format!("`{}`", text(&server["x-region-id"]));
        let remark = text(&server["description"]);
        let hosts = format!("{}<br>backup: {}", host("url"), host("x-backup-url"));
        vec![region, format!("{hosts}<br><small>{remark}</small>")]
    });
    table(&["Region", "Host"], rows)
}

/// What an operation needs and serves.
pub(super) fn requirements(operation: &Value) -> String {
    let needs = &operation["x-requirements"];
    let rate = &operation["x-call-rate"];
    let groups = list(&operation["x-group-types"])
        .map(|reading| format!("{} ({})", words(&reading["served"]), words(&reading["sources"])));
    let rows = [
        ("Call rate", format!("{} calls in {} s", rate["calls"], rate["seconds"])),
        ("May be sent twice", if operation["x-safe-to-repeat"] == true { "yes" } else { "no" }.to_owned()),
        ("Group types", groups.collect::<Vec<_>>().join("<br>")),
        ("Editions", words(&needs["editions"])),
        ("Switch", format!("{} in {}", text(&needs["switch"]), text(&needs["switch-location"]))),
        ("Also", text(&needs["note"])),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    table(&["", ""], rows.map(|(name, value)| vec![name.to_owned(), value]))
}

/// The known values of a schema with their meaning.
pub(super) fn values(schema: &Value) -> Option<String> {
    let open = schema.get("x-extensible-enum");
    let values = open.or_else(|| schema.get("enum"))?;
    let meanings = list(&schema["x-enum-descriptions"]).map(text);
    let rows = list(values).zip(meanings).map(|(value, meaning)| vec![format!("`{}`", text(value)), meaning]);
    let title = if open.is_some() { "Known value, others may come" } else { "Value" };
    Some(table(&[title, "Meaning"], rows))
}

fn paging_steps(contract: &Value, operation: &Value) -> [(&'static str, String); 4] {
    let paging = &operation["x-pagination"];
    let name = |role: &str| format!("`{}`", text(&paging[role]));
    let (position, next) = (name("position"), name("next"));
    [
        ("First request", format!("{position} = `{}`", paging["first"])),
        ("Next requests", format!("{position} = {next} of the last answer")),
        ("The end", format!("{next} = `{}` in the answer", paging["end"])),
        ("Page size", format!("{}, {}", name("size"), page_size(contract, operation))),
    ]
}

fn page_size(contract: &Value, operation: &Value) -> String {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    let pointer = schema.as_str().unwrap_or_default().trim_start_matches('#');
    let size = operation["x-pagination"]["size"].as_str().unwrap_or_default();
    let field = contract.pointer(pointer).map_or(&Value::Null, |schema| &schema["properties"][size]);
    format!("{} to {}", field["minimum"], field["maximum"])
}

/// Three columns, so that it can be read on a telephone, too.
fn code_table<'a>(codes: impl Iterator<Item = &'a Value>) -> String {
    let rows = codes.map(|code| {
        let name = text(&code["name"]);
        let mut meaning = format!("{}<br>{}", text(&code["meaning"]), breakable(&name));
        if let Some(note) = code["note"].as_str() {
            meaning += &format!("<br><small>{note}</small>");
        }
        let (remedy, actor) = (text(&code["remedy"]), text(&code["actor"]));
        let retry = text(&code["retry"]);
        let todo = format!("{remedy}<br><small>who: {actor}, retry: {retry}</small>");
        vec![code["code"].to_string(), meaning, todo]
    });
    table(&["Code", "Meaning and name", "What to do"], rows)
}

/// A long name in code, which may be broken behind its underscores, slashes and dots.
fn breakable(name: &str) -> String {
    let broken = name.replace('_', "_<wbr>").replace('/', "/<wbr>").replace('.', ".<wbr>");
    format!("<code>{broken}</code>")
}

fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut text = line(head.iter().map(|&title| title.to_owned()).collect());
    text += &line(head.iter().map(|_| "---".to_owned()).collect());
    rows.into_iter().map(line).fold(text, |text, row| text + &row)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn words(value: &Value) -> String {
    list(value).map(text).collect::<Vec<_>>().join(", ")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
