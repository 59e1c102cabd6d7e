//! What can go wrong in a use case, as a person is told it: what, where and what to do.

use onsite_domain::{id::Id, story::TellingError};

/// The class of an error, from which a rim picks its status or exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// There is no such thing.
    NotFound,
    /// What was given is wrong.
    Invalid,
    /// Not yet allowed.
    Locked,
    /// It does not follow from where things stand.
    Conflict,
    /// The queue is full.
    Busy,
    /// Too large.
    TooLarge,
    /// The server is stopping.
    Stopping,
    /// A fault of ours, or of the machine.
    Internal,
}

/// A use case that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No question has that id.
    #[error("there is no question “{id}”")]
    UnknownQuestion {
        /// What was asked for.
        id: String,
        /// The nearest id, where one is near.
        nearest: Option<String>,
    },
    /// No attempt, submission or job has that id.
    #[error("there is no {what} {id}")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// Its id.
        id: Id,
    },
    /// The editorial is read after a passing answer or a recorded give-up.
    #[error("the editorial opens once an answer passes, a story is told, or you give up")]
    EditorialLocked,
    /// A rule of the loop forbids it.
    #[error("{0}")]
    Refused(#[from] onsite_domain::loops::Refusal),
    /// Somebody else acted in the loop in the meantime.
    #[error("this loop went on in another window")]
    MovedOn,
    /// As many jobs wait as may wait.
    #[error("{waiting} jobs are waiting already")]
    QueueFull {
        /// How many.
        waiting: usize,
    },
    /// What was given is wrong.
    #[error("{message}")]
    Invalid {
        /// Stable name.
        code: &'static str,
        /// What and where.
        message: String,
        /// What to do.
        help: String,
    },
    /// A text over its limit.
    #[error("{what} has {bytes} bytes; at most {most} are read")]
    TooLarge {
        /// What is too large.
        what: String,
        /// Its size.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// Onsite is stopping.
    #[error("Onsite is stopping")]
    Stopping,
    /// The judge could not judge.
    #[error(transparent)]
    Judge(#[from] onsite_judge::Error),
    /// The record could not be read or written.
    #[error(transparent)]
    Store(#[from] onsite_store::Error),
    /// A file could not be read or written.
    #[error("{what}: {cause}")]
    File {
        /// Which file, and what was done to it.
        what: String,
        /// Why not.
        cause: std::io::Error,
    },
}

impl Error {
    /// An error about what was given.
    pub fn invalid(
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::Invalid {
            code,
            message: message.into(),
            help: help.into(),
        }
    }
}

impl Error {
    /// The class, from which a rim picks its status or exit code.
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::UnknownQuestion { .. } | Self::Unknown { .. } => ErrorClass::NotFound,
            Self::EditorialLocked => ErrorClass::Locked,
            Self::Refused(_) | Self::MovedOn => ErrorClass::Conflict,
            Self::QueueFull { .. } => ErrorClass::Busy,
            Self::Invalid { .. } => ErrorClass::Invalid,
            Self::TooLarge { .. } => ErrorClass::TooLarge,
            Self::Stopping => ErrorClass::Stopping,
            Self::Judge(cause) if !cause.is_ours() => match cause {
                onsite_judge::Error::AnswerTooLarge { .. }
                | onsite_judge::Error::NotATelling(TellingError::TooLong { .. }) => {
                    ErrorClass::TooLarge
                }
                _ => ErrorClass::Invalid,
            },
            Self::Judge(_) | Self::Store(_) | Self::File { .. } => ErrorClass::Internal,
        }
    }

    /// A stable name, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownQuestion { .. } => "unknown-question",
            Self::Unknown { .. } => "unknown",
            Self::EditorialLocked => "editorial-locked",
            Self::Refused(refusal) => refusal.rule,
            Self::MovedOn => "moved-on",
            Self::QueueFull { .. } => "queue-full",
            Self::Invalid { code, .. } => code,
            Self::TooLarge { .. } => "too-large",
            Self::Stopping => "stopping",
            Self::Judge(cause) => match cause {
                onsite_judge::Error::Cancelled => "cancelled",
                onsite_judge::Error::LanguageMissing { .. } => "language-missing",
                onsite_judge::Error::WrongKind { .. } => "wrong-kind",
                onsite_judge::Error::AnswerTooLarge { .. }
                | onsite_judge::Error::NotATelling(TellingError::TooLong { .. }) => "too-large",
                onsite_judge::Error::NotANumber(_) => "not-a-number",
                onsite_judge::Error::DoesNotRead { .. } => "does-not-read",
                onsite_judge::Error::NotATelling(_) => "not-a-telling",
                onsite_judge::Error::NotTried { .. } => "not-tried",
                onsite_judge::Error::OwnInput { .. } => "own-input",
                onsite_judge::Error::Measure { .. } => "cannot-measure",
                onsite_judge::Error::TooBusy { .. } => "too-busy",
                _ => "judging-error",
            },
            Self::Store(_) => "record",
            Self::File { .. } => "file",
        }
    }

    /// What to do.
    pub fn help(&self) -> String {
        let help = match self {
            Self::UnknownQuestion {
                nearest: Some(nearest),
                ..
            } => {
                return format!("Did you mean “{nearest}”?");
            }
            Self::UnknownQuestion { .. } => "Every question stands under Practise.",
            Self::Unknown { .. } => "It may belong to another data directory; open the list anew.",
            Self::EditorialLocked => "Go on, or give up to read it; giving up is recorded.",
            Self::Refused(refusal) => refusal.help,
            Self::MovedOn => "Look at where it stands now, and do it again if it is still wanted.",
            Self::QueueFull { .. } => "Wait for one to end, or cancel one, then try again.",
            Self::Invalid { help, .. } => help,
            Self::TooLarge { .. } => "Hand in less; what was there before is kept.",
            Self::Stopping => "Start it again with `onsite serve`; nothing is lost.",
            Self::Judge(cause) => match cause {
                onsite_judge::Error::LanguageMissing { .. } => "Run `onsite doctor`.",
                onsite_judge::Error::LanguageNotAsked { .. } => {
                    "Take a language in which its code is given."
                }
                onsite_judge::Error::WrongKind { .. } => "Hand in the kind the question asks for.",
                onsite_judge::Error::NotANumber(_) => "Write one number, with or without a unit.",
                onsite_judge::Error::DoesNotRead { .. } => {
                    "Mend these lines and run it again; docs/designs.md and docs/experiments.md have every \
                     key."
                }
                onsite_judge::Error::NotATelling(TellingError::TooLong { .. }) => {
                    "Tell less; what was there before is kept."
                }
                onsite_judge::Error::NotATelling(_) => {
                    "Tell each part once, in the order of the form; a part may stay empty."
                }
                onsite_judge::Error::OwnInput { .. } => "Mend that input and run again.",
                onsite_judge::Error::NotTried { .. } => {
                    "Change the fault or the load, and try again."
                }
                onsite_judge::Error::AnswerTooLarge { .. } => "Hand in less.",
                onsite_judge::Error::TooBusy { .. } => "Measure again when the machine is quieter.",
                onsite_judge::Error::Measure { .. } => {
                    "Mend that part and measure again; docs/growth.md says what it must be."
                }
                _ => "This is our fault and never counts against you; run `onsite doctor`.",
            },
            Self::Store(_) => "See that the disk has room and the data directory is writable.",
            Self::File { .. } => "See that the file exists and may be read or written.",
        };
        help.to_owned()
    }
}

/// Why Onsite did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No data directory is known.
    #[error("no place for the data directory: neither --data, XDG_DATA_HOME nor HOME is set")]
    NoDataDirectory,
    /// The record could not be opened.
    #[error(transparent)]
    Record(#[from] onsite_store::OpenError),
    /// The record was opened and could not be used.
    #[error(transparent)]
    Store(#[from] onsite_store::Error),
    /// The sandbox could not start.
    #[error(transparent)]
    Sandbox(#[from] onsite_sandbox::Error),
    /// The machine refused a thread or its random source.
    #[error("the machine refused what Onsite needs to start: {0}")]
    Machine(#[from] std::io::Error),
}

impl StartError {
    /// Whether another process serves from the data directory.
    pub const fn is_in_use(&self) -> bool {
        matches!(self, Self::Record(onsite_store::OpenError::InUse { .. }))
    }

    /// Whether what was given is at fault, rather than Onsite or the machine.
    pub const fn is_bad_input(&self) -> bool {
        matches!(self, Self::NoDataDirectory | Self::Record(_))
    }

    /// What to do.
    pub fn help(&self) -> String {
        match self {
            Self::NoDataDirectory => "Name one: --data DIR.".to_owned(),
            Self::Record(_) | Self::Store(_) => {
                "Name another data directory with --data DIR, or mend this one; nothing in it was \
                 changed."
                    .to_owned()
            }
            Self::Sandbox(_) => "Run `onsite doctor`; it says what is missing.".to_owned(),
            Self::Machine(_) => "Close what uses much memory or many files, and try again.".into(),
        }
    }
}
