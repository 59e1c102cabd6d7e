//! Diagnostics: what is wrong with an author's files, where, and what to do about it.
//!
//! A diagnostic is a value, never an error: loading goes on and reports all of them at once.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use serde::Serialize;

/// Most diagnostics that are kept of one package; a file of noise would otherwise yield millions.
pub(crate) const MOST_DIAGNOSTICS: usize = 200;

/// One thing that is wrong with a file of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable name of what is wrong, such as `unknown-key`.
    pub code: &'static str,
    /// The question it belongs to, by folder name.
    pub question: Option<String>,
    /// The file or folder, relative to the bank.
    pub file: PathBuf,
    /// The line, from one, where it is known.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = Path::new("bank").join(&self.file);
        // `bank.lock` lies beside the bank.
        let file = self.file.strip_prefix("..").unwrap_or(&file);
        write!(f, "{}", file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}\n  help: {}", self.message, self.help)
    }
}

/// Collects the diagnostics of one package, or of the bank's own files.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    question: Option<String>,
    folder: PathBuf,
    list: Vec<Diagnostic>,
}

impl Notes {
    /// Starts collecting for the bank's own files.
    pub(crate) fn of_bank() -> Self {
        Self::default()
    }

    /// Starts collecting for the package in `folder`.
    pub(crate) fn of_question(id: &str, folder: &str) -> Self {
        Self {
            question: Some(id.to_owned()),
            folder: folder.into(),
            list: Vec::new(),
        }
    }

    /// Adds a diagnostic on a file of the package; an empty name stands for the package's folder.
    pub(crate) fn add(
        &mut self,
        code: &'static str,
        file: &str,
        line: impl Into<Option<u32>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.list.len() > MOST_DIAGNOSTICS {
            return;
        }
        let full = self.list.len() == MOST_DIAGNOSTICS;
        let file = if file.is_empty() || full {
            self.folder.clone()
        } else {
            self.folder.join(file)
        };
        let mut diagnostic = Diagnostic {
            code,
            question: self.question.clone(),
            file,
            line: line.into(),
            message: message.into(),
            help: help.into(),
        };
        if full {
            diagnostic.code = "too-many";
            diagnostic.line = None;
            diagnostic.message = format!("more than {MOST_DIAGNOSTICS} things are wrong here");
            "mend the ones above first; the rest follows".clone_into(&mut diagnostic.help);
        }
        self.list.push(diagnostic);
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The diagnostics, in order of file and line.
    pub(crate) fn into_list(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        self.list
    }
}
