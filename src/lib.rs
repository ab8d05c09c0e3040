// The README's programs are tests; the first one needs the sandbox.
#![cfg_attr(any(feature = "sandbox", not(doctest)), doc = include_str!("../README.md"))]
// docs.rs shows which feature brings what.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod auth;
mod client;
mod contract;
mod error;
mod generated;
mod list;
mod lock;
mod operations;
mod position;
mod rate;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod sdk_app_id;
mod unix_time;
mod unknown_fields;

pub use auth::{SecretKey, UserSig, UserSigSource, Wanted, usersig};
pub use client::{Client, ClientBuilder, Endpoint, RetryPolicy};
pub use contract::{ErrorCode, ErrorCodeInfo, OperationInfo};
pub use error::{ApiError, Attempt, BoxError, Error};
pub use generated::client::types::{BannedMember, MemberCustomField, PermissionGroupMember};
/// Version of the OpenAPI document that this crate was built from.
pub use generated::contract::VERSION as CONTRACT_VERSION;
pub use generated::contract::{
    ActionStatus, Actor, Family, MemberInfoField, MsgFlag, Operation, Region, RetryClass, Role,
};
pub use list::{List, ListRead, ListRequest, Members, Page, Pages, Warning, read_many};
#[cfg(feature = "cli")]
pub use operations::JsonListRequest;
pub use operations::{BannedMembers, PermissionGroupMembers};
pub use position::Position;
#[cfg(feature = "redis")]
pub use rate::RedisRateLimiter;
pub use rate::{LocalRateLimiter, Permit, Progress, Quota, RateLimiter, Unlimited};
pub use sdk_app_id::SdkAppId;
pub use unix_time::UnixTime;
pub use unknown_fields::UnknownFields;
