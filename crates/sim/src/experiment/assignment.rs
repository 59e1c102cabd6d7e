//! Who comes into which arm, and the test of the arms' sizes.

use super::{
    normal::upper_point,
    world::{Lost, World},
};
use crate::{Binomial, Stream};

/// The test of the sample ratio, prepared.
#[derive(Clone, Debug)]
pub(super) struct Assignment {
    /// Users of both arms.
    all: u64,
    /// Those in control where a coin decides.
    even: Binomial,
    /// Share of treatment's users whose records are lost by what they did.
    lost: f64,
    critical: f64,
}

impl Assignment {
    /// For arms of a planned size, `treated` converting in treatment; `alpha` is the test's level.
    pub fn new(world: &World, users_per_arm: u64, treated: f64, alpha: f64) -> Self {
        let point = upper_point(alpha / 2.0);
        Self {
            all: 2 * users_per_arm,
            even: Binomial::new(2 * users_per_arm, 0.5),
            lost: match world.loss_of {
                Lost::All => 0.0,
                Lost::Converted => world.loss * treated,
                Lost::Unconverted => world.loss * (1.0 - treated),
            },
            critical: point * point,
        }
    }

    /// Whether the sizes of one experiment's arms at its end raise the alarm: Pearson's χ² against
    /// even arms, above the critical value.
    pub fn alarm(&self, world: &World, stream: &mut Stream) -> bool {
        let [control, mut treatment] = if world.sizes_vary {
            assigned(world, self.all, stream)
        } else {
            let first = self.even.draw(stream);
            [first, self.all - first]
        };
        if self.lost > 0.0 {
            treatment -= stream.binomial(treatment, self.lost);
        }
        // Pearson's statistic for even shares, without dividing.
        let apart = control.abs_diff(treatment) as f64;
        apart * apart > self.critical * (control + treatment) as f64
    }
}

/// Users that come to control and to treatment out of `all`, lost records taken off where whose
/// they are does not matter.
pub(super) fn assigned(world: &World, all: u64, stream: &mut Stream) -> [u64; 2] {
    let [control, treatment] = world.assignment;
    let first = stream.binomial(all, control);
    // Of those who are not in control; the shares may add up to less than one.
    let of_rest = (treatment / (1.0 - control).max(f64::MIN_POSITIVE)).min(1.0);
    let second = stream.binomial(all - first, of_rest);
    if world.loss_of == Lost::All && world.loss > 0.0 {
        return [first, stream.binomial(second, 1.0 - world.loss)];
    }
    [first, second]
}

/// Pearson's χ² of the sizes of two arms against their planned shares, one degree of freedom;
/// zero where nobody came.
pub fn sample_ratio_chi_square(counts: [u64; 2], shares: [f64; 2]) -> f64 {
    let all = (counts[0] + counts[1]) as f64;
    let whole = shares[0] + shares[1];
    let part = |arm: usize| {
        let expected = all * shares[arm] / whole;
        let off = counts[arm] as f64 - expected;
        if expected > 0.0 {
            off * off / expected
        } else {
            0.0
        }
    };
    part(0) + part(1)
}
