//! Which one change helps most: each is made by itself and run with the same random numbers.

use serde::Serialize;

use super::{
    super::{
        model::{Batch, Cache, Component, Design, Link, Metric, Objective, Pick, Policy},
        sections::student,
    },
    Halt, Lab, MOST_EVENTS, Run, Stage, Stopped,
    bound::Flows,
    requests, spent,
    trial::{Trial, Tried, fits, shorten},
};
use crate::estimate::Estimate;

/// Most changes that are tried.
const MOST_CHANGES: usize = 120;
/// Most changes that are said.
const MOST_SAID: usize = 3;
/// Replications of each.
const REPLICATIONS: u64 = 6;
/// Calls that wait for each place where a queue gets a limit.
const WAITING: u32 = 10;
/// Share of calls that may be made again where retries get a budget.
const BUDGET: f64 = 0.1;
/// Goodput that a change may cost and still count as help.
const SPARE: f64 = 0.001;

/// One change, and what it does.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// The component, or the two ends of the link.
    pub at: String,
    /// What is changed there, in the file's words.
    pub change: String,
    /// What it does.
    pub effect: Effect,
}

/// What a change does to the objective that is looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Effect {
    /// The figure with the change: milliseconds for times, else as objectives have it.
    pub figure: Estimate,
    /// How much more it is than without, replication by replication; no figure where without the
    /// change there is none.
    pub difference: Estimate,
    /// What a million requests cost with the change, in dollars.
    pub usd_per_million: Option<f64>,
    /// Whether it meets all objectives.
    pub meets: bool,
}

/// The changes that help most.
#[derive(Clone, Debug, Serialize)]
pub struct Changes {
    /// The figure that is looked at: that of the objective which is missed most, else p99.
    pub metric: Metric,
    /// Its objective, as in the file.
    pub objective: Option<String>,
    /// The figure of the given design, and what that costs.
    pub given: Effect,
    /// The changes that help most, the best first.
    pub best: Vec<Change>,
    /// How many were tried.
    pub tried: usize,
    /// Designs that were run.
    pub trials: u64,
    /// Events that were stepped through.
    pub events: u64,
    /// Whether some were not tried.
    pub cut: bool,
}

/// A design with one change.
struct Changed {
    at: String,
    change: String,
    design: Design,
}

impl Changes {
    /// Tries every change of the list in the guide.
    ///
    /// # Errors
    ///
    /// Where `run` was stopped.
    pub fn new(design: &Design, run: &mut Run<'_>) -> Result<Self, Stopped> {
        Self::of(design, &|_| true, MOST_EVENTS, run)
    }

    /// The same among those changes that may be made.
    pub(super) fn of(
        design: &Design,
        may: &dyn Fn(&Design) -> bool,
        most_events: u64,
        run: &mut Run<'_>,
    ) -> Result<Self, Stopped> {
        let mut lab = Lab::up_to(most_events, Stage::Changes, run);
        let mut found = Self {
            metric: Metric::P99,
            objective: None,
            given: Effect {
                figure: Estimate::default(),
                difference: Estimate::default(),
                usd_per_million: None,
                meets: false,
            },
            best: Vec::new(),
            tried: 0,
            trials: 0,
            events: 0,
            cut: false,
        };
        let ended = found.search(design, may, &mut lab);
        found.cut |= spent(ended)?.is_none();
        found.trials = lab.trials;
        found.events = lab.events;
        Ok(found)
    }

    fn search(
        &mut self,
        design: &Design,
        may: &dyn Fn(&Design) -> bool,
        lab: &mut Lab<'_, '_>,
    ) -> Result<(), Halt> {
        let requests = requests(design) / 2.0;
        let trial = |design: &Design, apart| {
            let mut design = design.clone();
            shorten(&mut design, requests);
            Trial {
                design,
                replications: REPLICATIONS,
                apart,
            }
        };
        let first = lab.try_one(trial(design, None))?;
        let looked_at = most_missed(design, &first);
        let (metric, at_most) =
            looked_at.map_or((Metric::P99, true), |one| (one.metric, one.at_most));
        self.metric = metric;
        self.objective = looked_at.map(|one| format!("{} {}", metric.name(), one.text));
        let mut all = list(design);
        all.retain(|one| may(&one.design));
        self.cut = all.len() > MOST_CHANGES;
        all.truncate(MOST_CHANGES);
        // Each by itself, so that what has been found stands where the search is cut.
        let given = lab.try_one(trial(design, Some(metric)))?;
        self.given = effect(design, metric, &given, &given);
        self.given.difference = Estimate::default();
        let mut helping: Vec<(f64, Change)> = Vec::new();
        for some in all.chunks(4) {
            let trials: Vec<Trial> = some
                .iter()
                .map(|one| trial(&one.design, Some(metric)))
                .collect();
            let tried = match lab.try_all(&trials) {
                Ok(tried) => tried,
                Err(Halt::Stopped) => return Err(Halt::Stopped),
                Err(Halt::Spent) => {
                    self.cut = true;
                    break;
                }
            };
            for (one, tried) in some.iter().zip(&tried) {
                self.tried += 1;
                let effect = effect(design, metric, &given, tried);
                if let Some(gain) = gain(design, at_most, &given, tried, &effect) {
                    let change = Change {
                        at: one.at.clone(),
                        change: one.change.clone(),
                        effect,
                    };
                    helping.push((gain, change));
                }
            }
        }
        helping.sort_by(|a, b| b.0.total_cmp(&a.0));
        let best = helping.into_iter().take(MOST_SAID);
        self.best = best.map(|(_, change)| change).collect();
        Ok(())
    }
}

/// The objective whose figure is furthest beyond its bound, as a multiple of it, where one is
/// missed; a figure that grows without end is furthest.
fn most_missed<'d>(design: &'d Design, tried: &Tried) -> Option<&'d Objective> {
    let beyond = |one: &&Objective| {
        let value = tried.report.figure(one.metric).value;
        value.map_or(f64::INFINITY, |value| {
            let share = matches!(one.metric, Metric::Goodput | Metric::Availability);
            match (one.at_most, share) {
                (true, _) => value / one.bound,
                (false, true) => (1.0 - value) / (1.0 - one.bound),
                (false, false) => one.bound / value,
            }
        })
    };
    let missed = design.objectives.iter().filter(|one| !tried.meets(one));
    missed.max_by(|a, b| beyond(a).total_cmp(&beyond(b)))
}

/// What a change does.
fn effect(design: &Design, metric: Metric, given: &Tried, tried: &Tried) -> Effect {
    let scale = if metric.is_time() { 1e-6 } else { 1.0 };
    let scaled = |estimate: Estimate| Estimate {
        value: estimate.value.map(|x| x * scale),
        low: estimate.low.map(|x| x * scale),
        high: estimate.high.map(|x| x * scale),
    };
    let all: Vec<&Objective> = design.objectives.iter().collect();
    let differences: Option<Vec<f64>> = tried
        .apart
        .iter()
        .zip(&given.apart)
        .map(|(with, without)| Some((*with)? - (*without)?))
        .collect();
    Effect {
        figure: scaled(tried.report.figure(metric)),
        difference: scaled(differences.map_or_else(Estimate::default, |all| interval(&all))),
        usd_per_million: tried.report.cost_usd_per_million.value,
        meets: !tried.is_cut() && tried.failings(&all).is_empty(),
    }
}

/// The mean of some differences with its 99% interval.
fn interval(all: &[f64]) -> Estimate {
    let count = all.len() as f64;
    if all.len() < 2 {
        return Estimate::default();
    }
    let mean = all.iter().sum::<f64>() / count;
    let squares: f64 = all.iter().map(|one| (one - mean) * (one - mean)).sum();
    let half = student(all.len() - 1) * (squares / (count - 1.0) / count).sqrt();
    Estimate::new(mean, mean - half, mean + half)
}

/// How much a change helps; nothing where its whole interval does not, or where it is bought with
/// goodput or another objective that was met.
fn gain(
    design: &Design,
    at_most: bool,
    given: &Tried,
    tried: &Tried,
    effect: &Effect,
) -> Option<f64> {
    let goodput = |tried: &Tried| tried.report.goodput.value.unwrap_or(0.0);
    let breaks = |one: &Objective| given.meets(one) && !tried.meets(one);
    if tried.report.cut.is_some()
        || goodput(tried) < goodput(given) - SPARE
        || design.objectives.iter().any(breaks)
    {
        return None;
    }
    let sign = if at_most { -1.0 } else { 1.0 };
    let Estimate {
        value: Some(value),
        low: Some(low),
        high: Some(high),
    } = effect.difference
    else {
        // Without the change a queue grows without end, and with it none does.
        let figure = effect.figure.value?;
        let settles = !given.report.stationary && tried.report.stationary;
        return settles.then_some(f64::MAX + sign * figure);
    };
    let sure = if at_most { high < 0.0 } else { low > 0.0 };
    sure.then_some(sign * value)
}

/// Every change that is tried, those at the fullest components first.
fn list(design: &Design) -> Vec<Changed> {
    let flows = Flows::new(design);
    let calls = design.load.mean_rate().map(|rate| flows.at(rate));
    let load = |at: usize| {
        let calls = calls.as_ref()?;
        flows.load(at, calls[at])
    };
    let mut fullest: Vec<usize> = (0..design.components.len()).collect();
    fullest.sort_by(|&a, &b| {
        let (a, b) = (load(a).unwrap_or(0.0), load(b).unwrap_or(0.0));
        b.total_cmp(&a)
    });
    let mut all = Vec::new();
    for at in fullest {
        of_component(design, at, &mut all);
        for link in (0..design.links.len()).filter(|&link| design.links[link].to == at) {
            of_link(design, link, &mut all);
        }
    }
    all.retain(|one| fits(&one.design));
    all
}

/// Changes of one component.
fn of_component(design: &Design, at: usize, all: &mut Vec<Changed>) {
    let component = &design.components[at];
    let mut add = |change: String, make: &dyn Fn(&mut Component)| {
        let mut design = design.clone();
        make(&mut design.components[at]);
        all.push(Changed {
            at: component.name.clone(),
            change,
            design,
        });
    };
    if component.autoscale.is_none() {
        let step = component.replicas.map_or(1, |replicas| replicas.count);
        let more = (component.instances / 10).max(1).next_multiple_of(step);
        let count = component.instances + more;
        add(format!("instances = {count}"), &|c| c.instances = count);
    }
    let picks =
        component.instances > 1 && component.replicas.is_none() && component.cache.is_none();
    if picks && component.pick != Pick::PowerOfTwo {
        let change = "pick = \"power_of_two\"".to_owned();
        add(change, &|c| c.pick = Pick::PowerOfTwo);
    }
    if let (None, Some(places)) = (component.limit, component.concurrency) {
        let size = component.batch.map_or(1, |batch| batch.size);
        let limit = size.saturating_mul(places).saturating_mul(WAITING);
        let change = format!("queue = {{ limit = {limit} }}");
        add(change, &|c| c.limit = Some(limit));
    }
    if component.hold {
        add("hold = false".to_owned(), &|c| c.hold = false);
    }
    for batch in component.batch.map_or_else(Vec::new, batches) {
        let change = format!(
            "batch = {{ size = {}, wait = \"{}\" }}",
            batch.size,
            time(batch.wait)
        );
        add(change, &|c| c.batch = Some(batch));
    }
    for (change, cache) in component.cache.map_or_else(Vec::new, caches) {
        add(format!("cache = {{ {change} }}"), &|c| {
            c.cache = Some(cache);
        });
    }
}

/// Changes of how a batcher gathers.
fn batches(batch: Batch) -> Vec<Batch> {
    let Batch { size, wait, .. } = batch;
    let twice = wait.saturating_mul(2);
    let all = [
        (size / 2, wait),
        (size * 2, wait),
        (size, wait / 2),
        (size, twice),
    ];
    all.into_iter()
        .filter(|&other| other.0 > 0 && other != (size, wait))
        .map(|(size, wait)| Batch {
            size,
            wait,
            ..batch
        })
        .collect()
}

/// Changes of what a cache keeps.
fn caches(cache: Cache) -> Vec<(String, Cache)> {
    let capacity = cache.capacity * 2;
    let mut all = vec![(
        format!("capacity = {capacity}"),
        Cache { capacity, ..cache },
    )];
    if cache.policy == Policy::Lru {
        let policy = Policy::Lfu;
        all.push(("policy = \"lfu\"".to_owned(), Cache { policy, ..cache }));
    }
    if !cache.coalesce {
        let coalesce = true;
        all.push(("coalesce = true".to_owned(), Cache { coalesce, ..cache }));
    }
    all
}

/// Changes of one link.
fn of_link(design: &Design, at: usize, all: &mut Vec<Changed>) {
    let link = &design.links[at];
    let name = |at: usize| design.components[at].name.as_str();
    let mut add = |change: String, make: &dyn Fn(&mut Link)| {
        let mut design = design.clone();
        make(&mut design.links[at]);
        all.push(Changed {
            at: format!("{} → {}", name(link.from), name(link.to)),
            change,
            design,
        });
    };
    if link.retries > 0 {
        add("retries = 0".to_owned(), &|l| l.retries = 0);
        if link.budget.is_none() {
            add(format!("budget = {BUDGET}"), &|l| l.budget = Some(BUDGET));
        }
    } else if !link.detached {
        add("retries = 1".to_owned(), &|l| l.retries = 1);
    }
    if link.hedge.is_some() {
        add("no hedge".to_owned(), &|l| l.hedge = None);
    }
    if link.detached {
        return;
    }
    match (link.timeout, design.load.deadline) {
        (Some(timeout), _) => {
            for other in [timeout / 2, timeout.saturating_mul(2)] {
                add(format!("timeout = \"{}\"", time(other)), &|l| {
                    l.timeout = Some(other);
                });
            }
        }
        (None, Some(deadline)) => {
            add(format!("timeout = \"{}\"", time(deadline)), &|l| {
                l.timeout = Some(deadline);
            });
        }
        (None, None) => {}
    }
}

/// A time as a file has it.
fn time(nanoseconds: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "s"), (1_000_000, "ms"), (1000, "us")];
    let whole = UNITS
        .iter()
        .find(|(unit, _)| nanoseconds.is_multiple_of(*unit));
    let (unit, name) = whole.copied().unwrap_or((1, "ns"));
    format!("{}{name}", nanoseconds / unit)
}
