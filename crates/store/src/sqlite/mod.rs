//! The record in `SQLite`: one file in the data directory, one connection behind a mutex.
//!
//! One connection is enough for one person: each change takes a sync of the disk, which a second
//! writer would wait for all the same.

mod changes;
mod files;
mod record;
mod rows;
mod schema;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use onsite_domain::{clock::Timestamp, id::Id};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use crate::{Error, OpenError};

use self::schema::Found;

const FILE_NAME: &str = "onsite.db";
/// Largest file that is looked through for damage at every start, about a tenth of a second.
const MOST_CHECKED_AT_START: u64 = 32 * 1024 * 1024;
/// To what the write-ahead log is cut back, in bytes.
const LOG_BYTES: u32 = 16 * 1024 * 1024;

/// The record in a `SQLite` database.
#[derive(Debug)]
pub struct SqliteStore {
    // Before the lock, so that the database is closed while the directory is still held.
    connection: Mutex<Connection>,
    path: PathBuf,
    _lock: Option<files::Lock>,
}

/// What a record holds, as told before an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// Version of its tables.
    pub version: u32,
    /// Whose it is.
    pub person: Id,
    /// Attempts in all.
    pub attempts: u32,
    /// Submissions in all.
    pub submissions: u32,
}

impl SqliteStore {
    /// The file of the record in a data directory.
    pub fn file(dir: &Path) -> PathBuf {
        dir.join(FILE_NAME)
    }

    /// The copy that is kept before a record is brought up to a version.
    pub fn copy_before(dir: &Path, version: u32) -> PathBuf {
        files::with_ending(&Self::file(dir), &format!(".before-v{version}"))
    }

    /// Opens the record of a data directory and holds the directory until dropped; makes both
    /// where they are not there, with `new_person` as the one person, and brings an older record
    /// up to date after keeping a copy.
    pub fn open(dir: &Path, now: Timestamp, new_person: Id) -> Result<Self, OpenError> {
        files::make_private_directory(dir)?;
        let lock = files::Lock::take(dir)?;
        let path = Self::file(dir);
        files::make_private_file(&path)?;
        let version = look(&path)?;
        if 0 < version && version < schema::KNOWN {
            files::copy(&path, &Self::copy_before(dir, schema::KNOWN))?;
        }
        let failed = |cause| OpenError::of_database(&path, &cause);
        let mut connection = Connection::open_with_flags(&path, schema::FLAGS).map_err(failed)?;
        schema::prepare(&connection).map_err(failed)?;
        begin(&mut connection, version, now, new_person).map_err(failed)?;
        Ok(Self {
            connection: Mutex::new(connection),
            path,
            _lock: Some(lock),
        })
    }

    /// Opens a record for reading only, also while another process serves from its directory.
    pub fn open_shared(dir: &Path) -> Result<Self, OpenError> {
        let path = Self::file(dir);
        if !path.exists() {
            return Err(OpenError::Absent { path });
        }
        let failed = |cause| OpenError::of_database(&path, &cause);
        let connection = Connection::open_with_flags(&path, schema::FLAGS).map_err(failed)?;
        schema::prepare(&connection).map_err(failed)?;
        connection
            .pragma_update(None, "query_only", true)
            .map_err(failed)?;
        match schema::inspect(&connection, &path)? {
            Found::Empty => Err(OpenError::Absent { path }),
            Found::Version(found) if found < schema::KNOWN => Err(OpenError::Older {
                path,
                found,
                known: schema::KNOWN,
            }),
            Found::Version(_) => Ok(Self {
                connection: Mutex::new(connection),
                path,
                _lock: None,
            }),
        }
    }

    /// Checks that a file is a whole record that this version can open, without changing it; the
    /// file must be at rest, such as a copy made by [`crate::Store::backup`].
    pub fn check_file(path: &Path) -> Result<Info, OpenError> {
        let failed = |cause| OpenError::of_database(path, &cause);
        if !path.is_file() {
            return Err(OpenError::Absent {
                path: path.to_owned(),
            });
        }
        if let Some(log) = unfinished(path) {
            let why = format!(
                "{} belongs to it; use `onsite export` for a copy",
                log.display()
            );
            return Err(OpenError::Failed {
                path: path.to_owned(),
                why,
            });
        }
        let connection = open_at_rest(path).map_err(failed)?;
        schema::prepare(&connection).map_err(failed)?;
        let Found::Version(version) = schema::inspect(&connection, path)? else {
            let why = "it is empty".to_owned();
            return Err(OpenError::Foreign {
                path: path.to_owned(),
                why,
            });
        };
        schema::check(&connection, path, true)?;
        let sql = "SELECT (SELECT id FROM person ORDER BY seq LIMIT 1) AS id, \
                   (SELECT count(*) FROM attempt), (SELECT count(*) FROM submission)";
        let read = |row: &rusqlite::Row<'_>| {
            let person = rows::id(row, "id")?;
            Ok(Info {
                version,
                person,
                attempts: row.get(1)?,
                submissions: row.get(2)?,
            })
        };
        connection.query_row(sql, [], read).map_err(|cause| {
            let why = format!("it does not say whose it is: {cause}");
            OpenError::Foreign {
                path: path.to_owned(),
                why,
            }
        })
    }

    /// The connection; a panic in a closure has rolled its transaction back, so that what it left
    /// behind is whole.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a change whole or not at all.
    fn change<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = self.connection();
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&change)?;
        change.commit()?;
        Ok(done)
    }
}

/// Makes a record ready for work: its log, its tables, its person.
fn begin(
    connection: &mut Connection,
    version: u32,
    now: Timestamp,
    new_person: Id,
) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES)?;
    if version < schema::KNOWN {
        schema::migrate(connection, version)?;
    }
    let sql = "INSERT INTO person (id, made) SELECT ?1, ?2 \
               WHERE NOT EXISTS (SELECT 1 FROM person)";
    connection.execute(sql, params![new_person.to_string(), now.millis()])?;
    schema::leave_the_log(connection, false)
}

/// Finds out the version of a file that is held, zero where it is empty, and looks for damage;
/// a file that was closed in order is not touched.
fn look(path: &Path) -> Result<u32, OpenError> {
    let failed = |cause| OpenError::of_database(path, &cause);
    let connection = if unfinished(path).is_some() {
        Connection::open_with_flags(path, schema::FLAGS)
    } else {
        open_at_rest(path)
    }
    .map_err(failed)?;
    schema::prepare(&connection).map_err(failed)?;
    let Found::Version(version) = schema::inspect(&connection, path)? else {
        return Ok(0);
    };
    let bytes = std::fs::metadata(path).map_or(0, |found| found.len());
    if version < schema::KNOWN || bytes <= MOST_CHECKED_AT_START {
        schema::check(&connection, path, false)?;
    }
    Ok(version)
}

/// The log beside a file that was not closed in order.
fn unfinished(path: &Path) -> Option<PathBuf> {
    let holds = |log: &PathBuf| std::fs::metadata(log).is_ok_and(|found| found.len() > 0);
    ["-wal", "-journal"]
        .map(|ending| files::with_ending(path, ending))
        .into_iter()
        .find(holds)
}

/// Opens a file that nobody writes for reading, so that no lock and no log is made beside it.
fn open_at_rest(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(at_rest(path), flags)
}

/// The address of a file that nobody writes, so that no lock and no log is made beside it.
fn at_rest(path: &Path) -> String {
    use std::{fmt::Write as _, os::unix::ffi::OsStrExt as _};
    // An empty host before an absolute path, or a path that begins with // would name one.
    let mut address = String::from(if path.is_absolute() {
        "file://"
    } else {
        "file:"
    });
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            address.push(char::from(*byte));
        } else {
            write!(address, "%{byte:02X}").expect("a string takes every text");
        }
    }
    address.push_str("?immutable=1");
    address
}
