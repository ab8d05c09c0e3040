//! Reading a list to its end and printing it as it comes.

use std::io::{self, BufWriter};

use serde::Serialize;
use tencent_chat::{Error, Pages, Position};

use crate::contract::Field;
use crate::failure::{Failure, say};
use crate::format::Format;
use crate::row::{columns, row};

/// What every list can be told.
#[derive(clap::Args)]
pub(crate) struct Paging {
    /// Members on a page; the service's most unless set
    #[arg(long, value_name = "N")]
    pub(crate) page_size: Option<u32>,
}

/// How a list is printed.
pub(crate) struct Print {
    pub(crate) format: Format,
    pub(crate) fields: Vec<Field>,
    /// Keys of the custom fields that were asked for.
    pub(crate) custom: Vec<String>,
}

impl Print {
    /// Prints page after page. What was read before an error is printed, and the error says how to go on.
    pub(crate) async fn list<T: Serialize + Send + 'static>(&self, mut pages: Pages<T>) -> Result<(), Failure> {
        let out = BufWriter::new(io::stdout().lock());
        let mut writer = self.format.writer(columns(&self.fields, &self.custom), out);
        let mut begun = false;
        let mut members: u64 = 0;
        while let Some(page) = pages.next().await {
            let page = match page {
                Ok(page) => page,
                Err(error) if !begun => return Err(error.into()),
                Err(error) => {
                    writer.end()?;
                    return Err(cut_short(&error, members));
                }
            };
            if !begun {
                writer.begin()?;
                begun = true;
            }
            members += page.members.len() as u64;
            for member in &page.members {
                writer.row(row(member, &self.fields))?;
            }
            writer.flush()?;
        }
        writer.end()?;
        if members == 0 && self.format == Format::Table {
            say("the list is empty");
        }
        Ok(())
    }
}

/// The error of a list that was read in part.
fn cut_short(error: &Error, members: u64) -> Failure {
    let mut lines = vec![error.to_string()];
    if let Some(position) = error.resume_from() {
        lines.push(format!(
            "the list is not complete: {members} members are printed; the same command with `{}` reads on",
            option(position)
        ));
    }
    Failure::Failed(lines)
}

/// The option that begins at a position, so that a shell takes it as it is.
fn option(position: &Position) -> String {
    match position {
        Position::Offset(offset) => format!("--offset {offset}"),
        Position::Cursor(cursor) => format!("--next {}", quoted(cursor)),
        other => other.to_string(),
    }
}

/// The text as one word of a shell.
pub(crate) fn quoted(text: &str) -> String {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "_-+=/.,:@".contains(c);
    if !text.is_empty() && text.chars().all(harmless) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
