//! What one replication counted, in whole numbers, and what is read out of it.

use serde::Serialize;

use super::{histogram::Histogram, model::Component};

/// Slices of equal length that the measured time is cut into.
pub(super) const SLICES: usize = 64;
/// Groups of slices that keep waiting times apart.
pub(super) const GROUPS: usize = 8;

/// What one slice counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Slice {
    /// Requests that came.
    pub(super) offered: u64,
    /// Requests that were answered.
    pub(super) answered: u64,
    /// Requests that were answered before the deadline.
    pub(super) in_time: u64,
    /// Requests that failed.
    pub(super) failed: u64,
    /// Time from entry to answer.
    pub(super) latency: Histogram,
}

impl Slice {
    /// A request ended.
    #[inline]
    pub(super) fn ended(&mut self, well: bool, in_time: bool, latency: u64) {
        if well {
            self.answered += 1;
            self.in_time += u64::from(in_time);
            self.latency.add(latency);
        } else {
            self.failed += 1;
        }
    }

    fn hash(&self, add: &mut impl FnMut(u64)) {
        for count in [self.offered, self.answered, self.in_time, self.failed] {
            add(count);
        }
        self.latency.hash(add);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.offered += other.offered;
        self.answered += other.answered;
        self.in_time += other.in_time;
        self.failed += other.failed;
        self.latency.merge(&other.latency);
    }
}

/// What one slice counted at one component.
#[derive(Clone, Debug, Default)]
pub(super) struct StationSlice {
    /// Calls in service, summed over nanoseconds.
    pub(super) busy: u128,
    /// Calls that wait, summed over nanoseconds.
    pub(super) waiting: u128,
    /// Calls that came.
    pub(super) arrived: u64,
    /// Calls that were turned away.
    pub(super) shed: u64,
    /// Calls whose service began.
    pub(super) started: u64,
    /// Time that these had waited, in nanoseconds.
    pub(super) waited: u128,
    /// Calls that ended well.
    pub(super) completed: u64,
    /// Calls whose own work failed.
    pub(super) failed: u64,
    /// Calls whose answer somebody had waited for, or that nobody was to wait for.
    pub(super) used: u64,
    /// Keys that a cache had.
    pub(super) hits: u64,
    /// Keys that a cache was asked for.
    pub(super) lookups: u64,
    /// Instances that were paid for, summed over nanoseconds, where their number changes.
    pub(super) paid: u128,
    /// Jobs that ended, and how long they took, in nanoseconds.
    pub(super) jobs: u64,
    pub(super) job_time: u128,
    /// How old what the last job worked on was, summed over nanoseconds, and over how many.
    pub(super) age: u128,
    pub(super) aged: u128,
    /// Reads from replicas.
    pub(super) reads: u64,
    /// Reads that did not see the latest acknowledged write.
    pub(super) stale: u64,
    /// Writes that were acknowledged.
    pub(super) acknowledged: u64,
    /// Acknowledged writes that were lost.
    pub(super) lost: u64,
    /// Calls whose items a stage worked on.
    pub(super) staged: u64,
    /// Items of these before and after, and the positives among them.
    pub(super) items_in: u64,
    pub(super) items_out: u64,
    pub(super) positives_in: u64,
    pub(super) positives_out: u64,
    /// Calls of which it was found whether it knows what they are about, and those it does not.
    pub(super) asked: u64,
    pub(super) cold: u64,
}

impl StationSlice {
    pub(super) const fn merge(&mut self, other: &Self) {
        self.busy += other.busy;
        self.waiting += other.waiting;
        self.arrived += other.arrived;
        self.shed += other.shed;
        self.started += other.started;
        self.waited += other.waited;
        self.completed += other.completed;
        self.failed += other.failed;
        self.used += other.used;
        self.hits += other.hits;
        self.lookups += other.lookups;
        self.paid += other.paid;
        self.jobs += other.jobs;
        self.job_time += other.job_time;
        self.age += other.age;
        self.aged += other.aged;
        self.reads += other.reads;
        self.stale += other.stale;
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.staged += other.staged;
        self.items_in += other.items_in;
        self.items_out += other.items_out;
        self.positives_in += other.positives_in;
        self.positives_out += other.positives_out;
        self.asked += other.asked;
        self.cold += other.cold;
    }
}

/// What one slice counted of what requests that ended had carried.
#[derive(Clone, Debug, Default)]
pub(super) struct CarriedSlice {
    /// Items that they came with, and the positives among them.
    pub(super) items: u64,
    pub(super) positives: u64,
    /// Items that were left at the end, and the positives among them.
    pub(super) left: u64,
    pub(super) found: u64,
    /// Requests that were answered by nobody who knew what they were about.
    pub(super) cold: u64,
}

impl CarriedSlice {
    const fn merge(&mut self, other: &Self) {
        self.items += other.items;
        self.positives += other.positives;
        self.left += other.left;
        self.found += other.found;
        self.cold += other.cold;
    }
}

/// What was counted at one component.
#[derive(Clone, Debug)]
pub(super) struct StationTally {
    pub(super) slices: Vec<StationSlice>,
    pub(super) waits: Vec<Histogram>,
}

/// What one slice counted of the messages that a link hands out.
#[derive(Clone, Debug, Default)]
pub(super) struct DeliverySlice {
    /// Messages that wait to be handed out, summed over nanoseconds.
    pub(super) waiting: u128,
    /// Messages that are handed out, summed over nanoseconds.
    pub(super) handed: u128,
    /// Messages that were acknowledged.
    pub(super) done: u64,
    /// Messages that were given up.
    pub(super) lost: u64,
    /// Times that work on a message was done and not acknowledged.
    pub(super) duplicates: u64,
    /// Messages that were acknowledged after a later one of the same instance.
    pub(super) out_of_order: u64,
}

impl DeliverySlice {
    const fn merge(&mut self, other: &Self) {
        self.waiting += other.waiting;
        self.handed += other.handed;
        self.done += other.done;
        self.lost += other.lost;
        self.duplicates += other.duplicates;
        self.out_of_order += other.out_of_order;
    }
}

/// What was counted of the messages that a link hands out.
#[derive(Clone, Debug)]
pub(super) struct DeliveryTally {
    pub(super) slices: Vec<DeliverySlice>,
    /// Times from coming to acknowledgement.
    pub(super) lags: Vec<Histogram>,
}

/// Why a run ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// More calls were under way than are kept.
    Calls,
    /// More happened than is stepped through.
    Events,
}

/// What one replication counted, or several, put together.
#[derive(Clone, Debug)]
pub struct Replication {
    /// How many replications these are.
    pub(super) runs: u64,
    pub(super) slices: Vec<Slice>,
    /// For each type of request, one for each group of slices.
    pub(super) types: Vec<Vec<Slice>>,
    pub(super) stations: Vec<StationTally>,
    /// For each link whose messages are acknowledged.
    pub(super) deliveries: Vec<DeliveryTally>,
    /// What requests carried; none where they carry nothing.
    pub(super) carried: Vec<CarriedSlice>,
    /// Length of a slice, in nanoseconds.
    pub(super) slice: u64,
    /// Time before what was measured, in nanoseconds, of all runs together.
    pub(super) warm_up: u64,
    pub(super) events: u64,
    pub(super) cut: Option<Cut>,
}

impl Replication {
    pub(super) fn new(
        (stations, types, deliveries): (usize, usize, usize),
        carries: bool,
        slice: u64,
    ) -> Self {
        let delivery = DeliveryTally {
            slices: vec![DeliverySlice::default(); SLICES],
            lags: vec![Histogram::default(); GROUPS],
        };
        let station = StationTally {
            slices: vec![StationSlice::default(); SLICES],
            waits: vec![Histogram::default(); GROUPS],
        };
        Self {
            runs: 1,
            slices: vec![Slice::default(); SLICES],
            types: vec![vec![Slice::default(); GROUPS]; types],
            stations: vec![station; stations],
            deliveries: vec![delivery; deliveries],
            carried: vec![CarriedSlice::default(); if carries { SLICES } else { 0 }],
            slice,
            warm_up: 0,
            events: 0,
            cut: None,
        }
    }

    /// Times from entry to answer, of the whole measured time.
    pub(super) fn latency(&self) -> Histogram {
        let mut all = Histogram::default();
        for slice in &self.slices {
            all.merge(&slice.latency);
        }
        all
    }

    /// Two numbers of a slice, each summed over the components.
    pub(super) fn over_stations(
        &self,
        slice: usize,
        read: impl Fn(&StationSlice) -> (f64, f64),
    ) -> (f64, f64) {
        let all = self
            .stations
            .iter()
            .map(|station| read(&station.slices[slice]));
        all.fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y))
    }

    /// Instances of a component that are paid for, summed over the nanoseconds of a slice.
    pub(super) fn paid(&self, component: &Component, at: usize, slice: usize) -> f64 {
        match component.autoscale {
            Some(_) => self.stations[at].slices[slice].paid as f64,
            None => f64::from(component.instances) * self.slice_time(),
        }
    }

    /// Time that a slice took, in nanoseconds, in all runs together.
    pub(super) fn slice_time(&self) -> f64 {
        self.slice as f64 * self.runs as f64
    }

    /// About the most memory that the counts of one run take, in bytes.
    pub(super) const fn most_bytes(stations: usize, types: usize, deliveries: usize) -> usize {
        (SLICES + GROUPS * (stations + types + deliveries)) * Histogram::MOST_BYTES
    }

    /// Adds what another counted.
    pub(super) fn merge(&mut self, other: &Self) {
        self.runs += other.runs;
        self.warm_up += other.warm_up;
        self.events += other.events;
        self.cut = self.cut.or(other.cut);
        for (mine, theirs) in self.slices.iter_mut().zip(&other.slices) {
            mine.merge(theirs);
        }
        let types = self.types.iter_mut().flatten();
        for (mine, theirs) in types.zip(other.types.iter().flatten()) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.stations.iter_mut().zip(&other.stations) {
            for (mine, theirs) in mine.slices.iter_mut().zip(&theirs.slices) {
                mine.merge(theirs);
            }
            for (mine, theirs) in mine.waits.iter_mut().zip(&theirs.waits) {
                mine.merge(theirs);
            }
        }
        for (mine, theirs) in self.carried.iter_mut().zip(&other.carried) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.deliveries.iter_mut().zip(&other.deliveries) {
            for (mine, theirs) in mine.slices.iter_mut().zip(&theirs.slices) {
                mine.merge(theirs);
            }
            for (mine, theirs) in mine.lags.iter_mut().zip(&theirs.lags) {
                mine.merge(theirs);
            }
        }
    }

    /// Whether it ended before its time.
    pub const fn is_cut(&self) -> bool {
        self.cut.is_some()
    }

    /// Adds every count to a hash, in order.
    pub(super) fn hash(&self, add: &mut impl FnMut(u64)) {
        add(self.warm_up);
        add(self.events);
        for slice in self.slices.iter().chain(self.types.iter().flatten()) {
            slice.hash(add);
        }
        for station in &self.stations {
            for s in &station.slices {
                for count in [s.arrived, s.shed, s.started, s.completed, s.hits, s.lookups] {
                    add(count);
                }
                add(s.busy as u64);
                add(s.waiting as u64);
                add(s.waited as u64);
                // Designs without these keep the hash that they had before there were any.
                if s.paid > 0 {
                    add(s.paid as u64);
                }
                if s.failed > 0 {
                    add(s.failed);
                }
                if s.jobs + s.aged as u64 > 0 {
                    add(s.jobs);
                    add(s.job_time as u64);
                    add(s.age as u64);
                }
                if s.staged > 0 {
                    for count in [s.items_in, s.items_out, s.positives_in, s.positives_out] {
                        add(count);
                    }
                }
                if s.asked > 0 {
                    add(s.asked);
                    add(s.cold);
                }
                if s.reads + s.acknowledged + s.lost > 0 {
                    for count in [s.reads, s.stale, s.acknowledged, s.lost] {
                        add(count);
                    }
                }
            }
            for waits in &station.waits {
                waits.hash(add);
            }
        }
        for s in &self.carried {
            for count in [s.items, s.positives, s.left, s.found, s.cold] {
                add(count);
            }
        }
        for delivery in &self.deliveries {
            for s in &delivery.slices {
                for count in [s.done, s.lost, s.duplicates, s.out_of_order] {
                    add(count);
                }
                add(s.waiting as u64);
                add(s.handed as u64);
            }
            for lags in &delivery.lags {
                lags.hash(add);
            }
        }
    }
}
