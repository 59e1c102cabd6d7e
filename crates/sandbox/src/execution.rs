//! Facts about one execution: how it ended, what it used and what it wrote. No verdicts.

use std::path::PathBuf;
use std::time::Duration;

use crate::layers::Layers;

/// How an execution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The program exited with this code.
    Exited(i32),
    /// A signal that no limit explains ended the program.
    Signalled(i32),
    /// All its processes together used more processor time than allowed.
    CpuLimit,
    /// It took more time on the wall than allowed.
    WallLimit,
    /// All its processes together used more memory than allowed, or one asked for more in one
    /// piece than the machine has.
    MemoryLimit,
    /// It wrote more to standard output or to the result than allowed.
    OutputLimit,
}

/// What is known about an execution after it ended.
#[derive(Debug, Clone)]
pub struct Execution {
    /// How it ended.
    pub ending: Ending,
    /// Processor time of all its processes.
    pub cpu: Duration,
    /// Time on the wall from the start of the program to its end.
    pub wall: Duration,
    /// Peak memory of all its processes in bytes; a lower bound where memory is polled.
    pub memory: u64,
    /// What it wrote to standard output, up to the limit.
    pub stdout: Vec<u8>,
    /// What it wrote to standard error, up to the limit.
    pub stderr: Vec<u8>,
    /// Whether standard error was longer than what was kept.
    pub stderr_truncated: bool,
    /// What it wrote to file descriptor 3, up to the limit.
    pub result: Vec<u8>,
    /// The collected files that were there, regular, unlinked elsewhere and within the limit.
    pub collected: Vec<(PathBuf, Vec<u8>)>,
    /// The layers of protection that were active.
    pub layers: Layers,
}
