//! The requests of a sandbox, and how many there were.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use serde::{Serialize, Serializer};

use super::window::Window;
use crate::contract::Operation;
use crate::error::ErrorCode;

/// A request that the sandbox has received. It contains no secret.
///
/// `Display` gives the line that the command logs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SeenRequest {
    /// The number of the request, from 1.
    pub number: u64,
    /// The time at which it was complete, since the sandbox started.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub at: Duration,
    /// The operation, or `None` if the path is not one of the contract's.
    #[serde(serialize_with = "id")]
    pub operation: Option<Operation>,
    /// The account that the URL names, whether or not it has signed.
    pub identifier: Option<String>,
    /// The body, or `None` if it is not text of at most 4 KiB.
    pub body: Option<String>,
    /// The error code of the response, or `None` if a fault replaced it.
    pub code: Option<ErrorCode>,
    /// The name of the fault that was injected, or `None`.
    pub fault: Option<&'static str>,
}

/// How often a sandbox was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Statistics {
    /// The number of requests.
    pub requests: u64,
    /// The number of requests in the second that ends now.
    pub last_second: usize,
    /// The largest number of requests in any one second. It is exact: every window of one second counts, wherever it
    /// begins.
    pub peak_per_second: usize,
}

/// Longest body that is kept.
const KEPT_BODY: usize = 4 * 1024;
/// Most requests that are kept one by one.
const KEPT_REQUESTS: usize = 10_000;

/// What the sandbox writes down of its requests.
#[derive(Debug)]
pub(super) struct Book {
    started: Instant,
    requests: VecDeque<SeenRequest>,
    all: Count,
    by_operation: Vec<(Operation, Count)>,
}

#[derive(Debug)]
struct Count {
    requests: u64,
    window: Window,
}

impl Book {
    pub(super) fn new(started: Instant) -> Self {
        Self {
            started,
            requests: VecDeque::new(),
            all: Count::new(),
            by_operation: Operation::ALL.iter().map(|o| (*o, Count::new())).collect(),
        }
    }

    /// How many requests there were.
    pub(super) fn count(&self) -> u64 {
        self.all.requests
    }

    pub(super) fn started(&self) -> Instant {
        self.started
    }

    /// Writes down a request that has come in at `now`.
    pub(super) fn add(
        &mut self,
        now: Instant,
        operation: Option<Operation>,
        identifier: Option<&str>,
        body: &[u8],
        code: Option<ErrorCode>,
        fault: Option<&'static str>,
    ) -> SeenRequest {
        self.all.add(now);
        for (of, count) in &mut self.by_operation {
            if Some(*of) == operation {
                count.add(now);
            }
        }
        let body = if body.len() > KEPT_BODY { None } else { std::str::from_utf8(body).ok() };
        let seen = SeenRequest {
            number: self.all.requests,
            at: now.duration_since(self.started),
            operation,
            identifier: identifier.map(str::to_owned),
            body: body.map(str::to_owned),
            code,
            fault,
        };
        if self.requests.len() == KEPT_REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back(seen.clone());
        seen
    }

    pub(super) fn requests(&self) -> Vec<SeenRequest> {
        self.requests.iter().cloned().collect()
    }

    pub(super) fn statistics(&mut self, of: Option<Operation>, now: Instant) -> Statistics {
        let count = match of {
            None => &mut self.all,
            Some(of) => {
                let found = self.by_operation.iter_mut().find(|(operation, _)| *operation == of);
                &mut found.expect("every operation is counted").1
            }
        };
        Statistics {
            requests: count.requests,
            last_second: count.window.count(now),
            peak_per_second: count.window.peak(),
        }
    }
}

impl Count {
    fn new() -> Self {
        Self { requests: 0, window: Window::new(Duration::from_secs(1)) }
    }

    fn add(&mut self, now: Instant) {
        self.requests += 1;
        self.window.add(now);
    }
}

impl fmt::Display for SeenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation.map_or("unknown path", |operation| operation.info().id);
        write!(f, "#{} at {:.3} s: {operation}", self.number, self.at.as_secs_f64())?;
        if let Some(identifier) = &self.identifier {
            // Quoted and escaped: it is whatever the caller sent.
            write!(f, " by {identifier:?}")?;
        }
        if let Some(code) = self.code {
            let name = if code == ErrorCode::OK { "OK" } else { code.info().map_or("", |i| i.name) };
            write!(f, ": {code} {name}")?;
        }
        match self.fault {
            Some(fault) => write!(f, " (fault: {fault})"),
            None => Ok(()),
        }
    }
}

fn seconds<S: Serializer>(time: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(time.as_secs_f64())
}

fn id<S: Serializer>(operation: &Option<Operation>, to: S) -> Result<S::Ok, S::Error> {
    operation.map(|operation| operation.info().id).serialize(to)
}
