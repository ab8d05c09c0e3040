//! The sandbox: every check, switch and fault, from real requests.
#![cfg(feature = "sandbox")]

mod admin;
mod behaviour;
mod codes;
mod data;
mod faults;
mod lifecycle;
mod paging;
mod robustness;
mod signatures;
mod statistics;
mod support;
