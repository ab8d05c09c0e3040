//! A member as a row, and its cells.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tencent_chat::{MemberCustomField, UnixTime};

use crate::contract::{Field, Kind};
use crate::failure::clean;

/// A member with the wire's names, the contract's fields first, then those that it does not know.
pub(crate) type Row = Map<String, Value>;

/// A column of a table or of CSV.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    field: String,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Field(Kind),
    /// The custom field with that key.
    Custom(String),
}

/// The member as a row.
pub(crate) fn row(member: &impl Serialize, fields: &[Field]) -> Row {
    let Ok(Value::Object(mut rest)) = serde_json::to_value(member) else {
        unreachable!("members are JSON objects");
    };
    let known = fields.iter().filter_map(|field| rest.remove_entry(field.name));
    let mut row: Row = known.collect();
    row.append(&mut rest);
    row
}

/// The columns of the fields, with a column of its own for each custom field that was asked for.
pub(crate) fn columns(fields: &[Field], custom: &[String]) -> Vec<Column> {
    let mut columns = Vec::new();
    for field in fields {
        let column = |name, content| Column { name, field: field.name.to_owned(), content };
        if field.kind == Kind::Custom && !custom.is_empty() {
            let keys = custom.iter();
            columns.extend(keys.map(|key| column(format!("{}.{key}", field.name), Content::Custom(key.clone()))));
        } else {
            columns.push(column(field.name.to_owned(), Content::Field(field.kind)));
        }
    }
    columns
}

impl Column {
    /// A column for a field that the contract does not know.
    pub(crate) fn unknown(name: &str) -> Self {
        Self { name: name.to_owned(), field: name.to_owned(), content: Content::Field(Kind::Plain) }
    }

    /// Whether it shows that field.
    pub(crate) fn is_of(&self, field: &str) -> bool {
        self.field == field
    }

    /// The cell as it is on the wire; nothing if the row has none.
    pub(crate) fn raw(&self, row: &Row) -> Option<String> {
        let value = row.get(&self.field)?;
        match &self.content {
            Content::Field(_) => Some(plain(value)),
            Content::Custom(key) => custom(value)?.into_iter().find(|field| field.key == *key)?.value,
        }
    }

    /// The cell for a reader; nothing if the row has none.
    pub(crate) fn readable(&self, row: &Row) -> Option<String> {
        let text = match self.content {
            Content::Field(Kind::Time { zero }) => match (row.get(&self.field)?.as_i64(), zero) {
                (Some(0), Some(meaning)) => meaning.to_owned(),
                (Some(seconds), _) => moment(UnixTime::from_secs(seconds)),
                (None, _) => self.raw(row)?,
            },
            Content::Field(Kind::Custom) => match custom(row.get(&self.field)?) {
                Some(fields) => {
                    let pair = |field: &MemberCustomField| {
                        format!("{}={}", field.key, field.value.as_deref().unwrap_or_default())
                    };
                    fields.iter().map(pair).collect::<Vec<_>>().join(", ")
                }
                None => self.raw(row)?,
            },
            _ => self.raw(row)?,
        };
        Some(clean(&text))
    }
}

/// A time in UTC, such as `2023-11-14T22:13:20Z`; the number alone where there is no such date.
pub(crate) fn moment(time: UnixTime) -> String {
    // The last second that the format can show.
    const YEAR_9999_ENDS: Duration = Duration::from_secs(253_402_300_799);
    match time.to_system_time() {
        Some(at) if (UNIX_EPOCH..=UNIX_EPOCH + YEAR_9999_ENDS).contains(&at) => rfc3339(at),
        _ => time.to_string(),
    }
}

fn rfc3339(at: SystemTime) -> String {
    humantime::format_rfc3339_seconds(at).to_string()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn custom(value: &Value) -> Option<Vec<MemberCustomField>> {
    Vec::deserialize(value).ok()
}
