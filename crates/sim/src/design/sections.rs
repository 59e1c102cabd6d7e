//! Intervals from sections: replications, or parts of them where there are few.
//!
//! A section is a stretch of one replication, long enough that sections hardly know of each other.
//! Figures that are a ratio of sums get the ratio estimator's standard error. Quantiles get that of
//! the sections' quantiles around the quantile of all, and that of the share below it, read back as
//! quantiles (Woodruff 1952), whichever reaches further: a crowded section pulls the tail by its
//! count, a slow one by its times. All with Student's t on one less than the number of sections (Law
//! 2015, sections 9.4 and 9.5). Waits are skewed, so that what is too low has an interval too short
//! as well: above, an interval reaches as far as it would on a logarithmic scale, if that is further.

use std::ops::Range;

use super::{
    histogram::Histogram,
    tally::{Replication, SLICES},
};
use crate::estimate::Estimate;

/// Sections that are wanted in all.
const WANTED: usize = 16;
/// Replications from which on each is one section.
const ENOUGH: usize = 8;
/// Fewest sections that whole replications are put together into, where one alone says too little
/// about a quantile.
const FEWEST: usize = 4;
/// Observations beyond a quantile that its section must hold.
const LEAST_BEYOND: f64 = 10.0;

/// Half of Student's t at 99%, by degrees of freedom, from one.
const STUDENT: [f64; 30] = [
    63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012,
    2.977, 2.947, 2.921, 2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779,
    2.771, 2.763, 2.756, 2.750,
];
/// The normal's quantile at 99.5%.
const NORMAL: f64 = 2.575_829_303_548_901;

/// Student's t at 99%, both sides together.
pub(super) fn student(degrees: usize) -> f64 {
    if let Some(t) = STUDENT.get(degrees - 1) {
        return *t;
    }
    // Cornish and Fisher's expansion, exact to three places from thirty degrees on.
    let (z, n) = (NORMAL, degrees as f64);
    let cube = z * z * z;
    z + (cube + z) / (4.0 * n) + (5.0 * cube * z * z + 16.0 * cube + 3.0 * z) / (96.0 * n * n)
}

/// A ratio of two sums over sections that hardly know of each other.
pub(crate) fn ratio_of(sums: &[(f64, f64)]) -> Estimate {
    let above: f64 = sums.iter().map(|(above, _)| above).sum();
    let below: f64 = sums.iter().map(|(_, below)| below).sum();
    if below <= 0.0 {
        return Estimate::default();
    }
    let value = above / below;
    let count = sums.len() as f64;
    let residue = |(above, below): &(f64, f64)| (above - value * below) * (above - value * below);
    let squares: f64 = sums.iter().map(residue).sum();
    if sums.len() < 2 {
        return Estimate {
            value: Some(value),
            ..Estimate::default()
        };
    }
    let error = (squares / (count - 1.0) / count).sqrt() / (below / count);
    let half = student(sums.len() - 1) * error;
    let high = if value > 0.0 {
        (value + half).max(value * libm::exp((half / value).min(1.0)))
    } else {
        value + half
    };
    Estimate::new(value, value - half, high)
}

/// A share whose interval is at least as wide as that of as many independent trials (Wilson 1927).
pub(crate) fn widened(ratio: Estimate, trials: f64) -> Estimate {
    let (Some(p), Some(low), Some(high)) = (ratio.value, ratio.low, ratio.high) else {
        return ratio;
    };
    // What came before the measured time may be answered within it.
    let p = p.min(1.0);
    let square = NORMAL * NORMAL;
    let centre = (p + square / (2.0 * trials)) / (1.0 + square / trials);
    let half = NORMAL / (1.0 + square / trials)
        * (p * (1.0 - p) / trials + square / (4.0 * trials * trials))
            .max(0.0)
            .sqrt();
    let low = low.min(centre - half).clamp(0.0, p);
    let high = high.max(centre + half).clamp(p, 1.0_f64.max(p));
    Estimate::new(p, low, high)
}

/// Stretches of replications.
pub(super) struct Sections<'r> {
    replications: &'r [Replication],
    /// Sections of one replication.
    per: usize,
}

impl<'r> Sections<'r> {
    /// Sections of replications; of whole ones only, where time within them is not alike.
    pub(super) const fn new(replications: &'r [Replication], whole: bool) -> Self {
        let count = replications.len();
        let per = if whole || count >= ENOUGH {
            1
        } else {
            let per = WANTED / count;
            if per >= 8 { 8 } else { per.next_power_of_two() }
        };
        Self { replications, per }
    }

    /// Each section: its replication and its slices, cut into `per` for one replication.
    fn cut(&self, per: usize) -> impl Iterator<Item = (&'r Replication, Range<usize>)> {
        let length = SLICES / per;
        self.replications.iter().flat_map(move |replication| {
            (0..per).map(move |at| (replication, at * length..(at + 1) * length))
        })
    }

    /// A ratio of two sums over slices.
    pub(super) fn ratio(&self, read: impl Fn(&Replication, usize) -> (f64, f64)) -> Estimate {
        let sums: Vec<(f64, f64)> = self
            .cut(self.per)
            .map(|(replication, slices)| {
                let parts = slices.map(|slice| read(replication, slice));
                parts.fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y))
            })
            .collect();
        ratio_of(&sums)
    }

    /// A share of events, whose interval is at least as wide as that of as many independent ones
    /// (Wilson 1927): where nothing happened, something still may.
    pub(super) fn share(&self, read: impl Fn(&Replication, usize) -> (f64, f64)) -> Estimate {
        let ratio = self.ratio(&read);
        let all = self
            .cut(1)
            .flat_map(|(replication, slices)| slices.map(move |slice| (replication, slice)));
        let trials: f64 = all
            .map(|(replication, slice)| read(replication, slice).1)
            .sum();
        widened(ratio, trials)
    }

    /// A quantile of times, in milliseconds. `read` gives the histograms of some slices.
    pub(super) fn quantile(
        &self,
        p: f64,
        read: impl Fn(&Replication, Range<usize>) -> Histogram,
    ) -> Estimate {
        let all = merged(&self.parts(1, &read));
        let beyond = |h: &Histogram| h.total() as f64 * (1.0 - p).min(p);
        if beyond(&all) < LEAST_BEYOND {
            return Estimate::default();
        }
        let Some(value) = all.quantile(p) else {
            return Estimate::default();
        };
        let mut per = self.per;
        let mut parts = self.parts(per, &read);
        while parts.len() < 2 || parts.iter().any(|part| beyond(part) < LEAST_BEYOND) {
            if per > 1 {
                per /= 2;
                parts = self.parts(per, &read);
            } else if parts.len() >= 2 * FEWEST {
                parts = parts.chunks(2).map(merged).collect();
            } else {
                return Estimate {
                    value: Some(value / 1e6),
                    ..Estimate::default()
                };
            }
        }
        let t = student(parts.len() - 1);
        let count = parts.len() as f64;
        let error = |squares: f64| (squares / (count - 1.0) / count).sqrt();
        let own = parts.iter().filter_map(|part| part.quantile(p));
        let half = t * error(own.map(|q| (q - value) * (q - value)).sum());
        // Where many are alike, as waits of zero are, more than p are not above the quantile.
        let held = all.below(value) / all.total() as f64;
        let residue = |part: &Histogram| part.below(value) - held * part.total() as f64;
        let residues = parts.iter().map(|part| residue(part) * residue(part));
        let share = t * error(residues.sum()) * count / all.total() as f64;
        // So few are beyond that they say nothing of how far the tail reaches.
        let (low, high) = (all.quantile((p - share).max(0.0)), all.quantile(p + share));
        let (Some(low), Some(high)) = (low, high) else {
            return Estimate {
                value: Some(value / 1e6),
                ..Estimate::default()
            };
        };
        let low = low.min(value - half).max(0.0);
        Estimate::new(value / 1e6, low / 1e6, high.max(value + half) / 1e6)
    }

    /// Histograms of sections.
    fn parts(
        &self,
        per: usize,
        read: &impl Fn(&Replication, Range<usize>) -> Histogram,
    ) -> Vec<Histogram> {
        let sections = self.cut(per);
        sections
            .map(|(replication, slices)| read(replication, slices))
            .collect()
    }
}

fn merged(parts: &[Histogram]) -> Histogram {
    let mut sum = Histogram::default();
    for part in parts {
        sum.merge(part);
    }
    sum
}
