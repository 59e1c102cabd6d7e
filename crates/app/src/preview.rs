//! Previews: one at a time, and of one attempt only the latest. They are no jobs: each takes less
//! than a second, and nothing of them is kept.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use onsite_domain::{design_run::Preview, id::Id};
use onsite_judge::Tried;
use onsite_sandbox::Cancel;

use crate::{App, error::Error, views::PreviewRequest};

/// How many were asked for, and of each attempt the latest that has not ended, with its number.
type Latest = (u64, BTreeMap<Id, (u64, Cancel)>);

/// Previews under way.
#[derive(Default)]
pub(crate) struct Previews {
    /// Held by the one that runs.
    running: Mutex<()>,
    latest: Mutex<Latest>,
}

impl Previews {
    fn latest(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the place of the latest preview of an attempt.
    fn overtake(&self, attempt: Id) -> (u64, Cancel) {
        let mut latest = self.latest();
        latest.0 += 1;
        let mine = (latest.0, Cancel::new());
        if let Some((_, overtaken)) = latest.1.insert(attempt, mine.clone()) {
            overtaken.cancel();
        }
        mine
    }

    /// Forgets a preview that has ended.
    fn ended(&self, attempt: Id, number: u64) {
        let mut latest = self.latest();
        if latest
            .1
            .get(&attempt)
            .is_some_and(|(own, _)| *own == number)
        {
            latest.1.remove(&attempt);
        }
    }
}

impl App {
    /// Runs an answer once as it stands, under a scenario and what is tried on top of it; a later
    /// preview of the same attempt cuts it off.
    pub fn preview(&self, attempt: Id, request: &PreviewRequest) -> Result<Preview, Error> {
        let attempt = self.attempt(attempt)?;
        let question = self.core.bench.question(&attempt.question)?;
        let tried = Tried {
            scenario: request.scenario.clone(),
            faults: request.faults.clone(),
            load: request.load,
        };
        let previews = &self.core.previews;
        let (number, cancel) = previews.overtake(attempt.id);
        let found = {
            let _one = previews
                .running
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let judge = &self.core.bench.judge;
            if cancel.is_cancelled() {
                Err(onsite_judge::Error::Cancelled)
            } else {
                judge.preview(&question, &request.answer, &tried, attempt.seed, &cancel)
            }
        };
        previews.ended(attempt.id, number);
        found.map_err(|error| match error {
            onsite_judge::Error::Cancelled => Error::invalid(
                "overtaken",
                "a later preview took the place of this one",
                "Look at that one.",
            ),
            error => error.into(),
        })
    }
}
