//! The use cases of practising: open a question, keep what is typed, run, submit, get help.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use onsite_domain::{
    answer::{Answer, MOST_ANSWER_BYTES, Submission},
    attempt::{Attempt, AttemptState, Draft, Timer},
    clock::{Clock as _, Timestamp},
    id::Id,
    job::{Job, JobState},
    question::Question,
};
use onsite_store::{SqliteStore, Store};

use crate::{
    environment::Environment,
    error::{Error, StartError},
    jobs::{Ended, JobWatch, Jobs},
    preview::Previews,
    queue::{Task, Work},
    views::{
        DraftRequest, DraftSaved, JobView, JobWork, RunRequest, Settings, SubmitRequest, TimerView,
    },
    workbench::{Config, Workbench},
};

/// Longest draft, in bytes: a little more than an answer, so that one that is too long is kept.
pub const MOST_DRAFT_BYTES: usize = 4 * MOST_ANSWER_BYTES;
const SETTINGS: &str = "settings";

/// The running product; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) core: Arc<Core>,
    pub(crate) jobs: Arc<Jobs>,
    preparing: Arc<Mutex<Option<std::thread::JoinHandle<()>>>>,
}

/// What the workers share with the use cases.
pub(crate) struct Core {
    pub(crate) bench: Workbench,
    pub(crate) store: SqliteStore,
    pub(crate) person: Id,
    pub(crate) environment: Environment,
    pub(crate) stopping: AtomicBool,
    pub(crate) previews: Previews,
    starting: Mutex<()>,
}

impl App {
    /// Opens the record, takes up jobs that an earlier process left, and starts the workers; the
    /// Python environment is made ready in the background.
    pub fn start(config: Config) -> Result<Self, StartError> {
        let bench = Workbench::open(config)?;
        let now = bench.clock.now();
        let store = SqliteStore::open(&bench.data, now, bench.ids.id(now))?;
        if let Some(seen) = store.clock()? {
            bench.clock.resume_from(seen);
        }
        let person = store.person()?;
        let environment = Environment::new(&bench.data);
        let workers = bench.workers;
        let core = Arc::new(Core {
            bench,
            store,
            person,
            environment,
            stopping: AtomicBool::new(false),
            previews: Previews::default(),
            starting: Mutex::new(()),
        });
        let worker = Arc::clone(&core);
        let jobs = Jobs::start(workers, move |task, jobs, tell, cancel| {
            let ended = worker.work(task, tell, cancel);
            worker.follow_with_growth(task, &ended, jobs);
            ended
        })?;
        for job in core.store.unfinished_jobs()? {
            if let Some(submission) = core.store.submission(job.submission)? {
                core.store.set_job(job.id, JobState::Queued, None)?;
                let work = Work::Submission(Box::new(submission.clone()));
                jobs.push(Task {
                    id: job.id,
                    person,
                    attempt: submission.attempt,
                    work,
                });
            }
        }
        let preparing = Arc::clone(&core);
        let thread = std::thread::Builder::new()
            .name("python-environment".into())
            .spawn(move || {
                let stop = || preparing.stopping.load(Ordering::SeqCst);
                preparing
                    .environment
                    .prepare(&preparing.bench.judge, &|_| {}, &stop);
            })?;
        let preparing = Arc::new(Mutex::new(Some(thread)));
        Ok(Self {
            core,
            jobs,
            preparing,
        })
    }

    /// The bank, judge and clock.
    pub fn workbench(&self) -> &Workbench {
        &self.core.bench
    }

    /// Opens a question: the attempt that is open, else the latest, else a new one.
    pub fn open_attempt(&self, question: &str, fresh: bool) -> Result<Attempt, Error> {
        let question = self.core.bench.question(question)?;
        // Two tabs opening a question at once must not begin two attempts.
        let _one = self
            .core
            .starting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let latest = self
            .core
            .store
            .latest_attempt(self.core.person, &question.id)?;
        match latest {
            Some(attempt) if !fresh => Ok(attempt),
            _ => self.begin(&question),
        }
    }

    /// Begins an attempt for a round of a loop.
    pub(crate) fn begin_in_loop(&self, question: &str) -> Result<Id, Error> {
        let question = self.core.bench.question(question)?;
        self.begin(&question).map(|attempt| attempt.id)
    }

    fn begin(&self, question: &Question) -> Result<Attempt, Error> {
        let now = self.now()?;
        let attempt = Attempt {
            id: self.core.bench.ids.id(now),
            person: self.core.person,
            question: question.id.clone(),
            revision: question.revision,
            seed: self.core.bench.ids.seed(),
            started: now,
            touched: now,
            state: AttemptState::Open,
            hints: Vec::new(),
            timer: Timer::default(),
        };
        self.core.store.insert_attempt(&attempt)?;
        Ok(attempt)
    }

    /// Looks an attempt up.
    pub fn attempt(&self, id: Id) -> Result<Attempt, Error> {
        let unknown = Error::Unknown {
            what: "attempt",
            id,
        };
        self.core.store.attempt(id)?.ok_or(unknown)
    }

    /// Keeps a text as typed.
    pub fn save_draft(
        &self,
        attempt: Id,
        slot: &str,
        request: DraftRequest,
    ) -> Result<DraftSaved, Error> {
        let fits = (1..=40).contains(&slot.len())
            && slot
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !fits {
            return Err(Error::invalid(
                "draft-slot",
                "a draft's slot is 1 to 40 characters of a–z, 0–9 and _",
                "Use the language or kind of the answer.",
            ));
        }
        let draft = draft(attempt, slot, request, self.now()?)?;
        self.attempt(attempt)?;
        let saved = self.core.store.save_draft(&draft)?;
        Ok(DraftSaved::of(saved, draft))
    }

    /// Takes a beat of the timer.
    pub fn beat(&self, attempt: Id, running: bool) -> Result<TimerView, Error> {
        let now = self.now()?;
        let attempt = self.change(attempt, |attempt| attempt.timer.beat(running, now))?;
        Ok(TimerView {
            elapsed_ms: attempt.timer.elapsed_at(now),
            running,
        })
    }

    /// Takes the next hint; taking one more than there are changes nothing.
    pub fn take_hint(&self, attempt: Id) -> Result<Attempt, Error> {
        let question = self.core.bench.question(&self.attempt(attempt)?.question)?;
        let now = self.now()?;
        self.change(attempt, |attempt| {
            attempt.take_hint(question.hints.len(), now);
        })
    }

    /// Gives up, which unlocks the editorial.
    pub fn give_up(&self, attempt: Id) -> Result<Attempt, Error> {
        let now = self.now()?;
        self.change(attempt, |attempt| attempt.give_up(now))
    }

    /// Runs an answer on the samples and on inputs of one's own.
    pub fn run(&self, attempt: Id, request: RunRequest) -> Result<JobView, Error> {
        let (attempt, _) = self.accept(attempt, &request.answer, &request.own_inputs)?;
        let id = self.core.bench.ids.id(self.now()?);
        let work = Work::Run {
            question: attempt.question.clone(),
            seed: attempt.seed,
            answer: request.answer,
            own_inputs: request.own_inputs,
        };
        self.jobs.push(Task {
            id,
            person: self.core.person,
            attempt: attempt.id,
            work,
        });
        self.job(id)
    }

    /// Hands an answer in; submission and job are on disk before this returns.
    pub fn submit(&self, attempt: Id, request: SubmitRequest) -> Result<JobView, Error> {
        let (attempt, question) = self.accept(attempt, &request.answer, &[])?;
        let told_from = self.told_from(&request.answer, request.told_from)?;
        let now = self.now()?;
        let submission = Submission {
            id: self.core.bench.ids.id(now),
            person: self.core.person,
            attempt: attempt.id,
            question: question.id.clone(),
            revision: question.revision,
            at: now,
            answer: request.answer,
            claim: request.claim,
            told_from,
        };
        let job = Job {
            id: self.core.bench.ids.id(now),
            person: self.core.person,
            submission: submission.id,
            state: JobState::Queued,
            made: now,
            error: None,
        };
        let before = self.core.judged_before(&attempt, &submission)?;
        let again = before
            .map(|before| self.core.judge_again(&submission, before))
            .transpose()?;
        self.keep_submission(&submission, &job, again.as_ref())?;
        let task = Task {
            id: job.id,
            person: self.core.person,
            attempt: attempt.id,
            work: Work::Submission(Box::new(submission)),
        };
        match again {
            Some(judgement) => {
                self.jobs.push_done(&task, judgement.clone());
                let ended = Ended::Done(Box::new(judgement));
                self.core.follow_with_growth(&task, &ended, &self.jobs);
            }
            None => self.jobs.push(task),
        }
        self.job(job.id)
    }

    /// A job as it stands.
    pub fn job(&self, id: Id) -> Result<JobView, Error> {
        if let Some(view) = self.jobs.view(id) {
            return Ok(view);
        }
        let unknown = || Error::Unknown { what: "job", id };
        let job = self.core.store.job(id)?.ok_or_else(unknown)?;
        let submission = self
            .core
            .store
            .submission(job.submission)?
            .ok_or_else(unknown)?;
        Ok(JobView {
            id,
            attempt: submission.attempt,
            submission: Some(submission.id),
            work: JobWork::Judging,
            state: job.state,
            ahead: 0,
            progress: Vec::new(),
            judgement: self
                .core
                .store
                .judgements(submission.id)?
                .into_iter()
                .next(),
            error: job.error,
        })
    }

    /// Jobs of an attempt that have not ended.
    pub(crate) fn jobs_of(&self, attempt: Id) -> Vec<JobView> {
        self.jobs.of_attempt(attempt)
    }

    /// Follows a job; nothing for one that an earlier process ended.
    pub fn watch(&self, id: Id) -> Result<JobWatch, Error> {
        self.jobs.watch(id).ok_or(Error::Unknown {
            what: "running job",
            id,
        })
    }

    /// Cancels a job; one that has ended stays as it ended.
    pub fn cancel(&self, id: Id) -> Result<JobView, Error> {
        let view = self.job(id)?;
        if self.jobs.cancel(id) && view.work == JobWork::Judging {
            self.core.store.set_job(id, JobState::Cancelled, None)?;
        }
        self.job(id)
    }

    /// What the person has set.
    pub fn settings(&self) -> Result<Settings, Error> {
        let text = self.core.store.setting(SETTINGS)?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Keeps what the person sets.
    pub fn set_settings(&self, settings: &Settings) -> Result<Settings, Error> {
        let ranges = [
            ("editor_px", settings.editor_px, 11..=24),
            ("split_columns", settings.split_columns, 20..=80),
            ("split_rows", settings.split_rows, 20..=90),
        ];
        for (name, value, range) in ranges {
            if !range.contains(&value) {
                return Err(Error::invalid(
                    "setting",
                    format!(
                        "{name} is {value}; it goes from {} to {}",
                        range.start(),
                        range.end()
                    ),
                    "Choose a value in that range.",
                ));
            }
        }
        crate::loops::check_day(settings.target.date.as_deref())?;
        let text = serde_json::to_string(settings).expect("settings are plain data");
        self.core.store.set_setting(SETTINGS, &text)?;
        Ok(settings.clone())
    }

    /// Stops the workers; jobs that have not ended are taken up at the next start.
    pub fn stop(&self) {
        self.core.stopping.store(true, Ordering::SeqCst);
        self.jobs.stop();
        // It ends the installer it waits for, which would go on without us.
        let thread = self
            .preparing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the Python set-up ended by a panic");
        }
    }

    /// The present instant, kept in the record where the clock was set, so that a restart goes on
    /// from there.
    pub(crate) fn now(&self) -> Result<Timestamp, Error> {
        let now = self.core.bench.clock.now();
        if self.core.bench.clock.is_set() {
            self.core.store.raise_clock(now)?;
        }
        Ok(now)
    }

    fn change(&self, id: Id, mut change: impl FnMut(&mut Attempt)) -> Result<Attempt, Error> {
        let unknown = Error::Unknown {
            what: "attempt",
            id,
        };
        self.core
            .store
            .update_attempt(id, &mut change)?
            .ok_or(unknown)
    }

    /// Checks that an answer may be queued.
    fn accept(
        &self,
        attempt: Id,
        answer: &Answer,
        own_inputs: &[String],
    ) -> Result<(Attempt, Arc<Question>), Error> {
        if self.jobs.is_stopping() {
            return Err(Error::Stopping);
        }
        let attempt = self.attempt(attempt)?;
        let question = self.core.bench.question(&attempt.question)?;
        if answer.is_empty() {
            return Err(Error::invalid(
                "empty-answer",
                "the answer is empty",
                "Write something first; nothing was handed in.",
            ));
        }
        let judge = &self.core.bench.judge;
        judge.accepts(&question, answer, own_inputs)?;
        self.jobs.room().map_err(|full| Error::QueueFull {
            waiting: full.waiting,
        })?;
        Ok((attempt, question))
    }
}

/// A draft, unless it is longer than any is kept.
pub(crate) fn draft(
    of: Id,
    slot: &str,
    request: DraftRequest,
    now: Timestamp,
) -> Result<Draft, Error> {
    if request.text.len() > MOST_DRAFT_BYTES {
        return Err(Error::TooLarge {
            what: "the draft".to_owned(),
            bytes: request.text.len() as u64,
            most: MOST_DRAFT_BYTES as u64,
        });
    }
    Ok(Draft {
        of,
        slot: slot.to_owned(),
        text: request.text,
        cursor: request.cursor,
        version: request.version,
        saved: now,
    })
}
