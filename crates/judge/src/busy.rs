//! Whether the machine had a processor left for an answer while its time was measured.

use std::{fs, time::Duration};

/// The share of all processors' time that stays idle where one is always to be had.
const LEFT: f64 = 0.1;
/// The share of its own time on the wall that an answer works where it need not wait.
const AT_WORK: f64 = 0.8;

/// What the processors have done since the machine's start, in ticks of its clock.
#[derive(Clone, Copy)]
pub(crate) struct Processors {
    idle: f64,
    all: f64,
}

impl Processors {
    /// As of now; nothing where the system does not say.
    pub(crate) fn now() -> Option<Self> {
        Self::read(&fs::read_to_string("/proc/stat").ok()?)
    }

    /// Reads the first line: the time for users, nice ones, the system, idle and waiting for disks,
    /// interrupts of both kinds, and what the machine's own host took. What guests had is in the
    /// users' time already.
    fn read(stat: &str) -> Option<Self> {
        let line = stat.lines().next()?.strip_prefix("cpu ")?;
        let ticks: Vec<f64> = line
            .split_whitespace()
            .take(8)
            .map(|number| number.parse().ok())
            .collect::<Option<_>>()?;
        let idle = ticks.get(3)? + ticks.get(4)?;
        let all = ticks.iter().sum();
        Some(Self { idle, all })
    }

    /// Whether since then, up to now, every processor was in use, and a program that worked for
    /// `cpu` of `wall` had to wait for one.
    pub(crate) fn were_short(self, now: Self, cpu: Duration, wall: Duration) -> bool {
        now.idle - self.idle < LEFT * (now.all - self.all)
            && cpu.as_secs_f64() < AT_WORK * wall.as_secs_f64()
    }
}
