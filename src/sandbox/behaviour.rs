//! What the vendor's pages leave open, as switches.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::contract::{CONTRACT, Reading};
use crate::contract::Operation;
use crate::error::ErrorCode;

/// How the sandbox behaves where the vendor's pages are silent or contradict each other.
///
/// Each default is what the two pages suggest most; the field says why.
///
/// ```
/// use tencent_chat::sandbox::{Behaviour, LastPage};
///
/// let mut behaviour = Behaviour::default();
/// behaviour.last_page = LastPage::Ends;
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Behaviour {
    /// Whether the page with the last member still names a next one, which is then empty.
    pub last_page: LastPage,
    /// How an empty list looks.
    pub empty_list: EmptyList,
    /// When custom data is answered although the request does not name it.
    pub custom_data: CustomData,
    /// What a page size above the limit gets.
    pub over_limit: OverLimit,
    /// Whether bans that have ended are still listed. Not documented; by default they are,
    /// so that the sandbox answers what it was given.
    pub ended_bans: EndedBans,
    /// Who answers to a body that is not a JSON object.
    pub broken_json: BrokenJson,
    /// What an edition that lacks the operation gets.
    pub edition_too_low: EditionTooLow,
    /// Whether a call without a good `random` is refused. Both pages list it;
    /// the vendor's own clients of 2016 never sent it.
    pub random_required: bool,
    /// Whether a call without the right `contenttype` is refused. Both pages list it.
    pub content_type_required: bool,
    /// How often each operation may be called.
    pub rate: Rate,
    /// By operation: which of the contract's readings of the served group types holds; 0 is the first.
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::group_types"))]
    group_types: BTreeMap<String, usize>,
}

/// Whether the page with the last member still names a next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LastPage {
    /// It does, and the page after it is empty and ends the list, as in the samples of both pages.
    #[default]
    NamesNext,
    /// It ends the list.
    Ends,
}

/// How an empty list looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EmptyList {
    /// An empty array. No page shows an empty list; all show the array.
    #[default]
    Present,
    /// The field is left out.
    Missing,
}

/// When custom data is answered although the request does not name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CustomData {
    /// When the request filters nothing, as in the samples of the page.
    #[default]
    WithoutAnyFilter,
    /// Unless the request filters custom data.
    Always,
    /// Never, as the page's table says.
    Never,
}

/// What a page size above the limit gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OverLimit {
    /// `INVALID_PARAMETER`: both pages say that the size cannot exceed the limit.
    #[default]
    Refused,
    /// A page of the largest size.
    Lowered,
}

/// Whether bans that have ended are still listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EndedBans {
    /// They are.
    #[default]
    Listed,
    /// They are not.
    Hidden,
}

/// Who answers to a body that is not a JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BrokenJson {
    /// The gateway, with `BODY_NOT_JSON`: both pages refer to its codes.
    #[default]
    Gateway,
    /// The group service, with `GROUP_BODY_NOT_JSON`.
    GroupService,
}

/// What an edition that lacks the operation gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EditionTooLow {
    /// `NOT_PERMITTED`, the only fitting code on the two pages.
    #[default]
    NotPermitted,
    /// `EDITION_TOO_LOW`, from the vendor's common table.
    EditionTooLow,
}

/// How often each operation may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rate {
    /// As often as the contract says. Calls in any sliding period count; refused ones do not.
    #[default]
    Contract,
    /// So often in a second, for tests that want to meet the limit soon.
    PerSecond(#[cfg_attr(feature = "schema", schemars(range(min = 1)))] u32),
    /// As often as one likes, for measuring.
    Unlimited,
}

impl Behaviour {
    /// Chooses which of [`readings`] of the served group types holds for an operation.
    ///
    /// # Panics
    ///
    /// When the contract has no such reading.
    pub fn read_group_types(&mut self, operation: Operation, reading: usize) {
        let readings = readings(operation);
        assert!(reading < readings.len(), "there are {} readings, from 0", readings.len());
        self.group_types.insert(operation.info().id.to_owned(), reading);
    }

    /// The reading that holds.
    pub(super) fn group_types(&self, operation: Operation) -> &'static Reading {
        let chosen = self.group_types.get(operation.info().id).copied().unwrap_or_default();
        &readings(operation)[chosen]
    }

    /// Says what cannot be chosen; a data file may hold anything.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.rate == Rate::PerSecond(0) {
            return Err("rate.per_second: 0 would refuse every call; use 1 or more".to_owned());
        }
        for (id, reading) in &self.group_types {
            let operation = Operation::ALL.iter().find(|o| o.info().id == id);
            let operation = operation.ok_or_else(|| {
                let known: Vec<_> = Operation::ALL.iter().map(|o| o.info().id).collect();
                format!("group_types: no operation {id:?}; there are {}", known.join(", "))
            })?;
            let readings = readings(*operation);
            if *reading >= readings.len() {
                let sources: Vec<_> =
                    readings.iter().enumerate().map(|(i, r)| format!("{i}: {}", r.sources.join(" and "))).collect();
                return Err(format!("group_types: {id} has no reading {reading}; there are {}", sources.join("; ")));
            }
        }
        Ok(())
    }

    pub(super) fn broken_json_code(&self) -> ErrorCode {
        match self.broken_json {
            BrokenJson::Gateway => ErrorCode::BODY_NOT_JSON,
            BrokenJson::GroupService => ErrorCode::GROUP_BODY_NOT_JSON,
        }
    }

    pub(super) fn edition_code(&self) -> ErrorCode {
        match self.edition_too_low {
            EditionTooLow::NotPermitted => ErrorCode::NOT_PERMITTED,
            EditionTooLow::EditionTooLow => ErrorCode::EDITION_TOO_LOW,
        }
    }
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            last_page: LastPage::default(),
            empty_list: EmptyList::default(),
            custom_data: CustomData::default(),
            over_limit: OverLimit::default(),
            ended_bans: EndedBans::default(),
            broken_json: BrokenJson::default(),
            edition_too_low: EditionTooLow::default(),
            random_required: true,
            content_type_required: true,
            rate: Rate::default(),
            group_types: BTreeMap::new(),
        }
    }
}

/// The published readings of which group types an operation serves; the first is the contract's own.
#[must_use]
pub fn readings(operation: Operation) -> &'static [Reading] {
    &CONTRACT.served(operation).readings
}
