pub fn of(value: f64) -> f64 {
    value / 2.0
}
