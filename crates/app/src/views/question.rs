//! A question opened for work, and what is done on its page.

use onsite_domain::{
    answer::{Answer, Submission},
    attempt::{Attempt, Draft},
    code::{Language, Limits},
    evidence::Evidence,
    given::Goal,
    growth::{DeclaredGrowth, Growth},
    id::Id,
    job::JobState,
    judgement::Judgement,
    question::HintStep,
    simulated::FigureUnit,
    story::{Part, Principle},
};
use onsite_store::Saved;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{JobView, QuestionCard};

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
    /// A framing sheet and a system of parts, run under the question's load.
    Design {
        /// The design to start from.
        starter: String,
        /// The parts that there are.
        parts: Vec<DesignPart>,
        /// What the design is run under.
        scenarios: Vec<ScenarioView>,
        /// What a design has to meet.
        objectives: Vec<ObjectiveView>,
        /// The cells of the framing sheet.
        framing: Vec<CellView>,
        /// The design to review, where the answer is a list of its risks.
        review: Option<ReviewView>,
    },
    /// A text of a plan, run in a world that is sealed.
    Experiment {
        /// The plan to start from.
        starter: String,
        /// What a plan has to meet.
        objectives: Vec<ObjectiveView>,
        /// Populations that a plan is run on.
        populations: u64,
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

/// A design under review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReviewView {
    /// The design: a file as an answer would be one.
    pub given: String,
    /// The worst that it has to survive: a file of faults.
    pub hazards: String,
    /// Kinds of trouble that a risk may be of.
    pub troubles: Vec<ChoiceView>,
    /// Most risks of one answer.
    pub most: u32,
}

/// A part that a design may take.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DesignPart {
    /// Its name in a design.
    pub name: String,
    /// Its name in words.
    pub title: String,
    /// What it is, such as `service` or `cache`.
    pub component_kind: String,
    /// What it does and what it is good for.
    pub about: String,
    /// Whether requests enter here.
    pub entry: bool,
    /// Time of one call's own work, in words.
    pub service: String,
    /// Calls that one instance serves at once, and the like, in words.
    pub holds: String,
    /// What an instance costs, in words.
    pub price: String,
    /// What has to have answered before, by title.
    pub needs: Vec<String>,
    /// Most instances that there are.
    pub most: u32,
    /// What of its stage an answer chooses: `threshold`, `most`, `share`, or empty for nothing.
    pub cut: String,
    /// Most replicas of a shard; 1 for a part that keeps none.
    pub replicas: u32,
    /// Whether an answer may let its instances be started and stopped by use.
    pub scales: bool,
}

/// Load and what breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScenarioView {
    /// Its name in objectives.
    pub id: String,
    /// What it is, in words.
    pub title: String,
    /// Its file.
    pub text: String,
}

/// A cell of a framing sheet, without what speaks against a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CellView {
    /// Its key in `[framing]`.
    pub id: String,
    /// What is decided here, as a question.
    pub asks: String,
    /// Most choices that may be picked.
    pub most: u32,
    /// The choices.
    pub choices: Vec<ChoiceView>,
}

/// A choice of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChoiceView {
    /// Its name.
    pub id: String,
    /// What it is, in a line.
    pub text: String,
}

/// What an answer has to meet, without why.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ObjectiveView {
    /// Its name in a file.
    pub figure: String,
    /// What is bounded, in words.
    pub title: String,
    /// Its unit.
    pub unit: FigureUnit,
    /// It must not lie above.
    pub at_most: Option<f64>,
    /// It must not lie below.
    pub at_least: Option<f64>,
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
