//! A question: one thing a candidate can be asked, as the rest of the product sees it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    code::CodeQuestion, design::DesignQuestion, experiment::ExperimentQuestion, fact::Fact,
    numeric::NumericQuestion, story::StoryQuestion,
};

/// The kinds of question that this version can ask.
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
pub enum Kind {
    /// A function, a class or a program, judged on test cases.
    Code,
    /// A framing and a system of parts, run under a load.
    Design,
    /// A plan of an experiment, run on simulated populations.
    Experiment,
    /// A number, from parameters drawn per attempt.
    Numeric,
    /// An own experience, told in parts and probed.
    Story,
}

impl Kind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 5] = [
        Self::Code,
        Self::Design,
        Self::Experiment,
        Self::Numeric,
        Self::Story,
    ];

    /// The kind's name, which is also its folder in the bank.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Design => "design",
            Self::Experiment => "experiment",
            Self::Numeric => "numeric",
            Self::Story => "story",
        }
    }
}

/// The seniority a question aims at (Amazon numbering; L6 is senior).
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
pub enum Level {
    /// Scientist I.
    L4,
    /// Scientist II.
    L5,
    /// Senior scientist.
    L6,
    /// Principal scientist.
    L7,
}

/// How hard a question is for someone at its level.
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
pub enum Difficulty {
    /// Warm-up.
    Easy,
    /// The usual interview question.
    Medium,
    /// Separates strong candidates.
    Hard,
}

/// A rung of the hint ladder, in the order in which hints are given.
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
pub enum HintStep {
    /// Points at what to look at.
    Nudge,
    /// Names the approach.
    Approach,
    /// Gives the step the answer turns on.
    KeyStep,
}

/// Help that a candidate may take, recorded when taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// The rung.
    pub step: HintStep,
    /// The help itself, in Markdown.
    pub text: String,
}

/// A prepared extension that an interviewer asks once the question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// What is asked.
    pub ask: String,
    /// What a strong reply shows.
    pub looks_for: String,
    /// The id of the question that asks it with cases of its own, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// What an interviewer looks for in one competency, below, at and above the bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The competency, by its id in `bank/competencies.toml`.
    pub competency: String,
    /// Observable behaviour below the bar.
    pub below: String,
    /// Observable behaviour at the bar.
    pub at: String,
    /// Observable behaviour above the bar.
    pub above: String,
}

/// An observable ability that rounds measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// One sentence on what is observed.
    pub observes: String,
}

/// A whole question package, read and checked for shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Slug, the same for ever.
    pub id: String,
    /// Rises when tests, limits, checker or rubric change.
    pub revision: u32,
    /// Hash of everything that a judgement depends on, as `bank.lock` holds it.
    pub hash: String,
    /// Name as shown.
    pub title: String,
    /// One line that says what is asked.
    pub summary: String,
    /// Level aimed at.
    pub level: Level,
    /// Difficulty at that level.
    pub difficulty: Difficulty,
    /// Minutes an interviewer gives it.
    pub minutes: u32,
    /// Competencies observed, by id.
    pub competencies: Vec<String>,
    /// Search labels.
    pub topics: Vec<String>,
    /// Ids of the catalogue that this question makes real.
    pub covers: Vec<String>,
    /// Markdown; a numeric statement holds `{{parameter}}` marks.
    pub statement: String,
    /// Markdown for the interviewer: script, facts, pushback.
    pub interviewer: String,
    /// Markdown shown once the question is solved or given up.
    pub editorial: String,
    /// Hints, in ladder order.
    pub hints: Vec<Hint>,
    /// Facts that are told when asked for.
    pub facts: Vec<Fact>,
    /// Follow-ups, in the order in which they are asked.
    pub follow_ups: Vec<FollowUp>,
    /// Anchors per competency.
    pub rubric: Vec<Anchor>,
    /// What belongs to the kind.
    pub body: Body,
}

/// What belongs to a question's kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A `code` question.
    Code(CodeQuestion),
    /// A `design` question.
    Design(DesignQuestion),
    /// An `experiment` question.
    Experiment(ExperimentQuestion),
    /// A `numeric` question.
    Numeric(NumericQuestion),
    /// A `story` question.
    Story(StoryQuestion),
}

impl Question {
    /// The pattern of its answer: the first of its topics.
    pub fn pattern(&self) -> &str {
        self.topics.first().map_or("", String::as_str)
    }

    /// The question's kind.
    pub const fn kind(&self) -> Kind {
        match self.body {
            Body::Code(_) => Kind::Code,
            Body::Design(_) => Kind::Design,
            Body::Experiment(_) => Kind::Experiment,
            Body::Numeric(_) => Kind::Numeric,
            Body::Story(_) => Kind::Story,
        }
    }
}
