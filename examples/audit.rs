//! Counts the banned members of many groups, which are read concurrently. One that fails does not stop the others.
//!
//! `cargo run --example audit --features sandbox` reads groups of a sandbox. With `Client::from_env()?.build()?` in place
//! of `sandbox.client().build()?`, it reads yours.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use futures_util::StreamExt;
use tencent_chat::read_many;
use tencent_chat::sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client().build()?;
    let groups = ["@TGS#aJRGC4MH6", "@TGS#aMANY", "@TGS#aEMPTY", "@TGS#aGONE"];

    // One limiter keeps the rate for all of them, and each list is retried by itself.
    let mut reads = read_many(groups.map(move |id| client.banned_members(id)), 50);
    while let Some(read) = reads.next().await {
        println!("{}\t{}", read.request.group_id(), read.members.len());
        if let Some(error) = read.error {
            eprintln!("{} is not complete: {error}", read.request.group_id());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_runs() {
        super::main().unwrap();
    }
}
