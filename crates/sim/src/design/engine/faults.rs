//! What breaks, when, and what that does to the calls inside.

use super::{
    super::model::{Design, FaultKind},
    Engine,
    calls::{ABANDONED, DEAD, FAILED, HOLDS, MEMBER, NONE, ROOT, SERVING},
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

impl Engine<'_> {
    /// The next fault begins or ends.
    pub(super) fn fault(&mut self) {
        let turn = self.faults.turns[self.faults.next];
        self.faults.next += 1;
        match self.plan.design.faults[turn.fault].kind {
            FaultKind::Crash {
                component,
                fraction,
            } => {
                if turn.begins {
                    let taken = self.some_of(component, fraction, true);
                    for &instance in &taken {
                        self.crash(instance);
                    }
                    self.faults.taken[turn.fault] = taken;
                } else {
                    for instance in std::mem::take(&mut self.faults.taken[turn.fault]) {
                        self.stations.put_up(&self.plan, instance);
                    }
                }
            }
            FaultKind::Slow {
                component,
                fraction,
                times,
            } => {
                let times = turn.begins.then_some(times);
                for instance in self.some_of(component, fraction, false) {
                    self.stations.slow_down(instance, times);
                }
            }
            FaultKind::Flush { component } => {
                if turn.begins {
                    self.stations.flush(component);
                }
            }
            FaultKind::Surge { times } => {
                self.surge = if turn.begins { times } else { 1.0 };
                self.carry = 0.0;
                self.plan_arrival();
            }
        }
    }

    /// The first instances of a component, a fraction of all, rounded up; those only that are up,
    /// where it says so.
    fn some_of(&self, component: usize, fraction: f64, up: bool) -> Vec<u32> {
        let instances = self.plan.stations[component].instances.clone();
        let count = libm::ceil(f64::from(instances.len() as u32) * fraction) as usize;
        let wanted = instances.filter(|&i| !up || self.stations.is_up(i));
        wanted.take(count).collect()
    }

    /// An instance stops: what waits, is served, or waits for others there, fails.
    fn crash(&mut self, instance: u32) {
        let (mut served, mut held) = (Vec::new(), 0);
        for place in 0..self.calls.places() {
            let call = &mut self.calls[place];
            if call.instance != instance {
                continue;
            }
            if call.is(SERVING) {
                served.push(place);
            } else if call.waiting > 0 {
                // It ends once what it waits for is in.
                call.flags |= FAILED;
                held += u32::from(call.is(HOLDS));
            }
        }
        let queued = self
            .stations
            .take_down(instance, held, &mut self.calls, self.now);
        for place in queued {
            self.ended(place, false);
        }
        for place in served {
            let call = self.calls[place];
            if call.is(MEMBER) {
                self.calls.remove(place);
            } else {
                // The event of its end is still to come.
                self.calls[place].flags = DEAD;
                self.calls[place].next = NONE;
                self.calls[place].generation = call.generation.wrapping_add(1);
            }
            if call.is(ROOT) {
                self.window.request_ended(false, self.now - call.entered);
                self.plan_wake();
            } else if call.parent != NONE && !call.is(ABANDONED) {
                self.answered(&call, false);
            }
        }
    }
}
