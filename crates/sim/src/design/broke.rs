//! When a figure left its bound, and what stood out just then.

use serde::Serialize;

use super::{
    histogram::Histogram,
    model::{Design, Fault, FaultKind, Metric, Objective},
    tally::{CarriedSlice, DeliverySlice, Replication, SLICES, StationSlice},
};

/// Slices over which it is looked what stands out, the one in which the figure left its bound among
/// them.
const LOOK: usize = 2;
/// For how many slices a fault that is over is still told.
const LATE: u64 = 4;
/// Share of calls turned away, and of places taken, from which on it stands out.
const TURNED_AWAY: f64 = 0.01;
const NEARLY_FULL: f64 = 0.85;
/// Share of its places from which on a component is called full.
const FULL: f64 = 0.985;

/// An objective that was missed: since when, and what stood out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Broke {
    /// The figure of the objective.
    pub figure: &'static str,
    /// From when on its figure was beyond the bound, in seconds after the warm-up.
    pub from_s: f64,
    /// What stood out then, in a sentence.
    pub text: String,
}

/// Looks for when a figure left its bound: the first slice in which it is beyond, as it is in the
/// next; where no two such slices follow each other, the first. Nothing where it has no course over
/// time, or never leaves.
pub(super) fn broke(
    design: &Design,
    replications: &[Replication],
    objective: &Objective,
) -> Option<Broke> {
    let beyond = |slice: usize| {
        let value = over_time(replications, objective.metric, slice);
        value.is_some_and(|value| {
            if objective.at_most {
                value > objective.bound
            } else {
                value < objective.bound
            }
        })
    };
    let all: Vec<bool> = (0..SLICES).map(beyond).collect();
    let twice = all.windows(2).position(|pair| pair[0] && pair[1]);
    let from = twice.or_else(|| all.iter().position(|&beyond| beyond))?;
    let length = replications.first()?.slice;
    let at = |slice: usize| (slice as u64 * length) as f64 / 1e9;
    let when = if from == 0 {
        "From the start".to_owned()
    } else {
        format!("From {} on", seconds(at(from)))
    };
    let signs = Signs {
        design,
        replications,
    };
    let mut said: Vec<String> = design
        .faults
        .iter()
        .filter(|fault| told(fault, from as u64 * length, length))
        .map(|fault| fault_text(design, fault))
        .collect();
    match signs.stands_out(from) {
        Some((component, text)) => {
            let next = (from + LOOK..SLICES).find_map(|slice| {
                let (other, text) = signs.stands_out_beside(slice, component)?;
                (signs.sign(other, from) < Sign::NearlyFull).then(|| {
                    let later = seconds(at(slice) - at(from));
                    format!("{later} before {text}")
                })
            });
            said.push(
                [Some(text), next]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", "),
            );
        }
        None if said.is_empty() => said.push(
            "nothing broke, no component turned calls away, and none was more than 85% full"
                .to_owned(),
        ),
        None => {}
    }
    Some(Broke {
        figure: objective.metric.name(),
        from_s: at(from),
        text: format!("{when}: {}.", said.join("; ")),
    })
}

/// A figure in one slice, in the unit of objectives; shares are of the requests that ended in it.
fn over_time(replications: &[Replication], metric: Metric, slice: usize) -> Option<f64> {
    let sum = |read: fn(&Replication, usize) -> u64| {
        let all = replications.iter().map(|r| read(r, slice));
        all.sum::<u64>() as f64
    };
    let latency = || {
        let mut all = Histogram::default();
        for replication in replications {
            all.merge(&replication.slices[slice].latency);
        }
        all
    };
    let answered = sum(|r, at| r.slices[at].answered);
    let failed = sum(|r, at| r.slices[at].failed);
    let ended = answered + failed;
    let share = |part: f64| (ended > 0.0).then_some(part / ended);
    let messages = |read: fn(&DeliverySlice) -> u64| {
        let all = replications.iter().flat_map(|r| &r.deliveries);
        all.map(|tally| read(&tally.slices[slice])).sum::<u64>() as f64
    };
    let of_messages = |read: fn(&DeliverySlice) -> u64| {
        let ended = messages(|here| here.done + here.lost);
        (ended > 0.0).then(|| messages(read) / ended)
    };
    let carried = |read: fn(&CarriedSlice) -> (u64, u64)| {
        let all = replications.iter().filter_map(|r| r.carried.get(slice));
        let (part, whole) = all.map(read).fold((0, 0), |(a, b), (x, y)| (a + x, b + y));
        (whole > 0).then(|| part as f64 / whole as f64)
    };
    match metric {
        Metric::Mean => {
            let all = latency();
            (all.total() > 0).then(|| all.sum() as f64 / all.total() as f64)
        }
        Metric::P50 => latency().quantile(0.5),
        Metric::P90 => latency().quantile(0.9),
        Metric::P95 => latency().quantile(0.95),
        Metric::P99 => latency().quantile(0.99),
        Metric::P999 => latency().quantile(0.999),
        Metric::Goodput => share(sum(|r, at| r.slices[at].in_time)),
        Metric::ErrorRate => share(failed),
        Metric::Availability => share(answered),
        Metric::Throughput => {
            let time: f64 = replications.iter().map(Replication::slice_time).sum();
            Some(answered / time * 1e9)
        }
        Metric::LostMessages => of_messages(|here| here.lost),
        Metric::Duplicates => of_messages(|here| here.duplicates),
        Metric::OutOfOrder => of_messages(|here| here.out_of_order),
        Metric::Recall => carried(|here| (here.found, here.positives)),
        Metric::Precision => carried(|here| (here.found, here.left)),
        Metric::Flagged => carried(|here| (here.left, here.items)),
        Metric::ColdShare => {
            let cold = sum(|r, at| r.carried.get(at).map_or(0, |here| here.cold));
            (answered > 0.0).then_some(cold / answered)
        }
        // Counted over longer times only.
        Metric::Cost | Metric::StaleReads | Metric::LostWrites | Metric::LagP99 => None,
    }
}

/// What stands out at a component, the gravest last.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Sign {
    Fine,
    NearlyFull,
    TurnsAway,
}

/// What components show slice by slice.
struct Signs<'a> {
    design: &'a Design,
    replications: &'a [Replication],
}

impl Signs<'_> {
    /// The component that turns the largest share of its calls away; where none does, the fullest.
    fn stands_out(&self, slice: usize) -> Option<(usize, String)> {
        self.stands_out_beside(slice, usize::MAX)
    }

    fn stands_out_beside(&self, slice: usize, but: usize) -> Option<(usize, String)> {
        let all = (0..self.design.components.len()).filter(|&at| at != but);
        let turned = all.clone().map(|at| (at, self.turned_away(at, slice)));
        let most = turned.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        if most.1 >= TURNED_AWAY {
            let name = &self.design.components[most.0].name;
            let text = format!("{name} turned away {} of its calls", percent(most.1));
            return Some((most.0, text));
        }
        let used = all.filter_map(|at| Some((at, self.used(at, slice)?)));
        let (at, used) = used.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        let name = &self.design.components[at].name;
        (used >= NEARLY_FULL).then(|| {
            let text = if used >= FULL {
                format!("{name} was full ({})", percent(used))
            } else {
                format!("{name} was {} full", percent(used))
            };
            (at, text)
        })
    }

    fn sign(&self, at: usize, slice: usize) -> Sign {
        if self.turned_away(at, slice) >= TURNED_AWAY {
            Sign::TurnsAway
        } else if self.used(at, slice).is_some_and(|used| used >= NEARLY_FULL) {
            Sign::NearlyFull
        } else {
            Sign::Fine
        }
    }

    /// Sums a number of a component over the slices that are looked at.
    fn sum(&self, slice: usize, read: impl Fn(&Replication, usize) -> f64) -> f64 {
        let slices = slice..(slice + LOOK).min(SLICES);
        let all = self.replications.iter();
        all.flat_map(|r| slices.clone().map(|at| read(r, at)).collect::<Vec<_>>())
            .sum()
    }

    fn turned_away(&self, at: usize, slice: usize) -> f64 {
        let read = |of: fn(&StationSlice) -> u64| {
            self.sum(slice, |r, slice| of(&r.stations[at].slices[slice]) as f64)
        };
        read(|here| here.shed) / read(|here| here.arrived).max(1.0)
    }

    /// Share of a component's places that is taken.
    fn used(&self, at: usize, slice: usize) -> Option<f64> {
        let component = &self.design.components[at];
        let places = f64::from(component.concurrency?);
        let busy = self.sum(slice, |r, slice| r.stations[at].slices[slice].busy as f64);
        let paid = self.sum(slice, |r, slice| r.paid(component, at, slice));
        (paid > 0.0).then(|| busy / (paid * places))
    }
}

/// Whether a fault lasts at a time, or has only just ended.
const fn told(fault: &Fault, at: u64, slice: u64) -> bool {
    let over = fault.at.saturating_add(fault.duration);
    fault.at < at + slice * LOOK as u64 && at <= over.saturating_add(slice * LATE)
}

/// A fault in words.
pub(super) fn fault_text(design: &Design, fault: &Fault) -> String {
    let name = |at: usize| design.components[at].name.as_str();
    let some = |fraction: f64, component: usize| {
        if fraction < 1.0 {
            format!("{} of {}", percent(fraction), name(component))
        } else {
            name(component).to_owned()
        }
    };
    let what = match fault.kind {
        FaultKind::Crash {
            component,
            fraction,
        } => format!("{} is down", some(fraction, component)),
        FaultKind::Slow {
            component,
            fraction,
            times,
        } => format!("{} takes {times} times as long", some(fraction, component)),
        FaultKind::BadDeploy {
            component,
            fraction,
            errors,
        } => format!(
            "{} fails {} of its calls",
            some(fraction, component),
            percent(errors)
        ),
        FaultKind::Flush { component } => {
            let at = seconds(fault.at as f64 / 1e9);
            return format!("{} forgot everything at {at}", name(component));
        }
        FaultKind::ZoneLoss { zone } => format!("zone {zone} is down"),
        FaultKind::Partition { component, other } => {
            format!(
                "{} and {} do not reach each other",
                name(component),
                name(other)
            )
        }
        FaultKind::Surge { times } => format!("{times} times as many requests come"),
    };
    let over = fault.at.saturating_add(fault.duration);
    let (from, to) = (seconds(fault.at as f64 / 1e9), seconds(over as f64 / 1e9));
    format!("{what} from {from} to {to}")
}

/// Seconds, to the millisecond.
fn seconds(seconds: f64) -> String {
    format!("{} s", (seconds * 1000.0).round() / 1000.0)
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}
