//! What is wrong with a design or a plan, where, and what to do about it.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

/// Largest file that is read, in bytes.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which of the texts that were handed in, from zero.
    pub text: usize,
    /// The line, from one, where it is known.
    pub line: Option<u32>,
    /// What is wrong, with the name of the component or key.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// A problem at a line of the first text.
    pub fn new(
        line: impl Into<Option<u32>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            text: 0,
            line: line.into(),
            message: message.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}\n  help: {}", self.message, self.help)
    }
}

/// The line, from one, of a place in a text, in bytes.
pub(crate) fn line_of(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().iter().take(at);
    1 + u32::try_from(before.filter(|&&byte| byte == b'\n').count()).unwrap_or(u32::MAX - 1)
}

/// Reads a text of TOML whose keys are all known.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    if text.len() > MOST_BYTES {
        return Err(Problem::new(
            None,
            format!("the file has {} bytes, more than {MOST_BYTES}", text.len()),
            "write a smaller one: components that are alike are one component with instances",
        ));
    }
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line_of(text, span.start));
        Problem::new(
            line,
            error.message().trim(),
            "see docs/designs.md, docs/inventory.md and docs/experiments.md for the keys and their shapes",
        )
    })
}
