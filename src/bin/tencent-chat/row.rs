//! A member as a row, and its cells.

use serde::Deserialize;
use serde_json::{Map, Value};
use tencent_chat::MemberCustomField;

use crate::contract::{Field, Kind};
use crate::failure::clean;
use crate::time::Clock;

/// A member with the wire's names: what names its list, the contract's fields, then those that it does not know.
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

/// The columns of the fields, with a column of its own for each custom field that was asked for.
pub(crate) fn columns<'a>(fields: impl IntoIterator<Item = &'a Field>, custom: &[String]) -> Vec<Column> {
    let mut columns = Vec::new();
    for field in fields {
        let column = |name, content| Column { name, field: field.name.to_owned(), content };
        if field.kind == Kind::Custom && !custom.is_empty() {
            let keys = custom.iter();
            columns.extend(keys.map(|key| column(format!("{}.{key}", field.name), Content::Custom(key.clone()))));
        } else {
            columns.push(column(field.name.to_owned(), Content::Field(field.kind.clone())));
        }
    }
    columns
}

impl Column {
    /// A column for a field whose value is shown as it is.
    pub(crate) fn plain(name: &str) -> Self {
        Self { name: name.to_owned(), field: name.to_owned(), content: Content::Field(Kind::Plain) }
    }

    /// Whether it shows that field.
    pub(crate) fn is_of(&self, field: &str) -> bool {
        self.field == field
    }

    /// The cell as it is on the wire; `None` if the row has none.
    pub(crate) fn raw(&self, row: &Row) -> Option<String> {
        let value = row.get(&self.field)?;
        match &self.content {
            Content::Field(_) => Some(plain(value)),
            Content::Custom(key) => custom(value)?.into_iter().find(|field| field.key == *key)?.value,
        }
    }

    /// The cell for a reader; `None` if the row has none.
    pub(crate) fn readable(&self, row: &Row, clock: Clock) -> Option<String> {
        let text = match &self.content {
            Content::Field(Kind::Time { zero, ends }) => match (row.get(&self.field)?.as_i64(), zero) {
                (Some(0), Some(meaning)) => (*meaning).to_owned(),
                (Some(seconds), _) => clock.show(seconds, *ends),
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
