//! The simulator of designs: its speed against other ways to simulate the same queue, what one
//! large design takes, and how often its intervals hold the truth.

mod bare;
mod coverage;
mod once;
mod peer;
mod queue;
mod random;
mod search;
mod simpy;

pub use coverage::run as coverage;
pub use once::{ONCE, once};
pub use search::run as search;

use anyhow::Result;

/// Prints the speeds and what the large design takes.
pub fn run(times: u32) -> Result<()> {
    queue::run(times)?;
    println!();
    once::run(times)
}
