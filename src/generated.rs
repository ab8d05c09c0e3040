//! The fence: what `build.rs` made of `openapi.yaml`, with the lints it need not meet.

/// The client and its types, by progenitor.
#[allow(missing_docs, unreachable_pub, unused_qualifications, private_interfaces, dead_code)]
#[allow(clippy::use_self, clippy::exhaustive_enums)]
pub(crate) mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

/// The contract's tables.
#[allow(unused_qualifications, private_interfaces, non_shorthand_field_patterns)]
#[allow(clippy::cmp_owned, clippy::comparison_to_empty)]
pub(crate) mod contract {
    use std::time::Duration;

    use super::client::{Client, ResponseValue, types};
    use crate::auth::UserSig;
    use crate::error::Error;
    use crate::error::ErrorCode;
    use crate::list::Page;
    use crate::list::endpoint::{CallError, Endpoint, Envelope};
    #[cfg(feature = "cli")]
    use crate::list::{JsonListRequest, Pages};
    use crate::position::Position;
    use crate::sdk_app_id::SdkAppId;

    include!(concat!(env!("OUT_DIR"), "/contract.rs"));
}
