//! Distributions of times.

use crate::random::Stream;

/// How a time is drawn, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Law {
    /// Always the same.
    Constant {
        /// The time.
        time: u64,
    },
    /// Exponential.
    Exponential {
        /// Its mean.
        mean: f64,
    },
    /// Log-normal: `exp(mu + sigma·Z)`, where `sigma² = ln(1 + cv²)` and `mu = ln mean − sigma²/2`.
    LogNormal {
        /// Its mean.
        mean: f64,
        /// Standard deviation over mean.
        cv: f64,
        /// Of the logarithm.
        mu: f64,
        /// Of the logarithm.
        sigma: f64,
    },
    /// Anything between two ends, all alike likely.
    Uniform {
        /// Least.
        low: f64,
        /// Most.
        high: f64,
    },
    /// One of two times.
    Bimodal {
        /// The usual time.
        fast: f64,
        /// The rare one.
        slow: f64,
        /// How often it is the rare one.
        share: f64,
    },
}

impl Law {
    /// No time at all.
    pub const ZERO: Self = Self::Constant { time: 0 };

    /// A log-normal law from mean and coefficient of variation.
    pub fn log_normal(mean: f64, cv: f64) -> Self {
        let variance = libm::log1p(cv * cv);
        Self::LogNormal {
            mean,
            cv,
            mu: libm::log(mean) - variance / 2.0,
            sigma: libm::sqrt(variance),
        }
    }

    /// The mean, in nanoseconds.
    pub fn mean(self) -> f64 {
        match self {
            Self::Constant { time } => time as f64,
            Self::Exponential { mean } | Self::LogNormal { mean, .. } => mean,
            Self::Uniform { low, high } => f64::midpoint(low, high),
            Self::Bimodal { fast, slow, share } => fast + (slow - fast) * share,
        }
    }

    /// Draws a time, in whole nanoseconds.
    #[expect(
        clippy::inline_always,
        reason = "left to itself the compiler makes a call of it, in the path of every event"
    )]
    #[inline(always)]
    pub(crate) fn draw(&self, stream: &mut Stream) -> u64 {
        let time = match *self {
            Self::Constant { time } => return time,
            Self::Exponential { mean } => mean * stream.exponential(),
            Self::LogNormal { mu, sigma, .. } => libm::exp(mu + sigma * stream.normal()),
            Self::Uniform { low, high } => low + (high - low) * stream.uniform(),
            Self::Bimodal { fast, slow, share } => {
                if stream.happens(share) {
                    slow
                } else {
                    fast
                }
            }
        };
        // Rounds to the nearest; times beyond the range of a whole number end at its end.
        (time + 0.5) as u64
    }
}
