//! Runs a range of populations.

use std::ops::Range;

use super::{
    plan::ExperimentPlan,
    population::{Scenario, Trial},
    tally::{Ends, Tally},
};
use crate::Stream;

/// Populations that share their streams of random numbers. A range that begins inside a block
/// draws the block's earlier populations, too, and leaves them out; ranges that begin with a block
/// lose nothing.
pub const BLOCK: u64 = 1024;

impl ExperimentPlan {
    /// How much there is to do for a population, in looks: for sharing out work.
    pub fn cost(&self) -> u64 {
        let metrics = self.metrics.as_ref().map_or(0, |metrics| metrics.count);
        (self.looks + metrics) as u64
    }

    /// Runs the populations of a range: each one experiment without lift, one with it and one
    /// that is harmful, independent of each other.
    ///
    /// The populations of block `b`, from `b·BLOCK` on, draw one after the other from streams named
    /// by the seed, the purpose and `b`; so a population is the same whatever range it is run in,
    /// and the tallies of ranges that cover a larger one add up to its tally.
    pub fn run(&self, seed: u64, range: Range<u64>) -> Tally {
        let mut tally = Tally::default();
        if range.is_empty() {
            return tally;
        }
        tally.populations = range.end - range.start;
        for block in range.start / BLOCK..=(range.end - 1) / BLOCK {
            let from = block * BLOCK;
            let until = range.end.min(from.saturating_add(BLOCK)) - from;
            let wanted = range.start.saturating_sub(from)..until;
            let stream = |purpose| stream(seed, purpose, block);
            for (scenario, purpose, ends) in [
                (&self.scenarios[0], "null", &mut tally.null),
                (&self.scenarios[1], "lift", &mut tally.lift),
                (&self.scenarios[2], "harm", &mut tally.harm),
            ] {
                self.run_block(scenario, &wanted, stream(purpose), ends);
            }
            tally.ratio_alarms += self.run_ratio(&wanted, stream("ratio"));
            self.run_metrics(&wanted, stream("metrics"), &mut tally);
        }
        tally
    }

    /// What is the same for all experiments in a world with one true lift.
    pub(super) const fn trial<'a>(&'a self, scenario: &'a Scenario) -> Trial<'a> {
        Trial {
            world: &self.world,
            scenario,
            rule: &self.rule,
            correlation: self.covariate_correlation,
        }
    }

    fn run_block(
        &self,
        scenario: &Scenario,
        wanted: &Range<u64>,
        mut stream: Stream,
        ends: &mut Ends,
    ) {
        let trial = self.trial(scenario);
        let adjusted = self.covariate_correlation != 0.0;
        let users = (self.users_per_arm / self.looks as u64).max(1);
        let variance = self.world.variance_of_difference(0.0, users);
        let unit = libm::sqrt(variance).max(f64::MIN_POSITIVE);
        for population in 0..wanted.end {
            let outcome = trial.run(&mut stream);
            if population >= wanted.start {
                ends.add(&outcome, scenario.truth);
                if adjusted {
                    ends.add_first(outcome.first, scenario.truth, unit);
                }
            }
        }
    }

    fn run_metrics(&self, wanted: &Range<u64>, mut stream: Stream, tally: &mut Tally) {
        let Some(metrics) = &self.metrics else {
            return;
        };
        let mut room = Vec::with_capacity(metrics.count);
        for population in 0..wanted.end {
            let finds = metrics.draw(&mut stream, &mut room);
            if population >= wanted.start {
                tally.add_finds(finds);
            }
        }
    }

    fn run_ratio(&self, wanted: &Range<u64>, mut stream: Stream) -> u64 {
        let mut alarms = 0;
        for population in 0..wanted.end {
            let alarm = self.assignment.alarm(&self.world, &mut stream);
            alarms += u64::from(alarm && population >= wanted.start);
        }
        alarms
    }
}

/// The random numbers of a block, or of one path, for a purpose.
pub(super) fn stream(seed: u64, purpose: &str, block: u64) -> Stream {
    Stream::new(seed, &["experiment", purpose], block)
}
