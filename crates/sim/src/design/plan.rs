//! A design made ready to be stepped: what each component calls, in which order, and where its
//! instances stand.

use std::{collections::BTreeMap, ops::Range};

use super::{
    model::{Component, Design, FaultKind, Link, Policy},
    read_carried::reaching,
    tally::Replication,
};

/// Where calls stand that no link gives a priority, and the last place of all.
pub(super) const USUAL_PRIORITY: u8 = 5;
pub(super) const LAST_PRIORITY: u8 = 9;

/// About the memory of an instance, of a key that a cache keeps, and of one whose uses it counts, in
/// bytes.
const INSTANCE: usize = 64;
const ENTRY: usize = 48;
const COUNTED: usize = 8;

/// A design made ready.
pub(super) struct Plan<'d> {
    pub(super) design: &'d Design,
    pub(super) stations: Vec<Station<'d>>,
    pub(super) links: Vec<&'d Link>,
    /// For each of them, how many links between the same two components stand before it in the
    /// file.
    pub(super) ordinals: Vec<usize>,
    /// All instances of all components.
    pub(super) instances: u32,
    /// For each link whose messages are acknowledged, its place among these.
    pub(super) deliveries: Vec<Option<usize>>,
    /// For each link, whether who waits for it hears whether somebody knows what a call is about.
    pub(super) told: Vec<bool>,
    /// Whether requests carry anything beside time.
    pub(super) carries: bool,
    /// All keys that calls may ask for are below.
    pub(super) keys: u32,
}

/// A component made ready.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each spares the engine a question of its own"
)]
pub(super) struct Station<'d> {
    pub(super) component: &'d Component,
    /// Its instances among all.
    pub(super) instances: Range<u32>,
    /// What it calls, one range of [`Plan::links`] after the other.
    pub(super) steps: Vec<Range<usize>>,
    /// Calls that one instance serves at once.
    pub(super) concurrency: u32,
    /// Whether calls of several priorities come.
    pub(super) ranked: bool,
    /// Whether its instances keep the same.
    pub(super) replicated: bool,
    /// Whether work may fail.
    pub(super) errs: bool,
    /// Calls that may wait at one instance.
    pub(super) limit: u32,
    /// Whether it works on what calls carry.
    pub(super) works: bool,
    /// Time for each item of a call, in nanoseconds.
    pub(super) each: f64,
    /// Whether calls are served one by one and end with that, well.
    pub(super) only_serves: bool,
    /// Whether a call takes no time here, never waits, and never fails with its instance.
    pub(super) instant: bool,
}

impl<'d> Plan<'d> {
    pub(super) fn new(design: &'d Design) -> Self {
        let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let numbered = design.links.iter().map(|link| {
            let count = pairs.entry((link.from, link.to)).or_default();
            *count += 1;
            (link, *count - 1)
        });
        let mut numbered: Vec<(&Link, usize)> = numbered.collect();
        numbered.sort_by_key(|(link, _)| (link.from, link.step));
        let (links, ordinals): (Vec<&Link>, Vec<usize>) = numbered.into_iter().unzip();
        let mut count = 0;
        let delivery = |link: &&Link| {
            link.in_flight.map(|_| {
                count += 1;
                count - 1
            })
        };
        let deliveries = links.iter().map(delivery).collect();
        let mut instances = 0;
        let tells = reaching(&design.components, &design.links, |c| {
            c.knows_after.is_some()
        });
        let told = links.iter().map(|link| tells[link.to]).collect();
        let stations = design.components.iter().enumerate().map(|(at, component)| {
            let each = component.stage.map_or(0.0, |stage| stage.each);
            let first = instances;
            instances += component.most_instances();
            let steps = steps(&links, at);
            let works = component.stage.is_some() || component.knows_after.is_some();
            Station {
                component,
                instances: first..instances,
                concurrency: component.concurrency.unwrap_or(u32::MAX),
                ranked: ranked(design, at),
                replicated: component.replicas.is_some(),
                errs: errs(design, at),
                limit: component.limit.unwrap_or(u32::MAX),
                works,
                each,
                only_serves: steps.is_empty()
                    && !works
                    && !component.hold
                    && component.batch.is_none()
                    && component.cache.is_none()
                    && component.replicas.is_none()
                    && !errs(design, at),
                steps,
                instant: component.concurrency.is_none()
                    && component.service == super::law::Law::ZERO
                    && each <= 0.0
                    && component.batch.is_none()
                    && component.cache.is_none()
                    && component.replicas.is_none()
                    && !hands_out(design, at)
                    && !errs(design, at)
                    && !crashes(design, at),
            }
        });
        Self {
            design,
            stations: stations.collect(),
            links,
            ordinals,
            instances,
            deliveries,
            told,
            carries: design.load.items.is_some() || design.load.ages.is_some(),
            keys: design.load.keys_below(&design.components),
        }
    }

    /// About the memory that a replication takes beside what is under way, in bytes: its instances,
    /// what its caches may keep, and what it counts.
    pub(super) fn bytes(&self) -> usize {
        let mut bytes = self.instances as usize * INSTANCE;
        for component in &self.design.components {
            let Some(cache) = component.cache else {
                continue;
            };
            let instances = component.most_instances() as usize;
            bytes += instances * cache.capacity as usize * ENTRY;
            if cache.policy == Policy::Lfu {
                bytes += instances * self.keys as usize * COUNTED;
            }
        }
        let (stations, types) = (self.stations.len(), self.design.load.types.len());
        let deliveries = self.deliveries.iter().flatten().count();
        bytes + Replication::most_bytes(stations, types, deliveries)
    }
}

/// Whether calls of several priorities come to a component.
fn ranked(design: &Design, at: usize) -> bool {
    let links = design.links.iter().filter(|link| link.to == at);
    let entry = (design.load.entry == at).then_some(USUAL_PRIORITY);
    let mut priorities = links.map(|link| link.priority).chain(entry);
    let first = priorities.next();
    priorities.any(|other| Some(other) != first)
}

/// Whether work at a component may fail.
pub(super) fn errs(design: &Design, at: usize) -> bool {
    let deployed =
        |kind: FaultKind| matches!(kind, FaultKind::BadDeploy { component, .. } if component == at);
    design.components[at].errors > 0.0 || design.faults.iter().any(|fault| deployed(fault.kind))
}

/// Whether a component hands out messages, each of which belongs to an instance.
fn hands_out(design: &Design, at: usize) -> bool {
    let mut links = design.links.iter();
    links.any(|link| link.from == at && link.in_flight.is_some())
}

/// Whether instances of a component crash, so that every call must belong to one.
fn crashes(design: &Design, at: usize) -> bool {
    let crash = |kind: FaultKind| match kind {
        FaultKind::Crash { component, .. } => component == at,
        FaultKind::ZoneLoss { .. } => design.components[at].zones.is_some(),
        _ => false,
    };
    design.faults.iter().any(|fault| crash(fault.kind))
}

/// Ranges of links from one component, one for each step.
fn steps(links: &[&Link], from: usize) -> Vec<Range<usize>> {
    let first = links.partition_point(|link| link.from < from);
    let own = links[first..].iter().take_while(|link| link.from == from);
    let mut steps: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (offset, link) in own.enumerate() {
        let place = first + offset;
        match steps.last_mut() {
            Some(range) if last == Some(link.step) => range.end = place + 1,
            _ => steps.push(place..place + 1),
        }
        last = Some(link.step);
    }
    steps
}
