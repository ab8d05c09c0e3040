//! As many answers as there are in a time, over sockets that only look at the answers' ends.

use std::time::{Duration, Instant};

use futures_util::future::try_join_all;

use crate::clients::{Client, Page};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where the service listens
    #[arg(long)]
    url: String,
    #[arg(long, default_value = "bans:20")]
    page: Page,
    #[arg(long)]
    connections: usize,
    #[arg(long)]
    seconds: u64,
}

/// Prints the answers and the nanoseconds that they took.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let starts = (0..arguments.connections).map(|_| Client::Raw.start(&arguments.url, &arguments.page, None));
        let sockets = try_join_all(starts).await?;
        let begun = Instant::now();
        let end = begun + Duration::from_secs(arguments.seconds);
        let answers = try_join_all(sockets.iter().map(|socket| async move {
            let mut answers = 0_u64;
            while Instant::now() < end {
                anyhow::ensure!(socket.call().await? == arguments.page.members, "another page");
                answers += 1;
            }
            Ok(answers)
        }))
        .await?;
        println!("{} {}", answers.iter().sum::<u64>(), begun.elapsed().as_nanos());
        Ok(())
    })
}
