//! The contract of the record: what is kept, and which changes hold together.
//!
//! Databases implement it; one suite of tests runs against each of them. Rules are the callers':
//! a closure computes the change, the store makes it whole or not at all.

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
    story::Story,
};

use serde::{Deserialize, Serialize};

use crate::Error;

/// Most rows that one listing returns, whatever is asked for.
pub const MOST_ROWS: usize = 10_000;
/// Most bytes of one value as it is kept.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Most drafts of one attempt or loop.
pub const MOST_SLOTS: usize = 64;
/// Most settings.
pub const MOST_SETTINGS: usize = 1_000;
/// Most bytes of a name: a draft's slot, a setting's key.
pub const MOST_NAME_BYTES: usize = 200;

/// Keeps the record of a person's work; every change is durable once its method returns.
///
/// Listings are in the order of insertion, not of clocks. Methods may be called from several
/// threads; a closure that is handed in runs inside the transaction and must not call the store.
pub trait Store: Send + Sync {
    /// The one local person.
    fn person(&self) -> Result<Id, Error>;

    /// Adds an attempt.
    fn insert_attempt(&self, attempt: &Attempt) -> Result<(), Error>;
    /// Looks an attempt up.
    fn attempt(&self, id: Id) -> Result<Option<Attempt>, Error>;
    /// Changes an attempt in one transaction and returns it as changed; its identity, person and
    /// question stay.
    fn update_attempt(
        &self,
        id: Id,
        change: &mut dyn FnMut(&mut Attempt),
    ) -> Result<Option<Attempt>, Error>;
    /// The newest attempt at a question.
    fn latest_attempt(&self, person: Id, question: &str) -> Result<Option<Attempt>, Error>;
    /// Attempts, of one question or all, newest first.
    fn attempts(
        &self,
        person: Id,
        question: Option<&str>,
        most: usize,
    ) -> Result<Vec<Attempt>, Error>;
    /// Attempts in a state, last touched first.
    fn attempts_in(
        &self,
        person: Id,
        state: AttemptState,
        most: usize,
    ) -> Result<Vec<Attempt>, Error>;
    /// Where a person stands with each question that was ever opened.
    fn question_states(&self, person: Id) -> Result<BTreeMap<String, QuestionState>, Error>;

    /// Saves a draft, unless the stored one is newer or has the same version and another text.
    fn save_draft(&self, draft: &Draft) -> Result<Saved, Error>;
    /// The drafts of an attempt, by slot.
    fn drafts(&self, attempt: Id) -> Result<Vec<Draft>, Error>;

    /// Takes a submission, the job that will judge it and the entry of the loop in which it was
    /// handed in, all or none; false, and no change, where that timeline has gone on since.
    fn submit(
        &self,
        submission: &Submission,
        job: &Job,
        in_loop: Option<(Id, &Entry)>,
    ) -> Result<bool, Error>;
    /// Takes a submission as [`Store::submit`] does, with the judgement that ends its job, as
    /// [`Store::finish`] does, all or none.
    fn submit_judged(
        &self,
        submission: &Submission,
        job: &Job,
        in_loop: Option<(Id, &Entry)>,
        judgement: &Judgement,
        change: &mut dyn FnMut(&mut Attempt) -> Vec<Evidence>,
    ) -> Result<bool, Error>;
    /// Looks a submission up.
    fn submission(&self, id: Id) -> Result<Option<Submission>, Error>;
    /// The submissions of an attempt, newest first.
    fn submissions(&self, attempt: Id) -> Result<Vec<Submission>, Error>;
    /// The submissions to a question, over all attempts, newest first.
    fn submissions_to(
        &self,
        person: Id,
        question: &str,
        most: usize,
    ) -> Result<Vec<Submission>, Error>;

    /// Looks a job up.
    fn job(&self, id: Id) -> Result<Option<Job>, Error>;
    /// The newest job of a submission.
    fn job_of(&self, submission: Id) -> Result<Option<Job>, Error>;
    /// Adds a job for a submission that is there already, to judge it once more.
    fn insert_job(&self, job: &Job) -> Result<(), Error>;
    /// Jobs that have not ended, oldest first.
    fn unfinished_jobs(&self) -> Result<Vec<Job>, Error>;
    /// Sets where a job stands; false, and no change, where it has ended already.
    fn set_job(&self, id: Id, state: JobState, error: Option<&str>) -> Result<bool, Error>;
    /// Ends a job with its judgement: the judgement, the attempt as changed, the evidence that
    /// the change returns, and the job as done, all or none. A job that has ended stays as it is.
    fn finish(
        &self,
        job: Id,
        judgement: &Judgement,
        change: &mut dyn FnMut(&mut Attempt) -> Vec<Evidence>,
    ) -> Result<Finished, Error>;

    /// Adds to a judgement what was found later, and to its attempt: the judgement as it then
    /// stands, or nothing where it is not there. The one before stays in the record.
    fn amend(
        &self,
        judgement: Id,
        change: &mut dyn FnMut(&mut Judgement, &mut Attempt) -> Vec<Evidence>,
    ) -> Result<Option<Judgement>, Error>;

    /// Looks a judgement up.
    fn judgement(&self, id: Id) -> Result<Option<Judgement>, Error>;
    /// The judgements of a submission, newest first.
    fn judgements(&self, submission: Id) -> Result<Vec<Judgement>, Error>;
    /// The judgements of all submissions of an attempt, newest first.
    fn judgements_of_attempt(&self, attempt: Id) -> Result<Vec<Judgement>, Error>;
    /// Evidence about a person, of one competency or all, newest first.
    fn evidence(
        &self,
        person: Id,
        competency: Option<&str>,
        most: usize,
    ) -> Result<Vec<Evidence>, Error>;
    /// The evidence seen in a judgement, in order.
    fn evidence_of(&self, judgement: Id) -> Result<Vec<Evidence>, Error>;

    /// Adds a loop with the first entry of its timeline.
    fn insert_loop(&self, id: Id, person: Id, first: &Entry) -> Result<(), Error>;
    /// The timeline of a loop, in order.
    fn timeline(&self, id: Id) -> Result<Option<Vec<Entry>>, Error>;
    /// Adds the entries that the change returns at the end of a timeline, all or none, and
    /// returns the whole; between its reading and its end nobody else adds one.
    fn extend_timeline(
        &self,
        id: Id,
        change: &mut dyn FnMut(&[Entry]) -> Vec<Entry>,
    ) -> Result<Option<Vec<Entry>>, Error>;
    /// Loops, newest first.
    fn loops(&self, person: Id, most: usize) -> Result<Vec<Id>, Error>;
    /// Saves a draft of a loop, by the rule of [`Store::save_draft`].
    fn save_loop_draft(&self, draft: &Draft) -> Result<Saved, Error>;
    /// The drafts of a loop, by slot.
    fn loop_drafts(&self, id: Id) -> Result<Vec<Draft>, Error>;

    /// Adds a story; false, and no change, where there is one of its identity.
    fn insert_story(&self, story: &KeptStory) -> Result<bool, Error>;
    /// Saves a story that is there, unless the stored one is of a later version, or of the same
    /// with another text; what stands there afterwards, if anything.
    fn save_story(&self, story: &KeptStory) -> Result<Option<KeptStory>, Error>;
    /// Deletes a story for good and returns it as it was.
    fn delete_story(&self, id: Id) -> Result<Option<KeptStory>, Error>;
    /// Looks a story up.
    fn story(&self, id: Id) -> Result<Option<KeptStory>, Error>;
    /// Stories, last changed first.
    fn stories(&self, person: Id, most: usize) -> Result<Vec<KeptStory>, Error>;

    /// A setting, as JSON text.
    fn setting(&self, key: &str) -> Result<Option<String>, Error>;
    /// Every setting, as JSON text, by key.
    fn settings(&self) -> Result<BTreeMap<String, String>, Error>;
    /// Keeps a setting; its value must be JSON.
    fn set_setting(&self, key: &str, value: &str) -> Result<(), Error>;

    /// The last instant seen.
    fn clock(&self) -> Result<Option<Timestamp>, Error>;
    /// Takes note of an instant and returns the last one seen, which is never an earlier one.
    fn raise_clock(&self, now: Timestamp) -> Result<Timestamp, Error>;

    /// Writes a consistent copy in one private file, which replaces what stands there.
    fn backup(&self, to: &Path) -> Result<(), Error>;
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is kept.
    Saved,
    /// It is not: this one is newer, or has the same version and another text.
    Stale(Draft),
}

/// A story as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptStory {
    /// Identity.
    pub id: Id,
    /// Whose it is.
    pub person: Id,
    /// Counts saves.
    pub version: u64,
    /// Last change.
    pub touched: Timestamp,
    /// The story.
    pub story: Story,
}

/// What became of a judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finished {
    /// It is kept, with its evidence, and the job is done.
    Now,
    /// Nothing was changed: the job had ended before, in this state.
    Before(JobState),
}

/// Where a person stands with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionState {
    /// Attempts in all.
    pub attempts: u32,
    /// Attempts that were solved.
    pub solved: u32,
    /// Attempts that ended with an answer that neither passes nor fails.
    pub told: u32,
    /// State of the newest attempt.
    pub latest: AttemptState,
    /// Last change of any attempt.
    pub touched: Timestamp,
    /// Submissions over all attempts.
    pub submissions: u32,
}

impl QuestionState {
    /// The best state reached: solved once is solved, told once is told, else where the newest
    /// attempt stands.
    pub const fn best(&self) -> AttemptState {
        if self.solved > 0 {
            AttemptState::Solved
        } else if self.told > 0 {
            AttemptState::Told
        } else {
            self.latest
        }
    }
}
