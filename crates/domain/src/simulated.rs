//! What simulated answers have in common: figures with intervals, objectives that bound them, and
//! shipped answers that meet or miss them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A figure and a bound for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// The figure, by its name in the report of a run; of a design, after the scenario's name and a
    /// slash.
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

/// An answer that the package ships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Path inside the package.
    pub path: String,
    /// The answer.
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
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Requests per second.
    PerSecond,
    /// Dollars; of a system of components, for a million requests.
    Dollars,
    /// How many on average, such as calls for each request answered.
    Calls,
    /// Units of goods.
    Units,
    /// How often in a year.
    PerYear,
}

/// A figure of a run, with its 99% interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    /// Its name in the report of a run.
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

/// Figures of things that are alike, such as the messages of every link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FigureTable {
    /// What it shows, in words.
    pub title: String,
    /// What a row is of, such as `link`.
    pub of: String,
    /// The rows; none empty.
    pub rows: Vec<FigureRow>,
}

/// The figures of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FigureRow {
    /// Its name.
    pub name: String,
    /// Its figures; one that the run could not give is left out.
    pub figures: Vec<Figure>,
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
