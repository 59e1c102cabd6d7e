//! A `story` question: what it asks for, how it is probed, and what a strong telling shows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{gap::Gap, telling::Told};
use crate::question::Level;

/// What belongs to a `story` question.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryQuestion {
    /// Leadership principles it asks for, by id in `bank/principles.toml`.
    pub principles: Vec<String>,
    /// Probes of its own, at most one per gap.
    pub probes: Vec<Probe>,
    /// What an interviewer holds against the telling.
    pub pushback: Vec<Pushback>,
    /// What a telling shows at each level, lowest first.
    pub anchors: Vec<LevelAnchor>,
    /// Tellings with the gaps they must show.
    pub tellings: Vec<ExampleTelling>,
}

impl StoryQuestion {
    /// What an interviewer asks on a gap: the question's own probe, else the gap's.
    pub fn probe(&self, gap: Gap) -> &str {
        self.probes
            .iter()
            .find(|probe| probe.on == gap)
            .map_or(gap.probe(), |probe| &probe.ask)
    }
}

/// What an interviewer of this question asks on a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// The gap.
    pub on: Gap,
    /// What is asked.
    pub ask: String,
}

/// Something held against a telling, to see what the teller does with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pushback {
    /// Whether a fact comes with it, and whether that is so.
    pub counter_fact: CounterFact,
    /// What is said.
    pub say: String,
    /// What a strong reply shows.
    pub looks_for: String,
}

/// The fact in a pushback.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CounterFact {
    /// It is so: revising is right.
    True,
    /// It is not so: holding firm is right.
    False,
    /// There is none: asking for one is right.
    None,
}

impl CounterFact {
    /// Every counter-fact.
    pub const ALL: [Self; 3] = [Self::True, Self::False, Self::None];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::None => "none",
        }
    }
}

/// What a telling shows below, at and above the bar of a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelAnchor {
    /// The level.
    pub level: Level,
    /// Below the bar.
    pub below: String,
    /// At the bar.
    pub at: String,
    /// Above the bar.
    pub above: String,
}

/// A telling that a question ships, with the gaps that must be found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleTelling {
    /// The file inside the package.
    pub path: String,
    /// What is told.
    pub telling: Vec<Told>,
    /// The gaps; none in a strong one.
    pub gaps: Vec<Gap>,
    /// Why it has them.
    pub because: String,
}

/// A leadership principle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// Stable id.
    pub id: String,
    /// The public name.
    pub title: String,
    /// What it means, in a sentence or two.
    pub means: String,
    /// The item of the catalogue.
    pub covers: String,
}
