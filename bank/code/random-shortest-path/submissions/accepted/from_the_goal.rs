use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

pub struct PathSampler {
    start: usize,
    goal: usize,
    /// For each node, from where a shortest path gets there, each with the ways up to and with it.
    before: Vec<Vec<(usize, f64)>>,
    reached: bool,
    state: u64,
}

impl PathSampler {
    pub fn new(graph: Vec<Vec<i64>>, start: i64, goal: i64) -> Self {
        let (start, goal, n) = (start as usize, goal as usize, graph.len());
        let mut steps = vec![usize::MAX; n];
        // Up to 10^300 ways: no whole number holds them, a double does.
        let mut ways = vec![0.0; n];
        let mut before = vec![Vec::new(); n];
        let mut latest = vec![n; n];
        let mut queue = vec![start];
        steps[start] = 0;
        ways[start] = 1.0;
        let mut at = 0;
        while at < queue.len() {
            let node = queue[at];
            at += 1;
            for &other in &graph[node] {
                let other = other as usize;
                if latest[other] == node {
                    continue; // listed before by this node
                }
                latest[other] = node;
                if steps[other] == usize::MAX {
                    steps[other] = steps[node] + 1;
                    queue.push(other);
                }
                if steps[other] == steps[node] + 1 {
                    ways[other] += ways[node];
                    before[other].push((node, ways[other]));
                }
            }
        }
        // The library has no random numbers, but its maps begin with a random key.
        let state = RandomState::new().build_hasher().finish();
        Self { start, goal, before, reached: steps[goal] < usize::MAX, state }
    }

    pub fn draw(&mut self) -> Vec<i64> {
        if !self.reached {
            return vec![];
        }
        let mut node = self.goal;
        let mut path = vec![node as i64];
        while node != self.start {
            let even = self.even();
            let from = &self.before[node];
            let point = even * from[from.len() - 1].1;
            let place = from.partition_point(|&(_, end)| end <= point);
            node = from[place.min(from.len() - 1)].0;
            path.push(node as i64);
        }
        path.reverse();
        path
    }

    /// From 0 up to 1, 53 bits, by the generator called splitmix.
    fn even(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}
