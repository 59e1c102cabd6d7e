//! One thing to try: a design, changed and shortened, and what became of it.

use super::super::{
    check::{MOST_COUNTED, MOST_ENTRIES, MOST_INSTANCES},
    engine::Engine,
    growing::filling,
    model::{Arrivals, Burst, Design, Metric, Objective, Policy, Step},
    report::Report,
    tally::{Cut, Replication},
};
use crate::estimate::Estimate;

/// Most events of one replication of a trial; beyond, it is cut.
const MOST_EVENTS: u64 = 40_000_000;
/// Events between two looks at whether to go on.
const STEP: u64 = 100_000;
/// How often the slowest thing of a design happens, at least, within a shortened time.
const LEAST_TURNS: f64 = 15.0;
/// Warm-up of a shortened run, as a share of the time that is measured, where the file says one; more
/// where a cache has to fill.
const WARM_UP: f64 = 0.5;

/// A design to try, and how often.
pub struct Trial {
    pub(super) design: Design,
    pub(super) replications: u64,
    /// A figure that is wanted of each replication by itself.
    pub(super) apart: Option<Metric>,
}

/// What became of a trial.
pub struct Tried {
    pub(super) report: Report,
    /// Components that are full while their queues become longer, by name.
    pub(super) filling: Vec<String>,
    /// The figure that was wanted of each replication.
    pub(super) apart: Vec<Option<f64>>,
}

impl Trial {
    /// Replications with other random numbers.
    pub const fn replications(&self) -> u64 {
        self.replications
    }

    /// Steps one replication; nothing where `go_on`, which is asked now and then and hears how many
    /// bytes it takes, says no.
    pub fn replicate(
        &self,
        seed: u64,
        replication: u64,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Option<Replication> {
        let mut engine = Engine::new(&self.design, seed, replication);
        let mut events = 0;
        while go_on(engine.bytes()) {
            if engine.step(STEP) {
                return Some(engine.finish());
            }
            events += STEP;
            if events >= MOST_EVENTS {
                engine.cut();
                return Some(engine.finish());
            }
        }
        None
    }

    /// What became of it, from its replications in their order.
    pub fn tried(&self, replications: &[Replication]) -> Tried {
        let filling = if self.design.is_steady() {
            filling(&self.design, replications)
        } else {
            Vec::new()
        };
        let names = filling
            .iter()
            .map(|&at| self.design.components[at].name.clone());
        let own = |metric: Metric| {
            let one = |replication| {
                Report::new(&self.design, std::slice::from_ref(replication))
                    .figure(metric)
                    .value
            };
            replications.iter().map(one).collect()
        };
        Tried {
            report: Report::new(&self.design, replications),
            filling: names.collect(),
            apart: self.apart.map_or_else(Vec::new, own),
        }
    }
}

impl Tried {
    /// Why it does not hold: what becomes ever fuller, and the objectives whose figure, not its
    /// whole interval, misses; where none is looked at, goodput.
    pub(super) fn failings(&self, objectives: &[&Objective]) -> Vec<String> {
        let mut failings = self.lasting_failings();
        for objective in objectives {
            if !self.meets(objective) {
                let name = objective.metric.name();
                failings.push(format!("{name} {} is missed", objective.text));
            }
        }
        let in_time = self.in_time();
        if objectives.is_empty() && (in_time.is_nan() || in_time < WHOLE) {
            failings.push("goodput is lost".to_owned());
        }
        failings
    }

    /// What its replications came to.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// What becomes ever fuller, whatever the objectives are.
    pub fn lasting_failings(&self) -> Vec<String> {
        let report = &self.report;
        let mut failings: Vec<String> = Vec::new();
        let mut growing: Vec<&String> = report.growing.iter().chain(&self.filling).collect();
        growing.sort();
        growing.dedup();
        failings.extend(
            growing
                .iter()
                .map(|name| format!("the queue of {name} grows")),
        );
        if report.cut == Some(Cut::Calls) {
            failings.push("more calls are under way than are kept".to_owned());
        }
        failings
    }

    /// Share of the requests that ended which were answered before the deadline: in a short run those
    /// that came are others.
    fn in_time(&self) -> f64 {
        let value = |estimate: Estimate| estimate.value.unwrap_or(0.0);
        let well = 1.0 - value(self.report.error_rate);
        let ended = value(self.report.throughput_rps) / well;
        value(self.report.goodput_rps) / ended
    }

    /// Whether the figure of an objective meets it. One that too few requests tell of does.
    pub(super) fn meets(&self, objective: &Objective) -> bool {
        let value = self.report.figure(objective.metric).value;
        let grows = objective.metric.is_time() && !self.report.growing.is_empty();
        value.map_or(!grows, |value| {
            if objective.at_most {
                value <= objective.bound
            } else {
                value >= objective.bound
            }
        })
    }

    /// Whether it ended before its time, so that it tells nothing.
    pub(super) fn is_cut(&self) -> bool {
        self.report.cut == Some(Cut::Events)
    }
}

/// Share of requests answered in time from which on no goodput counts as lost.
const WHOLE: f64 = 0.999;

/// Whether a design that was changed takes no more memory than one that is read may.
pub(super) fn fits(design: &Design) -> bool {
    let below = u64::from(design.load.keys_below(&design.components));
    let (mut instances, mut entries, mut counted) = (0, 0, 0);
    for component in &design.components {
        let own = u64::from(component.most_instances());
        instances += own;
        if let Some(cache) = component.cache {
            entries += own * u64::from(cache.capacity);
            counted += if cache.policy == Policy::Lfu {
                own * below
            } else {
                0
            };
        }
    }
    instances <= MOST_INSTANCES && entries <= MOST_ENTRIES && counted <= MOST_COUNTED
}

/// So many times as many requests.
pub(super) fn scaled(arrivals: &Arrivals, times: f64) -> Arrivals {
    match arrivals {
        Arrivals::Poisson { rate } => Arrivals::Poisson { rate: rate * times },
        Arrivals::Constant { rate } => Arrivals::Constant { rate: rate * times },
        Arrivals::Bursty { rate, burst } => Arrivals::Bursty {
            rate: rate * times,
            burst: Burst {
                rate: burst.rate * times,
                ..*burst
            },
        },
        Arrivals::Trace { steps } => Arrivals::Trace {
            steps: steps
                .iter()
                .map(|step| Step {
                    rate: step.rate * times,
                    ..*step
                })
                .collect(),
        },
        Arrivals::Closed { users, think } => Arrivals::Closed {
            users: *users,
            think: *think,
        },
    }
}

/// Shortens a design to so many requests, where its load stays as it is and nothing breaks: never
/// below what its slowest part takes many times, nor beyond its own duration.
pub(super) fn shorten(design: &mut Design, requests: f64) {
    let (Some(rate), true) = (design.load.mean_rate(), design.is_steady()) else {
        return;
    };
    let length = |requests: f64| requests / rate * 1e9;
    let own = design.load.duration as f64;
    let wanted = length(requests).max(LEAST_TURNS * slowest(design)).min(own);
    design.load.duration = wanted as u64;
    let full: f64 = design
        .components
        .iter()
        .filter_map(|c| Some(f64::from(c.cache?.capacity) * f64::from(c.most_instances())))
        .sum();
    // What is kept comes with requests, not with time.
    let warm_up = length(2.0 * full).max(WARM_UP * wanted);
    design.load.warm_up = match design.load.warm_up {
        Some(given) => Some(given.min(warm_up as u64)),
        None if full > 0.0 => Some(warm_up.min(own) as u64),
        None => None,
    };
}

/// The longest time after which something comes round again, on average, in nanoseconds.
fn slowest(design: &Design) -> f64 {
    let mut times = vec![longest_timeout(design)];
    if let Arrivals::Bursty { burst, .. } = &design.load.arrivals {
        times.push(burst.length + burst.calm);
    }
    for component in &design.components {
        times.push(component.service.mean());
        times.extend(component.batch.map(|batch| batch.wait as f64));
        let ttl = component.cache.and_then(|cache| cache.ttl);
        times.extend(ttl.map(|ttl| 2.0 * ttl as f64 / LEAST_TURNS));
        times.extend(
            component
                .autoscale
                .map(|scale| (scale.every + scale.delay) as f64),
        );
    }
    for link in &design.links {
        times.push(link.latency.mean());
        times.extend(link.breaker.map(|breaker| breaker.window as f64 / 10.0));
    }
    times.into_iter().fold(0.0, f64::max)
}

/// The longest that a caller waits before it tries again or gives up, in nanoseconds.
pub(super) fn longest_timeout(design: &Design) -> f64 {
    let timeouts = design.links.iter().filter_map(|link| link.timeout);
    timeouts.max().unwrap_or(0) as f64
}
