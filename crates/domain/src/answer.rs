//! What a candidate hands in, and what they claim of it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock::Timestamp,
    code::Language,
    growth::Growth,
    id::Id,
    question::Kind,
    story::{self, Told},
};

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
    /// A framing and a system of parts, in TOML.
    Design {
        /// The text.
        text: String,
    },
    /// A plan of an experiment, in TOML.
    Experiment {
        /// The text.
        text: String,
    },
    /// A number as typed, with or without its unit.
    Numeric {
        /// The text.
        text: String,
    },
    /// An own experience, part by part in the order of telling.
    Story {
        /// The parts, each at most once.
        parts: Vec<Told>,
    },
}

impl Answer {
    /// The kind of question this answers.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Code { .. } => Kind::Code,
            Self::Design { .. } => Kind::Design,
            Self::Experiment { .. } => Kind::Experiment,
            Self::Numeric { .. } => Kind::Numeric,
            Self::Story { .. } => Kind::Story,
        }
    }

    /// What was written, as one text; parts of a story are paragraphs.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Code { source, .. } => source.into(),
            Self::Design { text } | Self::Experiment { text } | Self::Numeric { text } => {
                text.into()
            }
            Self::Story { parts } => {
                let texts: Vec<&str> = parts.iter().map(|told| told.text.as_str()).collect();
                texts.join("\n\n").into()
            }
        }
    }

    /// Whether nothing was given; a part of a story told aloud is something without any text.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Code { source: text, .. }
            | Self::Design { text }
            | Self::Experiment { text }
            | Self::Numeric { text } => text.trim().is_empty(),
            Self::Story { parts } => story::is_empty(parts),
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
    /// The kept story it was told from, where it was told from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_from: Option<Id>,
}
