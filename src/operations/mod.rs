//! The operations, one file for each.

mod banned_members;
mod permission_group_members;

pub use banned_members::BannedMembers;
pub use permission_group_members::PermissionGroupMembers;
