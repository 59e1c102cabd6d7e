//! What requests carry beside time: items, some of which are positives, through stages that pass
//! some of them on; and how old what a request is about is, for components that know it late.

use crate::experiment::normal::{upper_point, upper_tail};

/// Items that each request carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Items {
    /// How many.
    pub count: u32,
    /// Share of them that are positives, each by itself.
    pub positives: f64,
}

/// What a component does with the items of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// Which it passes on.
    pub passes: Passes,
    /// Time for each item that comes, in nanoseconds, beside the component's own.
    pub each: f64,
}

/// Which items a stage passes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Passes {
    /// All.
    All,
    /// Each by itself, with these chances.
    Rates {
        /// Of a positive.
        recall: f64,
        /// Of any other.
        false_positive_rate: f64,
    },
    /// Those with scores above a threshold. Scores are normal with variance one, around zero, and
    /// around `separation` for positives.
    Above {
        /// How far apart the means are.
        separation: f64,
        /// Where it passes.
        threshold: f64,
    },
    /// Those with the best of such scores.
    Best {
        /// How far apart the means are.
        separation: f64,
        /// How many.
        most: Most,
    },
    /// So many, with each of the positives by its chance among them.
    Found {
        /// That chance.
        recall: f64,
        /// How many.
        most: Most,
    },
}

impl Passes {
    /// The chance that a positive has the higher score of two.
    pub fn auc(separation: f64) -> f64 {
        upper_tail(-separation * std::f64::consts::FRAC_1_SQRT_2)
    }
}

/// How many items a stage passes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Most {
    /// So many, where there are.
    Count(u32),
    /// Such a share of those that come, rounded up.
    Share(f64),
}

impl Most {
    /// How many of so many.
    pub(super) fn of(self, items: u64) -> u64 {
        match self {
            Self::Count(count) => items.min(u64::from(count)),
            Self::Share(share) => items.min((share * items as f64).ceil() as u64),
        }
    }
}

/// Which calls of a link are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// All.
    Always,
    /// Those that have items left.
    Passed,
    /// Those that are about something of which nobody asked so far knows.
    Cold,
    /// The others.
    Known,
}

/// How far apart the scores' means are for an area under the curve: a positive has the higher score
/// of two with chance `Φ(separation / √2)`.
pub(super) fn separation(auc: f64) -> f64 {
    std::f64::consts::SQRT_2 * upper_point(1.0 - auc)
}

/// The threshold above which so many of some positives and others are expected.
pub(super) fn threshold(separation: f64, positives: u32, others: u32, wanted: u64) -> f64 {
    let (positives, others) = (f64::from(positives), f64::from(others));
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        let above = positives * upper_tail(middle - separation) + others * upper_tail(middle);
        if above > wanted as f64 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}
