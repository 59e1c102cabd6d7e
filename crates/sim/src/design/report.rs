//! Figures of a run: what `onsite design run --json` prints.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    capacity,
    histogram::Histogram,
    model::{Arrivals, Design, Metric, Objective},
    sections::Sections,
    tally::{Cut, GROUPS, Replication, SLICES},
};
use crate::estimate::Estimate;

/// How much fuller a queue must be at the end than at the beginning to be called growing.
const GROWTH: f64 = 1.25;
/// Share of its places that a component with a growing queue uses, at least.
const FULL: f64 = 0.985;

/// Times from entry to answer of the requests that were answered, in milliseconds.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are the figures'")]
pub struct Latency {
    pub mean: Estimate,
    pub p50: Estimate,
    pub p90: Estimate,
    pub p95: Estimate,
    pub p99: Estimate,
    pub p999: Estimate,
}

/// Time that calls waited at a component before they were served, in milliseconds.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are the figures'")]
pub struct Wait {
    pub mean: Estimate,
    pub p99: Estimate,
}

/// Figures of one component.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentReport {
    /// Share of its places that are taken; nothing where it has as many as come.
    pub utilization: Estimate,
    /// Time that calls waited.
    pub wait_ms: Wait,
    /// Calls that wait, on average, at all instances together.
    pub queue_mean: Estimate,
    /// Calls that ended well, per second.
    pub throughput_rps: Estimate,
    /// Share of calls that were turned away.
    pub shed_rate: Estimate,
    /// Share of keys that a cache had; nothing for another component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hit_rate: Option<Estimate>,
}

/// Whether an objective is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The whole interval meets it.
    Pass,
    /// The whole interval misses it.
    Fail,
    /// The bound lies within the interval, or there is no figure.
    Undecided,
}

/// Figures of a run. Everything is simulated.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Time from entry to answer.
    pub latency_ms: Latency,
    /// Requests that were answered, per second.
    pub throughput_rps: Estimate,
    /// Requests that were answered before the deadline, per second.
    pub goodput_rps: Estimate,
    /// The same as a share of what was offered.
    pub goodput: Estimate,
    /// Share of requests that failed.
    pub error_rate: Estimate,
    /// Dollars for a million requests offered.
    pub cost_usd_per_million: Estimate,
    /// Figures by component.
    pub components: BTreeMap<String, ComponentReport>,
    /// Whether no queue kept growing.
    pub stationary: bool,
    /// Components whose queues kept growing.
    pub growing: Vec<String>,
    /// Objectives by name.
    pub objectives: BTreeMap<&'static str, Outcome>,
    /// Runs with other random numbers.
    pub replications: usize,
    /// Time before what was measured, in seconds, on average.
    pub warm_up_s: f64,
    /// Events that were stepped through.
    pub events: u64,
    /// Why the run ended before its time, where it did.
    pub cut: Option<Cut>,
    /// The same for the same design, seed and replications on every machine.
    pub result_hash: String,
}

impl Design {
    /// Whether the load and the components stay as they are, so that times within a run are alike.
    pub fn is_steady(&self) -> bool {
        self.faults.is_empty()
    }

    /// Replications that give intervals of use, where nobody asked for a number: many short ones,
    /// few long ones.
    pub fn replications(&self) -> u64 {
        const REQUESTS: f64 = 4e6;
        let rate = match self.load.arrivals {
            Arrivals::Poisson { rate } | Arrivals::Constant { rate } => rate,
            Arrivals::Closed { users, think } => f64::from(users) * 1e9 / think.mean().max(1e6),
        };
        let requests = rate * self.load.duration as f64 / 1e9;
        let least = if self.is_steady() { 2 } else { 4 };
        ((REQUESTS / requests.max(1.0)) as u64).clamp(least, 10)
    }
}

impl Report {
    /// Figures of replications, in their order.
    pub fn new(design: &Design, replications: &[Replication]) -> Self {
        let sections = Sections::new(replications, !design.is_steady());
        let growing = growing(design, replications);
        // What waits for a queue that grows has no long-run value; under faults, a figure is the
        // average over this very run, and always has one.
        let settled = growing.is_empty() || !design.is_steady();
        let hold = |estimate: Estimate| {
            if settled {
                estimate
            } else {
                Estimate::default()
            }
        };

        let latency = |p: f64| {
            hold(sections.quantile(p, |replication, slices| {
                let mut sum = Histogram::default();
                for slice in &replication.slices[slices] {
                    sum.merge(&slice.latency);
                }
                sum
            }))
        };
        let mean = sections.ratio(|replication, slice| {
            let latency = &replication.slices[slice].latency;
            (latency.sum() as f64 / 1e6, latency.total() as f64)
        });
        let seconds = |replication: &Replication| replication.slice as f64 / 1e9;
        let offered =
            |replication: &Replication, slice: usize| replication.slices[slice].offered as f64;
        let price: f64 = design
            .components
            .iter()
            .map(|c| c.price * f64::from(c.instances))
            .sum();
        let goodput = sections.share(|replication, slice| {
            // What came late in one slice may be answered in the next.
            let here = &replication.slices[slice];
            (here.in_time as f64, offered(replication, slice))
        });
        let mut report = Self {
            latency_ms: Latency {
                mean: hold(mean),
                p50: latency(0.5),
                p90: latency(0.9),
                p95: latency(0.95),
                p99: latency(0.99),
                p999: latency(0.999),
            },
            throughput_rps: sections.ratio(|replication, slice| {
                (
                    replication.slices[slice].answered as f64,
                    seconds(replication),
                )
            }),
            goodput_rps: sections.ratio(|replication, slice| {
                (
                    replication.slices[slice].in_time as f64,
                    seconds(replication),
                )
            }),
            goodput,
            error_rate: sections.share(|replication, slice| {
                let here = &replication.slices[slice];
                (here.failed as f64, (here.failed + here.answered) as f64)
            }),
            cost_usd_per_million: sections.ratio(|replication, slice| {
                let dollars = price / 3600.0 * seconds(replication);
                (dollars * 1e6, offered(replication, slice))
            }),
            components: BTreeMap::new(),
            stationary: growing.is_empty(),
            growing: growing
                .iter()
                .map(|&at| design.components[at].name.clone())
                .collect(),
            objectives: BTreeMap::new(),
            replications: replications.len(),
            warm_up_s: replications
                .iter()
                .map(|r| r.warm_up as f64 / 1e9)
                .sum::<f64>()
                / replications.len().max(1) as f64,
            events: replications.iter().map(|r| r.events).sum(),
            cut: replications.iter().find_map(|r| r.cut),
            result_hash: hash(replications),
        };
        for at in 0..design.components.len() {
            let name = design.components[at].name.clone();
            report
                .components
                .insert(name, component(design, &sections, at, settled));
        }
        for objective in &design.objectives {
            let outcome = outcome(objective, report.figure(objective.metric));
            report.objectives.insert(objective.metric.name(), outcome);
        }
        report
    }

    /// The figure that an objective names, in the objective's unit.
    pub fn figure(&self, metric: Metric) -> Estimate {
        let nanoseconds = |estimate: Estimate| scaled(estimate, 1e6);
        match metric {
            Metric::Mean => nanoseconds(self.latency_ms.mean),
            Metric::P50 => nanoseconds(self.latency_ms.p50),
            Metric::P90 => nanoseconds(self.latency_ms.p90),
            Metric::P95 => nanoseconds(self.latency_ms.p95),
            Metric::P99 => nanoseconds(self.latency_ms.p99),
            Metric::P999 => nanoseconds(self.latency_ms.p999),
            Metric::Goodput => self.goodput,
            Metric::ErrorRate => self.error_rate,
            Metric::Availability => Estimate {
                value: self.error_rate.value.map(|rate| 1.0 - rate),
                low: self.error_rate.high.map(|rate| 1.0 - rate),
                high: self.error_rate.low.map(|rate| 1.0 - rate),
            },
            Metric::Throughput => self.throughput_rps,
            Metric::Cost => self.cost_usd_per_million,
        }
    }
}

fn scaled(estimate: Estimate, by: f64) -> Estimate {
    Estimate {
        value: estimate.value.map(|x| x * by),
        low: estimate.low.map(|x| x * by),
        high: estimate.high.map(|x| x * by),
    }
}

/// Whether a figure meets a bound, as a whole interval. Latency under a queue that grows misses
/// whatever bound there is; that case comes without a figure, and is undecided here.
fn outcome(objective: &Objective, figure: Estimate) -> Outcome {
    let (Some(low), Some(high)) = (figure.low, figure.high) else {
        return Outcome::Undecided;
    };
    let (pass, fail) = if objective.at_most {
        (high <= objective.bound, low > objective.bound)
    } else {
        (low >= objective.bound, high < objective.bound)
    };
    match (pass, fail) {
        (true, _) => Outcome::Pass,
        (_, true) => Outcome::Fail,
        _ => Outcome::Undecided,
    }
}

fn component(
    design: &Design,
    sections: &Sections<'_>,
    at: usize,
    settled: bool,
) -> ComponentReport {
    let component = &design.components[at];
    let hold = |estimate: Estimate| {
        if settled {
            estimate
        } else {
            Estimate::default()
        }
    };
    let nanoseconds = |replication: &Replication| replication.slice as f64;
    let places = component
        .concurrency
        .map(|concurrency| f64::from(concurrency) * f64::from(component.instances));
    ComponentReport {
        utilization: places.map_or_else(Estimate::default, |places| {
            sections.ratio(|replication, slice| {
                let busy = replication.stations[at].slices[slice].busy as f64;
                (busy, nanoseconds(replication) * places)
            })
        }),
        wait_ms: Wait {
            mean: hold(sections.ratio(|replication, slice| {
                let here = &replication.stations[at].slices[slice];
                (here.waited as f64 / 1e6, here.started as f64)
            })),
            p99: hold(sections.quantile(0.99, |replication, slices| {
                let per = SLICES / GROUPS;
                let mut sum = Histogram::default();
                for group in slices.start / per..slices.end / per {
                    sum.merge(&replication.stations[at].waits[group]);
                }
                sum
            })),
        },
        queue_mean: hold(sections.ratio(|replication, slice| {
            let waiting = replication.stations[at].slices[slice].waiting as f64;
            (waiting, nanoseconds(replication))
        })),
        throughput_rps: sections.ratio(|replication, slice| {
            let completed = replication.stations[at].slices[slice].completed as f64;
            (completed, nanoseconds(replication) / 1e9)
        }),
        shed_rate: sections.share(|replication, slice| {
            let here = &replication.stations[at].slices[slice];
            (here.shed as f64, here.arrived as f64)
        }),
        hit_rate: component.cache.map(|_| {
            sections.share(|replication, slice| {
                let here = &replication.stations[at].slices[slice];
                (here.hits as f64, here.lookups as f64)
            })
        }),
    }
}

/// Components whose queues kept growing, by their place: those that get more than they can do, and
/// those that are full while their queues are longer quarter by quarter.
fn growing(design: &Design, replications: &[Replication]) -> Vec<usize> {
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
        let quarter = (SLICES - first) / 4;
        if quarter == 0 {
            return false;
        }
        let mean = |from: usize, read: fn(&super::tally::StationSlice) -> u128| {
            let slices = first + from * quarter..first + (from + 1) * quarter;
            let each = replications
                .iter()
                .flat_map(|r| &r.stations[at].slices[slices.clone()]);
            each.map(|s| read(s) as f64).sum::<f64>()
                / (quarter * replications.len().max(1)) as f64
                / slice as f64
        };
        let waiting: Vec<f64> = (0..4).map(|q| mean(q, |s| s.waiting)).collect();
        let component = &design.components[at];
        let places = component
            .concurrency
            .map(|c| f64::from(c) * f64::from(component.instances));
        let full = places.is_some_and(|places| mean(3, |s| s.busy) >= FULL * places);
        full && component.limit.is_none()
            && waiting[3] > GROWTH * waiting[0]
            && waiting[3] > waiting[1]
            && waiting[2] > waiting[0]
    };
    (0..design.components.len())
        .filter(|&at| over.contains(&at) || grows(at))
        .collect()
}

/// FNV-1a over all counts of all replications.
fn hash(replications: &[Replication]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |word: u64| {
        for byte in word.to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for replication in replications {
        replication.hash(&mut add);
    }
    format!("{hash:016x}")
}
