//! An attempt: a stretch of work on one question, with its draft, timer, hints and end.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{clock::Timestamp, id::Id, judgement::Outcome};

/// A stretch of work on one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Attempt {
    /// Identity.
    pub id: Id,
    /// Who works.
    pub person: Id,
    /// The question.
    pub question: String,
    /// The question's revision when the attempt began.
    pub revision: u32,
    /// From which parameters are drawn; fits a JSON number exactly (below 2⁵³).
    pub seed: u64,
    /// When it began.
    pub started: Timestamp,
    /// Last change.
    pub touched: Timestamp,
    /// Where it stands.
    pub state: AttemptState,
    /// Hints taken, by index, in the order in which they were taken.
    pub hints: Vec<HintTaken>,
    /// Working time.
    pub timer: Timer,
}

/// Where an attempt stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AttemptState {
    /// Being worked on.
    Open,
    /// An answer passed.
    Solved,
    /// An answer was judged that neither passes nor fails.
    Told,
    /// Given up, so that the editorial could be read.
    GaveUp,
}

/// A hint and when it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HintTaken {
    /// Which rung, from zero.
    pub index: u32,
    /// When.
    pub at: Timestamp,
}

impl Attempt {
    /// Whether the editorial may be read.
    pub const fn unlocks_editorial(&self) -> bool {
        match self.state {
            AttemptState::Open => false,
            AttemptState::Solved | AttemptState::Told | AttemptState::GaveUp => true,
        }
    }

    /// Takes the next hint of `available`; nothing when all are taken.
    pub fn take_hint(&mut self, available: usize, now: Timestamp) -> Option<u32> {
        let index = self.hints.len();
        (index < available).then(|| {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            self.hints.push(HintTaken { index, at: now });
            self.touched = now;
            index
        })
    }

    /// Gives up; an attempt that has ended stays as it ended.
    pub fn give_up(&mut self, now: Timestamp) {
        if self.state == AttemptState::Open {
            self.state = AttemptState::GaveUp;
            self.touched = now;
        }
    }

    /// Takes note of a judged answer: the first that passes, or that neither passes nor fails,
    /// ends the attempt; one that comes after its end changes nothing of it.
    pub fn judged(&mut self, outcome: Outcome, now: Timestamp) {
        if self.state == AttemptState::Open {
            self.state = match outcome {
                Outcome::Pass => AttemptState::Solved,
                Outcome::Unjudged => AttemptState::Told,
                Outcome::Fail | Outcome::Undecided | Outcome::JudgingError => AttemptState::Open,
            };
        }
        self.touched = now;
    }
}

/// Longest gap between two beats that still counts as work; a crash or a closed lid costs at
/// most this much.
pub const LONGEST_BEAT_MS: u64 = 30_000;

/// Working time, kept by beats of the page so that it survives a reload, a crash and a sleep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Timer {
    /// Time worked up to the last beat, in milliseconds.
    pub elapsed_ms: u64,
    /// The last beat, while running.
    pub running_since: Option<Timestamp>,
}

impl Timer {
    /// Takes a beat: counts the time since the last one and goes on, or pauses.
    pub fn beat(&mut self, running: bool, now: Timestamp) {
        self.elapsed_ms = self.elapsed_at(now);
        self.running_since = running.then_some(now);
    }

    /// Time worked by `now`, in milliseconds.
    pub fn elapsed_at(&self, now: Timestamp) -> u64 {
        let since = self.running_since.map_or(0, |beat| now.millis_since(beat));
        self.elapsed_ms + since.min(LONGEST_BEAT_MS)
    }
}

/// What was typed and not handed in, one per slot of an attempt or a loop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Draft {
    /// The attempt or the loop.
    pub of: Id,
    /// Which of its texts: an answer's language or kind, the own inputs, the claim, a scorecard.
    pub slot: String,
    /// The text.
    pub text: String,
    /// Where the cursor stood, in characters from the start.
    pub cursor: u32,
    /// Counts saves; an older one than the stored never overwrites it.
    pub version: u64,
    /// When it was saved.
    pub saved: Timestamp,
}
