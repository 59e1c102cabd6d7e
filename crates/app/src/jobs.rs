//! The worker threads and what is known of every job: watched, cancellable, bounded. Which job is
//! next, [`Waiting`] says. A job of growth makes room for any other: it is cut off and begins anew
//! later.
//!
//! Nothing here knows what a job does: the work is a function handed to [`Jobs::start`].

use std::{
    collections::{BTreeMap, VecDeque},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
};

use onsite_domain::{
    id::Id,
    job::{JobState, Progress},
    judgement::Judgement,
};
use onsite_sandbox::Cancel;
use tokio::sync::watch;

use crate::{
    queue::{Task, Waiting},
    views::{JobNotice, JobView, JobWork},
};

/// Most jobs that may wait; one more is refused with the place it would have had.
pub const MOST_WAITING: usize = 32;
/// Ended jobs that are remembered for watchers who come back.
const MOST_ENDED: usize = 256;

/// How a job's work ended.
#[derive(Clone, Debug)]
pub enum Ended {
    /// With a judgement.
    Done(Box<Judgement>),
    /// With an error of ours.
    Failed(String),
    /// It was cancelled.
    Cancelled,
}

/// The queue.
pub struct Jobs {
    inner: Mutex<Inner>,
    wake: Condvar,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

#[derive(Default)]
struct Inner {
    waiting: Waiting,
    known: BTreeMap<Id, Known>,
    ended: VecDeque<Id>,
    workers: usize,
    stopping: bool,
}

struct Known {
    attempt: Id,
    submission: Option<Id>,
    state: JobState,
    notices: Vec<JobNotice>,
    cancel: Cancel,
    changed: watch::Sender<u64>,
    rank: JobWork,
    /// Whether it was cut off to make room, and is to wait again.
    made_room: bool,
}

impl Known {
    fn new(task: &Task) -> Self {
        Self {
            attempt: task.attempt,
            submission: task.submission(),
            state: JobState::Queued,
            notices: Vec::new(),
            cancel: Cancel::new(),
            changed: watch::channel(0).0,
            rank: task.rank(),
            made_room: false,
        }
    }
}

/// The queue is full.
#[derive(Debug)]
pub struct Full {
    /// Jobs that wait.
    pub waiting: usize,
}

/// Follows one job.
pub struct JobWatch {
    jobs: Arc<Jobs>,
    id: Id,
    changed: watch::Receiver<u64>,
}

impl JobWatch {
    /// The notices after a number; the last one has a state that has ended.
    pub fn after(&self, number: u64) -> Vec<JobNotice> {
        let inner = self.jobs.lock();
        let notices = inner
            .known
            .get(&self.id)
            .map_or(&[][..], |known| &known.notices);
        notices
            .iter()
            .filter(|notice| notice.number > number)
            .cloned()
            .collect()
    }

    /// Waits for the next notice; false once none can come.
    pub async fn changed(&mut self) -> bool {
        self.changed.changed().await.is_ok()
    }
}

impl Jobs {
    /// Starts the workers; `work` does a task on one of their threads, telling of each step,
    /// and may hand in what follows.
    pub fn start<W>(workers: usize, work: W) -> std::io::Result<Arc<Self>>
    where
        W: Fn(&Task, &Self, &dyn Fn(Progress), &Cancel) -> Ended + Send + Sync + 'static,
    {
        let work = Arc::new(work);
        let jobs = Arc::new(Self {
            inner: Mutex::default(),
            wake: Condvar::new(),
            threads: Mutex::default(),
        });
        jobs.lock().workers = workers.max(1);
        for number in 0..workers.max(1) {
            let (jobs_here, work) = (Arc::clone(&jobs), Arc::clone(&work));
            let thread = std::thread::Builder::new()
                .name(format!("judge-{number}"))
                .spawn(move || jobs_here.serve(&*work))?;
            jobs.threads
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(thread);
        }
        Ok(jobs)
    }

    /// Whether one more job would be taken.
    pub fn room(&self) -> Result<(), Full> {
        let waiting = self.lock().waiting.len();
        if waiting < MOST_WAITING {
            Ok(())
        } else {
            Err(Full { waiting })
        }
    }

    /// Takes a job, whatever the queue's length: the caller asked [`Jobs::room`] first, or brings
    /// back jobs that an earlier process left.
    pub fn push(&self, task: Task) {
        let mut inner = self.lock();
        inner.make_room(task.rank());
        inner.known.insert(task.id, Known::new(&task));
        inner.waiting.push(task);
        inner.tell_places();
        drop(inner);
        self.wake.notify_one();
    }

    /// Takes a job that was done without waiting, for whoever asks after it.
    pub fn push_done(&self, task: &Task, judgement: Judgement) {
        let mut inner = self.lock();
        inner.known.insert(task.id, Known::new(task));
        inner.end(task.id, Ended::Done(Box::new(judgement)));
    }

    /// A job as it stands.
    pub fn view(&self, id: Id) -> Option<JobView> {
        self.lock().view(id)
    }

    /// The jobs of an attempt that have not ended.
    pub fn of_attempt(&self, attempt: Id) -> Vec<JobView> {
        let inner = self.lock();
        let open = |known: &&Known| known.attempt == attempt && !known.state.has_ended();
        let ids: Vec<Id> = inner
            .known
            .iter()
            .filter(|(_, known)| open(known))
            .map(|(id, _)| *id)
            .collect();
        ids.into_iter().filter_map(|id| inner.view(id)).collect()
    }

    /// Follows a job.
    pub fn watch(self: &Arc<Self>, id: Id) -> Option<JobWatch> {
        let changed = self.lock().known.get(&id)?.changed.subscribe();
        Some(JobWatch {
            jobs: Arc::clone(self),
            id,
            changed,
        })
    }

    /// Cancels a job that has not ended; a waiting one ends at once, a running one soon. Tells
    /// whether it was waiting.
    pub fn cancel(&self, id: Id) -> bool {
        let mut inner = self.lock();
        let was_waiting = inner.waiting.remove(id);
        if was_waiting {
            inner.end(id, Ended::Cancelled);
            inner.tell_places();
        } else if let Some(known) = inner.known.get_mut(&id) {
            known.made_room = false;
            known.cancel.cancel();
        }
        was_waiting
    }

    /// Stops the workers; jobs that have not ended stay in the record for the next start.
    pub fn stop(&self) {
        {
            let mut inner = self.lock();
            inner.stopping = true;
            for known in inner.known.values() {
                known.cancel.cancel();
            }
        }
        self.wake.notify_all();
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        for thread in threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a judge thread ended by a panic");
            }
        }
    }

    /// Whether the queue is being stopped.
    pub fn is_stopping(&self) -> bool {
        self.lock().stopping
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve<W>(&self, work: &W)
    where
        W: Fn(&Task, &Self, &dyn Fn(Progress), &Cancel) -> Ended,
    {
        while let Some((task, cancel)) = self.next() {
            let id = task.id;
            let tell = |progress: Progress| self.lock().tell(id, Some(progress));
            let ended = catch_unwind(AssertUnwindSafe(|| work(&task, self, &tell, &cancel)))
                .unwrap_or_else(|_| {
                    tracing::error!(job = %id, "judging panicked");
                    Ended::Failed("Judging stopped by a fault of ours; hand it in again.".into())
                });
            let mut inner = self.lock();
            if matches!(ended, Ended::Cancelled) && inner.waits_again(task) {
                drop(inner);
                self.wake.notify_one();
            } else {
                inner.end(id, ended);
            }
        }
    }

    fn next(&self) -> Option<(Task, Cancel)> {
        let mut inner = self.lock();
        loop {
            if inner.stopping {
                return None;
            }
            if let Some(task) = inner.waiting.take() {
                let known = inner
                    .known
                    .get_mut(&task.id)
                    .expect("a waiting job is known");
                known.state = JobState::Running;
                let cancel = known.cancel.clone();
                inner.tell(task.id, None);
                inner.tell_places();
                return Some((task, cancel));
            }
            inner = self
                .wake
                .wait(inner)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Inner {
    /// Cuts a job of growth off where every worker is busy and what comes goes before it.
    fn make_room(&mut self, rank: JobWork) {
        let running = |known: &&mut Known| known.state == JobState::Running;
        let busy = self.known.values_mut().filter(running).count();
        if rank == JobWork::Growth || busy < self.workers {
            return;
        }
        let growing = |known: &&mut Known| running(known) && known.rank == JobWork::Growth;
        let free = |known: &&mut Known| growing(known) && !known.made_room;
        if let Some(known) = self.known.values_mut().find(free) {
            known.made_room = true;
            known.cancel.cancel();
        }
    }

    /// Has a job that was cut off to make room wait again.
    fn waits_again(&mut self, task: Task) -> bool {
        let stopping = self.stopping;
        let Some(known) = self.known.get_mut(&task.id) else {
            return false;
        };
        if !known.made_room || stopping {
            return false;
        }
        known.made_room = false;
        known.state = JobState::Queued;
        known.cancel = Cancel::new();
        self.waiting.push(task);
        self.tell_places();
        true
    }

    fn view(&self, id: Id) -> Option<JobView> {
        let known = self.known.get(&id)?;
        let last = known.notices.last();
        Some(JobView {
            id,
            attempt: known.attempt,
            submission: known.submission,
            work: known.rank,
            state: known.state,
            ahead: self.waiting.ahead(id),
            progress: known
                .notices
                .iter()
                .filter_map(|n| n.progress.clone())
                .collect(),
            judgement: last.and_then(|n| n.judgement.clone()),
            error: last.and_then(|n| n.error.clone()),
        })
    }

    fn tell(&mut self, id: Id, progress: Option<Progress>) {
        self.notice(id, progress, None, None);
    }

    /// Tells those that wait where they stand now.
    fn tell_places(&mut self) {
        for id in self.waiting.ids() {
            self.notice(id, None, None, None);
        }
    }

    fn notice(
        &mut self,
        id: Id,
        progress: Option<Progress>,
        judgement: Option<Judgement>,
        error: Option<String>,
    ) {
        let ahead = self.waiting.ahead(id);
        if let Some(known) = self.known.get_mut(&id) {
            let number = known.notices.len() as u64 + 1;
            let state = known.state;
            known.notices.push(JobNotice {
                number,
                state,
                ahead,
                progress,
                judgement,
                error,
            });
            known.changed.send_replace(number);
        }
    }

    fn end(&mut self, id: Id, ended: Ended) {
        let (state, judgement, error) = match ended {
            Ended::Done(judgement) => (JobState::Done, Some(*judgement), None),
            Ended::Failed(error) => (JobState::Failed, None, Some(error)),
            Ended::Cancelled => (JobState::Cancelled, None, None),
        };
        if let Some(known) = self.known.get_mut(&id) {
            known.state = state;
        }
        self.notice(id, None, judgement, error);
        self.ended.push_back(id);
        if self.ended.len() > MOST_ENDED
            && let Some(oldest) = self.ended.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}
