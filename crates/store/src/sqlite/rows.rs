//! Between domain values and rows: JSON documents, words for states, counts and limits.

use onsite_domain::{attempt::Draft, clock::Timestamp, id::Id, job::Job};
use rusqlite::{Connection, OptionalExtension as _, Params, Row, types::Type};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Error, MOST_BYTES, MOST_NAME_BYTES, MOST_ROWS};

/// Writes a value as JSON that is known to be readable again.
pub fn encode<T: Serialize + DeserializeOwned>(
    what: &'static str,
    value: &T,
) -> Result<String, Error> {
    let unwritable = |why| Error::Unwritable { what, why };
    let text = serde_json::to_string(value).map_err(unwritable)?;
    within(what, text.len(), MOST_BYTES)?;
    // Not-a-number turns into null without an error: found now or never.
    serde_json::from_str::<T>(&text).map_err(unwritable)?;
    Ok(text)
}

/// Reads a value that [`encode`] wrote.
pub fn decode<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|cause| Error::Unreadable {
        what,
        why: cause.into(),
    })
}

/// The word for a state, as its JSON has it.
pub fn word<T: Serialize>(state: T) -> String {
    match serde_json::to_value(state) {
        Ok(Value::String(word)) => word,
        other => unreachable!("a state is one word of JSON, not {other:?}"),
    }
}

/// Refuses what is over a limit.
pub fn within(what: &'static str, size: usize, most: usize) -> Result<(), Error> {
    if size <= most {
        return Ok(());
    }
    Err(Error::TooLarge {
        what,
        size: size as u64,
        most: most as u64,
    })
}

/// Refuses a name over its limit.
pub fn name_fits(what: &'static str, name: &str) -> Result<(), Error> {
    within(what, name.len(), MOST_NAME_BYTES)
}

/// A count as the database holds it.
pub fn whole(what: &'static str, count: u64) -> Result<i64, Error> {
    i64::try_from(count).map_err(|_| Error::TooLarge {
        what,
        size: count,
        most: i64::MAX.unsigned_abs(),
    })
}

/// The number of rows to return.
pub fn rows(most: usize) -> i64 {
    i64::try_from(most.min(MOST_ROWS)).unwrap_or(i64::MAX)
}

/// Reads the documents that a query finds in its first column.
pub fn documents<T: DeserializeOwned>(
    connection: &Connection,
    what: &'static str,
    sql: &str,
    parameters: impl Params,
) -> Result<Vec<T>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query(parameters)?;
    let mut values = Vec::new();
    while let Some(row) = found.next()? {
        values.push(decode(what, &row.get::<_, String>(0)?)?);
    }
    Ok(values)
}

/// Reads the document that a query finds in its first column.
pub fn document<T: DeserializeOwned>(
    connection: &Connection,
    what: &'static str,
    sql: &str,
    parameters: impl Params,
) -> Result<Option<T>, Error> {
    let text: Option<String> = connection
        .prepare_cached(sql)?
        .query_row(parameters, |row| row.get(0))
        .optional()?;
    text.map(|text| decode(what, &text)).transpose()
}

/// Reads the jobs that a query finds, whole rows.
pub fn jobs(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<Vec<Job>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(parameters, job)?;
    found
        .collect::<Result<_, _>>()
        .map_err(|cause| unreadable("job", cause))
}

fn job(row: &Row<'_>) -> rusqlite::Result<Job> {
    Ok(Job {
        id: id(row, "id")?,
        person: id(row, "person")?,
        submission: id(row, "submission")?,
        state: state(row, "state")?,
        made: timestamp(row, "made")?,
        error: row.get("error")?,
    })
}

/// Reads the drafts that a query finds, whole rows.
pub fn drafts(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<Vec<Draft>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(parameters, |row| {
        Ok(Draft {
            of: id(row, "owner")?,
            slot: row.get("slot")?,
            text: row.get("text")?,
            cursor: row.get("cursor")?,
            version: row.get::<_, i64>("version")?.unsigned_abs(),
            saved: timestamp(row, "saved")?,
        })
    })?;
    found
        .collect::<Result<_, _>>()
        .map_err(|cause| unreadable("draft", cause))
}

/// Tells a row that cannot be read from a database that fails.
pub fn unreadable(what: &'static str, cause: rusqlite::Error) -> Error {
    match cause {
        rusqlite::Error::SqliteFailure(..) => cause.into(),
        _ => Error::Unreadable {
            what,
            why: cause.into(),
        },
    }
}

/// Reads an identity.
pub fn id(row: &Row<'_>, column: &str) -> rusqlite::Result<Id> {
    let text: String = row.get(column)?;
    text.parse().map_err(|cause| bad_text(row, column, cause))
}

/// Reads an instant.
pub fn timestamp(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    row.get(column).map(Timestamp::from_millis)
}

/// Reads a state by its word.
pub fn state<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let word: String = row.get(column)?;
    serde_json::from_value(Value::String(word)).map_err(|cause| bad_text(row, column, cause))
}

fn bad_text(
    row: &Row<'_>,
    column: &str,
    cause: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    let index = row.as_ref().column_index(column).unwrap_or(0);
    rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(cause))
}
