#[derive(Default)]
struct ArrivalReport {
    count: f64,
    errors: f64,
    sizes: f64,
    squares: f64,
    mean: f64,
    spread: f64,
}

impl ArrivalReport {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, actual: f64, forecast: f64) {
        let error = forecast - actual;
        self.count += 1.0;
        self.errors += error;
        self.sizes += error.abs();
        self.squares += error * error;
        // Distance to the mean before and after, so that no great squares are subtracted.
        let before = actual - self.mean;
        self.mean += before / self.count;
        self.spread += before * (actual - self.mean);
    }

    pub fn report(&self) -> Vec<Option<f64>> {
        let over = |whole: f64, part: f64| (whole > 0.0).then(|| part / whole);
        vec![
            over(self.count, self.errors),
            over(self.count, self.sizes),
            over(self.count, self.squares).map(f64::sqrt),
            over(self.spread, self.squares).map(|left| 1.0 - left),
        ]
    }
}
