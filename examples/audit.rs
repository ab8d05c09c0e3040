//! Counts the banned members of many groups, whose IDs come line by line on standard input.
//!
//! `TENCENT_CHAT_REGION=singapore TENCENT_CHAT_SDK_APP_ID=... TENCENT_CHAT_SECRET_KEY=... cargo run --example audit < groups`

#![allow(clippy::print_stdout, clippy::print_stderr)]

use futures_util::StreamExt;
use tencent_chat::{Client, read_many};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?.build()?;
    let ids = std::io::stdin().lines().collect::<Result<Vec<_>, _>>()?;
    // One limiter keeps the rate for all of them; each list is retried by itself.
    let mut reads = read_many(ids.into_iter().map(move |id| client.banned_members(id)), 50);
    while let Some(read) = reads.next().await {
        println!("{}\t{}", read.request.group_id(), read.members.len());
        if let Some(error) = read.error {
            eprintln!("{} is not complete: {error}", read.request.group_id());
        }
    }
    Ok(())
}
