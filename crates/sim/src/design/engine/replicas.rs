//! Replicas of a database: which one takes a call, what each has, what is lost with a leader.
//!
//! A replica has every write of its shard up to the latest that it has worked on, so that one
//! number stands for all it has.

use std::{
    collections::{HashMap, VecDeque},
    hash::BuildHasherDefault,
};

use super::{
    super::{caches::Spread, law::Law, model::Replicas},
    Engine, Todo,
    calls::{ABANDONED, Call, FAILED, FRESH, NONE, REPLICA, ROOT},
    events::Kind,
    watch::Watch,
};
use crate::random::Stream;

/// A call at a replica that stands for a write of its leader.
const WRITE: u8 = 1;

/// The replicas of one component.
pub(super) struct Replicated {
    wanted: Replicas,
    shards: Vec<Shard>,
    /// For each instance, the latest write that it has.
    has: Vec<u32>,
    /// For each instance, when the latest write comes to it.
    comes: Vec<u64>,
    /// For each key whose latest acknowledged write some replica may not have, that write.
    acknowledged: HashMap<u32, u32, BuildHasherDefault<Spread>>,
    writes: Vec<Write>,
    free: Vec<u32>,
    lag: Stream,
}

/// Replicas that keep the same.
struct Shard {
    /// Among the instances of the component.
    leader: u32,
    /// When it takes writes.
    ready: u64,
    /// The latest write.
    version: u32,
    /// Acknowledged writes that some replica may not have: number and key.
    log: VecDeque<(u32, u32)>,
}

/// A write on its way to the replicas.
#[derive(Clone, Copy)]
struct Write {
    version: u32,
    key: u32,
    shard: u32,
    /// The call that waits until enough replicas have it.
    call: u32,
    /// Replicas that must still have it before the call ends.
    needed: u32,
    /// Replicas that it is on its way to.
    left: u32,
    acknowledged: bool,
    /// It was not on the replica that leads now.
    lost: bool,
}

impl Replicated {
    pub(super) fn new(wanted: Replicas, instances: u32, lag: Stream) -> Self {
        let shards = (0..instances / wanted.count).map(|shard| Shard {
            leader: shard * wanted.count,
            ready: 0,
            version: 0,
            log: VecDeque::new(),
        });
        Self {
            wanted,
            shards: shards.collect(),
            has: vec![0; instances as usize],
            comes: vec![0; instances as usize],
            acknowledged: HashMap::default(),
            writes: Vec::new(),
            free: Vec::new(),
            lag,
        }
    }

    /// About the memory of the writes that some replica may not have, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let log: usize = self.shards.iter().map(|shard| shard.log.len()).sum();
        // A table has about as many free places as taken ones.
        log * size_of::<(u32, u32)>()
            + self.acknowledged.len() * 2 * size_of::<(u32, u32)>()
            + self.writes.len() * size_of::<Write>()
    }

    fn shard_of(&self, key: u32) -> u32 {
        let spread = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        ((spread * self.shards.len() as u64) >> 32) as u32
    }

    /// The instance that takes a call: for a write the leader, else any that is up.
    pub(super) fn pick(
        &self,
        key: u32,
        writes: bool,
        now: u64,
        pick: &mut Stream,
        up: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let shard = self.shard_of(key);
        if writes {
            let shard = &self.shards[shard as usize];
            return Some(shard.leader).filter(|&leader| up(leader) && shard.ready <= now);
        }
        let first = shard * self.wanted.count;
        let count = (first..first + self.wanted.count)
            .filter(|&i| up(i))
            .count();
        if count == 0 {
            return None;
        }
        let drawn = pick.below(count as u64) as usize;
        (first..first + self.wanted.count)
            .filter(|&i| up(i))
            .nth(drawn)
    }

    /// Forgets which writes are the latest once all replicas that are up have them.
    fn forget(&mut self, shard: u32, up: impl Fn(u32) -> bool) {
        let first = shard * self.wanted.count;
        let replicas = (first..first + self.wanted.count).filter(|&i| up(i));
        let least = replicas.map(|i| self.has[i as usize]).min();
        let Some(least) = least else { return };
        let log = &mut self.shards[shard as usize].log;
        while let Some((version, key)) = log.pop_front_if(|(version, _)| *version <= least) {
            if self.acknowledged.get(&key) == Some(&version) {
                self.acknowledged.remove(&key);
            }
        }
    }

    /// A write is acknowledged.
    fn acknowledge(&mut self, at: u32) {
        let write = &mut self.writes[at as usize];
        write.acknowledged = true;
        let Write {
            version,
            key,
            shard,
            ..
        } = *write;
        self.shards[shard as usize].log.push_back((version, key));
        let latest = self.acknowledged.entry(key).or_insert(0);
        *latest = version.max(*latest);
    }

    /// Where leaders are down, others take over that have the most; says how many acknowledged
    /// writes these do not have.
    pub(super) fn fail_over(&mut self, now: u64, up: impl Fn(u32) -> bool) -> u64 {
        // Of each shard with another leader, the latest write that this one has.
        let mut takes_over: HashMap<u32, u32> = HashMap::new();
        for shard in 0..self.shards.len() as u32 {
            let old = self.shards[shard as usize].leader;
            let first = shard * self.wanted.count;
            let replicas = first..first + self.wanted.count;
            let most = replicas.filter(|&i| up(i)).max_by_key(|&i| {
                // The first of those that have as much.
                (self.has[i as usize], u32::MAX - i)
            });
            let (false, Some(leader)) = (up(old), most) else {
                continue;
            };
            let has = self.has[leader as usize];
            let state = &mut self.shards[shard as usize];
            state.leader = leader;
            state.ready = now.saturating_add(self.wanted.failover);
            state.log.retain(|(version, _)| *version <= has);
            takes_over.insert(shard, has);
        }
        if takes_over.is_empty() {
            return 0;
        }
        // Numbers are not given twice: what comes next follows all that was.
        let mut lost = 0;
        for write in &mut self.writes {
            let has = takes_over.get(&write.shard);
            if has.is_some_and(|&has| write.left > 0 && !write.lost && write.version > has) {
                write.lost = true;
                lost += u64::from(write.acknowledged);
                if self.acknowledged.get(&write.key) == Some(&write.version) {
                    self.acknowledged.remove(&write.key);
                }
            }
        }
        lost
    }

    /// Replicas that come back have what their leaders have.
    pub(super) fn catch_up(&mut self, instance: u32) {
        let leader = self.shards[(instance / self.wanted.count) as usize].leader;
        let has = self.has[leader as usize];
        let own = &mut self.has[instance as usize];
        *own = has.max(*own);
    }
}

impl<W: Watch> Engine<'_, W> {
    /// A call was served by a replica: what it wrote goes to the others, or others are read as
    /// well. Says whether it is done with that.
    pub(super) fn replicated(&mut self, place: u32) -> bool {
        let call = self.calls[place];
        if call.is(REPLICA) {
            self.ended(place, true);
            return false;
        }
        let writes = !call.is(ROOT) && self.plan.links[usize::from(call.link)].writes;
        if writes {
            self.write(place, &call)
        } else {
            self.read(place, &call)
        }
    }

    fn write(&mut self, place: u32, call: &Call) -> bool {
        let at = usize::from(call.station);
        let range = self.plan.stations[at].instances.clone();
        let own = call.instance - range.start;
        let Some((state, up)) = self.stations.replicas(at) else {
            return true;
        };
        let shard = own / state.wanted.count;
        let version = state.shards[shard as usize].version + 1;
        state.shards[shard as usize].version = version;
        state.has[own as usize] = version;
        let first = shard * state.wanted.count;
        let others = (first..first + state.wanted.count).filter(|&i| i != own && up.is(i));
        let count = others.clone().count() as u32;
        let needed = state.wanted.write - 1;
        let record = Write {
            version,
            key: call.key,
            shard,
            call: if needed > 0 { place } else { NONE },
            needed,
            left: count,
            acknowledged: false,
            lost: false,
        };
        let index = if let Some(free) = state.free.pop() {
            state.writes[free as usize] = record;
            free
        } else {
            state.writes.push(record);
            state.writes.len() as u32 - 1
        };
        if count < needed {
            state.writes[index as usize].call = NONE;
        } else if needed == 0 && !call.is(ABANDONED) {
            state.acknowledge(index);
            self.window.acknowledged(at);
        }
        // Each gets writes in their order.
        let law: Law = state.wanted.lag;
        let mut sent: Vec<(u32, u64)> = Vec::new();
        std::mem::swap(&mut sent, &mut self.sent);
        for other in others {
            let time = self.now + law.draw(&mut state.lag);
            let comes = &mut state.comes[other as usize];
            *comes = time.max(*comes);
            sent.push((range.start + other, *comes));
        }
        if count == 0 {
            state.forget(shard, |own| up.is(own));
            state.free.push(index);
        }
        for &(instance, time) in &sent {
            if let Some(sub) = self.new_call(at, index, call.key, REPLICA) {
                self.calls[sub].instance = instance;
                self.calls[sub].attempt = WRITE;
                self.events.push(time, Kind::Deliver, sub);
            }
        }
        sent.clear();
        self.sent = sent;
        if count < needed {
            self.ended(place, false);
            return false;
        }
        self.calls[place].waiting = needed;
        needed == 0
    }

    fn read(&mut self, place: u32, call: &Call) -> bool {
        let at = usize::from(call.station);
        let start = self.plan.stations[at].instances.start;
        let own = call.instance - start;
        let Some((state, up)) = self.stations.replicas(at) else {
            return true;
        };
        let latest = state.acknowledged.get(&call.key).copied().unwrap_or(0);
        let fresh = state.has[own as usize] >= latest;
        let wanted = state.wanted;
        if wanted.read == 1 {
            self.window.read(at, fresh);
            return true;
        }
        if fresh {
            self.calls[place].flags |= FRESH;
        }
        let first = own / wanted.count * wanted.count;
        // The next ones after it, in a circle: which one is first was drawn.
        let others = (1..wanted.count).map(|next| first + (own - first + next) % wanted.count);
        let mut left = wanted.read - 1;
        let mut sent: Vec<(u32, u64)> = Vec::new();
        std::mem::swap(&mut sent, &mut self.sent);
        for other in others {
            if left > 0 && up.is(other) {
                left -= 1;
                sent.push((start + other, 0));
            }
        }
        if left == 0 {
            self.calls[place].waiting = wanted.read - 1;
            for &(instance, _) in &sent {
                if let Some(sub) = self.new_call(at, place, latest, REPLICA) {
                    self.calls[sub].instance = instance;
                    self.todo.push_back(Todo::Arrive(sub));
                }
            }
        }
        sent.clear();
        self.sent = sent;
        if left > 0 {
            self.ended(place, false);
        }
        false
    }

    /// A call at another replica ended, well or not.
    pub(super) fn replica_ended(&mut self, call: &Call, well: bool) {
        let at = usize::from(call.station);
        let own = call.instance - self.plan.stations[at].instances.start;
        let Some((state, up)) = self.stations.replicas(at) else {
            return;
        };
        if call.attempt != WRITE {
            let parent = call.parent;
            let main = &mut self.calls[parent];
            if well && state.has[own as usize] >= call.key {
                main.flags |= FRESH;
            }
            if !well {
                main.flags |= FAILED;
            }
            main.waiting -= 1;
            if main.waiting > 0 {
                return;
            }
            let main = *main;
            if main.is(FAILED) {
                self.ended(parent, false);
            } else {
                self.window.read(at, main.is(FRESH));
                self.steps_on(parent);
            }
            return;
        }
        let index = call.parent;
        let write = &mut state.writes[index as usize];
        write.left -= 1;
        let well = well && !write.lost;
        if well {
            let has = &mut state.has[own as usize];
            *has = write.version.max(*has);
            write.needed = write.needed.saturating_sub(1);
        }
        let Write {
            shard,
            call: main,
            needed,
            left,
            ..
        } = *write;
        // Whether the call that waits goes on, and how.
        let goes = main != NONE && (needed == 0 || left < needed);
        if goes {
            write.call = NONE;
        }
        let mut acknowledged = false;
        if goes && needed == 0 {
            let main = &self.calls[main];
            acknowledged = !main.is(FAILED) && !main.is(ABANDONED);
            if acknowledged {
                state.acknowledge(index);
            }
        }
        state.forget(shard, |own| up.is(own));
        if left == 0 {
            state.free.push(index);
        }
        if goes {
            self.calls[main].waiting = 0;
            if acknowledged {
                self.window.acknowledged(at);
            }
            if needed == 0 && !self.calls[main].is(FAILED) {
                self.steps_on(main);
            } else {
                self.ended(main, false);
            }
        }
    }
}
