struct LabelStore {
    /// By item: from which version on, and what.
    histories: Vec<Vec<(i64, i64)>>,
    version: i64,
}

impl LabelStore {
    pub fn new(labels: Vec<i64>) -> Self {
        Self { histories: labels.into_iter().map(|label| vec![(0, label)]).collect(), version: 0 }
    }

    pub fn correct(&mut self, item: i64, label: i64) {
        let history = &mut self.histories[item as usize];
        match history.last_mut() {
            Some(last) if last.0 == self.version => last.1 = label,
            _ => history.push((self.version, label)),
        }
    }

    pub fn freeze(&mut self) -> i64 {
        self.version += 1;
        self.version - 1
    }

    pub fn label(&self, item: i64, version: i64) -> i64 {
        let history = &self.histories[item as usize];
        history[history.partition_point(|entry| entry.0 <= version) - 1].1
    }
}
