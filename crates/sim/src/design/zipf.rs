//! Keys by popularity: key `k` of `n` with a chance in proportion to `1 / k^a`.
//!
//! Rejection-inversion (Hörmann and Derflinger 1996): constant time whatever `n`.

use crate::random::Stream;

/// A law of keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zipf {
    count: u32,
    exponent: f64,
    /// The integral of the density's hull at the two ends.
    first: f64,
    last: f64,
    /// How near the hull's inverse must come to its key for a draw to be taken at once.
    slack: f64,
}

impl Zipf {
    /// `count` keys, with an exponent of zero (all alike) or more.
    pub fn new(count: u32, exponent: f64) -> Self {
        let hull = |x| integral(exponent, x);
        Self {
            count,
            exponent,
            first: hull(1.5) - 1.0,
            last: hull(f64::from(count) + 0.5),
            slack: 2.0 - inverse(exponent, hull(2.5) - density(exponent, 2.0)),
        }
    }

    /// Number of keys.
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// How popular keys are, the most popular first: so many with a chance of so much each. Those
    /// beyond the first thousand stand in groups of about the same chance.
    pub(super) fn groups(&self) -> Vec<(f64, f64)> {
        const APART: u32 = 1000;
        let mut groups = Vec::new();
        let mut from = 0;
        while from < self.count {
            let size = if from < APART { 1 } else { from / 50 };
            let to = from.saturating_add(size).min(self.count);
            let count = f64::from(to - from);
            let weight = if size == 1 {
                density(self.exponent, f64::from(to))
            } else {
                let end = |key: u32| integral(self.exponent, f64::from(key) + 0.5);
                (end(to) - end(from)) / count
            };
            groups.push((count, weight));
            from = to;
        }
        let all: f64 = groups.iter().map(|(count, weight)| count * weight).sum();
        for (_, weight) in &mut groups {
            *weight /= all;
        }
        groups
    }

    /// Draws a key, from zero; zero is the most popular.
    pub(crate) fn draw(&self, stream: &mut Stream) -> u32 {
        if self.exponent == 0.0 {
            return stream.below(u64::from(self.count)) as u32;
        }
        loop {
            let u = self.last + stream.uniform() * (self.first - self.last);
            let x = inverse(self.exponent, u);
            let key = libm::floor(x + 0.5).clamp(1.0, f64::from(self.count));
            if key - x <= self.slack
                || u >= integral(self.exponent, key + 0.5) - density(self.exponent, key)
            {
                return key as u32 - 1;
            }
        }
    }
}

fn density(a: f64, x: f64) -> f64 {
    libm::exp(-a * libm::log(x))
}

/// `(x^(1−a) − 1) / (1 − a)`, and its limit where `a` is one.
fn integral(a: f64, x: f64) -> f64 {
    let log = libm::log(x);
    let t = (1.0 - a) * log;
    if t.abs() > 1e-8 {
        log * libm::expm1(t) / t
    } else {
        log * (1.0 + t / 2.0)
    }
}

/// The inverse of [`integral`].
fn inverse(a: f64, y: f64) -> f64 {
    let t = ((1.0 - a) * y).max(-1.0);
    let log = if t.abs() > 1e-8 {
        y * libm::log1p(t) / t
    } else {
        y * (1.0 - t / 2.0)
    };
    libm::exp(log)
}
