//! Lists read concurrently, handed out in order.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::Value;
use tencent_chat::{Client, Error, Page, Position};
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

use super::query::Query;

/// Lists under way at once. With answers within 300 ms they keep 200 calls a second busy.
const LISTS: usize = 64;
/// Pages of a list that wait for their turn: what bounds memory.
const PAGES: usize = 4;
/// Pages of one long list that are fetched at once, where their positions can be foretold.
const LOOK_AHEAD: usize = 16;

/// The lists of a query from one of them on.
pub(super) struct Queue {
    client: Client,
    query: Arc<Query>,
    under_way: VecDeque<Reading>,
    next: usize,
    /// Where the next list begins, if not at its start.
    start: Option<Position>,
}

/// A list that is being read.
pub(super) struct Reading {
    pub(super) pages: mpsc::Receiver<Result<Page<Value>, Error>>,
    _task: AbortOnDropHandle<()>,
}

impl Queue {
    pub(super) fn new(client: Client, query: Arc<Query>, next: usize, start: Option<Position>) -> Self {
        Self { client, query, under_way: VecDeque::new(), next, start }
    }

    /// The next list; those after it are under way meanwhile.
    pub(super) fn next(&mut self) -> Option<Reading> {
        while self.under_way.len() < LISTS && self.next < self.query.targets.len() {
            let reading = self.begin();
            self.under_way.push_back(reading);
        }
        self.under_way.pop_front()
    }

    fn begin(&mut self) -> Reading {
        let (sender, pages) = mpsc::channel(PAGES);
        let (client, query, index, start) =
            (self.client.clone(), Arc::clone(&self.query), self.next, self.start.take());
        self.next += 1;
        let task = tokio::spawn(async move {
            if let Err(error) = read(&client, &query, index, start, &sender).await {
                // Nobody listens any more only if the run is over.
                let _ = sender.send(Err(error)).await;
            }
        });
        Reading { pages, _task: AbortOnDropHandle::new(task) }
    }
}

type Sender = mpsc::Sender<Result<Page<Value>, Error>>;

async fn read(
    client: &Client,
    query: &Query,
    index: usize,
    start: Option<Position>,
    sender: &Sender,
) -> Result<(), Error> {
    let mut list = client.json_list(query.list.operation, query.body(&query.targets[index]));
    if let Some(size) = query.page_size {
        list = list.page_size(size);
    }
    if let Some(limit) = query.limit.filter(|_| query.filter.is_empty()) {
        list = list.max_members(limit);
    }
    if let Some(start) = start {
        list = list.start_at(start);
    }
    // Whoever wants no more than a page has may be served by the first one.
    let size = query.page_size.unwrap_or(query.list.most);
    let served = query.limit.is_some_and(|limit| limit <= size.into());
    let mut pages = list.look_ahead(if served { 0 } else { LOOK_AHEAD }).pages()?;
    while let Some(page) = pages.next().await.transpose()? {
        if sender.send(Ok(page)).await.is_err() {
            return Ok(());
        }
    }
    Ok(())
}
