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
}
