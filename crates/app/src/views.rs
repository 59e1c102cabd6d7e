//! What the app shows of the record and the bank: the shapes the API and the web app share.
//!
//! Markdown is already HTML here; maths stays as `<span data-math-style>` for the page to set.

use onsite_domain::{
    answer::{Answer, Submission},
    attempt::{Attempt, Draft},
    clock::Timestamp,
    code::{Language, Limits},
    evidence::Evidence,
    given::Goal,
    growth::{DeclaredGrowth, Growth},
    id::Id,
    job::{JobState, Progress},
    judgement::Judgement,
    loops::Target,
    practice::QuestionStanding,
    question::{Competency, Difficulty, HintStep, Kind, Level},
    story::{CounterFact, Part, Principle},
};
use onsite_store::Saved;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::loops::views::LoopCard;

/// A question in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuestionCard {
    /// Slug.
    pub id: String,
    /// Kind.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// One line.
    pub summary: String,
    /// Level aimed at.
    pub level: Level,
    /// Difficulty at that level.
    pub difficulty: Difficulty,
    /// Minutes an interviewer gives it.
    pub minutes: u32,
    /// Competency ids; titles stand in [`QuestionList::competencies`].
    pub competencies: Vec<String>,
    /// Search labels.
    pub topics: Vec<String>,
    /// Where the person stands.
    pub standing: QuestionStanding,
    /// When it was last worked on.
    pub touched: Option<Timestamp>,
}

/// Most questions that one is drawn from.
pub const MOST_DRAWN_FROM: usize = 10_000;

/// Why a list was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListGroup {
    /// Somebody chose questions and order.
    Chosen,
    /// A guide asked for the questions.
    Guide,
    /// They observe one competency.
    Competency,
    /// They share a topic.
    Topic,
}

/// A list that can be practised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListCard {
    /// Stable id.
    pub id: String,
    /// Why it was made.
    pub group: ListGroup,
    /// Title.
    pub title: String,
    /// What it is for; may be empty.
    pub text: String,
    /// Questions that were solved or told.
    pub done: u32,
    /// Questions in all.
    pub questions: u32,
}

/// A part of a list: a day, or all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListPart {
    /// Title; empty where the list has one part.
    pub title: String,
    /// Minutes of its questions.
    pub minutes: u32,
    /// Ids of questions, in the order in which they are practised.
    pub questions: Vec<String>,
}

/// A list with its questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListView {
    /// What it is.
    pub card: ListCard,
    /// Its parts, in order.
    pub parts: Vec<ListPart>,
}

/// A question like the one asked about.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LikeThis {
    /// The question.
    pub question: QuestionCard,
    /// What makes it so, as a sentence.
    pub because: String,
}

/// Questions to draw one from.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawRequest {
    /// Their ids; those that the bank does not have are passed over.
    pub among: Vec<String>,
}

/// The question that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Drawn {
    /// Its id.
    pub question: String,
}

/// Every question, and what its labels mean.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuestionList {
    /// The questions, by title.
    pub questions: Vec<QuestionCard>,
    /// The competencies they observe.
    pub competencies: Vec<Competency>,
    /// Packages that could not be read; `onsite bank check` names them.
    pub unreadable: u32,
}

/// The first page: what to do next.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Today {
    /// The first quarter of an hour, until it has been held.
    pub first_quarter: Option<FirstQuarter>,
    /// Open attempts, latest first.
    pub unfinished: Vec<Unfinished>,
    /// A newcomer's first steps; empty once all are done.
    pub first_steps: Vec<FirstStep>,
    /// Solved lately, latest first.
    pub solved: Vec<QuestionCard>,
    /// A question to go on with where nothing is open.
    pub suggestion: Option<QuestionCard>,
    /// The clock's setting, where `ONSITE_CLOCK` sets it.
    pub clock: Option<String>,
}

/// A loop of a quarter of an hour, in which a newcomer meets every part once.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FirstQuarter {
    /// The preset it is planned from.
    pub preset: String,
    /// Name as shown.
    pub title: String,
    /// One line.
    pub summary: String,
    /// Minutes in all.
    pub minutes: u32,
    /// The loop, once it is planned.
    pub begun: Option<LoopCard>,
}

/// An open attempt.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Unfinished {
    /// The question.
    pub question: QuestionCard,
    /// Time worked, in milliseconds.
    pub elapsed_ms: u64,
    /// Submissions so far.
    pub submissions: u32,
}

/// One of a newcomer's first steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FirstStep {
    /// What to do.
    pub title: String,
    /// Why, in a sentence.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
    /// Where it is done, as a path of the web app.
    pub path: String,
}

/// A question opened for work: everything its page needs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuestionPage {
    /// The question.
    pub question: QuestionCard,
    /// The statement, as HTML, drawn parameters filled in.
    pub statement: String,
    /// What belongs to the kind.
    pub workspace: Workspace,
    /// The attempt.
    pub attempt: Attempt,
    /// Time worked, in milliseconds.
    pub elapsed_ms: u64,
    /// Hints taken.
    pub hints: Vec<HintView>,
    /// The step of the next hint, and what taking it costs; absent when all are taken.
    pub next_hint: Option<NextHint>,
    /// Whether the editorial may be read.
    pub editorial_unlocked: bool,
    /// Texts as last saved.
    pub drafts: Vec<Draft>,
    /// Submissions of this attempt, latest first.
    pub submissions: Vec<SubmissionView>,
    /// Jobs of this attempt that have not ended, Run included.
    pub jobs: Vec<JobView>,
}

/// What belongs to the kind of the question.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Workspace {
    /// An editor and samples.
    Code {
        /// Signature in neutral notation, a line per function; empty for a program.
        signature: Vec<String>,
        /// Languages, usable ones first.
        languages: Vec<LanguageView>,
        /// The samples.
        samples: Vec<Sample>,
        /// How many cases are hidden.
        hidden: u32,
        /// How own inputs are written, in a sentence.
        input_help: String,
        /// What is to become of given code, where an answer starts from some.
        given: Option<Goal>,
        /// What `n` and one operation stand for, where a claim may be stated.
        claim_of: Option<String>,
    },
    /// A field for a number.
    Numeric {
        /// The unit.
        unit: String,
        /// Other units that are understood.
        units: Vec<String>,
        /// How close an answer must be, in a sentence.
        tolerance: String,
    },
    /// A field and a clock per part of a story.
    Story {
        /// The parts, in the order of telling.
        parts: Vec<PartView>,
        /// The principles that are asked for.
        principles: Vec<Principle>,
        /// Longest set-up that a listener follows, in seconds.
        set_up_seconds: u32,
        /// Longest telling that is read, in bytes over all parts.
        most_bytes: u32,
        /// Longest that one part may be spoken, in milliseconds.
        longest_part_ms: u64,
    },
}

/// A part of a story, to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PartView {
    /// The part.
    pub part: Part,
    /// What belongs into it, as a question.
    pub asks: String,
}

/// A language on a question's page.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LanguageView {
    /// The language.
    pub language: Language,
    /// Name as shown.
    pub title: String,
    /// Whether it can run here.
    pub available: bool,
    /// How to get it, where it cannot.
    pub help: Option<String>,
    /// The starter.
    pub starter: String,
    /// Limits per test case.
    pub limits: Limits,
}

/// A sample test case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sample {
    /// Name.
    pub name: String,
    /// Input.
    pub input: String,
    /// Expected result.
    pub expected: String,
}

/// A hint that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HintView {
    /// The rung.
    pub step: HintStep,
    /// The help, as HTML.
    pub html: String,
}

/// The next hint, before it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextHint {
    /// The rung.
    pub step: HintStep,
    /// What taking it costs, in a sentence.
    pub cost: String,
}

/// A submission with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SubmissionView {
    /// The submission.
    pub submission: Submission,
    /// Its judgement, once there is one.
    pub judgement: Option<Judgement>,
    /// The evidence recorded from it.
    pub evidence: Vec<Evidence>,
    /// Its job's state.
    pub job: JobState,
    /// Its job.
    pub job_id: Id,
    /// The claim beside the declared classes; only when judged as passing or given up.
    pub claim: Option<ClaimView>,
}

/// A claim beside what the question declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClaimView {
    /// What was claimed.
    pub claimed: Growth,
    /// What the question declares; declared by its author, not measured on this answer.
    pub declared: DeclaredGrowth,
    /// The comparison, in words.
    pub text: String,
}

/// An earlier attempt.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AttemptView {
    /// The attempt.
    pub attempt: Attempt,
    /// Time worked, in milliseconds.
    pub elapsed_ms: u64,
    /// Its submissions, latest first.
    pub submissions: Vec<SubmissionView>,
}

/// The editorial and what an interviewer looks for.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct EditorialView {
    /// The editorial, as HTML.
    pub html: String,
    /// Follow-ups with what a strong reply shows.
    pub follow_ups: Vec<FollowUpView>,
    /// Anchors per competency: below, at and above the bar.
    pub rubric: Vec<AnchorView>,
    /// The declared classes.
    pub growth: Option<DeclaredGrowth>,
    /// What an answer shows at each level, lowest first, where the question tells levels apart.
    pub levels: Vec<LevelView>,
    /// What an interviewer may hold against an answer.
    pub pushbacks: Vec<PushbackView>,
}

/// What an answer shows below, at and above the bar of a level, as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelView {
    /// The level.
    pub level: Level,
    /// Below the bar.
    pub below: String,
    /// At the bar.
    pub at: String,
    /// Above the bar.
    pub above: String,
}

/// Something held against an answer, as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PushbackView {
    /// What is said.
    pub say: String,
    /// Whether a fact comes with it, and whether that is so.
    pub counter_fact: CounterFact,
    /// What a strong reply shows.
    pub looks_for: String,
}

/// A follow-up, as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FollowUpView {
    /// What is asked.
    pub ask: String,
    /// What a strong reply shows.
    pub looks_for: String,
    /// The question that asks it with cases of its own, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionName>,
}

/// A question by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuestionName {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// An anchor, as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnchorView {
    /// The competency's title.
    pub competency: String,
    /// Below the bar.
    pub below: String,
    /// At the bar.
    pub at: String,
    /// Above the bar.
    pub above: String,
}

/// What a job does, in the order in which what waits goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobWork {
    /// Runs an answer on samples and own inputs.
    Run,
    /// Judges a submission.
    Judging,
    /// Measures how an accepted submission grows.
    Growth,
}

/// A job as its watchers see it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct JobView {
    /// Identity.
    pub id: Id,
    /// The attempt it belongs to.
    pub attempt: Id,
    /// The submission it judges or measures; absent for a Run.
    pub submission: Option<Id>,
    /// What it does.
    pub work: JobWork,
    /// Where it stands.
    pub state: JobState,
    /// Jobs before it in the queue, while queued.
    pub ahead: u32,
    /// The steps so far, in order.
    pub progress: Vec<Progress>,
    /// The judgement, once done.
    pub judgement: Option<Judgement>,
    /// What went wrong, where it failed.
    pub error: Option<String>,
}

/// A notice to a job's watchers; numbered from 1, so that a watcher can go on where it left.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct JobNotice {
    /// Number in the job.
    pub number: u64,
    /// Where the job stands.
    pub state: JobState,
    /// Jobs before it, while queued.
    pub ahead: u32,
    /// The step this tells of.
    pub progress: Option<Progress>,
    /// The judgement, with the last notice.
    pub judgement: Option<Judgement>,
    /// What went wrong, with the last notice of a failed job.
    pub error: Option<String>,
}

/// Asks for a Run: samples and own inputs.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunRequest {
    /// The answer.
    pub answer: Answer,
    /// Own inputs, each as a test case's input is written; at most ten of 64 KiB.
    #[serde(default)]
    pub own_inputs: Vec<String>,
}

/// Hands in an answer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitRequest {
    /// The answer.
    pub answer: Answer,
    /// What is claimed of its growth.
    #[serde(default)]
    pub claim: Option<Growth>,
    /// The kept story that it is told from; one that is gone meanwhile is left out.
    #[serde(default)]
    pub told_from: Option<Id>,
}

/// Saves a text as typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftRequest {
    /// The text.
    pub text: String,
    /// Cursor, in characters from the start.
    pub cursor: u32,
    /// Counts saves; must rise.
    pub version: u64,
}

/// What became of saving a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftSaved {
    /// Whether it was stored; false where a newer one was there, which then stands in `draft`.
    pub saved: bool,
    /// The draft as stored.
    pub draft: Draft,
}

impl DraftSaved {
    /// What became of saving `draft`.
    pub(crate) fn of(saved: Saved, draft: Draft) -> Self {
        match saved {
            Saved::Saved => Self { saved: true, draft },
            Saved::Stale(draft) => Self {
                saved: false,
                draft,
            },
        }
    }
}

/// A beat of the timer.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeatRequest {
    /// Whether work goes on.
    pub running: bool,
}

/// The timer after a beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TimerView {
    /// Time worked, in milliseconds.
    pub elapsed_ms: u64,
    /// Whether it runs.
    pub running: bool,
}

/// Opens a question.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenRequest {
    /// Starts a new attempt even where one is open.
    #[serde(default)]
    pub fresh: bool,
}

/// What a person has set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// The language new answers start in.
    pub language: Language,
    /// Vim keys in the editor.
    pub vim: bool,
    /// Editor font size, in pixels (11 to 24).
    pub editor_px: u32,
    /// Whether the timer is shown.
    pub show_timer: bool,
    /// Share of the width that the statement takes, in percent (20 to 80).
    pub split_columns: u32,
    /// Share of the height that the editor takes, in percent (20 to 90).
    pub split_rows: u32,
    /// What the person prepares for.
    pub target: Target,
    /// Whether the first page shows the first quarter of an hour until it has been held.
    pub offer_first_quarter: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            language: Language::Python,
            vim: false,
            editor_px: 14,
            show_timer: true,
            split_columns: 42,
            split_rows: 62,
            target: Target::default(),
            offer_first_quarter: true,
        }
    }
}

/// Colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What is installed, what protects, what is missing and how to get it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Doctor {
    /// Version of Onsite.
    pub version: String,
    /// The checks, in order.
    pub checks: Vec<DoctorCheck>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DoctorCheck {
    /// What, such as `Python` or `memory limit`.
    pub name: String,
    /// How it is.
    pub status: DoctorStatus,
    /// What was found.
    pub found: String,
    /// What to do, where something is missing.
    pub help: Option<String>,
}

/// How a checked thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DoctorStatus {
    /// There.
    Ok,
    /// Works, but weaker than it could.
    Weak,
    /// Missing.
    Missing,
}
