//! The contract's vocabulary: the types that the tables in [`generated`](crate::generated) are made of.

mod error_code;
mod open_enum;
mod operation;
mod region;
mod retry_class;

pub use error_code::{ErrorCode, ErrorCodeInfo};
pub(crate) use open_enum::{Text, open_enum};
pub use operation::OperationInfo;
pub(crate) use region::RegionFacts;
pub(crate) use retry_class::RetryClassFacts;
