//! A whole list of banned members, by our streams and by hand.

use stats_alloc::Region;

use crate::call::cpu_nanos;
use crate::clients::{Bare, ours_client};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Reader {
    /// Our stream of members
    Members,
    /// Our stream of pages
    Pages,
    /// A loop over the bare client
    Bare,
}

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[arg(long)]
    reader: Reader,
    /// Where the responder listens
    #[arg(long)]
    url: String,
    /// Pages that are fetched ahead; ours unless given
    #[arg(long)]
    look_ahead: Option<usize>,
    /// Stop after so many pages
    #[arg(long, default_value_t = u64::MAX)]
    pages: u64,
}

/// Reads the list and prints its members, then CPU time, wall time, allocations and bytes.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let (region, cpu, wall) = (Region::new(crate::ALLOCATOR), cpu_nanos(), std::time::Instant::now());
        let members = read(arguments).await?;
        let (cpu, wall, heap) = (cpu_nanos() - cpu, wall.elapsed().as_nanos(), region.change());
        println!("{members} {cpu} {wall} {} {}", heap.allocations + heap.reallocations, heap.bytes_allocated);
        Ok(())
    })
}

async fn read(arguments: &Arguments) -> anyhow::Result<usize> {
    let mut members = 0;
    if arguments.reader == Reader::Bare {
        let bare = Bare::new(&arguments.url, &"bans:0".parse()?, None)?.group("list");
        let (mut offset, mut pages) = (0, 0);
        loop {
            let (count, next) = bare.bans(offset).await?;
            (members, offset, pages) = (members + count, next, pages + 1);
            if next == 0 || pages == arguments.pages {
                return Ok(members);
            }
        }
    }
    let mut list = ours_client(&arguments.url, None, true)?.banned_members("list").max_pages(arguments.pages);
    if let Some(look_ahead) = arguments.look_ahead {
        list = list.look_ahead(look_ahead);
    }
    if arguments.reader == Reader::Pages {
        let mut pages = list.pages();
        while let Some(page) = pages.next().await {
            members += page?.members.len();
        }
    } else {
        let mut stream = list.members();
        while let Some(member) = stream.next().await {
            member?;
            members += 1;
        }
    }
    Ok(members)
}
