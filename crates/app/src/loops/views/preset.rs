//! Loops that can be planned.

use onsite_domain::{
    loops::{Role, Seat, Source, StagePlan},
    question::Level,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A loop that can be planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PresetView {
    /// Slug.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// One line.
    pub summary: String,
    /// The role.
    pub role: Role,
    /// The level.
    pub level: Level,
    /// Its stages, in order.
    pub stages: Vec<StagePlan>,
    /// Its rounds, in order.
    pub rounds: Vec<PresetRound>,
    /// Where its figures come from.
    pub sources: Vec<Source>,
}

/// A round of a preset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PresetRound {
    /// Slug.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The interviewer's seat.
    pub seat: Seat,
    /// Minutes.
    pub minutes: u32,
    /// Competencies and principles it rates, by name.
    pub focus: Vec<String>,
    /// What Onsite still lacks for it; absent where it can be sat.
    pub waits_for: Option<String>,
}

/// What is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLoop {
    /// The preset.
    pub preset: String,
    /// The rounds, by id; all that can be sat where there are none.
    #[serde(default)]
    pub rounds: Vec<String>,
    /// The day of the real interview: `2026-12-01`.
    #[serde(default)]
    pub date: Option<String>,
}
