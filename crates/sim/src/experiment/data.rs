//! The rows of one experiment with the lift, user by user: what an analysis gets to see.
//!
//! Figures never come from here; they are drawn as sums, which is a thousand times as fast.

use std::fmt::Write as _;

use super::{
    plan::ExperimentPlan,
    world::{Distribution, Lost, Ratio},
};
use crate::Stream;

/// Most users of both arms whose rows are written.
pub const MOST_ROWS: u64 = 500_000;

/// What one user did.
struct User {
    /// Rows seen, in a world of ratios.
    rows: u64,
    /// Conversions, hits, or the number itself.
    value: f64,
    /// By how many standard deviations that is off its arm's mean.
    off: f64,
}

impl ExperimentPlan {
    /// One experiment as comma-separated values, in the order in which users come; nothing where
    /// there would be more than [`MOST_ROWS`].
    ///
    /// `unit` and `arm` always; `cluster`, `day`, `covariate` and `rows` where the world has them;
    /// last what is measured: `converted`, `value` or `hits`.
    pub fn rows(&self, seed: u64) -> Option<String> {
        let (world, all) = (&self.world, 2 * self.users_per_arm);
        if all > MOST_ROWS {
            return None;
        }
        let mut stream = Stream::new(seed, &["experiment", "rows"], 0);
        let known = self.covariate_correlation;
        let clustered = world.cluster_size > 1.0;
        let mut text = self.header();
        let mut left = [self.users_per_arm; 2];
        let mut cluster = Cluster::default();
        for at in 0..all {
            if cluster.open <= 0.0 || cluster.arm.is_some_and(|arm| left[arm] == 0) {
                let arm = self.assigned(&mut left, &mut stream);
                cluster.next(arm, world.cluster_size, &mut stream);
            }
            cluster.open -= 1.0;
            // Neither arm's: assigned to something else.
            let Some(arm) = cluster.arm else { continue };
            if !world.sizes_vary {
                left[arm] -= 1;
            }
            let day = world.users_per_day.map(|per_day| at as f64 / per_day);
            let mean = self.mean_on(arm, day);
            let user = self.user(mean, &cluster, &mut stream);
            let lost = match world.loss_of {
                Lost::All => true,
                Lost::Converted => user.value > 0.0,
                Lost::Unconverted => user.value <= 0.0,
            };
            if arm == 1 && lost && world.loss > 0.0 && stream.happens(world.loss) {
                continue;
            }
            // Writing to a text does not fail.
            let _ = write!(text, "{},{}", at + 1, ["control", "treatment"][arm]);
            if clustered {
                let _ = write!(text, ",{}", cluster.number);
            }
            if let Some(day) = day {
                let _ = write!(text, ",{}", day as u64 + 1);
            }
            if known != 0.0 {
                let noise = libm::sqrt(1.0 - known * known) * stream.normal();
                let _ = write!(text, ",{:.6}", known * user.off + noise);
            }
            let _ = match world.distribution {
                Distribution::Bernoulli => writeln!(text, ",{}", user.value),
                Distribution::Normal(_) => writeln!(text, ",{:.6}", user.value),
                Distribution::Ratio(_) => writeln!(text, ",{},{}", user.rows, user.value),
            };
        }
        Some(text)
    }

    fn header(&self) -> String {
        let world = &self.world;
        let mut columns = vec!["unit", "arm"];
        if world.cluster_size > 1.0 {
            columns.push("cluster");
        }
        if world.users_per_day.is_some() {
            columns.push("day");
        }
        if self.covariate_correlation != 0.0 {
            columns.push("covariate");
        }
        columns.extend(match world.distribution {
            Distribution::Bernoulli => &["converted"][..],
            Distribution::Normal(_) => &["value"],
            Distribution::Ratio(_) => &["rows", "hits"],
        });
        columns.join(",") + "\n"
    }

    /// The arm of the next user or cluster; none of both where shares add up to less than one.
    fn assigned(&self, left: &mut [u64; 2], stream: &mut Stream) -> Option<usize> {
        if !self.world.sizes_vary {
            // Arms fill up to exactly the planned size.
            return Some(usize::from(stream.below(left[0] + left[1]) >= left[0]));
        }
        let [control, treatment] = self.world.assignment;
        let at = stream.uniform();
        if at < control {
            Some(0)
        } else {
            (at < control + treatment).then_some(1)
        }
    }

    /// Mean of a user's metric; in a world of ratios, of a row.
    fn mean_on(&self, arm: usize, day: Option<f64>) -> f64 {
        let world = &self.world;
        let fading = day.map_or(0.0, |day| {
            world.novelty * libm::exp2(-day / world.half_life)
        });
        let share = [world.spillover, 1.0][arm];
        world.baseline + share * (world.lift + fading)
    }

    fn user(&self, mean: f64, cluster: &Cluster, stream: &mut Stream) -> User {
        let world = &self.world;
        match world.distribution {
            Distribution::Bernoulli => {
                // Two users who both take the cluster's own draw are alike: with probability icc.
                let shared = stream.happens(libm::sqrt(world.cluster_correlation));
                let own = if shared {
                    cluster.uniform
                } else {
                    stream.uniform()
                };
                let value = f64::from(u8::from(own < mean));
                let deviation = libm::sqrt(mean * (1.0 - mean));
                User {
                    rows: 1,
                    value,
                    off: if deviation > 0.0 {
                        (value - mean) / deviation
                    } else {
                        0.0
                    },
                }
            }
            Distribution::Normal(deviation) => {
                let shared = libm::sqrt(world.cluster_correlation) * cluster.normal;
                let own = libm::sqrt(1.0 - world.cluster_correlation) * stream.normal();
                let off = shared + own;
                User {
                    rows: 1,
                    value: mean + deviation * off,
                    off,
                }
            }
            Distribution::Ratio(ratio) => {
                let rows = ratio.draw_rows(stream);
                // As in a cluster: rows that take the user's own draw are alike.
                let alike = stream.binomial(rows, libm::sqrt(ratio.correlation));
                let taken = if stream.happens(mean) { alike } else { 0 };
                let hits = taken + stream.binomial(rows - alike, mean);
                let deviation = libm::sqrt(ratio.residual(mean));
                let missed = hits as f64 - mean * rows as f64;
                User {
                    rows,
                    value: hits as f64,
                    off: if deviation > 0.0 {
                        missed / deviation
                    } else {
                        0.0
                    },
                }
            }
        }
    }
}

impl Ratio {
    /// One and a lognormal number of rows, with the world's mean and standard deviation, rounded
    /// to either side so that the mean stays.
    fn draw_rows(&self, stream: &mut Stream) -> u64 {
        let more = self.rows - 1.0;
        let mut exact = more;
        if more > 0.0 && self.deviation > 0.0 {
            let spread = libm::log1p(self.deviation * self.deviation / (more * more));
            exact = more * libm::exp(libm::sqrt(spread) * stream.normal() - 0.5 * spread);
        }
        let whole = exact.min(1e9) as u64;
        1 + whole + u64::from(stream.happens(exact.min(1e9) - whole as f64))
    }
}

/// Users that are assigned together; one user, where there are no clusters.
#[derive(Default)]
struct Cluster {
    number: u64,
    arm: Option<usize>,
    /// Users that are still to come.
    open: f64,
    uniform: f64,
    normal: f64,
}

impl Cluster {
    fn next(&mut self, arm: Option<usize>, size: f64, stream: &mut Stream) {
        *self = Self {
            number: self.number + 1,
            arm,
            // A size with a fraction is a mean: some clusters have one user more.
            open: libm::floor(size) + f64::from(u8::from(stream.happens(size - libm::floor(size)))),
            uniform: stream.uniform(),
            normal: stream.normal(),
        };
    }
}
