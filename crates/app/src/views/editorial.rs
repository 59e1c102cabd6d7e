//! The editorial and what an interviewer looks for.

use onsite_domain::{growth::DeclaredGrowth, question::Level, story::CounterFact};
use serde::Serialize;
use utoipa::ToSchema;

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
