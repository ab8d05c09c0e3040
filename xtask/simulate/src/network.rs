//! The network and the service: what answers in place of HTTP.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use fastrand::Rng;
use futures_util::future::{BoxFuture, pending};
use futures_util::stream;
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};
use reqwest::{Body, Request, Response};
use serde_json::{Value, json};
use tencent_chat::sandbox::{Churn, FaultKind, Machine, Reply};
use tencent_chat::{Attempt, Operation};
use tokio::task;
use tokio::time::{Instant, sleep};

use crate::oddity::{self, Oddity};
use crate::plan::Plan;
use crate::strike::Met;
use crate::trace::Trace;

/// By how much ways to the service differ at most: the client is promised 5 ms.
const JITTER_MICROS: u64 = 4_900;

/// So long members join and leave: a list that grows with every page has no end.
const CHURN: Duration = Duration::from_secs(40);

/// So many requests are no reading any more.
const MOST_REQUESTS: u64 = 50_000;

/// The network of a world, with the service behind it.
pub(crate) struct Network {
    pub(crate) plan: Plan,
    pub(crate) begun: Instant,
    refusing: reqwest::Client,
    state: Mutex<State>,
}

pub(crate) struct State {
    pub(crate) machine: Machine,
    rng: Rng,
    refused_until: Option<Instant>,
    /// When a connection was refused last.
    refused_at: Option<Instant>,
    /// Since when each list is being read, and what it has met since.
    met: BTreeMap<String, (Instant, Vec<Met>)>,
    /// Whether the service behaves from now on, so that lists come to an end.
    calm: bool,
    /// Oddities that each list has met in all.
    pub(crate) odd: BTreeMap<String, BTreeSet<Oddity>>,
    /// How often each fault has struck.
    pub(crate) struck: BTreeMap<&'static str, u64>,
    pub(crate) trace: Trace,
    requests: u64,
    /// How long the answer to a task's attempt asks to wait, and that to the attempt before.
    asked: HashMap<Option<task::Id>, [Option<Duration>; 2]>,
    pub(crate) findings: Vec<String>,
}

/// The sandbox's calendar at the beginning.
pub(crate) const EPOCH: Duration = Duration::from_secs(1_800_000_000);

impl Network {
    pub(crate) fn new(plan: Plan, machine: Machine, seed: u64, begun: Instant) -> Arc<Self> {
        let refusing = reqwest::Client::builder().no_proxy().tls_certs_only([]).dns_resolver(NoName);
        let state = State {
            machine,
            rng: Rng::with_seed(seed ^ 0x006e_6574),
            refused_until: None,
            refused_at: None,
            met: BTreeMap::new(),
            calm: false,
            odd: BTreeMap::new(),
            struck: BTreeMap::new(),
            trace: Trace::default(),
            requests: 0,
            asked: HashMap::new(),
            findings: Vec::new(),
        };
        let refusing = refusing.build().expect("an HTTP client");
        Arc::new(Self { plan, begun, refusing, state: Mutex::new(state) })
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn at(&self) -> Duration {
        self.begun.elapsed()
    }

    pub(crate) fn log(&self, line: impl std::fmt::Display) {
        let at = self.at();
        self.state().trace.line(at, line);
    }

    /// A reading of the list begins or goes on.
    pub(crate) fn forget(&self, group: &str) {
        self.state().met.insert(group.to_owned(), (Instant::now(), Vec::new()));
    }

    /// What the list has met since then.
    pub(crate) fn met(&self, group: &str) -> Vec<Met> {
        let state = self.state();
        let Some((since, met)) = state.met.get(group) else { return Vec::new() };
        let refused = state.refused_at.is_some_and(|at| at >= *since);
        met.iter().cloned().chain(refused.then_some(Met::NoConnection)).collect()
    }

    /// The oddities that the list has met in all.
    pub(crate) fn odd(&self, group: &str) -> BTreeSet<Oddity> {
        self.state().odd.get(group).cloned().unwrap_or_default()
    }

    /// Whether ports are closed beside the hosts that are down.
    pub(crate) fn refuses(&self) -> bool {
        self.state().struck.contains_key("port closed")
    }

    pub(crate) fn strikes(&self) -> u64 {
        self.state().struck.values().sum()
    }

    /// From now on the service behaves.
    pub(crate) fn calm(&self) {
        let mut state = self.state();
        state.calm = true;
        state.machine.edit(|data| data.faults.clear());
    }

    /// An attempt is over: the wait before it must be the one that was asked for.
    pub(crate) fn attempted(&self, attempt: &Attempt) {
        let mut state = self.state();
        let [now, before] = state.asked.entry(task::try_id()).or_default();
        let before = std::mem::replace(before, now.take()).filter(|_| attempt.number > 1);
        if before.is_some_and(|asked| attempt.waited < asked) {
            state.findings.push(format!("{before:?} were asked for: {attempt:?}"));
        }
    }

    /// What answers in place of HTTP for one client.
    pub(crate) fn stand_in(
        self: &Arc<Self>,
    ) -> impl Fn(Request) -> BoxFuture<'static, reqwest::Result<Response>> + use<> {
        let network = Arc::clone(self);
        move |request| {
            let network = Arc::clone(&network);
            Box::pin(async move { network.carry(request).await })
        }
    }

    async fn carry(self: Arc<Self>, mut request: Request) -> reqwest::Result<Response> {
        let region = request.url().host_str().is_some_and(|host| !host.ends_with("my-imcloud.com"));
        let (connect, refused) = {
            let mut state = self.state();
            let down = self.plan.down.is_some_and(|down| down.holds(self.at()) && (down.all || region));
            let connect = if state.rng.f64() < 0.05 { state.rng.u64(0..200) } else { 0 };
            let refused = down || state.refused_until.is_some_and(|until| Instant::now() < until);
            if refused {
                *state.struck.entry(if down { "host down" } else { "port closed" }).or_default() += 1;
            }
            (connect, refused)
        };
        sleep(Duration::from_millis(connect)).await;
        let body = request.body_mut().take().unwrap_or_default();
        if refused {
            // Whose request it is stands in the body, for which nobody asks without a connection.
            self.state().refused_at = Some(Instant::now());
            return Err(self.refusing.execute(request).await.expect_err("the name does not resolve"));
        }
        // The connection stands: now the body is asked for, and is on its way whether or not the caller still waits.
        let body = body.collect().await?.to_bytes();
        let way = self.plan.way + Duration::from_micros(self.state().rng.u64(0..JITTER_MICROS));
        let (url, network) = (request.url().clone(), Arc::clone(&self));
        let flight = tokio::spawn(async move {
            sleep(way).await;
            network.arrive(&request, &body)
        });
        let Arrival { reply, body, wait } = flight.await.expect("the service does not panic");
        sleep(wait).await;
        let asked = reply.response.as_ref().ok().and_then(|response| response.headers().get("retry-after"));
        let asked = asked.and_then(|seconds| seconds.to_str().ok()?.parse().ok()).map(Duration::from_secs);
        self.state().asked.entry(task::try_id()).or_default()[0] = asked;
        Self::answer(reply, body).await.map_err(|error| error.with_url(url))
    }

    /// The request has come in whole.
    fn arrive(&self, request: &Request, body: &Bytes) -> Arrival {
        let (now, at) = (Instant::now(), self.at());
        let mut state = self.state();
        let state = &mut *state;
        state.requests += 1;
        assert!(state.requests < MOST_REQUESTS, "it never ends: {MOST_REQUESTS} requests");
        if at > CHURN && state.machine.data().churn != Churn::default() {
            state.machine.edit(|data| data.churn = Churn::default());
        }
        let path = request.url().path();
        let operation = Operation::ALL.iter().find(|operation| operation.info().path == path);
        let names = if operation == Some(&Operation::GetGroupBanMember) { oddity::BANS } else { oddity::MEMBERS };
        let mut asked: Value = serde_json::from_slice(body).unwrap_or_default();
        let group = asked["GroupId"].as_str().unwrap_or_default().to_owned();
        let (calm, chance) = (state.calm, self.plan.odd);
        let mut odd = self.plan.oddities.iter().find(|_| !calm && state.rng.f64() < chance).copied();
        let signature = request.url().query_pairs().find(|(name, _)| name == "usersig").map(|(_, value)| value);
        let signature = signature.unwrap_or_default().into_owned();
        state.trace.secret(&signature);

        let (mut first_empty, client_at) = (None, asked[names.position].clone());
        if let Some(cursor) = asked[names.position].as_str() {
            match oddity::past_empty_pages(cursor) {
                Ok(cursor) => asked[names.position] = cursor.into(),
                Err(page) => {
                    asked[names.position] = cursor.split('~').next().into();
                    first_empty = Some(page);
                }
            }
        }
        let sent = serde_json::to_vec(&asked).unwrap_or_default();
        let uri = format!("{path}?{}", request.url().query().unwrap_or_default()).parse().expect("a URI");
        let time = SystemTime::UNIX_EPOCH + EPOCH + at;
        let mut reply = state.machine.answer(request.method(), &uri, &sent, now.into_std(), time);
        let (mut status, mut retry_after) = (None, None);
        let mut body = reply.response.as_mut().map(|r| std::mem::take(r.body_mut())).unwrap_or_default();
        if reply.fault == Some(FaultKind::StuckCursor) && client_at != asked[names.position] {
            // Stuck where the client is, rather than where the service takes it to be.
            let mut answer: Value = serde_json::from_slice(&body).unwrap_or_default();
            answer[names.next].clone_from(&client_at);
            body = serde_json::to_vec(&answer).unwrap_or_default();
        }
        if reply.fault.is_none() && reply.seen.code == Some(tencent_chat::ErrorCode::OK) {
            let mut answer = first_empty.unwrap_or_else(|| serde_json::from_slice(&body).expect("the service's JSON"));
            match odd {
                Some(Oddity::Echo(spelling)) => {
                    let spelled = spelling.of(&signature);
                    let padding = "x ".repeat(state.rng.usize(0..120));
                    state.trace.secret(&spelled);
                    let text = format!("cannot read {padding}{spelled}, sorry");
                    if state.rng.bool() {
                        status = Some(502);
                        answer = text.into();
                    } else {
                        answer = json!({ "ActionStatus": "FAIL", "ErrorCode": 10_004, "ErrorInfo": text });
                    }
                }
                Some(Oddity::RetryAfter(seconds)) => (status, retry_after) = (Some(503), Some(seconds)),
                Some(other) => {
                    let applied = oddity::apply(other, names, &asked, &mut answer, &mut state.rng);
                    odd = odd.filter(|_| applied);
                    if applied && other == Oddity::Back {
                        // Back to where the client is, rather than where the service takes it to be.
                        answer[names.next].clone_from(&client_at);
                    }
                }
                None => {}
            }
            body = match &answer {
                Value::String(text) => text.clone().into_bytes(),
                other => serde_json::to_vec(other).unwrap_or_default(),
            };
        } else {
            odd = None;
        }
        if let Ok(response) = &mut reply.response {
            status.iter().for_each(|status| *response.status_mut() = http::StatusCode::from_u16(*status).expect("one"));
            let wait = retry_after.map(http::HeaderValue::from);
            wait.into_iter().for_each(|wait| drop(response.headers_mut().insert("retry-after", wait)));
        }
        if let Some(FaultKind::Refuse { time }) = reply.fault {
            state.refused_until = Some(now + time);
        }
        if let Some(odd) = odd {
            *state.struck.entry(odd.name()).or_default() += 1;
            state.odd.entry(group.clone()).or_default().insert(odd);
            state.meet(&group, Met::Odd(odd));
        } else if let Some(fault) = &reply.fault {
            *state.struck.entry(fault.name()).or_default() += 1;
            if *fault == FaultKind::StuckCursor {
                state.odd.entry(group.clone()).or_default().insert(Oddity::Back);
            }
            state.meet(&group, Met::Fault(fault.clone()));
        } else if reply.seen.code != Some(tencent_chat::ErrorCode::OK) {
            state.meet(&group, Met::Refusal(reply.seen.code));
        }
        let answers = Duration::from_micros(state.rng.u64(0..=self.plan.answer.as_micros() as u64));
        let wait = self.plan.way + answers + reply.delay;
        let position = &asked[names.position];
        let name = reply.fault.as_ref().map(FaultKind::name).or(odd.map(Oddity::name)).unwrap_or_default();
        state.trace.line(at, format_args!("#{} {group} {position} {:?} {name}", state.requests, reply.seen.code));
        Arrival { reply, body, wait }
    }

    /// The answer on its way back.
    async fn answer(reply: Reply, body: Vec<u8>) -> reqwest::Result<Response> {
        let (head, _) = reply.response.expect("a response").into_parts();
        let length = body.len() as f64;
        let whole = |body: Vec<u8>| Ok(Response::from(http::Response::from_parts(head.clone(), Body::from(body))));
        let late = |time: Duration, body: Vec<u8>, ends: bool| {
            let steps = stream::unfold((0, body), move |(step, body)| async move {
                match step {
                    0 => {
                        sleep(time).await;
                        Some((Ok(Frame::data(Bytes::from(body))), (1, Vec::new())))
                    }
                    1 if !ends => Some((Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)), (2, body))),
                    _ => None,
                }
            });
            let body = Body::wrap(StreamBody::new(steps));
            Ok(Response::from(http::Response::from_parts(head.clone(), body)))
        };
        match reply.fault {
            Some(FaultKind::Refuse { .. } | FaultKind::Reset) => {
                let lost: reqwest::Result<Response> = late(Duration::ZERO, Vec::new(), false);
                Err(lost?.bytes().await.expect_err("the answer is lost"))
            }
            Some(FaultKind::ResetInBody | FaultKind::CutBody) => {
                late(Duration::ZERO, body[..body.len() / 2].to_vec(), false)
            }
            Some(FaultKind::NeverAnswer) => pending().await,
            Some(FaultKind::Bandwidth(rate)) => late(Duration::from_secs_f64(length / f64::from(rate)), body, true),
            Some(FaultKind::SlowHead { time }) => {
                sleep(time).await;
                whole(body)
            }
            Some(FaultKind::SlowBody { time }) => late(time, body, true),
            _ => whole(body),
        }
    }
}

struct Arrival {
    reply: Reply,
    body: Vec<u8>,
    wait: Duration,
}

impl State {
    fn meet(&mut self, group: &str, met: Met) {
        self.met.entry(group.to_owned()).or_insert_with(|| (Instant::now(), Vec::new())).1.push(met);
    }
}

/// No name is known, so that no connection is made.
struct NoName;

impl reqwest::dns::Resolve for NoName {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err("no such host".into()) })
    }
}
