//! The client as its users see it, against a server that answers what each test tells it to.

mod answers;
mod bad_input;
#[cfg(feature = "blocking")]
mod blocking;
mod broken_document;
mod contract;
mod failover;
#[path = "../support/lists.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod fixtures;
#[cfg(feature = "redis")]
mod fleet;
mod lists;
mod members;
mod proxy;
mod rate;
mod retry;
mod secrecy;
mod signatures;
mod spans;
mod support;
