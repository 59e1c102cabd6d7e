//! What can be done in a loop.

use onsite_domain::loops::{Decision, Phase, Rating, Vote};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An action on a loop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoopRequest {
    /// Entries of the timeline that the page knew.
    pub seen: u32,
    /// What to do.
    pub action: LoopAction,
}

/// What can be done in a loop. Rounds are named by their number, from zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum LoopAction {
    /// Starts a round and its clock.
    Start {
        /// The round.
        round: u32,
    },
    /// Moves on to a later phase.
    Enter {
        /// The round.
        round: u32,
        /// The phase.
        phase: Phase,
    },
    /// Lets the interviewer go on.
    Next {
        /// The round.
        round: u32,
    },
    /// Says something.
    Say {
        /// The round.
        round: u32,
        /// The entry it replies to.
        #[serde(default)]
        to: Option<u32>,
        /// What is said.
        text: String,
        /// How long it was spoken, in milliseconds.
        #[serde(default)]
        spoken_ms: Option<u64>,
    },
    /// Asks for a fact.
    AskFact {
        /// The round.
        round: u32,
        /// The question.
        question: String,
        /// What is asked.
        text: String,
    },
    /// Insists that a fact was asked for.
    Appeal {
        /// The round.
        round: u32,
        /// The question.
        question: String,
        /// What was asked.
        text: String,
        /// The fact.
        fact: String,
    },
    /// Takes the next hint.
    Hint {
        /// The round.
        round: u32,
        /// The question.
        question: String,
    },
    /// Notes something as the interviewer.
    Note {
        /// The round.
        round: u32,
        /// The note.
        text: String,
    },
    /// Ends a round.
    End {
        /// The round.
        round: u32,
    },
    /// Predicts a vote.
    Predict {
        /// The round.
        round: u32,
        /// The prediction.
        vote: Vote,
    },
    /// Seals a scorecard; ratings that follow from evidence are put in by rule.
    Seal {
        /// The round.
        round: u32,
        /// Notes.
        notes: String,
        /// Ratings of what evidence does not fill.
        ratings: Vec<GivenRating>,
    },
    /// Adds to a sealed scorecard.
    Amend {
        /// The round.
        round: u32,
        /// What is added.
        text: String,
    },
    /// Opens the debrief.
    OpenDebrief {
        /// Why without the scorecards that are missing.
        #[serde(default)]
        without: Option<String>,
    },
    /// Has read everything; everybody votes again, and the discussion opens.
    FinishReading,
    /// Argues in an interviewer's seat.
    Argue {
        /// The round.
        round: u32,
        /// What is said.
        text: String,
        /// The entries it rests on.
        cites: Vec<u32>,
    },
    /// Changes a vote in the discussion.
    ChangeVote {
        /// The round whose interviewer changes it.
        round: u32,
        /// The vote.
        vote: Vote,
        /// Why.
        because: String,
    },
    /// Vetoes a hire.
    Veto {
        /// Why.
        because: String,
        /// The entries it rests on.
        cites: Vec<u32>,
    },
    /// Writes the decision down.
    Decide {
        /// The decision.
        decision: Decision,
    },
    /// Hears it from the recruiter.
    Inform,
    /// Ends the loop early.
    Withdraw,
}

/// A rating that a person gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenRating {
    /// The competency or principle.
    pub focus: String,
    /// The rating.
    pub rating: Rating,
    /// The entries it rests on.
    #[serde(default)]
    pub cites: Vec<u32>,
}
