//! Batch jobs: every so often many calls come to a component at once, from nobody who waits.

use std::collections::VecDeque;

use super::{
    super::model::{Design, Job},
    Engine,
    calls::NONE,
    events::Kind,
    watch::Watch,
};

/// The link of a call that belongs to a job.
pub(super) const JOB: u16 = u16::MAX;

/// A job that has not ended.
struct Running {
    /// When it began, and all its calls came.
    began: u64,
    /// Calls that have not ended.
    left: u32,
    /// Whether one of those that have failed.
    failed: bool,
}

/// The jobs of one component.
struct State {
    wanted: Job,
    component: usize,
    /// From the oldest on: a job may begin before the last has ended.
    running: VecDeque<Running>,
    /// When the newest began of the jobs that have ended well.
    fresh: Option<u64>,
    /// How old that was, summed over nanoseconds since the last boundary; over how many; since when.
    age: u128,
    aged: u128,
    since: u64,
}

impl State {
    fn touch(&mut self, now: u64) {
        if let Some(fresh) = self.fresh {
            let square = |time: u64| u128::from(time - fresh).pow(2);
            self.age += (square(now) - square(self.since)) / 2;
            self.aged += u128::from(now - self.since);
        }
        self.since = now;
    }
}

/// All components with jobs.
pub(super) struct Jobs {
    all: Vec<State>,
    /// When the first jobs began.
    began: Option<u64>,
    /// The job whose calls come now, and how many are still to come.
    coming: Option<(usize, u32)>,
}

impl Jobs {
    pub(super) fn new(design: &Design) -> Self {
        let components = design.components.iter().enumerate();
        let all = components.filter_map(|(component, one)| {
            Some(State {
                wanted: one.job?,
                component,
                running: VecDeque::new(),
                fresh: None,
                age: 0,
                aged: 0,
                since: 0,
            })
        });
        Self {
            all: all.collect(),
            began: None,
            coming: None,
        }
    }

    /// How old what the jobs of a component have brought is; before the first has ended, what was
    /// there when they began.
    pub(super) fn age(&self, component: Option<usize>, now: u64) -> u64 {
        let Some(began) = self.began else { return 0 };
        let mut of = self
            .all
            .iter()
            .filter(|state| Some(state.component) == component);
        let fresh = of.next().and_then(|state| state.fresh);
        now - fresh.unwrap_or(began)
    }

    /// Hands over how old what is there was since the last boundary, and for how long: by
    /// component.
    pub(super) fn ages(&mut self, now: u64) -> impl Iterator<Item = (usize, u128, u128)> {
        self.all.iter_mut().map(move |state| {
            state.touch(now);
            let ages = (state.component, state.age, state.aged);
            (state.age, state.aged) = (0, 0);
            ages
        })
    }
}

impl<W: Watch> Engine<'_, W> {
    /// The warm-up is over: the first jobs begin.
    pub(super) fn begin_jobs(&mut self, at: u64) {
        self.jobs.began = Some(at);
        for place in 0..self.jobs.all.len() {
            self.events.push(at, Kind::Job, place as u32);
        }
    }

    /// A job begins.
    pub(super) fn job(&mut self, place: u32) {
        let state = &mut self.jobs.all[place as usize];
        let wanted = state.wanted;
        state.running.push_back(Running {
            began: self.now,
            left: wanted.calls,
            failed: false,
        });
        let next = self.now.saturating_add(wanted.every);
        self.events.push(next, Kind::Job, place);
        self.jobs.coming = Some((place as usize, wanted.calls));
        self.job_calls();
    }

    /// Lets the calls of a job come that has begun; pauses where the caller has its turn.
    pub(super) fn job_calls(&mut self) {
        while self.spent() < self.until
            && let Some((place, left)) = self.jobs.coming
        {
            self.jobs.coming = (left > 1).then(|| (place, left - 1));
            self.counted += 1;
            let station = self.jobs.all[place].component;
            let keys = self.plan.design.load.keys.as_ref();
            let key = keys.map_or(0, |keys| self.stations.draw_key(station, keys));
            let Some(call) = self.new_call(station, NONE, key, 0) else {
                return;
            };
            self.calls[call].link = JOB;
            if self.plan.carries {
                self.carry_in(call, Some(station));
            }
            self.arrive(call);
        }
    }

    /// A call of the job that began then ended, well or not.
    pub(super) fn job_call_ended(&mut self, station: usize, began: u64, well: bool) {
        let mut states = self.jobs.all.iter_mut();
        let Some(state) = states.find(|state| state.component == station) else {
            return;
        };
        let Ok(place) = state.running.binary_search_by_key(&began, |job| job.began) else {
            return;
        };
        let job = &mut state.running[place];
        job.left -= 1;
        job.failed |= !well;
        if job.left == 0 {
            // A job that was overtaken brings what is older than what is there.
            if !job.failed && state.fresh.is_none_or(|fresh| fresh < began) {
                state.touch(self.now);
                state.fresh = Some(began);
            }
            state.running.remove(place);
            self.window.job_ended(station, self.now - began);
        }
    }
}
