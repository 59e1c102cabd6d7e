//! A figure with its 99% confidence interval.

use serde::Serialize;

/// A figure and its 99% confidence interval; nothing where a run cannot give one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

impl Estimate {
    /// A figure between two ends.
    pub const fn new(value: f64, low: f64, high: f64) -> Self {
        Self {
            value: Some(value),
            low: Some(low),
            high: Some(high),
        }
    }

    /// A figure that is known without error.
    pub const fn exact(value: f64) -> Self {
        Self::new(value, value, value)
    }
}
