//! The normal distribution: tails and quantiles.

/// Probability that a standard normal is above `x`.
pub fn upper_tail(x: f64) -> f64 {
    0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The point with probability `tail` above it; `tail` strictly between 0 and 1.
///
/// By bisection of the tail, which is exact to the last bits also far out, where a rational
/// approximation is not.
pub fn upper_point(tail: f64) -> f64 {
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if upper_tail(middle) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Quantile of the two-sided 99% interval.
pub const NINETY_NINE: f64 = 2.575_829_303_548_901;
