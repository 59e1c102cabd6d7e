//! What the workers do: runs, submissions, and the growth of what was accepted.

use std::sync::atomic::Ordering;

use onsite_domain::{
    answer::{Answer, Submission},
    attempt::Attempt,
    clock::Clock as _,
    code::Verdict,
    evidence,
    id::Id,
    job::{JobState, Progress},
    judgement::{Finding, JUDGE_VERSION, Judgement, Outcome},
};
use onsite_judge::{Options, Reveal};
use onsite_sandbox::Cancel;
use onsite_store::Store;

use crate::{
    app::Core,
    error::Error,
    jobs::{Ended, Jobs},
    queue::{Task, Work},
    workbench::{class_required, has_growth},
};

/// The finding that an answer was judged before.
const SAME_ANSWER: &str = "same_answer";

impl Core {
    /// Does a job's work.
    pub(crate) fn work(&self, task: &Task, tell: &dyn Fn(Progress), cancel: &Cancel) -> Ended {
        let ended = match &task.work {
            Work::Run {
                question,
                seed,
                answer,
                own_inputs,
            } => self.do_run(question, *seed, answer, own_inputs, tell, cancel),
            Work::Submission(submission) => self.do_submission(task.id, submission, tell, cancel),
            Work::Search {
                submission,
                judgement,
            } => self.do_search(submission, *judgement, tell, cancel),
            Work::Growth {
                submission,
                judgement,
            } => self.do_growth(submission, *judgement, tell, cancel),
        };
        let cancelled =
            |error: &Error| matches!(error, Error::Judge(onsite_judge::Error::Cancelled));
        match ended {
            Ok(ended) => ended,
            // A job that stopping cut off stays unfinished in the record, to be taken up again.
            Err(error) if cancelled(&error) && self.stopping.load(Ordering::SeqCst) => {
                Ended::Cancelled
            }
            Err(error) => self.give_back(task, &error, cancelled(&error)),
        }
    }

    fn give_back(&self, task: &Task, error: &Error, cancelled: bool) -> Ended {
        let message = format!("{error}. {}", error.help());
        if matches!(task.work, Work::Submission(_)) {
            let (state, words) = if cancelled {
                (JobState::Cancelled, None)
            } else {
                (JobState::Failed, Some(message.as_str()))
            };
            if let Err(error) = self.store.set_job(task.id, state, words) {
                tracing::error!(job = %task.id, %error, "a job's end could not be kept");
            }
        }
        if cancelled {
            Ended::Cancelled
        } else {
            Ended::Failed(message)
        }
    }

    /// The judgement of the same answer in the same attempt, where judging once more would tell
    /// nothing new. Time that ran out is worth another try.
    pub(crate) fn judged_before(
        &self,
        attempt: &Attempt,
        submission: &Submission,
    ) -> Result<Option<Judgement>, Error> {
        let judgements = self.store.judgements_of_attempt(attempt.id)?;
        let submissions = self.store.submissions(attempt.id)?;
        let same = |judgement: &Judgement| {
            let decided = matches!(judgement.result.outcome, Outcome::Pass | Outcome::Fail);
            let timed = judgement.result.verdict() == Verdict::TimeLimitExceeded.name();
            decided
                && !timed
                && judgement.revision == submission.revision
                && judgement.judge_version == JUDGE_VERSION
                && submissions.iter().any(|earlier| {
                    judgement.submission == Some(earlier.id)
                        && earlier.answer == submission.answer
                        && earlier.claim == submission.claim
                })
        };
        Ok(judgements.into_iter().find(same))
    }

    /// The judgement of a submission from the record. It is no evidence: nothing new was seen.
    pub(crate) fn judge_again(
        &self,
        submission: &Submission,
        before: Judgement,
    ) -> Result<Judgement, Error> {
        let question = self.bench.question(&submission.question)?;
        let mut result = before.result;
        if !result
            .findings
            .iter()
            .any(|finding| finding.id == SAME_ANSWER)
        {
            result.findings.push(Finding {
                id: SAME_ANSWER.to_owned(),
                text: "You handed in the same answer before; this is its judgement.".to_owned(),
            });
        }
        Ok(self.bench.judgement(&question, Some(submission.id), result))
    }

    fn do_run(
        &self,
        question: &str,
        seed: u64,
        answer: &Answer,
        own_inputs: &[String],
        tell: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Ended, Error> {
        let question = self.bench.question(question)?;
        // A Run shows samples and own inputs only, so every one of them is run and shown.
        let options = Options {
            seed,
            reveal: Reveal::All,
            stop_at_first_failure: false,
            try_again: true,
        };
        let judged = self
            .bench
            .judge
            .run(&question, answer, own_inputs, &options, tell, cancel)?;
        Ok(Ended::Done(Box::new(
            self.bench.judgement(&question, None, judged),
        )))
    }

    /// Has the growth of an answer measured once it is accepted, as a job of its own, where that
    /// was not done or is not to be trusted; where the queue is full, it is left out rather than
    /// in the way.
    pub(crate) fn follow_with_growth(&self, task: &Task, ended: &Ended, jobs: &Jobs) {
        let (Work::Submission(submission), Ended::Done(judgement)) = (&task.work, ended) else {
            return;
        };
        let measured = self
            .bench
            .question(&judgement.question)
            .is_ok_and(|question| has_growth(&question, &judgement.result));
        let known = judgement.result.growth().is_some_and(|growth| !growth.busy);
        if measured && !known && jobs.room().is_ok() {
            jobs.push(Task {
                id: self.bench.ids.id(self.bench.clock.now()),
                person: task.person,
                attempt: task.attempt,
                work: Work::Growth {
                    submission: submission.clone(),
                    judgement: judgement.id,
                },
            });
        }
    }

    fn do_growth(
        &self,
        submission: &Submission,
        judgement: Id,
        tell: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Ended, Error> {
        let unknown = || Error::Unknown {
            what: "judgement",
            id: judgement,
        };
        let question = self.bench.question(&submission.question)?;
        let growth = self
            .bench
            .judge
            .growth(&question, &submission.answer, tell, cancel)?
            .ok_or_else(unknown)?;
        let counts = !self.store.evidence_of(judgement)?.is_empty();
        let amended = self.store.amend(judgement, &mut |judgement, attempt| {
            judgement
                .result
                .take_growth(growth.clone(), class_required(&question));
            let new_id = || self.bench.ids.id(self.bench.clock.now());
            if counts {
                evidence::of_growth(&question, attempt, judgement, new_id)
            } else {
                Vec::new()
            }
        })?;
        Ok(Ended::Done(Box::new(amended.ok_or_else(unknown)?)))
    }

    fn do_submission(
        &self,
        job: Id,
        submission: &Submission,
        tell: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Ended, Error> {
        let question = self.bench.question(&submission.question)?;
        let attempt = self.store.attempt(submission.attempt)?;
        let seed = attempt.map_or(0, |attempt| attempt.seed);
        self.store.set_job(job, JobState::Running, None)?;
        let options = Options {
            seed,
            reveal: Reveal::FirstFailure,
            stop_at_first_failure: true,
            try_again: true,
        };
        let judged =
            self.bench
                .judge
                .judge(&question, &submission.answer, &options, tell, cancel)?;
        let judgement = self.bench.judgement(&question, Some(submission.id), judged);
        self.store.finish(job, &judgement, &mut |attempt| {
            let new_id = || self.bench.ids.id(judgement.at);
            let evidence = evidence::of_judgement(&question, attempt, &judgement, new_id);
            attempt.judged(judgement.result.outcome, judgement.at);
            evidence
        })?;
        Ok(Ended::Done(Box::new(judgement)))
    }
}
