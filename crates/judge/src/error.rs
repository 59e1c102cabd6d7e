//! Why nothing could be judged. What is wrong with an answer is a verdict, not an error.

use onsite_domain::{
    answer::MOST_ANSWER_BYTES, code::Language, numeric::ReadNumberError, question::Kind,
    story::TellingError,
};

/// Why there is no judgement.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The language is not installed: the answer was not run.
    #[error("not run: {} is not installed; {help}", language.title())]
    LanguageMissing {
        /// The language.
        language: Language,
        /// How to get it.
        help: String,
    },
    /// The question gives its code in other languages only.
    #[error("the question is not asked in {}", language.title())]
    LanguageNotAsked {
        /// The language.
        language: Language,
    },
    /// The answer is of another kind than the question.
    #[error(
        "the question takes a `{}` answer, and this is a `{}` answer",
        question.name(),
        answer.name()
    )]
    WrongKind {
        /// The question's kind.
        question: Kind,
        /// The answer's kind.
        answer: Kind,
    },
    /// The answer is longer than what is read.
    #[error("the answer is {bytes} bytes long; at most {MOST_ANSWER_BYTES} are read")]
    AnswerTooLarge {
        /// Its length.
        bytes: usize,
    },
    /// A numeric answer that is not a number in a known unit; not a failed submission.
    #[error(transparent)]
    NotANumber(#[from] ReadNumberError),
    /// A file that is simulated and does not read, or says what its question says: each problem
    /// with its line.
    #[error("{message}")]
    DoesNotRead {
        /// The problems, a line each.
        message: String,
    },
    /// Something that cannot be tried on top of an answer: a fault, a load, a scenario.
    #[error("{message}")]
    NotTried {
        /// What and why, a line each.
        message: String,
    },
    /// A story whose parts are no telling: none told, twice, out of order, or too long.
    #[error(transparent)]
    NotATelling(#[from] TellingError),
    /// An input of one's own that cannot be run.
    #[error("input {}: {message}", index + 1)]
    OwnInput {
        /// Which one, from zero.
        index: usize,
        /// What is wrong with it.
        message: String,
    },
    /// What was handed in cannot be measured: which part, and why.
    #[error("{message}")]
    Measure {
        /// Which part, and why.
        message: String,
    },
    /// Other programs left too little processor time to measure anything.
    #[error(
        "the machine is too busy to measure: {part} got {cpu:.1} s of processor time in \
         {wall:.0} s"
    )]
    TooBusy {
        /// What was being done.
        part: &'static str,
        /// Processor seconds that it got.
        cpu: f64,
        /// Seconds on the clock that it waited.
        wall: f64,
    },
    /// A program or file of the question package misbehaved; the package's author mends it.
    #[error("{file}: {message}")]
    Package {
        /// The file inside the package.
        file: String,
        /// What it did.
        message: String,
    },
    /// The sandbox failed.
    #[error(transparent)]
    Sandbox(onsite_sandbox::Error),
}

impl Error {
    /// Whether the judge or the package is at fault, rather than what was handed in or asked for.
    pub const fn is_ours(&self) -> bool {
        matches!(
            self,
            Self::Package { .. } | Self::Sandbox(_) | Self::TooBusy { .. }
        )
    }

    pub(crate) fn package(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Package {
            file: file.into(),
            message: message.into(),
        }
    }
}

impl From<onsite_sandbox::Error> for Error {
    fn from(error: onsite_sandbox::Error) -> Self {
        match error {
            onsite_sandbox::Error::Cancelled => Self::Cancelled,
            other => Self::Sandbox(other),
        }
    }
}
