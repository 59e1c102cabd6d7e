use std::{cmp::Reverse, collections::HashMap};

/// Keys in order. A search halves; putting one in shifts what stands behind it, which for so few
/// is one short copy.
struct LiveRanking {
    order: Vec<(Reverse<i64>, i64)>,
    scores: HashMap<i64, i64>,
}

impl LiveRanking {
    pub fn new() -> Self {
        Self { order: Vec::new(), scores: HashMap::new() }
    }

    pub fn put(&mut self, run: i64, score: i64) {
        self.drop(run);
        self.scores.insert(run, score);
        let at = self.first_from(run, score);
        self.order.insert(at, (Reverse(score), run));
    }

    pub fn drop(&mut self, run: i64) {
        if let Some(score) = self.scores.remove(&run) {
            self.order.remove(self.first_from(run, score));
        }
    }

    pub fn at(&self, place: i64) -> Option<i64> {
        self.order.get(place as usize - 1).map(|key| key.1)
    }

    pub fn place(&self, run: i64) -> Option<i64> {
        let score = *self.scores.get(&run)?;
        Some(self.first_from(run, score) as i64 + 1)
    }

    fn first_from(&self, run: i64, score: i64) -> usize {
        self.order.partition_point(|&key| key < (Reverse(score), run))
    }
}
