//! What happens inside one transaction: reading, checking and writing rows of the record.

use onsite_domain::{
    attempt::{Attempt, Draft},
    evidence::Evidence,
    id::Id,
    job::{Job, JobState},
    judgement::Judgement,
};
use rusqlite::{Connection, Row, named_params, params};

use crate::{Error, MOST_SLOTS, QuestionState, Saved};

use super::rows::{self, document, encode, within, word};

/// Looks an attempt up.
pub fn attempt(record: &Connection, id: Id) -> Result<Option<Attempt>, Error> {
    document(
        record,
        "attempt",
        "SELECT doc FROM attempt WHERE id = ?1",
        [id.to_string()],
    )
}

/// Changes an attempt and returns it as changed, with what the change gives.
pub fn change_attempt<T>(
    record: &Connection,
    id: Id,
    change: &mut dyn FnMut(&mut Attempt) -> T,
) -> Result<Option<(Attempt, T)>, Error> {
    let Some(before) = attempt(record, id)? else {
        return Ok(None);
    };
    let mut after = before.clone();
    let given = change(&mut after);
    let stays = |it: &Attempt| (it.id, it.person, it.question.clone());
    assert_eq!(
        stays(&before),
        stays(&after),
        "an attempt keeps its identity"
    );
    if after != before {
        let doc = encode("attempt", &after)?;
        let sql = "UPDATE attempt SET state = ?2, touched = ?3, doc = ?4 WHERE id = ?1";
        record.prepare_cached(sql)?.execute(params![
            id.to_string(),
            word(after.state),
            after.touched.millis(),
            doc
        ])?;
    }
    Ok(Some((after, given)))
}

/// Reads where a person stands with a question.
pub fn question_state(row: &Row<'_>) -> rusqlite::Result<(String, QuestionState)> {
    let state = QuestionState {
        attempts: row.get("attempts")?,
        solved: row.get("solved")?,
        latest: rows::state(row, "state")?,
        touched: rows::timestamp(row, "touched")?,
        submissions: row.get("submissions")?,
    };
    Ok((row.get("question")?, state))
}

/// Saves a draft, unless the stored one is newer or says otherwise.
pub fn save_draft(record: &Connection, draft: &Draft, version: i64) -> Result<Saved, Error> {
    let attempt_id = draft.attempt.to_string();
    let sql = "SELECT * FROM draft WHERE attempt = ?1 AND slot = ?2";
    let stored = rows::drafts(record, sql, params![attempt_id, draft.slot])?
        .into_iter()
        .next();
    match stored {
        Some(stored) if stored.version > draft.version => return Ok(Saved::Stale(stored)),
        Some(stored) if stored.version == draft.version => {
            let is_same = stored.text == draft.text;
            return Ok(if is_same {
                Saved::Saved
            } else {
                Saved::Stale(stored)
            });
        }
        Some(_) => {}
        None => {
            if attempt(record, draft.attempt)?.is_none() {
                return Err(Error::Missing {
                    what: "attempt",
                    id: draft.attempt,
                });
            }
            let sql = "SELECT count(*) FROM draft WHERE attempt = ?1";
            let mut statement = record.prepare_cached(sql)?;
            let count: u32 = statement.query_row([&attempt_id], |row| row.get(0))?;
            within(
                "number of drafts of an attempt",
                count as usize + 1,
                MOST_SLOTS,
            )?;
        }
    }
    let sql = "INSERT INTO draft (attempt, slot, text, cursor, version, saved) \
               VALUES (:attempt, :slot, :text, :cursor, :version, :saved) \
               ON CONFLICT (attempt, slot) DO UPDATE SET text = excluded.text, \
               cursor = excluded.cursor, version = excluded.version, saved = excluded.saved";
    record.prepare_cached(sql)?.execute(named_params! {
        ":attempt": attempt_id,
        ":slot": draft.slot,
        ":text": draft.text,
        ":cursor": draft.cursor,
        ":version": version,
        ":saved": draft.saved.millis(),
    })?;
    Ok(Saved::Saved)
}

/// Looks a job up.
pub fn job(record: &Connection, id: Id) -> Result<Option<Job>, Error> {
    let found = rows::jobs(record, "SELECT * FROM job WHERE id = ?1", [id.to_string()])?;
    Ok(found.into_iter().next())
}

/// Adds a job.
pub fn insert_job(record: &Connection, job: &Job) -> Result<(), Error> {
    let sql = "INSERT INTO job (id, person, submission, state, has_ended, made, error) \
               VALUES (:id, :person, :submission, :state, :has_ended, :made, :error)";
    record.prepare_cached(sql)?.execute(named_params! {
        ":id": job.id.to_string(),
        ":person": job.person.to_string(),
        ":submission": job.submission.to_string(),
        ":state": word(job.state),
        ":has_ended": job.state.has_ended(),
        ":made": job.made.millis(),
        ":error": job.error,
    })?;
    Ok(())
}

/// Sets where a job stands, unless it has ended.
pub fn set_job(
    record: &Connection,
    id: Id,
    state: JobState,
    error: Option<&str>,
) -> Result<bool, Error> {
    let sql = "UPDATE job SET state = ?2, has_ended = ?3, error = ?4 \
               WHERE id = ?1 AND has_ended = 0";
    let parameters = params![id.to_string(), word(state), state.has_ended(), error];
    Ok(record.prepare_cached(sql)?.execute(parameters)? > 0)
}

/// Adds a judgement.
pub fn insert_judgement(
    record: &Connection,
    judgement: &Judgement,
    submission: Id,
) -> Result<(), Error> {
    let doc = encode("judgement", judgement)?;
    let sql = "INSERT INTO judgement (id, submission, outcome, at, doc) \
               VALUES (:id, :submission, :outcome, :at, :doc)";
    record.prepare_cached(sql)?.execute(named_params! {
        ":id": judgement.id.to_string(),
        ":submission": submission.to_string(),
        ":outcome": word(judgement.result.outcome),
        ":at": judgement.at.millis(),
        ":doc": doc,
    })?;
    Ok(())
}

/// Adds a piece of evidence.
pub fn insert_evidence(record: &Connection, evidence: &Evidence) -> Result<(), Error> {
    let doc = encode("piece of evidence", evidence)?;
    let sql = "INSERT INTO evidence (id, person, source, competency, moment, doc) \
               VALUES (:id, :person, :source, :competency, :moment, :doc)";
    record.prepare_cached(sql)?.execute(named_params! {
        ":id": evidence.id.to_string(),
        ":person": evidence.person.to_string(),
        ":source": evidence.source.to_string(),
        ":competency": evidence.competency,
        ":moment": evidence.moment.millis(),
        ":doc": doc,
    })?;
    Ok(())
}
