//! The simulated worlds: what a user does, and what goes wrong between assignment and analysis.

/// What is measured on a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Whether a user converts.
    Bernoulli,
    /// A number with this standard deviation, which the analysis knows.
    Normal(f64),
    /// Hits over rows, such as clicks over views, where a unit has several rows.
    Ratio(Ratio),
}

/// Rows of a unit in a world of ratios.
///
/// A unit has a number of rows with the given mean and standard deviation, and a rate of its own
/// around the arm's; each row is a hit with the unit's rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// Mean number of rows a unit.
    pub rows: f64,
    /// Standard deviation of that number between units.
    pub deviation: f64,
    /// Correlation between two rows of the same unit: variance of the units' rates over
    /// `r·(1 - r)`.
    pub correlation: f64,
}

impl Ratio {
    /// Variance over one unit of `hits - r·rows`, the residual that the delta method divides by
    /// the squared mean of rows: `r(1 - r)·((1 - ρ)·v + ρ·(v² + s²))`.
    ///
    /// With `X` rows and rate `R` the hits have mean `X·R` and variance `X·R(1 - R)`; `R` is
    /// independent of `X`, with mean `r` and variance `ρ·r(1 - r)`.
    pub fn residual(&self, rate: f64) -> f64 {
        let squares = self.rows * self.rows + self.deviation * self.deviation;
        let spread = rate * (1.0 - rate);
        spread * ((1.0 - self.correlation) * self.rows + self.correlation * squares)
    }

    /// Variance over one unit of the ratio's estimate by the delta method (Cochran 1977;
    /// Deng, Knoblich and Lu 2018).
    pub fn delta(&self, rate: f64) -> f64 {
        self.residual(rate) / (self.rows * self.rows)
    }
}

/// Whose records are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Anybody's in treatment.
    All,
    /// Those of users in treatment who converted.
    Converted,
    /// Those of users in treatment who did not.
    Unconverted,
}

impl Lost {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::All, Self::Converted, Self::Unconverted];
    /// Their names, in the same order.
    pub const NAMES: [&str; 3] = ["all", "converted", "unconverted"];
}

/// A world that a plan is tried in. Lifts are in units of the metric.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// What is measured.
    pub distribution: Distribution,
    /// Control's mean.
    pub baseline: f64,
    /// What treatment adds for good.
    pub lift: f64,
    /// What treatment takes away where it is harmful.
    pub harmful_lift: f64,
    /// What treatment adds beyond its lift on the first day.
    pub novelty: f64,
    /// Days in which half of the novelty goes.
    pub half_life: f64,
    /// Users of both arms a day.
    pub users_per_day: Option<f64>,
    /// Share of the effect that reaches control, too.
    pub spillover: f64,
    /// Users in a cluster that is assigned together.
    pub cluster_size: f64,
    /// Correlation of two users of a cluster.
    pub cluster_correlation: f64,
    /// Shares of all users that are assigned to control and treatment.
    pub assignment: [f64; 2],
    /// Share of treatment's records that is lost.
    pub loss: f64,
    /// Whose.
    pub loss_of: Lost,
    /// Whether rows, or users of a cluster, are analysed as independent.
    pub(super) by_row: bool,
    /// Whether arms have sizes of chance; else they fill up to exactly the planned size.
    pub(super) sizes_vary: bool,
}

impl World {
    /// By how much the variance of a mean grows since users come in clusters (Kish 1965).
    pub fn design_effect(&self) -> f64 {
        1.0 + (self.cluster_size - 1.0) * self.cluster_correlation
    }

    /// What the analysis believes the design effect to be.
    pub(super) fn believed_effect(&self) -> f64 {
        if self.by_row {
            1.0
        } else {
            self.design_effect()
        }
    }

    /// Variance of one user's part in an arm's mean, at a mean of the metric.
    pub(super) fn variance_of_user(&self, mean: f64) -> f64 {
        match self.distribution {
            Distribution::Bernoulli => mean * (1.0 - mean) * self.design_effect(),
            Distribution::Normal(deviation) => deviation * deviation * self.design_effect(),
            Distribution::Ratio(ratio) => ratio.delta(mean),
        }
    }

    /// Variance of the difference of two arms of a size, with a lift in treatment.
    pub fn variance_of_difference(&self, lift: f64, users: u64) -> f64 {
        let control = self.variance_of_user(self.baseline);
        let treatment = self.variance_of_user(self.baseline + lift);
        (control + treatment) / users as f64
    }

    /// Mean of what is left of the novelty between two counts of users of both arms.
    pub(super) fn novelty_between(&self, from: f64, to: f64) -> f64 {
        let Some(per_day) = self.users_per_day else {
            return 0.0;
        };
        let half_lives = |users: f64| users / per_day / self.half_life;
        let (from, to) = (half_lives(from), half_lives(to));
        let decay = std::f64::consts::LN_2;
        let left = if decay * (to - from) < 1e-9 {
            libm::exp2(-from)
        } else {
            (libm::exp2(-from) - libm::exp2(-to)) / (decay * (to - from))
        };
        self.novelty * left
    }
}
