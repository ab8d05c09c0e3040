//! `tencent-chat error-code`

use std::io::{self, Write};

use serde_json::Value;
use tencent_chat::ErrorCode;

use crate::contract;
use crate::failure::Failure;
use crate::format::Format;
use crate::options::Options;
use crate::row::Column;

/// Explains an error code of the service
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The number that the service answered as ErrorCode
    #[arg(allow_negative_numbers = true)]
    code: i32,
}

pub(crate) fn run(options: &Options, arguments: &Arguments) -> Result<(), Failure> {
    let code = ErrorCode::new(arguments.code);
    let mut out = io::stdout().lock();
    let Some(entry) = contract::error_code(code.get()) else {
        if code == ErrorCode::OK {
            return Ok(writeln!(out, "0: success")?);
        }
        return Err(Failure::Failed(vec![
            format!("{code} is not among the codes that the contract knows"),
            "the vendor's page of error codes may list it; the service's own text stands in ErrorInfo".into(),
        ]));
    };
    if options.format == Format::Table {
        return explain(entry, &mut out);
    }
    let Some(entry) = entry.as_object() else { unreachable!("an entry of the table is an object") };
    let mut writer = options.format.writer(entry.keys().map(|key| Column::unknown(key)).collect(), out);
    writer.begin()?;
    writer.row(entry.clone())?;
    Ok(writer.end()?)
}

fn explain(entry: &Value, out: &mut impl Write) -> Result<(), Failure> {
    let text = |key: &str| entry[key].as_str().unwrap_or_default();
    writeln!(out, "{} {}", entry["code"], text("name"))?;
    let retry = format!("{}: {}", text("retry"), contract::retry_class(text("retry")));
    let lines = [
        ("meaning", text("meaning")),
        ("what to do", text("remedy")),
        ("who must act", text("actor")),
        ("trying again", &retry),
        ("note", text("note")),
    ];
    for (label, line) in lines.into_iter().filter(|(_, line)| !line.is_empty()) {
        writeln!(out, "  {label:<13} {line}")?;
    }
    Ok(())
}
