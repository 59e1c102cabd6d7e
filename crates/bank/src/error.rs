//! Operations on a bank that failed; what is wrong inside a file is a diagnostic instead.

use std::{io, path::PathBuf};

/// An operation on a bank that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The id of a new question is not a slug.
    #[error(
        "“{0}” cannot be an id; use small letters and digits in words joined by hyphens, 3 to 60 characters"
    )]
    BadId(String),
    /// There is a question of that id already.
    #[error("{} is there already; choose another id or take it away first", .0.display())]
    Exists(PathBuf),
    /// A file of the bank could not be read or written, or is not what it should be.
    #[error("{file}: {why}")]
    NotRead {
        /// The file.
        file: String,
        /// Why not.
        why: String,
    },
    /// The embedded bank cannot be written.
    #[error("the bank inside the binary cannot be changed; name a folder with --bank DIR")]
    Embedded,
    /// A file could not be written.
    #[error("{} cannot be written: {cause}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
}
