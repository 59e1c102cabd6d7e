//! Holding simulated figures to closed forms, each within the 99.99% interval of its simulation.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts here are whole numbers below 2^53"
)]

pub use crate::support::seed;

use onsite_sim::{
    Estimate,
    experiment::{ExperimentPlan, Report},
};

const WIDER: f64 = 3.890_591_886 / 2.575_829_304;
/// The same, as it stands.
pub const QUANTILE: f64 = 3.890_591_886;

/// Runs a plan; the seed is made of `name`.
pub fn report(name: &str, text: &str, populations: u64) -> Report {
    let plan = ExperimentPlan::parse(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    Report::new(&plan, &plan.run(seed(name), 0..populations))
}

/// A rate over a number of experiments.
#[track_caller]
pub fn assert_rate(what: &str, found: Estimate, expected: f64, of: u64) {
    let found = found.value.expect(what);
    let half = QUANTILE * (expected * (1.0 - expected) / of as f64).sqrt() + 1.0 / of as f64;
    assert!(
        (found - expected).abs() <= half,
        "{what}: {found} ± {half}, expected {expected}"
    );
}

/// A mean, by its own interval.
#[track_caller]
pub fn assert_mean(what: &str, found: Estimate, expected: f64) {
    let (value, low) = (found.value.expect(what), found.low.expect(what));
    let half = (value - low) * WIDER;
    assert!(
        (value - expected).abs() <= half,
        "{what}: {value} ± {half}, expected {expected}"
    );
}

/// A plan in a normal world with 10,000 users an arm and a standard deviation of one.
pub fn normal(method: &str, looks: usize, sides: u8, lift: f64) -> String {
    format!(
        "[plan]\nusers_per_arm = 10000\nlooks = {looks}\nsides = {sides}\nmethod = \"{method}\"\n\
         [world]\ndistribution = \"normal\"\nstandard_deviation = 1\nlift = {lift}\n"
    )
}

/// A plan of one look at conversions.
pub const FIXED: &str = r#"
[plan]
unit = "user"
metric = "conversion"
alpha = 0.05
sides = 2
users_per_arm = 31231
looks = 1
method = "fixed"
covariate_correlation = 0.0
[world]
distribution = "bernoulli"
baseline = 0.05
lift = 0.005
"#;
