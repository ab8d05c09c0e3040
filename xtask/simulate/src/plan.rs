//! What a world is like, made from its seed.

use std::time::Duration;

use fastrand::Rng;
use tencent_chat::ErrorCode;
use tencent_chat::sandbox::{Churn, Fault, FaultKind, LastPage};

use crate::oddity::Oddity;

/// What a world is like.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Processes that share the quota; one has a limiter of its own.
    pub(crate) processes: usize,
    pub(crate) lists: usize,
    /// Calls a second that are granted.
    pub(crate) quota: u32,
    pub(crate) faults: Vec<Fault>,
    /// What is wrong with answers that are otherwise whole, and how often.
    pub(crate) oddities: Vec<Oddity>,
    pub(crate) odd: f64,
    pub(crate) churn: Churn,
    pub(crate) last_page: LastPage,
    /// The quickest way to the service, and how long it takes to answer at most.
    pub(crate) way: Duration,
    pub(crate) answer: Duration,
    /// When a host is down: the region's, or both.
    pub(crate) down: Option<Window>,
    /// When the clients' clock is wrong, and by how many seconds.
    pub(crate) clock: Option<(Window, i64)>,
    pub(crate) lifetime: Duration,
    /// Whether the first process dies, and when.
    pub(crate) death: Option<Duration>,
}

/// A span of simulated time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) from: Duration,
    pub(crate) to: Duration,
    /// Whether everything is struck rather than a part.
    pub(crate) all: bool,
}

impl Window {
    fn random(rng: &mut Rng) -> Self {
        let from = millis(rng, 0..20_000);
        Self { from, to: from + millis(rng, 1_000..90_000), all: rng.bool() }
    }

    pub(crate) fn holds(&self, at: Duration) -> bool {
        (self.from..self.to).contains(&at)
    }
}

pub(crate) fn millis(rng: &mut Rng, range: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(rng.u64(range))
}

/// Lists that a world reads: enough to share what is dear to build, such as clients.
pub(crate) const LISTS: usize = 25;

impl Plan {
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let rng = &mut rng;
        let quiet = rng.f64() < 0.15;
        let kinds = if quiet { 0 } else { rng.usize(0..6) };
        let faults: Vec<_> =
            (0..kinds).map(|_| Fault::new(kind(rng)).with_probability(rng.f64() * rng.f64() * 0.3)).collect();
        let oddities = if quiet || rng.f64() < 0.5 {
            Vec::new()
        } else {
            (0..rng.usize(1..4)).map(|_| Oddity::random(rng)).collect()
        };
        let processes = if rng.f64() < 0.4 { rng.usize(2..4) } else { 1 };
        Self {
            processes,
            lists: LISTS,
            quota: *rng.choice(&[20, 50, 200]).expect("a choice"),
            faults,
            oddities,
            odd: rng.f64() * 0.2,
            churn: if rng.f64() < 0.3 { Churn::new(rng.u32(0..3), rng.u32(0..3)) } else { Churn::default() },
            last_page: if rng.bool() { LastPage::NamesNext } else { LastPage::Ends },
            way: millis(rng, 1..40),
            answer: millis(rng, 0..400),
            down: (!quiet && rng.f64() < 0.2).then(|| Window::random(rng)),
            clock: (!quiet && rng.f64() < 0.2).then(|| {
                let step = *rng.choice(&[-200_000, -90_000, -3_600, 3_600, 90_000, 200_000]).expect("a choice");
                (Window::random(rng), step)
            }),
            lifetime: Duration::from_secs(*rng.choice(&[60, 600, 86_400]).expect("a choice")),
            death: (processes > 1 && rng.f64() < 0.3).then(|| millis(rng, 100..10_000)),
        }
    }
}

/// A fault of the sandbox.
fn kind(rng: &mut Rng) -> FaultKind {
    let time = *rng.choice(&[10, 300, 2_000, 15_000, 60_000]).expect("a choice");
    let time = Duration::from_millis(time);
    let code = |code| FaultKind::ErrorCode(ErrorCode::new(code));
    let gateway = |status, body: &str| FaultKind::Gateway {
        status,
        content_type: Some("text/plain".into()),
        body: body.to_owned(),
    };
    match rng.usize(0..35) {
        0 => FaultKind::Refuse { time },
        1 => FaultKind::Reset,
        2 => FaultKind::ResetInBody,
        3 => FaultKind::CutBody,
        4 => FaultKind::Delay { time },
        5 => FaultKind::Latency { median: Duration::from_millis(100), p99: Duration::from_secs(2) },
        6 => FaultKind::NeverAnswer,
        7 => FaultKind::Bandwidth(rng.u32(50..20_000)),
        8 => FaultKind::SlowHead { time },
        9 => FaultKind::SlowBody { time },
        10 => FaultKind::CloseIdle { time },
        11 => FaultKind::Status(408),
        12 => FaultKind::Status(429),
        13 => FaultKind::Status(rng.u16(500..505)),
        14 => FaultKind::Status(404),
        15 => gateway(503, "busy"),
        16 => FaultKind::Redirect("https://elsewhere.example/".into()),
        17 => FaultKind::ContentType(rng.bool().then(|| "text/plain".into())),
        18 => FaultKind::Body(r#"{"ActionStatus":"OK","Err"#.into()),
        19 => FaultKind::Body(String::new()),
        20 => FaultKind::Body("<html>".into()),
        21 => FaultKind::Body(r#"{"BannedAccountList":"none","MemberList":7}"#.into()),
        22 => FaultKind::DoubleBody,
        23 => FaultKind::RandomBytes(rng.u32(0..2_000)),
        24 => FaultKind::UnknownFields,
        25 => code(10_002),
        26 => code(60_007),
        27 => code(60_008),
        28 => code(70_001),
        29 => code(70_009),
        30 => code(70_050),
        31 => code(4_242),
        32 => code(-7),
        33 => FaultKind::StuckCursor,
        _ => FaultKind::ClockSkew(rng.i64(-100_000..100_000)),
    }
}
