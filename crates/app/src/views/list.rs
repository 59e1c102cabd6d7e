//! Questions in lists, and lists of questions.

use onsite_domain::{
    clock::Timestamp,
    practice::QuestionStanding,
    question::{Competency, Difficulty, Kind, Level},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
