//! Many lists, many faults, and every member exactly once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use tencent_chat::sandbox::{Data, Fault, FaultKind, Group, Sandbox, SeenRequest};
use tencent_chat::{Client, Error, ErrorCode, ListRead, Members, Position, UnixTime, read_many};

use crate::promise;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Begin no new round after so many seconds; a round reads every list once
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Groups whose bans are read, and as many whose permission group is
    #[arg(long, default_value_t = 200)]
    groups: usize,
    /// Where chance begins; printed, so that a run can be repeated
    #[arg(long)]
    seed: Option<u64>,
}

/// Answers that fail.
const PART: f64 = 0.05;
/// Lists that are read at a time, of each kind.
const AT_ONCE: usize = 50;

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}, 2 x {} groups, {} % of the answers fail", arguments.groups, PART * 100.0);
    let mut random = fastrand::Rng::with_seed(seed);
    let begun = Instant::now();
    let (mut rounds, mut wrong) = (0, Vec::new());
    let mut tally = Tally::default();
    while rounds == 0 || begun.elapsed() < Duration::from_secs(arguments.seconds) {
        round(arguments.groups, &mut random, &mut tally, &mut wrong).await?;
        rounds += 1;
    }
    let Tally { requests, faults, lists, members, resumed } = tally;
    println!("{rounds} round(s) in {:.1} s: {lists} lists, {members} members", begun.elapsed().as_secs_f64());
    let struck: u64 = faults.values().sum();
    println!("{requests} requests, {struck} of them met a fault: {faults:?}");
    println!("{resumed} lists were read on after an error that retries did not cure");
    wrong.iter().for_each(|wrong| println!("{wrong}"));
    Ok(promise(wrong.is_empty() && struck > 0, "every member of every list came exactly once, in order"))
}

#[derive(Debug, Default)]
struct Tally {
    requests: u64,
    faults: BTreeMap<&'static str, u64>,
    lists: usize,
    members: usize,
    resumed: usize,
}

/// Reads every list of a new sandbox once.
async fn round(
    groups: usize,
    random: &mut fastrand::Rng,
    tally: &mut Tally,
    wrong: &mut Vec<String>,
) -> anyhow::Result<()> {
    let mut data = Data::default();
    data.seed = random.u64(..);
    data.faults = faults();
    let sizes: Vec<_> = (0..groups).map(|_| (random.usize(0..350), random.usize(0..250))).collect();
    for (n, (banned, members)) in sizes.iter().enumerate() {
        let mut group = Group::new("AVChatRoom");
        (0..*banned).for_each(|m| group.ban(account(n, m), UnixTime::from_secs(4_102_444_800)));
        let mut community = Group::new("Community").permission_group("@PMG#_a");
        (0..*members).for_each(|m| community.put_member("@PMG#_a", account(n, m), |_| ()));
        data = data.group(format!("@TGS#a{n}"), group).group(format!("@TGS#_a{n}"), community);
    }
    let seen = Arc::new(Mutex::new((0, BTreeMap::new())));
    let log = Arc::clone(&seen);
    let on_request = move |request: &SeenRequest| {
        let (requests, faults) = &mut *log.lock().unwrap_or_else(PoisonError::into_inner);
        *requests += 1;
        if let Some(fault) = request.fault {
            *faults.entry(fault).or_insert(0) += 1;
        }
    };
    let sandbox = Sandbox::builder().data(data).on_request(on_request).start().await?;
    let client = Client::builder(sandbox.sdk_app_id(), sandbox.identifier(), sandbox.secret_key());
    let client = client.base_url(sandbox.base_url()).build()?;

    let bans: Vec<_> = (0..groups).map(|n| client.banned_members(format!("@TGS#a{n}"))).collect();
    let lists: Vec<_> =
        (0..groups).map(|n| client.permission_group_members(format!("@TGS#_a{n}"), "@PMG#_a")).collect();
    let bans = read_many(bans, AT_ONCE).then(|ListRead { request, members, error, .. }| {
        let id = request.group_id().to_owned();
        whole(id, members, error, move |at| request.clone().start_at(at).members(), |m| m.member_account)
    });
    let lists = read_many(lists, AT_ONCE).then(|ListRead { request, members, error, .. }| {
        let id = request.group_id().to_owned();
        whole(id, members, error, move |at| request.clone().start_at(at).members(), |m| m.member_account)
    });
    let (bans, lists): (Vec<_>, Vec<_>) = tokio::join!(bans.collect(), lists.collect());
    for (id, accounts, resumed) in bans.into_iter().chain(lists) {
        let n: usize = id.trim_start_matches(|c: char| !c.is_ascii_digit()).parse()?;
        let size = if id.starts_with("@TGS#_") { sizes[n].1 } else { sizes[n].0 };
        if accounts != (0..size).map(|m| account(n, m)).collect::<Vec<_>>() {
            wrong.push(format!("{id}: {} of {size} members, or in another order", accounts.len()));
        }
        tally.lists += 1;
        tally.members += accounts.len();
        tally.resumed += usize::from(resumed);
    }
    let (requests, faults) = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
    tally.requests += requests;
    faults.into_iter().for_each(|(fault, times)| *tally.faults.entry(fault).or_default() += times);
    Ok(())
}

fn account(group: usize, member: usize) -> String {
    format!("user{group}-{member}")
}

/// Reads a list on where an error cut it short, as a user would; tells whose it is, its accounts, and whether that
/// was necessary.
async fn whole<T: Send + 'static>(
    id: String,
    mut members: Vec<T>,
    mut error: Option<Error>,
    read_from: impl Fn(Position) -> Members<T>,
    account: impl Fn(T) -> String,
) -> (String, Vec<String>, bool) {
    let resumed = error.is_some();
    while let Some(position) = error.as_ref().filter(|e| e.is_retryable()).and_then(|e| e.resume_from()) {
        let (rest, again) = read_from(position.clone()).drain().await;
        members.extend(rest);
        error = again;
    }
    (id, members.into_iter().map(account).collect(), resumed)
}

/// Each kind equally often.
fn faults() -> Vec<Fault> {
    let time = Duration::from_millis(100);
    let kinds = [
        FaultKind::Refuse { time },
        FaultKind::Reset,
        FaultKind::ResetInBody,
        FaultKind::CutBody,
        FaultKind::Delay { time },
        FaultKind::SlowHead { time },
        FaultKind::SlowBody { time },
        FaultKind::Status(502),
        FaultKind::Status(503),
        FaultKind::Body(String::new()),
        FaultKind::Body("<html>".into()),
        FaultKind::ErrorCode(ErrorCode::GROUP_SERVICE_INTERNAL),
        FaultKind::ErrorCode(ErrorCode::SERVICE_TIMEOUT),
    ];
    // Each is asked only about the calls that those before it left alone; the difference does not matter here.
    let part = PART / kinds.len() as f64;
    kinds.into_iter().map(|kind| Fault::new(kind).with_probability(part)).collect()
}
