//! One replication, stepped event by event.
//!
//! A call comes to a component, is given to one of its instances, waits, is served, then makes its
//! own calls, step by step, and answers. All times are whole nanoseconds; what happens in one
//! nanosecond happens in the order in which it was caused.

mod calls;
mod carried;
mod coming;
mod deliveries;
mod events;
mod faults;
mod heap;
mod jobs;
mod links;
mod replicas;
mod scaler;
mod stations;
mod trace;
mod watch;
mod window;

use std::collections::VecDeque;

use self::{
    calls::{
        ABANDONED, CLASS_SHIFT, CLASSES, Call, Calls, DEAD, FAILED, HEDGED, HOLDS, NONE, REFUSED,
        REPLICA, ROOT, TRIAL,
    },
    carried::Carrying,
    coming::Coming,
    deliveries::{Deliveries, MESSAGE},
    events::{Events, Kind},
    faults::Faults,
    jobs::{JOB, Jobs},
    links::{LinkState, Pass},
    stations::Stations,
    trace::Trace,
    watch::{Made, Watch},
    window::Window,
};
use super::{
    carried::When,
    law::Law,
    model::{Arrivals, Design},
    plan::Plan,
    tally::{Cut, Replication},
};
use crate::random::Stream;

pub use trace::{Span, SpanEnd};

/// Most events of a replication; beyond, the run is cut.
const MOST_EVENTS: u64 = 1_000_000_000;
/// Events between two looks at what is held.
const LOOK: u64 = 1 << 16;
/// Memory that may be held beside what caches keep, in bytes; beyond, the run is cut.
const MOST_BYTES: usize = 384 * 1024 * 1024;

/// What is done at once, before the next event.
enum Todo {
    /// A call comes to its component.
    Arrive(u32),
    /// An answer comes back to the call that waits for it.
    Reply(u32),
}

/// One replication under way.
pub struct Engine<'d, W = ()> {
    plan: Plan<'d>,
    now: u64,
    events: Events,
    calls: Calls,
    stations: Stations,
    links: Vec<LinkState>,
    deliveries: Deliveries,
    jobs: Jobs,
    todo: VecDeque<Todo>,
    /// Partitions that last.
    partitions: u32,
    /// Where a write goes and when, while it is sent; kept so that its memory is used again.
    sent: Vec<(u32, u64)>,
    faults: Faults,
    window: Window,
    coming: Coming<'d>,
    /// When something changes that is no event: a boundary, a fault, the rate of requests.
    next_change: u64,
    think: Stream,
    keys: Stream,
    types: Stream,
    carrying: Carrying,
    counted: u64,
    /// How much is spent when the caller, or a look at what is held, has its turn.
    until: u64,
    /// How much is spent when what is held is looked at again.
    next_look: u64,
    cut: Option<Cut>,
    watch: W,
}

impl<'d> Engine<'d> {
    /// Starts a replication of a design, empty, at time zero.
    pub fn new(design: &'d Design, seed: u64, replication: u64) -> Self {
        Self::watched(design, seed, replication, ())
    }

    /// Steps through about as many events as named; says whether the replication has ended.
    ///
    /// This and its like for a trace stand here twice, so that the engine is compiled with this
    /// crate, for speed, and not with each that steps it.
    pub fn step(&mut self, events: u64) -> bool {
        self.advance(events)
    }
}

impl<'d> Engine<'d, Trace> {
    /// Starts the same replication, to be stepped until a request has taken at least so many
    /// nanoseconds.
    pub fn tracing(design: &'d Design, seed: u64, replication: u64, at_least: u64) -> Self {
        Self::watched(design, seed, replication, Trace::new(at_least))
    }

    /// Steps through about as many events as named; says whether the request was found or the
    /// replication has ended.
    pub fn step(&mut self, events: u64) -> bool {
        self.advance(events)
    }

    /// The end of the warm-up, and the calls of that request, itself first, where there was one.
    pub fn traced(self) -> Option<(u64, Vec<Span>)> {
        let began = self.window.warmed_up();
        self.watch.found().map(|spans| (began, spans))
    }
}

impl<'d, W: Watch> Engine<'d, W> {
    fn watched(design: &'d Design, seed: u64, replication: u64, watch: W) -> Self {
        let plan = Plan::new(design);
        let mut events = Events::default();
        let links = links::states(&plan, &mut events, seed, replication);
        let stream = |purpose| Stream::new(seed, &["load", purpose], replication);
        let mut engine = Self {
            now: 0,
            calls: Calls::new(design),
            stations: Stations::new(&plan, &mut events, seed, replication),
            links,
            deliveries: Deliveries::new(&plan),
            jobs: Jobs::new(design),
            todo: VecDeque::new(),
            partitions: 0,
            sent: Vec::new(),
            faults: Faults::new(design),
            window: Window::new(design),
            coming: Coming::new(design, seed, replication),
            next_change: 0,
            think: stream("think"),
            keys: stream("keys"),
            types: stream("types"),
            carrying: Carrying::new(design, seed, replication),
            counted: 0,
            until: 0,
            next_look: LOOK,
            cut: None,
            watch,
            events,
            plan,
        };
        engine.start();
        engine
    }

    fn start(&mut self) {
        if let Arrivals::Closed { users, .. } = self.plan.design.load.arrivals {
            for _ in 0..users {
                self.plan_wake();
            }
        }
        for (at, component) in self.plan.design.components.iter().enumerate() {
            if let Some(scale) = component.autoscale {
                self.events.push(scale.every, Kind::Scale, at as u32);
            }
        }
        self.find_next_change();
    }

    fn advance(&mut self, events: u64) -> bool {
        let end = self.spent() + events;
        while self.spent() < end {
            self.until = end.min(self.next_look);
            if self.step_on() {
                return true;
            }
            if self.spent() >= self.next_look {
                self.look();
            }
            if self.cut.is_some() {
                return true;
            }
        }
        false
    }

    /// Events, and what else takes as long as so many.
    #[inline]
    const fn spent(&self) -> u64 {
        self.counted + self.stations.looked()
    }

    /// Looks at how much was done and is held, wherever its callers pause.
    fn look(&mut self) {
        let calls = &self.calls;
        self.events
            .sweep(|call, generation| calls[call].generation != generation);
        if self.spent() > MOST_EVENTS {
            self.cut = Some(Cut::Events);
        } else if self.held() > MOST_BYTES {
            self.cut = Some(Cut::Calls);
        }
        self.next_look = self.spent() + LOOK;
    }

    /// About the memory of what is under way, in bytes.
    fn held(&self) -> usize {
        self.calls.bytes()
            + self.events.bytes()
            + self.stations.bytes()
            + self.todo.len() * size_of::<Todo>()
    }

    /// About the memory that the replication takes, in bytes: what is under way, what caches may
    /// keep, and what is counted.
    pub fn bytes(&self) -> usize {
        self.held() + self.plan.bytes()
    }

    /// Steps on until what was to be spent is spent; says whether the replication has ended.
    fn step_on(&mut self) -> bool {
        // What was left when the last step ended.
        self.job_calls();
        self.at_once();
        if self.cut.is_some() || self.watch.is_done() {
            return true;
        }
        while self.spent() < self.until {
            let first = self.events.first();
            let next = first.time();
            let arrival = self.coming.next();
            let earliest = next.min(arrival);
            if earliest >= self.next_change {
                if self.change() {
                    return true;
                }
                continue;
            }
            self.now = earliest;
            self.counted += 1;
            if arrival <= next {
                self.coming.plan(self.now);
                self.request();
            } else {
                let calls = &self.calls;
                let gone = |call: u32, generation| calls[call].generation != generation;
                let (kind, index) = self.events.take(first, gone);
                self.happens(kind, index);
            }
            if !self.todo.is_empty() {
                self.at_once();
            }
            if self.cut.is_some() || self.watch.is_done() {
                return true;
            }
        }
        false
    }

    /// How much of the whole is done, in thousandths.
    pub fn thousandths(&self) -> u64 {
        (1000.0 * self.window.progress(self.now)) as u64
    }

    /// Says that the caller will not step on, although the replication has not ended.
    pub const fn cut(&mut self) {
        self.cut = Some(Cut::Events);
    }

    /// What was counted.
    pub fn finish(mut self) -> Replication {
        self.stations.check(self.now, &self.calls);
        self.window.finish(self.counted, self.cut)
    }

    fn find_next_change(&mut self) {
        let fault = self.faults.next().min(self.coming.next_change());
        self.next_change = self.window.boundary().min(fault);
    }

    /// A boundary of the measured time, the beginning or end of a fault, or another rate of
    /// requests; says whether it was the last.
    fn change(&mut self) -> bool {
        let at = self.next_change;
        self.now = at;
        let mut last = false;
        if self.window.boundary() == at {
            let warming = self.window.is_warming();
            let (stations, deliveries) = (&mut self.stations, &mut self.deliveries);
            last = self.window.cross(at, stations, deliveries, &mut self.jobs);
            if warming && !self.window.is_warming() {
                self.faults.begin(at);
                self.coming.begin(at);
                self.begin_jobs(at);
            }
        } else if self.faults.next() == at {
            // Each looks through all calls, and some times through all instances.
            self.stations.takes(self.calls.places());
            self.stations.takes(4 * self.plan.instances);
            self.fault();
            self.at_once();
        } else {
            // Bursts of no length are as many events as any others.
            self.counted += 1;
            let drawn = self.coming.turn(at);
            self.stations.takes(drawn);
        }
        self.find_next_change();
        last || self.cut.is_some()
    }

    /// Does what is to be done before the next event. Messages that take no time may cause each
    /// other without end, so that it too pauses where its caller has its turn, and goes on later.
    #[inline]
    fn at_once(&mut self) {
        while self.spent() < self.until
            && let Some(todo) = self.todo.pop_front()
        {
            self.counted += 1;
            match todo {
                Todo::Arrive(call) => self.arrive(call),
                Todo::Reply(call) => self.reply(call),
            }
            if self.cut.is_some() {
                return;
            }
        }
    }

    #[inline]
    fn happens(&mut self, kind: Kind, index: u32) {
        match kind {
            Kind::Done => self.served(index),
            Kind::Deliver => self.arrive(index),
            Kind::Respond => self.reply(index),
            Kind::Timer => self.batch_waited(index),
            Kind::Wake => self.request(),
            Kind::Timeout => self.timed_out(index),
            Kind::Hedge => self.hedged(index),
            Kind::Retry => {
                let call = self.calls[index];
                self.calls.remove(index);
                self.issue(call.parent, call.link, call.attempt);
            }
            Kind::Scale => self.scale(index),
            Kind::Started => self.stations.started(&self.plan, index as usize, self.now),
            Kind::Job => self.job(index),
            Kind::Lane => {}
        }
    }

    /// Draws when somebody asks again.
    fn plan_wake(&mut self) {
        if let Arrivals::Closed { think, .. } = self.plan.design.load.arrivals {
            let time = think.draw(&mut self.think) as f64 / self.coming.surge();
            self.events.push(self.now + time as u64, Kind::Wake, 0);
        }
    }

    /// A request comes in.
    fn request(&mut self) {
        let load = &self.plan.design.load;
        let key = match &load.keys {
            Some(keys) => keys.draw(&mut self.keys),
            None => 0,
        };
        let mut class = 0;
        if !load.types.is_empty() {
            let mut drawn = self.types.uniform();
            for of_type in &load.types[..load.types.len() - 1] {
                drawn -= of_type.share;
                if drawn < 0.0 {
                    break;
                }
                class += 1;
            }
        }
        self.window.offered(class);
        let call = self.new_call(load.entry, NONE, key, ROOT | class << CLASS_SHIFT);
        if let Some(call) = call {
            if self.plan.carries {
                self.carry_in(call, None);
            }
            self.watch.request(call, load.entry, self.now);
            self.arrive(call);
        }
    }

    fn new_call(&mut self, station: usize, parent: u32, key: u32, flags: u16) -> Option<u32> {
        let place = self.calls.add(Call {
            entered: self.now,
            parent,
            next: NONE,
            generation: 0,
            instance: NONE,
            key,
            waiting: 0,
            station: station as u16,
            link: 0,
            step: 0,
            attempt: 0,
            flags,
        });
        match place {
            Some(place) => self.watch.taken(place),
            None => self.cut = Some(Cut::Calls),
        }
        place
    }

    /// Makes a call for another by a link, if the link lets it.
    fn issue(&mut self, parent: u32, link: u16, attempt: u8) {
        let at = usize::from(link);
        if self.links[at].guard.is_none() {
            self.send(parent, (link, attempt), 0, false);
            return;
        }
        let wanted = self.plan.links[at];
        let guard = self.links[at].guard.as_mut();
        let flags = match guard.map_or(Pass::Made, |guard| guard.pass(self.now)) {
            Pass::Made => 0,
            Pass::Trial => TRIAL,
            Pass::Refused if !wanted.is_awaited() => return,
            Pass::Refused => {
                if let Some(call) = self.new_call(wanted.to, parent, 0, REFUSED | FAILED) {
                    self.calls[call].link = link;
                    self.calls[call].attempt = attempt;
                    let made = Made {
                        station: wanted.to,
                        attempt,
                        second: false,
                        refused: true,
                    };
                    self.watch.called(call, parent, made, self.now);
                    self.todo.push_back(Todo::Reply(call));
                }
                return;
            }
        };
        let call = self.send(parent, (link, attempt), flags, false);
        if let (Some(call), Some(hedge)) = (call, wanted.hedge) {
            let (lane, generation) = (self.links[at].hedges, self.calls[call].generation);
            let time = self.now + hedge;
            self.events.push_lane(lane, time, call, generation);
        }
    }

    /// Sends a call for another by a link.
    #[inline]
    fn send(&mut self, parent: u32, by: (u16, u8), flags: u16, second: bool) -> Option<u32> {
        let (link, attempt) = by;
        let at = usize::from(link);
        let (wanted, caller) = (self.plan.links[at], self.calls[parent]);
        let awaited = wanted.is_awaited();
        let waits_for_it = if awaited { parent } else { NONE };
        let flags = flags | caller.flags & CLASSES;
        let call = self.new_call(wanted.to, waits_for_it, caller.key, flags)?;
        self.calls[call].link = link;
        self.calls[call].attempt = attempt;
        if self.plan.carries {
            self.carry_on(parent, call);
        }
        if !wanted.detached {
            let made = Made {
                station: wanted.to,
                attempt,
                second,
                refused: false,
            };
            self.watch.called(call, parent, made, self.now);
        }
        if let (Some(timeout), true) = (wanted.timeout, awaited) {
            let generation = self.calls[call].generation;
            let lane = self.links[at].timeouts;
            self.events
                .push_lane(lane, self.now + timeout, call, generation);
        }
        self.travel(call, at, Kind::Deliver);
        Some(call)
    }

    /// A caller has waited long enough to make a second call.
    fn hedged(&mut self, first: u32) {
        let call = self.calls[first];
        if call.is(ABANDONED) {
            return;
        }
        let guard = self.links[usize::from(call.link)].guard.as_mut();
        if guard.is_some_and(|guard| guard.pass(self.now) == Pass::Made)
            && let Some(second) = self.send(call.parent, (call.link, call.attempt), 0, true)
        {
            self.calls.pair(first, second);
        }
    }

    /// Sends a call there or its answer back.
    #[inline]
    fn travel(&mut self, call: u32, link: usize, kind: Kind) {
        if self.partitions > 0 && self.links[link].cut > 0 {
            self.lose(call);
            return;
        }
        let law = &self.plan.links[link].latency;
        let there = kind == Kind::Deliver;
        if *law == Law::ZERO {
            self.todo.push_back(if there {
                Todo::Arrive(call)
            } else {
                Todo::Reply(call)
            });
            return;
        }
        let state = &mut self.links[link];
        let time = self.now + law.draw(&mut state.latency);
        match law {
            Law::Constant { .. } => {
                let lane = if there { state.there } else { state.back };
                self.events.push_lane(lane, time, call, 0);
            }
            _ => self.events.push(time, kind, call),
        }
    }

    /// A message is lost: whoever waits for an answer learns of it by the timeout, which the link
    /// has.
    fn lose(&mut self, place: u32) {
        if self.calls[place].parent == NONE {
            self.calls.remove(place);
        } else {
            self.calls[place].flags |= DEAD;
        }
    }

    /// A call comes to its component.
    fn arrive(&mut self, call: u32) {
        self.calls[call].entered = self.now;
        let at = usize::from(self.calls[call].station);
        self.window.arrived(at);
        self.watch.arrived(call, self.now);
        if self.plan.stations[at].instant {
            self.window.started(at, 0);
            self.watch.started(call, NONE, self.now);
            self.worked(call);
        } else if !self.admit(at, call) {
            self.watch.turned_away(call);
            self.ended(call, false);
        }
    }

    /// A service ends: that of one call, or of the batch it leads.
    #[inline]
    fn served(&mut self, leader: u32) {
        let call = &mut self.calls[leader];
        if call.is(DEAD) {
            self.calls.remove(leader);
            return;
        }
        let at = usize::from(call.station);
        if self.plan.stations[at].only_serves {
            call.flags &= !calls::SERVING;
            let instance = call.instance;
            self.hand_on(at, instance);
            self.watch.served(leader, self.now);
            self.ended_alone(leader, true);
            return;
        }
        let call = *call;
        let keeps = self.plan.stations[at].component.hold;
        if !keeps {
            self.hand_on(at, call.instance);
        }
        let mut next = leader;
        while next != NONE {
            let member = next;
            next = self.calls[member].next;
            let call = &mut self.calls[member];
            call.next = NONE;
            call.flags &= !(calls::SERVING | calls::MEMBER);
            if keeps {
                call.flags |= HOLDS;
            }
            if self.plan.stations[at].errs && self.stations.fails(at, call.instance) {
                self.window.failed(at);
                self.ended(member, false);
            } else {
                self.worked(member);
            }
        }
    }

    /// A call's own work is done: it answers from what is kept, or makes its calls.
    #[inline]
    fn worked(&mut self, call: u32) {
        self.watch.served(call, self.now);
        let at = usize::from(self.calls[call].station);
        if self.plan.stations[at].replicated && !self.replicated(call) {
            return;
        }
        if self.plan.stations[at].works {
            self.work_on(call);
        }
        if let Some(hit) = self.stations.look_up(at, &mut self.calls[call], self.now) {
            self.window.looked_up(at, hit);
            if hit {
                self.ended_alone(call, true);
                return;
            }
            if self.waits_for_another(call) {
                return;
            }
        }
        if self.plan.stations[at].steps.is_empty() {
            self.ended(call, true);
        } else {
            self.calls[call].step = 0;
            self.steps_on(call);
        }
    }

    /// Makes the calls of the next step that has any to wait for, or ends.
    fn steps_on(&mut self, call: u32) {
        let at = usize::from(self.calls[call].station);
        loop {
            let step = usize::from(self.calls[call].step);
            let Some(range) = self.plan.stations[at].steps.get(step).cloned() else {
                self.ended(call, true);
                return;
            };
            self.stations.takes(range.len() as u32);
            for link in range {
                let wanted = self.plan.links[link];
                if wanted.types >> self.calls[call].class() & 1 == 0 {
                    continue;
                }
                if wanted.when != When::Always && !self.takes(call, wanted.when) {
                    continue;
                }
                if wanted.share < 1.0 && !self.links[link].share.happens(wanted.share) {
                    continue;
                }
                if let Some(budget) = wanted.budget {
                    let tokens = &mut self.links[link].tokens;
                    *tokens = (*tokens + budget * f64::from(wanted.fan_out)).min(1000.0);
                }
                if let Some(delivery) = self.plan.deliveries[link] {
                    self.publish(call, link, delivery);
                    continue;
                }
                if !wanted.detached {
                    self.calls[call].waiting += wanted.fan_out;
                }
                // Those that the link refuses are no events.
                self.stations.takes(wanted.fan_out);
                for _ in 0..wanted.fan_out {
                    self.issue(call, link as u16, 0);
                }
            }
            self.calls[call].step += 1;
            if self.calls[call].waiting > 0 || self.cut.is_some() {
                return;
            }
        }
    }

    /// Whether another call asks for the key that a call misses; then it waits for that one.
    fn waits_for_another(&mut self, place: u32) -> bool {
        let call = self.calls[place];
        // None for a cache whose misses do not wait for each other.
        let misses = self.stations.misses(usize::from(call.station), &call);
        let Some(before) = misses.and_then(|misses| misses.join(call.key, place)) else {
            return false;
        };
        self.calls[before].next = place;
        // So that it fails where its instance crashes.
        self.calls[place].waiting = 1;
        true
    }

    /// A call ends, well or not.
    #[inline]
    fn ended(&mut self, place: u32, well: bool) {
        let at = usize::from(self.calls[place].station);
        if self.plan.stations[at].component.cache.is_some() {
            self.brought(place, well);
        } else {
            self.ended_alone(place, well);
        }
    }

    /// A call that a cache had no answer for ends: what it brings is kept, and all that wait for it
    /// end as well.
    fn brought(&mut self, place: u32, well: bool) {
        let call = self.calls[place];
        let at = usize::from(call.station);
        if well {
            self.stations.keep(at, &call, self.now);
        }
        if let Some(misses) = self.stations.misses(at, &call) {
            misses.leave(call.key, place);
        }
        self.calls[place].next = NONE;
        self.ended_alone(place, well);
        let mut next = call.next;
        while next != NONE {
            let waits = next;
            next = std::mem::replace(&mut self.calls[waits].next, NONE);
            self.calls[waits].waiting = 0;
            self.ended_alone(waits, well && !self.calls[waits].is(FAILED));
        }
    }

    /// A call ends, well or not, and answers.
    #[inline]
    fn ended_alone(&mut self, place: u32, well: bool) {
        // Not a copy of the whole, which would have to wait for what was just written to its parts.
        let call = &self.calls[place];
        let (flags, parent, instance) = (call.flags, call.parent, call.instance);
        let at = usize::from(call.station);
        if flags & HOLDS != 0 {
            self.calls[place].flags &= !HOLDS;
            self.hand_on(at, instance);
        }
        if well {
            self.window.completed(at);
        }
        if flags & REPLICA != 0 {
            let call = self.calls[place];
            self.calls.remove(place);
            self.replica_ended(&call, well);
        } else if flags & ROOT != 0 {
            if self.plan.carries {
                self.carried_out(place, well);
            }
            let call = &self.calls[place];
            let (class, took) = (call.class(), self.now - call.entered);
            self.calls.remove(place);
            self.window.request_ended(class, well, took);
            let counts = well && !self.window.is_warming();
            self.watch.request_ended(place, counts, self.now);
            self.plan_wake();
        } else if parent == NONE || flags & ABANDONED != 0 {
            let call = self.calls[place];
            self.calls.remove(place);
            if well && call.is(ABANDONED) {
                self.in_vain(&call);
            } else if well {
                self.window.used(at);
            }
            if call.link == JOB {
                self.job_call_ended(at, call.entered, well);
            }
        } else {
            let call = &mut self.calls[place];
            if !well {
                call.flags |= FAILED;
            }
            let link = usize::from(call.link);
            self.travel(place, link, Kind::Respond);
        }
    }

    /// An answer comes back.
    fn reply(&mut self, place: u32) {
        let call = self.calls[place];
        self.calls.remove(place);
        if !call.is(ABANDONED) {
            self.answered(place, &call, !call.is(FAILED));
        } else if !call.is(FAILED) {
            self.in_vain(&call);
        }
    }

    /// A caller has waited long enough; the work goes on behind its back.
    fn timed_out(&mut self, place: u32) {
        let call = self.calls[place];
        if !call.is(ABANDONED) {
            self.calls[place].flags |= ABANDONED;
            self.watch.timed_out(place);
            self.answered(place, &call, false);
        }
        if call.is(DEAD) {
            self.calls.remove(place);
        }
    }

    /// A caller learns how its call ended: it tries again, gets along without, fails, or goes on.
    fn answered(&mut self, place: u32, call: &Call, well: bool) {
        let (parent, link) = (call.parent, usize::from(call.link));
        let wanted = self.plan.links[link];
        self.watch.answered(place, well, self.now);
        if self.links[link].guard.is_some() && !self.decides(place, call, well) {
            return;
        }
        if well {
            self.window.used(wanted.to);
            if self.plan.carries {
                self.carry_back(place, parent);
            }
        } else {
            if u32::from(call.attempt) < wanted.retries && self.may_retry(link) {
                let attempt = call.attempt + 1;
                if wanted.backoff == 0 {
                    self.issue(parent, call.link, attempt);
                } else {
                    let pause = wanted.backoff << u32::from(call.attempt).min(20);
                    if let Some(place) = self.new_call(wanted.to, parent, 0, 0) {
                        self.calls[place].link = call.link;
                        self.calls[place].attempt = attempt;
                        self.events
                            .push(self.now.saturating_add(pause), Kind::Retry, place);
                    }
                }
                return;
            }
            if !wanted.optional {
                self.calls[parent].flags |= FAILED;
            } else if self.plan.carries {
                self.carry_without(link, parent);
            }
        }
        self.calls[parent].waiting -= 1;
        if self.calls[parent].waiting == 0 {
            if self.calls[parent].step == MESSAGE {
                self.delivered(parent, !self.calls[parent].is(FAILED));
            } else if self.calls[parent].is(FAILED) {
                self.ended(parent, false);
            } else {
                self.steps_on(parent);
            }
        }
    }

    /// Whether an answer by a link that is guarded decides how its call ended: not where another
    /// call still races it. Tells the guard.
    fn decides(&mut self, place: u32, call: &Call, well: bool) -> bool {
        let mut trial = call.is(TRIAL);
        if call.is(HEDGED) {
            let twin = self.calls.twin(place);
            let other = &mut self.calls[twin];
            other.flags &= !HEDGED;
            if !well {
                other.flags |= call.flags & TRIAL;
                return false;
            }
            other.flags |= ABANDONED;
            trial |= other.is(TRIAL);
            self.watch.unneeded(twin, self.now);
        }
        if let (Some(guard), false) = (
            &mut self.links[usize::from(call.link)].guard,
            call.is(REFUSED),
        ) {
            guard.learned(trial, well, self.now);
        }
        true
    }

    /// Whether a retry is within the link's budget; takes it.
    fn may_retry(&mut self, link: usize) -> bool {
        if self.plan.links[link].budget.is_none() {
            return true;
        }
        let tokens = &mut self.links[link].tokens;
        let enough = *tokens >= 1.0;
        if enough {
            *tokens -= 1.0;
        }
        enough
    }

    /// A component's use is looked at: instances are started, or stopped.
    fn scale(&mut self, at: u32) {
        let ordered = self.stations.scale(&self.plan, at as usize, self.now);
        let Some((scale, start)) = ordered else {
            return;
        };
        for _ in 0..start {
            let ready = self.now.saturating_add(scale.delay);
            self.events.push(ready, Kind::Started, at);
        }
        let next = self.now.saturating_add(scale.every);
        self.events.push(next, Kind::Scale, at);
    }

    /// A batch has been waited for.
    fn batch_waited(&mut self, instance: u32) {
        let at = self.stations.station_of(instance);
        self.stations.timer_rang(instance);
        self.serve(at, instance);
    }
}
