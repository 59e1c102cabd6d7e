//! The tables: whether a file has them, and the numbered steps that bring it up to date.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};

use crate::OpenError;

/// The version that this program writes.
pub const KNOWN: u32 = 4;

/// The steps, each from the version before; a step that was released never changes.
const STEPS: [&str; KNOWN as usize] = [
    include_str!("../migrations/0001_record.sql"),
    include_str!("../migrations/0002_settings.sql"),
    include_str!("../migrations/0003_loops.sql"),
    include_str!("../migrations/0004_amendments.sql"),
];

/// Marks a database as ours in its header, in four letters.
const APPLICATION_ID: i32 = 0x4f6e_5369;

/// How files are opened: never made by the database, never shared between threads.
pub const FLAGS: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing yet.
    Empty,
    /// A record of a version known here.
    Version(u32),
}

/// Sets how a connection behaves; writes nothing.
pub fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    leave_the_log(connection, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Without it a replacing insert would delete rows behind the triggers' back.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "synchronous", "full")
}

/// Whether closing leaves the write-ahead log as it is, so that a mere look changes no file.
pub fn leave_the_log(connection: &Connection, leave: bool) -> rusqlite::Result<()> {
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave)
        .map(drop)
}

/// Finds out what a file holds; writes nothing.
pub fn inspect(connection: &Connection, path: &Path) -> Result<Found, OpenError> {
    let failed = |cause| OpenError::of_database(path, &cause);
    let foreign = |why: String| OpenError::Foreign {
        path: path.to_owned(),
        why,
    };
    let pragma = |name: &str| -> Result<i64, OpenError> {
        connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(failed)
    };
    let (mark, version) = (pragma("application_id")?, pragma("user_version")?);
    let tables = tables(connection).map_err(failed)?;
    if mark == 0 && version == 0 && tables.is_empty() {
        return Ok(Found::Empty);
    }
    if mark != i64::from(APPLICATION_ID) {
        return Err(foreign("it is a database of another program".to_owned()));
    }
    let version = u32::try_from(version).unwrap_or(0);
    if version > KNOWN {
        return Err(OpenError::Newer {
            path: path.to_owned(),
            found: version,
            known: KNOWN,
        });
    }
    if version == 0 || tables != expected(version).map_err(failed)? {
        return Err(foreign(format!(
            "its tables are not those of version {version}"
        )));
    }
    Ok(Found::Version(version))
}

/// Looks for damage; reads every page, and every row against its indexes when `thorough`.
pub fn check(connection: &Connection, path: &Path, thorough: bool) -> Result<(), OpenError> {
    let failed = |cause| OpenError::of_database(path, &cause);
    let corrupt = |why: String| OpenError::Corrupt {
        path: path.to_owned(),
        why,
    };
    let sql = if thorough {
        "PRAGMA integrity_check(1)"
    } else {
        "PRAGMA quick_check(1)"
    };
    let found: String = connection
        .query_row(sql, [], |row| row.get(0))
        .map_err(failed)?;
    if found != "ok" {
        return Err(corrupt(found));
    }
    if references_hold(connection).map_err(failed)? {
        Ok(())
    } else {
        Err(corrupt("a row refers to one that is not there".to_owned()))
    }
}

fn references_hold(connection: &Connection) -> rusqlite::Result<bool> {
    connection
        .prepare("PRAGMA foreign_key_check")?
        .exists([])
        .map(|broken| !broken)
}

/// Takes the steps after a version, all or none.
pub fn migrate(connection: &mut Connection, from: u32) -> rusqlite::Result<()> {
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in STEPS.iter().skip(from as usize) {
        change.execute_batch(step)?;
    }
    change.pragma_update(None, "application_id", APPLICATION_ID)?;
    change.pragma_update(None, "user_version", KNOWN)?;
    change.commit()
}

/// One table, index or trigger: its type, name, table and text.
type Definition = (String, String, String, String);

fn tables(connection: &Connection) -> rusqlite::Result<Vec<Definition>> {
    // Names with this beginning are the database's own.
    let sql = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema \
               WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name LIMIT 1000";
    let mut statement = connection.prepare(sql)?;
    let found = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    found.collect()
}

/// The tables of a version, as its steps make them.
fn expected(version: u32) -> rusqlite::Result<Vec<Definition>> {
    let memory = Connection::open_in_memory()?;
    for step in STEPS.iter().take(version as usize) {
        memory.execute_batch(step)?;
    }
    tables(&memory)
}
