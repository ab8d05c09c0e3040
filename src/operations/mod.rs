//! The operations, in one file each.

mod banned_members;
#[cfg(feature = "cli")]
mod json;
mod permission_group_members;

pub use banned_members::BannedMembers;
pub use generated::wire;
#[cfg(feature = "cli")]
pub use json::JsonListRequest;
pub use permission_group_members::PermissionGroupMembers;

/// How each operation is checked, called and paged, from the contract.
#[allow(clippy::useless_conversion)]
mod generated {
    #[cfg(feature = "cli")]
    use super::json::{JsonListRequest, json_pages};
    use crate::client::bounds;
    use crate::client::endpoint::{Bounded, CallError, Endpoint, Envelope};
    use crate::contract::Operation;
    #[cfg(feature = "cli")]
    use crate::error::Error;
    use crate::generated::client::{Client, ResponseValue, types};
    #[cfg(feature = "cli")]
    use crate::list::Pages;
    use crate::list::{List, Page};
    use crate::position::Position;

    include!(concat!(env!("OUT_DIR"), "/operations.rs"));
}
