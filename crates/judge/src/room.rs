//! Memory for simulations under way, shared by all of them: those that began later wait while all
//! together take much, and the first goes on. What they give is the same.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

/// Memory of all simulations beyond which only the first goes on, in bytes.
const MOST_BYTES: usize = 384 * 1024 * 1024;
/// Time between two looks at whether there is room again.
const LOOK: Duration = Duration::from_millis(5);

/// The simulations under way, in the order in which they began, and the memory that each takes.
static ALL: Mutex<(u64, BTreeMap<u64, usize>)> = Mutex::new((0, BTreeMap::new()));

fn all() -> MutexGuard<'static, (u64, BTreeMap<u64, usize>)> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One simulation under way; it gives its memory back when dropped.
#[derive(Debug)]
pub struct Room(u64);

impl Room {
    /// Begins a simulation, which takes nothing yet.
    #[expect(
        clippy::new_without_default,
        reason = "each is another's place in a row"
    )]
    pub fn new() -> Self {
        let mut all = all();
        all.0 += 1;
        let own = all.0;
        all.1.insert(own, 0);
        Self(own)
    }

    /// Says how many bytes it takes now, and waits until there is room for it to go on; false where
    /// `goes_on`, which is asked meanwhile, says no.
    pub fn takes(&self, bytes: usize, goes_on: &dyn Fn() -> bool) -> bool {
        while goes_on() {
            {
                let mut all = all();
                all.1.insert(self.0, bytes);
                let first = all.1.keys().next() == Some(&self.0);
                if first || all.1.values().sum::<usize>() <= MOST_BYTES {
                    return true;
                }
            }
            thread::sleep(LOOK);
        }
        false
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        all().1.remove(&self.0);
    }
}
