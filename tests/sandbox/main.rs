//! The sandbox: every check, switch and fault, from real requests.
#![cfg(feature = "sandbox")]

mod admin;
mod behaviour;
mod codes;
mod data;
mod faults;
mod lifecycle;
#[path = "../support/lists.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod lists;
mod paging;
mod robustness;
mod signatures;
mod statistics;
mod support;
