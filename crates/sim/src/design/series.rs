//! Figures over the time that was measured, slice by slice, over all replications.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    histogram::Histogram,
    model::Design,
    tally::{Replication, SLICES, Slice, StationSlice},
};

/// One value for each slice of the measured time; nothing where a slice has none.
type Values = Vec<Option<f64>>;

/// Figures over the time that was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Series {
    /// Length of a slice, in seconds.
    pub slice_s: f64,
    /// Requests that came, per second.
    pub offered_rps: Values,
    /// Requests that were answered before the deadline, per second.
    pub goodput_rps: Values,
    /// Share of requests that failed.
    pub error_rate: Values,
    /// Median time from entry to answer, in milliseconds.
    pub p50_ms: Values,
    /// Time from entry to answer that 99% did not exceed, in milliseconds.
    pub p99_ms: Values,
    /// Share of its places that each component uses; none for one with as many as come.
    pub utilization: BTreeMap<String, Values>,
    /// Calls that wait at each component.
    pub queue: BTreeMap<String, Values>,
}

impl Series {
    pub(super) fn new(design: &Design, replications: &[Replication]) -> Self {
        let slice = replications.first().map_or(1, |r| r.slice.max(1));
        let all: f64 = replications.iter().map(Replication::slice_time).sum();
        let over = |read: &dyn Fn(&Slice) -> u64, at: usize| {
            let counts = replications.iter().map(|r| read(&r.slices[at]));
            counts.sum::<u64>() as f64
        };
        let rate = |read: fn(&Slice) -> u64| -> Values {
            let values = (0..SLICES).map(|at| Some(over(&read, at) / all * 1e9));
            values.collect()
        };
        let quantile = |p: f64| -> Values {
            let value = |at: usize| {
                let mut sum = Histogram::default();
                for replication in replications {
                    sum.merge(&replication.slices[at].latency);
                }
                sum.quantile(p).map(|time| time / 1e6)
            };
            (0..SLICES).map(value).collect()
        };
        let level = |station: usize, read: fn(&StationSlice) -> u128| -> Vec<f64> {
            let value = |at: usize| {
                let each = replications
                    .iter()
                    .map(|r| read(&r.stations[station].slices[at]));
                each.sum::<u128>() as f64 / all
            };
            (0..SLICES).map(value).collect()
        };
        let names = design.components.iter().map(|c| &c.name).enumerate();
        let failed = |at: usize| {
            let ended = over(&|slice| slice.failed + slice.answered, at);
            (ended > 0.0).then(|| over(&|slice| slice.failed, at) / ended)
        };
        Self {
            slice_s: slice as f64 / 1e9,
            offered_rps: rate(|slice| slice.offered),
            goodput_rps: rate(|slice| slice.in_time),
            error_rate: (0..SLICES).map(failed).collect(),
            p50_ms: quantile(0.5),
            p99_ms: quantile(0.99),
            utilization: names
                .clone()
                .map(|(at, name)| {
                    let component = &design.components[at];
                    let busy = level(at, |slice| slice.busy).into_iter();
                    let ran = level(at, |slice| slice.paid).into_iter();
                    let used = busy.zip(ran).map(|(busy, ran)| {
                        let instances = match component.autoscale {
                            Some(_) => ran,
                            None => f64::from(component.instances),
                        };
                        let each = component.concurrency.map(f64::from);
                        each.map(|each| busy / (each * instances))
                    });
                    (name.clone(), used.collect())
                })
                .collect(),
            queue: names
                .map(|(at, name)| {
                    let waiting = level(at, |slice| slice.waiting).into_iter();
                    (name.clone(), waiting.map(Some).collect())
                })
                .collect(),
        }
    }
}
