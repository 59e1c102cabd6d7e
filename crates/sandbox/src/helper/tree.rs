//! Memory and processor time of all processes of an execution, read from `/proc`: what stands in
//! where no control group counts them.

use std::collections::HashMap;
use std::fs;
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::PathBuf;
use std::time::Duration;

/// Reads the process tree of one execution again and again.
pub struct Watch {
    /// The execution's own `/proc`, where it has one.
    private: Option<OwnedFd>,
    /// The first process of the tree, as the helper numbers it.
    first: libc::pid_t,
    seen: HashMap<(u32, u64), Duration>,
    gone: Duration,
}

/// What one reading found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sample {
    pub cpu: Duration,
    /// Resident memory, where pages that several processes share may count several times.
    pub resident: u64,
}

struct Process {
    pid: u32,
    parent: u32,
    started: u64,
    own: Duration,
    children: Duration,
    resident: u64,
}

const PAGE: u64 = 4096;
/// Most threads of a process that are looked at.
const MOST_THREADS: usize = 256;
/// The kernel gives times in `/proc` in hundredths of a second on every architecture.
const TICK: Duration = Duration::from_millis(10);

impl Watch {
    pub fn new(private: Option<OwnedFd>, first: libc::pid_t) -> Watch {
        Watch {
            private,
            first,
            seen: HashMap::new(),
            gone: Duration::ZERO,
        }
    }

    /// Tells whether the execution has a `/proc` of its own.
    pub fn is_private(&self) -> bool {
        self.private.is_some()
    }

    /// Reads the tree.
    pub fn sample(&mut self) -> Sample {
        let processes = self.processes();
        let mut alive = HashMap::with_capacity(processes.len());
        let mut reaped = Duration::ZERO;
        let mut resident = 0_u64;
        for process in &processes {
            alive.insert((process.pid, process.started), process.own);
            reaped += process.own + process.children;
            if !self.is_first(process) {
                resident = resident.saturating_add(process.resident);
            }
        }
        for (key, cpu) in &self.seen {
            if !alive.contains_key(key) {
                self.gone += *cpu;
            }
        }
        // Parents know of the children they waited for; those that nobody waits for are known
        // only from having been seen.
        let counted = alive.values().sum::<Duration>() + self.gone;
        self.seen = alive;
        Sample {
            cpu: counted.max(reaped),
            resident,
        }
    }

    /// Reads the memory that is the tree's own, shared pages counted once; slower.
    pub fn private_memory(&self) -> u64 {
        let base = self.base();
        let of = |process: &Process| {
            let path = base.join(format!("{}/smaps_rollup", process.pid));
            // A process that hides its pages is counted with all it has.
            fs::read_to_string(path)
                .ok()
                .and_then(|text| proportional(&text))
                .unwrap_or(process.resident)
        };
        let processes = self.processes();
        let counted = processes.iter().filter(|process| !self.is_first(process));
        counted.map(of).fold(0, u64::saturating_add)
    }

    /// Reads how long the tree could have run and did not, for want of a free processor: the most
    /// of any of its threads. Nothing where the kernel does not count it.
    pub fn queued(&self) -> Duration {
        let base = self.base();
        let processes = self.processes();
        let counted = processes.iter().filter(|process| !self.is_first(process));
        counted
            .flat_map(|process| fs::read_dir(base.join(format!("{}/task", process.pid))))
            .flat_map(|threads| threads.flatten().take(MOST_THREADS))
            .filter_map(|thread| waited(&fs::read_to_string(thread.path().join("schedstat")).ok()?))
            .max()
            .unwrap_or_default()
    }

    /// Tells whether a process is the one that waits for the program, which is ours.
    fn is_first(&self, process: &Process) -> bool {
        let first = if self.private.is_some() {
            1
        } else {
            self.first.unsigned_abs()
        };
        process.pid == first
    }

    fn base(&self) -> PathBuf {
        match &self.private {
            Some(fd) => format!("/proc/self/fd/{}", fd.as_raw_fd()).into(),
            None => "/proc".into(),
        }
    }

    fn processes(&self) -> Vec<Process> {
        let base = self.base();
        let mut all = Vec::new();
        for entry in fs::read_dir(&base).into_iter().flatten().flatten() {
            let Some(pid) = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok())
            else {
                continue;
            };
            if let Ok(stat) = fs::read_to_string(entry.path().join("stat")) {
                all.extend(Process::parse(pid, &stat));
            }
        }
        if self.private.is_none() {
            all = descendants(all, self.first.unsigned_abs());
        }
        all
    }
}

impl Process {
    fn parse(pid: u32, stat: &str) -> Option<Process> {
        // The name may hold anything, so fields are counted after its closing parenthesis.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let field = |n: usize| fields.get(n - 3)?.parse::<u64>().ok();
        let ticks = |n: usize| Some(TICK * u32::try_from(field(n)?).unwrap_or(u32::MAX));
        Some(Process {
            pid,
            parent: u32::try_from(field(4)?).ok()?,
            started: field(22)?,
            own: ticks(14)? + ticks(15)?,
            children: ticks(16)? + ticks(17)?,
            resident: field(24)?.saturating_mul(PAGE),
        })
    }
}

/// Keeps a process and all that come from it.
fn descendants(all: Vec<Process>, first: u32) -> Vec<Process> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for process in &all {
        children
            .entry(process.parent)
            .or_default()
            .push(process.pid);
    }
    let mut kept = std::collections::HashSet::new();
    let mut next = vec![first];
    while let Some(pid) = next.pop() {
        if kept.insert(pid) {
            next.extend(children.get(&pid).into_iter().flatten());
        }
    }
    all.into_iter()
        .filter(|process| kept.contains(&process.pid))
        .collect()
}

/// The second of the kernel's figures of a process: nanoseconds in the queue of a processor.
fn waited(schedstat: &str) -> Option<Duration> {
    let nanoseconds = schedstat.split_whitespace().nth(1)?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Adds up a process's share of the pages that are not files of the host.
fn proportional(rollup: &str) -> Option<u64> {
    let kib = |key: &str| -> Option<u64> {
        let line = rollup.lines().find_map(|line| line.strip_prefix(key))?;
        line.split_whitespace().next()?.parse().ok()
    };
    Some((kib("Pss_Anon:")? + kib("Pss_Shmem:")?) << 10)
}
