//! Values to keep, and a record in a directory of its own.

use std::collections::BTreeMap;

use onsite_domain::{
    answer::{Answer, Submission},
    attempt::{Attempt, AttemptState, Draft, Timer},
    clock::Timestamp,
    evidence::{Direction, Evidence, Observer},
    id::Id,
    job::{Job, JobState},
    judgement::{Detail, JUDGE_VERSION, Judged, Judgement, Outcome},
    loops::{Act, Actor, Entry},
    numeric::NumericDetail,
    question::Level,
};
use onsite_store::{SqliteStore, Store};
use tempfile::TempDir;

/// An instant, in seconds after an arbitrary start.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000 + seconds * 1000)
}

/// An identity by number.
pub fn id(number: u64) -> Id {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&number.to_be_bytes());
    Id::new(at(0), random)
}

/// The person whom new records belong to.
pub fn person() -> Id {
    id(1)
}

/// A record in a new directory.
pub fn record() -> (TempDir, SqliteStore) {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(dir.path(), at(0), person()).unwrap();
    (dir, store)
}

pub fn attempt(number: u64, question: &str) -> Attempt {
    Attempt {
        id: id(number),
        person: person(),
        question: question.to_owned(),
        revision: 1,
        seed: (1 << 53) - 1,
        started: at(1),
        touched: at(1),
        state: AttemptState::Open,
        hints: Vec::new(),
        timer: Timer::default(),
    }
}

pub fn draft(attempt: &Attempt, slot: &str, version: u64, text: &str) -> Draft {
    Draft {
        of: attempt.id,
        slot: slot.to_owned(),
        text: text.to_owned(),
        cursor: 3,
        version,
        saved: at(2),
    }
}

pub fn submission(number: u64, attempt: &Attempt, text: &str) -> Submission {
    Submission {
        id: id(number),
        person: attempt.person,
        attempt: attempt.id,
        question: attempt.question.clone(),
        revision: attempt.revision,
        at: at(3),
        answer: Answer::Numeric {
            text: text.to_owned(),
        },
        claim: None,
        told_from: None,
    }
}

pub fn job(number: u64, submission: &Submission) -> Job {
    Job {
        id: id(number),
        person: submission.person,
        submission: submission.id,
        state: JobState::Queued,
        made: at(3),
        error: None,
    }
}

pub fn judgement(number: u64, submission: &Submission, outcome: Outcome) -> Judgement {
    let detail = NumericDetail {
        given: Some(0.1 + 0.2),
        drawn: BTreeMap::from([("n".to_owned(), 1.0 / 3.0)]),
        right: None,
        unit: String::new(),
        wrong_turn: None,
        total_ms: 2,
    };
    Judgement {
        id: id(number),
        submission: Some(submission.id),
        question: submission.question.clone(),
        revision: submission.revision,
        judge_version: JUDGE_VERSION,
        at: at(4),
        result: Judged {
            outcome,
            score: None,
            findings: Vec::new(),
            layers: vec!["namespaces".to_owned()],
            detail: Detail::Numeric(detail),
        },
    }
}

pub fn evidence(number: u64, judgement: &Judgement, competency: &str) -> Evidence {
    Evidence {
        id: id(number),
        source: judgement.id,
        source_revision: judgement.revision,
        person: person(),
        competency: competency.to_owned(),
        observer: Observer::Judge,
        direction: Direction::For,
        strength: 0.1 + 0.7,
        level: Level::L5,
        moment: judgement.at,
    }
}

/// Keeps an attempt with one submission and its job; numbers from `first` on are taken.
pub fn hand_in(store: &dyn Store, first: u64) -> (Attempt, Submission, Job) {
    let attempt = attempt(first, "urn-draws");
    let submission = submission(first + 1, &attempt, "0.25");
    let job = job(first + 2, &submission);
    store.insert_attempt(&attempt).unwrap();
    store.submit(&submission, &job, None).unwrap();
    (attempt, submission, job)
}

/// An entry of a timeline.
pub fn entry(number: u32) -> Entry {
    Entry {
        number,
        at: at(i64::from(number)),
        actor: Actor::Recruiter,
        act: Act::Inform,
    }
}
