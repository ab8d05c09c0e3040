//! The types of which the tables in [`generated`](crate::generated) consist.

mod error_code;
#[cfg(feature = "schemars")]
pub(crate) mod json_schema;
mod open_enum;
mod operation;
mod plain_enum;
mod region;
mod retry_class;

pub(crate) use error_code::error_codes;
pub use error_code::{ErrorCode, ErrorCodeInfo};
pub(crate) use open_enum::{Text, open_enum};
pub use operation::OperationInfo;
pub(crate) use plain_enum::plain_enum;
pub(crate) use region::RegionFacts;
pub(crate) use retry_class::RetryClassFacts;
