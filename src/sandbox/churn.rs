//! Members who join and leave while a list is read.

use serde::{Deserialize, Serialize};

use crate::contract::Operation;

/// How many members join and leave after each page that is answered.
///
/// They leave by chance, and join at the end of the list. [`Sandbox::churned`](super::Sandbox::churned) tells who.
///
/// ```
/// use tencent_chat::sandbox::{Churn, Data};
///
/// let mut data = Data::demo();
/// data.churn = Churn::new(2, 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Churn {
    /// Members who join.
    pub join: u32,
    /// Members who leave.
    pub leave: u32,
}

impl Churn {
    /// So many join and leave.
    #[must_use]
    pub const fn new(join: u32, leave: u32) -> Self {
        Self { join, leave }
    }
}

/// Somebody who has joined or left by [`Churn`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Churned {
    /// The request after which it happened, counted from 1, as [`SeenRequest::number`](super::SeenRequest::number).
    pub after: u64,
    /// The operation that had read the list.
    pub operation: Operation,
    /// The group of the list.
    pub group: String,
    /// Who it was.
    pub account: String,
    /// What happened.
    pub change: Change,
}

/// What happened to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The account stands in the list from now on.
    Joined,
    /// The account does not stand in the list any more.
    Left,
}
