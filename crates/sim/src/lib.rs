//! Steps a system design, a stock of goods or an experiment plan from a seed. Pure: no threads, no clock, no files;
//! whoever calls decides how many replications run, where, and when to stop.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts and nanoseconds become numbers and come back, within 2^53 by the limits on files"
)]

mod binomial;
pub mod daily;
pub mod design;
mod drift;
mod estimate;
pub mod experiment;
mod inventory;
mod problem;
mod random;

pub use binomial::Binomial;
pub use estimate::Estimate;
pub use problem::{MOST_BYTES, Problem};
pub use random::Stream;
