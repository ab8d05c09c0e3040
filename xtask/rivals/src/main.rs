//! Makes the same calls with our client and with others, so that they can be measured side by side.

// This is a program: what it says goes to its output.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod building;
mod call;
mod clients;
mod flood;
mod permits;
mod responder;
mod signing;
mod whole_list;

use std::alloc::System;
use std::process::ExitCode;

use clap::Parser;
use stats_alloc::StatsAlloc;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &stats_alloc::INSTRUMENTED_SYSTEM;

#[derive(Debug, Parser)]
#[command(about = "The same calls by different clients, to be measured")]
enum Command {
    /// Answer on loopback with canned pages, one thread for each connection
    Respond(responder::Arguments),
    /// Build a request as generated code does
    Build(building::Arguments),
    /// Ask for the same page many times
    Call(call::Arguments),
    /// Ask over many connections for a time
    Flood(flood::Arguments),
    /// Read a whole list of banned members
    List(whole_list::Arguments),
    /// Take permits from the rate limiter
    Permits(permits::Arguments),
    /// Sign, check or read a UserSig many times
    UserSig(signing::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Respond(arguments) => responder::run(&arguments),
        Command::Build(arguments) => building::run(&arguments),
        Command::Call(arguments) => call::run(&arguments),
        Command::Flood(arguments) => flood::run(&arguments),
        Command::List(arguments) => whole_list::run(&arguments),
        Command::Permits(arguments) => permits::run(&arguments),
        Command::UserSig(arguments) => signing::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
