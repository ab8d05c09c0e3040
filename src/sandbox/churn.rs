//! Members that join and leave while a list is read.

use serde::{Deserialize, Serialize};

use crate::contract::Operation;

/// The number of members that join and leave after each page that is answered.
///
/// Random members leave; new ones join at the end of the list. [`Sandbox::churned`](super::Sandbox::churned) lists them.
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
    /// The number of members that join.
    pub join: u32,
    /// The number of members that leave.
    pub leave: u32,
}

impl Churn {
    /// Returns a churn of these numbers.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::sandbox::Churn;
    ///
    /// sandbox.edit(|data| data.churn = Churn::new(2, 1));
    /// client.banned_members("@TGS#aMANY").send().await?;
    /// assert_eq!(sandbox.churned().len(), 3);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub const fn new(join: u32, leave: u32) -> Self {
        Self { join, leave }
    }
}

/// A member that joined or left by [`Churn`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Churned {
    /// The number of the request after which it happened, as in [`SeenRequest::number`](super::SeenRequest::number).
    pub after: u64,
    /// The operation that read the list.
    pub operation: Operation,
    /// The group of the list.
    pub group: String,
    /// The member's account.
    pub account: String,
    /// What happened.
    pub change: Change,
}

/// What happened to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The account was added to the list.
    Joined,
    /// The account was removed from the list.
    Left,
}
