//! Events in a sliding window of time.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The events of the last while, and the most there ever were in such a while.
///
/// A window is half open: of two events exactly its length apart, only the later is in it.
/// Every window's count is reached by the one that ends with its last event, so looking at each event is exact.
#[derive(Debug)]
pub(super) struct Window {
    length: Duration,
    events: VecDeque<Instant>,
    peak: usize,
}

impl Window {
    pub(super) fn new(length: Duration) -> Self {
        Self { length, events: VecDeque::new(), peak: 0 }
    }

    /// Counts an event; times must not go back.
    pub(super) fn add(&mut self, now: Instant) {
        self.slide(now);
        self.events.push_back(now);
        self.peak = self.peak.max(self.events.len());
    }

    /// How many there are in the window that ends now.
    pub(super) fn count(&mut self, now: Instant) -> usize {
        self.slide(now);
        self.events.len()
    }

    /// The most there ever were in one window.
    pub(super) fn peak(&self) -> usize {
        self.peak
    }

    fn slide(&mut self, now: Instant) {
        while self.events.front().is_some_and(|first| now.duration_since(*first) >= self.length) {
            self.events.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peak_is_the_most_in_any_window_of_random_events() {
        let mut random = fastrand::Rng::with_seed(7);
        let start = Instant::now();
        let length = Duration::from_millis(1000);
        for _ in 0..50 {
            let mut times: Vec<u64> = (0..200).map(|_| random.u64(0..5000)).collect();
            times.sort_unstable();
            let mut window = Window::new(length);
            for time in &times {
                window.add(start + Duration::from_millis(*time));
            }
            // Each window [t, t + 1000) that begins at any millisecond.
            let slow = (0..5000).map(|from| times.iter().filter(|time| (from..from + 1000).contains(*time)).count());
            assert_eq!(Some(window.peak()), slow.max());
        }
    }

    #[test]
    fn events_exactly_a_window_apart_do_not_count_together() {
        let start = Instant::now();
        let mut window = Window::new(Duration::from_secs(1));
        window.add(start);
        window.add(start + Duration::from_secs(1));
        assert_eq!(window.peak(), 1);
        assert_eq!(window.count(start + Duration::from_millis(1999)), 1);
        assert_eq!(window.count(start + Duration::from_secs(2)), 0);
    }
}
