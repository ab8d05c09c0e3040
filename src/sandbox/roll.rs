//! What stands in a list, as on the wire.

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::churn::{Change, Churn};
use super::contract::CONTRACT;

/// A list in its order, one entry for each account.
///
/// Entries are kept as JSON, so that a data file may hold what the contract's types do not know.
#[derive(Debug, Clone, Default)]
pub(super) struct Roll {
    entries: IndexMap<String, Entry>,
    next: u64,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Ascending in the order of the list, and never used again: a place that stays when others join and leave.
    pub(super) number: u64,
    pub(super) value: Value,
}

impl Roll {
    /// Adds an entry, or describes it anew at its place.
    pub(super) fn put(&mut self, entry: &impl Serialize) {
        let value = serde_json::to_value(entry).expect("entries are JSON");
        let account = CONTRACT.account(&value).unwrap_or_default().to_owned();
        self.insert(account, value);
    }

    /// Takes an account out; says whether it was there.
    pub(super) fn remove(&mut self, account: &str) -> bool {
        self.entries.shift_remove(account).is_some()
    }

    /// Lets some leave, by chance, and others join at the end.
    pub(super) fn churn(&mut self, churn: Churn, chance: &mut fastrand::Rng) -> Vec<(String, Change)> {
        let mut changes = Vec::new();
        for _ in 0..churn.leave {
            if !self.entries.is_empty()
                && let Some((account, _)) = self.entries.shift_remove_index(chance.usize(..self.entries.len()))
            {
                changes.push((account, Change::Left));
            }
        }
        for _ in 0..churn.join {
            // Somebody of that name may be there.
            while self.entries.contains_key(&joined(self.next)) {
                self.next += 1;
            }
            let account = joined(self.next);
            self.put(&json!({ CONTRACT.account_field(): account }));
            changes.push((account, Change::Joined));
        }
        changes
    }

    /// Takes the numbers over from the list that was here before, so that a cursor keeps its place.
    ///
    /// From the first on who is new in between, or has another place, there is no number left, and they get new ones.
    pub(super) fn follow(&mut self, before: &Self) {
        let (mut least, mut next) = (0, before.next);
        for (account, entry) in &mut self.entries {
            let known = before.entries.get(account).map(|entry| entry.number).filter(|number| *number >= least);
            entry.number = known.unwrap_or(next);
            least = entry.number + 1;
            next = next.max(least);
        }
        self.next = next;
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    fn insert(&mut self, account: String, value: Value) {
        let number = self.next;
        self.next += 1;
        self.entries.entry(account).or_insert(Entry { number, value: Value::Null }).value = value;
    }
}

fn joined(number: u64) -> String {
    format!("joined{number}")
}

impl PartialEq for Roll {
    fn eq(&self, other: &Self) -> bool {
        self.entries().map(|entry| &entry.value).eq(other.entries().map(|entry| &entry.value))
    }
}

impl Serialize for Roll {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.entries().map(|entry| &entry.value))
    }
}

impl<'de> Deserialize<'de> for Roll {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut roll = Self::default();
        for value in Vec::<Value>::deserialize(from)? {
            // One without account is objected to when the data is checked against the contract.
            let account = CONTRACT.account(&value).map_or_else(|| format!("\n{}", roll.next), str::to_owned);
            if roll.entries.contains_key(&account) {
                return Err(serde::de::Error::custom(format!("{account:?} is in the list twice")));
            }
            roll.insert(account, value);
        }
        Ok(roll)
    }
}
