//! The rate at which the first component is full, before anything runs: how often each is called,
//! how long it takes for a call, and how many it serves at once.

use serde::Serialize;

use super::{
    super::{
        capacity::load_of,
        model::{Component, Design, Link},
    },
    hits::hit_rate,
};

/// The rate of requests at which a component is full.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bound {
    /// Which.
    pub component: String,
    /// Requests per second.
    pub rate_rps: f64,
    /// Calls of it for each request, where nothing fails.
    pub calls_per_request: f64,
}

/// What comes to each component at a rate of requests: as if nothing failed, was turned away or
/// made again.
pub(super) struct Flows<'d> {
    design: &'d Design,
    /// Links in an order in which callers come before those whom they call.
    order: Vec<usize>,
    /// Links that close a circle.
    back: Vec<usize>,
    /// Share of calls that each component answers by itself.
    hits: Vec<f64>,
    /// Time that a component's place is taken by a call beside its own work, in nanoseconds.
    held: Vec<f64>,
}

/// Rounds in which calls that go in circles are added up.
const ROUNDS: usize = 30;

impl<'d> Flows<'d> {
    pub(super) fn new(design: &'d Design) -> Self {
        let hits: Vec<f64> = design
            .components
            .iter()
            .map(|component| hit_rate(component, &design.load))
            .collect();
        let ranks = ranks(design);
        let (mut order, back): (Vec<usize>, Vec<usize>) = (0..design.links.len())
            .partition(|&at| ranks[design.links[at].from] < ranks[design.links[at].to]);
        order.sort_by_key(|&link| (ranks[design.links[link].from], link));
        let mut flows = Self {
            design,
            order,
            back,
            hits,
            held: vec![0.0; design.components.len()],
        };
        flows.held = flows.waits(&ranks);
        flows
    }

    /// Time that a call of each component waits for calls of its own, on average, where nobody
    /// waits for a place; nothing where it keeps none.
    fn waits(&self, ranks: &[usize]) -> Vec<f64> {
        let components = &self.design.components;
        let mut waits = vec![0.0; components.len()];
        let mut last_first: Vec<usize> = (0..components.len()).collect();
        last_first.sort_by_key(|&at| std::cmp::Reverse(ranks[at]));
        let mut steps: Vec<(u32, f64)> = Vec::new();
        for at in last_first {
            steps.clear();
            let own = |link: &&Link| link.from == at && !link.detached;
            for link in self.design.links.iter().filter(own) {
                let answer = own_time(&components[link.to]) + waits[link.to];
                let mut time = 2.0 * link.latency.mean() + answer;
                if let Some(timeout) = link.timeout {
                    time = time.min(timeout as f64 * (f64::from(link.retries) + 1.0));
                }
                steps.push((link.step, time * link.share));
            }
            steps.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            steps.dedup_by_key(|(step, _)| *step);
            let all: f64 = steps.iter().map(|(_, time)| time).sum();
            waits[at] = all * (1.0 - self.hits[at]);
        }
        for (wait, component) in waits.iter_mut().zip(components) {
            if !component.hold {
                *wait = 0.0;
            }
        }
        waits
    }

    /// Calls of each component each second.
    pub(super) fn at(&self, rate: f64) -> Vec<f64> {
        let load = &self.design.load;
        let mut work = vec![0.0; self.design.components.len()];
        if load.types.is_empty() {
            self.add(u16::MAX, rate, &mut work);
        }
        for (at, of_type) in load.types.iter().enumerate() {
            self.add(1 << at, rate * of_type.share, &mut work);
        }
        work
    }

    /// Adds the calls of requests of some types.
    fn add(&self, types: u16, rate: f64, work: &mut [f64]) {
        let count = self.design.components.len();
        let mut calls = vec![0.0; count];
        for _ in 0..ROUNDS {
            let before = calls.clone();
            calls.fill(0.0);
            calls[self.design.load.entry] = rate;
            for link in self.back.iter().map(|&at| &self.design.links[at]) {
                calls[link.to] += self.made(link, types, before[link.from]);
            }
            for link in self.order.iter().map(|&at| &self.design.links[at]) {
                calls[link.to] += self.made(link, types, calls[link.from]);
            }
            if calls == before {
                break;
            }
        }
        for (at, component) in self.design.components.iter().enumerate() {
            let copies = component.replicas.map_or(1.0, |r| f64::from(r.read));
            work[at] += calls[at] * copies;
        }
        for link in &self.design.links {
            if let (true, Some(replicas)) = (link.writes, self.design.components[link.to].replicas)
            {
                let more = f64::from(replicas.count) - f64::from(replicas.read);
                work[link.to] += self.made(link, types, calls[link.from]) * more;
            }
        }
    }

    /// Calls that are made by a link where so many come to its caller.
    fn made(&self, link: &Link, types: u16, from: f64) -> f64 {
        if link.types & types == 0 {
            return 0.0;
        }
        let made = from * (1.0 - self.hits[link.from]) * link.share * f64::from(link.fan_out);
        link.limit
            .map_or(made, |limit| made.min(1e9 / limit.every as f64))
    }

    /// Share of the places of a component that are taken at so many calls each second.
    pub(super) fn load(&self, at: usize, calls: f64) -> Option<f64> {
        let component = &self.design.components[at];
        let places = f64::from(component.concurrency?) * f64::from(component.most_instances());
        Some(load_of(component, calls)? + calls * self.held[at] / 1e9 / places)
    }

    /// The rate at which each component is full, the lowest first; none for those that no rate
    /// fills.
    pub(super) fn bounds(&self) -> Vec<Bound> {
        const MOST: f64 = 1e12;
        let one = self.at(1.0);
        let limited = self.design.links.iter().any(|link| link.limit.is_some());
        let load = |at: usize, rate: f64| self.load(at, self.at(rate)[at]).unwrap_or(0.0);
        let found = (0..one.len()).filter_map(|at| {
            let mut rate = 1.0 / self.load(at, one[at])?;
            if limited {
                // What is let through no longer grows with what comes.
                let (mut low, mut high) = (rate.min(MOST), MOST);
                if load(at, high) < 1.0 {
                    return None;
                }
                if load(at, low) < 1.0 {
                    for _ in 0..50 {
                        let middle = (low * high).sqrt();
                        if load(at, middle) < 1.0 {
                            low = middle;
                        } else {
                            high = middle;
                        }
                    }
                    rate = high;
                }
            }
            (rate < MOST).then(|| Bound {
                component: self.design.components[at].name.clone(),
                rate_rps: rate,
                calls_per_request: one[at],
            })
        });
        let mut bounds: Vec<Bound> = found.collect();
        bounds.sort_by(|a, b| a.rate_rps.total_cmp(&b.rate_rps));
        bounds
    }
}

/// Time of a call's own work, on average, alone in its batch.
fn own_time(component: &Component) -> f64 {
    component.service.mean() + component.batch.map_or(0.0, |batch| batch.each)
}

/// Places of components in an order in which callers come before those whom they call, but for
/// circles.
fn ranks(design: &Design) -> Vec<usize> {
    let count = design.components.len();
    let mut calls: Vec<Vec<usize>> = vec![Vec::new(); count];
    for link in &design.links {
        calls[link.from].push(link.to);
    }
    let mut ranks = vec![0; count];
    let mut seen = vec![false; count];
    let mut left = count;
    for start in std::iter::once(design.load.entry).chain(0..count) {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let mut open = vec![(start, 0)];
        while let Some((at, next)) = open.last_mut() {
            if let Some(&to) = calls[*at].get(*next) {
                *next += 1;
                if !seen[to] {
                    seen[to] = true;
                    open.push((to, 0));
                }
            } else {
                left -= 1;
                ranks[*at] = left;
                open.pop();
            }
        }
    }
    ranks
}
