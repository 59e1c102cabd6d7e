//! Lists of questions that somebody chose.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Most minutes of questions in one day of a list: what a working person has in an evening.
pub const LONGEST_DAY: u32 = 75;

/// A guide that asked for some of the questions; which ones, the catalogue says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Its mark in the catalogue's `sources`.
    pub id: String,
    /// Name as shown.
    pub title: String,
}

/// Questions in an order that somebody chose, day by day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PracticeList {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// One sentence on whom it is for.
    pub text: String,
    /// Its days, in order.
    pub day: Vec<Day>,
}

/// The questions of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Name as shown.
    pub title: String,
    /// Ids of questions, in order.
    pub questions: Vec<String>,
}
