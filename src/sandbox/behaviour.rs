//! Switches for what the vendor's pages leave open.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::contract::{CONTRACT, Reading};
use crate::contract::Operation;
use crate::error::ErrorCode;

/// The sandbox's behavior where the vendor's pages are silent or contradict each other.
///
/// Each default is what the two pages suggest most; each variant names its source.
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
    /// Whether the page with the last member still names a next page, which is then empty.
    pub last_page: LastPage,
    /// The form of an empty list.
    pub empty_list: EmptyList,
    /// When custom fields are returned without being requested.
    pub custom_data: CustomData,
    /// The response to a page size above the limit.
    pub over_limit: OverLimit,
    /// Whether bans that have ended are still listed. Not documented. Default: they are, so that the sandbox returns what
    /// its data say.
    pub ended_bans: EndedBans,
    /// Which part of the service refuses a body that is not a JSON object.
    pub broken_json: BrokenJson,
    /// The response if the edition lacks the operation.
    pub edition_too_low: EditionTooLow,
    /// Whether a call without a valid `random` is refused. Both pages list it; the vendor's own clients of 2016 never
    /// sent it.
    pub random_required: bool,
    /// Whether a call without the right `contenttype` is refused. Both pages list it.
    pub content_type_required: bool,
    /// The rate limit of each operation.
    pub rate: Rate,
    /// By operation: the index of the contract's reading of the served group types that applies. Default: 0.
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::group_types"))]
    group_types: BTreeMap<String, usize>,
}

/// Whether the page with the last member still names a next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LastPage {
    /// It names an empty page, which ends the list, as in the samples of both pages.
    #[default]
    NamesNext,
    /// It ends the list.
    Ends,
}

/// The form of an empty list.
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

/// When custom fields are returned without being requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CustomData {
    /// If the request has no filter, as in the page's samples.
    #[default]
    WithoutAnyFilter,
    /// Unless the request selects custom fields.
    Always,
    /// Never, as the page's table says.
    Never,
}

/// The response to a page size above the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OverLimit {
    /// `INVALID_PARAMETER`: both pages say that the size cannot exceed the limit.
    #[default]
    Refused,
    /// A page of the maximum size.
    Lowered,
}

/// Whether bans that have ended are still listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EndedBans {
    /// They are listed.
    #[default]
    Listed,
    /// They are not listed.
    Hidden,
}

/// The part of the service that refuses a body that is not a JSON object.
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

/// The response if the edition lacks the operation.
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

/// The rate limit of each operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rate {
    /// The contract's rate, over a sliding window. Refused calls do not count.
    #[default]
    Contract,
    /// This number of calls per second, for tests that reach the limit soon.
    PerSecond(#[cfg_attr(feature = "schema", schemars(range(min = 1)))] u32),
    /// No limit, for measurements.
    Unlimited,
}

impl Behaviour {
    /// Sets which of the [`readings`] of the served group types applies to an operation, by its index.
    ///
    /// ```
    /// use tencent_chat::Operation;
    /// use tencent_chat::sandbox::Data;
    ///
    /// let mut data = Data::demo();
    /// data.behaviour.read_group_types(Operation::GetGroupBanMember, 1);
    /// ```
    ///
    /// # Panics
    ///
    /// If the contract has no such reading.
    pub fn read_group_types(&mut self, operation: Operation, reading: usize) {
        let readings = readings(operation);
        assert!(reading < readings.len(), "there are {} readings, from 0", readings.len());
        self.group_types.insert(operation.info().id.to_owned(), reading);
    }

    /// Returns the reading that applies.
    pub(super) fn group_types(&self, operation: Operation) -> &'static Reading {
        let chosen = self.group_types.get(operation.info().id).copied().unwrap_or_default();
        &readings(operation)[chosen]
    }

    /// Returns what is invalid; a data file may hold anything.
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

/// Returns the published readings of which group types an operation serves; the first is the contract's own. Empty if
/// the operation is not a list, which the sandbox does not serve.
///
/// ```
/// use tencent_chat::{Operation, sandbox};
///
/// for (number, reading) in sandbox::readings(Operation::GetGroupBanMember).iter().enumerate() {
///     println!("{number}: {} serves {}", reading.sources.join(" and "), reading.served.join(", "));
/// }
/// ```
#[must_use]
pub fn readings(operation: Operation) -> &'static [Reading] {
    CONTRACT.list(operation).map_or(&[][..], |served| &served.readings[..])
}
