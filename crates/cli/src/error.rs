//! The one error of the command line: what and where, what to do, and the exit code.

use std::{fmt::Display, io, path::Path};

use onsite_app::{Error, ErrorClass, ExportError, ImportError, StartError};

use crate::report::visible;

/// Exit code: not passing or undecided.
pub const NOT_PASSING: u8 = 1;
/// Exit code: wrong usage or bad input.
pub const BAD_INPUT: u8 = 2;
/// Exit code: our own fault, or the machine's.
pub const OUR_FAULT: u8 = 3;

/// A command that failed.
#[derive(Debug)]
pub struct CliError {
    /// What went wrong, and where.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Exit code.
    pub code: u8,
}

impl CliError {
    /// What was given is wrong.
    pub fn bad_input(message: impl Display, help: impl Display) -> Self {
        Self {
            message: message.to_string(),
            help: help.to_string(),
            code: BAD_INPUT,
        }
    }

    /// Onsite or the machine failed.
    pub fn ours(message: impl Display, help: impl Display) -> Self {
        Self {
            message: message.to_string(),
            help: help.to_string(),
            code: OUR_FAULT,
        }
    }

    /// A file that could not be read or written.
    pub fn file(doing: &str, path: &Path, cause: &io::Error) -> Self {
        Self::bad_input(
            format!("cannot {doing} {}: {cause}", path.display()),
            "Check the path, who may read and write there, and that the disk has room.",
        )
    }

    /// Says it on standard error. Names that a file gives stand in it, so nothing steers the terminal.
    pub fn print(&self) {
        let said = |text: &str| {
            let lines: Vec<String> = text.lines().map(visible).collect();
            lines.join("\n")
        };
        eprintln!("error: {}", said(&self.message));
        if !self.help.is_empty() {
            eprintln!("  help: {}", said(&self.help));
        }
    }
}

impl From<Error> for CliError {
    fn from(error: Error) -> Self {
        // The command line only ever hands in files that were named on it.
        let named = matches!(error, Error::File { .. });
        let code = match error.class() {
            ErrorClass::Internal | ErrorClass::Stopping if !named => OUR_FAULT,
            _ => BAD_INPUT,
        };
        Self {
            message: error.to_string(),
            help: error.help(),
            code,
        }
    }
}

impl From<StartError> for CliError {
    fn from(error: StartError) -> Self {
        let code = if error.is_bad_input() {
            BAD_INPUT
        } else {
            OUR_FAULT
        };
        Self {
            message: error.to_string(),
            help: error.help(),
            code,
        }
    }
}

impl From<ImportError> for CliError {
    fn from(error: ImportError) -> Self {
        Self::bad_input(&error, error.help())
    }
}

impl From<ExportError> for CliError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Record(error) => {
                Self::bad_input(error, "Name the data directory with --data DIR.")
            }
            ExportError::Failed(error) => error.into(),
        }
    }
}
