//! What many populations came to, in whole numbers: adding them up gives the same in any order.

use super::{method::Decision, metrics::Finds, population::Outcome};

/// Steps to one, in which measured numbers are kept, cut off towards zero.
const STEPS: f64 = (1_u64 << 24) as f64;

/// A sum and a sum of squares in fixed point, so that adding up is exact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many there are.
    pub count: u64,
    sum: i128,
    squares: i128,
}

impl Sums {
    /// Adds a number; beyond 2^38 it counts as that, and what is no number as zero.
    pub(super) fn add(&mut self, x: f64) {
        const MOST: f64 = (1_u64 << 38) as f64;
        let steps = (x.clamp(-MOST, MOST) * STEPS) as i64;
        self.count += 1;
        self.sum += i128::from(steps);
        // In steps again, so that the sum of squares of 2^50 of them has room.
        self.squares += (i128::from(steps) * i128::from(steps)) >> 24;
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// Mean and variance; nothing where there is nothing.
    pub fn moments(&self) -> Option<(f64, f64)> {
        if self.count == 0 {
            return None;
        }
        let n = self.count as f64;
        let mean = self.sum as f64 / STEPS / n;
        let variance = self.squares as f64 / STEPS / n - mean * mean;
        Some((mean, variance.max(0.0)))
    }
}

/// What the experiments of one scenario came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// Experiments.
    pub experiments: u64,
    /// Ended significantly better.
    pub above: u64,
    /// Ended significantly worse.
    pub below: u64,
    /// Stopped as harmful.
    pub harm: u64,
    /// The interval at the end held the truth.
    pub covered: u64,
    /// How many ended at each look.
    pub stopped: Vec<u64>,
    /// Size of the estimate over that of the lift, where significant with the right sign.
    pub exaggeration: Sums,
    /// Estimates at the first look, over their planned standard error.
    pub raw: Sums,
    /// The same after the adjustment by the covariate.
    pub adjusted: Sums,
}

impl Ends {
    pub(super) fn add(&mut self, outcome: &Outcome, truth: f64) {
        self.experiments += 1;
        let sign = match outcome.decision {
            Decision::Above => {
                self.above += 1;
                1.0
            }
            Decision::Below => {
                self.below += 1;
                -1.0
            }
            Decision::Harm => {
                self.harm += 1;
                0.0
            }
            Decision::None => 0.0,
        };
        self.covered += u64::from(outcome.covered);
        if outcome.look >= self.stopped.len() {
            self.stopped.resize(outcome.look + 1, 0);
        }
        self.stopped[outcome.look] += 1;
        if sign * truth > 0.0 {
            self.exaggeration.add((outcome.estimate / truth).abs());
        }
    }

    /// Keeps the estimates of the first look; `unit` is their planned standard error.
    pub(super) fn add_first(&mut self, first: [f64; 2], truth: f64, unit: f64) {
        self.raw.add((first[0] - truth) / unit);
        self.adjusted.add((first[1] - truth) / unit);
    }

    /// Significant results on either side.
    pub const fn significant(&self) -> u64 {
        self.above + self.below
    }

    fn merge(&mut self, other: &Self) {
        self.experiments += other.experiments;
        self.above += other.above;
        self.below += other.below;
        self.harm += other.harm;
        self.covered += other.covered;
        if self.stopped.len() < other.stopped.len() {
            self.stopped.resize(other.stopped.len(), 0);
        }
        for (mine, theirs) in self.stopped.iter_mut().zip(&other.stopped) {
            *mine += theirs;
        }
        self.exaggeration.merge(&other.exaggeration);
        self.raw.merge(&other.raw);
        self.adjusted.merge(&other.adjusted);
    }

    fn words(&self, see: &mut dyn FnMut(i128)) {
        for count in [
            self.experiments,
            self.above,
            self.below,
            self.harm,
            self.covered,
        ] {
            see(i128::from(count));
        }
        for &count in &self.stopped {
            see(i128::from(count));
        }
        for sums in [&self.exaggeration, &self.raw, &self.adjusted] {
            see(i128::from(sums.count));
            see(sums.sum);
            see(sums.squares);
        }
    }
}

/// What a range of populations came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Populations.
    pub populations: u64,
    /// Without a lift.
    pub null: Ends,
    /// With the world's lift.
    pub lift: Ends,
    /// With the world's harmful lift.
    pub harm: Ends,
    /// Alarms of the sample ratio.
    pub ratio_alarms: u64,
    /// Populations with any false find among several metrics.
    pub any_false: u64,
    /// Share of false finds among all finds of a population, zero where nothing is found.
    pub false_share: Sums,
    /// Moved metrics that were found.
    pub found: u64,
}

impl Tally {
    pub(super) fn add_finds(&mut self, finds: Finds) {
        let all = finds.right + finds.wrong;
        self.any_false += u64::from(finds.wrong > 0);
        self.false_share.add(finds.wrong as f64 / all.max(1) as f64);
        self.found += finds.right;
    }

    /// Adds what another range of the same plan came to.
    pub fn merge(&mut self, other: &Self) {
        self.populations += other.populations;
        self.null.merge(&other.null);
        self.lift.merge(&other.lift);
        self.harm.merge(&other.harm);
        self.ratio_alarms += other.ratio_alarms;
        self.any_false += other.any_false;
        self.false_share.merge(&other.false_share);
        self.found += other.found;
    }

    /// A number that is the same for the same whole numbers, as 16 hexadecimal digits (FNV-1a).
    pub fn hash(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut see = |word: i128| {
            for byte in word.to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        };
        for ends in [&self.null, &self.lift, &self.harm] {
            ends.words(&mut see);
        }
        let sums = &self.false_share;
        for count in [
            self.populations,
            self.ratio_alarms,
            self.any_false,
            self.found,
            sums.count,
        ] {
            see(i128::from(count));
        }
        see(sums.sum);
        see(sums.squares);
        format!("{hash:016x}")
    }
}
