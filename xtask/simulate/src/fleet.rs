//! A model of processes that share a rate limiter over a server.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tencent_chat::{BoxError, LocalRateLimiter, Permit, Progress, Quota, RateLimiter};
use tokio::sync::watch;
use tokio::time::sleep;

/// How long a call counts whose process died.
const LEASE: Duration = Duration::from_secs(60);

/// What one process has of the limiter: the window is on the server, and everything takes its way there.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) server: Arc<LocalRateLimiter>,
    pub(crate) way: Duration,
    /// Whether this process has died, so that it tells nobody anything.
    pub(crate) dead: watch::Receiver<bool>,
}

impl RateLimiter for Shared {
    fn acquire(&self, quota: Quota) -> BoxFuture<'_, Result<Permit, BoxError>> {
        Box::pin(async move {
            sleep(self.way).await;
            let granted = self.server.acquire(quota).await?;
            let (mut granted, way, dead) = (Some(granted), self.way, self.dead.clone());
            let mut answered = false;
            // Held here, so that the place is given back if the caller goes now.
            let permit = Permit::new(move |progress| match progress {
                Progress::Sent => {
                    if let Some(permit) = &mut granted {
                        // The server would hear of it later, and take it to be sent later.
                        permit.sent();
                    }
                }
                // Told with the end, which follows at once.
                Progress::Answered => answered = true,
                _ => {
                    let (mut granted, dead) = (granted.take(), dead.clone());
                    tokio::spawn(async move {
                        sleep(if *dead.borrow() { LEASE } else { way }).await;
                        granted.iter_mut().filter(|_| answered).for_each(Permit::answered);
                        drop(granted);
                    });
                }
            });
            sleep(self.way).await;
            Ok(permit)
        })
    }

    fn slow_down(&self, quota: Quota) {
        let (server, way) = (Arc::clone(&self.server), self.way);
        tokio::spawn(async move {
            sleep(way).await;
            server.slow_down(quota);
        });
    }
}
