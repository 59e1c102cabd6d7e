//! What a candidate hands in, and what they claim of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{clock::Timestamp, code::Language, growth::Growth, id::Id, question::Kind};

/// Longest answer that is read, in bytes.
pub const MOST_ANSWER_BYTES: usize = 256 * 1024;

/// An answer, by kind of question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    /// Source text in a language.
    Code {
        /// The language.
        language: Language,
        /// The source.
        source: String,
    },
    /// A number as typed, with or without its unit.
    Numeric {
        /// The text.
        text: String,
    },
}

impl Answer {
    /// The kind of question this answers.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Code { .. } => Kind::Code,
            Self::Numeric { .. } => Kind::Numeric,
        }
    }

    /// What was written, as one text.
    pub fn text(&self) -> &str {
        match self {
            Self::Code { source, .. } => source,
            Self::Numeric { text } => text,
        }
    }
}

/// An immutable answer handed in at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Submission {
    /// Identity.
    pub id: Id,
    /// Who handed it in.
    pub person: Id,
    /// The attempt it belongs to.
    pub attempt: Id,
    /// The question.
    pub question: String,
    /// The question's revision at that moment.
    pub revision: u32,
    /// When.
    pub at: Timestamp,
    /// The answer.
    pub answer: Answer,
    /// What was claimed before it was judged.
    pub claim: Option<Growth>,
}
