//! Messages that queues and streams hand out until they are acknowledged. Each instance keeps its
//! own in the order in which they came; nothing that breaks makes it forget them.

use std::{collections::VecDeque, ops::Range};

use super::{
    super::plan::Plan,
    Engine,
    calls::{CLASSES, Call, NONE},
    watch::Watch,
};

/// The step of a call that stands for a message.
pub(super) const MESSAGE: u8 = u8::MAX;

/// The messages of one instance, for one link.
#[derive(Default)]
struct Kept {
    /// Handed out and not acknowledged.
    handed: u32,
    /// Not handed out, in their order.
    waiting: VecDeque<u32>,
    /// How many came.
    came: u32,
    /// The latest of those that were acknowledged, from one.
    latest: u32,
}

/// A link that hands messages out.
struct Delivery {
    link: u16,
    /// The links that hand out what the same component keeps, among all.
    group: Range<usize>,
    /// The first instance of those that hand out.
    first: u32,
    /// Messages of one instance that are handed out at once, at most.
    most: u32,
    kept: Vec<Kept>,
    /// Messages that wait and that are handed out, since when, and both summed over nanoseconds.
    waiting: u64,
    handed: u64,
    since: u64,
    waiting_area: u128,
    handed_area: u128,
}

impl Delivery {
    fn touch(&mut self, now: u64) {
        let passed = u128::from(now - self.since);
        self.waiting_area += u128::from(self.waiting) * passed;
        self.handed_area += u128::from(self.handed) * passed;
        self.since = now;
    }
}

/// All links that hand messages out, in the plan's order.
pub(super) struct Deliveries {
    all: Vec<Delivery>,
}

impl Deliveries {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let links = plan.links.iter().enumerate();
        let all = links.filter_map(|(at, link)| {
            let instances = plan.stations[link.from].instances.clone();
            Some(Delivery {
                link: at as u16,
                group: 0..0,
                first: instances.start,
                most: link.in_flight?,
                kept: instances.map(|_| Kept::default()).collect(),
                waiting: 0,
                handed: 0,
                since: 0,
                waiting_area: 0,
                handed_area: 0,
            })
        });
        let mut all: Vec<Delivery> = all.collect();
        // Links of one component stand together.
        let from = |delivery: &Delivery| plan.links[usize::from(delivery.link)].from;
        let sources: Vec<usize> = all.iter().map(from).collect();
        for (delivery, source) in all.iter_mut().zip(&sources) {
            let first = sources.partition_point(|other| other < source);
            delivery.group = first..sources.partition_point(|other| other <= source);
        }
        Self { all }
    }

    /// Hands over the areas of messages that wait and that are handed out, since the last boundary.
    pub(super) fn areas(&mut self, now: u64) -> impl Iterator<Item = (u128, u128)> {
        self.all.iter_mut().map(move |delivery| {
            delivery.touch(now);
            let areas = (delivery.waiting_area, delivery.handed_area);
            (delivery.waiting_area, delivery.handed_area) = (0, 0);
            areas
        })
    }
}

impl<W: Watch> Engine<'_, W> {
    /// A call's own work is done, and it is a message for those behind a link.
    pub(super) fn publish(&mut self, call: u32, link: usize, delivery: usize) {
        let published = self.calls[call];
        let station = usize::from(published.station);
        let flags = published.flags & CLASSES;
        let Some(message) = self.new_call(station, NONE, published.key, flags) else {
            return;
        };
        if self.plan.carries {
            self.carry_on(call, message);
        }
        let delivery_of = &mut self.deliveries.all[delivery];
        delivery_of.touch(self.now);
        delivery_of.waiting += 1;
        let kept = &mut delivery_of.kept[(published.instance - delivery_of.first) as usize];
        kept.came = kept.came.wrapping_add(1);
        kept.waiting.push_back(message);
        let own = &mut self.calls[message];
        own.step = MESSAGE;
        own.link = link as u16;
        own.instance = published.instance;
        // Its number: it stands in no queue of calls.
        own.next = kept.came;
        self.hand_out(delivery, published.instance);
    }

    /// Hands out what an instance may.
    fn hand_out(&mut self, delivery: usize, instance: u32) {
        loop {
            let from = &mut self.deliveries.all[delivery];
            let kept = &mut from.kept[(instance - from.first) as usize];
            if kept.handed >= from.most || !self.stations.runs(instance) {
                break;
            }
            let Some(message) = kept.waiting.pop_front() else {
                break;
            };
            kept.handed += 1;
            from.touch(self.now);
            from.waiting -= 1;
            from.handed += 1;
            let link = from.link;
            self.calls[message].waiting = 1;
            self.issue(message, link, 0);
            if self.cut.is_some() {
                return;
            }
        }
        // What the slowest group has not got yet fills the instance.
        let group = &self.deliveries.all[self.deliveries.all[delivery].group.clone()];
        let kept = group
            .iter()
            .map(|from| from.kept[(instance - from.first) as usize].waiting.len());
        let most = kept.max().unwrap_or(0);
        self.stations.keeps(instance, most as u32);
    }

    /// A message was acknowledged, or given up.
    pub(super) fn delivered(&mut self, message: u32, well: bool) {
        let call = self.calls[message];
        self.calls.remove(message);
        let Some(delivery) = self.plan.deliveries[usize::from(call.link)] else {
            return;
        };
        let from = &mut self.deliveries.all[delivery];
        from.touch(self.now);
        from.handed -= 1;
        let kept = &mut from.kept[(call.instance - from.first) as usize];
        kept.handed -= 1;
        if well {
            let late = call.next < kept.latest;
            kept.latest = kept.latest.max(call.next);
            self.window
                .acknowledged_message(delivery, self.now - call.entered, late);
        } else {
            self.window.lost_message(delivery);
        }
        self.hand_out(delivery, call.instance);
    }

    /// Work ended well that nobody waited for any more: where it was a message's, that is or was
    /// handed out again, or counts as lost.
    pub(super) fn in_vain(&mut self, call: &Call) {
        if let Some(delivery) = self.plan.deliveries[usize::from(call.link)] {
            self.window.duplicate(delivery);
        }
    }

    /// Instances of a component are up again, and hand out what they kept.
    pub(super) fn resume(&mut self, component: usize) {
        for delivery in 0..self.deliveries.all.len() {
            let from = &self.deliveries.all[delivery];
            if self.plan.links[usize::from(from.link)].from != component {
                continue;
            }
            for instance in self.plan.stations[component].instances.clone() {
                self.hand_out(delivery, instance);
            }
        }
    }
}
