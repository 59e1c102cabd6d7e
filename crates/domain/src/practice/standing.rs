//! Where a person stands with a question.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    attempt::{Attempt, AttemptState},
    clock::Timestamp,
};

/// How long a question that did not go well rests before it is due again: three days.
pub const REVIEW_AFTER_MS: u64 = 3 * 24 * 3600 * 1000;

const MINUTE_MS: u64 = 60_000;

/// Where a person stands with a question.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum QuestionStanding {
    /// Never opened.
    New,
    /// Opened, not solved.
    Tried,
    /// Solved in some attempt within its minutes and without help.
    Solved,
    /// Solved, but with a hint, beyond its minutes, or after the editorial was read.
    SolvedLate,
    /// It did not go well, and has rested for three days.
    ToReview,
    /// Answered in some attempt, where an answer neither passes nor fails.
    Told,
    /// Given up in the latest attempt and never solved.
    GaveUp,
}

impl QuestionStanding {
    /// Whether an answer was ever found: nothing that asks for what is new offers it.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Solved | Self::SolvedLate | Self::Told)
    }
}

/// What the record says of a person and a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct History {
    /// The best state that an attempt reached; where none was solved or told, the newest one's.
    pub best: AttemptState,
    /// Whether some attempt was solved within the minutes and without help.
    pub unaided: bool,
    /// Whether an answer was ever handed in.
    pub handed_in: bool,
    /// Last change of any attempt.
    pub touched: Timestamp,
}

/// Whether a solved attempt took more than the question's minutes or had help: a hint, or the
/// editorial in an attempt that began before it.
pub fn solved_late(attempt: &Attempt, minutes: u32, editorial_read: Option<Timestamp>) -> bool {
    attempt.timer.elapsed_ms > u64::from(minutes) * MINUTE_MS
        || !attempt.hints.is_empty()
        || editorial_read.is_some_and(|read| read < attempt.started)
}

/// Where a person stands; without a history the question is new.
///
/// To review is what was solved late, was given up, or was handed in and never solved, once it has
/// rested for [`REVIEW_AFTER_MS`].
pub fn standing(history: Option<History>, now: Timestamp) -> QuestionStanding {
    let Some(history) = history else {
        return QuestionStanding::New;
    };
    let rested = now.millis_since(history.touched) >= REVIEW_AFTER_MS;
    let (standing, went_badly) = match history.best {
        AttemptState::Solved if history.unaided => (QuestionStanding::Solved, false),
        AttemptState::Solved => (QuestionStanding::SolvedLate, true),
        AttemptState::Told => (QuestionStanding::Told, false),
        AttemptState::GaveUp => (QuestionStanding::GaveUp, true),
        AttemptState::Open => (QuestionStanding::Tried, history.handed_in),
    };
    if went_badly && rested {
        QuestionStanding::ToReview
    } else {
        standing
    }
}
