//! A judgement: the result for a submission at a question's revision.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock::Timestamp,
    code::CodeDetail,
    design::DesignDetail,
    experiment::ExperimentDetail,
    growth::{AnswerGrowth, Within},
    id::Id,
    numeric::NumericDetail,
    story::StoryDetail,
};

/// Rises when a released judge would judge the same answer otherwise than the one before.
pub const JUDGE_VERSION: u32 = 1;

/// How a submission fared.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It passes.
    Pass,
    /// It does not pass.
    Fail,
    /// The measurements do not decide.
    Undecided,
    /// The kind has no pass or fail.
    Unjudged,
    /// The judge failed; never counts against a candidate.
    JudgingError,
}

/// The result for a submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Judgement {
    /// Identity.
    pub id: Id,
    /// The submission; absent for a Run and for judgements on the command line.
    pub submission: Option<Id>,
    /// The question.
    pub question: String,
    /// Its revision.
    pub revision: u32,
    /// The judge's version.
    pub judge_version: u32,
    /// When it was made.
    pub at: Timestamp,
    /// What was judged.
    #[serde(flatten)]
    pub result: Judged,
}

/// What a judge finds, before it gets an identity and a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Judged {
    /// How the submission fared.
    pub outcome: Outcome,
    /// A score from 0 to 1, where the kind has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Layers of protection that were active.
    pub layers: Vec<String>,
    /// What belongs to the kind.
    pub detail: Detail,
}

/// Something noticed about a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// Stable name, such as `wrong_turn`.
    pub id: String,
    /// What was noticed, in the second person, in Markdown.
    pub text: String,
}

/// What belongs to the kind of the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Detail {
    /// Of a `code` question.
    Code(CodeDetail),
    /// Of a `design` question.
    Design(DesignDetail),
    /// Of an `experiment` question.
    Experiment(ExperimentDetail),
    /// Of a `numeric` question.
    Numeric(NumericDetail),
    /// Of a `story` question.
    Story(StoryDetail),
}

/// The finding that an answer grows faster than expected.
pub const WORSE_THAN_EXPECTED: &str = "grows_faster";

impl Judged {
    /// Takes in how the answer grows: beside the verdict, with a finding where that is worse than
    /// expected; the answer then fails only where its question requires the class.
    pub fn take_growth(&mut self, growth: AnswerGrowth, class_required: bool) {
        self.findings.retain(|f| f.id != WORSE_THAN_EXPECTED);
        if growth.within_expected == Within::No {
            self.findings.push(Finding {
                id: WORSE_THAN_EXPECTED.to_owned(),
                text: growth.note.clone(),
            });
            if class_required && self.outcome == Outcome::Pass {
                self.outcome = Outcome::Fail;
            }
        }
        if let Detail::Code(detail) = &mut self.detail {
            detail.growth = Some(Box::new(growth));
        }
    }

    /// How the answer grows, once that is measured.
    pub fn growth(&self) -> Option<&AnswerGrowth> {
        match &self.detail {
            Detail::Code(detail) => detail.growth.as_deref(),
            Detail::Design(_) | Detail::Experiment(_) | Detail::Numeric(_) | Detail::Story(_) => {
                None
            }
        }
    }

    /// A verdict in one word for listings: a code verdict, else the outcome.
    pub fn verdict(&self) -> &'static str {
        match (&self.detail, self.outcome) {
            (Detail::Code(detail), _) => detail.verdict.name(),
            (_, Outcome::Pass) => "pass",
            (_, Outcome::Fail) => "fail",
            (_, Outcome::Undecided) => "undecided",
            (_, Outcome::Unjudged) => "unjudged",
            (_, Outcome::JudgingError) => "judging_error",
        }
    }
}
