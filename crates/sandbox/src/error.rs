//! What can go wrong in running a program that is not the program's own doing.

use std::io;
use std::path::PathBuf;

/// An execution that could not be made or finished.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The helper process could not be started, ended by itself or said something unintelligible.
    #[error("the sandbox helper failed: {what}; run `onsite doctor`")]
    HelperFailed {
        /// What was being done and how it failed.
        what: String,
        /// The operating system's reason, where there is one.
        #[source]
        source: Option<io::Error>,
    },
    /// A step of building the sandbox failed.
    #[error("the sandbox could not be built: {step}: {source}")]
    SetupFailed {
        /// The step that failed, with the path it was about.
        step: String,
        /// The operating system's reason.
        source: io::Error,
    },
    /// The kernel does not let this user make the namespaces that everything else stands on.
    #[error("namespaces are refused ({step}: {source}); {help}")]
    NoNamespaces {
        /// The step that was refused.
        step: String,
        /// The operating system's reason.
        source: io::Error,
        /// How to allow them.
        help: String,
    },
    /// The program could not be executed inside the sandbox.
    #[error("cannot execute {path} inside the sandbox: {source}")]
    MissingProgram {
        /// The path inside the sandbox.
        path: PathBuf,
        /// The operating system's reason.
        source: io::Error,
    },
    /// The description of the program is not one that can be run.
    #[error("the program to run is malformed: {0}")]
    Malformed(String),
    /// Arguments, files and standard input together are more than can be handed over.
    #[error(
        "the program's arguments, files and input are {bytes} bytes; at most {limit} can be run"
    )]
    TooLarge {
        /// The size of the request.
        bytes: u64,
        /// The most that is taken.
        limit: u64,
    },
    /// The caller cancelled the execution; all its processes are gone.
    #[error("the execution was cancelled")]
    Cancelled,
}

impl Error {
    pub(crate) fn helper(what: impl Into<String>, source: io::Error) -> Error {
        Error::HelperFailed {
            what: what.into(),
            source: Some(source),
        }
    }

    pub(crate) fn helper_said(what: impl Into<String>) -> Error {
        Error::HelperFailed {
            what: what.into(),
            source: None,
        }
    }
}
