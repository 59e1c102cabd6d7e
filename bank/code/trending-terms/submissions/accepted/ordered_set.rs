use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// A count, and the moment it was got to.
type Standing = (Reverse<u32>, u32);

struct Trending {
    standings: HashMap<String, Standing>,
    order: BTreeMap<Standing, String>,
    moment: u32,
}

impl Trending {
    pub fn new() -> Self {
        Self { standings: HashMap::new(), order: BTreeMap::new(), moment: 0 }
    }

    pub fn add(&mut self, term: String) {
        self.moment += 1;
        let (count, term) = match self.standings.get(&term) {
            Some(before) => (before.0 .0, self.order.remove(before).unwrap()),
            None => (0, term),
        };
        let standing = (Reverse(count + 1), self.moment);
        self.standings.insert(term.clone(), standing);
        self.order.insert(standing, term);
    }

    pub fn top(&self, k: i64) -> Vec<String> {
        self.order.values().take(k as usize).cloned().collect()
    }
}
