//! The time that is measured: a warm-up that is not, then slices of equal length.

#![expect(
    clippy::inline_always,
    reason = "left to itself the compiler makes a call of each, in the path of every event"
)]

use std::mem;

use super::{
    super::{
        histogram::Histogram,
        model::Design,
        tally::{Cut, GROUPS, Replication, SLICES, Slice, StationSlice},
    },
    deliveries::Deliveries,
    jobs::Jobs,
    stations::Stations,
};

/// Chunks of the duration in which a warm-up without a given length grows.
const CHUNKS: u64 = 40;
/// Least chunks of such a warm-up.
const LEAST_CHUNKS: usize = 12;

/// What is counted at one component since the last boundary, and how long calls waited there since
/// the last group of slices began.
#[derive(Clone, Default)]
struct Running {
    counts: StationSlice,
    waits: Histogram,
}

/// What is measured, and when.
///
/// Most is counted apart, in the warm-up too, and handed over at a boundary: who counts need not ask
/// each time which slice runs.
pub(super) struct Window {
    replication: Replication,
    requests: Slice,
    stations: Vec<Running>,
    deadline: u64,
    duration: u64,
    /// The next boundary.
    boundary: u64,
    /// The slice that runs, once the warm-up is over.
    slice: Option<usize>,
    /// A warm-up whose length is found out: calls inside, summed over time, by chunk.
    chunks: Option<Vec<u128>>,
}

impl Window {
    pub(super) fn new(design: &Design) -> Self {
        let load = &design.load;
        let slice = (load.duration / SLICES as u64).max(1);
        let chunk = (load.duration / CHUNKS).max(1);
        Self {
            replication: Replication::new(
                (
                    design.components.len(),
                    load.types.len(),
                    design.deliveries().len(),
                ),
                load.items.is_some() || load.ages.is_some(),
                slice,
            ),
            requests: Slice::default(),
            stations: vec![Running::default(); design.components.len()],
            deadline: load.deadline.unwrap_or(u64::MAX),
            duration: load.duration,
            boundary: load.warm_up.unwrap_or(chunk),
            slice: None,
            chunks: load.warm_up.is_none().then(Vec::new),
        }
    }

    /// The next boundary.
    pub(super) const fn boundary(&self) -> u64 {
        self.boundary
    }

    /// When the warm-up was over.
    pub(super) const fn warmed_up(&self) -> u64 {
        self.replication.warm_up
    }

    /// Whether nothing is measured yet.
    pub(super) const fn is_warming(&self) -> bool {
        self.slice.is_none()
    }

    /// Crosses a boundary; says whether it was the last.
    pub(super) fn cross(
        &mut self,
        at: u64,
        stations: &mut Stations,
        deliveries: &mut Deliveries,
        jobs: &mut Jobs,
    ) -> bool {
        let mut inside = 0;
        for index in 0..stations.count() {
            let (busy, waiting, paid) = stations.areas(index, at);
            inside += busy + waiting;
            if let Some(slice) = self.slice {
                let slice = &mut self.replication.stations[index].slices[slice];
                slice.busy = busy;
                slice.waiting = waiting;
                slice.paid = paid;
            }
        }
        for (index, (waiting, handed)) in deliveries.areas(at).enumerate() {
            inside += waiting;
            if let Some(slice) = self.slice {
                let slice = &mut self.replication.deliveries[index].slices[slice];
                slice.waiting = waiting;
                slice.handed = handed;
            }
        }
        for (index, age, aged) in jobs.ages(at) {
            if let Some(slice) = self.slice {
                let slice = &mut self.replication.stations[index].slices[slice];
                slice.age = age;
                slice.aged = aged;
            }
        }
        self.hand_over();
        match self.slice {
            Some(slice) if slice + 1 == SLICES => return true,
            Some(slice) => self.slice = Some(slice + 1),
            None => {
                if let Some(chunks) = &mut self.chunks {
                    chunks.push(inside);
                    if !settled(chunks) {
                        self.boundary = at + (self.duration / CHUNKS).max(1);
                        return false;
                    }
                }
                self.replication.warm_up = at;
                self.slice = Some(0);
            }
        }
        self.boundary = at + self.replication.slice;
        false
    }

    /// Hands what was counted over to the slice that runs; nothing is kept of a warm-up.
    fn hand_over(&mut self) {
        let requests = mem::take(&mut self.requests);
        let Some(slice) = self.slice else {
            self.stations.fill(Running::default());
            return;
        };
        let Replication {
            slices, stations, ..
        } = &mut self.replication;
        slices[slice].merge(&requests);
        for (tally, running) in stations.iter_mut().zip(&mut self.stations) {
            tally.slices[slice].merge(&mem::take(&mut running.counts));
            if (slice + 1).is_multiple_of(SLICES / GROUPS) {
                tally.waits[group(slice)].merge(&mem::take(&mut running.waits));
            }
        }
    }

    /// What was counted, by so many events, of a run that was cut short or not.
    pub(super) fn finish(mut self, events: u64, cut: Option<Cut>) -> Replication {
        self.hand_over();
        if let Some(slice) = self.slice {
            for (tally, running) in self.replication.stations.iter_mut().zip(&self.stations) {
                tally.waits[group(slice)].merge(&running.waits);
            }
        }
        self.replication.events = events;
        self.replication.cut = cut;
        self.replication
    }

    /// How much of the whole is done, from zero to one.
    pub(super) fn progress(&self, now: u64) -> f64 {
        let warm_up = if self.slice.is_some() {
            self.replication.warm_up
        } else {
            self.boundary
        };
        (now as f64 / (warm_up + self.duration) as f64).min(1.0)
    }

    /// A request came.
    #[inline]
    pub(super) fn offered(&mut self, class: u16) {
        self.requests.offered += 1;
        if let (Some(of_type), Some(slice)) = (
            self.replication.types.get_mut(usize::from(class)),
            self.slice,
        ) {
            of_type[group(slice)].offered += 1;
        }
    }

    /// A request ended.
    #[inline(always)]
    pub(super) fn request_ended(&mut self, class: u16, well: bool, latency: u64) {
        let in_time = well && latency <= self.deadline;
        self.requests.ended(well, in_time, latency);
        if let (Some(of_type), Some(slice)) = (
            self.replication.types.get_mut(usize::from(class)),
            self.slice,
        ) {
            of_type[group(slice)].ended(well, in_time, latency);
        }
    }

    /// A request ended that had carried positives and others: what was left of them, where it was
    /// answered, and whether nobody knew what it was about.
    pub(super) fn carried_out(&mut self, came: (u32, u32), left: Option<(u32, u32)>, cold: bool) {
        let Some(slice) = self.slice else { return };
        let carried = &mut self.replication.carried[slice];
        carried.items += u64::from(came.0) + u64::from(came.1);
        carried.positives += u64::from(came.0);
        if let Some((positives, others)) = left {
            carried.left += u64::from(positives) + u64::from(others);
            carried.found += u64::from(positives);
            carried.cold += u64::from(cold);
        }
    }

    /// A stage worked on positives and others.
    pub(super) fn staged(&mut self, at: usize, before: (u32, u32), after: (u32, u32)) {
        let counts = &mut self.stations[at].counts;
        counts.staged += 1;
        counts.items_in += u64::from(before.0) + u64::from(before.1);
        counts.items_out += u64::from(after.0) + u64::from(after.1);
        counts.positives_in += u64::from(before.0);
        counts.positives_out += u64::from(after.0);
    }

    /// A component was asked of something that it knows or not.
    pub(super) fn asked(&mut self, at: usize, known: bool) {
        let counts = &mut self.stations[at].counts;
        counts.asked += 1;
        counts.cold += u64::from(!known);
    }

    /// A call came to a component.
    #[inline]
    pub(super) fn arrived(&mut self, at: usize) {
        self.stations[at].counts.arrived += 1;
    }

    /// A call was turned away.
    #[inline]
    pub(super) fn shed(&mut self, at: usize) {
        self.stations[at].counts.shed += 1;
    }

    /// A call's service began.
    #[inline(always)]
    pub(super) fn started(&mut self, at: usize, waited: u64) {
        let station = &mut self.stations[at];
        station.counts.started += 1;
        station.counts.waited += u128::from(waited);
        station.waits.add(waited);
    }

    /// A call ended well.
    #[inline]
    pub(super) fn completed(&mut self, at: usize) {
        self.stations[at].counts.completed += 1;
    }

    /// The work of a call failed.
    pub(super) fn failed(&mut self, at: usize) {
        self.stations[at].counts.failed += 1;
    }

    /// A call ended well and was of use.
    #[inline]
    pub(super) fn used(&mut self, at: usize) {
        self.stations[at].counts.used += 1;
    }

    /// Replicas were read.
    pub(super) fn read(&mut self, at: usize, fresh: bool) {
        let counts = &mut self.stations[at].counts;
        counts.reads += 1;
        counts.stale += u64::from(!fresh);
    }

    /// A write was acknowledged.
    pub(super) fn acknowledged(&mut self, at: usize) {
        self.stations[at].counts.acknowledged += 1;
    }

    /// Acknowledged writes were lost.
    pub(super) fn lost(&mut self, at: usize, count: u64) {
        self.stations[at].counts.lost += count;
    }

    /// A message was acknowledged.
    pub(super) fn acknowledged_message(&mut self, delivery: usize, lag: u64, late: bool) {
        if let Some(slice) = self.slice {
            let delivery = &mut self.replication.deliveries[delivery];
            delivery.slices[slice].done += 1;
            delivery.slices[slice].out_of_order += u64::from(late);
            delivery.lags[group(slice)].add(lag);
        }
    }

    /// A message was given up.
    pub(super) fn lost_message(&mut self, delivery: usize) {
        if let Some(slice) = self.slice {
            self.replication.deliveries[delivery].slices[slice].lost += 1;
        }
    }

    /// A message's work was done and not acknowledged.
    pub(super) fn duplicate(&mut self, delivery: usize) {
        if let Some(slice) = self.slice {
            self.replication.deliveries[delivery].slices[slice].duplicates += 1;
        }
    }

    /// A job ended.
    pub(super) fn job_ended(&mut self, at: usize, took: u64) {
        let counts = &mut self.stations[at].counts;
        counts.jobs += 1;
        counts.job_time += u128::from(took);
    }

    /// A cache was asked.
    pub(super) fn looked_up(&mut self, at: usize, hit: bool) {
        let counts = &mut self.stations[at].counts;
        counts.lookups += 1;
        counts.hits += u64::from(hit);
    }
}

/// The group that a slice belongs to.
const fn group(slice: usize) -> usize {
    slice * GROUPS / SLICES
}

/// Whether what is inside no longer grows: its mean over the last quarter of the time so far does
/// not stand above that over the quarter before. What approaches its level like `exp(−t/τ)` differs
/// between these by about `exp(−t/2τ)`, so that once noise hides the difference, what is left to
/// come is its square. What still grows after one duration is measured all the same, and then found
/// not to be stationary.
fn settled(chunks: &[u128]) -> bool {
    let count = chunks.len();
    if count as u64 >= CHUNKS {
        return true;
    }
    if count < LEAST_CHUNKS || !count.is_multiple_of(4) {
        return false;
    }
    let quarter = count / 4;
    let sum = |from: usize| chunks[from..from + quarter].iter().sum::<u128>();
    sum(3 * quarter) <= sum(2 * quarter)
}
