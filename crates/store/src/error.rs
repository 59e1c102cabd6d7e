//! What can go wrong with the record, each with what to do about it.

use std::path::{Path, PathBuf};

use onsite_domain::id::Id;
use rusqlite::ErrorCode;

/// An operation on the record that failed and changed nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk takes no more.
    #[error(
        "nothing more can be written to the record: the disk is full or refuses to write; \
         free some space and try again (what was saved before is safe)"
    )]
    Full(#[source] Source),
    /// The disk could not be read, or failed in another way.
    #[error("the disk failed under the record; check it, then start Onsite again")]
    Disk(#[source] Source),
    /// The record is open for reading only.
    #[error(
        "the record is open for reading only; check that its file and folder may be written, \
         and that this is not a second look at a record in use"
    )]
    ReadOnly(#[source] Source),
    /// Another process holds the record for too long.
    #[error("another program keeps the record busy; end it and try again")]
    Busy(#[source] Source),
    /// The file is damaged.
    #[error(
        "the record is damaged; stop Onsite, keep the file, and bring back a copy with \
         `onsite import`"
    )]
    Corrupt(#[source] Source),
    /// A rule of the record refuses the row: an identity used twice, a reference to nothing, or
    /// a change to what is never changed.
    #[error("the record refuses this: {0}")]
    Refused(Source),
    /// What is changed is not there.
    #[error("there is no {what} {id} in the record")]
    Missing {
        /// What was looked for.
        what: &'static str,
        /// Its identity.
        id: Id,
    },
    /// The parts of one change do not belong together.
    #[error("the record refuses this: {0}")]
    Mismatch(&'static str),
    /// A value over its limit.
    #[error("a {what} of {size} is more than the record keeps; at most {most}")]
    TooLarge {
        /// What is too large, and in what it is counted.
        what: &'static str,
        /// Its size.
        size: u64,
        /// The limit.
        most: u64,
    },
    /// A value that could not be read back, such as one that holds not-a-number.
    #[error("a {what} that could not be read back is not kept: {why}")]
    Unwritable {
        /// What it is.
        what: &'static str,
        /// Why not.
        why: serde_json::Error,
    },
    /// A row that this version cannot read.
    #[error(
        "a {what} in the record cannot be read ({why}); it was written by another version, \
         so use the latest Onsite"
    )]
    Unreadable {
        /// What it is.
        what: &'static str,
        /// Why not.
        why: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A copy of the record could not be made.
    #[error("no copy could be made: {0}")]
    Copy(OpenError),
    /// The database failed in a way that has no better name.
    #[error("the record failed: {0}")]
    Database(Source),
}

/// The database's own account of a failure.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Source(rusqlite::Error);

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let class: fn(Source) -> Self = match Fault::of(&error) {
            Fault::Full => Self::Full,
            Fault::Disk => Self::Disk,
            Fault::ReadOnly => Self::ReadOnly,
            Fault::Busy => Self::Busy,
            Fault::Corrupt | Fault::NotADatabase => Self::Corrupt,
            Fault::Refused => Self::Refused,
            Fault::Denied | Fault::Other => Self::Database,
        };
        class(Source(error))
    }
}

/// A record that could not be opened; nothing in it was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another Onsite serves from this data directory.
    #[error(
        "{dir} is in use by another Onsite{}; use that one (`onsite open`), end it, or give \
         another directory with --data", .pid
            .map_or(String::new(), |pid| format!(" (process {pid})"))
    )]
    InUse {
        /// The data directory.
        dir: PathBuf,
        /// The process that holds it, where it says.
        pid: Option<u32>,
    },
    /// The record was written by a newer Onsite.
    #[error(
        "{path} was written by a newer Onsite (record version {found}, this one knows up to \
         {known}); update Onsite, or give another directory with --data"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The record is older, and is opened in a way that may not bring it up to date.
    #[error(
        "{path} was written by an older Onsite (record version {found}, this one writes {known}); \
         start `onsite serve` once, which brings it up to date and keeps a copy"
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version written here.
        known: u32,
    },
    /// There is no record.
    #[error("there is no record at {path}; start `onsite serve` once, or check --data")]
    Absent {
        /// Where it would be.
        path: PathBuf,
    },
    /// The file is no database, or that of another program.
    #[error("{path} is not a record of Onsite: {why}; give another file or directory")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// The file is damaged.
    #[error(
        "{path} is damaged ({why}); nothing was changed. Keep the file, and bring back a copy: \
         `onsite import`, or a file {path}.before-v…"
    )]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// The file or its directory may not be read or written.
    #[error("{path} may not be opened: {why}; check who owns it, or give another with --data")]
    Denied {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// The disk takes no more.
    #[error("{path} cannot be written, the disk is full; free some space and try again")]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// A file or directory failed in another way.
    #[error("{path}: {why}")]
    Failed {
        /// The file or directory.
        path: PathBuf,
        /// What the system or the database says.
        why: String,
    },
}

impl OpenError {
    /// Puts a failure of the database in terms of the file.
    pub(crate) fn of_database(path: &Path, error: &rusqlite::Error) -> Self {
        let (path, why) = (path.to_owned(), error.to_string());
        match Fault::of(error) {
            Fault::NotADatabase => Self::Foreign { path, why },
            Fault::Corrupt => Self::Corrupt { path, why },
            Fault::Denied | Fault::ReadOnly => Self::Denied { path, why },
            Fault::Full => Self::Full { path },
            Fault::Disk | Fault::Busy | Fault::Refused | Fault::Other => Self::Failed { path, why },
        }
    }

    /// Puts a failure of the file system in terms of the file.
    pub(crate) fn of_file(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (path, why) = (path.to_owned(), error.to_string());
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::Denied { path, why }
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Failed { path, why },
        }
    }
}

/// What lies behind an error of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Full,
    Disk,
    ReadOnly,
    Busy,
    NotADatabase,
    Corrupt,
    Refused,
    Denied,
    Other,
}

impl Fault {
    fn of(error: &rusqlite::Error) -> Self {
        use rusqlite::ffi;
        let Some(inner) = error.sqlite_error() else {
            return Self::Other;
        };
        match inner.code {
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::SystemIoFailure => match inner.extended_code {
                // Quotas, file size limits and full tmpfs come as these.
                ffi::SQLITE_IOERR_WRITE
                | ffi::SQLITE_IOERR_FSYNC
                | ffi::SQLITE_IOERR_TRUNCATE
                | ffi::SQLITE_IOERR_SHMSIZE => Self::Full,
                _ => Self::Disk,
            },
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::NotADatabase => Self::NotADatabase,
            ErrorCode::DatabaseCorrupt => Self::Corrupt,
            ErrorCode::ConstraintViolation => Self::Refused,
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Self::Denied,
            _ => Self::Other,
        }
    }
}
