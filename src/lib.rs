#![doc = include_str!("../README.md")]

mod attempt;
mod banned_members;
mod call;
mod client;
mod error;
mod error_code;
mod failure;
mod generated;
mod list;
mod many;
mod operation;
mod pages;
mod permission_group_members;
mod position;
mod rate;
#[cfg(feature = "redis")]
mod redis;
mod retry;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod secret;
mod signature;
mod transport;
pub mod usersig;
mod values;

// Names for use within.
pub(crate) use error::Kind;
pub(crate) use generated::contract;
pub(crate) use operation::{CallError, Endpoint, Envelope};
pub(crate) use signature::SignatureCache;
pub(crate) use transport::Hosts;

#[cfg(feature = "redis")]
pub use self::redis::RedisRateLimiter;
pub use attempt::Attempt;
pub use banned_members::BannedMembers;
pub use client::{Client, ClientBuilder};
/// Version of the OpenAPI document that this crate was built from.
pub use contract::VERSION as CONTRACT_VERSION;
pub use contract::{
    ActionStatus, Actor, ErrorCodeInfo, Family, MsgFlag, Operation, OperationInfo, Region, RetryClass, Role,
};
pub use error::{ApiError, Error};
pub use error_code::ErrorCode;
pub use generated::client::types::{BannedMember, MemberCustomField, MemberInfoField, PermissionGroupMember};
pub use list::{ListRequest, Page};
pub use many::{ListRead, read_many};
pub use pages::{Members, Pages};
pub use permission_group_members::PermissionGroupMembers;
pub use position::Position;
pub use rate::{BoxError, LocalRateLimiter, Permit, Quota, RateLimiter, Unlimited};
pub use retry::RetryPolicy;
pub use secret::{SecretKey, UserSig};
pub use signature::{UserSigSource, Wanted};
pub use values::{SdkAppId, UnixTime, UnknownFields};
