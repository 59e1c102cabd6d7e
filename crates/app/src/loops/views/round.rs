//! A round, while it is sat and after.

use onsite_domain::{
    attempt::Draft,
    clock::Timestamp,
    evidence::Observer,
    id::Id,
    loops::{Cause, Cite, Phase, PhasePlan, Rating, RoundEnd, Scorecard, Seat, Vote},
    question::Kind,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A round.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RoundView {
    /// Its number, from zero.
    pub number: u32,
    /// Slug.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The interviewer's seat.
    pub seat: Seat,
    /// Its phases.
    pub phases: Vec<PhasePlan>,
    /// Minutes in all.
    pub minutes: u32,
    /// Whether it goes on until it is ended, whatever its minutes.
    pub open_ended: bool,
    /// When it began.
    pub started: Option<Timestamp>,
    /// When its time is up.
    pub deadline: Option<Timestamp>,
    /// The phase, and since when.
    pub phase: Option<(Phase, Timestamp)>,
    /// When and how it ended.
    pub ended: Option<(Timestamp, RoundEnd)>,
    /// What was said, in order.
    pub lines: Vec<LineView>,
    /// The questions that have been asked.
    pub questions: Vec<RoundQuestion>,
    /// What is to be rated.
    pub focus: Vec<FocusView>,
    /// What is written of the scorecard so far.
    pub draft: Option<Draft>,
    /// The kit that a friend fills.
    pub kit: Option<Id>,
    /// What the candidate expects the vote to be.
    pub predicted: Option<Vote>,
    /// The sealed scorecard.
    pub sealed: Option<SealedView>,
}

/// Something said or done in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineView {
    /// The entry of the timeline.
    pub entry: u32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: Who,
    /// Why an interviewer asks.
    pub cause: Option<Cause>,
    /// The question it belongs to.
    pub question: Option<String>,
    /// The candidate's words that led to it.
    pub quote: Option<String>,
    /// The words; what was done is put into words.
    pub text: String,
    /// The judgement's verdict, for an answer that was handed in.
    pub verdict: Option<String>,
    /// Facts that a question may have meant which was not understood: to be appealed for.
    pub appeals: Vec<FactName>,
}

/// A fact by one of the ways to ask for it; what it says is told to who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FactName {
    /// Its id.
    pub id: String,
    /// A way to ask for it.
    pub asked: String,
}

/// Whose line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The interviewer.
    Interviewer,
    /// The candidate.
    Candidate,
    /// Nobody speaks; something happened.
    Note,
}

/// A question of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RoundQuestion {
    /// The question.
    pub question: String,
    /// Name as shown.
    pub title: String,
    /// Its kind.
    pub kind: Kind,
    /// The phase it belongs to.
    pub phase: Phase,
    /// The attempt in which it is answered.
    pub attempt: Id,
    /// Hints taken.
    pub hints: u32,
    /// Hints there are.
    pub hints_in_all: u32,
    /// How many answers were handed in.
    pub handed_in: u32,
}

/// A competency or principle that a scorecard rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FocusView {
    /// Its id.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// Whether it is a leadership principle.
    pub is_principle: bool,
    /// What is observed.
    pub observes: String,
    /// What stands below, at and above the bar.
    pub anchors: Vec<AnchorText>,
    /// What the judge's evidence says, where it can say it.
    pub evidence: Option<EvidenceRating>,
}

/// Anchors from one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnchorText {
    /// The question, by name.
    pub of: String,
    /// Below the bar.
    pub below: String,
    /// At the bar.
    pub at: String,
    /// Above the bar.
    pub above: String,
}

/// A rating that follows from evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EvidenceRating {
    /// The rating.
    pub rating: Rating,
    /// Why, quoting the evidence.
    pub because: String,
    /// What it rests on.
    pub cites: Vec<Cite>,
}

/// A sealed scorecard.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SealedView {
    /// The entry that sealed it.
    pub entry: u32,
    /// When.
    pub at: Timestamp,
    /// Who filled it.
    pub by: Observer,
    /// The scorecard; absent while it may not be read.
    pub scorecard: Option<Scorecard>,
    /// What was added since: when, and what.
    pub amendments: Vec<(Timestamp, String)>,
}
