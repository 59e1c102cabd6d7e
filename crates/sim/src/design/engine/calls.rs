//! The calls that are under way, in places that are used again.

use super::{super::model::Design, carried::Carried};

/// No call.
pub(super) const NONE: u32 = u32::MAX;
/// Most calls under way at once; beyond, the run is cut.
pub(super) const MOST_CALLS: usize = 4_000_000;

/// A request that came in, whose answer is counted.
pub(super) const ROOT: u16 = 1;
/// Nobody waits for it any more.
pub(super) const ABANDONED: u16 = 1 << 1;
/// It cannot end well.
pub(super) const FAILED: u16 = 1 << 2;
/// In service.
pub(super) const SERVING: u16 = 1 << 3;
/// Its instance has crashed, or its message was lost; only the event of its end is still to come.
pub(super) const DEAD: u16 = 1 << 4;
/// Part of a batch that another call leads.
pub(super) const MEMBER: u16 = 1 << 5;
/// It keeps its place in the instance.
pub(super) const HOLDS: u16 = 1 << 6;
/// In an instance's queue.
pub(super) const QUEUED: u16 = 1 << 7;
/// Another call is made beside it, and the first answer wins.
pub(super) const HEDGED: u16 = 1 << 8;
/// It was never made.
pub(super) const REFUSED: u16 = 1 << 9;
/// Its outcome decides whether others are made.
pub(super) const TRIAL: u16 = 1 << 10;
/// It stands for another call at a further replica.
pub(super) const REPLICA: u16 = 1 << 11;
/// One of the replicas that it asked has the latest write.
pub(super) const FRESH: u16 = 1 << 12;
/// Where the type of its request begins.
pub(super) const CLASS_SHIFT: u32 = 13;
pub(super) const CLASSES: u16 = u16::MAX << CLASS_SHIFT;

/// One call.
#[derive(Clone, Copy)]
pub(super) struct Call {
    /// When it came to its component.
    pub(super) entered: u64,
    /// The call that waits for it.
    pub(super) parent: u32,
    /// The next in the queue, in the batch, or among free places.
    pub(super) next: u32,
    /// How often this place was used, so that late events know that it is another call's.
    pub(super) generation: u32,
    /// The instance, among all.
    pub(super) instance: u32,
    /// The key it asks for.
    pub(super) key: u32,
    /// Calls of its own that it waits for.
    pub(super) waiting: u32,
    pub(super) station: u16,
    /// The link it came by.
    pub(super) link: u16,
    /// The step of links that it waits at.
    pub(super) step: u8,
    pub(super) attempt: u8,
    pub(super) flags: u16,
}

impl Call {
    /// The type of its request.
    #[inline]
    pub(super) const fn class(&self) -> u16 {
        self.flags >> CLASS_SHIFT
    }

    pub(super) const fn is(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}

/// The calls that are under way.
pub(super) struct Calls {
    all: Vec<Call>,
    free: u32,
    /// For those that are hedged, the other.
    twins: Vec<u32>,
    /// What each carries; none where requests carry nothing.
    carried: Vec<Carried>,
}

impl Calls {
    pub(super) fn new(design: &Design) -> Self {
        assert!(u16::try_from(design.links.len()).is_ok(), "too many links");
        Self {
            all: Vec::new(),
            free: NONE,
            twins: Vec::new(),
            carried: Vec::new(),
        }
    }

    /// What a call carries, where requests carry anything.
    #[inline]
    pub(super) fn carried(&mut self, place: u32) -> &mut Carried {
        if self.carried.len() < self.all.len() {
            self.carried.resize_with(self.all.len(), Carried::default);
        }
        &mut self.carried[place as usize]
    }

    /// Items that a call carries.
    pub(super) fn items(&self, place: u32) -> u64 {
        let carried = self.carried.get(place as usize);
        carried.map_or(0, Carried::items)
    }

    /// A place for a call, which keeps its generation; nothing when all are taken.
    #[inline]
    pub(super) fn add(&mut self, mut call: Call) -> Option<u32> {
        let place = self.free;
        // No place is called `NONE`.
        if let Some(old) = self.all.get_mut(place as usize) {
            self.free = old.next;
            call.generation = old.generation;
            *old = call;
            return Some(place);
        }
        if self.all.len() == MOST_CALLS {
            return None;
        }
        self.all.push(call);
        Some(self.all.len() as u32 - 1)
    }

    /// Gives a place back.
    #[inline]
    pub(super) fn remove(&mut self, place: u32) {
        let call = &mut self.all[place as usize];
        call.generation = call.generation.wrapping_add(1);
        call.next = self.free;
        call.instance = NONE;
        call.flags = 0;
        self.free = place;
    }

    /// Makes two calls race each other.
    pub(super) fn pair(&mut self, first: u32, second: u32) {
        self.twins.resize(self.all.len(), NONE);
        for (one, other) in [(first, second), (second, first)] {
            self.all[one as usize].flags |= HEDGED;
            self.twins[one as usize] = other;
        }
    }

    /// The call that a hedged one races.
    pub(super) fn twin(&self, place: u32) -> u32 {
        self.twins[place as usize]
    }

    /// About the memory that they take, in bytes.
    pub(super) const fn bytes(&self) -> usize {
        self.all.len() * size_of::<Call>() + self.twins.len() * size_of::<u32>()
    }

    /// Places that are or were used.
    pub(super) fn places(&self) -> u32 {
        self.all.len() as u32
    }
}

impl std::ops::Index<u32> for Calls {
    type Output = Call;

    #[inline]
    fn index(&self, place: u32) -> &Call {
        &self.all[place as usize]
    }
}

impl std::ops::IndexMut<u32> for Calls {
    #[inline]
    fn index_mut(&mut self, place: u32) -> &mut Call {
        &mut self.all[place as usize]
    }
}
