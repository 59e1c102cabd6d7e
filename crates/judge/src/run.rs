//! What every run of a submission shares: the limits that follow from its processor time, and the
//! words for a run that a limit or a signal ended.

use std::time::Duration;

use onsite_domain::code::{Language, Verdict};
use onsite_sandbox::{Ending, Execution, Limits};

/// Standard error that is kept, in bytes.
const MOST_STDERR: u64 = 64 * 1024;

/// The limits of a run: memory and output in bytes. What waits gets three times its processor time
/// on the clock, and at least two seconds more.
pub(crate) fn limits(cpu: Duration, memory: u64, output: u64) -> Limits {
    Limits {
        cpu,
        wall: (cpu * 3).max(cpu + Duration::from_secs(2)),
        memory,
        output,
        stderr: MOST_STDERR,
        ..Limits::default()
    }
}

/// A run's limits as they are told.
pub(crate) struct Told {
    /// Processor time: `1000 ms of processor time`.
    pub(crate) time: String,
    /// Memory: `256 MiB of memory`.
    pub(crate) memory: String,
    /// Output: `8192 KiB`.
    pub(crate) output: String,
}

impl Told {
    /// The limits of a run that started its language `starts` times, with what the language gets on
    /// top of them.
    pub(crate) fn new(
        language: Language,
        starts: u32,
        cpu_ms: u64,
        memory_mib: u64,
        output: String,
    ) -> Self {
        let (own, title) = (language.allowance(), language.title());
        let on_top = |own: u64, words: String| if own > 0 { words } else { String::new() };
        let to_start = own.cpu_ms * u64::from(starts);
        let start = format!(", and the {to_start} ms that {title} gets to start");
        let itself = format!(", and the {} MiB that {title} itself gets", own.memory_mib);
        Self {
            time: format!("{cpu_ms} ms of processor time{}", on_top(to_start, start)),
            memory: format!(
                "{memory_mib} MiB of memory{}",
                on_top(own.memory_mib, itself)
            ),
            output,
        }
    }
}

/// The verdict on a run that a limit or a signal ended, and why; none where it exited.
pub(crate) fn cut_short(execution: &Execution, told: &Told) -> Option<(Verdict, String)> {
    let (verdict, words) = match execution.ending {
        Ending::Exited(_) => return None,
        // 24 is the kernel's own signal for used-up processor time.
        Ending::CpuLimit | Ending::Signalled(24) => (
            Verdict::TimeLimitExceeded,
            format!("It used up its {}.", told.time),
        ),
        Ending::WallLimit => (
            Verdict::TimeLimitExceeded,
            format!(
                "It spent its time waiting: {} ms of processor time in {} ms.",
                as_millis(execution.cpu),
                as_millis(execution.wall)
            ),
        ),
        Ending::MemoryLimit => (
            Verdict::MemoryLimitExceeded,
            format!("It needed more than its {}.", told.memory),
        ),
        Ending::OutputLimit => (Verdict::OutputLimitExceeded, over_output(told)),
        Ending::Signalled(signal) => (Verdict::RunTimeError, signal_words(signal)),
    };
    Some((verdict, words))
}

/// Why a run that wrote too much was ended.
pub(crate) fn over_output(told: &Told) -> String {
    format!("It wrote more than {}.", told.output)
}

fn signal_words(signal: i32) -> String {
    let words = match signal {
        4 => "Illegal instruction",
        6 => "Aborted",
        7 => "Bus error",
        8 => "Arithmetic error, such as a division by zero",
        9 => "Killed",
        11 => "Segmentation fault",
        13 => "Broken pipe",
        15 => "Terminated",
        31 => "A system call that the sandbox refuses",
        _ => "Ended by a signal",
    };
    format!("{words} (signal {signal}).")
}

/// Whole milliseconds.
pub(crate) fn as_millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
