//! The client that `build.rs` generates from `openapi.yaml`, with the lints it need not meet.

/// The client and its types, by progenitor.
#[allow(unreachable_pub, unused_qualifications, private_interfaces, dead_code)]
#[allow(clippy::use_self, clippy::exhaustive_enums)]
pub(crate) mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}
