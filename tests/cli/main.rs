//! The command line as its users see it: what the built binary prints, where, and how it ends.

mod error_code;
mod lists;
mod options;
mod run;
mod sandbox;
mod secrecy;
mod service;
mod usersig;
