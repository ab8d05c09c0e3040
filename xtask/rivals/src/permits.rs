//! Permits of the rate limiter, which never has to wait here.

use std::sync::Arc;
use std::time::Instant;

use tencent_chat::{LocalRateLimiter, Operation, Quota, RateLimiter, SdkAppId, Unlimited};

use crate::clients::SDK_APP_ID;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[arg(long)]
    permits: usize,
    #[arg(long, default_value_t = 1)]
    tasks: usize,
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Measure the loop alone
    #[arg(long)]
    unlimited: bool,
}

/// Takes the permits and prints the wall time.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let limiter: Arc<dyn RateLimiter> =
        if arguments.unlimited { Arc::new(Unlimited) } else { Arc::new(LocalRateLimiter::per_second(10_000_000)) };
    let mut runtime = if arguments.threads == 1 {
        tokio::runtime::Builder::new_current_thread()
    } else {
        tokio::runtime::Builder::new_multi_thread()
    };
    runtime.worker_threads(arguments.threads).enable_all().build()?.block_on(async {
        let quota = Quota::new(SdkAppId::new(SDK_APP_ID)?, Operation::ALL[0]);
        let each = arguments.permits / arguments.tasks;
        let begun = Instant::now();
        let tasks: Vec<_> = (0..arguments.tasks)
            .map(|_| {
                let limiter = Arc::clone(&limiter);
                tokio::spawn(async move {
                    for _ in 0..each {
                        let mut permit = limiter.acquire(quota).await.expect("a permit");
                        permit.sent();
                        tokio::task::yield_now().await;
                        permit.answered();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await?;
        }
        println!("{}", begun.elapsed().as_nanos());
        Ok(())
    })
}
