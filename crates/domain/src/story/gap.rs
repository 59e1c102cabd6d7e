//! What a listener misses in a telling, and what was counted in it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::telling::Part;

/// Something that a listener misses in a telling, in the order in which an interviewer probes.
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
pub enum Gap {
    /// More than half a minute passes before the first own action.
    LongSetUp,
    /// The group acts more often than the teller.
    WeForI,
    /// The teller decides nothing.
    NoDecision,
    /// A decision without anything decided against.
    NoAlternative,
    /// Nothing came of it.
    NoResult,
    /// A result without a number.
    NoNumber,
    /// A number compared with nothing.
    NoBaseline,
    /// A number of which it is not said how it was found.
    NotMeasured,
    /// An amount in words where a number belongs.
    VagueAmount,
    /// Others are at fault.
    Blame,
    /// Nothing was learned.
    NoLesson,
}

impl Gap {
    /// Every gap, in the order in which an interviewer probes.
    pub const ALL: [Self; 11] = [
        Self::LongSetUp,
        Self::WeForI,
        Self::NoDecision,
        Self::NoAlternative,
        Self::NoResult,
        Self::NoNumber,
        Self::NoBaseline,
        Self::NotMeasured,
        Self::VagueAmount,
        Self::Blame,
        Self::NoLesson,
    ];

    /// The gap's stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LongSetUp => "long_set_up",
            Self::WeForI => "we_for_i",
            Self::NoDecision => "no_decision",
            Self::NoAlternative => "no_alternative",
            Self::NoResult => "no_result",
            Self::NoNumber => "no_number",
            Self::NoBaseline => "no_baseline",
            Self::NotMeasured => "not_measured",
            Self::VagueAmount => "vague_amount",
            Self::Blame => "blame",
            Self::NoLesson => "no_lesson",
        }
    }

    /// The rule by which it is found.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::LongSetUp => {
                "Context and problem take more than 30 seconds (75 words where nothing was timed) \
                 before the first own action."
            }
            Self::WeForI => {
                "In actions and decisions the group (“we”, “the team”) acts more often than “I”."
            }
            Self::NoDecision => {
                "Neither actions nor decisions hold a sentence in which the teller decides."
            }
            Self::NoAlternative => {
                "There is a decision, and neither actions nor decisions name an alternative."
            }
            Self::NoResult => "The part `result` is not told.",
            Self::NoNumber => "The result holds no number; a year or a name with digits is none.",
            Self::NoBaseline => "The result holds a number, and no word compares it with anything.",
            Self::NotMeasured => {
                "The result holds a number, and no word says how it was found; an experiment told \
                 under actions or decisions serves."
            }
            Self::VagueAmount => {
                "A sentence of actions, decisions or result says an amount in words (“a lot”, \
                 “significantly”) and holds no number."
            }
            Self::Blame => "A sentence puts the fault on others.",
            Self::NoLesson => "Neither the part `lesson` nor the result says what was learned.",
        }
    }

    /// What an interviewer asks where the question prepares no probe of its own.
    pub const fn probe(self) -> &'static str {
        match self {
            Self::LongSetUp => "Let me stop you there: what did you do first?",
            Self::WeForI => "What was your part?",
            Self::NoDecision => "Which decision was yours to take?",
            Self::NoAlternative => "What else could you have done, and why did you not?",
            Self::NoResult => "How did it end?",
            Self::NoNumber => "Which number shows it?",
            Self::NoBaseline => "Compared with what?",
            Self::NotMeasured => "How did you measure that?",
            Self::VagueAmount => "How much is that, as a number?",
            Self::Blame => "How would they tell it, and what could you have done earlier?",
            Self::NoLesson => "What would you do differently?",
        }
    }
}

/// What a judgement of a telling says beyond its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StoryDetail {
    /// What was counted and timed; never a score.
    pub measures: Vec<Measure>,
    /// Gaps, in the order in which an interviewer probes; each at most once.
    pub gaps: Vec<GapFound>,
}

/// Something counted or timed in a telling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Measure {
    /// Stable name, such as `set_up_seconds`.
    pub id: String,
    /// The value.
    pub value: f64,
    /// Its unit: `words`, `s`, `%`, or empty for a count.
    pub unit: String,
    /// What it is, with the value, in a few words.
    pub text: String,
}

/// A gap with the words that show it and what an interviewer asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GapFound {
    /// The gap.
    pub gap: Gap,
    /// The part it is in, or in which the missing words belong.
    pub part: Part,
    /// The words that show it, exactly as told; absent where there are none.
    pub quote: Option<String>,
    /// What an interviewer asks next.
    pub probe: String,
}
