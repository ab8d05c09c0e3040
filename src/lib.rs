//! Client for the member lists of Tencent Cloud Chat.

mod error;
mod error_code;
mod generated;
mod operation;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod secret;
mod transport;
pub mod usersig;
mod values;

pub(crate) use generated::contract;

/// Version of the OpenAPI document that this crate was built from.
pub use contract::VERSION as CONTRACT_VERSION;
pub use contract::{ActionStatus, MsgFlag, Operation, Region, RetryClass, Role};
pub use error::Error;
pub use error_code::{Actor, ErrorCode, ErrorCodeInfo};
pub use generated::client::types::{
    BannedMember, MemberCustomField, MemberInfoField, PermissionGroupMember,
};
pub use operation::OperationInfo;
pub use secret::{SecretKey, UserSig};
pub use values::{SdkAppId, UnixTime, UnknownFields};
