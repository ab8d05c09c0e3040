//! Somebody who reads a list to its end, in one of several ways, and goes on after errors.

use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use tencent_chat::{Error, List, ListRequest, Page, Position, RetryClass, RetryPolicy, Warning};
use tokio::time::{Instant, sleep, timeout};

use crate::network::Network;
use crate::oddity::Oddity;
use crate::plan::millis;

/// What reading a list came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) group: String,
    pub(crate) cursor: bool,
    /// Who was in the list at the beginning, in order.
    pub(crate) there: Vec<String>,
    pub(crate) read: Vec<String>,
    /// Whether a warning said that members may be missing.
    pub(crate) warned: bool,
    /// How often reading was stopped before an error or the end, to go on from the last page's next position.
    pub(crate) stops: usize,
    pub(crate) findings: Vec<String>,
}

/// How a caller reads.
#[derive(Debug)]
struct Manner {
    size: u32,
    look_ahead: usize,
    most_pages: u64,
    policy: RetryPolicy,
    attempts: usize,
    attempt: Duration,
    deadline: Duration,
    in_line: bool,
    /// How long the caller waits for a page before giving up.
    gives_up: Option<u64>,
    /// How long the caller takes over a page.
    pause: u64,
}

impl Manner {
    fn random(rng: &mut Rng, alone: bool) -> Self {
        let attempts = *rng.choice(&[5, 5, 5, 1, 2, 8]).expect("a choice");
        let attempt = Duration::from_secs(*rng.choice(&[1, 3, 10, 10]).expect("a choice"));
        let deadline = Duration::from_secs(*rng.choice(&[45, 45, 15, 120]).expect("a choice"));
        let in_line = !alone || rng.f64() < 0.9;
        // Some while their request is on its way.
        let longest = *rng.choice(&[50, 3_000]).expect("a choice");
        let gives_up = (rng.f64() < 0.2).then(|| rng.u64(1..longest));
        let policy = RetryPolicy::default().max_attempts(attempts as u32).attempt_timeout(attempt).deadline(deadline);
        Self {
            size: *rng.choice(&[3, 5, 10, 10, 20]).expect("a choice"),
            look_ahead: *rng.choice(&[0, 1, 1, 1, 2, 8, 32]).expect("a choice"),
            most_pages: if rng.f64() < 0.1 { rng.u64(1..4) } else { u64::MAX },
            policy: policy.wait_in_line(in_line),
            attempts,
            attempt,
            deadline,
            in_line,
            gives_up,
            pause: if rng.f64() < 0.3 { rng.u64(1..3_000) } else { 0 },
        }
    }
}

/// How often a caller goes on before the service is told to behave, and before that is called no end.
const PATIENCE: usize = 15;

/// Reads a list to its end; `lists` are requests for it by the clients of each process.
pub(crate) async fn read<L: List>(
    network: Arc<Network>,
    lists: Vec<ListRequest<L>>,
    group: String,
    there: Vec<String>,
    account: fn(&L::Item) -> String,
    mut rng: Rng,
) -> Outcome {
    let cursor = matches!(L::OPERATION.info().id, "get_permission_group_member_list");
    let manner = Manner::random(&mut rng, lists.len() == 1);
    let mut outcome = Outcome { group, cursor, there, read: Vec::new(), warned: false, stops: 0, findings: Vec::new() };
    sleep(millis(&mut rng, 0..15_000)).await;
    let (mut at, mut errors, mut gave_up): (Option<Position>, usize, usize) = (None, 0, 0);
    loop {
        network.forget(&outcome.group);
        let list = rng.choice(&lists).expect("a process").clone();
        let list = list.page_size(manner.size).look_ahead(manner.look_ahead).max_pages(manner.most_pages);
        // Nobody tries for ever to find the limiter idle.
        let policy = manner.policy.clone().wait_in_line(manner.in_line || errors > PATIENCE);
        let list = at.clone().map_or(list.clone(), |at| list.start_at(at)).retry(policy);
        let (mut pages, begun) = (list.pages(), Instant::now());
        let error = loop {
            // Whoever gives up without end never comes to one.
            let patience =
                manner.gives_up.filter(|_| gave_up < PATIENCE).map_or(u64::MAX / 1_000, |most| rng.u64(0..most));
            let asked = Instant::now();
            let Ok(page) = timeout(Duration::from_millis(patience), pages.next()).await else {
                gave_up += 1;
                break None;
            };
            match page {
                Some(Ok(page)) => {
                    outcome.warned |=
                        page.warning.as_ref().is_some_and(|w| !matches!(w, Warning::NoNext) || page.next.is_none());
                    outcome.read.extend(page.members.iter().map(account));
                    let Page { next, .. } = page;
                    match next {
                        Some(next) => at = Some(next),
                        None => {
                            if pages.next().await.is_some() {
                                outcome.findings.push("something came after the last page".to_owned());
                            }
                            return outcome;
                        }
                    }
                    sleep(Duration::from_millis(manner.pause)).await;
                }
                Some(Err(error)) => break Some((error, asked)),
                None if manner.most_pages == u64::MAX => {
                    outcome.findings.push("the stream ended where a page was to follow".to_owned());
                    return outcome;
                }
                None => break None,
            }
        };
        let Some((error, asked)) = error else {
            outcome.stops += 1;
            continue;
        };
        errors += 1;
        if pages.next().await.is_some() {
            outcome.findings.push(format!("something came after the error: {error}"));
        }
        network.log(format_args!("{} error: {error} / {error:?} / {:?}", outcome.group, sources(&error)));
        network.log(format_args!("{list:?} {pages:?}"));
        let wrong = judge(&error, &network, &outcome.group, &manner, asked.max(begun).elapsed());
        outcome.findings.extend(wrong.map(|wrong| format!("{wrong}: {error}")));
        match error.resume_from() {
            Some(position) => at = Some(position.clone()),
            // Only the service knows where to go on.
            None if error.is_stuck() && cursor => {
                at = None;
                outcome.read.clear();
            }
            None => {
                outcome.findings.push(format!("an error does not say where to go on: {error}"));
                return outcome;
            }
        }
        if errors == PATIENCE {
            network.calm();
        } else if errors > 3 * PATIENCE {
            outcome.findings.push(format!("no way to the end: {error}"));
            return outcome;
        }
        sleep(millis(&mut rng, 0..20_000)).await;
    }
}

fn sources(error: &Error) -> Vec<String> {
    let error: &dyn std::error::Error = error;
    std::iter::successors(error.source(), |error| error.source()).map(|error| format!("{error} {error:?}")).collect()
}

/// What is wrong with an error, if something is.
fn judge(error: &Error, network: &Network, group: &str, manner: &Manner, took: Duration) -> Option<&'static str> {
    let met = network.met(group);
    let clock = network.plan.clock.is_some() && error.is_auth();
    let deadline = error.is_timeout() && !met.is_empty();
    // Empty pages go on where they were read before.
    let empty = error.is_stuck() && network.odd(group).iter().any(|odd| matches!(odd, Oddity::Empty(_)));
    let busy = error.is_busy() && !manner.in_line;
    if !(clock || deadline || busy || empty || met.iter().any(|met| met.explains(error))) {
        return Some("nothing that happened explains this error");
    }
    let attempts = error.attempts();
    let signed_again =
        attempts.iter().any(|attempt| attempt.code.is_some_and(|code| code.retry_class() == RetryClass::SignAgain));
    if attempts.len() > manner.attempts {
        return Some("there were more attempts than permitted");
    }
    if attempts.iter().any(|attempt| attempt.took > manner.attempt + Duration::from_millis(5)) {
        return Some("an attempt took longer than permitted");
    }
    let all: Duration = attempts.iter().map(|attempt| attempt.took + attempt.waited).sum();
    if all > manner.deadline + Duration::from_millis(5) {
        return Some("the attempts took longer than the deadline");
    }
    let only_region = network.plan.down.is_some_and(|down| !down.all) && !network.refuses();
    // After a minute the region's host is tried again, and may be what the last attempt of other failures met.
    let twice =
        attempts.iter().rev().take(2).filter(|attempt| attempt.failure == attempts[attempts.len() - 1].failure).count()
            == 2;
    if error.is_connect() && only_region && twice {
        return Some("the backup host was not tried");
    }
    let status = error.status().is_some_and(|status| [408, 429].contains(&status) || status >= 500);
    let early = (error.is_retryable() || error.is_transport() || status)
        && attempts.len() < manner.attempts
        && took < manner.deadline / 4
        && manner.in_line
        && !signed_again
        && network.strikes() < 45
        && error.code().is_none_or(|code| code.get() != 70_050)
        && !met.iter().any(|met| met.takes_time());
    early.then_some("it was given up too early")
}

/// Whether a list met something that leaves members out without an error.
pub(crate) fn may_lose(odd: &Oddity, cursor: bool) -> bool {
    odd.loses_members() && cursor == (*odd == Oddity::NoNext)
}
