//! When units are asked for in the course of a day.

use crate::{daily::DAY, random::Stream};

/// Most units of one item that are asked for in one day.
const MOST_A_DAY: u64 = 1_000_000;

/// How many units are asked for in a day.
#[derive(Clone, Copy, Debug)]
pub(super) enum Law {
    /// As many every day, evenly spread.
    Constant,
    /// Each customer by themselves.
    Poisson,
    /// Normal, rounded, never below zero.
    Normal {
        /// Standard deviation over mean.
        cv: f64,
    },
    /// Poisson around a mean that is drawn from a gamma distribution each day.
    NegativeBinomial {
        /// Of the gamma distribution.
        shape: f64,
    },
}

/// The demand for one item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand {
    pub(super) law: Law,
    /// Units a day, apart from season and promotions.
    pub(super) rate: f64,
    pub(super) season: Option<Season>,
    pub(super) promotion: Option<Promotion>,
}

/// Demand that swells and ebbs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Season {
    pub(super) amplitude: f64,
    /// In days.
    pub(super) period: f64,
    /// Day of the most demand.
    pub(super) peak: f64,
}

/// Days on which more is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Promotion {
    /// Days from the start of one to the start of the next.
    pub(super) every: u32,
    /// Days that it lasts: the last ones of these.
    pub(super) duration: u32,
    /// How many times as much.
    pub(super) times: f64,
}

impl Demand {
    /// Mean demand of a day, counted from the start of the warm-up.
    pub(super) fn mean(&self, day: u32) -> f64 {
        let mut mean = self.rate;
        if let Some(season) = self.season {
            let turn = (f64::from(day) + 0.5 - season.peak) / season.period;
            mean *= 1.0 + season.amplitude * libm::cos(std::f64::consts::TAU * turn);
        }
        if let Some(promotion) = self.promotion
            && day % promotion.every >= promotion.every - promotion.duration
        {
            mean *= promotion.times;
        }
        mean
    }
}

/// The days of one item, one after the other.
pub(super) struct Days {
    demand: Demand,
    stream: Stream,
    /// What a constant demand has over from the day before, in parts of a unit.
    over: f64,
}

impl Days {
    pub(super) fn new(demand: Demand, stream: Stream) -> Self {
        Self {
            demand,
            stream,
            over: 0.0,
        }
    }

    /// Fills `times` with the moments of a day at which a unit is asked for, in order, in
    /// nanoseconds from its start.
    pub(super) fn fill(&mut self, day: u32, times: &mut Vec<u64>) {
        times.clear();
        let mean = self.demand.mean(day);
        match self.demand.law {
            Law::Constant => {
                let due = self.over + mean;
                let units = due.floor().min(MOST_A_DAY as f64);
                self.over = due - units;
                let each = DAY as f64 / units;
                times.extend((0..units as u64).map(|at| ((at as f64 + 0.5) * each) as u64));
            }
            Law::Poisson => self.arrivals(mean, times),
            Law::NegativeBinomial { shape } => {
                let mean = mean * gamma(&mut self.stream, shape) / shape;
                self.arrivals(mean, times);
            }
            Law::Normal { cv } => {
                let drawn = mean * (1.0 + cv * self.stream.normal());
                self.spread((drawn.max(0.0) + 0.5) as u64, times);
            }
        }
    }

    /// Arrivals with exponential gaps.
    fn arrivals(&mut self, mean: f64, times: &mut Vec<u64>) {
        if mean <= 0.0 {
            return;
        }
        let gap = DAY as f64 / mean;
        let mut at = gap * self.stream.exponential();
        while at < DAY as f64 && (times.len() as u64) < MOST_A_DAY {
            times.push(at as u64);
            at += gap * self.stream.exponential();
        }
    }

    /// As many moments as given, each anywhere in the day: gaps that are exponential, cut to it.
    fn spread(&mut self, units: u64, times: &mut Vec<u64>) {
        let units = units.min(MOST_A_DAY) as usize;
        let mut at = 0.0;
        let mut ends = Vec::with_capacity(units);
        for _ in 0..units {
            at += self.stream.exponential();
            ends.push(at);
        }
        let all = at + self.stream.exponential();
        times.extend(ends.iter().map(|end| (end / all * DAY as f64) as u64));
    }
}

/// A gamma draw with scale one (Marsaglia and Tsang 2000).
fn gamma(stream: &mut Stream, shape: f64) -> f64 {
    if shape < 1.0 {
        let power = libm::pow(stream.uniform(), 1.0 / shape);
        return power * gamma(stream, shape + 1.0);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / libm::sqrt(9.0 * d);
    loop {
        let x = stream.normal();
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        if libm::log(stream.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}
