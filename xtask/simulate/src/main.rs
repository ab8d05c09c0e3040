//! Reads lists under a simulated network, service and clock, and says what went wrong: run by `cargo xtask simulate`.
//!
//! Exit codes: 0 nothing went wrong, 1 something did.

// This is a program: what it says goes to its output.
#![allow(clippy::print_stdout)]

mod caller;
mod fleet;
mod network;
mod oddity;
mod plan;
mod strike;
mod trace;
mod world;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;

use world::Report;

/// Reads lists under a simulated network, service and clock
#[derive(Debug, Parser)]
struct Arguments {
    /// Where chance begins
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Lists to read
    #[arg(long, default_value_t = 1_000)]
    lists: u64,
    /// Stop after so many seconds
    #[arg(long, default_value_t = u64::MAX)]
    seconds: u64,
    /// Stop at the first finding
    #[arg(long)]
    first: bool,
    /// Print what happens, line by line
    #[arg(long)]
    trace: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    std::panic::set_hook(Box::new(|_| ()));
    let (begun, worlds) = (Instant::now(), arguments.lists.div_ceil(plan::LISTS as u64));
    let (next, total) = (AtomicU64::new(0), Mutex::new(Report::default()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(worlds as usize);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= worlds || begun.elapsed() >= Duration::from_secs(arguments.seconds) {
                        return;
                    }
                    let seed = arguments.seed.wrapping_add(number);
                    let report = world::run_or_panic(seed);
                    let mut total = total.lock().expect("no thread panics");
                    if arguments.trace {
                        print!("{}", report.trace);
                    }
                    for finding in &report.findings {
                        println!("--seed {seed} --lists 1: {finding}");
                    }
                    total.lists += report.lists;
                    total.requests += report.requests;
                    total.time += report.time;
                    report.struck.iter().for_each(|(name, count)| *total.struck.entry(name).or_default() += count);
                    total.findings.extend(report.findings);
                    if arguments.first && !total.findings.is_empty() {
                        next.store(worlds, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let total = total.into_inner().expect("no thread panics");
    let (took, hours) = (begun.elapsed().as_secs_f64(), total.time.as_secs() / 3_600);
    println!(
        "{} lists in {took:.1} s ({:.0} a second), {} requests, {hours} simulated hours",
        total.lists,
        total.lists as f64 / took,
        total.requests
    );
    let struck: Vec<_> = total.struck.iter().map(|(name, count)| format!("{name} {count}")).collect();
    println!("{} faults: {}", total.struck.values().sum::<u64>(), struck.join(", "));
    println!("{} findings", total.findings.len());
    if total.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_trace_byte_for_byte() {
        for seed in 0..8 {
            let (once, again) = (world::run(seed), world::run(seed));
            assert!(once.trace.lines().count() > 100, "{seed}");
            assert_eq!(once.trace, again.trace, "{seed}");
            assert_ne!(once.trace, world::run(seed + 100).trace, "{seed}");
        }
    }
}
