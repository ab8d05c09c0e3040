//! The sandbox without socket, thread and clock: for simulations, which are told the time.

use std::fmt;
use std::time::{Instant, SystemTime};

use hyper::{Method, Uri};

use super::checks::Incoming;
use super::churn::Churned;
use super::data::Data;
use super::reply::Reply;
use super::state::State;
use super::stats::{SeenRequest, Statistics};
use crate::contract::Operation;

/// A sandbox that is a state machine: a request in, a reply out.
///
/// What it replies depends on its data, on the requests before, and on the times that it is told,
/// so the same run gives the same replies byte for byte. Nothing in it waits:
/// what a fault does to the reply on its way (a reset, a delay, half a body) is up to the caller,
/// who finds it in [`Reply::fault`].
#[doc(hidden)]
pub struct Machine(State);

impl Machine {
    /// A machine that starts at `now`.
    #[must_use]
    pub fn new(data: Data, now: Instant) -> Self {
        Self(State::new(data, now))
    }

    /// Answers a request that has come in whole at `now`, which is `time` by the machine's calendar.
    ///
    /// `uri` is the path with its query; scheme and host are ignored. `now` must not go back from call to call,
    /// as windows of the rate are counted by it. `time`, moved by the data's `clock_offset_seconds`,
    /// ends UserSigs and bans.
    pub fn answer(&mut self, method: &Method, uri: &Uri, body: &[u8], now: Instant, time: SystemTime) -> Reply {
        self.0.answer(&Incoming::new(method, uri, body), now, time)
    }

    /// Changes the data, as [`Sandbox::edit`](super::Sandbox::edit).
    pub fn edit<T>(&mut self, edit: impl FnOnce(&mut Data) -> T) -> T {
        self.0.edit(edit)
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Data {
        self.0.borrow_data()
    }

    /// How often an operation was called, or with `None` the machine as a whole, in the second that ends at `now`.
    pub fn statistics(&mut self, operation: Option<Operation>, now: Instant) -> Statistics {
        self.0.statistics(operation, now)
    }

    /// Who has joined and left by churn, oldest first.
    #[must_use]
    pub fn churned(&self) -> Vec<Churned> {
        self.0.churned()
    }

    /// The requests it has seen, oldest first; the last 10,000 are kept.
    #[must_use]
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.0.book.requests()
    }
}

impl fmt::Debug for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Machine").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::auth::usersig;
    use crate::error::ErrorCode;
    use crate::sandbox::{Change, Churn, Fault, FaultKind};

    #[test]
    fn the_same_run_gives_the_same_replies() {
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
    }

    #[test]
    fn the_rate_is_counted_by_the_time_that_it_is_told() {
        let start = Instant::now();
        let mut machine = Machine::new(Data::demo(), start);
        let mut codes = |at, calls| -> Vec<_> {
            (0..calls).map(|_| ask(&mut machine, start + at).seen.code.expect("the service answered")).collect()
        };
        assert!(codes(Duration::ZERO, 200).iter().all(|code| *code == ErrorCode::OK));
        assert_eq!(codes(Duration::from_millis(999), 1), [ErrorCode::RATE_EXCEEDED]);
        assert_eq!(codes(Duration::from_secs(1), 1), [ErrorCode::OK]);
    }

    #[test]
    fn latencies_have_the_median_and_the_99th_percentile_that_they_are_told() {
        let (median, p99) = (Duration::from_millis(50), Duration::from_millis(400));
        let start = Instant::now();
        let mut data = Data::demo();
        data.faults = vec![Fault::new(FaultKind::Latency { median, p99 })];
        let mut machine = Machine::new(data, start);
        let mut delays: Vec<_> =
            (0..2_000).map(|i| ask(&mut machine, start + Duration::from_millis(i)).delay).collect();
        delays.sort_unstable();
        let near = |found: Duration, wanted: Duration| (0.8..1.25).contains(&found.div_duration_f64(wanted));
        assert!(near(delays[1_000], median), "{:?}", delays[1_000]);
        assert!(near(delays[1_980], p99), "{:?}", delays[1_980]);
    }

    #[test]
    fn churn_tells_who_joined_and_left() {
        let start = Instant::now();
        let mut data = Data::demo();
        data.churn = Churn::new(2, 1);
        let mut machine = Machine::new(data, start);
        let read = |machine: &mut Machine| -> Vec<String> {
            let body = ask(machine, start).response.expect("a response").into_body();
            let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
            let list = body["BannedAccountList"].as_array().expect("a list").clone();
            list.iter().filter_map(|item| Some(item["Member_Account"].as_str()?.to_owned())).collect()
        };
        let mut truth = read(&mut machine);
        assert_eq!(truth, ["brennanli1", "brennanli12"]);
        for _ in 0..5 {
            let changes = machine.churned();
            let last = changes.last().expect("somebody").after;
            for change in changes.iter().filter(|change| change.after == last) {
                match change.change {
                    Change::Left => truth.retain(|account| *account != change.account),
                    Change::Joined => truth.push(change.account.clone()),
                }
            }
            assert_eq!(changes.iter().filter(|change| change.after == last).count(), 3);
            assert_eq!(read(&mut machine), truth);
        }
    }

    fn run(seed: u64) -> Vec<String> {
        let start = Instant::now();
        let mut data = Data::demo();
        data.seed = seed;
        data.faults = vec![
            Fault::new(FaultKind::Reset).with_probability(0.2),
            Fault::new(FaultKind::Status(502)).with_probability(0.2),
        ];
        let mut machine = Machine::new(data, start);
        let reply = |i| format!("{:?}", ask(&mut machine, start + Duration::from_millis(i)));
        (0..100).map(reply).collect()
    }

    fn ask(machine: &mut Machine, now: Instant) -> Reply {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let operation = Operation::GetGroupBanMember.info();
        let application = machine.data().application.clone();
        let (key, app) = (&application.secret_key, application.sdk_app_id);
        let signature = usersig::sign(key, app, "administrator", time.into(), Duration::from_secs(86_400));
        let query = format!(
            "sdkappid={app}&identifier=administrator&usersig={}&random=1&contenttype=json",
            signature.expect("a name that can be signed").expose(),
        );
        let uri = format!("{}?{query}", operation.path).parse().expect("a URI");
        let body = br##"{"GroupId": "@TGS#aJRGC4MH6", "Offset": 0}"##;
        machine.answer(&Method::POST, &uri, body, now, time)
    }
}
