//! Taking a measurement and summing many up: medians with their spread, and ratios of pairs.

use std::{
    io::{self, IsTerminal as _},
    time::{Duration, Instant},
};

use anyhow::Result;
use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike as _,
};

/// What one piece of work took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Time on the clock.
    pub wall: Duration,
    /// Processor time of every process that was started and waited for.
    pub cpu: Duration,
}

/// A median and what the measurements lie between.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// The middle one.
    pub median: f64,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub most: f64,
}

/// Says how far the work is, to somebody who watches; the next word replaces it.
pub fn tell(what: &str) {
    if io::stderr().is_terminal() {
        eprint!("\r\x1b[K{what}");
    }
}

/// Does the work and says what it took.
pub fn measure<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, Cost)> {
    let cpu = processes_cpu()?;
    let began = Instant::now();
    let made = work()?;
    let wall = began.elapsed();
    let cpu = processes_cpu()?.saturating_sub(cpu);
    Ok((made, Cost { wall, cpu }))
}

fn processes_cpu() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(Duration::from_micros(u64::try_from(micros)?))
}

/// Sums measurements up.
pub fn spread(mut values: Vec<f64>) -> Spread {
    assert!(!values.is_empty(), "nothing was measured");
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    };
    Spread {
        median,
        least: values[0],
        most: values[values.len() - 1],
    }
}

/// The ratio of each pair, summed up: neighbours in time share the machine's mood.
pub fn ratios(pairs: impl Iterator<Item = (Duration, Duration)>) -> Spread {
    spread(
        pairs
            .map(|(ours, bare)| ours.as_secs_f64() / bare.as_secs_f64())
            .collect(),
    )
}

/// Milliseconds, summed up.
pub fn millis(times: impl Iterator<Item = Duration>) -> Spread {
    spread(times.map(|time| time.as_secs_f64() * 1000.0).collect())
}
