//! What happens inside one transaction: reading, checking and writing rows of the record.

use onsite_domain::{
    attempt::{Attempt, Draft},
    evidence::Evidence,
    id::Id,
    job::{Job, JobState},
    judgement::Judgement,
    loops::Entry,
};
use rusqlite::{Connection, Row, named_params, params};

use crate::{Error, KeptStory, MOST_BYTES, MOST_SLOTS, QuestionState, Saved};

use super::rows::{self, document, encode, name_fits, whole, within, word};

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
        told: row.get("told")?,
        latest: rows::state(row, "state")?,
        touched: rows::timestamp(row, "touched")?,
        submissions: row.get("submissions")?,
    };
    Ok((row.get("question")?, state))
}

/// Where the drafts of something are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    OfAttempts,
    OfLoops,
}

impl Drafts {
    /// Puts the names of the table and of what its drafts belong to into a query.
    fn sql(self, query: &str) -> String {
        let (table, owner) = match self {
            Self::OfAttempts => ("draft", "attempt"),
            Self::OfLoops => ("loop_draft", "loop"),
        };
        query.replace("{table}", table).replace("{owner}", owner)
    }

    const fn owner(self) -> &'static str {
        match self {
            Self::OfAttempts => "attempt",
            Self::OfLoops => "loop",
        }
    }
}

/// The drafts of an attempt or a loop, by slot.
pub fn drafts(record: &Connection, kept: Drafts, of: Id) -> Result<Vec<Draft>, Error> {
    let sql = kept.sql("SELECT *, {owner} AS owner FROM {table} WHERE {owner} = ?1 ORDER BY slot");
    rows::drafts(record, &sql, [of.to_string()])
}

/// Saves a draft, unless the stored one is newer or says otherwise.
pub fn save_draft(record: &Connection, kept: Drafts, draft: &Draft) -> Result<Saved, Error> {
    name_fits("draft's slot in bytes", &draft.slot)?;
    within("draft's text in bytes", draft.text.len(), MOST_BYTES)?;
    let version = whole("draft's version", draft.version)?;
    let owner = draft.of.to_string();
    let sql = kept.sql("SELECT *, {owner} AS owner FROM {table} WHERE {owner} = ?1 AND slot = ?2");
    let stored = rows::drafts(record, &sql, params![owner, draft.slot])?
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
            let mut statement =
                record.prepare_cached(&kept.sql("SELECT 1 FROM {owner} WHERE id = ?1"))?;
            if !statement.exists([&owner])? {
                return Err(Error::Missing {
                    what: kept.owner(),
                    id: draft.of,
                });
            }
            let sql = kept.sql("SELECT count(*) FROM {table} WHERE {owner} = ?1");
            let mut statement = record.prepare_cached(&sql)?;
            let count: u32 = statement.query_row([&owner], |row| row.get(0))?;
            within(
                "number of drafts in one place",
                count as usize + 1,
                MOST_SLOTS,
            )?;
        }
    }
    let sql = kept.sql(
        "INSERT INTO {table} ({owner}, slot, text, cursor, version, saved) \
         VALUES (:owner, :slot, :text, :cursor, :version, :saved) \
         ON CONFLICT ({owner}, slot) DO UPDATE SET text = excluded.text, \
         cursor = excluded.cursor, version = excluded.version, saved = excluded.saved",
    );
    record.prepare_cached(&sql)?.execute(named_params! {
        ":owner": owner,
        ":slot": draft.slot,
        ":text": draft.text,
        ":cursor": draft.cursor,
        ":version": version,
        ":saved": draft.saved.millis(),
    })?;
    Ok(Saved::Saved)
}

/// Looks a story up.
pub fn story(record: &Connection, id: Id) -> Result<Option<KeptStory>, Error> {
    let sql = "SELECT doc FROM story WHERE id = ?1";
    document(record, "story", sql, [id.to_string()])
}

/// Writes a story by a statement; whether it changed anything.
pub fn write_story(record: &Connection, sql: &str, story: &KeptStory) -> Result<bool, Error> {
    let doc = encode("story", story)?;
    let changed = record.prepare_cached(sql)?.execute(named_params! {
        ":id": story.id.to_string(),
        ":person": story.person.to_string(),
        ":version": whole("story's version", story.version)?,
        ":touched": story.touched.millis(),
        ":doc": doc,
    })?;
    Ok(changed > 0)
}

/// The timeline of a loop; nothing where there is no such loop.
pub fn timeline(record: &Connection, id: Id) -> Result<Option<Vec<Entry>>, Error> {
    let sql = "SELECT doc FROM loop_entry WHERE loop = ?1 ORDER BY number";
    let entries: Vec<Entry> = rows::documents(record, "timeline", sql, [id.to_string()])?;
    Ok((!entries.is_empty()).then_some(entries))
}

/// How many entries a timeline has, which is the next one's number.
pub fn entries(record: &Connection, id: Id) -> Result<u32, Error> {
    let sql = "SELECT count(*) FROM loop_entry WHERE loop = ?1";
    let mut statement = record.prepare_cached(sql)?;
    Ok(statement.query_row([id.to_string()], |row| row.get(0))?)
}

/// Adds an entry at the end of a timeline.
pub fn insert_entry(record: &Connection, id: Id, entry: &Entry) -> Result<(), Error> {
    let doc = encode("entry of a timeline", entry)?;
    let sql = "INSERT INTO loop_entry (loop, number, at, doc) VALUES (?1, ?2, ?3, ?4)";
    record.prepare_cached(sql)?.execute(params![
        id.to_string(),
        entry.number,
        entry.at.millis(),
        doc
    ])?;
    Ok(())
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

/// Adds a judgement as it stands after something more was found.
pub fn insert_amendment(record: &Connection, judgement: &Judgement) -> Result<(), Error> {
    let doc = encode("judgement", judgement)?;
    let sql = "INSERT INTO amendment (judgement, doc) VALUES (?1, ?2)";
    record
        .prepare_cached(sql)?
        .execute(params![judgement.id.to_string(), doc])?;
    Ok(())
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
