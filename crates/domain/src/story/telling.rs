//! A telling: what was told of a story, part by part.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Longest telling that is read, in bytes over all parts.
pub const MOST_TOLD_BYTES: usize = 64 * 1024;
/// Longest that one part may be spoken, in milliseconds.
pub const LONGEST_PART_MS: u64 = 60 * 60 * 1000;
/// Longest set-up that a listener follows, in seconds.
pub const SET_UP_SECONDS: u32 = 30;
/// Words that are spoken in a minute, where nothing was timed.
pub const WORDS_PER_MINUTE: u32 = 150;

/// A part of a story, in the order of telling.
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
pub enum Part {
    /// Where and when, as much as a listener needs.
    Context,
    /// What was wrong or wanted, and why it mattered.
    Problem,
    /// What the teller did.
    Actions,
    /// What the teller decided, against which alternatives, and why.
    Decisions,
    /// What came of it: number, baseline, how it was measured.
    Result,
    /// What the teller does differently since.
    Lesson,
    /// Who else took part, and in what.
    People,
}

impl Part {
    /// Every part, in the order of telling.
    pub const ALL: [Self; 7] = [
        Self::Context,
        Self::Problem,
        Self::Actions,
        Self::Decisions,
        Self::Result,
        Self::Lesson,
        Self::People,
    ];

    /// The part's stable name, which is also its key in a telling's file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Problem => "problem",
            Self::Actions => "actions",
            Self::Decisions => "decisions",
            Self::Result => "result",
            Self::Lesson => "lesson",
            Self::People => "people",
        }
    }

    /// What belongs into the part, as a question to the teller.
    pub const fn asks(self) -> &'static str {
        match self {
            Self::Context => "Where and when was this, in a sentence or two?",
            Self::Problem => "What was wrong or wanted, and why did it matter?",
            Self::Actions => "What did you do yourself, step by step?",
            Self::Decisions => "What did you decide, over which alternative, and why?",
            Self::Result => "What came of it: which number, compared with what, measured how?",
            Self::Lesson => "What do you do differently since?",
            Self::People => "Who else took part, and what was theirs?",
        }
    }
}

/// A part as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Which part.
    pub part: Part,
    /// The words; empty where the part was told aloud and not written down.
    #[serde(default)]
    pub text: String,
    /// How long it was spoken, where it was told aloud.
    #[serde(default)]
    pub spoken_ms: Option<u64>,
}

/// Why a list of parts is not a telling.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TellingError {
    /// Nothing was told.
    #[error("nothing is told: every part is empty; tell at least one")]
    Empty,
    /// A part is there more than once.
    #[error("the part `{}` is told twice; put both into one", .0.name())]
    Twice(Part),
    /// A part comes after one that follows it.
    #[error(
        "the part `{}` comes after `{}`; the order is context, problem, actions, decisions, \
         result, lesson, people",
        part.name(),
        after.name()
    )]
    OutOfOrder {
        /// The part that comes too late.
        part: Part,
        /// The part before it.
        after: Part,
    },
    /// More words than are read.
    #[error("the telling has {bytes} bytes; at most {MOST_TOLD_BYTES} are read, so shorten it")]
    TooLong {
        /// Its length over all parts.
        bytes: usize,
    },
    /// A part was spoken for longer than anyone listens.
    #[error("the part `{}` was spoken for more than an hour; leave its time out", .0.name())]
    SpokenTooLong(Part),
}

/// Refuses what is not a telling: nothing told, parts twice or out of order, too many words.
pub fn check_telling(parts: &[Told]) -> Result<(), TellingError> {
    for pair in parts.windows(2) {
        let (after, part) = (pair[0].part, pair[1].part);
        if part < after {
            // A part that was told before the two is a repetition, whatever stands between.
            let again = parts.iter().filter(|told| told.part == part).count() > 1;
            return Err(if again {
                TellingError::Twice(part)
            } else {
                TellingError::OutOfOrder { part, after }
            });
        }
        if part == after {
            return Err(TellingError::Twice(part));
        }
    }
    let bytes = parts
        .iter()
        .fold(0_usize, |sum, told| sum.saturating_add(told.text.len()));
    if bytes > MOST_TOLD_BYTES {
        return Err(TellingError::TooLong { bytes });
    }
    let long = |told: &&Told| told.spoken_ms.is_some_and(|ms| ms > LONGEST_PART_MS);
    if let Some(told) = parts.iter().find(long) {
        return Err(TellingError::SpokenTooLong(told.part));
    }
    if is_empty(parts) {
        return Err(TellingError::Empty);
    }
    Ok(())
}

/// Whether nothing was told, neither in words nor aloud.
pub fn is_empty(parts: &[Told]) -> bool {
    parts
        .iter()
        .all(|told| told.text.trim().is_empty() && told.spoken_ms.unwrap_or(0) == 0)
}
