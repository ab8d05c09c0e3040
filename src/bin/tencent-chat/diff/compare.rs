//! What changed between two readings of a list.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::read::ListAt;
use crate::contract::{Kind, List};
use crate::names::{kebab, state};
use crate::row::Row;
use crate::time::Clock;

type Member = Map<String, Value>;

/// Something that changed.
#[derive(Debug)]
pub(super) struct Change {
    account: String,
    what: String,
    /// The field that changed, if it is not membership itself.
    field: Option<&'static str>,
    old: Option<Value>,
    new: Option<Value>,
    /// Whether it holds even if the list changed while it was read.
    certain: bool,
    /// Whether old and new are times.
    times: bool,
}

/// A state at a moment, by the time in a field.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// The field was not answered.
    Unknown,
    /// Over, or never begun; and when it ended, if that is known.
    Off(Option<i64>),
    /// It lasts; and until when, if that is known.
    On(Option<i64>),
}

/// The field that tells members apart.
pub(super) fn account(list: &'static List) -> &'static str {
    list.fields.iter().find(|field| field.required).map_or("", |field| field.name)
}

/// Everything that changed, by account.
pub(super) fn compare(list: &'static List, old: &ListAt, new: &ListAt) -> Vec<Change> {
    let accounts: BTreeSet<&String> = old.members.keys().chain(new.members.keys()).collect();
    let mut changes = Vec::new();
    for account in accounts {
        let (before, after) = (old.members.get(account), new.members.get(account));
        // Being absent from a list of several pages may mean to have been missed.
        let certain = (before.is_some() || old.pages <= 1) && (after.is_some() || new.pages <= 1);
        let mut add = |what: String, field, old, new, certain, times| {
            changes.push(Change { account: account.clone(), what, field, old, new, certain, times });
        };
        let mut ends_membership = false;
        for field in &list.fields {
            match &field.kind {
                Kind::Time { zero, ends: true } => {
                    let membership = zero.is_none();
                    ends_membership |= membership;
                    let (was, is) = (
                        state_of(before, field.name, membership, old.read_at),
                        state_of(after, field.name, membership, new.read_at),
                    );
                    if let Some((what, by_time)) = transition(field.name, was, is, old.read_at, new.read_at) {
                        let value = |member: Option<&Member>| member.and_then(|member| member.get(field.name)).cloned();
                        add(what, Some(field.name), value(before), value(after), certain || by_time, true);
                    }
                }
                Kind::Values(_) => {
                    let value = |member: Option<&Member>| member.and_then(|member| member.get(field.name)).cloned();
                    let (was, is) = (value(before), value(after));
                    if was.is_some() && is.is_some() && was != is {
                        add(format!("{}-changed", kebab(field.name)), Some(field.name), was, is, true, false);
                    }
                }
                _ => {}
            }
        }
        match (before, after) {
            (None, Some(_)) if !ends_membership => add("joined".into(), None, None, None, certain, false),
            (Some(_), None) if !ends_membership => add("left".into(), None, None, None, certain, false),
            _ => {}
        }
    }
    changes
}

/// The state that a field tells the end of. Where being in the list is that state, being absent ends it.
fn state_of(member: Option<&Member>, field: &str, membership: bool, at: i64) -> State {
    let end = member.and_then(|member| member.get(field)).and_then(Value::as_i64);
    match (member, end) {
        (None, _) if membership => State::Off(None),
        (Some(_), None) if membership => State::On(None),
        (_, None) => State::Unknown,
        (_, Some(0)) if !membership => State::Off(None),
        (_, Some(end)) if end > at => State::On(Some(end)),
        (_, Some(end)) => State::Off(Some(end)),
    }
}

/// What the change of a state is called, and whether time alone brought it about.
fn transition(field: &str, was: State, is: State, then: i64, now: i64) -> Option<(String, bool)> {
    let noun = state(field).map_or_else(|| kebab(field), |state| state.noun.to_owned());
    let begun = || state(field).map_or_else(|| format!("{noun}-began"), |state| state.begun.to_owned());
    match (was, is) {
        (State::Unknown, _) | (_, State::Unknown) => None,
        (State::Off(_), State::On(_)) => Some((begun(), false)),
        (State::On(Some(end)), State::Off(_)) if end <= now => Some((format!("{noun}-ended"), true)),
        (State::On(_), State::Off(_)) => Some((format!("{noun}-lifted"), false)),
        (State::On(Some(old)), State::On(Some(new))) if new > old => Some((format!("{noun}-extended"), true)),
        (State::On(Some(old)), State::On(Some(new))) if new < old => Some((format!("{noun}-shortened"), true)),
        (State::On(old), State::On(new)) => (old != new).then(|| (format!("{noun}-changed"), true)),
        // It came and went between the two.
        (State::Off(old), State::Off(Some(new))) if old != Some(new) && new > then => {
            Some((format!("{noun}-ended"), true))
        }
        (State::Off(_), State::Off(_)) => None,
    }
}

impl Change {
    /// For output; with a clock, times are for a reader.
    pub(super) fn row(self, list: &ListAt, account: &str, clock: Option<Clock>) -> Row {
        let shown = |value: Option<Value>| match (value, clock) {
            (Some(value), Some(clock)) if self.times => match value.as_i64() {
                Some(0) | None => value,
                Some(seconds) => clock.show(seconds, false).into(),
            },
            (value, _) => value.unwrap_or_default(),
        };
        let mut row = list.key.clone();
        row.insert(account.to_owned(), self.account.into());
        row.insert("Change".to_owned(), self.what.into());
        row.insert("Field".to_owned(), self.field.map(Value::from).unwrap_or_default());
        row.insert("Old".to_owned(), shown(self.old));
        row.insert("New".to_owned(), shown(self.new));
        row.insert("Certain".to_owned(), if self.certain { "yes" } else { "no" }.into());
        row
    }
}
