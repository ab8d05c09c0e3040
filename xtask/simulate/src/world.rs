//! A world: a service, a network, processes with callers, and what must hold in the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use fastrand::Rng;
use futures_util::future::join_all;
use serde_json::json;
use tencent_chat::sandbox::{Change, Churn, Data, Group, Machine, Rate};
use tencent_chat::{Client, ErrorCode, LocalRateLimiter, Operation, Quota, RateLimiter, Region, RetryClass, SecretKey};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use crate::caller::{self, Outcome};
use crate::fleet::Shared;
use crate::network::{EPOCH, Network};
use crate::oddity::Oddity;
use crate::plan::Plan;
use crate::trace::Listener;

/// What a world came to.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) lists: usize,
    pub(crate) requests: u64,
    /// Simulated.
    pub(crate) time: Duration,
    pub(crate) struck: BTreeMap<&'static str, u64>,
    pub(crate) findings: Vec<String>,
    pub(crate) trace: String,
}

const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

/// Reads the lists of the world of a seed.
pub(crate) fn run(seed: u64) -> Report {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    // What the client leaves to chance comes from here.
    fastrand::seed(seed);
    runtime.expect("a runtime").block_on(live(seed))
}

/// What retries have cost one client.
#[derive(Debug, Default)]
struct Spent {
    again: AtomicU64,
    refunded: AtomicU64,
}

async fn live(seed: u64) -> Report {
    let plan = Plan::new(seed);
    let mut rng = Rng::with_seed(seed ^ 0x0077_6f72_6c64);
    let begun = Instant::now();
    let lengths: Vec<usize> = (0..plan.lists).map(|_| rng.usize(0..60)).collect();
    let machine = Machine::new(data(&plan, &lengths, seed), begun.into_std());
    let network = Network::new(plan, machine, seed, begun);
    let plan = &network.plan;
    let _listening = tracing::subscriber::set_default(Listener::new(Arc::clone(&network)));
    network.state().trace.secret(KEY);
    network.log(format_args!("{plan:?}"));

    let server = Arc::new(LocalRateLimiter::per_second(plan.quota));
    let (dies, dead) = watch::channel(false);
    let mut limiters: Vec<Arc<dyn RateLimiter>> = Vec::new();
    let (mut clients, mut spent) = (Vec::new(), Vec::new());
    for process in 0..plan.processes {
        let (server, way) = (Arc::clone(&server), Duration::from_micros(rng.u64(200..5_000)));
        let dead = if process == 0 { dead.clone() } else { watch::channel(false).1 };
        let limiter: Arc<dyn RateLimiter> =
            if plan.processes == 1 { server } else { Arc::new(Shared { server, way, dead }) };
        let costs = Arc::new(Spent::default());
        clients.push(client(&network, Arc::clone(&limiter), Arc::clone(&costs)));
        limiters.push(limiter);
        spent.push(costs);
    }
    network.log(format_args!("{clients:?}"));

    let readings = lengths.iter().enumerate().map(|(number, length)| {
        let (network, rng) = (Arc::clone(&network), rng.fork());
        let (group, there) = (group(number), accounts(*length));
        // The process that dies takes callers of its own with it.
        let clients = clients[usize::from(plan.death.is_some())..].to_vec();
        tokio::spawn(async move {
            let long = Duration::from_secs(6 * 60 * 60);
            let lost = Outcome {
                group: group.clone(),
                cursor: false,
                there: Vec::new(),
                read: Vec::new(),
                warned: true,
                stops: 0,
                findings: vec!["it hangs".to_owned()],
            };
            let reading = async {
                if is_ban(number) {
                    let lists = clients.iter().map(|client| client.banned_members(&group)).collect();
                    caller::read(network, lists, group, there, |m| m.member_account.clone(), rng).await
                } else {
                    let lists = clients.iter().map(|client| client.permission_group_members(&group, WITHIN)).collect();
                    caller::read(network, lists, group, there, |m| m.member_account.clone(), rng).await
                }
            };
            timeout(long, reading).await.unwrap_or(lost)
        })
    });
    let readings: Vec<_> = readings.collect();
    if let Some(death) = plan.death {
        let client = clients[0].clone();
        let doomed: Vec<_> = (0..10)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { while client.banned_members(group(0)).send().await.is_ok() {} })
            })
            .collect();
        sleep(death).await;
        dies.send_replace(true);
        doomed.iter().for_each(tokio::task::JoinHandle::abort);
    }
    let mut findings = Vec::new();
    let mut outcomes = Vec::new();
    for reading in readings {
        match reading.await {
            Ok(outcome) => outcomes.push(outcome),
            Err(panic) => findings.push(format!("a panic: {panic}")),
        }
    }
    for costs in &spent {
        let (again, refunded) = (costs.again.load(Ordering::Relaxed), costs.refunded.load(Ordering::Relaxed));
        if again > BUDGET + refunded {
            findings
                .push(format!("{again} attempts after first ones, with a budget of {BUDGET} and {refunded} successes"));
        }
    }
    for outcome in &mut outcomes {
        let found = std::mem::take(&mut outcome.findings);
        findings.extend(found.into_iter().map(|found| format!("{}: {found}", outcome.group)));
    }
    findings.extend(judge(&network, &outcomes));
    findings.extend(starved(&network, limiters.last().expect("a limiter").as_ref(), &clients[0]).await);

    let mut state = network.state();
    findings.append(&mut state.findings);
    for outcome in &outcomes {
        let line = format!("{} {:?}", outcome.group, outcome.read);
        state.trace.line(network.at(), line);
    }
    if let Some(line) = state.trace.leak() {
        findings.push(format!("a secret: {line}"));
    }
    Report {
        lists: plan.lists,
        requests: state.machine.statistics(None, Instant::now().into_std()).requests,
        time: network.at(),
        struck: state.struck.clone(),
        findings,
        trace: state.trace.text().to_owned(),
    }
}

const BUDGET: u64 = 50;
const WITHIN: &str = "@PMG#_a";

const fn is_ban(number: usize) -> bool {
    number.is_multiple_of(2)
}

fn group(number: usize) -> String {
    if is_ban(number) { format!("@TGS#a{number}") } else { format!("@TGS#_{number}") }
}

fn accounts(length: usize) -> Vec<String> {
    (0..length).map(|n| format!("user{n}")).collect()
}

fn data(plan: &Plan, lengths: &[usize], seed: u64) -> Data {
    let mut data = Data::default();
    for (number, length) in lengths.iter().enumerate() {
        let mut made = Group::new(if is_ban(number) { "AVChatRoom" } else { "Community" });
        if !is_ban(number) {
            made = made.permission_group(WITHIN);
        }
        for account in accounts(*length) {
            let item = json!({ "Member_Account": account });
            match is_ban(number) {
                true => made.put(Operation::GetGroupBanMember, &[], &item),
                false => made.put(Operation::GetPermissionGroupMemberList, &[WITHIN], &item),
            }
        }
        data = data.group(group(number), made);
    }
    data.application.secret_key = SecretKey::new(KEY);
    data.behaviour.rate = Rate::Unlimited;
    data.behaviour.last_page = plan.last_page;
    data.faults.clone_from(&plan.faults);
    data.churn = plan.churn;
    data.seed = seed;
    data
}

fn client(network: &Arc<Network>, limiter: Arc<dyn RateLimiter>, spent: Arc<Spent>) -> Client {
    let (begun, wrong, watched) = (network.begun, network.plan.clock, Arc::clone(network));
    let clock = move || {
        let at = begun.elapsed();
        let true_time = SystemTime::UNIX_EPOCH + EPOCH + at;
        let step = wrong.filter(|(window, _)| window.holds(at)).map_or(0, |(_, step)| step);
        let by = Duration::from_secs(step.unsigned_abs());
        if step < 0 { true_time - by } else { true_time + by }
    };
    let data = network.state().machine.data().application.clone();
    let key = SecretKey::new(KEY);
    let http = reqwest::Client::builder().tls_certs_only([]);
    let client = Client::builder(data.sdk_app_id, "administrator", key)
        .region(Region::Singapore)
        .http_client(http)
        .clock(clock)
        .user_sig_lifetime(network.plan.lifetime)
        .rate_limiter(limiter)
        .observer(move |attempt| {
            watched.attempted(attempt);
            if attempt.number > 1 {
                spent.again.fetch_add(1, Ordering::Relaxed);
            }
            let signs_again = attempt.code.is_some_and(|code| code.retry_class() == RetryClass::SignAgain);
            if signs_again || attempt.code == Some(ErrorCode::OK) {
                spent.refunded.fetch_add(1, Ordering::Relaxed);
            }
        })
        .stand_in(Arc::new(network.stand_in()));
    client.build().expect("a client")
}

/// What is wrong with the lists, and with the rate.
fn judge(network: &Network, outcomes: &[Outcome]) -> Vec<String> {
    let mut findings = Vec::new();
    let (plan, mut state) = (&network.plan, network.state());
    let mut left: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut joined = left.clone();
    for churned in state.machine.churned() {
        let changed = if churned.change == Change::Left { &mut left } else { &mut joined };
        changed.entry(churned.group).or_default().insert(churned.account);
    }
    let nobody = BTreeSet::new();
    for outcome in outcomes {
        let Outcome { group, cursor, there, read, warned, stops, .. } = outcome;
        let (left, joined) = (left.get(group).unwrap_or(&nobody), joined.get(group).unwrap_or(&nobody));
        let odd = state.odd.get(group).cloned().unwrap_or_default();
        let once: BTreeSet<_> = read.iter().collect();
        // Offsets shift when members leave, which no client can see.
        let shifted = !cursor && !left.is_empty();
        // Whoever stops after a page whose next one leads back has nothing else to go on from.
        let back = *cursor && *stops > 0 && odd.contains(&Oddity::Back);
        if once.len() < read.len() && !shifted && !back {
            findings.push(format!("{group}: {} members came twice", read.len() - once.len()));
        }
        let stranger = read.iter().find(|account| !there.contains(account) && !joined.contains(*account));
        findings.extend(stranger.map(|account| format!("{group}: {account} was never in the list")));
        let missing = there.iter().filter(|account| !left.contains(*account) && !once.contains(account)).count();
        let told = *warned && odd.iter().any(|odd| caller::may_lose(odd, *cursor));
        if missing > 0 && !shifted && !told {
            findings.push(format!("{group}: {missing} of {} members are missing without a word", there.len()));
        }
        if *warned && odd.is_empty() && plan.churn == Churn::default() {
            findings.push(format!("{group}: a warning without a reason"));
        }
        let order: Vec<_> = there.iter().filter(|account| once.contains(account)).collect();
        if plan.churn == Churn::default() && once.len() == read.len() && !order.iter().copied().eq(read.iter()) {
            findings.push(format!("{group}: the members are out of order"));
        }
    }
    for operation in Operation::ALL {
        let peak = state.machine.statistics(Some(*operation), Instant::now().into_std()).peak_per_second;
        if peak > plan.quota as usize {
            findings.push(format!("{peak} calls of {operation:?} in a second, {} are granted", plan.quota));
        }
    }
    findings
}

/// Whether the limiter still grants the whole rate, after all that has happened to it.
async fn starved(network: &Network, limiter: &dyn RateLimiter, client: &Client) -> Option<String> {
    // Leases end, and the rate has come back.
    sleep(Duration::from_secs(180)).await;
    let (begun, calls) = (Instant::now(), network.plan.quota * 3);
    for operation in Operation::ALL {
        let quota = Quota::new(client.sdk_app_id(), *operation);
        // Slots that are lost never come back.
        let all = join_all((0..calls).map(|_| async { drop(limiter.acquire(quota).await) }));
        let _ = timeout(Duration::from_secs(60), all).await;
    }
    let took = begun.elapsed() / u32::try_from(Operation::ALL.len()).unwrap_or(1);
    let slow = took > Duration::from_millis(3_200);
    slow.then(|| format!("{calls} calls took {took:?} at {} a second", network.plan.quota))
}

/// So that a world that panics leaves the others alone.
pub(crate) fn run_or_panic(seed: u64) -> Report {
    std::panic::catch_unwind(|| run(seed)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
        Report { findings: vec![format!("a panic: {text}")], ..Report::default() }
    })
}
