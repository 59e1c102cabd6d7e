//! When requests come: at a rate that may change from time to time, or with the time of day.
//!
//! A rate that changes in steps is followed exactly: the time to the next request is drawn anew at
//! each change, which an exponential does not notice. A rate that changes with the time of day is
//! thinned out of its peak (Lewis and Shedler 1979).

use super::super::model::{Arrivals, Design, Diurnal, Load};
use crate::random::Stream;

/// Most times that a request is drawn and thinned out at once; beyond, drawing goes on later.
const MOST_DRAWN: u32 = 1 << 20;
/// Most times as many requests as usual that surges make of them.
const MOST_SURGE: f64 = 1e6;

/// When requests come, unless from people who wait for answers.
pub(super) struct Coming<'d> {
    load: &'d Load,
    distances: Stream,
    phases: Stream,
    /// When the next request comes.
    next: u64,
    /// Mean time between two requests, in nanoseconds, where only surges change it.
    between: f64,
    /// What rounding to whole nanoseconds left of the last distance.
    carry: f64,
    /// How many times as many requests come as usual.
    surge: f64,
    /// Requests per second now, without surges and the time of day.
    rate: f64,
    /// When this rate changes.
    change: u64,
    /// When drawing goes on that was too much at once.
    again: u64,
    bursting: bool,
    /// The step of a trace.
    step: usize,
    /// When the warm-up was over.
    origin: Option<u64>,
}

impl<'d> Coming<'d> {
    pub(super) fn new(design: &'d Design, seed: u64, replication: u64) -> Self {
        let load = &design.load;
        let stream = |purpose| Stream::new(seed, &["load", purpose], replication);
        let mut coming = Self {
            load,
            distances: stream("arrivals"),
            phases: stream("phases"),
            next: u64::MAX,
            between: 0.0,
            carry: 0.0,
            surge: 1.0,
            rate: 0.0,
            change: u64::MAX,
            again: u64::MAX,
            bursting: false,
            step: 0,
            origin: None,
        };
        match &load.arrivals {
            Arrivals::Poisson { rate } | Arrivals::Constant { rate } => {
                coming.rate = *rate;
                coming.between = 1e9 / rate;
            }
            Arrivals::Bursty { burst, .. } => {
                let share = burst.length / (burst.length + burst.calm);
                coming.bursting = coming.phases.happens(share);
                coming.enter_phase(0);
            }
            Arrivals::Trace { steps } => coming.rate = steps[0].rate,
            Arrivals::Closed { .. } => {}
        }
        coming.plan(0);
        coming
    }

    /// When the next request comes.
    #[inline]
    pub(super) const fn next(&self) -> u64 {
        self.next
    }

    /// When the rate changes, or drawing goes on.
    pub(super) fn next_change(&self) -> u64 {
        self.change.min(self.again)
    }

    /// Draws when the next request comes.
    #[inline]
    pub(super) fn plan(&mut self, now: u64) {
        let mut distance = match (&self.load.arrivals, &self.load.diurnal) {
            (Arrivals::Poisson { .. }, None) => self.between * self.distances.exponential(),
            (Arrivals::Constant { .. }, _) => self.between,
            _ => {
                self.plan_by_rate(now);
                return;
            }
        };
        if self.surge.to_bits() != 1.0_f64.to_bits() {
            distance /= self.surge;
        }
        let exact = distance + self.carry;
        // Signed, for that is one instruction each way; what would come in 2^63 nanoseconds or later
        // comes never.
        let whole = exact as i64;
        self.carry = exact - whole as f64;
        self.next = now + whole as u64;
    }

    /// Draws when the next request comes at a rate that may change, or be zero.
    fn plan_by_rate(&mut self, now: u64) {
        self.again = u64::MAX;
        if self.rate <= 0.0 {
            self.next = u64::MAX;
            return;
        }
        let peak = 1.0 + self.load.diurnal.map_or(0.0, |day| day.amplitude);
        let mut exact = self.carry;
        for drawn in 0.. {
            if drawn == MOST_DRAWN {
                // The night is long. An exponential does not notice that it is drawn anew.
                self.next = u64::MAX;
                self.again = now.saturating_add(exact as u64).max(now + 1);
                return;
            }
            exact += 1e9 / (self.rate * self.surge * peak) * self.distances.exponential();
            let Some(day) = self.load.diurnal else { break };
            let level = self.level(day, now as f64 + exact);
            if self.distances.uniform() * peak < level {
                break;
            }
        }
        let whole = exact as u64;
        self.carry = exact - whole as f64;
        self.next = now.saturating_add(whole);
    }

    /// How many times as high the rate is at a time of day, which begins with the end of the
    /// warm-up.
    fn level(&self, day: Diurnal, at: f64) -> f64 {
        let Some(origin) = self.origin else {
            return 1.0;
        };
        let turns = (at - origin as f64) / day.period as f64;
        1.0 + day.amplitude * libm::sin(std::f64::consts::TAU * turns)
    }

    /// Draws the next request anew, for a rate that has changed.
    fn plan_anew(&mut self, now: u64) {
        self.carry = 0.0;
        self.plan(now);
    }

    /// So many times as many requests come from now on.
    pub(super) fn set_surge(&mut self, surge: f64, now: u64) {
        self.surge = surge.min(MOST_SURGE);
        self.plan_anew(now);
    }

    pub(super) const fn surge(&self) -> f64 {
        self.surge
    }

    /// The warm-up is over: from now on the time of day and the steps of a trace are counted.
    pub(super) fn begin(&mut self, now: u64) {
        self.origin = Some(now);
        if let Arrivals::Trace { steps } = &self.load.arrivals {
            self.change = steps.get(1).map_or(u64::MAX, |step| now + step.at);
        }
        if self.load.diurnal.is_some() {
            self.plan_anew(now);
        }
    }

    /// The rate changes, or drawing goes on; says how much was drawn before.
    pub(super) fn turn(&mut self, now: u64) -> u32 {
        if self.again <= now && self.again < self.change {
            self.plan_anew(now);
            return MOST_DRAWN;
        }
        match (&self.load.arrivals, self.origin) {
            (Arrivals::Bursty { .. }, _) => {
                self.bursting = !self.bursting;
                self.enter_phase(now);
            }
            (Arrivals::Trace { steps }, Some(origin)) => {
                self.step += 1;
                self.rate = steps[self.step].rate;
                let next = steps.get(self.step + 1);
                self.change = next.map_or(u64::MAX, |step| origin.saturating_add(step.at));
            }
            _ => self.change = u64::MAX,
        }
        self.plan_anew(now);
        0
    }

    /// Draws how long a burst, or the calm between two, lasts.
    fn enter_phase(&mut self, now: u64) {
        let Arrivals::Bursty { rate, burst } = self.load.arrivals else {
            return;
        };
        let length = if self.bursting {
            burst.length
        } else {
            burst.calm
        };
        self.rate = if self.bursting { burst.rate } else { rate };
        let lasts = (length * self.phases.exponential() + 0.5) as u64;
        self.change = now.saturating_add(lasts.max(1));
    }
}
