//! An asynchronous client for the member lists of Tencent Cloud Chat (formerly IM): who is banned in an audio-video group,
//! and who belongs to a permission group.
//!
//! Build a [`Client`], ask for a list with [`Client::banned_members`] or [`Client::permission_group_members`], and read
//! one page with [`send`](ListRequest::send) or the whole list with [`members`](ListRequest::members):
//!
//! ```no_run
//! use tencent_chat::{Client, Region, SdkAppId, SecretKey};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let key = SecretKey::new(std::fs::read_to_string("secret-key")?);
//! let client = Client::builder(SdkAppId::new(1400000000)?, "administrator", key)
//!     .region(Region::Singapore)
//!     .build()?;
//!
//! let mut members = client.banned_members("@TGS#aJRGC4MH6").members();
//! while let Some(member) = members.next().await {
//!     println!("{}", member?.member_account);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Calls need a [Tokio](https://tokio.rs) runtime with timers and I/O enabled.
//!
//! - **Credentials**: a [`SecretKey`], a ready-made [`UserSig`], or your own [`UserSigSource`]. The module [`usersig`]
//!   signs and checks.
//! - **Whole lists**: [`Pages`] and [`Members`] are streams; [`read_many`] reads many lists concurrently.
//!   [`Error::resume_from`] is where to resume, [`Warning`] tells of a list that seems to end too early.
//! - **Errors**: one type, [`Error`], which is queried with methods. [`ErrorCode::info`] says what a code means, what
//!   to do and who must do it.
//! - **Limits**: a [`RateLimiter`] keeps the vendor's rate, a [`RetryPolicy`] says what is tried again and for how
//!   long.
//! - **Raw requests**: [`Client::send`] sends a request body of [`wire`] and returns the response body.
//! - **The contract**: [`Operation::info`], [`Region`], [`ErrorCode::all`] and [`CONTRACT_VERSION`] are facts of the
//!   OpenAPI document that this crate is generated from.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `rustls` (default) | TLS with rustls |
//! | `native-tls` | TLS with the platform's library |
//! | `sandbox` | a local stand-in that behaves as the vendor's documentation describes, for your tests |
//! | `redis` | a rate limiter that processes share over Redis |
//! | `blocking` | the lists in programs without async: `blocking` on a request |
//! | `jiff`, `chrono` | conversions between [`UnixTime`] and their types |
//! | `schemars` | JSON Schemas of the member types |
//! | `cli` | the command-line tool `tencent-chat` |
//! | `full` | all of these but `native-tls`, which needs a library of the system |
//!
//! Unofficial, and tested against the vendor's documentation only.

// docs.rs shows which feature brings what.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
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
mod setters;
mod unix_time;
mod unknown_fields;
mod way;

pub use auth::{SecretKey, UserSig, UserSigSource, Wanted, usersig};
pub use client::{Client, ClientBuilder, Endpoint, RetryPolicy};
/// Version of the OpenAPI document that this crate was built from.
pub use contract::VERSION as CONTRACT_VERSION;
pub use contract::{
    ActionStatus, Actor, ErrorCode, ErrorCodeInfo, Family, MemberInfoField, MsgFlag, Operation, OperationInfo, Region,
    RetryClass, Role,
};
pub use error::{ApiError, Attempt, BoxError, Error};
pub use generated::client::types::{BannedMember, MemberCustomField, PermissionGroupMember};
pub use list::{List, ListRead, ListRequest, Members, Page, Pages, Row, Warning, read_many};
#[cfg(feature = "cli")]
pub use operations::JsonListRequest;
pub use operations::{BannedMembers, PermissionGroupMembers, wire};
pub use position::Position;
#[cfg(feature = "redis")]
pub use rate::RedisRateLimiter;
pub use rate::{LocalRateLimiter, Permit, Progress, Quota, RateLimiter, Unlimited};
/// The HTTP client, for [`ClientBuilder::http_client`].
pub use reqwest;
pub use sdk_app_id::SdkAppId;
pub use unix_time::UnixTime;
pub use unknown_fields::UnknownFields;

/// The programs of the README and the guides are tests.
#[cfg(all(doctest, feature = "blocking", feature = "redis", feature = "sandbox"))]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../docs/how-to.md")]
#[doc = include_str!("../docs/tutorial.md")]
struct Guides;
