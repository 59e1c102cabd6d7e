//! What the app shows of loops: the shapes the API and the web app share.

use onsite_domain::{
    attempt::Draft,
    clock::Timestamp,
    evidence::Observer,
    id::Id,
    loops::{
        Cause, Cite, Combination, Decision, Form, GateStanding, Phase, PhasePlan, Rating, Role,
        RoundEnd, Scorecard, Seat, Source, Stage, StagePlan, Vote,
    },
    question::{Kind, Level},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A loop that can be planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PresetView {
    /// Slug.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// One line.
    pub summary: String,
    /// The role.
    pub role: Role,
    /// The level.
    pub level: Level,
    /// Its stages, in order.
    pub stages: Vec<StagePlan>,
    /// Its rounds, in order.
    pub rounds: Vec<PresetRound>,
    /// Where its figures come from.
    pub sources: Vec<Source>,
}

/// A round of a preset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PresetRound {
    /// Slug.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The interviewer's seat.
    pub seat: Seat,
    /// Minutes.
    pub minutes: u32,
    /// Competencies and principles it rates, by name.
    pub focus: Vec<String>,
    /// What Onsite still lacks for it; absent where it can be sat.
    pub waits_for: Option<String>,
}

/// What is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLoop {
    /// The preset.
    pub preset: String,
    /// The rounds, by id; all that can be sat where there are none.
    #[serde(default)]
    pub rounds: Vec<String>,
    /// The day of the real interview: `2026-12-01`.
    #[serde(default)]
    pub date: Option<String>,
}

/// A loop in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LoopCard {
    /// Identity.
    pub id: Id,
    /// Name as shown.
    pub title: String,
    /// The preset it was made from.
    pub preset: String,
    /// The level.
    pub level: Level,
    /// When it was planned.
    pub made: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Its rounds' names, with whether each was sat.
    pub rounds: Vec<(String, bool)>,
    /// What to do next.
    pub next: NextStep,
    /// What was decided.
    pub decision: Option<Decision>,
}

/// What to do next in a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    /// Go on with a round whose clock is running.
    Continue {
        /// The round.
        round: u32,
    },
    /// Start a round.
    Start {
        /// The round.
        round: u32,
    },
    /// Predict a round's vote.
    Predict {
        /// The round.
        round: u32,
    },
    /// Write and seal a scorecard.
    Seal {
        /// The round.
        round: u32,
    },
    /// Wait for a kit to come back.
    AwaitKit {
        /// The round.
        round: u32,
    },
    /// Open the debrief.
    Debrief,
    /// Read the scorecards.
    Read,
    /// Discuss and decide.
    Decide,
    /// Be told.
    Inform,
    /// Nothing; the packet can be read.
    Done,
}

/// A loop with everything its pages need.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LoopPage {
    /// Identity.
    pub id: Id,
    /// Entries of its timeline; an action names them, so that two windows cannot do things twice.
    pub seen: u32,
    /// The server's clock when this was made.
    pub now: Timestamp,
    /// Name as shown.
    pub title: String,
    /// The role.
    pub role: Role,
    /// The level.
    pub level: Level,
    /// The day of the real interview.
    pub date: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// What to do next.
    pub next: NextStep,
    /// The form of its scorecards.
    pub form: Form,
    /// Its rounds, in order.
    pub rounds: Vec<RoundView>,
    /// The debrief, once it is open.
    pub debrief: Option<DebriefView>,
}

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

/// An interviewer kit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KitFile {
    /// A name for the file.
    pub name: String,
    /// The page, whole; it needs nothing beside it.
    pub html: String,
}

/// A scorecard that came back from a kit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KitImport {
    /// The text of the file.
    pub text: String,
}

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
