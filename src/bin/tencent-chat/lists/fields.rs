//! Which fields are asked for, and which columns they make.

use clap::ArgMatches;
use serde_json::Value;

use crate::contract::{Kind, List, Shape};
use crate::names;
use crate::row::{Column, columns};

/// The fields that can be printed: what names a list, then the members' own.
pub(super) fn all(list: &'static List) -> impl Iterator<Item = &'static str> {
    list.keys.iter().map(|key| key.name).chain(list.fields.iter().map(|field| field.name))
}

/// The fields that were asked for, spelled as on the wire, in the contract's order; `None` if all are wanted.
pub(super) fn asked(list: &'static List, matches: &ArgMatches) -> Option<Vec<&'static str>> {
    let asked: Vec<&String> = matches.try_get_many("fields").ok().flatten()?.collect();
    Some(all(list).filter(|name| asked.iter().any(|asked| asked.eq_ignore_ascii_case(name))).collect())
}

/// The fields as a request names them: those that are asked for, those for filters, and those that the contract does
/// not know. `None` if there is nothing to name.
pub(super) fn request(
    list: &'static List,
    asked: Option<&[&str]>,
    filtered: &[&str],
    other: &[String],
) -> Option<(&'static str, Value)> {
    let parameter = list.filters.iter().find(|parameter| parameter.shape == Shape::Fields)?;
    if asked.is_none() && other.is_empty() {
        return None;
    }
    let is_wanted = |name: &str| asked.is_some_and(|asked| asked.contains(&name)) || filtered.contains(&name);
    let known = list.fields.iter().filter(|field| !field.required && field.kind != Kind::Custom);
    let known = known.filter(|field| is_wanted(field.name)).map(|field| Value::from(field.name));
    let wanted: Vec<_> = known.chain(other.iter().map(|name| Value::from(name.as_str()))).collect();
    (!wanted.is_empty()).then(|| (parameter.name, wanted.into()))
}

/// The field of custom fields if it was asked for, and the option that names their keys.
pub(super) fn keyless(list: &'static List, asked: Option<&[&str]>) -> Option<(&'static str, String)> {
    let field = list
        .fields
        .iter()
        .find(|field| field.kind == Kind::Custom && asked.unwrap_or_default().contains(&field.name))?;
    let keys = list.filters.iter().find(|parameter| parameter.shape == Shape::Keys)?;
    Some((field.name, names::name(keys.name)))
}

/// The columns: what names the list where several can come, and the fields that were asked for, or all.
pub(super) fn shown(
    list: &'static List,
    several: bool,
    asked: Option<&[&str]>,
    other: &[String],
    custom: &[String],
) -> Vec<Column> {
    let is_asked = |name: &str| asked.is_some_and(|asked| asked.contains(&name));
    let keys = list.keys.iter().filter(|key| several || is_asked(key.name));
    let fields = list.fields.iter().filter(|field| {
        // Custom fields do not depend on the other ones.
        let custom = field.kind == Kind::Custom && !custom.is_empty();
        asked.is_none() || field.required || custom || is_asked(field.name)
    });
    let keys = keys.map(|key| Column::plain(key.name));
    keys.chain(columns(fields, custom)).chain(other.iter().map(|name| Column::plain(name))).collect()
}
