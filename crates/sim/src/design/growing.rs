//! Whether a run settled, or queues kept growing.

use super::{
    capacity,
    model::Design,
    tally::{Replication, SLICES},
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
    let grows = |at: usize| {
        design.components[at].limit.is_none()
            && (fills(design, replications, first, at)
                || messages_fill(design, replications, first, at))
    };
    (0..design.components.len())
        .filter(|&at| over.contains(&at) || grows(at))
        .collect()
}

/// Components that are full while their queues are longer quarter by quarter, also where these have
/// a limit that they have not reached.
pub(super) fn filling(design: &Design, replications: &[Replication]) -> Vec<usize> {
    let fills = |&at: &usize| {
        fills(design, replications, 0, at) || messages_fill(design, replications, 0, at)
    };
    (0..design.components.len()).filter(fills).collect()
}

/// Whether a component is full while its queue is longer quarter by quarter, from a slice on.
fn fills(design: &Design, replications: &[Replication], first: usize, at: usize) -> bool {
    let component = &design.components[at];
    let places = component
        .concurrency
        .map(|c| f64::from(c) * f64::from(component.most_instances()));
    places.is_some_and(|places| {
        longer(replications, first, places, &|r, slice| {
            let here = &r.stations[at].slices[slice];
            (here.waiting, here.busy)
        })
    })
}

/// Whether as many messages of a component as may be are handed out while those that wait are more
/// quarter by quarter.
fn messages_fill(design: &Design, replications: &[Replication], first: usize, at: usize) -> bool {
    let instances = f64::from(design.components[at].most_instances());
    let mut own = design.deliveries().into_iter().enumerate();
    own.any(|(delivery, link)| {
        let most = f64::from(link.in_flight.unwrap_or(0));
        link.from == at
            && longer(replications, first, most * instances, &|r, slice| {
                let here = &r.deliveries[delivery].slices[slice];
                (here.waiting, here.handed)
            })
    })
}

/// Whether those that wait are more quarter by quarter, from a slice on, while all places are taken.
/// `read` gives both of a slice, summed over nanoseconds.
fn longer(
    replications: &[Replication],
    first: usize,
    places: f64,
    read: &dyn Fn(&Replication, usize) -> (u128, u128),
) -> bool {
    let time: f64 = replications.iter().map(Replication::slice_time).sum();
    let quarter = (SLICES - first) / 4;
    if quarter == 0 {
        return false;
    }
    let means: Vec<(f64, f64)> = (0..4)
        .map(|from| {
            let slices = first + from * quarter..first + (from + 1) * quarter;
            let each = replications
                .iter()
                .flat_map(|r| slices.clone().map(move |slice| read(r, slice)));
            let (waiting, busy) = each.fold((0.0, 0.0), |(a, b), (waiting, busy)| {
                (a + waiting as f64, b + busy as f64)
            });
            let over = quarter as f64 * time.max(1.0);
            (waiting / over, busy / over)
        })
        .collect();
    let waiting: Vec<f64> = means.iter().map(|(waiting, _)| *waiting).collect();
    means[3].1 >= FULL * places
        && waiting[3] > GROWTH * waiting[0]
        && waiting[3] > waiting[1]
        && waiting[2] > waiting[0]
}
