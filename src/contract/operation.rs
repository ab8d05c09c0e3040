//! Operations, with their limits and error codes.

use std::time::Duration;

use crate::contract::{ErrorCode, Operation};

/// What the contract says of an operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The vendor's name of the command.
    pub id: &'static str,
    /// The path on every host.
    pub path: &'static str,
    /// What it does, in one phrase.
    pub summary: &'static str,
    /// The URL of the vendor's page.
    pub documentation: &'static str,
    /// The largest number of calls in one [`period`](Self::period), for each application.
    pub calls: u32,
    /// The period that [`calls`](Self::calls) counts in.
    pub period: Duration,
    /// Whether a call may be sent again if it is not known to have failed.
    pub safe_to_repeat: bool,
    /// The largest number of members on a page, or `None` if the operation does not list members.
    pub max_page_size: Option<u32>,
    /// The group types served, by the reading of the sources that the contract follows.
    pub group_types: &'static [&'static str],
    /// The error codes on the operation's own page.
    pub documented_error_codes: &'static [ErrorCode],
    /// The error codes of the group service that the vendor's common tables add.
    pub possible_error_codes: &'static [ErrorCode],
}

impl Operation {
    /// Returns what the contract says of the operation.
    ///
    /// ```
    /// use tencent_chat::Operation;
    ///
    /// let info = Operation::GetGroupBanMember.info();
    /// assert_eq!(info.path, "/v4/group_open_http_svc/get_group_ban_member");
    /// assert!(info.max_page_size.is_some());
    /// ```
    pub const fn info(self) -> &'static OperationInfo {
        &Self::FACTS[self as usize]
    }
}
