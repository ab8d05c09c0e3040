//! What the contract says: the tables that `build.rs` writes, and the types of which they consist.

mod error_code;
#[cfg(feature = "schemars")]
pub(crate) mod json_schema;
mod open_enum;
mod operation;
mod plain_enum;
mod region;
mod retry_class;

pub use error_code::{ErrorCode, ErrorCodeInfo};
pub(crate) use open_enum::Text;
pub use operation::OperationInfo;
pub use tables::*;

/// Codes, regions, limits, rates and open values.
#[allow(dead_code)]
mod tables {
    use std::time::Duration;

    use super::error_code::error_codes;
    use super::open_enum::open_enum;
    use super::plain_enum::plain_enum;
    use super::region::RegionFacts;
    use super::retry_class::RetryClassFacts;
    use super::{ErrorCode, ErrorCodeInfo, OperationInfo};

    include!(concat!(env!("OUT_DIR"), "/contract.rs"));
}
