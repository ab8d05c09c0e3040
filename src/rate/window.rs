//! The window that slides over the calls of one quota: a pure algorithm, told the time.

use std::collections::VecDeque;
use std::time::Duration;

use crate::rate::Progress;

/// How calls are spread, given that at most so many may arrive in any period.
///
/// There is a slot for each. A call takes one when it starts; from a period after the latest moment at which it may
/// have arrived, the slot serves another. `redis.lua` does the same for a fleet.
///
/// All times are since one and the same moment.
#[derive(Debug)]
pub(crate) struct Window {
    calls: usize,
    period: Duration,
    arrival_within: Duration,
    /// The latest moment at which each call that was sent may have arrived, in order.
    arrivals: VecDeque<Duration>,
    /// Calls that have a slot and are not sent yet.
    unsent: usize,
    /// When the next call may start for the sake of an even spread.
    next: Duration,
    /// Since when, and by which factor, calls are fewer.
    slowed: Option<(Duration, f64)>,
}

/// Which part of a period's calls may start at once.
pub(crate) const BURST_PART: u32 = 20;
/// The lowest rate is this part of the permitted one.
pub(crate) const SLOWEST: f64 = 16.0;
/// How long the rate takes to come back up.
pub(crate) const RECOVERY: Duration = Duration::from_secs(10);
/// How much longer than the quickest a request may be on its way, unless set.
pub(crate) const ARRIVAL_WITHIN: Duration = Duration::from_millis(5);

/// A call's place in the window: the latest moment at which it may have arrived, `Duration::MAX` before it is sent.
#[derive(Debug)]
pub(crate) struct Slot(Duration);

impl Window {
    pub(crate) fn new(calls: u32, period: Duration, arrival_within: Duration) -> Self {
        let (arrivals, next) = (VecDeque::new(), Duration::ZERO);
        Self { calls: calls as usize, period, arrival_within, arrivals, unsent: 0, next, slowed: None }
    }

    /// Starts a call at `now`, or says how long to wait before asking again.
    pub(crate) fn take(&mut self, now: Duration) -> Result<Slot, Duration> {
        while self.arrivals.front().is_some_and(|at| at.saturating_add(self.period) <= now) {
            self.arrivals.pop_front();
        }
        if self.arrivals.len() + self.unsent >= self.calls {
            let rested = self.arrivals.front().map_or(Duration::MAX, |at| at.saturating_add(self.period));
            // None of them may be sent yet: one could be any moment, and then rests for a period.
            return Err(rested.saturating_sub(now).min(self.period));
        }
        if self.next > now {
            return Err(self.next - now);
        }
        // Time lost to a late timer is made up for, up to the burst.
        let turn = self.next.max(now.saturating_sub(self.period / BURST_PART));
        self.next = turn + (self.period / u32::try_from(self.calls).unwrap_or(1)).mul_f64(self.slowness(now));
        self.unsent += 1;
        Ok(Slot(Duration::MAX))
    }

    /// Takes note of a call's progress.
    pub(crate) fn tell(&mut self, slot: &mut Slot, progress: Progress, now: Duration) {
        let Some(at) = progress.arrival(slot.0, now, self.arrival_within) else { return };
        if slot.0 == Duration::MAX {
            self.unsent -= 1;
        } else if let Ok(place) = self.arrivals.binary_search(&slot.0) {
            // Equal moments are alike, and leave the window together.
            self.arrivals.remove(place);
        } else {
            return;
        }
        let place = self.arrivals.partition_point(|other| *other <= at);
        self.arrivals.insert(place, at);
        slot.0 = at;
    }

    /// By which factor calls are fewer now; it comes back to 1 evenly.
    fn slowness(&self, now: Duration) -> f64 {
        self.slowed.map_or(1.0, |(since, factor)| {
            let passed = now.saturating_sub(since).div_duration_f64(RECOVERY).min(1.0);
            factor + (1.0 - factor) * passed
        })
    }

    /// The service was asked too often.
    pub(crate) fn slow_down(&mut self, now: Duration) {
        let factor = (self.slowness(now) * 2.0).min(SLOWEST);
        // Answers to calls that were under way together count once.
        if self.slowed.is_none_or(|(since, _)| now.saturating_sub(since) >= self.period) {
            self.slowed = Some((now, factor));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What happens at a millisecond, and for a new call, when it may start.
    #[derive(Clone, Copy, Debug)]
    pub(crate) enum Event {
        /// The call of this number asks, and starts at that millisecond.
        Takes(usize, u64),
        Told(usize, Progress),
        SlowDown,
    }
    use Event::{SlowDown, Takes, Told};
    use Progress::{Answered, Ended, Sent};

    /// Sequences for 4 calls a second with 5 ms for arrival, in order; a burst is a fifth of a call, and
    /// the first call may use it.
    /// `redis.lua` must do the same.
    pub(crate) const SEQUENCES: &[(&str, &[(u64, Event)])] = &[
        (
            "calls are spread evenly",
            &[(0, Takes(0, 0)), (0, Takes(1, 200)), (200, Takes(2, 450)), (650, Takes(3, 700))],
        ),
        (
            "time lost is made up for, up to the burst",
            &[
                (0, Takes(0, 0)),
                (10, Told(0, Ended)),
                (300, Takes(1, 300)),
                (300, Takes(2, 500)),
                (900, Takes(3, 900)),
                (900, Takes(4, 1_100)),
            ],
        ),
        (
            "a slot rests a period from the latest arrival",
            &[
                (0, Takes(0, 0)),
                (0, Told(0, Sent)),
                (200, Takes(1, 200)),
                (200, Told(1, Sent)),
                (450, Takes(2, 450)),
                (450, Told(2, Sent)),
                (700, Takes(3, 700)),
                (700, Told(3, Sent)),
                (700, Takes(4, 1_005)),
                (1_005, Told(4, Sent)),
                (1_005, Takes(5, 1_205)),
            ],
        ),
        (
            "an answer proves that the request has arrived",
            &[
                (0, Takes(0, 0)),
                (0, Told(0, Sent)),
                (2, Told(0, Answered)),
                (3, Told(0, Ended)),
                (200, Takes(1, 200)),
                (450, Takes(2, 450)),
                (700, Takes(3, 700)),
                (760, Takes(4, 1_002)),
            ],
        ),
        (
            "whoever gives up does not call the request back",
            &[
                (0, Takes(0, 0)),
                (0, Told(0, Sent)),
                (2, Told(0, Ended)),
                (200, Takes(1, 200)),
                (450, Takes(2, 450)),
                (700, Takes(3, 700)),
                (760, Takes(4, 1_005)),
            ],
        ),
        (
            "a request that was held up before it was sent counts from then",
            &[
                (0, Takes(0, 0)),
                (200, Takes(1, 200)),
                (200, Told(1, Sent)),
                (450, Takes(2, 450)),
                (450, Told(2, Sent)),
                (600, Told(0, Sent)),
                (700, Takes(3, 700)),
                (700, Told(3, Sent)),
                (700, Takes(4, 1_205)),
            ],
        ),
        (
            "one that is never sent counts until it is over",
            &[
                (0, Takes(0, 0)),
                (200, Takes(1, 200)),
                (260, Told(1, Ended)),
                (450, Takes(2, 450)),
                (510, Told(2, Ended)),
                (700, Takes(3, 700)),
                (800, Told(0, Ended)),
                (900, Told(3, Ended)),
                (900, Takes(4, 1_260)),
            ],
        ),
        (
            "too many calls halve the rate, once for those under way together, and it comes back",
            &[
                (0, Takes(0, 0)),
                (0, SlowDown),
                (100, SlowDown),
                (200, Takes(1, 200)),
                (200, Takes(2, 695)),
                (744, Told(0, Ended)),
                (744, Told(1, Ended)),
                (20_000, Takes(3, 20_000)),
                (20_000, Takes(4, 20_200)),
            ],
        ),
    ];

    #[test]
    fn calls_start_when_the_table_says() {
        // Some time after the beginning, as the script's clock is.
        let ms = |ms| Duration::from_millis(1_000_000 + ms);
        for (name, events) in SEQUENCES {
            let mut window = Window::new(4, Duration::from_secs(1), ARRIVAL_WITHIN);
            let mut slots: Vec<Slot> = Vec::new();
            for (at, event) in *events {
                match *event {
                    Takes(call, start) => {
                        let (mut now, mut tries) = (ms(*at), 0);
                        let slot = loop {
                            match window.take(now) {
                                Ok(slot) => break slot,
                                Err(wait) => now += wait,
                            }
                            tries += 1;
                            assert!(tries < 100, "{name}");
                        };
                        assert_eq!((slots.len(), now.as_millis()), (call, ms(start).as_millis()), "{name}: {call}");
                        slots.push(slot);
                    }
                    Told(call, progress) => window.tell(&mut slots[call], progress, ms(*at)),
                    SlowDown => window.slow_down(ms(*at)),
                }
            }
        }
    }
}
