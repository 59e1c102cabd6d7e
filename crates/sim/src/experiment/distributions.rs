//! What the figures of a run are made of: p-values, estimates, and some whole paths.
//!
//! A second pass over the same experiments, so that counting alone costs nothing more.

use serde::Serialize;

use super::{
    method::{Decision, Reading},
    normal::upper_tail,
    plan::ExperimentPlan,
    population::Outcome,
    run::{BLOCK, stream},
};

/// Most populations that are looked into.
pub const MOST_SEEN: u64 = 16 * BLOCK;
/// Bins of p-values from 0 to 1.
pub const P_BINS: usize = 20;
/// Bins of estimates.
pub const ESTIMATE_BINS: usize = 40;
/// Paths without a lift, and as many with it.
pub const PATHS: u64 = 20;

/// Distributions over the first populations of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Distributions {
    /// What a test that knows of no earlier look says where each experiment ended.
    pub p_values: PValues,
    /// Estimates where each experiment with the lift ended.
    pub estimates: Estimates,
    /// Some experiments look by look.
    pub paths: Paths,
}

/// Counts of p-values in bins of equal width from 0 to 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PValues {
    /// Experiments without a lift.
    pub without_lift: Vec<u64>,
    /// Experiments with the lift.
    pub with_lift: Vec<u64>,
}

/// Counts of estimates in bins of equal width; the first and the last hold what lies beyond, too.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimates {
    /// Where the first bin begins.
    pub from: f64,
    /// Where the last bin ends.
    pub to: f64,
    /// The true lift, in the middle.
    pub lift: f64,
    /// All experiments.
    pub all: Vec<u64>,
    /// Those that ended with a significant result.
    pub significant: Vec<u64>,
}

/// Statistics look by look.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paths {
    /// Units planned in each arm at each look.
    pub users_per_arm: Vec<u64>,
    /// Critical values of z; where they depend on the data, those at the planned variance.
    pub boundary: Vec<f64>,
    /// Whether a statistic below minus the critical value is significant as well.
    pub two_sided: bool,
    /// Experiments without a lift.
    pub without_lift: Vec<Path>,
    /// Experiments with the lift.
    pub with_lift: Vec<Path>,
}

/// One experiment, looked at to its last user.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Path {
    /// The statistic at each look, to a thousandth, within ±1000.
    pub z: Vec<f64>,
    /// The look, from one, at which the plan ends it.
    pub ended: usize,
    /// Whether it ends with a significant result.
    pub significant: bool,
}

impl ExperimentPlan {
    /// Looks into the first of as many populations as are run: the same experiments as those that
    /// [`ExperimentPlan::run`] counts.
    pub fn distributions(&self, seed: u64, populations: u64) -> Distributions {
        let most = populations.min(MOST_SEEN);
        let [null, lift, _] = &self.scenarios;
        let mut p_values = PValues {
            without_lift: vec![0; P_BINS],
            with_lift: vec![0; P_BINS],
        };
        let mut estimates = Estimates::around(self);
        for block in 0..most.div_ceil(BLOCK) {
            let here = BLOCK.min(most - block * BLOCK);
            let (trial, mut chance) = (self.trial(null), stream(seed, "null", block));
            for _ in 0..here {
                let p = self.p_value(&trial.run(&mut chance));
                p_values.without_lift[bin(p, P_BINS)] += 1;
            }
            let (trial, mut chance) = (self.trial(lift), stream(seed, "lift", block));
            for _ in 0..here {
                let outcome = trial.run(&mut chance);
                p_values.with_lift[bin(self.p_value(&outcome), P_BINS)] += 1;
                estimates.add(&outcome);
            }
        }
        Distributions {
            p_values,
            estimates,
            paths: self.paths(seed),
        }
    }

    fn p_value(&self, outcome: &Outcome) -> f64 {
        let z = statistic(outcome.estimate, outcome.tested);
        if self.sides == 2 {
            2.0 * upper_tail(z.abs())
        } else {
            upper_tail(z)
        }
    }

    fn paths(&self, seed: u64) -> Paths {
        let some = |scenario, purpose: &str| {
            let trial = self.trial(scenario);
            let paths = (0..PATHS).map(|at| self.path(&trial.path(&mut stream(seed, purpose, at))));
            paths.collect()
        };
        let users = |look| self.users_at(look) as u64;
        let left = 1.0 - self.covariate_correlation * self.covariate_correlation;
        let planned = |look| left * self.world.variance_of_difference(0.0, users(look));
        Paths {
            users_per_arm: (0..self.looks).map(users).collect(),
            boundary: (0..self.looks)
                .map(|look| thousandth(self.rule.critical(look, planned(look))))
                .collect(),
            two_sided: self.sides == 2,
            without_lift: some(&self.scenarios[0], "path without lift"),
            with_lift: some(&self.scenarios[1], "path with lift"),
        }
    }

    fn path(&self, readings: &[Reading]) -> Path {
        let decided = readings.iter().enumerate().find_map(|(look, reading)| {
            let decision = self.rule.decide(look, reading);
            (decision != Decision::None).then_some((look + 1, decision))
        });
        let (ended, decision) = decided.unwrap_or((self.looks, Decision::None));
        Path {
            z: readings
                .iter()
                .map(|reading| thousandth(statistic(reading.estimate, reading.tested)))
                .collect(),
            ended,
            significant: matches!(decision, Decision::Above | Decision::Below),
        }
    }
}

impl Estimates {
    /// Empty bins around the true lift: four planned standard errors at the end to either side,
    /// twice as many where an experiment may end earlier.
    fn around(plan: &ExperimentPlan) -> Self {
        let lift = plan.world.lift;
        let kept = 1.0 - plan.covariate_correlation * plan.covariate_correlation;
        let variance = kept * plan.world.variance_of_difference(lift, plan.users_per_arm);
        let errors = if plan.looks == 1 { 4.0 } else { 8.0 };
        // Bins have a width also where nothing varies.
        let half = (errors * libm::sqrt(variance)).max(1e-12 * lift.abs().max(1.0));
        Self {
            from: lift - half,
            to: lift + half,
            lift,
            all: vec![0; ESTIMATE_BINS],
            significant: vec![0; ESTIMATE_BINS],
        }
    }

    fn add(&mut self, outcome: &Outcome) {
        let share = (outcome.estimate - self.from) / (self.to - self.from);
        let at = bin(share, ESTIMATE_BINS);
        self.all[at] += 1;
        if matches!(outcome.decision, Decision::Above | Decision::Below) {
            self.significant[at] += 1;
        }
    }
}

/// The standardised statistic; zero where nothing is known yet or nothing differs.
fn statistic(estimate: f64, variance: f64) -> f64 {
    if estimate == 0.0 {
        0.0
    } else {
        estimate / libm::sqrt(variance)
    }
}

/// The bin of a share of the whole width; what lies beyond is in the first or the last.
fn bin(share: f64, bins: usize) -> usize {
    ((share * bins as f64).max(0.0) as usize).min(bins - 1)
}

/// As a path is written: three places are finer than any picture.
fn thousandth(z: f64) -> f64 {
    libm::round(z.clamp(-1e3, 1e3) * 1e3) / 1e3
}
