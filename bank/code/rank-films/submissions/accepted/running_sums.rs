use std::collections::HashMap;

struct FilmRanking {
    strength: i64,
    weights: Vec<i64>,
    stars: Vec<i64>,
    given: HashMap<(i64, usize), (i64, i64)>,
}

impl FilmRanking {
    pub fn new(films: i64, strength: i64) -> Self {
        let nothing = vec![0; films as usize];
        Self { strength, weights: nothing.clone(), stars: nothing, given: HashMap::new() }
    }

    pub fn rate(&mut self, user: i64, film: i64, stars: i64, reviewed: bool) {
        let film = film as usize;
        let weight = 1 + i64::from(reviewed);
        let before = self.given.insert((user, film), (weight, weight * stars)).unwrap_or((0, 0));
        self.weights[film] += weight - before.0;
        self.stars[film] += weight * stars - before.1;
    }

    pub fn top(&self, count: i64) -> Vec<i64> {
        let all_weights: i64 = self.weights.iter().sum();
        let all_stars: i64 = self.stars.iter().sum();
        // Times the weight of all ratings, a score is a ratio of two whole numbers.
        let whole = |film: usize| self.strength * all_stars + all_weights * self.stars[film];
        let part = |film: usize| self.strength + self.weights[film];
        let mut order: Vec<usize> = (0..self.weights.len()).collect();
        // Multiplied crosswise they stay within 64 bits, and the stable sort keeps equal ones in order.
        order.sort_by(|&a, &b| (whole(b) * part(a)).cmp(&(whole(a) * part(b))));
        order.into_iter().take(count as usize).map(|film| film as i64).collect()
    }
}
