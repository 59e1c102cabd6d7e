//! A design made ready to be stepped: what each component calls, in which order, and where its
//! instances stand.

use std::ops::Range;

use super::model::{Component, Design, Link};

/// A design made ready.
pub(super) struct Plan<'d> {
    pub(super) design: &'d Design,
    pub(super) stations: Vec<Station<'d>>,
    pub(super) links: Vec<&'d Link>,
    /// All instances of all components.
    pub(super) instances: u32,
}

/// A component made ready.
pub(super) struct Station<'d> {
    pub(super) component: &'d Component,
    /// Its instances among all.
    pub(super) instances: Range<u32>,
    /// What it calls, one range of [`Plan::links`] after the other.
    pub(super) steps: Vec<Range<usize>>,
    /// Calls that one instance serves at once.
    pub(super) concurrency: u32,
    /// Calls that may wait at one instance.
    pub(super) limit: u32,
    /// Whether a call takes no time here and never waits.
    pub(super) instant: bool,
}

impl<'d> Plan<'d> {
    pub(super) fn new(design: &'d Design) -> Self {
        let mut links: Vec<&Link> = design.links.iter().collect();
        links.sort_by_key(|link| (link.from, link.step));
        let mut instances = 0;
        let stations = design.components.iter().enumerate().map(|(at, component)| {
            let first = instances;
            instances += component.instances;
            Station {
                component,
                instances: first..instances,
                steps: steps(&links, at),
                concurrency: component.concurrency.unwrap_or(u32::MAX),
                limit: component.limit.unwrap_or(u32::MAX),
                instant: component.concurrency.is_none()
                    && component.service == super::law::Law::ZERO
                    && component.batch.is_none()
                    && component.cache.is_none(),
            }
        });
        Self {
            design,
            stations: stations.collect(),
            links,
            instances,
        }
    }
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
