//! The timeline: who did what when.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Cite, Decision, Phase, Plan, Scorecard, Vote};
use crate::{clock::Timestamp, evidence::Observer, id::Id};

/// In which seat something was done.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(tag = "seat", rename_all = "snake_case")]
pub enum Actor {
    /// The candidate.
    Candidate,
    /// The interviewer of a round, by its place in the plan.
    Interviewer {
        /// The round.
        round: u32,
    },
    /// The recruiter, who has no vote.
    Recruiter,
}

impl Actor {
    /// Whether somebody in this seat may do that.
    pub(super) const fn may(self, act: &Act) -> bool {
        match act {
            Act::Plan { .. }
            | Act::StartRound { .. }
            | Act::Open { .. }
            | Act::Say { .. }
            | Act::AskFact { .. }
            | Act::TakeHint { .. }
            | Act::HandIn { .. }
            | Act::HandOver { .. }
            | Act::Predict { .. }
            | Act::Withdraw => matches!(self, Self::Candidate),
            Act::Ask { round, .. }
            | Act::Note { round, .. }
            | Act::Seal { round, .. }
            | Act::Amend { round, .. } => {
                matches!(self, Self::Interviewer { round: own } if own == *round)
            }
            // Either side may look at the clock and move on.
            Act::EnterPhase { round, .. } | Act::EndRound { round, .. } => match self {
                Self::Candidate => true,
                Self::Interviewer { round: own } => own == *round,
                Self::Recruiter => false,
            },
            Act::OpenDebrief { .. }
            | Act::FinishReading
            | Act::Revote { .. }
            | Act::OpenDiscussion
            | Act::Argue { .. }
            | Act::ChangeVote { .. }
            | Act::Veto { .. }
            | Act::Decide { .. } => matches!(self, Self::Interviewer { .. }),
            Act::Inform => matches!(self, Self::Recruiter),
        }
    }
}

/// How a round came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundEnd {
    /// Said to be finished.
    Finished,
    /// The time was up.
    TimeUp,
}

/// Why an interviewer asks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It is a question of the plan, or its introduction.
    Script,
    /// A word or a gap in what was told.
    Probe,
    /// A prepared extension.
    FollowUp,
    /// A contradiction, to see what is done with it.
    Pushback,
}

/// What is done. Rounds are named by their place in the plan, from zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// The loop is planned; always the first entry.
    Plan {
        /// What was planned.
        plan: Box<Plan>,
    },
    /// A round begins, and with it its clock.
    StartRound {
        /// The round.
        round: u32,
    },
    /// A round moves on to a later phase.
    EnterPhase {
        /// The round.
        round: u32,
        /// The phase.
        phase: Phase,
    },
    /// The interviewer says something.
    Ask {
        /// The round.
        round: u32,
        /// The question it belongs to.
        question: Option<String>,
        /// Which line of the script, or which probe.
        line: String,
        /// Why.
        cause: Cause,
        /// The candidate's words that led to it.
        quote: Option<String>,
        /// What is said.
        text: String,
    },
    /// A question is opened, in an attempt of its own.
    Open {
        /// The round.
        round: u32,
        /// The question.
        question: String,
        /// The attempt.
        attempt: Id,
    },
    /// The candidate says something.
    Say {
        /// The round.
        round: u32,
        /// The entry it replies to.
        to: Option<u32>,
        /// What is said.
        text: String,
        /// How long it was spoken, where it was told aloud.
        spoken_ms: Option<u64>,
    },
    /// The candidate asks for a fact.
    AskFact {
        /// The round.
        round: u32,
        /// The question.
        question: String,
        /// What was asked.
        text: String,
        /// The fact that was released.
        fact: Option<String>,
    },
    /// The candidate takes a hint.
    TakeHint {
        /// The round.
        round: u32,
        /// The question.
        question: String,
        /// Which, from zero.
        hint: u32,
    },
    /// An answer that was handed in belongs to this round: code, a number, a story as told.
    HandIn {
        /// The round.
        round: u32,
        /// The question.
        question: String,
        /// The submission.
        submission: Id,
    },
    /// The interviewer notes something.
    Note {
        /// The round.
        round: u32,
        /// The note.
        text: String,
    },
    /// A round ends.
    EndRound {
        /// The round.
        round: u32,
        /// How.
        end: RoundEnd,
    },
    /// A round's scorecard is left to a friend, who gets an interviewer kit.
    HandOver {
        /// The round.
        round: u32,
        /// The kit.
        kit: Id,
    },
    /// An interviewer seals a scorecard.
    Seal {
        /// The round.
        round: u32,
        /// Who filled it.
        by: Observer,
        /// The scorecard.
        scorecard: Scorecard,
    },
    /// An interviewer adds to a sealed scorecard, which itself stays as it is.
    Amend {
        /// The round.
        round: u32,
        /// What is added.
        text: String,
    },
    /// The candidate predicts an interviewer's vote.
    Predict {
        /// The round.
        round: u32,
        /// The prediction.
        vote: Vote,
    },
    /// The bar raiser opens the debrief: silent reading begins.
    OpenDebrief {
        /// Why without the scorecards that are missing, where some are.
        without: Option<String>,
    },
    /// An interviewer has read every scorecard.
    FinishReading,
    /// An interviewer votes again; shown once all have.
    Revote {
        /// The vote.
        vote: Vote,
    },
    /// The bar raiser opens the discussion.
    OpenDiscussion,
    /// An interviewer says what speaks for or against, and what it rests on.
    Argue {
        /// What is said.
        text: String,
        /// What it rests on.
        cites: Vec<Cite>,
    },
    /// An interviewer changes a vote in the discussion.
    ChangeVote {
        /// The vote.
        vote: Vote,
        /// Why.
        because: String,
    },
    /// The bar raiser vetoes a hire.
    Veto {
        /// Why.
        because: String,
        /// What it rests on.
        cites: Vec<Cite>,
    },
    /// The bar raiser writes down the decision.
    Decide {
        /// The decision.
        decision: Decision,
    },
    /// The recruiter tells the candidate.
    Inform,
    /// The candidate ends the loop early.
    Withdraw,
}

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Entry {
    /// Its number, from zero.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// In which seat.
    pub actor: Actor,
    /// What.
    #[serde(flatten)]
    pub act: Act,
}

impl Act {
    /// The round it belongs to, where it belongs to one.
    pub const fn round(&self) -> Option<u32> {
        match self {
            Self::StartRound { round }
            | Self::EnterPhase { round, .. }
            | Self::Ask { round, .. }
            | Self::Open { round, .. }
            | Self::Say { round, .. }
            | Self::AskFact { round, .. }
            | Self::TakeHint { round, .. }
            | Self::HandIn { round, .. }
            | Self::Note { round, .. }
            | Self::EndRound { round, .. }
            | Self::HandOver { round, .. }
            | Self::Seal { round, .. }
            | Self::Amend { round, .. }
            | Self::Predict { round, .. } => Some(*round),
            _ => None,
        }
    }

    /// What it rests on.
    pub fn cites(&self) -> impl Iterator<Item = &Cite> {
        let (ratings, own): (&[_], &[Cite]) = match self {
            Self::Seal { scorecard, .. } => (&scorecard.ratings, &[]),
            Self::Argue { cites, .. } | Self::Veto { cites, .. } => (&[], cites),
            _ => (&[], &[]),
        };
        ratings.iter().flat_map(|rating| &rating.cites).chain(own)
    }

    /// The texts that somebody wrote.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let text: Option<&str> = match self {
            Self::Ask { text, .. }
            | Self::Say { text, .. }
            | Self::AskFact { text, .. }
            | Self::Note { text, .. }
            | Self::Amend { text, .. }
            | Self::Argue { text, .. } => Some(text),
            Self::ChangeVote { because, .. } | Self::Veto { because, .. } => Some(because),
            Self::OpenDebrief { without } => without.as_deref(),
            Self::Seal { scorecard, .. } => Some(&scorecard.notes),
            _ => None,
        };
        text.into_iter()
    }

    /// Whether it is a part of sitting a round.
    pub(super) const fn is_in_round(&self) -> bool {
        matches!(
            self,
            Self::EnterPhase { .. }
                | Self::Ask { .. }
                | Self::Open { .. }
                | Self::Say { .. }
                | Self::AskFact { .. }
                | Self::TakeHint { .. }
                | Self::HandIn { .. }
                | Self::EndRound { .. }
        )
    }
}
