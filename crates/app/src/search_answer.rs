//! Searching over an answer to a design question: only of what was judged, since it shows what a
//! better answer of the same structure would be. What is found stays beside the judgement.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use onsite_domain::{
    answer::{Answer, Submission},
    clock::Clock as _,
    design_search::DesignSearch,
    id::Id,
    job::Progress,
    judgement::{Detail, Judged, Judgement},
    question::{Body, Question},
};
use onsite_judge::{Options, Reveal};
use onsite_sandbox::Cancel;
use onsite_sim::design::search::{Stage, Trial};
use onsite_store::Store as _;

use crate::{
    App, Workbench,
    app::Core,
    error::Error,
    jobs::Ended,
    queue::{Task, Work},
    search,
    views::{JobView, JobWork},
    workbench::read_answer,
};

impl Workbench {
    /// Judges a design in a file and searches over it, without a record.
    pub fn search_file(
        &self,
        question: &str,
        file: &Path,
        seed: u64,
        tell: &dyn Fn(Progress),
    ) -> Result<(Judgement, DesignSearch), Error> {
        let question = self.question(question)?;
        let answer = Answer::Design {
            text: read_answer(file)?,
        };
        let options = Options {
            seed,
            reveal: Reveal::FirstFailure,
            stop_at_first_failure: true,
            try_again: true,
        };
        let cancel = Cancel::new();
        let judged = self
            .judge
            .judge(&question, &answer, &options, tell, &cancel)?;
        let found = self.search(&question, &answer, &judged, seed, tell, &cancel)?;
        Ok((self.judgement(&question, None, judged), found))
    }

    fn search(
        &self,
        question: &Question,
        answer: &Answer,
        judged: &Judged,
        seed: u64,
        tell: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<DesignSearch, Error> {
        let stop = AtomicBool::new(false);
        let look = || {
            stop.fetch_or(cancel.is_cancelled(), Ordering::Relaxed);
        };
        let mut done = 0_u32;
        let mut run = |stage: Stage, trials: &[Trial]| {
            tell(Progress {
                stage: format!("looking for {}", search::stage(stage)),
                done,
                total: 0,
                step: None,
            });
            let tried = search::run(trials, seed, &stop, &look);
            done = done.saturating_add(u32::try_from(trials.len()).unwrap_or(u32::MAX));
            tried
        };
        Ok(self.judge.search(question, answer, judged, &mut run)?)
    }
}

impl Core {
    /// Searches over an answer and keeps what is found beside its judgement. It is no evidence.
    pub(crate) fn do_search(
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
        let judged = self.store.judgement(judgement)?.ok_or_else(unknown)?;
        let Detail::Design(detail) = &judged.result.detail else {
            return Err(unknown());
        };
        let found = self.bench.search(
            &question,
            &submission.answer,
            &judged.result,
            detail.seed,
            tell,
            cancel,
        )?;
        let amended = self.store.amend(judgement, &mut |judgement, _| {
            if let Detail::Design(detail) = &mut judgement.result.detail {
                detail.search = Some(Box::new(found.clone()));
            }
            Vec::new()
        })?;
        Ok(Ended::Done(Box::new(amended.ok_or_else(unknown)?)))
    }
}

impl App {
    /// Has a design that was judged searched over; where that is under way already, says how far it
    /// is.
    pub fn search_answer(&self, submission: Id) -> Result<JobView, Error> {
        if self.jobs.is_stopping() {
            return Err(Error::Stopping);
        }
        let core = &self.core;
        let found = core.store.submission(submission)?;
        let submission = found.ok_or(Error::Unknown {
            what: "submission",
            id: submission,
        })?;
        let question = core.bench.question(&submission.question)?;
        let judgements = core.store.judgements(submission.id)?;
        let judgement = judgements.into_iter().next().ok_or_else(|| {
            Error::invalid(
                "not-judged",
                "the answer is not judged yet",
                "Wait for its judgement: what a search finds is a better answer.",
            )
        })?;
        let searched = matches!(&question.body, Body::Design(design)
            if design.parts.is_some() && design.review.is_none());
        if !searched || judgement.revision != question.revision {
            return Err(Error::invalid(
                "not-searched",
                "there is nothing to search over",
                "Only a design of parts, judged under the question as it is now, is searched over.",
            ));
        }
        let mut under_way = self.jobs.of_attempt(submission.attempt).into_iter();
        let same =
            |job: &JobView| job.work == JobWork::Search && job.submission == Some(submission.id);
        if let Some(job) = under_way.find(same) {
            return Ok(job);
        }
        self.jobs.room().map_err(|full| Error::QueueFull {
            waiting: full.waiting,
        })?;
        let id = core.bench.ids.id(core.bench.clock.now());
        self.jobs.push(Task {
            id,
            person: core.person,
            attempt: submission.attempt,
            work: Work::Search {
                submission: Box::new(submission),
                judgement: judgement.id,
            },
        });
        self.job(id)
    }
}
