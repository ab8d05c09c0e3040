//! The contract's tables: codes, regions, limits, rates, open values. Their types, and the macros that take the rows,
//! are in `src/contract/`.

use std::collections::BTreeSet;
use std::fmt::Display;

use heck::{AsSnakeCase, AsUpperCamelCase};
use proc_macro2::Ident;
use quote::format_ident;

use super::contract::{Contract, Operation};

/// The fields that every response has.
pub(crate) const ENVELOPE: [&str; 3] = ["ActionStatus", "ErrorCode", "ErrorInfo"];

/// Rust source of the tables, a line for each fact or row.
pub(crate) fn generate(contract: &Contract) -> Result<String, String> {
    let parameter = |name: &str| {
        let parameter = contract.components.parameters.get(name);
        parameter.ok_or_else(|| format!("components.parameters: needs {name}, which every call is signed with"))
    };
    let identifier = parameter("IdentifierInQuery")?.schema.max_length;
    let identifier = identifier.ok_or("components.parameters.IdentifierInQuery: needs maxLength, the longest one")?;
    let codes_page = contract.components.schemas.get("ErrorCode").and_then(|schema| schema.external_docs.as_ref());
    let codes_page = codes_page.ok_or("components.schemas.ErrorCode: needs externalDocs, the page of the codes")?;
    let facts = [
        ("SERVICE_TIMEOUT: Duration", format!("Duration::from_secs({})", contract.x_service.timeout_seconds)),
        ("RESPONSE_BYTES: usize", contract.x_service.response_bytes.to_string()),
        ("ERROR_CODES_PAGE: &str", format!("{:?}", codes_page.url)),
        ("IDENTIFIER_BYTES: usize", identifier.to_string()),
        ("SECRET_PARAMETER: &str", format!("{:?}", parameter("UserSigInQuery")?.name)),
        ("ENVELOPE: [&str; 3]", format!("{ENVELOPE:?}")),
    ];
    let facts = facts.map(|(name, value)| format!("pub(crate) const {name} = {value};\n")).concat();
    let version =
        format!("/// Version of the OpenAPI document.\npub const VERSION: &str = {:?};\n", contract.info.version);
    let families = contract.x_error_codes.iter().map(|e| e.family.as_str());
    let actors = contract.x_error_codes.iter().map(|e| e.actor.as_str());
    Ok([
        version,
        facts,
        regions(contract),
        retry_classes(contract),
        named("Family", "The part of the service that an error code comes from.", families),
        named("Actor", "Who must act on an error.", actors),
        operations(contract)?,
        error_codes(contract),
        open_enums(contract),
    ]
    .concat())
}

/// The invocation of a macro with a line for each row.
fn table<R: Display>(head: impl Display, rows: impl IntoIterator<Item = R>) -> String {
    let rows: String = rows.into_iter().map(|row| format!("    {row};\n")).collect();
    format!("{head}\n{rows}}}\n")
}

/// A row of facts: a value of the type `name`.
fn row<const N: usize>(name: &str, fields: [(&str, String); N]) -> String {
    let fields = fields.map(|(field, value)| format!("        {field}: {value},\n")).concat();
    format!("{name} {{\n{fields}    }}")
}

fn text(text: &str) -> String {
    format!("{text:?}")
}

fn regions(contract: &Contract) -> String {
    let doc = "The data center that an application is bound to. Hosts of other regions refuse its calls.";
    let rows = contract.servers.iter().map(|server| {
        let (id, doc) = (&server.x_region_id, &server.description);
        let facts = [("base_url", text(&server.url)), ("backup_url", text(&server.x_backup_url))];
        format!("{} {id:?} {doc:?} {}", upper_camel(id), row("RegionFacts", facts))
    });
    table(format!("plain_enum! {{\n    Region {doc:?} RegionFacts;"), rows)
}

fn retry_classes(contract: &Contract) -> String {
    let doc = "What an error code asks of a client that wants to retry.";
    let rows = contract.x_retry_classes.iter().map(|class| {
        let (id, doc) = (&class.id, &class.description);
        let facts = [("description", text(doc)), ("wait_seconds", format!("{:?}", class.wait_seconds))];
        format!("{} {id:?} {doc:?} {}", upper_camel(id), row("RetryClassFacts", facts))
    });
    table(format!("plain_enum! {{\n    RetryClass {doc:?} RetryClassFacts;"), rows)
}

/// An enum of values of which the contract gives the name only.
fn named<'a>(name: &str, doc: &str, ids: impl Iterator<Item = &'a str>) -> String {
    let rows = ids.collect::<BTreeSet<_>>().into_iter();
    let rows = rows.map(|id| format!("{} {id:?} \"`{id}` in the contract.\" ()", upper_camel(id)));
    table(format!("plain_enum! {{\n    {name} {doc:?} ();"), rows)
}

fn operations(contract: &Contract) -> Result<String, String> {
    let rows = contract.paths.iter().map(|(path, item)| operation(contract, path, &item.post));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(table("plain_enum! {\n    Operation \"An operation of the service.\" OperationInfo;", rows))
}

fn operation(contract: &Contract, path: &str, operation: &Operation) -> Result<String, String> {
    let (id, summary, rate) = (&operation.operation_id, &operation.summary, &operation.x_call_rate);
    let most = operation.x_pagination.as_ref().map(|paging| {
        let (request, size) = (&operation.request_body, &paging.size);
        let most = contract.property(request, size)?.maximum.and_then(|most| u32::try_from(most).ok());
        most.ok_or_else(|| format!("components.schemas.{request}.{size}: needs a maximum, the largest page"))
    });
    let served = &operation.x_group_types.first().ok_or(format!("{id}: x-group-types is empty"))?.served;
    let codes = |codes: &[i32]| {
        let codes: String = codes.iter().map(|code| format!("            ErrorCode::new({code}),\n")).collect();
        format!("&[\n{codes}        ]")
    };
    let info = row(
        "OperationInfo",
        [
            ("id", text(id)),
            ("path", text(path)),
            ("summary", text(summary)),
            ("documentation", text(&operation.external_docs.url)),
            ("calls", rate.calls.to_string()),
            ("period", format!("Duration::from_secs({})", rate.seconds)),
            ("safe_to_repeat", operation.x_safe_to_repeat.to_string()),
            ("max_page_size", format!("{:?}", most.transpose()?)),
            ("group_types", format!("&{served:?}")),
            ("documented_error_codes", codes(&operation.x_operation_error_codes.documented)),
            ("possible_error_codes", codes(&operation.x_operation_error_codes.possible)),
        ],
    );
    Ok(format!("{} {id:?} {summary:?} {info}", upper_camel(id)))
}

fn error_codes(contract: &Contract) -> String {
    let rows = contract.x_error_codes.iter().map(|e| {
        let (family, actor, retry) = (upper_camel(&e.family), upper_camel(&e.actor), upper_camel(&e.retry));
        let (name, code, meaning, remedy, note) = (&e.name, e.code, &e.meaning, &e.remedy, &e.note);
        format!("{name} {code} {family} {actor} {retry}\n        {meaning:?}\n        {remedy:?}\n        {note:?}")
    });
    table("error_codes! {", rows)
}

/// Enums of the known values and `Unknown`.
fn open_enums(contract: &Contract) -> String {
    let enums = contract.components.schemas.iter().filter(|(_, schema)| !schema.open_values.is_empty());
    let enums = enums.map(|(name, schema)| {
        let values = schema.open_values.iter().zip(&schema.value_descriptions);
        let rows = values.map(|(value, meaning)| format!("{} {value:?} {meaning:?}", upper_camel(value)));
        table(format!("open_enum! {{\n    {name} {:?};", schema.description), rows)
    });
    enums.collect()
}

/// The name of a type or variant; `check` has made sure that it can be one.
pub(crate) fn upper_camel(name: &str) -> Ident {
    ident(&AsUpperCamelCase(name).to_string())
}

/// The name of a field or method, as the generator spells it.
pub(crate) fn snake(name: &str) -> Ident {
    ident(&AsSnakeCase(name).to_string())
}

pub(crate) fn ident(name: &str) -> Ident {
    // Keywords get an underscore, as in the generated client.
    syn::parse_str(name).unwrap_or_else(|_| format_ident!("{name}_"))
}
