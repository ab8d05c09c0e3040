//! Who stands in a list, as on the wire.

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::generated::client::types::BannedMember;

/// A list in its order, one entry for each account.
///
/// Entries are kept as JSON, so that a data file may hold what the contract's types do not know.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Roll(IndexMap<String, Value>);

impl Roll {
    /// Adds an account, or describes it anew at its place.
    pub(super) fn put(&mut self, account: &str, described: &impl Serialize) {
        let value = serde_json::to_value(described).expect("members are JSON");
        self.0.insert(account.to_owned(), value);
    }

    /// Takes an account out; says whether it was there.
    pub(super) fn remove(&mut self, account: &str) -> bool {
        self.0.shift_remove(account).is_some()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.values()
    }
}

impl Serialize for Roll {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.values())
    }
}

impl<'de> Deserialize<'de> for Roll {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let entry = |value: Value| {
            // The account is what all lists have in common, and a ban has no other field that is required.
            let account = BannedMember::deserialize(&value).map(|member| member.member_account);
            // One without account is objected to when the data is checked against the contract.
            (account.unwrap_or_default(), value)
        };
        Ok(Self(Vec::deserialize(from)?.into_iter().map(entry).collect()))
    }
}
