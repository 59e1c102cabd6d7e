//! Components while they run: instances with queues, which one takes a call, what a cache keeps.

#![expect(
    clippy::inline_always,
    reason = "left to itself the compiler makes a call of each, in the path of every event"
)]

use std::mem;

use super::{
    super::{
        caches::{Kept, Misses},
        law::Law,
        model::{Autoscale, Cache, Pick},
        plan::{LAST_PRIORITY, Plan, Station as Ready, USUAL_PRIORITY},
        zipf::Zipf,
    },
    Engine,
    calls::{Call, Calls, MEMBER, NONE, QUEUED, REPLICA, ROOT, SERVING},
    events::{Events, Kind},
    replicas::Replicated,
    scaler::{Order, Scaler},
    watch::Watch,
};
use crate::random::Stream;

/// One instance.
pub(super) struct Instance {
    /// Places taken.
    busy: u32,
    waiting: u32,
    /// Messages that it keeps until they can be handed out.
    kept: u32,
    /// First and last of the queue.
    head: u32,
    tail: u32,
    station: u16,
    /// Whether it takes calls, unless faults hold it down.
    active: bool,
    /// Faults that hold it down.
    down: u32,
    /// Whether a timer will ring for its next batch.
    timer: bool,
    /// How many times as long everything takes.
    slow: f64,
    /// How likely the work of a call does not fail.
    sound: f64,
}

impl Instance {
    /// Whether the first of the queue can be started.
    #[inline]
    const fn can_start(&self, concurrency: u32) -> bool {
        self.waiting > 0 && self.busy < concurrency && self.down == 0
    }
}

/// One component.
struct Station {
    service: Stream,
    errors: Stream,
    pick: Stream,
    keys: Stream,
    /// Lane for a constant time of service.
    lane: usize,
    /// Instances that are up.
    up: Vec<u32>,
    /// Whose turn it is.
    turn: usize,
    busy: u64,
    waiting: u64,
    /// Since when these hold.
    since: u64,
    /// Calls in service and waiting, summed over nanoseconds, since the last boundary.
    busy_area: u128,
    waiting_area: u128,
    /// Since the beginning, for Little's law: the area under the queue, and what those who left
    /// had waited.
    whole_area: u128,
    whole_waited: u128,
    cache: Option<Cache>,
    /// For each instance of a cache.
    kept: Vec<Kept>,
    /// For each instance of a cache whose misses wait for each other.
    misses: Vec<Misses>,
    replicated: Option<Box<Replicated>>,
    scaler: Option<Box<Scaler>>,
    /// Where calls of several priorities come, the last of each in the queue of each instance.
    tails: Vec<[u32; LAST_PRIORITY as usize]>,
    first: u32,
}

/// Which instances of a component are up.
#[derive(Clone, Copy)]
pub(super) struct Up<'s>(&'s [Instance]);

impl Up<'_> {
    pub(super) fn is(self, own: u32) -> bool {
        self.0[own as usize].down == 0
    }
}

/// All components.
pub(super) struct Stations {
    all: Vec<Station>,
    instances: Vec<Instance>,
    /// Instances and calls that were looked through.
    looked: u64,
}

/// How many of them take as long as an event.
const LOOKED_AN_EVENT: u64 = 32;

impl Stations {
    pub(super) fn new(plan: &Plan<'_>, events: &mut Events, seed: u64, replication: u64) -> Self {
        let mut instances = Vec::with_capacity(plan.instances as usize);
        let all = plan.stations.iter().enumerate().map(|(at, station)| {
            let component = station.component;
            let stream =
                |purpose| Stream::new(seed, &["component", &component.name, purpose], replication);
            for rank in 0..station.instances.len() {
                instances.push(Instance {
                    busy: 0,
                    waiting: 0,
                    kept: 0,
                    head: NONE,
                    tail: NONE,
                    station: at as u16,
                    active: rank < component.instances as usize,
                    down: 0,
                    timer: false,
                    slow: 1.0,
                    sound: 1.0 - component.errors,
                });
            }
            let kept = component.cache.map_or_else(Vec::new, |cache| {
                let one = |_| Kept::new(&cache, plan.keys);
                station.instances.clone().map(one).collect()
            });
            let coalesces = component.cache.is_some_and(|cache| cache.coalesce);
            let misses = (station.instances.clone().filter(|_| coalesces))
                .map(|_| Misses::default())
                .collect();
            Station {
                service: stream("service"),
                errors: stream("errors"),
                pick: stream("pick"),
                keys: stream("keys"),
                lane: events.lane(Kind::Done),
                up: (station.instances.clone())
                    .take(component.instances as usize)
                    .collect(),
                scaler: component
                    .autoscale
                    .map(|wanted| Box::new(Scaler::new(wanted, component.instances))),
                turn: 0,
                busy: 0,
                waiting: 0,
                since: 0,
                busy_area: 0,
                waiting_area: 0,
                whole_area: 0,
                whole_waited: 0,
                cache: component.cache,
                kept,
                misses,
                replicated: component.replicas.map(|wanted| {
                    let lag = stream("replication");
                    Box::new(Replicated::new(wanted, component.instances, lag))
                }),
                tails: if station.ranked {
                    vec![[NONE; LAST_PRIORITY as usize]; station.instances.len()]
                } else {
                    Vec::new()
                },
                first: station.instances.start,
            }
        });
        let all = all.collect();
        Self {
            all,
            instances,
            looked: 0,
        }
    }

    /// What was looked through, as the number of events that take as long.
    #[inline]
    pub(super) const fn looked(&self) -> u64 {
        self.looked / LOOKED_AN_EVENT
    }

    /// So many more are looked through.
    pub(super) const fn takes(&mut self, looked: u32) {
        self.looked += looked as u64;
    }

    /// About the memory of writes and misses that are under way, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let replicated = self.all.iter().flat_map(|station| &station.replicated);
        let misses = self.all.iter().flat_map(|station| &station.misses);
        replicated.map(|of| of.bytes()).sum::<usize>() + misses.map(Misses::bytes).sum::<usize>()
    }

    pub(super) fn station_of(&self, instance: u32) -> usize {
        usize::from(self.instances[instance as usize].station)
    }

    /// Whether an instance takes calls.
    pub(super) fn is_up(&self, instance: u32) -> bool {
        self.instances[instance as usize].active && self.runs(instance)
    }

    /// Whether an instance serves what it has.
    pub(super) fn runs(&self, instance: u32) -> bool {
        self.instances[instance as usize].down == 0
    }

    /// Looks at a component's use, and stops instances that are too many: they serve what they
    /// have. Says how many are to be started.
    pub(super) fn scale(
        &mut self,
        plan: &Plan<'_>,
        at: usize,
        now: u64,
    ) -> Option<(Autoscale, u32)> {
        let station = &mut self.all[at];
        station.touch(now);
        let (busy, places) = (station.busy_area, plan.stations[at].concurrency);
        let scaler = station.scaler.as_mut()?;
        let wanted = scaler.wanted();
        match scaler.look(busy, places, now) {
            Order::Start(more) => return Some((wanted, more)),
            Order::Stop(0) => {}
            Order::Stop(fewer) => {
                let range = plan.stations[at].instances.clone();
                let all = &mut self.instances[range.start as usize..range.end as usize];
                let active = all.iter_mut().rev().filter(|one| one.active);
                active
                    .take(fewer as usize)
                    .for_each(|one| one.active = false);
                self.find_up(plan, at);
            }
        }
        Some((wanted, 0))
    }

    /// An instance has started.
    pub(super) fn started(&mut self, plan: &Plan<'_>, at: usize, now: u64) {
        if let Some(scaler) = &mut self.all[at].scaler {
            scaler.started(now);
        }
        let range = plan.stations[at].instances.clone();
        let all = &mut self.instances[range.start as usize..range.end as usize];
        if let Some(one) = all.iter_mut().find(|one| !one.active) {
            one.active = true;
        }
        self.find_up(plan, at);
    }

    /// An instance keeps so many messages.
    pub(super) fn keeps(&mut self, instance: u32, messages: u32) {
        self.instances[instance as usize].kept = messages;
    }

    pub(super) fn timer_rang(&mut self, instance: u32) {
        self.instances[instance as usize].timer = false;
    }

    /// The replica that takes a call; nothing where that is down.
    fn pick_replica(&mut self, plan: &Plan<'_>, at: usize, call: &Call, now: u64) -> Option<u32> {
        let up = |index: u32| self.instances[index as usize].down == 0;
        if call.is(REPLICA) {
            return Some(call.instance).filter(|&index| up(index));
        }
        let writes = !call.is(ROOT) && plan.links[usize::from(call.link)].writes;
        let station = &mut self.all[at];
        let (first, pick) = (station.first, &mut station.pick);
        let replicated = station.replicated.as_ref()?;
        let own = replicated.pick(call.key, writes, now, pick, |own| up(first + own));
        own.map(|own| first + own)
    }

    /// The replicas of a component, and which of them are up.
    pub(super) fn replicas(&mut self, at: usize) -> Option<(&mut Replicated, Up<'_>)> {
        let station = &mut self.all[at];
        let up = Up(&self.instances[station.first as usize..]);
        Some((station.replicated.as_mut()?, up))
    }

    /// Lets replicas take over from those that are down; says how many acknowledged writes are
    /// lost.
    pub(super) fn fail_over(&mut self, at: usize, now: u64) -> u64 {
        self.replicas(at).map_or(0, |(replicated, up)| {
            replicated.fail_over(now, |own| up.is(own))
        })
    }

    /// The instance that takes a call; nothing where none is up.
    #[inline]
    fn pick(&mut self, at: usize, pick: Pick, key: u32) -> Option<u32> {
        let station = &mut self.all[at];
        match station.up[..] {
            [] => None,
            [only] => Some(only),
            _ => Some(self.pick_among(at, pick, key)),
        }
    }

    /// The instance that takes a call where several are up.
    #[inline(never)]
    fn pick_among(&mut self, at: usize, pick: Pick, key: u32) -> u32 {
        let station = &mut self.all[at];
        let count = station.up.len();
        let load = |index: u32| {
            let instance = &self.instances[index as usize];
            u64::from(instance.busy) + u64::from(instance.waiting)
        };
        match pick {
            Pick::Random => station.up[station.pick.below(count as u64) as usize],
            Pick::RoundRobin => {
                station.turn = (station.turn + 1) % count;
                station.up[station.turn]
            }
            Pick::LeastLoaded => {
                // Begins at another place each time, so that those that are alike take turns.
                station.turn = (station.turn + 1) % count;
                let (later, sooner) = station.up.split_at(station.turn);
                let mut best = sooner[0];
                for &index in sooner.iter().chain(later) {
                    self.looked += 1;
                    if load(index) < load(best) {
                        best = index;
                    }
                    if load(best) == 0 {
                        break;
                    }
                }
                best
            }
            Pick::PowerOfTwo => {
                let first = station.pick.below(count as u64) as usize;
                let other = station.pick.below(count as u64 - 1) as usize;
                let second = if other < first { other } else { other + 1 };
                let (first, second) = (station.up[first], station.up[second]);
                if load(second) < load(first) {
                    second
                } else {
                    first
                }
            }
            Pick::Key => {
                let spread = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
                station.up[((spread * count as u64) >> 32) as usize]
            }
        }
    }

    /// Whether a cache has a call's key; nothing where the component keeps none.
    #[inline]
    pub(super) fn look_up(&mut self, at: usize, call: &mut Call, now: u64) -> Option<bool> {
        let station = &mut self.all[at];
        let cache = station.cache.as_ref()?;
        if let Some(keys) = &cache.keys {
            call.key = keys.draw(&mut station.keys);
        }
        let kept = &mut station.kept[(call.instance.max(station.first) - station.first) as usize];
        Some(kept.hit(call.key, now))
    }

    /// Draws the key of a call that a component makes by itself.
    pub(super) fn draw_key(&mut self, at: usize, keys: &Zipf) -> u32 {
        keys.draw(&mut self.all[at].keys)
    }

    /// Keeps the key of a call that ended well.
    #[inline]
    pub(super) fn keep(&mut self, at: usize, call: &Call, now: u64) {
        let station = &mut self.all[at];
        if let Some(own) = call.instance.checked_sub(station.first)
            && let Some(kept) = station.kept.get_mut(own as usize)
        {
            kept.keep(call.key, now);
        }
    }

    /// Misses of the instance that a call is at; nothing where they do not wait for each other.
    pub(super) fn misses(&mut self, at: usize, call: &Call) -> Option<&mut Misses> {
        let station = &mut self.all[at];
        let own = call.instance.checked_sub(station.first)?;
        station.misses.get_mut(own as usize)
    }

    /// Forgets what the instances of a cache keep.
    pub(super) fn flush(&mut self, at: usize) {
        for kept in &mut self.all[at].kept {
            kept.clear();
        }
    }

    /// Hands over the areas since the last boundary.
    pub(super) fn areas(&mut self, at: usize, now: u64) -> (u128, u128, u128) {
        let station = &mut self.all[at];
        station.touch(now);
        let scaler = station.scaler.as_mut();
        let paid = scaler.map_or(0, |scaler| scaler.hand_over(station.busy_area, now));
        let areas = (station.busy_area, station.waiting_area, paid);
        station.whole_area += station.waiting_area;
        station.busy_area = 0;
        station.waiting_area = 0;
        areas
    }

    /// Number of components.
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// Empties an instance that is down: its queue, whose calls are to fail.
    pub(super) fn take_down(
        &mut self,
        index: u32,
        held: u32,
        calls: &mut Calls,
        now: u64,
    ) -> Vec<u32> {
        let instance = &mut self.instances[index as usize];
        let station = &mut self.all[usize::from(instance.station)];
        station.touch(now);
        station.waiting -= u64::from(instance.waiting);
        station.busy -= u64::from(instance.busy - held);
        let mut failed = Vec::new();
        let mut next = instance.head;
        while next != NONE {
            failed.push(next);
            let call = &mut calls[next];
            station.whole_waited += u128::from(now - call.entered);
            call.flags &= !QUEUED;
            next = call.next;
            call.next = NONE;
        }
        instance.busy = held;
        instance.waiting = 0;
        instance.head = NONE;
        instance.tail = NONE;
        if let Some(tails) = station.tails.get_mut((index - station.first) as usize) {
            tails.fill(NONE);
        }
        if let Some(misses) = station.misses.get_mut((index - station.first) as usize) {
            misses.clear();
        }
        failed
    }

    /// Holds an instance down.
    pub(super) fn hold_down(&mut self, index: u32) {
        self.instances[index as usize].down += 1;
    }

    /// Puts instances of a component up again, unless another fault still holds them down.
    pub(super) fn put_up(&mut self, plan: &Plan<'_>, at: usize, taken: &[u32]) {
        for &index in taken {
            self.instances[index as usize].down -= 1;
        }
        if let Some((replicated, up)) = self.replicas(at) {
            let first = plan.stations[at].instances.start;
            for own in taken.iter().map(|index| index - first) {
                if up.is(own) {
                    replicated.catch_up(own);
                }
            }
        }
        self.find_up(plan, at);
    }

    /// Finds out which instances of a component are up.
    pub(super) fn find_up(&mut self, plan: &Plan<'_>, at: usize) {
        let instances = plan.stations[at].instances.clone();
        self.takes(instances.len() as u32);
        self.all[at].up = instances.filter(|&i| self.is_up(i)).collect();
    }

    /// Makes everything at an instance take as many times as long as usual.
    pub(super) fn slow_down(&mut self, index: u32, times: f64) {
        self.instances[index as usize].slow = times;
    }

    /// How likely work at an instance does not fail.
    pub(super) fn make_sound(&mut self, index: u32, sound: f64) {
        self.instances[index as usize].sound = sound;
    }

    /// Whether the work of a call at an instance fails.
    pub(super) fn fails(&mut self, at: usize, index: u32) -> bool {
        let sound = self.instances[index as usize].sound;
        sound < 1.0 && !self.all[at].errors.happens(sound)
    }

    /// Little's law, exactly: the area under each queue is what those in it have waited.
    pub(super) fn check(&mut self, now: u64, calls: &Calls) {
        let mut waited: Vec<u128> = self
            .all
            .iter()
            .map(|station| station.whole_waited)
            .collect();
        for place in 0..calls.places() {
            let call = &calls[place];
            if call.is(QUEUED) {
                waited[usize::from(call.station)] += u128::from(now - call.entered);
            }
        }
        for (at, waited) in waited.into_iter().enumerate() {
            self.areas(at, now);
            let area = self.all[at].whole_area;
            assert_eq!(area, waited, "Little's law does not hold at component {at}");
        }
    }
}

impl<W: Watch> Engine<'_, W> {
    /// Gives a call to an instance, which starts it or puts it into its queue; says whether it was
    /// taken.
    #[inline]
    pub(super) fn admit(&mut self, at: usize, place: u32) -> bool {
        let ready = &self.plan.stations[at];
        let call = &mut self.calls[place];
        let picked = if ready.replicated {
            self.stations.pick_replica(&self.plan, at, call, self.now)
        } else {
            self.stations.pick(at, ready.component.pick, call.key)
        };
        let Some(index) = picked else {
            return false;
        };
        let station = &mut self.stations.all[at];
        let instance = &mut self.stations.instances[index as usize];
        let at_once = instance.busy < ready.concurrency && ready.component.batch.is_none();
        let full = instance.waiting >= ready.limit && !at_once
            || instance.kept > 0 && instance.kept >= ready.limit;
        if full && !call.is(REPLICA) {
            self.window.shed(at);
            return false;
        }
        call.instance = index;
        call.next = NONE;
        station.touch(self.now);
        if at_once && instance.waiting == 0 && instance.down == 0 {
            call.flags |= SERVING;
            self.window.started(at, 0);
            self.watch.started(place, index, self.now);
            let longer = for_call(ready, &self.calls, place);
            station.begin(ready, instance, &mut self.events, (self.now, place, longer));
            return true;
        }
        call.flags |= QUEUED;
        if ready.ranked {
            let tails = &mut station.tails[(index - station.first) as usize];
            enqueue_ranked(&self.plan, &mut self.calls, instance, tails, place);
        } else {
            if instance.head == NONE {
                instance.head = place;
            } else {
                self.calls[instance.tail].next = place;
            }
            instance.tail = place;
        }
        instance.waiting += 1;
        station.waiting += 1;
        self.serve(at, index);
        true
    }

    /// Gives a place of an instance back, and starts what waits for it.
    #[inline(always)]
    pub(super) fn hand_on(&mut self, at: usize, index: u32) {
        let station = &mut self.stations.all[at];
        let instance = &mut self.stations.instances[index as usize];
        station.touch(self.now);
        station.busy -= 1;
        instance.busy -= 1;
        self.serve(at, index);
    }

    /// Starts as much of an instance's queue as there are places for. Asks here, in line, since
    /// often there is nothing to start.
    #[inline(always)]
    pub(super) fn serve(&mut self, at: usize, index: u32) {
        let ready = &self.plan.stations[at];
        if self.stations.instances[index as usize].can_start(ready.concurrency) {
            if ready.component.batch.is_none() {
                self.start_waiting(at, index);
            } else {
                self.start_batches(at, index);
            }
        }
    }

    /// Starts as many of those that wait as there are places for; the first can start.
    #[inline(never)]
    fn start_waiting(&mut self, at: usize, index: u32) {
        let ready = &self.plan.stations[at];
        let station = &mut self.stations.all[at];
        let instance = &mut self.stations.instances[index as usize];
        station.touch(self.now);
        while instance.can_start(ready.concurrency) {
            let place = instance.head;
            let call = &mut self.calls[place];
            instance.head = mem::replace(&mut call.next, NONE);
            instance.waiting -= 1;
            station.waiting -= 1;
            let waited = station.take_up(call, self.now);
            self.window.started(at, waited);
            self.watch.started(place, index, self.now);
            if ready.ranked {
                station.leave_rank(&self.plan, (index, place), &self.calls[place]);
            }
            let longer = for_call(ready, &self.calls, place);
            station.begin(ready, instance, &mut self.events, (self.now, place, longer));
        }
    }

    /// Starts as many batches as there are places for.
    #[inline(never)]
    fn start_batches(&mut self, at: usize, index: u32) {
        let ready = &self.plan.stations[at];
        let Some(batch) = ready.component.batch else {
            return;
        };
        let station = &mut self.stations.all[at];
        let instance = &mut self.stations.instances[index as usize];
        while instance.can_start(ready.concurrency) {
            let leader = instance.head;
            let due = self.calls[leader].entered.saturating_add(batch.wait);
            if instance.waiting < batch.size && due > self.now {
                if !instance.timer {
                    instance.timer = true;
                    self.events.push(due, Kind::Timer, index);
                }
                return;
            }
            let size = instance.waiting.min(batch.size);
            station.touch(self.now);
            let mut last = leader;
            let mut items = 0;
            for member in 0..size {
                if member > 0 {
                    last = self.calls[last].next;
                    self.calls[last].flags |= MEMBER;
                }
                let waited = station.take_up(&mut self.calls[last], self.now);
                self.window.started(at, waited);
                self.watch.started(last, index, self.now);
                if ready.each > 0.0 {
                    items += self.calls.items(last);
                }
                if ready.ranked {
                    station.leave_rank(&self.plan, (index, last), &self.calls[last]);
                }
            }
            instance.head = mem::replace(&mut self.calls[last].next, NONE);
            instance.waiting -= size;
            station.waiting -= u64::from(size);
            let longer = (batch.each * f64::from(size) + 0.5) as u64 + for_items(ready, items);
            station.begin(
                ready,
                instance,
                &mut self.events,
                (self.now, leader, longer),
            );
        }
    }
}

/// How much longer the service of a call takes for what it carries, in nanoseconds.
#[inline]
fn for_call(ready: &Ready<'_>, calls: &Calls, place: u32) -> u64 {
    if ready.each > 0.0 {
        for_items(ready, calls.items(place))
    } else {
        0
    }
}

/// The same for so many items.
fn for_items(ready: &Ready<'_>, items: u64) -> u64 {
    (ready.each * items as f64 + 0.5) as u64
}

/// The place of a call among those that wait, from zero.
fn rank(plan: &Plan<'_>, call: &Call) -> usize {
    let priority = if call.is(ROOT) {
        USUAL_PRIORITY
    } else {
        plan.links[usize::from(call.link)].priority
    };
    usize::from(priority) - 1
}

/// Puts a call behind all others of its priority, and before those of later ones.
fn enqueue_ranked(
    plan: &Plan<'_>,
    calls: &mut Calls,
    instance: &mut Instance,
    tails: &mut [u32],
    place: u32,
) {
    let rank = rank(plan, &calls[place]);
    let before = tails[..=rank].iter().rev().find(|&&tail| tail != NONE);
    let next = match before {
        Some(&before) => mem::replace(&mut calls[before].next, place),
        None => mem::replace(&mut instance.head, place),
    };
    calls[place].next = next;
    if next == NONE {
        instance.tail = place;
    }
    tails[rank] = place;
}

impl Station {
    /// Brings the areas up to now.
    #[inline]
    fn touch(&mut self, now: u64) {
        if now == self.since {
            return;
        }
        let passed = u128::from(now - self.since);
        self.busy_area += u128::from(self.busy) * passed;
        self.waiting_area += u128::from(self.waiting) * passed;
        self.since = now;
    }

    /// A call that waited is taken up; says how long it had waited.
    #[inline]
    fn take_up(&mut self, call: &mut Call, now: u64) -> u64 {
        call.flags = call.flags & !QUEUED | SERVING;
        let waited = now - call.entered;
        self.whole_waited += u128::from(waited);
        waited
    }

    /// A call is no longer the last of its priority in an instance's queue.
    fn leave_rank(&mut self, plan: &Plan<'_>, (index, place): (u32, u32), call: &Call) {
        let tails = &mut self.tails[(index - self.first) as usize];
        let tail = &mut tails[rank(plan, call)];
        if *tail == place {
            *tail = NONE;
        }
    }

    /// A service begins, of one call or of the batch it leads: draws how long it takes, beside what
    /// it takes longer, and plans its end.
    #[inline(always)]
    fn begin(
        &mut self,
        ready: &Ready<'_>,
        instance: &mut Instance,
        events: &mut Events,
        (now, leader, longer): (u64, u32, u64),
    ) {
        instance.busy += 1;
        self.busy += 1;
        let law = &ready.component.service;
        let mut time = law.draw(&mut self.service) + longer;
        if instance.slow.to_bits() != 1.0_f64.to_bits() {
            time = (time as f64 * instance.slow + 0.5) as u64;
        }
        match law {
            Law::Constant { .. } => events.push_lane(self.lane, now + time, leader, 0),
            _ => events.push(now + time, Kind::Done, leader),
        }
    }
}
