//! Whether a run settled, or queues kept growing.

use super::{
    capacity,
    model::Design,
    tally::{Replication, SLICES, StationSlice},
};

/// How much fuller a queue must be at the end than at the beginning to be called growing.
const GROWTH: f64 = 1.25;
/// Share of its places that a component with a growing queue uses, at least.
const FULL: f64 = 0.985;

/// Components whose queues kept growing, by their place: those that get more than they can do, and
/// those that are full while their queues are longer quarter by quarter.
pub(super) fn growing(design: &Design, replications: &[Replication]) -> Vec<usize> {
    // Under faults, what counts is the time after the last of them.
    let after = design
        .faults
        .iter()
        .map(|f| f.at.saturating_add(f.duration))
        .max();
    let slice = replications.first().map_or(1, |r| r.slice.max(1));
    let first = after.map_or(0, |at| (at / slice + 1).min(SLICES as u64) as usize);
    let over = if design.is_steady() {
        capacity::overloaded(design)
    } else {
        Vec::new()
    };
    let grows =
        |at: usize| design.components[at].limit.is_none() && fills(design, replications, first, at);
    (0..design.components.len())
        .filter(|&at| over.contains(&at) || grows(at))
        .collect()
}

/// Components that are full while their queues are longer quarter by quarter, also where these have
/// a limit that they have not reached.
pub(super) fn filling(design: &Design, replications: &[Replication]) -> Vec<usize> {
    let fills = |&at: &usize| fills(design, replications, 0, at);
    (0..design.components.len()).filter(fills).collect()
}

/// Whether a component is full while its queue is longer quarter by quarter, from a slice on.
fn fills(design: &Design, replications: &[Replication], first: usize, at: usize) -> bool {
    let time: f64 = replications.iter().map(Replication::slice_time).sum();
    let quarter = (SLICES - first) / 4;
    if quarter == 0 {
        return false;
    }
    let mean = |from: usize, read: fn(&StationSlice) -> u128| {
        let slices = first + from * quarter..first + (from + 1) * quarter;
        let each = replications
            .iter()
            .flat_map(|r| &r.stations[at].slices[slices.clone()]);
        each.map(|s| read(s) as f64).sum::<f64>() / (quarter as f64 * time.max(1.0))
    };
    let waiting: Vec<f64> = (0..4).map(|q| mean(q, |s| s.waiting)).collect();
    let component = &design.components[at];
    let places = component
        .concurrency
        .map(|c| f64::from(c) * f64::from(component.most_instances()));
    let full = places.is_some_and(|places| mean(3, |s| s.busy) >= FULL * places);
    full && waiting[3] > GROWTH * waiting[0] && waiting[3] > waiting[1] && waiting[2] > waiting[0]
}
