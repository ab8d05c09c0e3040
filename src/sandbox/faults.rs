//! Faults, and the calls that they strike.

use std::ops::{Bound, RangeBounds};
use std::time::Duration;

use hyper::header::HeaderValue;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::contract::Operation;
use crate::error::ErrorCode;

/// A fault, and the calls that it strikes. Default: every call.
///
/// ```
/// use std::time::Duration;
/// use tencent_chat::Operation;
/// use tencent_chat::sandbox::{Fault, FaultKind};
///
/// // The third call of one operation gets no response; every tenth call of any operation is late.
/// let script = [
///     Fault::new(FaultKind::Reset).on(Operation::GetGroupBanMember).calls(3..=3),
///     Fault::new(FaultKind::Delay { time: Duration::from_secs(1) }).every(10),
/// ];
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What happens.
    #[serde(rename = "do")]
    kind: FaultKind,
    /// The operation whose calls count. Default: all calls, including those to unknown paths.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_operation",
        deserialize_with = "read_operation"
    )]
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::operation"))]
    operation: Option<Operation>,
    /// The first call that is struck, counted from 1. Default: 1.
    #[serde(default = "one")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    first: u64,
    /// The last call that is struck. Default: no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    last: Option<u64>,
    /// Strikes every n-th of these calls. Default: 1.
    #[serde(default = "one")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    every: u64,
    /// The probability that one of these calls is struck. Default: 1.
    #[serde(default = "always")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    probability: f64,
}

/// What happens to a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum FaultKind {
    /// The connection is reset without a response, and the port refuses new connections for `time`.
    Refuse {
        /// The time.
        #[serde(rename = "milliseconds", with = "milliseconds")]
        #[cfg_attr(feature = "schema", schemars(with = "u64"))]
        time: Duration,
    },
    /// The connection is reset (TCP RST) before the first byte of the response.
    Reset,
    /// The connection is reset in the middle of the body.
    ResetInBody,
    /// The connection is closed in the middle of the body.
    CutBody,
    /// The response is delayed.
    Delay {
        /// The delay.
        #[serde(rename = "milliseconds", with = "milliseconds")]
        #[cfg_attr(feature = "schema", schemars(with = "u64"))]
        time: Duration,
    },
    /// The response is delayed by a random time with a log-normal distribution, as on a network.
    Latency {
        /// The median delay.
        #[serde(rename = "median_milliseconds", with = "milliseconds")]
        #[cfg_attr(feature = "schema", schemars(with = "u64", range(min = 1)))]
        median: Duration,
        /// The 99th percentile of the delay.
        #[serde(rename = "p99_milliseconds", with = "milliseconds")]
        #[cfg_attr(feature = "schema", schemars(with = "u64", range(min = 1)))]
        p99: Duration,
    },
    /// The request is read and never answered. The connection stays open.
    NeverAnswer,
    /// The body is sent at this number of bytes per second.
    Bandwidth(#[cfg_attr(feature = "schema", schemars(range(min = 1)))] u32),
    /// The head of the response arrives slowly.
    SlowHead {
        /// The time it takes.
        #[serde(rename = "milliseconds", with = "milliseconds")]
        #[cfg_attr(feature = "schema", schemars(with = "u64"))]
        time: Duration,
    },
    /// The body of the response arrives slowly.
    SlowBody {
        /// The time it takes.
        #[serde(rename = "milliseconds", with = "milliseconds")]
        #[cfg_attr(feature = "schema", schemars(with = "u64"))]
        time: Duration,
    },
    /// The response is complete; later the connection is closed while it is idle.
    CloseIdle {
        /// The time after the response.
        #[serde(rename = "milliseconds", with = "milliseconds")]
        #[cfg_attr(feature = "schema", schemars(with = "u64"))]
        time: Duration,
    },
    /// A gateway answers with this HTTP status and an HTML page.
    Status(#[cfg_attr(feature = "schema", schemars(range(min = 200, max = 999)))] u16),
    /// A gateway answers with this status, Content-Type and body.
    Gateway {
        /// The HTTP status.
        #[cfg_attr(feature = "schema", schemars(range(min = 200, max = 999)))]
        status: u16,
        /// The Content-Type. Default: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content_type: Option<String>,
        /// The body. Default: empty.
        #[serde(default)]
        body: String,
    },
    /// The response is a redirect to this URL with HTTP status 307, which asks for the same request again.
    Redirect(String),
    /// The response has this Content-Type, or none.
    ContentType(Option<String>),
    /// The response has this body and HTTP status 200.
    Body(String),
    /// The body of the response is repeated.
    DoubleBody,
    /// The body of the response is this number of random bytes.
    RandomBytes(#[cfg_attr(feature = "schema", schemars(range(max = MOST_RANDOM_BYTES)))] u32),
    /// Every object of the response has an additional field that the contract does not know.
    UnknownFields,
    /// The service answers with this error code.
    ErrorCode(
        #[serde(with = "number")]
        #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::error_code"))]
        ErrorCode,
    ),
    /// The next position of the response is the requested one. The first page is answered as usual.
    StuckCursor,
    /// The sandbox's clock is this number of seconds ahead during the call.
    ClockSkew(i64),
}

impl Fault {
    /// Returns a fault that strikes every call.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    ///
    /// sandbox.edit(|data| data.faults.push(Fault::new(FaultKind::Status(404))));
    /// let error = client.banned_members("@TGS#aJRGC4MH6").send().await.unwrap_err();
    /// assert_eq!(error.status(), Some(404));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub const fn new(kind: FaultKind) -> Self {
        Self { kind, operation: None, first: 1, last: None, every: 1, probability: 1.0 }
    }

    /// Counts and strikes only calls of this operation.
    ///
    /// ```
    /// use tencent_chat::Operation;
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    ///
    /// let fault = Fault::new(FaultKind::CutBody).on(Operation::GetPermissionGroupMemberList);
    /// ```
    #[must_use]
    pub const fn on(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Strikes only these calls, counted from 1 since the faults were set. Changing any fault sets all of them; see
    /// [`Sandbox::edit`](super::Sandbox::edit).
    ///
    /// ```
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    ///
    /// let third = Fault::new(FaultKind::Reset).calls(3..=3);
    /// let first_two = Fault::new(FaultKind::Reset).calls(..=2);
    /// let all_after_the_tenth = Fault::new(FaultKind::Reset).calls(11..);
    /// ```
    #[must_use]
    pub fn calls(mut self, calls: impl RangeBounds<u64>) -> Self {
        self.first = match calls.start_bound() {
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 1,
        };
        self.last = match calls.end_bound() {
            Bound::Included(last) => Some(*last),
            Bound::Excluded(after) => Some(after.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        self
    }

    /// Strikes only every `n`-th of the calls, beginning with the `n`-th. 0 means 1.
    ///
    /// ```
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    ///
    /// let every_tenth = Fault::new(FaultKind::Reset).every(10);
    /// ```
    #[must_use]
    pub const fn every(mut self, n: u64) -> Self {
        self.every = n;
        self
    }

    /// Returns what a data file can say and no call can match.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.first == 0 {
            return Err("first: calls are counted from 1".to_owned());
        }
        if let Some(last) = self.last.filter(|last| *last < self.first) {
            return Err(format!("last: {last} comes before first, {}", self.first));
        }
        if self.every == 0 {
            return Err("every: must be 1 or more".to_owned());
        }
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(format!("probability: {} is out of range; use 0 to 1", self.probability));
        }
        self.kind.check().map_err(|wrong| format!("do.{}: {wrong}", self.kind.name()))
    }

    /// Strikes a call with this probability, from 0 (never) to 1 (always). The data's seed makes a run repeatable.
    ///
    /// ```
    /// use tencent_chat::sandbox::{Fault, FaultKind};
    ///
    /// let one_in_twenty = Fault::new(FaultKind::Reset).with_probability(0.05);
    /// ```
    #[must_use]
    pub const fn with_probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }
}

impl FaultKind {
    /// Returns its name in a data file.
    ///
    /// ```
    /// assert_eq!(tencent_chat::sandbox::FaultKind::CutBody.name(), "cut_body");
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Refuse { .. } => "refuse",
            Self::Reset => "reset",
            Self::ResetInBody => "reset_in_body",
            Self::CutBody => "cut_body",
            Self::Delay { .. } => "delay",
            Self::Latency { .. } => "latency",
            Self::NeverAnswer => "never_answer",
            Self::Bandwidth(_) => "bandwidth",
            Self::SlowHead { .. } => "slow_head",
            Self::SlowBody { .. } => "slow_body",
            Self::CloseIdle { .. } => "close_idle",
            Self::Status(_) => "status",
            Self::Gateway { .. } => "gateway",
            Self::Redirect(_) => "redirect",
            Self::ContentType(_) => "content_type",
            Self::Body(_) => "body",
            Self::DoubleBody => "double_body",
            Self::RandomBytes(_) => "random_bytes",
            Self::UnknownFields => "unknown_fields",
            Self::ErrorCode(_) => "error_code",
            Self::StuckCursor => "stuck_cursor",
            Self::ClockSkew(_) => "clock_skew",
        }
    }
}

impl FaultKind {
    fn check(&self) -> Result<(), String> {
        match self {
            Self::Status(status) | Self::Gateway { status, .. } if !(200..=999).contains(status) => {
                Err(format!("{status} is no status of an answer; use 200 to 999"))
            }
            Self::ErrorCode(ErrorCode::OK) => Err("0 is no error; leave the fault out".to_owned()),
            Self::Bandwidth(0) => Err("0 would never end; use 1 or more, or never_answer".to_owned()),
            Self::RandomBytes(count) if *count > MOST_RANDOM_BYTES => {
                Err(format!("{count} is out of range; use 0 to {MOST_RANDOM_BYTES}"))
            }
            Self::Latency { median, p99 } if median.is_zero() || p99 < median => {
                Err("median_milliseconds must be 1 or more, and p99_milliseconds no less".to_owned())
            }
            Self::Redirect(value)
            | Self::ContentType(Some(value))
            | Self::Gateway { content_type: Some(value), .. }
                if HeaderValue::from_str(value).is_err() =>
            {
                Err(format!("{value:?} cannot be the value of a header"))
            }
            _ => Ok(()),
        }
    }

    /// Returns whether it takes the place of the service's answer.
    pub(super) const fn replaces_the_answer(&self) -> bool {
        matches!(
            self,
            Self::Refuse { .. }
                | Self::Reset
                | Self::NeverAnswer
                | Self::RandomBytes(_)
                | Self::Status(_)
                | Self::Gateway { .. }
                | Self::Redirect(_)
                | Self::Body(_)
                | Self::ErrorCode(_)
        )
    }
}

/// The maximum length of a random body, in bytes.
const MOST_RANDOM_BYTES: u32 = 64 * 1024 * 1024;

/// The faults in action, each with the number of calls it has counted.
#[derive(Debug)]
pub(super) struct Script {
    faults: Vec<Running>,
}

#[derive(Debug)]
struct Running {
    fault: Fault,
    counted: u64,
    // Each fault has its own, so that one fault's chances do not depend on the others.
    chance: fastrand::Rng,
}

impl Script {
    pub(super) fn new(faults: &[Fault], seed: u64) -> Self {
        let running = |(i, fault): (u64, &Fault)| Running {
            fault: fault.clone(),
            counted: 0,
            chance: fastrand::Rng::with_seed(seed.wrapping_add(i)),
        };
        Self { faults: (0..).zip(faults).map(running).collect() }
    }

    /// Returns whether the script was made from these faults.
    pub(super) fn is_of(&self, faults: &[Fault]) -> bool {
        self.faults.iter().map(|running| &running.fault).eq(faults)
    }

    /// Counts a call. Returns the fault that strikes it, and its source of random numbers.
    pub(super) fn next(&mut self, operation: Option<Operation>) -> Option<(FaultKind, fastrand::Rng)> {
        let mut struck = None;
        // All of them count, also after one has struck.
        for running in &mut self.faults {
            if running.strikes(operation) && struck.is_none() {
                struck = Some((running.fault.kind.clone(), running.chance.fork()));
            }
        }
        struck
    }
}

impl Running {
    fn strikes(&mut self, operation: Option<Operation>) -> bool {
        let fault = &self.fault;
        if fault.operation.is_some() && fault.operation != operation {
            return false;
        }
        self.counted += 1;
        let Some(beyond) = self.counted.checked_sub(fault.first.max(1)) else { return false };
        fault.last.is_none_or(|last| self.counted <= last)
            && (beyond + 1) % fault.every.max(1) == 0
            && self.chance.f64() < fault.probability
    }
}

const fn one() -> u64 {
    1
}

const fn always() -> f64 {
    1.0
}

fn write_operation<S: Serializer>(of: &Option<Operation>, serializer: S) -> Result<S::Ok, S::Error> {
    of.map(|operation| operation.info().id).serialize(serializer)
}

fn read_operation<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Operation>, D::Error> {
    let id = String::deserialize(from)?;
    let found = Operation::ALL.iter().find(|operation| operation.info().id == id);
    found.copied().map(Some).ok_or_else(|| {
        let known: Vec<_> = Operation::ALL.iter().map(|operation| operation.info().id).collect();
        serde::de::Error::custom(format!("no operation {id:?}; there are {}", known.join(", ")))
    })
}

mod milliseconds {
    use super::*;

    pub(super) fn serialize<S: Serializer>(time: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        u64::deserialize(from).map(Duration::from_millis)
    }
}

mod number {
    use super::*;

    pub(super) fn serialize<S: Serializer>(code: &ErrorCode, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i32(code.get())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ErrorCode, D::Error> {
        i32::deserialize(from).map(ErrorCode::new)
    }
}
