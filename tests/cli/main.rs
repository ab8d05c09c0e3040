//! The command line as its users see it: what the built binary prints, where, and how it ends.

#[cfg(unix)]
mod checkpoint;
mod conventions;
mod diff;
mod error_code;
mod filters;
mod lists;
mod many;
mod options;
mod output;
mod probe;
mod run;
mod sandbox;
mod secrecy;
mod service;
mod settings;
mod usersig;
