//! `tencent-chat error-code`

use std::io::{self, Write};

use serde_json::Value;
use tencent_chat::{ErrorCode, ErrorCodeInfo};
use unicode_width::UnicodeWidthStr;

use crate::contract::{self, Language, text};
use crate::failure::Failure;
use crate::format::{Format, Look, Written};
use crate::options::Options;
use crate::row::Column;
use crate::time::{Clock, Style};

/// Explain error codes of the service
#[derive(clap::Args, Debug)]
pub(crate) struct Arguments {
    /// Numbers that the service answered as ErrorCode, or their names
    #[arg(value_name = "CODE", allow_negative_numbers = true, required_unless_present = "list")]
    codes: Vec<String>,
    /// List every code of the contract
    #[arg(long, conflicts_with = "codes")]
    list: bool,
    /// Language of meanings and remedies
    #[arg(long, value_name = "LANGUAGE", value_enum, default_value = "en")]
    lang: Language,
}

pub(crate) fn run(options: &Options, arguments: &Arguments) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let entries: Vec<_> = if arguments.list {
        contract::error_codes().collect()
    } else {
        let mut entries = Vec::new();
        for code in &arguments.codes {
            match known(code)? {
                Some(entry) => entries.push(entry),
                None => writeln!(out, "0: success")?,
            }
        }
        entries
    };
    let entries = entries.into_iter().map(|entry| contract::translated(arguments.lang, "x-error-codes", entry));
    if options.format() == Format::Table && !arguments.list {
        return entries.into_iter().try_for_each(|entry| explain(&entry, arguments.lang, &mut out));
    }
    let columns: Vec<&str> = match options.format() {
        // What fits a line.
        Format::Table => vec!["code", "name", "actor", "retry", "meaning"],
        _ => vec!["code", "name", "family", "meaning", "remedy", "actor", "retry", "sources", "note"],
    };
    let look = Look {
        columns: columns.into_iter().map(Column::plain).collect(),
        operation: "",
        keys: Vec::new(),
        only_columns: true,
        clock: Clock { style: Style::Utc, now: 0 },
        width: None,
    };
    let mut writer = options.format().writer(look, Written::default(), out);
    writer.begin()?;
    for entry in entries {
        let Value::Object(row) = entry else { continue };
        writer.row(row)?;
    }
    Ok(writer.end(true)?)
}

/// What the contract says of a code; `None` for success.
fn known(code: &str) -> Result<Option<&'static Value>, Failure> {
    let number = code.parse::<i32>();
    let is_meant = |entry: &&Value| match number {
        Ok(number) => entry["code"] == number,
        Err(_) => text(&entry["name"]).eq_ignore_ascii_case(&code.replace('-', "_")),
    };
    let found = contract::error_codes().find(is_meant);
    match (found, number) {
        (Some(entry), _) => Ok(Some(entry)),
        (None, Ok(0)) => Ok(None),
        (None, Ok(number)) => {
            Err(Failure::failed(format!("{} is not among the codes that the contract knows", ErrorCode::new(number)))
                .hint("the vendor's page of error codes may list it; the service's own text stands in ErrorInfo"))
        }
        (None, Err(_)) => Err(Failure::usage(format!("{code:?} is neither a number nor the name of an error code"))
            .hint("`tencent-chat error-code --list` shows all of them")),
    }
}

fn explain(entry: &Value, language: Language, out: &mut impl Write) -> Result<(), Failure> {
    let text = |key: &str| text(&entry[key]);
    writeln!(out, "{} {}", entry["code"], text("name"))?;
    let retry = format!("{}: {}", text("retry"), contract::retry_class(text("retry"), language));
    let code = entry["code"].as_i64().and_then(|code| code.try_into().ok()).map(ErrorCode::new);
    let url = code.and_then(ErrorCode::info).map(ErrorCodeInfo::url).unwrap_or_default();
    let labels = match language {
        Language::En => ["meaning", "what to do", "who must act", "trying again", "note", "more"],
        Language::Zh => ["含义", "处理办法", "由谁处理", "重试", "备注（英文）", "详情"],
    };
    let lines = [text("meaning"), text("remedy"), text("actor"), &retry, text("note"), &url];
    let width = labels.iter().map(|label| label.width()).max().unwrap_or_default();
    for (label, line) in labels.into_iter().zip(lines).filter(|(_, line)| !line.is_empty()) {
        writeln!(out, "  {label}{:pad$} {line}", "", pad = width - label.width() + 1)?;
    }
    Ok(())
}
