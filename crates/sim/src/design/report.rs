//! Figures of a run: what `onsite design run --json` prints.

use std::{collections::BTreeMap, ops::Range};

use serde::Serialize;

use super::{
    broke::{Broke, broke},
    growing::growing,
    histogram::{Bin, Histogram},
    model::{Arrivals, Component, Design, Metric, Objective},
    plan::errs,
    replications::Hash,
    sections::Sections,
    series::Series,
    slow::SlowRequest,
    tally::{CarriedSlice, Cut, DeliverySlice, GROUPS, Replication, SLICES, Slice, StationSlice},
};
use crate::estimate::Estimate;

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

/// Figures of a batch job.
#[derive(Clone, Debug, Serialize)]
pub struct JobReport {
    /// Time from the beginning of a job to the end of its last call, in seconds.
    pub time_s: Estimate,
    /// How long ago the job began that ended last, on average over time, in seconds: so old is
    /// what it worked on. Counted once one has ended.
    pub age_s: Estimate,
}

/// Figures of what a stage did with items.
#[derive(Clone, Debug, Serialize)]
pub struct StageReport {
    /// Items that came, for each call.
    pub items_in: Estimate,
    /// Items that were passed on, for each call.
    pub items_out: Estimate,
    /// Share of the positives that came that were passed on.
    pub recall: Estimate,
    /// Share of positives in what was passed on.
    pub precision: Estimate,
}

/// Figures of one component.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentReport {
    /// Share of its places that are taken; nothing where it has as many as come.
    pub utilization: Estimate,
    /// Instances that are paid for, on average, where their number changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_mean: Option<Estimate>,
    /// Time that calls waited.
    pub wait_ms: Wait,
    /// Calls that wait, on average, at all instances together.
    pub queue_mean: Estimate,
    /// Calls that ended well, per second.
    pub throughput_rps: Estimate,
    /// Calls that were of use, for each request answered: their caller had not given up, or there
    /// was none to wait.
    pub calls_per_answer: Estimate,
    /// Share of calls that were turned away.
    pub shed_rate: Estimate,
    /// Share of calls whose own work failed, of those whose work began; nothing where none may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_rate: Option<Estimate>,
    /// Share of keys that a cache had; nothing for another component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hit_rate: Option<Estimate>,
    /// Figures of a batch job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<JobReport>,
    /// Share of reads that did not see the latest acknowledged write; nothing without replicas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale_reads: Option<Estimate>,
    /// Share of acknowledged writes that were lost; nothing without replicas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_writes: Option<Estimate>,
    /// What it did with items; nothing where it is no stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageReport>,
    /// Share of calls of which it did not know what they are about; nothing where it knows all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cold_share: Option<Estimate>,
}

/// Figures of the messages that a link hands out, or of those of all links together.
#[derive(Clone, Debug, Serialize)]
pub struct DeliveryReport {
    /// Time from a message's coming to its acknowledgement, in milliseconds.
    pub lag_ms: Wait,
    /// Messages that wait to be handed out, on average, at all instances together.
    pub backlog_mean: Estimate,
    /// Messages that were acknowledged, per second.
    pub throughput_rps: Estimate,
    /// Share of messages that were given up.
    pub lost: Estimate,
    /// Times that work on a message was done and not acknowledged, for each message.
    pub duplicates: Estimate,
    /// Share of messages that were acknowledged after a later one of the same instance.
    pub out_of_order: Estimate,
}

/// Figures of requests of one type.
#[derive(Clone, Debug, Serialize)]
pub struct TypeReport {
    /// Time from entry to answer.
    pub latency_ms: Latency,
    /// Requests that came, per second.
    pub offered_rps: Estimate,
    /// Share of these that were answered before the deadline.
    pub goodput: Estimate,
    /// Share of requests that failed.
    pub error_rate: Estimate,
}

/// Whether an objective is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The whole interval meets it.
    Pass,
    /// The whole interval misses it.
    Fail,
    /// The bound lies within the interval, or there is no interval.
    Undecided,
}

/// Figures of a run. Everything is simulated.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Always true: nothing here was measured on real machines.
    pub simulated: bool,
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
    /// Share of reads from replicas that did not see the latest acknowledged write.
    pub stale_reads: Estimate,
    /// Share of acknowledged writes that were lost with a leader.
    pub lost_writes: Estimate,
    /// Share of the positives that requests carried that were left at the end; nothing where
    /// requests carry no items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recall: Option<Estimate>,
    /// Share of positives in what was left at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<Estimate>,
    /// Share of the items that requests carried that were left at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flagged: Option<Estimate>,
    /// Share of answers by nobody who knew what the request was about; nothing where that has no
    /// age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cold_share: Option<Estimate>,
    /// Figures by type of request, where there are types.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, TypeReport>,
    /// Figures of the messages of all links that hand them out; nothing where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<DeliveryReport>,
    /// The same by link, named `from → to`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub deliveries: BTreeMap<String, DeliveryReport>,
    /// Figures by component.
    pub components: BTreeMap<String, ComponentReport>,
    /// Whether no queue kept growing.
    pub stationary: bool,
    /// Components whose queues kept growing.
    pub growing: Vec<String>,
    /// Objectives by name.
    pub objectives: BTreeMap<&'static str, Outcome>,
    /// Their bounds, as in the file.
    pub bounds: BTreeMap<&'static str, String>,
    /// When the figures of objectives that are not met left their bounds, and what stood out then.
    pub broke: Vec<Broke>,
    /// How many requests took how long.
    pub histogram: Vec<Bin>,
    /// Figures over the time that was measured.
    pub series: Series,
    /// A request among the slowest hundredth; the caller's to look for.
    pub slow_request: Option<SlowRequest>,
    /// Runs with other random numbers.
    pub replications: usize,
    /// Time before what was measured, in seconds, on average.
    pub warm_up_s: f64,
    /// Events that were stepped through.
    pub events: u64,
    /// Time that the run took, in seconds; the caller's to fill in.
    pub seconds: f64,
    /// Why the run ended before its time, where it did.
    pub cut: Option<Cut>,
    /// The same for the same design, seed and replications on every machine.
    pub result_hash: String,
}

impl Design {
    /// Whether the load and the components stay as they are, so that times within a run are alike.
    pub fn is_steady(&self) -> bool {
        self.faults.is_empty()
            && !self.components.iter().any(Component::ages)
            && self.load.diurnal.is_none()
            && !matches!(self.load.arrivals, Arrivals::Trace { .. })
    }

    /// Replications that give intervals of use, where nobody asked for a number: many short ones,
    /// few long ones.
    pub fn replications(&self) -> u64 {
        const REQUESTS: f64 = 4e6;
        let closed = match self.load.arrivals {
            Arrivals::Closed { users, think } => f64::from(users) * 1e9 / think.mean().max(1e6),
            _ => 0.0,
        };
        let rate = self.load.mean_rate().unwrap_or(closed);
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
        let name = |at: usize| design.components[at].name.clone();
        let runs: u64 = replications.iter().map(|r| r.runs).sum();
        let warm_up: f64 = replications.iter().map(|r| r.warm_up as f64).sum();
        let carried = |of: Counted, all: Counted| {
            let items = design.load.items.is_some();
            items
                .then(|| sections.share(|r, slice| (of(&r.carried[slice]), all(&r.carried[slice]))))
        };
        let mut report = Self {
            simulated: true,
            latency_ms: latency(&sections, settled, |replication| &replication.slices),
            throughput_rps: sections
                .ratio(|r, slice| (r.slices[slice].answered as f64, seconds(r))),
            goodput_rps: sections.ratio(|r, slice| (r.slices[slice].in_time as f64, seconds(r))),
            // What came late in one slice may be answered in the next.
            goodput: sections.share(|r, slice| (r.slices[slice].in_time as f64, offered(r, slice))),
            error_rate: sections.share(|r, slice| {
                let here = &r.slices[slice];
                (here.failed as f64, (here.failed + here.answered) as f64)
            }),
            cost_usd_per_million: cost(design, &sections),
            stale_reads: sections.share(|r, slice| r.over_stations(slice, stale)),
            lost_writes: sections.ratio(|r, slice| r.over_stations(slice, lost)),
            recall: carried(|here| here.found as f64, |here| here.positives as f64),
            precision: carried(|here| here.found as f64, |here| here.left as f64),
            flagged: carried(|here| here.left as f64, |here| here.items as f64),
            cold_share: design.load.ages.map(|_| {
                let cold = |r: &Replication, slice: usize| r.carried[slice].cold as f64;
                sections.share(|r, slice| (cold(r, slice), r.slices[slice].answered as f64))
            }),
            types: types(design, &sections, settled),
            messages: messages(design, &sections, settled),
            deliveries: deliveries(design, &sections, settled),
            components: (0..design.components.len())
                .map(|at| (name(at), component(design, &sections, at, settled)))
                .collect(),
            stationary: growing.is_empty(),
            growing: growing.into_iter().map(name).collect(),
            objectives: BTreeMap::new(),
            bounds: BTreeMap::new(),
            broke: Vec::new(),
            histogram: histogram(replications),
            series: Series::new(design, replications),
            slow_request: None,
            replications: runs as usize,
            warm_up_s: warm_up / 1e9 / runs.max(1) as f64,
            events: replications.iter().map(|r| r.events).sum(),
            seconds: 0.0,
            cut: replications.iter().find_map(|r| r.cut),
            result_hash: Hash::of(replications).text(),
        };
        for objective in &design.objectives {
            let outcome = report.outcome(objective, design.is_steady());
            let name = objective.metric.name();
            report.objectives.insert(name, outcome);
            report
                .bounds
                .insert(name, format!("{name} {}", objective.text));
            if outcome == Outcome::Fail || outcome == Outcome::Undecided && report.misses(objective)
            {
                report.broke.extend(broke(design, replications, objective));
            }
        }
        report
    }

    /// Whether the whole interval of a figure meets a bound. While a queue grows, a time grows past
    /// every bound; else a run that was cut decides nothing.
    fn outcome(&self, objective: &Objective, steady: bool) -> Outcome {
        if objective.metric.is_time() && objective.at_most && steady && !self.stationary {
            return Outcome::Fail;
        }
        let figure = self.figure(objective.metric);
        let (Some(low), Some(high), None) = (figure.low, figure.high, self.cut) else {
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

    /// Whether the figure itself is beyond its bound, whatever its interval.
    fn misses(&self, objective: &Objective) -> bool {
        self.figure(objective.metric).value.is_some_and(|value| {
            if objective.at_most {
                value > objective.bound
            } else {
                value < objective.bound
            }
        })
    }

    /// The figure that an objective names, in the objective's unit.
    pub fn figure(&self, metric: Metric) -> Estimate {
        let nanoseconds = |estimate: Estimate| scaled(estimate, 1e6);
        let of_messages = |read: fn(&DeliveryReport) -> Estimate| {
            self.messages.as_ref().map(read).unwrap_or_default()
        };
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
            Metric::StaleReads => self.stale_reads,
            Metric::LostWrites => self.lost_writes,
            Metric::LagP99 => nanoseconds(of_messages(|messages| messages.lag_ms.p99)),
            Metric::LostMessages => of_messages(|messages| messages.lost),
            Metric::Duplicates => of_messages(|messages| messages.duplicates),
            Metric::OutOfOrder => of_messages(|messages| messages.out_of_order),
            Metric::Recall => self.recall.unwrap_or_default(),
            Metric::Precision => self.precision.unwrap_or_default(),
            Metric::Flagged => self.flagged.unwrap_or_default(),
            Metric::ColdShare => self.cold_share.unwrap_or_default(),
        }
    }
}

/// Reads that did not see the latest write, and all.
fn stale(here: &StationSlice) -> (f64, f64) {
    (here.stale as f64, here.reads as f64)
}

/// Writes that were lost, and all that were acknowledged.
fn lost(here: &StationSlice) -> (f64, f64) {
    (here.lost as f64, here.acknowledged as f64)
}

fn scaled(estimate: Estimate, by: f64) -> Estimate {
    Estimate {
        value: estimate.value.map(|x| x * by),
        low: estimate.low.map(|x| x * by),
        high: estimate.high.map(|x| x * by),
    }
}

fn seconds(replication: &Replication) -> f64 {
    replication.slice_time() / 1e9
}

fn offered(replication: &Replication, slice: usize) -> f64 {
    replication.slices[slice].offered as f64
}

fn held(estimate: Estimate, settled: bool) -> Estimate {
    if settled {
        estimate
    } else {
        Estimate::default()
    }
}

/// How many requests took how long, in all replications.
fn histogram(replications: &[Replication]) -> Vec<Bin> {
    let mut all = Histogram::default();
    for replication in replications {
        all.merge(&replication.latency());
    }
    all.bins()
}

/// Latencies from slices of a replication, or of a type in it.
fn latency(
    sections: &Sections<'_>,
    settled: bool,
    read: impl Fn(&Replication) -> &[Slice],
) -> Latency {
    let quantile = |p: f64| {
        let estimate = sections.quantile(p, |replication, slices| {
            let all = read(replication);
            let per = SLICES / all.len();
            let mut sum = Histogram::default();
            for slice in &all[slices.start / per..slices.end / per] {
                sum.merge(&slice.latency);
            }
            sum
        });
        held(estimate, settled)
    };
    let mean = sections.ratio(|replication, slice| {
        part(read(replication), slice, |slice| {
            (
                slice.latency.sum() as f64 / 1e6,
                slice.latency.total() as f64,
            )
        })
    });
    Latency {
        mean: held(mean, settled),
        p50: quantile(0.5),
        p90: quantile(0.9),
        p95: quantile(0.95),
        p99: quantile(0.99),
        p999: quantile(0.999),
    }
}

/// What a slice of time counted, where its group counts: the group's first slice stands for all.
fn part(all: &[Slice], slice: usize, read: impl Fn(&Slice) -> (f64, f64)) -> (f64, f64) {
    let per = SLICES / all.len();
    if slice.is_multiple_of(per) {
        read(&all[slice / per])
    } else {
        (0.0, 0.0)
    }
}

fn types(design: &Design, sections: &Sections<'_>, settled: bool) -> BTreeMap<String, TypeReport> {
    let all = design.load.types.iter().enumerate();
    let reports = all.map(|(at, of_type)| {
        let of = |replication: &Replication, slice: usize, read: fn(&Slice) -> (f64, f64)| {
            part(&replication.types[at], slice, read)
        };
        let report = TypeReport {
            latency_ms: latency(sections, settled, |replication| &replication.types[at]),
            offered_rps: sections.ratio(|r, slice| {
                let offered = of(r, slice, |here| (here.offered as f64, 0.0)).0;
                (offered, seconds(r))
            }),
            goodput: sections
                .share(|r, slice| of(r, slice, |here| (here.in_time as f64, here.offered as f64))),
            error_rate: sections.share(|r, slice| {
                of(r, slice, |here| {
                    (here.failed as f64, (here.failed + here.answered) as f64)
                })
            }),
        };
        (of_type.name.clone(), report)
    });
    reports.collect()
}

/// Figures of the messages of all links together.
fn messages(design: &Design, sections: &Sections<'_>, settled: bool) -> Option<DeliveryReport> {
    let count = design.deliveries().len();
    (count > 0).then(|| delivery(sections, 0..count, settled))
}

/// Figures of messages by link.
fn deliveries(
    design: &Design,
    sections: &Sections<'_>,
    settled: bool,
) -> BTreeMap<String, DeliveryReport> {
    let name = |at: usize| design.components[at].name.as_str();
    let mut reports = BTreeMap::new();
    for (at, link) in design.deliveries().into_iter().enumerate() {
        let ends = format!("{} → {}", name(link.from), name(link.to));
        let mut numbered = ends.clone();
        let mut number = 1;
        while reports.contains_key(&numbered) {
            number += 1;
            numbered = format!("{ends} ({number})");
        }
        reports.insert(numbered, delivery(sections, at..at + 1, settled));
    }
    reports
}

fn delivery(sections: &Sections<'_>, links: Range<usize>, settled: bool) -> DeliveryReport {
    let sum = |r: &Replication, slice: usize, read: fn(&DeliverySlice) -> f64| {
        let all = r.deliveries[links.clone()].iter();
        all.map(|tally| read(&tally.slices[slice])).sum::<f64>()
    };
    let ended = |here: &DeliverySlice| (here.done + here.lost) as f64;
    let lags = |r: &Replication, slices: Range<usize>| {
        let per = SLICES / GROUPS;
        let mut sum = Histogram::default();
        for tally in &r.deliveries[links.clone()] {
            for group in slices.start / per..slices.end / per {
                sum.merge(&tally.lags[group]);
            }
        }
        sum
    };
    DeliveryReport {
        lag_ms: Wait {
            mean: held(
                sections.ratio(|r, slice| {
                    if !slice.is_multiple_of(SLICES / GROUPS) {
                        return (0.0, 0.0);
                    }
                    let group = lags(r, slice..slice + SLICES / GROUPS);
                    (group.sum() as f64 / 1e6, group.total() as f64)
                }),
                settled,
            ),
            p99: held(sections.quantile(0.99, lags), settled),
        },
        backlog_mean: held(
            sections.ratio(|r, slice| (sum(r, slice, |s| s.waiting as f64), r.slice_time())),
            settled,
        ),
        throughput_rps: sections.ratio(|r, slice| (sum(r, slice, |s| s.done as f64), seconds(r))),
        lost: sections.share(|r, slice| (sum(r, slice, |s| s.lost as f64), sum(r, slice, ended))),
        duplicates: sections
            .ratio(|r, slice| (sum(r, slice, |s| s.duplicates as f64), sum(r, slice, ended))),
        out_of_order: sections.share(|r, slice| {
            (
                sum(r, slice, |s| s.out_of_order as f64),
                sum(r, slice, |s| s.done as f64),
            )
        }),
    }
}

/// Reads a count of what requests carried.
type Counted = fn(&CarriedSlice) -> f64;

/// Reads a count.
type Count = fn(&StationSlice) -> f64;

/// What all instances cost, over what was offered in the same time.
fn cost(design: &Design, sections: &Sections<'_>) -> Estimate {
    sections.ratio(|replication, slice| {
        let components = design.components.iter().enumerate();
        let hourly = components.map(|(at, c)| c.price * replication.paid(c, at, slice));
        let dollars = hourly.sum::<f64>() / 3600e9;
        (dollars * 1e6, offered(replication, slice))
    })
}

fn component(
    design: &Design,
    sections: &Sections<'_>,
    at: usize,
    settled: bool,
) -> ComponentReport {
    let component = &design.components[at];
    let hold = |estimate: Estimate| held(estimate, settled);
    let here = |r: &Replication, slice: usize, read: Count| read(&r.stations[at].slices[slice]);
    let share = |above: Count, of: Count| {
        sections.share(|r, slice| (here(r, slice, above), here(r, slice, of)))
    };
    let ratio = |above: Count, of: Count| {
        sections.ratio(|r, slice| (here(r, slice, above), here(r, slice, of)))
    };
    let places = component.concurrency.map(f64::from);
    ComponentReport {
        utilization: places.map_or_else(Estimate::default, |places| {
            sections.ratio(|r, slice| {
                let busy = here(r, slice, |s| s.busy as f64);
                (busy, r.paid(component, at, slice) * places)
            })
        }),
        instances_mean: component
            .autoscale
            .map(|_| sections.ratio(|r, slice| (r.paid(component, at, slice), r.slice_time()))),
        wait_ms: Wait {
            mean: hold(ratio(|s| s.waited as f64 / 1e6, |s| s.started as f64)),
            p99: hold(sections.quantile(0.99, |r, slices| {
                let per = SLICES / GROUPS;
                let mut sum = Histogram::default();
                for group in slices.start / per..slices.end / per {
                    sum.merge(&r.stations[at].waits[group]);
                }
                sum
            })),
        },
        queue_mean: hold(
            sections.ratio(|r, slice| (here(r, slice, |s| s.waiting as f64), r.slice_time())),
        ),
        throughput_rps: sections
            .ratio(|r, slice| (here(r, slice, |s| s.completed as f64), seconds(r))),
        calls_per_answer: sections.ratio(|r, slice| {
            let used = here(r, slice, |s| s.used as f64);
            (used, r.slices[slice].answered as f64)
        }),
        shed_rate: share(|s| s.shed as f64, |s| s.arrived as f64),
        error_rate: errs(design, at).then(|| share(|s| s.failed as f64, |s| s.started as f64)),
        hit_rate: component
            .cache
            .map(|_| share(|s| s.hits as f64, |s| s.lookups as f64)),
        job: component.job.map(|_| JobReport {
            time_s: ratio(|s| s.job_time as f64 / 1e9, |s| s.jobs as f64),
            age_s: ratio(|s| s.age as f64 / 1e9, |s| s.aged as f64),
        }),
        stale_reads: component
            .replicas
            .map(|_| share(|s| s.stale as f64, |s| s.reads as f64)),
        lost_writes: component
            .replicas
            .map(|_| ratio(|s| s.lost as f64, |s| s.acknowledged as f64)),
        stage: component.stage.map(|_| StageReport {
            items_in: ratio(|s| s.items_in as f64, |s| s.staged as f64),
            items_out: ratio(|s| s.items_out as f64, |s| s.staged as f64),
            recall: share(|s| s.positives_out as f64, |s| s.positives_in as f64),
            precision: share(|s| s.positives_out as f64, |s| s.items_out as f64),
        }),
        cold_share: component
            .knows_after
            .map(|_| share(|s| s.cold as f64, |s| s.asked as f64)),
    }
}
