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
    /// How its scores tell less apart as what it has learned grows old.
    pub fades: Option<Fades>,
}

/// A model in a world that drifts away from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fades {
    /// The age at which the means of its scores are half as far apart, in nanoseconds.
    pub half: u64,
    /// The component whose jobs train it, where there is one; in a part the part.
    pub trained_by: Option<usize>,
}

/// How many steps a fading model loses half of what it knows in.
const FADING_STEPS: u64 = 64;
/// After so many halves nothing is left.
const MOST_HALVES: u64 = 60;

impl Fades {
    /// In which step a model of this age is.
    pub(super) fn step(self, age: u64) -> u32 {
        let steps = u128::from(age) * u128::from(FADING_STEPS) / u128::from(self.half);
        steps.min(u128::from(MOST_HALVES * FADING_STEPS)) as u32
    }

    /// Which share of the distance is left in a step: 2 to the power of −`step` / 64, from roots and
    /// products alone, which are the same on every machine.
    pub(super) fn left(step: u32) -> f64 {
        let mut root = 0.5_f64;
        let mut left = 1.0;
        // The bits above the sixth are whole halves.
        for _ in 0..u64::from(step) / FADING_STEPS {
            left *= 0.5;
        }
        for bit in (0..FADING_STEPS.ilog2()).rev() {
            root = root.sqrt();
            if step >> bit & 1 == 1 {
                left *= root;
            }
        }
        left
    }
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
    /// What passes where the means of the scores are so much nearer.
    pub(super) fn fading(self, left: f64) -> Self {
        match self {
            Self::Above {
                separation,
                threshold,
            } => Self::Above {
                separation: separation * left,
                threshold,
            },
            Self::Best { separation, most } => Self::Best {
                separation: separation * left,
                most,
            },
            other => other,
        }
    }

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
