//! One population: one experiment from its first user to its decision.
//!
//! Only what the analysis needs is drawn, never single users: between two looks the conversions of
//! an arm are one binomial draw, a sum of many others one normal draw.

use super::{
    assignment::assigned,
    method::{Decision, Reading, Rule},
    world::{Distribution, Lost, Ratio, World},
};
use crate::{Binomial, Stream};

/// A world with one true lift, prepared look by look.
#[derive(Clone, Debug)]
pub(super) struct Scenario {
    /// What an interval should hold.
    pub truth: f64,
    steps: Vec<Step>,
    tables: Vec<Binomial>,
}

/// What comes in between two looks.
#[derive(Clone, Debug)]
struct Step {
    /// Users planned in each arm.
    users: u64,
    /// Means of the arms: of conversions or hits; in a normal world above the baseline.
    means: [f64; 2],
    /// Distributions of conversions, where arms have exactly the planned size.
    tables: [usize; 2],
}

impl Scenario {
    /// A world whose lasting lift is `lift`; with `novelty`, what fades comes on top.
    pub fn new(world: &World, lift: f64, novelty: bool, users: u64, looks: usize) -> Self {
        let counted = world.distribution == Distribution::Bernoulli
            && world.cluster_size <= 1.0
            && !world.sizes_vary;
        let mut known: Vec<(u64, u64)> = Vec::new();
        let mut tables = Vec::new();
        let mut table = |users: u64, mean: f64| {
            let key = (users, mean.to_bits());
            known.iter().position(|at| *at == key).unwrap_or_else(|| {
                known.push(key);
                tables.push(Binomial::new(users, mean));
                known.len() - 1
            })
        };
        let until = |look: u64| users * look / looks as u64;
        let steps = (0..looks as u64)
            .map(|look| {
                let (from, to) = (until(look), until(look + 1));
                let fading = if novelty {
                    world.novelty_between(2.0 * from as f64, 2.0 * to as f64)
                } else {
                    0.0
                };
                let effect = lift + fading;
                let base = match world.distribution {
                    Distribution::Normal(_) => 0.0,
                    _ => world.baseline,
                };
                let means = [base + world.spillover * effect, base + effect];
                Step {
                    users: to - from,
                    means,
                    tables: if counted {
                        means.map(|mean| table(to - from, mean))
                    } else {
                        [0, 0]
                    },
                }
            })
            .collect();
        Self {
            truth: lift,
            steps,
            tables,
        }
    }

    /// Mean of the treatment over all its users.
    pub fn treated(&self) -> f64 {
        let users: u64 = self.steps.iter().map(|step| step.users).sum();
        let sum: f64 = self
            .steps
            .iter()
            .map(|step| step.users as f64 * step.means[1])
            .sum();
        sum / users as f64
    }
}

/// How one experiment ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    /// The look at which it ended, from zero.
    pub look: usize,
    pub decision: Decision,
    pub estimate: f64,
    /// Its variance as the test saw it.
    pub tested: f64,
    pub covered: bool,
    /// The estimate at the first look, before and after the adjustment by the covariate.
    pub first: [f64; 2],
}

/// Sums over the users of both arms so far.
#[derive(Default)]
struct Arms {
    users: [f64; 2],
    sum: [f64; 2],
    rows: [f64; 2],
    /// What the sums are expected to be, given the users.
    expected: [f64; 2],
    /// The part of the covariate's difference that the metric does not explain, as a sum.
    noise: f64,
    planned: f64,
}

/// What is the same for all experiments of a plan.
pub(super) struct Trial<'a> {
    pub world: &'a World,
    pub scenario: &'a Scenario,
    pub rule: &'a Rule,
    pub correlation: f64,
}

impl Trial<'_> {
    /// One experiment.
    #[inline]
    pub fn run(&self, stream: &mut Stream) -> Outcome {
        let mut arms = Arms::default();
        let mut first = [0.0; 2];
        let last = self.scenario.steps.len() - 1;
        for (look, step) in self.scenario.steps.iter().enumerate() {
            let (raw, reading) = self.look(&mut arms, step, stream);
            if look == 0 {
                first = [raw, reading.estimate];
            }
            let decision = self.rule.decide(look, &reading);
            if decision != Decision::None || look == last {
                return Outcome {
                    look,
                    decision,
                    estimate: reading.estimate,
                    tested: reading.tested,
                    covered: self.rule.covers(&reading, self.scenario.truth),
                    first,
                };
            }
        }
        unreachable!("a plan has at least one look, and the last one returns")
    }

    /// One experiment that is looked at to its last user, whatever is decided: what is known at
    /// each look.
    pub fn path(&self, stream: &mut Stream) -> Vec<Reading> {
        let mut arms = Arms::default();
        let steps = self.scenario.steps.iter();
        steps
            .map(|step| self.look(&mut arms, step, stream).1)
            .collect()
    }

    /// Lets users come in up to a look: the estimate before any adjustment, and what is known.
    #[inline]
    fn look(&self, arms: &mut Arms, step: &Step, stream: &mut Stream) -> (f64, Reading) {
        self.advance(arms, step, stream);
        let mut reading = self.reading(arms);
        let raw = reading.estimate;
        if self.adjusts() {
            self.adjust(&mut reading, arms, step, stream);
        }
        (raw, reading)
    }

    fn adjusts(&self) -> bool {
        self.correlation != 0.0
    }

    /// Lets the users between two looks come in.
    #[inline]
    fn advance(&self, arms: &mut Arms, step: &Step, stream: &mut Stream) {
        let world = self.world;
        arms.planned += step.users as f64;
        let mut users = [step.users; 2];
        if world.sizes_vary {
            users = assigned(world, 2 * step.users, stream);
        }
        for (arm, mut count) in users.into_iter().enumerate() {
            let mean = step.means[arm];
            let converted = match world.distribution {
                Distribution::Bernoulli if world.cluster_size > 1.0 => {
                    let deviation = libm::sqrt(world.variance_of_user(mean) * count as f64);
                    let sum = mean * count as f64 + deviation * stream.normal();
                    sum.clamp(0.0, count as f64)
                }
                Distribution::Bernoulli if world.sizes_vary => {
                    let (kept, converted) = counted(world, arm, count, mean, stream);
                    count = kept;
                    converted as f64
                }
                Distribution::Bernoulli => {
                    self.scenario.tables[step.tables[arm]].draw(stream) as f64
                }
                Distribution::Normal(_) => {
                    let deviation = libm::sqrt(world.variance_of_user(0.0) * count as f64);
                    mean * count as f64 + deviation * stream.normal()
                }
                Distribution::Ratio(ratio) => {
                    let (rows, hits) = hits(ratio, count as f64, mean, stream);
                    arms.rows[arm] += rows;
                    hits
                }
            };
            arms.users[arm] += count as f64;
            arms.sum[arm] += converted;
            arms.expected[arm] += mean * count as f64;
        }
    }

    /// The difference between the arms and its variances.
    #[inline]
    fn reading(&self, arms: &Arms) -> Reading {
        let weights = match self.world.distribution {
            Distribution::Ratio(_) => arms.rows,
            _ => arms.users,
        };
        if weights[0] <= 0.0 || weights[1] <= 0.0 {
            return Reading {
                estimate: 0.0,
                tested: f64::INFINITY,
                variance: f64::INFINITY,
            };
        }
        let inverse = [1.0 / weights[0], 1.0 / weights[1]];
        let means = [arms.sum[0] * inverse[0], arms.sum[1] * inverse[1]];
        let pooled = (arms.sum[0] + arms.sum[1]) / (weights[0] + weights[1]);
        let spread = |mean: f64| mean * (1.0 - mean);
        let believed = self.world.believed_effect();
        let by_row = (
            believed * spread(pooled) * (inverse[0] + inverse[1]),
            believed * (spread(means[0]) * inverse[0] + spread(means[1]) * inverse[1]),
        );
        let (tested, variance) = match self.world.distribution {
            Distribution::Bernoulli => by_row,
            Distribution::Normal(deviation) => {
                let known = deviation * deviation * believed * (inverse[0] + inverse[1]);
                (known, known)
            }
            Distribution::Ratio(_) if self.world.by_row => by_row,
            Distribution::Ratio(ratio) => {
                // Residuals of all units over the square of all rows.
                let part = |arm: usize, mean: f64| {
                    arms.users[arm] * ratio.residual(mean) * inverse[arm] * inverse[arm]
                };
                (
                    part(0, pooled) + part(1, pooled),
                    part(0, means[0]) + part(1, means[1]),
                )
            }
        };
        Reading {
            estimate: means[1] - means[0],
            tested,
            variance,
        }
    }

    /// Takes off what a covariate from before the experiment explains (CUPED; Deng, Xu, Kohavi
    /// and Walker 2013).
    ///
    /// With both standardised, the covariate's difference is `ρ·e + √(1 - ρ²)·s·Z`, where `e` is
    /// by how much the estimate missed and `s` its standard error; `ρ` times that is taken off.
    fn adjust(&self, reading: &mut Reading, arms: &mut Arms, step: &Step, stream: &mut Stream) {
        let rho = self.correlation;
        let left = 1.0 - rho * rho;
        arms.noise += libm::sqrt(step.users as f64) * stream.normal();
        if !reading.variance.is_finite() {
            return;
        }
        let expected = [0, 1].map(|arm| arms.expected[arm] / arms.users[arm]);
        let base = match self.world.distribution {
            Distribution::Normal(_) => 0.0,
            _ => 1.0,
        };
        let missed = reading.estimate - (expected[1] - expected[0]);
        let variance: f64 = (0..2)
            .map(|arm| self.world.variance_of_user(base * expected[arm]) / arms.users[arm])
            .sum();
        let noise = libm::sqrt(variance) * arms.noise / libm::sqrt(arms.planned);
        reading.estimate -= rho * (rho * missed + libm::sqrt(left) * noise);
        reading.tested *= left;
        reading.variance *= left;
    }
}

/// Users kept and conversions kept of an arm.
fn counted(world: &World, arm: usize, users: u64, mean: f64, stream: &mut Stream) -> (u64, u64) {
    let converted = stream.binomial(users, mean);
    match world.loss_of {
        _ if arm == 0 => (users, converted),
        Lost::All => (users, converted),
        Lost::Converted => {
            let lost = stream.binomial(converted, world.loss);
            (users - lost, converted - lost)
        }
        Lost::Unconverted => (
            users - stream.binomial(users - converted, world.loss),
            converted,
        ),
    }
}

/// Rows and hits of many units: the number of rows, and independent of it the residual.
fn hits(ratio: Ratio, users: f64, rate: f64, stream: &mut Stream) -> (f64, f64) {
    let root = libm::sqrt(users);
    // Every unit has at least one row.
    let rows = (users * ratio.rows + root * ratio.deviation * stream.normal()).max(users);
    let hits = rate * rows + root * libm::sqrt(ratio.residual(rate)) * stream.normal();
    (rows, hits.clamp(0.0, rows))
}
