//! What breaks, when, and what that does to the calls inside.

use super::{
    super::model::{Design, FaultKind, Link},
    Engine,
    calls::{ABANDONED, DEAD, FAILED, HOLDS, MEMBER, NONE, REPLICA, ROOT, SERVING},
    deliveries::MESSAGE,
    jobs::JOB,
    watch::Watch,
};

/// A fault that begins or ends.
#[derive(Clone, Copy)]
struct Turn {
    /// After the warm-up, in nanoseconds.
    at: u64,
    fault: usize,
    begins: bool,
}

/// When faults begin and end, in order.
pub(super) struct Faults {
    turns: Vec<Turn>,
    next: usize,
    /// When the warm-up was over.
    origin: Option<u64>,
    /// Whether each fault lasts.
    active: Vec<bool>,
    /// Instances that each fault took.
    taken: Vec<Vec<u32>>,
}

impl Faults {
    pub(super) fn new(design: &Design) -> Self {
        let mut turns = Vec::new();
        for (fault, wanted) in design.faults.iter().enumerate() {
            turns.push(Turn {
                at: wanted.at,
                fault,
                begins: true,
            });
            turns.push(Turn {
                at: wanted.at.saturating_add(wanted.duration),
                fault,
                begins: false,
            });
        }
        turns.sort_by_key(|turn| (turn.at, turn.begins));
        Self {
            turns,
            next: 0,
            origin: None,
            active: vec![false; design.faults.len()],
            taken: vec![Vec::new(); design.faults.len()],
        }
    }

    /// The warm-up is over.
    pub(super) const fn begin(&mut self, at: u64) {
        self.origin = Some(at);
    }

    /// When the next fault begins or ends.
    #[inline]
    pub(super) fn next(&self) -> u64 {
        match (self.origin, self.turns.get(self.next)) {
            (Some(origin), Some(turn)) => origin.saturating_add(turn.at),
            _ => u64::MAX,
        }
    }
}

impl<W: Watch> Engine<'_, W> {
    /// The next fault begins or ends.
    pub(super) fn fault(&mut self) {
        let turn = self.faults.turns[self.faults.next];
        self.faults.next += 1;
        self.faults.active[turn.fault] = turn.begins;
        match self.plan.design.faults[turn.fault].kind {
            FaultKind::Crash {
                component,
                fraction,
            } => {
                if turn.begins {
                    let taken = self.to_crash(component, fraction);
                    self.crash(component, &taken);
                    self.faults.taken[turn.fault] = taken;
                } else {
                    let taken = std::mem::take(&mut self.faults.taken[turn.fault]);
                    self.stations.put_up(&self.plan, component, &taken);
                    self.resume(component);
                }
            }
            FaultKind::ZoneLoss { zone } => self.lose_zone(zone, turn),
            FaultKind::Partition { component, other } => {
                let cuts = |link: &Link| {
                    [(component, other), (other, component)].contains(&(link.from, link.to))
                };
                let change = |count: &mut u32| {
                    *count = if turn.begins { *count + 1 } else { *count - 1 };
                };
                change(&mut self.partitions);
                for (link, state) in self.plan.links.iter().zip(&mut self.links) {
                    if cuts(link) {
                        change(&mut state.cut);
                    }
                }
            }
            FaultKind::Slow { component, .. } => self.slow_down(component),
            FaultKind::BadDeploy { component, .. } => self.deploy(component),
            FaultKind::Flush { component } => {
                if turn.begins {
                    self.stations.flush(component);
                }
            }
            FaultKind::Surge { .. } => {
                let surges = self.lasting().map(|kind| match kind {
                    FaultKind::Surge { times } => times,
                    _ => 1.0,
                });
                self.coming.set_surge(surges.product(), self.now);
            }
        }
    }

    /// The instances of a zone stop, or stand up again.
    fn lose_zone(&mut self, zone: u32, turn: Turn) {
        for component in 0..self.plan.stations.len() {
            let station = &self.plan.stations[component];
            let Some(zones) = station.component.zones else {
                continue;
            };
            let own = station.instances.clone().zip(0_u32..);
            let taken = own.filter(|(_, rank)| rank % zones == zone - 1);
            let taken: Vec<u32> = taken.map(|(instance, _)| instance).collect();
            if turn.begins {
                self.crash(component, &taken);
            } else {
                self.stations.put_up(&self.plan, component, &taken);
                self.resume(component);
            }
        }
    }

    /// The faults that last, in the file's order.
    fn lasting(&self) -> impl Iterator<Item = FaultKind> {
        let faults = self.plan.design.faults.iter().zip(&self.faults.active);
        let lasting = faults.filter(|&(_, &active)| active);
        lasting.map(|(fault, _)| fault.kind)
    }

    /// Instances that crash, a fraction of all, rounded up: the first that are up, and where these
    /// are too few, those that are down already.
    fn to_crash(&self, component: usize, fraction: f64) -> Vec<u32> {
        let instances = self.plan.stations[component].instances.clone();
        let count = libm::ceil(f64::from(instances.len() as u32) * fraction) as usize;
        let up = instances.clone().filter(|&i| self.stations.is_up(i));
        let down = instances.filter(|&i| !self.stations.is_up(i));
        up.chain(down).take(count).collect()
    }

    /// Makes the instances of a component as slow as the faults that last want.
    fn slow_down(&mut self, component: usize) {
        let products = self.products(component, |kind| match kind {
            FaultKind::Slow {
                component: whose,
                fraction,
                times,
            } if whose == component => Some((fraction, times)),
            _ => None,
        });
        for (instance, times) in products {
            self.stations.slow_down(instance, times);
        }
    }

    /// Makes the work of a component's instances fail as often as the faults that last want.
    fn deploy(&mut self, component: usize) {
        let usual = 1.0 - self.plan.design.components[component].errors;
        let products = self.products(component, |kind| match kind {
            FaultKind::BadDeploy {
                component: whose,
                fraction,
                errors,
            } if whose == component => Some((fraction, 1.0 - errors)),
            _ => None,
        });
        for (instance, sound) in products {
            self.stations.make_sound(instance, usual * sound);
        }
    }

    /// For each instance of a component, the product of what the faults that last and reach it
    /// multiply by. `of` says how many instances a fault reaches, and by what it multiplies.
    fn products(
        &self,
        component: usize,
        of: impl Fn(FaultKind) -> Option<(f64, f64)>,
    ) -> Vec<(u32, f64)> {
        let instances = self.plan.stations[component].instances.clone();
        let all = f64::from(instances.len() as u32);
        let reached = |(fraction, by): (f64, f64)| (libm::ceil(all * fraction) as usize, by);
        // Each takes the first so many: from the last instance to the first, ever more of them.
        let mut by: Vec<(usize, f64)> = self.lasting().filter_map(of).map(reached).collect();
        by.sort_by_key(|&(count, _)| count);
        let mut product = 1.0;
        let mut products = Vec::with_capacity(instances.len());
        for (rank, instance) in instances.enumerate().rev() {
            while let Some((_, factor)) = by.pop_if(|(count, _)| *count > rank) {
                product *= factor;
            }
            products.push((instance, product));
        }
        products
    }

    /// Instances of a component stop: what waits, is served, or waits for others there, fails.
    fn crash(&mut self, component: usize, taken: &[u32]) {
        let range = self.plan.stations[component].instances.clone();
        let first = range.start;
        let mut stops = vec![false; range.len()];
        for &instance in taken {
            stops[(instance - first) as usize] = self.stations.runs(instance);
        }
        let (mut served, mut held) = (Vec::new(), vec![0; range.len()]);
        for place in 0..self.calls.places() {
            let call = &mut self.calls[place];
            if !range.contains(&call.instance) || !stops[(call.instance - first) as usize] {
                continue;
            }
            if call.is(SERVING) {
                served.push((call.instance, place));
            } else if call.waiting > 0 && call.step != MESSAGE {
                // It ends once what it waits for is in.
                call.flags |= FAILED;
                held[(call.instance - first) as usize] += u32::from(call.is(HOLDS));
            }
        }
        served.sort_unstable();
        let mut served = served.as_slice();
        for &instance in taken {
            self.stations.hold_down(instance);
            let at = (instance - first) as usize;
            if !stops[at] {
                continue;
            }
            let queued = self
                .stations
                .take_down(instance, held[at], &mut self.calls, self.now);
            for place in queued {
                self.ended(place, false);
            }
            let own = served.partition_point(|&(whose, _)| whose <= instance);
            self.stop_serving(&served[..own]);
            served = &served[own..];
        }
        self.stations.find_up(&self.plan, component);
        let lost = self.stations.fail_over(component, self.now);
        self.window.lost(component, lost);
    }

    /// Fails what crashed instances served.
    fn stop_serving(&mut self, served: &[(u32, u32)]) {
        for &(_, place) in served {
            let call = self.calls[place];
            if call.is(MEMBER) {
                self.calls.remove(place);
            } else {
                // The event of its end is still to come.
                self.calls[place].flags = DEAD;
                self.calls[place].next = NONE;
                self.calls[place].generation = call.generation.wrapping_add(1);
            }
            if call.is(REPLICA) {
                self.replica_ended(&call, false);
            } else if call.is(ROOT) {
                self.window
                    .request_ended(call.class(), false, self.now - call.entered);
                self.watch.request_ended(place, false, self.now);
                self.plan_wake();
            } else if call.link == JOB {
                self.job_call_ended(usize::from(call.station), call.entered, false);
            } else if call.parent != NONE && !call.is(ABANDONED) {
                self.answered(place, &call, false);
            }
        }
    }
}
