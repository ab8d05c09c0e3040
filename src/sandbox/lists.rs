//! What a request sees of a list, by the filters that the contract declares.

use serde_json::Value;

use super::behaviour::{Behaviour, CustomData, EndedBans};
use super::contract::{Filter, Served};
use super::data::Application;
use super::roll::{Entry, Roll};
use crate::error::ErrorCode;
use crate::unix_time::UnixTime;

/// A request's view of a list.
pub(super) struct View<'a> {
    pub(super) served: &'a Served,
    /// The request's body, which fits the contract's schema.
    pub(super) body: &'a Value,
    pub(super) application: &'a Application,
    pub(super) behaviour: &'a Behaviour,
    pub(super) now: UnixTime,
}

impl<'a> View<'a> {
    /// Whether the request asks for custom fields that may not be read.
    pub(super) fn check(&self) -> Result<(), ErrorCode> {
        let unreadable = &self.application.unreadable_custom_fields;
        for filter in &self.served.filters {
            if let Filter::Entries { field, .. } = filter
                && self.asked(field).any(|key| unreadable.contains(key))
            {
                return Err(ErrorCode::NOT_PERMITTED);
            }
        }
        Ok(())
    }

    /// The entries, in their order.
    pub(super) fn entries<'l>(&self, list: &'l Roll) -> Vec<&'l Entry> {
        list.entries().filter(|entry| self.shows(&entry.value)).collect()
    }

    fn shows(&self, item: &Value) -> bool {
        if self.behaviour.ended_bans == EndedBans::Hidden
            && let Some(end) = self.served.expiry.as_ref().and_then(|property| item[property].as_i64())
            && end < self.now.as_secs()
        {
            return false;
        }
        self.served.filters.iter().all(|filter| match filter {
            Filter::Items { field, property } => {
                let value = item[property].as_str().unwrap_or_default().trim();
                !self.is_used(field) || self.asked(field).any(|asked| asked.trim() == value)
            }
            _ => true,
        })
    }

    /// An item without what the request does not ask for.
    pub(super) fn item(&self, entry: &Entry) -> Value {
        let mut item = entry.value.clone();
        for filter in &self.served.filters {
            match filter {
                Filter::Items { .. } => {}
                Filter::Properties { field, names } => {
                    if self.is_used(field)
                        && let Some(properties) = item.as_object_mut()
                    {
                        properties.retain(|name, _| !names.contains(name) || self.asked(field).any(|a| a == name));
                    }
                }
                Filter::Entries { field, property, key } => self.choose_entries(&mut item, field, property, key),
            }
        }
        item
    }

    fn choose_entries(&self, item: &mut Value, field: &str, property: &str, key: &str) {
        let unreadable = &self.application.unreadable_custom_fields;
        let filtered = self.is_used(field);
        let all = !filtered
            && match self.behaviour.custom_data {
                CustomData::WithoutAnyFilter => !self.served.filters.iter().any(|f| self.is_used(f.field())),
                CustomData::Always => true,
                CustomData::Never => false,
            };
        let Some(Value::Array(entries)) = item.get_mut(property) else { return };
        let before = entries.len();
        entries.retain(|entry| {
            let key = entry[key].as_str().unwrap_or_default();
            (all || self.asked(field).any(|asked| asked == key)) && !unreadable.contains(key)
        });
        if entries.is_empty()
            && before > 0
            && let Some(properties) = item.as_object_mut()
        {
            properties.remove(property);
        }
    }

    fn asked(&self, field: &str) -> impl Iterator<Item = &'a str> {
        self.body[field].as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    fn is_used(&self, field: &str) -> bool {
        self.asked(field).next().is_some()
    }
}
