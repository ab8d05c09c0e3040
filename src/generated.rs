//! The code that `build.rs` generates from `openapi.yaml`, with the lints it need not meet.

/// The client and its types, by progenitor.
#[allow(unreachable_pub, unused_qualifications, private_interfaces, dead_code)]
#[allow(clippy::use_self, clippy::exhaustive_enums)]
pub(crate) mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

/// The contract's tables.
#[allow(dead_code)]
pub(crate) mod contract {
    use std::time::Duration;

    use crate::contract::{
        ErrorCode, ErrorCodeInfo, OperationInfo, RegionFacts, RetryClassFacts, error_codes, open_enum, plain_enum,
    };

    include!(concat!(env!("OUT_DIR"), "/contract.rs"));
}
