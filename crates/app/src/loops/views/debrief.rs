//! The debrief.

use onsite_domain::loops::{Cite, Combination, Decision, GateStanding, Seat, Vote};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The debrief.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DebriefView {
    /// The votes, by round.
    pub votes: Vec<VoteView>,
    /// How every gate stands.
    pub gates: Vec<GateStanding>,
    /// What follows from the first votes, by rule.
    pub combination: Combination,
    /// Where two scorecards, or a prediction and a vote, part.
    pub disagreements: Vec<String>,
    /// What was argued.
    pub arguments: Vec<ArgumentView>,
    /// The bar raiser's veto.
    pub veto: Option<VetoView>,
    /// Why scorecards that are missing were not waited for.
    pub without: Option<String>,
    /// The decision.
    pub decision: Option<Decision>,
    /// The entry that wrote it down.
    pub decided: Option<u32>,
    /// Up to three things to mend, each with a date.
    pub mends: Vec<Mend>,
}

/// One interviewer's votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoteView {
    /// The round.
    pub round: u32,
    /// The seat.
    pub seat: Seat,
    /// What the candidate predicted.
    pub predicted: Option<CastVote>,
    /// The sealed vote.
    pub first: CastVote,
    /// After reading; shown once all have voted.
    pub second: Option<CastVote>,
    /// As the discussion left it.
    pub last: Option<CastVote>,
}

/// A vote with the moment at which it was cast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CastVote {
    /// The entry.
    pub entry: u32,
    /// The vote.
    pub vote: Vote,
    /// Why, where it was changed in the discussion.
    pub because: Option<String>,
}

/// The bar raiser's veto.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VetoView {
    /// The entry.
    pub entry: u32,
    /// Why.
    pub because: String,
    /// What it rests on.
    pub cites: Vec<Cite>,
}

/// Something argued in the discussion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ArgumentView {
    /// The entry.
    pub entry: u32,
    /// The round whose interviewer argues.
    pub round: u32,
    /// What is said.
    pub text: String,
    /// What it rests on.
    pub cites: Vec<Cite>,
}

/// Something to mend, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mend {
    /// What.
    pub what: String,
    /// Why, quoting the record.
    pub because: String,
    /// Where it is practised, as a path of the web app.
    pub path: String,
    /// The day by which it is mended: `2026-12-01`.
    pub by: String,
    /// The entry it rests on.
    pub entry: Option<u32>,
}
