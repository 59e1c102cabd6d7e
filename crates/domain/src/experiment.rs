//! The `experiment` kind: a plan of an experiment, run on simulated populations in a world that the
//! question seals, and held to objectives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
    pub plans: Vec<ShippedPlan>,
}

/// A figure and a bound for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// The figure, by its name in `onsite experiment run --json`.
    pub figure: String,
    /// It must not lie above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// It must not lie below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// What it costs to miss it, in Markdown, in the second person.
    pub because: String,
}

impl Objective {
    /// Whether an interval meets both bounds as a whole, misses one as a whole, or neither.
    pub fn weigh(&self, low: f64, high: f64) -> Met {
        let above = |bound: f64| low > bound;
        let below = |bound: f64| high < bound;
        if self.at_most.is_some_and(above) || self.at_least.is_some_and(below) {
            Met::Misses
        } else if self.at_most.is_none_or(|bound| high <= bound)
            && self.at_least.is_none_or(|bound| low >= bound)
        {
            Met::Meets
        } else {
            Met::Undecided
        }
    }
}

/// A plan that the package ships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedPlan {
    /// Path inside the package.
    pub path: String,
    /// The plan.
    pub text: String,
    /// Figures whose objectives it misses; none for one that meets all.
    pub misses: Vec<String>,
    /// Why it meets or misses them.
    pub because: String,
}

/// Whether an objective is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    /// The whole interval meets it.
    Meets,
    /// The whole interval misses it.
    Misses,
    /// The bound lies within the interval.
    Undecided,
}

/// How a figure is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureUnit {
    /// A share of one.
    Share,
    /// A number of users.
    Users,
    /// A number of looks.
    Looks,
    /// A number of days.
    Days,
    /// How many times as much.
    Factor,
}

impl FigureUnit {
    /// What a figure is in words, and its unit; nothing for a name that no run gives.
    pub fn of_figure(name: &str) -> Option<(&'static str, Self)> {
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
}

/// A figure of a run, with its 99% interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    /// Its name in `onsite experiment run --json`.
    pub name: String,
    /// What it is, in words.
    pub title: String,
    /// Its unit.
    pub unit: FigureUnit,
    /// The figure.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
}

/// An objective beside what was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Weighed {
    /// The objective.
    #[serde(flatten)]
    pub objective: Objective,
    /// Whether it is met.
    pub met: Met,
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
