//! The first page.

use serde::Serialize;
use utoipa::ToSchema;

use super::QuestionCard;
use crate::loops::views::LoopCard;

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
