//! What a run says, with intervals.

use serde::Serialize;

use super::{
    change::Changes,
    distributions::Distributions,
    method::Method,
    normal::NINETY_NINE,
    plan::ExperimentPlan,
    tally::{Ends, Sums, Tally},
    world::Distribution,
};
use crate::Estimate;

/// What a plan did in its simulated world. Rates have Wilson's interval, means the normal one,
/// both at 99%; a figure that the run cannot give has no value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Always true: nothing here was measured on people.
    pub simulated: bool,
    /// The method's name.
    pub method: &'static str,
    /// The metric's name.
    pub metric: String,
    /// Level that the plan sets.
    pub alpha: f64,
    /// Populations of each kind: without lift, with it, harmful.
    pub populations: u64,
    /// Significant results, of either sign, without any lift.
    pub false_alarm_rate: Estimate,
    /// Significant results, of either sign, with the world's lift.
    pub power: Estimate,
    /// Significant results with the wrong sign, with the world's lift; none where that is zero.
    pub wrong_sign_rate: Estimate,
    /// Users in an arm when it ends, with the world's lift.
    pub expected_users_per_arm: Estimate,
    /// The same without a lift.
    pub expected_users_per_arm_without_lift: Estimate,
    /// Looks taken, with the world's lift.
    pub expected_looks: Estimate,
    /// Significant results for treatment without any lift.
    pub ship_rate_without_lift: Estimate,
    /// Significant results for treatment with the world's lift.
    pub ship_rate_with_lift: Estimate,
    /// Decisions that are right, over experiments without a lift, with it and harmful: to ship
    /// where the lift is above zero, and only there.
    pub right_decision_rate: Estimate,
    /// How often the interval of level one less alpha at the end holds the true lift.
    pub coverage: Estimate,
    /// Size of the estimate over the true lift, where significant with the right sign.
    pub exaggeration: Estimate,
    /// How often the arms' sizes raise the alarm.
    pub sample_ratio_alarm_rate: Estimate,
    /// Significant results for treatment where it is harmful; none where the harmful lift is zero.
    pub ship_rate_when_harmful: Estimate,
    /// How often the stop for harm ends a harmful experiment; none without that stop.
    pub harm_stop_rate: Estimate,
    /// Variance after the adjustment by the covariate over that before; none without one.
    pub variance_left: Estimate,
    /// Days until it ends, with the world's lift; none without users a day.
    pub days: Estimate,
    /// Expected share of false finds among the finds of several metrics.
    pub false_discovery_rate: Estimate,
    /// How often any of several metrics is found that is not moved.
    pub family_wise_error_rate: Estimate,
    /// Share of the moved metrics that is found.
    pub metrics_power: Estimate,
    /// Standard deviation of the mixture or the prior, stated by the plan or by default; none for
    /// other methods.
    pub prior_standard_deviation: Option<f64>,
    /// Critical values look by look; empty where they depend on the data.
    pub boundaries: Vec<f64>,
    /// What the figures are made of; none unless it was asked for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub distributions: Option<Distributions>,
    /// What one change would improve; none unless it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// What integration gives for a normal statistic; none where the world or the method is
    /// another.
    pub by_integration: Option<Integrated>,
    /// The same on every machine for the same plan, seed and number of populations.
    pub result_hash: String,
    /// How long it took, in seconds; whoever runs it knows.
    pub seconds: f64,
}

/// The same figures without chance, for a statistic that is exactly normal.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Integrated {
    /// Significant results without a lift.
    pub false_alarm_rate: f64,
    /// Significant results with the lift.
    pub power: f64,
    /// Users in an arm when it ends, with the lift.
    pub expected_users_per_arm: f64,
}

/// The figures of a report that have an interval, by their names in JSON.
pub const FIGURES: [&str; 19] = [
    "false_alarm_rate",
    "power",
    "wrong_sign_rate",
    "expected_users_per_arm",
    "expected_users_per_arm_without_lift",
    "expected_looks",
    "days",
    "coverage",
    "exaggeration",
    "sample_ratio_alarm_rate",
    "ship_rate_without_lift",
    "ship_rate_with_lift",
    "ship_rate_when_harmful",
    "right_decision_rate",
    "harm_stop_rate",
    "variance_left",
    "false_discovery_rate",
    "family_wise_error_rate",
    "metrics_power",
];

impl Report {
    /// The figures that have an interval, by their names in JSON.
    pub fn figures(&self) -> impl Iterator<Item = (&'static str, Estimate)> {
        let estimates = [
            self.false_alarm_rate,
            self.power,
            self.wrong_sign_rate,
            self.expected_users_per_arm,
            self.expected_users_per_arm_without_lift,
            self.expected_looks,
            self.days,
            self.coverage,
            self.exaggeration,
            self.sample_ratio_alarm_rate,
            self.ship_rate_without_lift,
            self.ship_rate_with_lift,
            self.ship_rate_when_harmful,
            self.right_decision_rate,
            self.harm_stop_rate,
            self.variance_left,
            self.false_discovery_rate,
            self.family_wise_error_rate,
            self.metrics_power,
        ];
        FIGURES.into_iter().zip(estimates)
    }

    /// What a tally of a plan says.
    pub fn new(plan: &ExperimentPlan, tally: &Tally) -> Self {
        let (null, lift, harm) = (&tally.null, &tally.lift, &tally.harm);
        let rate = |hits: u64, of: &Ends| wilson(hits, of.experiments);
        let only = |wanted: bool, estimate: Estimate| if wanted { estimate } else { NOTHING };
        let users = |ends| at_end(ends, |look| plan.users_at(look));
        let wrong = if plan.world.lift > 0.0 {
            lift.below
        } else {
            lift.above
        };
        let moved = plan.metrics.as_ref().map_or(0, |metrics| metrics.with_lift);
        let several = plan.metrics.is_some();
        Self {
            simulated: true,
            method: plan.method.name(),
            metric: plan.metric.clone(),
            alpha: plan.alpha,
            populations: tally.populations,
            false_alarm_rate: rate(null.significant(), null),
            power: rate(lift.significant(), lift),
            wrong_sign_rate: only(plan.world.lift != 0.0, rate(wrong, lift)),
            expected_users_per_arm: users(lift),
            expected_users_per_arm_without_lift: users(null),
            expected_looks: at_end(lift, |look| (look + 1) as f64),
            ship_rate_without_lift: rate(null.above, null),
            ship_rate_with_lift: rate(lift.above, lift),
            right_decision_rate: plan.right_decisions(tally),
            coverage: rate(lift.covered, lift),
            exaggeration: mean(&lift.exaggeration),
            sample_ratio_alarm_rate: wilson(tally.ratio_alarms, tally.populations),
            ship_rate_when_harmful: only(plan.world.harmful_lift < 0.0, rate(harm.above, harm)),
            harm_stop_rate: only(plan.harm_alpha.is_some(), rate(harm.harm, harm)),
            variance_left: variance_left(null, plan.covariate_correlation),
            days: plan.world.users_per_day.map_or(NOTHING, |per_day| {
                at_end(lift, |look| 2.0 * plan.users_at(look) / per_day)
            }),
            false_discovery_rate: only(several, mean(&tally.false_share)),
            family_wise_error_rate: only(several, wilson(tally.any_false, tally.populations)),
            metrics_power: only(
                moved > 0,
                wilson(tally.found, tally.populations * moved as u64),
            ),
            prior_standard_deviation: matches!(plan.method, Method::Msprt | Method::Bayesian)
                .then_some(plan.prior_standard_deviation),
            boundaries: plan
                .rule
                .boundaries()
                .map_or_else(Vec::new, |boundaries| boundaries.upper.clone()),
            distributions: None,
            changes: None,
            by_integration: plan.integrated(),
            result_hash: tally.hash(),
            seconds: 0.0,
        }
    }
}

impl ExperimentPlan {
    /// Users planned in an arm at a look, from zero.
    pub fn users_at(&self, look: usize) -> f64 {
        (self.users_per_arm * (look as u64 + 1) / self.looks as u64) as f64
    }

    /// Shipping where the lift is above zero, and not shipping elsewhere. Harm counts where there
    /// is some.
    fn right_decisions(&self, tally: &Tally) -> Estimate {
        let right = |ends: &Ends, lift: f64| {
            if lift > 0.0 {
                ends.above
            } else {
                ends.experiments - ends.above
            }
        };
        let mut all = vec![(&tally.null, 0.0), (&tally.lift, self.world.lift)];
        if self.world.harmful_lift < 0.0 {
            all.push((&tally.harm, self.world.harmful_lift));
        }
        let hits = all.iter().map(|(ends, lift)| right(ends, *lift)).sum();
        wilson(hits, all.iter().map(|(ends, _)| ends.experiments).sum())
    }

    /// False alarms, power and users by integration: where boundaries are fixed beforehand and
    /// nothing stands between the world and what the analysis believes of it.
    pub fn integrated(&self) -> Option<Integrated> {
        let world = &self.world;
        let boundaries = self.rule.boundaries()?;
        let plain = world.spillover == 0.0
            && world.novelty == 0.0
            && !world.sizes_vary
            && self.harm_alpha.is_none()
            && (!self.by_row || world.design_effect() <= 1.0)
            && !(self.by_row && matches!(world.distribution, Distribution::Ratio(_)));
        let left = 1.0 - self.covariate_correlation * self.covariate_correlation;
        let variance = left * world.variance_of_difference(world.lift, self.users_per_arm);
        // How far the statistic drifts by the end, in standard deviations.
        let drift = world.lift / libm::sqrt(variance);
        if !plain || !drift.is_finite() || drift.abs() > 40.0 {
            return None;
        }
        let step = drift / libm::sqrt(self.looks as f64);
        let moved = boundaries.crossing(step);
        let per_look = self.users_per_arm as f64 / self.looks as f64;
        Some(Integrated {
            false_alarm_rate: boundaries.crossing(0.0).total(),
            power: moved.total().min(1.0),
            expected_users_per_arm: per_look * moved.expected_looks(),
        })
    }
}

const NOTHING: Estimate = Estimate {
    value: None,
    low: None,
    high: None,
};

/// A rate with Wilson's interval (1927) at 99%.
pub fn wilson(hits: u64, of: u64) -> Estimate {
    if of == 0 {
        return NOTHING;
    }
    let n = of as f64;
    let rate = hits as f64 / n;
    let square = NINETY_NINE * NINETY_NINE;
    let centre = (rate + square / (2.0 * n)) / (1.0 + square / n);
    let spread = libm::sqrt(rate * (1.0 - rate) / n + square / (4.0 * n * n));
    let half = NINETY_NINE * spread / (1.0 + square / n);
    // Rounding must not push an end past the rate it was made of.
    let low = (centre - half).clamp(0.0, rate);
    let high = (centre + half).clamp(rate, 1.0);
    Estimate::new(rate, low, high)
}

fn around(mean: f64, variance: f64, n: f64) -> Estimate {
    let half = NINETY_NINE * libm::sqrt(variance / n);
    Estimate::new(mean, mean - half, mean + half)
}

fn mean(sums: &Sums) -> Estimate {
    sums.moments().map_or(NOTHING, |(mean, variance)| {
        around(mean, variance, sums.count as f64)
    })
}

/// Mean of what an experiment has come to at the look at which it ends.
fn at_end(ends: &Ends, value: impl Fn(usize) -> f64) -> Estimate {
    if ends.experiments == 0 {
        return NOTHING;
    }
    let n = ends.experiments as f64;
    let over = |part: &dyn Fn(f64) -> f64| -> f64 {
        let looks = ends.stopped.iter().enumerate();
        looks
            .map(|(look, &count)| count as f64 / n * part(value(look)))
            .sum()
    };
    let mean = over(&|x| x);
    around(mean, over(&|x| (x - mean) * (x - mean)), n)
}

/// Ratio of two variances of the same experiments. Before and after are correlated with
/// `√(1 - ρ²)`, so the logarithm of the ratio has variance `4ρ²/n`.
fn variance_left(ends: &Ends, rho: f64) -> Estimate {
    match (ends.raw.moments(), ends.adjusted.moments()) {
        (Some((_, before)), Some((_, after))) if before > 0.0 => {
            let ratio = after / before;
            let half = NINETY_NINE * 2.0 * rho.abs() / libm::sqrt(ends.raw.count as f64);
            Estimate::new(ratio, ratio * libm::exp(-half), ratio * libm::exp(half))
        }
        _ => NOTHING,
    }
}
