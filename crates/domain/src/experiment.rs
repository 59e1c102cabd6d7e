//! The `experiment` kind: a plan of an experiment, run on simulated populations in a world that the
//! question seals, and held to objectives.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::simulated::{Figure, FigureUnit, Objective, Shipped, Weighed};

/// What belongs to an `experiment` question.
#[derive(Clone, Debug, PartialEq)]
pub struct ExperimentQuestion {
    /// The plan that a candidate starts from.
    pub starter: String,
    /// The tables of the world, which a plan must not have.
    pub world: String,
    /// How the metric goes with what is known of a unit from before; a plan may adjust for that,
    /// and for nothing else. Zero where nothing is known.
    pub covariate_correlation: f64,
    /// Populations that a plan is run on.
    pub populations: u64,
    /// What a plan has to meet.
    pub objectives: Vec<Objective>,
    /// Plans that the package ships.
    pub plans: Vec<Shipped>,
}

/// What a figure is in words, and its unit; nothing for a name that no run gives.
pub fn figure(name: &str) -> Option<(&'static str, FigureUnit)> {
    use FigureUnit::{Days, Factor, Looks, Share, Users};
    Some(match name {
        "false_alarm_rate" => ("False alarms, without a lift", Share),
        "power" => ("Finds the lift", Share),
        "wrong_sign_rate" => ("Significant with the wrong sign", Share),
        "expected_users_per_arm" => ("Users in an arm, with the lift", Users),
        "expected_users_per_arm_without_lift" => ("Users in an arm, without a lift", Users),
        "expected_looks" => ("Looks taken", Looks),
        "days" => ("Days", Days),
        "coverage" => ("Intervals that hold the lift", Share),
        "exaggeration" => ("A significant lift, over the true one", Factor),
        "sample_ratio_alarm_rate" => ("Alarms of the sample ratio", Share),
        "ship_rate_without_lift" => ("Ships a treatment that changes nothing", Share),
        "ship_rate_with_lift" => ("Ships the treatment with the lift", Share),
        "right_decision_rate" => ("Decisions that are right", Share),
        "ship_rate_when_harmful" => ("Ships a harmful treatment", Share),
        "harm_stop_rate" => ("Stops a harmful treatment as harmful", Share),
        "variance_left" => ("Variance left by the covariate", Factor),
        "false_discovery_rate" => ("False finds among all finds", Share),
        "family_wise_error_rate" => ("Any false find", Share),
        "metrics_power" => ("Moved metrics that are found", Share),
        _ => return None,
    })
}

/// What a judgement of a plan says beyond its outcome. Everything is simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExperimentDetail {
    /// The objectives, in the question's order.
    pub objectives: Vec<Weighed>,
    /// The figures that the run can give.
    pub figures: Vec<Figure>,
    /// Critical values look by look; empty where they depend on the data.
    pub boundaries: Vec<f64>,
    /// Populations that the plan was run on.
    pub populations: u64,
    /// From which all chance was drawn.
    pub seed: u64,
    /// The same on every machine for the same plan, world, seed and populations.
    pub result_hash: String,
    /// Wall time of the judgement, in milliseconds.
    pub total_ms: u64,
    /// Whether the world was the candidate's own and not the question's; nothing is held to
    /// objectives then.
    #[serde(default)]
    pub supposed: bool,
    /// What the figures are made of; none in judgements of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distributions: Option<Box<PlanDistributions>>,
}

/// P-values, estimates and some whole paths of the first populations of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlanDistributions {
    /// P-values without a lift, counted in bins of equal width from 0 to 1.
    pub p_without_lift: Vec<u64>,
    /// The same with the lift.
    pub p_with_lift: Vec<u64>,
    /// Estimates with the lift.
    pub estimates: PlanEstimates,
    /// Units planned in each arm at each look.
    pub users_per_arm: Vec<u64>,
    /// Critical values of the statistic at each look, as planned.
    pub boundary: Vec<f64>,
    /// Whether a statistic below minus the critical value is significant as well.
    pub two_sided: bool,
    /// Experiments without a lift, look by look.
    pub paths_without_lift: Vec<PlanPath>,
    /// Experiments with the lift, look by look.
    pub paths_with_lift: Vec<PlanPath>,
}

/// Estimates counted in bins of equal width; the first and the last hold what lies beyond, too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlanEstimates {
    /// Where the first bin begins.
    pub from: f64,
    /// Where the last bin ends.
    pub to: f64,
    /// The true lift.
    pub lift: f64,
    /// All experiments.
    pub all: Vec<u64>,
    /// Those that ended with a significant result.
    pub significant: Vec<u64>,
}

/// One experiment, looked at to its last user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlanPath {
    /// The statistic at each look.
    pub z: Vec<f64>,
    /// The look, from one, at which the plan ends it.
    pub ended: u32,
    /// Whether it ends with a significant result.
    pub significant: bool,
}
