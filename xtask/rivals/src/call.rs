//! The same page, asked for many times.

use std::fs;

use futures_util::stream::{self, StreamExt};
use stats_alloc::Region;

use crate::clients::{Client, Page};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[arg(long)]
    client: Client,
    /// Where the responder listens, such as http://127.0.0.1:8080
    #[arg(long)]
    url: String,
    /// The page: `bans:20` or `members:50`
    #[arg(long)]
    page: Page,
    #[arg(long)]
    calls: usize,
    /// Calls at the same time
    #[arg(long, default_value_t = 1)]
    width: usize,
    /// Trust this certificate
    #[arg(long)]
    certificate: Option<std::path::PathBuf>,
}

/// Makes the calls and prints CPU time, allocations and bytes of them all, the first ones not counted.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let certificate = arguments.certificate.as_deref().map(fs::read).transpose()?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let caller = arguments.client.start(&arguments.url, &arguments.page, certificate.as_deref()).await?;
        let caller = &caller;
        let calls = |count| {
            stream::iter(0..count).map(move |_| caller.call()).buffer_unordered(arguments.width).for_each(
                |members| async {
                    assert_eq!(members.expect("an answer"), arguments.page.members);
                },
            )
        };
        calls(arguments.width * 3).await;
        let (region, cpu, wall) = (Region::new(crate::ALLOCATOR), cpu_nanos(), std::time::Instant::now());
        calls(arguments.calls).await;
        let (cpu, wall, heap) = (cpu_nanos() - cpu, wall.elapsed().as_nanos(), region.change());
        println!("{cpu} {wall} {} {}", heap.allocations + heap.reallocations, heap.bytes_allocated);
        Ok(())
    })
}

/// CPU time of this thread so far, in nanoseconds; all calls are made on it.
pub fn cpu_nanos() -> u64 {
    let schedule = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    schedule.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0)
}
