//! The contract of the record, kept by SQL.

use std::{collections::BTreeMap, path::Path};

use onsite_domain::{
    answer::Submission,
    attempt::{Attempt, AttemptState, Draft},
    clock::Timestamp,
    evidence::Evidence,
    id::Id,
    job::{Job, JobState},
    judgement::Judgement,
    loops::Entry,
};
use rusqlite::{Connection, OptionalExtension as _, named_params, params};

use crate::{
    Error, Finished, KeptStory, MOST_BYTES, MOST_ROWS, MOST_SETTINGS, OpenError, QuestionState,
    Saved, Store,
};

use super::{
    SqliteStore,
    changes::{self, Drafts},
    files,
    rows::{self, document, documents, encode, name_fits, within, word},
};

/// A judgement with what was found after it.
macro_rules! as_it_stands {
    () => {
        "COALESCE((SELECT amendment.doc FROM amendment WHERE amendment.judgement = judgement.id \
         ORDER BY amendment.seq DESC LIMIT 1), judgement.doc)"
    };
}

fn judgement(record: &Connection, id: Id) -> Result<Option<Judgement>, Error> {
    let sql = concat!("SELECT ", as_it_stands!(), " FROM judgement WHERE id = ?1");
    document(record, "judgement", sql, [id.to_string()])
}

/// Takes a submission with its job, and the entry of its loop; false where that went on since.
fn submit(
    record: &Connection,
    submission: &Submission,
    job: &Job,
    in_loop: Option<(Id, &Entry)>,
) -> Result<bool, Error> {
    if job.submission != submission.id || job.person != submission.person {
        return Err(Error::Mismatch("the job is not of this submission"));
    }
    let doc = encode("submission", submission)?;
    let of_attempt = changes::attempt(record, submission.attempt)?.ok_or(Error::Missing {
        what: "attempt",
        id: submission.attempt,
    })?;
    if of_attempt.person != submission.person || of_attempt.question != submission.question {
        return Err(Error::Mismatch("the submission is not of this attempt"));
    }
    if let Some((id, entry)) = in_loop {
        if changes::entries(record, id)? != entry.number {
            return Ok(false);
        }
        changes::insert_entry(record, id, entry)?;
    }
    let sql = "INSERT INTO submission (id, person, attempt, question, at, doc) \
               VALUES (:id, :person, :attempt, :question, :at, :doc)";
    record.prepare_cached(sql)?.execute(named_params! {
        ":id": submission.id.to_string(),
        ":person": submission.person.to_string(),
        ":attempt": submission.attempt.to_string(),
        ":question": submission.question,
        ":at": submission.at.millis(),
        ":doc": doc,
    })?;
    changes::insert_job(record, job)?;
    Ok(true)
}

/// Ends a job that has not ended, with its judgement.
fn finish(
    record: &Connection,
    id: Id,
    judgement: &Judgement,
    change: &mut dyn FnMut(&mut Attempt) -> Vec<Evidence>,
) -> Result<Finished, Error> {
    let job = changes::job(record, id)?.ok_or(Error::Missing { what: "job", id })?;
    if job.state.has_ended() {
        return Ok(Finished::Before(job.state));
    }
    if judgement.submission != Some(job.submission) {
        return Err(Error::Mismatch(
            "the judgement is not of the job's submission",
        ));
    }
    changes::insert_judgement(record, judgement, job.submission)?;
    let sql = "SELECT attempt FROM submission WHERE id = ?1";
    let attempt = record
        .prepare_cached(sql)?
        .query_row([job.submission.to_string()], |row| rows::id(row, "attempt"))
        .map_err(|cause| rows::unreadable("submission", cause))?;
    let (_, evidence) =
        changes::change_attempt(record, attempt, change)?.ok_or(Error::Missing {
            what: "attempt",
            id: attempt,
        })?;
    for seen in &evidence {
        if seen.source != judgement.id || seen.person != job.person {
            return Err(Error::Mismatch("the evidence is not of this judgement"));
        }
        changes::insert_evidence(record, seen)?;
    }
    changes::set_job(record, id, JobState::Done, None)?;
    Ok(Finished::Now)
}

impl Store for SqliteStore {
    fn person(&self) -> Result<Id, Error> {
        self.connection()
            .prepare_cached("SELECT id FROM person ORDER BY seq LIMIT 1")?
            .query_row([], |row| rows::id(row, "id"))
            .map_err(|cause| rows::unreadable("person", cause))
    }

    fn insert_attempt(&self, attempt: &Attempt) -> Result<(), Error> {
        let doc = encode("attempt", attempt)?;
        let sql = "INSERT INTO attempt (id, person, question, state, touched, doc) \
                   VALUES (:id, :person, :question, :state, :touched, :doc)";
        self.connection()
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": attempt.id.to_string(),
                ":person": attempt.person.to_string(),
                ":question": attempt.question,
                ":state": word(attempt.state),
                ":touched": attempt.touched.millis(),
                ":doc": doc,
            })?;
        Ok(())
    }

    fn attempt(&self, id: Id) -> Result<Option<Attempt>, Error> {
        changes::attempt(&self.connection(), id)
    }

    fn update_attempt(
        &self,
        id: Id,
        change: &mut dyn FnMut(&mut Attempt),
    ) -> Result<Option<Attempt>, Error> {
        self.change(|record| {
            changes::change_attempt(record, id, change).map(|it| it.map(|(it, ())| it))
        })
    }

    fn latest_attempt(&self, person: Id, question: &str) -> Result<Option<Attempt>, Error> {
        let sql = "SELECT doc FROM attempt WHERE person = ?1 AND question = ?2 \
                   ORDER BY seq DESC LIMIT 1";
        document(
            &self.connection(),
            "attempt",
            sql,
            params![person.to_string(), question],
        )
    }

    fn attempts(
        &self,
        person: Id,
        question: Option<&str>,
        most: usize,
    ) -> Result<Vec<Attempt>, Error> {
        let (record, person, most) = (self.connection(), person.to_string(), rows::rows(most));
        if let Some(question) = question {
            let sql = "SELECT doc FROM attempt WHERE person = ?1 AND question = ?2 \
                       ORDER BY seq DESC LIMIT ?3";
            documents(&record, "attempt", sql, params![person, question, most])
        } else {
            let sql = "SELECT doc FROM attempt WHERE person = ?1 ORDER BY seq DESC LIMIT ?2";
            documents(&record, "attempt", sql, params![person, most])
        }
    }

    fn attempts_in(
        &self,
        person: Id,
        state: AttemptState,
        most: usize,
    ) -> Result<Vec<Attempt>, Error> {
        let sql = "SELECT doc FROM attempt WHERE person = ?1 AND state = ?2 \
                   ORDER BY touched DESC, seq DESC LIMIT ?3";
        let parameters = params![person.to_string(), word(state), rows::rows(most)];
        documents(&self.connection(), "attempt", sql, parameters)
    }

    fn question_states(&self, person: Id) -> Result<BTreeMap<String, QuestionState>, Error> {
        let sql = "WITH tried AS ( \
                       SELECT question, count(*) AS attempts, max(touched) AS touched, \
                              count(*) FILTER (WHERE state = ?2) AS solved, \
                              count(*) FILTER (WHERE state = ?3) AS told, max(seq) AS latest \
                       FROM attempt WHERE person = ?1 GROUP BY question), \
                   handed_in AS ( \
                       SELECT question, count(*) AS submissions \
                       FROM submission WHERE person = ?1 GROUP BY question) \
                   SELECT tried.question, attempts, solved, told, attempt.state, tried.touched, \
                          coalesce(submissions, 0) AS submissions \
                   FROM tried JOIN attempt ON attempt.seq = tried.latest \
                   LEFT JOIN handed_in ON handed_in.question = tried.question LIMIT ?4";
        let record = self.connection();
        let mut statement = record.prepare_cached(sql)?;
        let parameters = params![
            person.to_string(),
            word(AttemptState::Solved),
            word(AttemptState::Told),
            rows::rows(MOST_ROWS)
        ];
        let found = statement.query_map(parameters, changes::question_state)?;
        found
            .collect::<Result<_, _>>()
            .map_err(|cause| rows::unreadable("attempt", cause))
    }

    fn save_draft(&self, draft: &Draft) -> Result<Saved, Error> {
        self.change(|record| changes::save_draft(record, Drafts::OfAttempts, draft))
    }

    fn drafts(&self, attempt: Id) -> Result<Vec<Draft>, Error> {
        changes::drafts(&self.connection(), Drafts::OfAttempts, attempt)
    }

    fn submit(
        &self,
        submission: &Submission,
        job: &Job,
        in_loop: Option<(Id, &Entry)>,
    ) -> Result<bool, Error> {
        self.change(|record| submit(record, submission, job, in_loop))
    }

    fn submit_judged(
        &self,
        submission: &Submission,
        job: &Job,
        in_loop: Option<(Id, &Entry)>,
        judgement: &Judgement,
        change: &mut dyn FnMut(&mut Attempt) -> Vec<Evidence>,
    ) -> Result<bool, Error> {
        self.change(|record| {
            let taken = submit(record, submission, job, in_loop)?;
            if taken {
                finish(record, job.id, judgement, change)?;
            }
            Ok(taken)
        })
    }

    fn submission(&self, id: Id) -> Result<Option<Submission>, Error> {
        let sql = "SELECT doc FROM submission WHERE id = ?1";
        document(&self.connection(), "submission", sql, [id.to_string()])
    }

    fn submissions(&self, attempt: Id) -> Result<Vec<Submission>, Error> {
        let sql = "SELECT doc FROM submission WHERE attempt = ?1 ORDER BY seq DESC LIMIT ?2";
        let parameters = params![attempt.to_string(), rows::rows(MOST_ROWS)];
        documents(&self.connection(), "submission", sql, parameters)
    }

    fn submissions_to(
        &self,
        person: Id,
        question: &str,
        most: usize,
    ) -> Result<Vec<Submission>, Error> {
        let sql = "SELECT doc FROM submission WHERE person = ?1 AND question = ?2 \
                   ORDER BY seq DESC LIMIT ?3";
        let parameters = params![person.to_string(), question, rows::rows(most)];
        documents(&self.connection(), "submission", sql, parameters)
    }

    fn job(&self, id: Id) -> Result<Option<Job>, Error> {
        changes::job(&self.connection(), id)
    }

    fn job_of(&self, submission: Id) -> Result<Option<Job>, Error> {
        let sql = "SELECT * FROM job WHERE submission = ?1 ORDER BY seq DESC LIMIT 1";
        let found = rows::jobs(&self.connection(), sql, [submission.to_string()])?;
        Ok(found.into_iter().next())
    }

    fn insert_job(&self, job: &Job) -> Result<(), Error> {
        changes::insert_job(&self.connection(), job)
    }

    fn unfinished_jobs(&self) -> Result<Vec<Job>, Error> {
        let sql = "SELECT * FROM job WHERE has_ended = 0 ORDER BY seq LIMIT ?1";
        rows::jobs(&self.connection(), sql, [rows::rows(MOST_ROWS)])
    }

    fn set_job(&self, id: Id, state: JobState, error: Option<&str>) -> Result<bool, Error> {
        within(
            "job's error in bytes",
            error.map_or(0, str::len),
            MOST_BYTES,
        )?;
        self.change(|record| {
            let changed = changes::set_job(record, id, state, error)?;
            if !changed && changes::job(record, id)?.is_none() {
                return Err(Error::Missing { what: "job", id });
            }
            Ok(changed)
        })
    }

    fn finish(
        &self,
        id: Id,
        judgement: &Judgement,
        change: &mut dyn FnMut(&mut Attempt) -> Vec<Evidence>,
    ) -> Result<Finished, Error> {
        self.change(|record| finish(record, id, judgement, change))
    }

    fn amend(
        &self,
        id: Id,
        change: &mut dyn FnMut(&mut Judgement, &mut Attempt) -> Vec<Evidence>,
    ) -> Result<Option<Judgement>, Error> {
        self.change(|record| {
            let Some(mut judgement) = judgement(record, id)? else {
                return Ok(None);
            };
            let sql = "SELECT submission.attempt AS attempt FROM judgement \
                       JOIN submission ON submission.id = judgement.submission \
                       WHERE judgement.id = ?1";
            let attempt = record
                .prepare_cached(sql)?
                .query_row([id.to_string()], |row| rows::id(row, "attempt"))
                .map_err(|cause| rows::unreadable("submission", cause))?;
            let (attempt, evidence) = changes::change_attempt(record, attempt, &mut |attempt| {
                change(&mut judgement, attempt)
            })?
            .ok_or(Error::Missing {
                what: "attempt",
                id: attempt,
            })?;
            if judgement.id != id {
                return Err(Error::Mismatch("a judgement keeps its identity"));
            }
            changes::insert_amendment(record, &judgement)?;
            for seen in &evidence {
                if seen.source != id || seen.person != attempt.person {
                    return Err(Error::Mismatch("the evidence is not of this judgement"));
                }
                changes::insert_evidence(record, seen)?;
            }
            Ok(Some(judgement))
        })
    }

    fn judgement(&self, id: Id) -> Result<Option<Judgement>, Error> {
        judgement(&self.connection(), id)
    }

    fn judgements(&self, submission: Id) -> Result<Vec<Judgement>, Error> {
        let sql = concat!(
            "SELECT ",
            as_it_stands!(),
            " FROM judgement WHERE submission = ?1 ORDER BY seq DESC LIMIT ?2"
        );
        let parameters = params![submission.to_string(), rows::rows(MOST_ROWS)];
        documents(&self.connection(), "judgement", sql, parameters)
    }

    fn judgements_of_attempt(&self, attempt: Id) -> Result<Vec<Judgement>, Error> {
        let sql = concat!(
            "SELECT ",
            as_it_stands!(),
            " FROM submission JOIN judgement ON judgement.submission = submission.id \
             WHERE submission.attempt = ?1 ORDER BY judgement.seq DESC LIMIT ?2"
        );
        let parameters = params![attempt.to_string(), rows::rows(MOST_ROWS)];
        documents(&self.connection(), "judgement", sql, parameters)
    }

    fn evidence(
        &self,
        person: Id,
        competency: Option<&str>,
        most: usize,
    ) -> Result<Vec<Evidence>, Error> {
        let (record, person, most) = (self.connection(), person.to_string(), rows::rows(most));
        if let Some(competency) = competency {
            let sql = "SELECT doc FROM evidence WHERE person = ?1 AND competency = ?2 \
                       ORDER BY seq DESC LIMIT ?3";
            documents(
                &record,
                "piece of evidence",
                sql,
                params![person, competency, most],
            )
        } else {
            let sql = "SELECT doc FROM evidence WHERE person = ?1 ORDER BY seq DESC LIMIT ?2";
            documents(&record, "piece of evidence", sql, params![person, most])
        }
    }

    fn evidence_of(&self, judgement: Id) -> Result<Vec<Evidence>, Error> {
        let sql = "SELECT doc FROM evidence WHERE source = ?1 ORDER BY seq LIMIT ?2";
        let parameters = params![judgement.to_string(), rows::rows(MOST_ROWS)];
        documents(&self.connection(), "piece of evidence", sql, parameters)
    }

    fn insert_loop(&self, id: Id, person: Id, first: &Entry) -> Result<(), Error> {
        let sql = "INSERT INTO loop (id, person, made) VALUES (?1, ?2, ?3)";
        self.change(|record| {
            let parameters = params![id.to_string(), person.to_string(), first.at.millis()];
            record.prepare_cached(sql)?.execute(parameters)?;
            changes::insert_entry(record, id, first)
        })
    }

    fn timeline(&self, id: Id) -> Result<Option<Vec<Entry>>, Error> {
        changes::timeline(&self.connection(), id)
    }

    fn extend_timeline(
        &self,
        id: Id,
        change: &mut dyn FnMut(&[Entry]) -> Vec<Entry>,
    ) -> Result<Option<Vec<Entry>>, Error> {
        self.change(|record| {
            let Some(mut entries) = changes::timeline(record, id)? else {
                return Ok(None);
            };
            let more = change(&entries);
            for entry in &more {
                changes::insert_entry(record, id, entry)?;
            }
            entries.extend(more);
            Ok(Some(entries))
        })
    }

    fn loops(&self, person: Id, most: usize) -> Result<Vec<Id>, Error> {
        let sql = "SELECT id FROM loop WHERE person = ?1 ORDER BY seq DESC LIMIT ?2";
        let record = self.connection();
        let mut statement = record.prepare_cached(sql)?;
        let parameters = params![person.to_string(), rows::rows(most)];
        let found = statement.query_map(parameters, |row| rows::id(row, "id"))?;
        found
            .collect::<Result<_, _>>()
            .map_err(|cause| rows::unreadable("loop", cause))
    }

    fn save_loop_draft(&self, draft: &Draft) -> Result<Saved, Error> {
        self.change(|record| changes::save_draft(record, Drafts::OfLoops, draft))
    }

    fn loop_drafts(&self, id: Id) -> Result<Vec<Draft>, Error> {
        changes::drafts(&self.connection(), Drafts::OfLoops, id)
    }

    fn insert_story(&self, story: &KeptStory) -> Result<bool, Error> {
        let sql = "INSERT INTO story (id, person, version, touched, doc) \
                   VALUES (:id, :person, :version, :touched, :doc) ON CONFLICT (id) DO NOTHING";
        self.change(|record| changes::write_story(record, sql, story))
    }

    fn save_story(&self, story: &KeptStory) -> Result<Option<KeptStory>, Error> {
        let sql = "UPDATE story SET version = :version, touched = :touched, doc = :doc \
                   WHERE id = :id AND person = :person AND version < :version";
        self.change(|record| {
            changes::write_story(record, sql, story)?;
            changes::story(record, story.id)
        })
    }

    fn delete_story(&self, id: Id) -> Result<Option<KeptStory>, Error> {
        self.change(|record| {
            let kept = changes::story(record, id)?;
            let sql = "DELETE FROM story WHERE id = ?1";
            record.prepare_cached(sql)?.execute([id.to_string()])?;
            Ok(kept)
        })
    }

    fn story(&self, id: Id) -> Result<Option<KeptStory>, Error> {
        changes::story(&self.connection(), id)
    }

    fn stories(&self, person: Id, most: usize) -> Result<Vec<KeptStory>, Error> {
        let sql =
            "SELECT doc FROM story WHERE person = ?1 ORDER BY touched DESC, seq DESC LIMIT ?2";
        let parameters = params![person.to_string(), rows::rows(most)];
        documents(&self.connection(), "story", sql, parameters)
    }

    fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        let record = self.connection();
        let mut statement = record.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    fn settings(&self) -> Result<BTreeMap<String, String>, Error> {
        let record = self.connection();
        let mut statement = record.prepare_cached("SELECT key, value FROM setting")?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    fn set_setting(&self, key: &str, value: &str) -> Result<(), Error> {
        name_fits("setting's key in bytes", key)?;
        within("setting in bytes", value.len(), MOST_BYTES)?;
        serde_json::from_str::<serde::de::IgnoredAny>(value).map_err(|why| Error::Unwritable {
            what: "setting",
            why,
        })?;
        self.change(|record| {
            let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2) \
                       ON CONFLICT (key) DO UPDATE SET value = excluded.value";
            record.prepare_cached(sql)?.execute([key, value])?;
            let sql = "SELECT count(*) FROM setting";
            let count: u32 = record
                .prepare_cached(sql)?
                .query_row([], |row| row.get(0))?;
            within("number of settings", count as usize, MOST_SETTINGS)
        })
    }

    fn clock(&self) -> Result<Option<Timestamp>, Error> {
        let record = self.connection();
        let mut statement = record.prepare_cached("SELECT seen FROM clock")?;
        Ok(statement
            .query_row([], |row| rows::timestamp(row, "seen"))
            .optional()?)
    }

    fn raise_clock(&self, now: Timestamp) -> Result<Timestamp, Error> {
        let sql = "INSERT INTO clock (only, seen) VALUES (1, ?1) \
                   ON CONFLICT (only) DO UPDATE SET seen = max(seen, excluded.seen) \
                   RETURNING seen";
        let record = self.connection();
        let mut statement = record.prepare_cached(sql)?;
        Ok(statement.query_row([now.millis()], |row| rows::timestamp(row, "seen"))?)
    }

    fn backup(&self, to: &Path) -> Result<(), Error> {
        let is_own = match (to.canonicalize(), self.path.canonicalize()) {
            (Ok(to), Ok(own)) => to == own,
            _ => false,
        };
        if is_own {
            let why = "that is the record itself; give another file".to_owned();
            return Err(Error::Copy(OpenError::Failed {
                path: to.to_owned(),
                why,
            }));
        }
        files::copy(&self.path, to).map_err(Error::Copy)
    }
}
