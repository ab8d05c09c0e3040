//! The fence: what `build.rs` made of `openapi.yaml`, with the lints it need not meet.

/// The client and its types, by progenitor.
#[allow(
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    dead_code,
    clippy::use_self,
    clippy::exhaustive_enums
)]
pub(crate) mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

/// The contract's tables.
#[allow(clippy::cmp_owned, clippy::comparison_to_empty, unused_qualifications)]
pub(crate) mod contract {
    use std::time::Duration;

    use super::client::{Client, ResponseValue, types};
    use crate::error_code::{Actor, ErrorCode, ErrorCodeInfo, Family};
    use crate::operation::{Answer, CallError, Caller, Endpoint, Envelope, OperationInfo};
    use crate::values::open_string;

    include!(concat!(env!("OUT_DIR"), "/contract.rs"));
}
