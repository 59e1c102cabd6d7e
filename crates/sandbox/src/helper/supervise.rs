//! Watches one execution from outside its namespaces: passes bytes, holds the limits, ends it. It
//! trusts nothing the program can reach.

mod facts;

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use super::Tools;
use super::cgroup::Group;
use super::child::Ends;
use super::counter::Counter;
use super::launcher::{Launcher, Launchers};
use super::report::{Doors, Ended, Ready, Report};
use super::sink::{Sink, Source};
use super::step::{Context, Step};
use super::tree::Watch;
use super::warm::{Python, Stock};
use crate::execution::{Ending, Execution};
use crate::program::{Program, STRETCH};
use crate::sys;
use crate::wire::{self, Failure, FailureClass};

/// What building a sandbox may take.
const BUILD: Duration = Duration::from_secs(15);
/// Memory that building may use where it is counted, before the limit is set exactly.
const BUILD_ROOM: u64 = 64 << 20;
const TICK: std::ops::Range<Duration> = Duration::from_millis(2)..Duration::from_millis(50);
/// How fast a program can take memory, for the next look at it.
const BYTES_PER_MS: u64 = 16 << 20;
/// For how long a program that had to read pages again counts as held up by that.
const STARVED: Duration = Duration::from_millis(100);

/// What a watched execution came to.
pub enum Outcome {
    Done(Execution),
    Failed(Failure),
    /// The product is gone; nothing of the execution is left.
    Abandoned,
}

/// Why the supervisor ended an execution.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Limit(Ending),
    Cancelled,
    Abandoned,
    TooSlowToBuild,
}

/// Runs a program and watches it to its end; `between` is what it reads and writes, where that is
/// not for the supervisor to pass.
pub fn execute(
    tools: &mut Tools,
    program: &Program,
    between: Option<[OwnedFd; 2]>,
    control: &UnixStream,
) -> Outcome {
    // Of what passes between two programs there is but one, so that nothing could be tried again.
    let python = match between {
        Some(_) => None,
        None => Stock::take(tools, program),
    };
    if let Some(python) = python {
        match attempt(tools, program, Some(&python), None, control) {
            Outcome::Abandoned => return Outcome::Abandoned,
            Outcome::Failed(failure) if failure.class == FailureClass::Cancelled => {
                return Outcome::Failed(failure);
            }
            Outcome::Failed(_) => tools.stock.note_failure(),
            Outcome::Done(execution) => {
                tools.stock.put_back(python);
                // How much memory is left of a limit, a start of its own tells more exactly.
                if execution.ending != Ending::MemoryLimit {
                    return Outcome::Done(execution);
                }
            }
        }
    }
    attempt(tools, program, None, between, control)
}

/// Runs a program, from a Python that stands ready where one is given.
fn attempt(
    tools: &mut Tools,
    program: &Program,
    python: Option<&Python>,
    between: Option<[OwnedFd; 2]>,
    control: &UnixStream,
) -> Outcome {
    // Only for a copy of a Python there is somebody in the group before it.
    let room = python.map_or(0, |_| BUILD_ROOM);
    let made = Launchers::take(tools, program)
        .and_then(|launcher| Ok((launcher, tools.cgroups.make(&program.limits, room)?)));
    let (mut launcher, group) = match made {
        Ok(made) => made,
        Err(failure) => return Outcome::Failed(failure),
    };
    let outcome = Watched::start(tools, program, python, between, &group, &mut launcher);
    let outcome = outcome.map(|mut watched| {
        let stop = watched.watch(control);
        watched.end(stop)
    });
    match outcome {
        Ok(_) => tools.launchers.put_back(launcher),
        // Before the group, which whoever it started may be in.
        Err(_) => drop(launcher),
    }
    match outcome {
        Ok(Outcome::Done(execution)) => {
            tools.cgroups.put_back(group);
            Outcome::Done(execution)
        }
        Ok(other) => other,
        Err(failure) => Outcome::Failed(failure),
    }
}

struct Watched<'a> {
    tools: &'a Tools,
    program: &'a Program,
    group: &'a Group,
    python: Option<&'a Python>,
    /// The program's ends of the pipes, until the Python's copy has them.
    ends: Option<Ends>,
    stdin: Source<'a>,
    /// Standard output, the result, standard error.
    sinks: [Sink; 3],
    counter: Option<Counter>,
    launcher: &'a mut Launcher,
    /// Processes of the program's user that are none of the program's.
    others: u64,
    before: Before,
    /// The first process, once it was heard of.
    first: Option<libc::pid_t>,
    running: Option<Running>,
    ended: Option<Ended>,
    failure: Option<Failure>,
    deadline: Instant,
}

/// What a group counted before the program, which is not the program's.
#[derive(Clone, Copy)]
struct Before {
    memory: u64,
    cpu: Option<Duration>,
}

impl Before {
    fn of(group: &Group) -> Before {
        Before {
            memory: group.memory_now().unwrap_or(0),
            cpu: group.cpu(),
        }
    }
}

/// What is known of a program from its start on.
struct Running {
    start: Instant,
    static_bytes: u64,
    memory_before: u64,
    /// What the group may use, what it counted before included.
    memory_limit: u64,
    cpu_before: Duration,
    scratch: OwnedFd,
    watch: Watch,
    peak: u64,
    cpu: Duration,
    /// What its wall time was stretched by, for waiting for a processor.
    queued: Duration,
    /// How many file pages it had read again at the last look, for want of memory.
    read_again: u64,
    /// When a look last found more of them.
    starved: Option<Instant>,
    next_look: Instant,
}

impl Running {
    /// Which limit a program met whose time is up. From one whose memory is used up the kernel takes
    /// file pages that it reads again at once, so that its time may be over before it is ended.
    fn out_of_time(&self, limit: Ending, now: Instant) -> Stop {
        let starved = self.starved.is_some_and(|at| now < at + STARVED);
        Stop::Limit(if starved { Ending::MemoryLimit } else { limit })
    }
}

impl<'a> Watched<'a> {
    fn start(
        tools: &'a Tools,
        program: &'a Program,
        python: Option<&'a Python>,
        between: Option<[OwnedFd; 2]>,
        group: &'a Group,
        launcher: &'a mut Launcher,
    ) -> Step<Watched<'a>> {
        let pipe = || sys::pipe().step("make pipes");
        let (stdin, stdin_end, stdout_end, stdout) = if let Some([stdin, stdout]) = between {
            (stdin, None, None, stdout)
        } else {
            let (stdin, stdin_end) = pipe()?;
            let (stdout_end, stdout) = pipe()?;
            (stdin, Some(stdin_end), Some(stdout_end), stdout)
        };
        let (result_end, result) = pipe()?;
        let (stderr_end, stderr) = pipe()?;
        let ends = Ends {
            stdin,
            stdout,
            stderr,
            result,
        };
        // The launcher and the first process, and what stands ready beside them.
        let others =
            2 + tools.launchers.count() + tools.stock.count() + usize::from(python.is_some());
        let others = others as u64;
        let (ends, kept) = match python {
            Some(_) => (None, Some(ends)),
            None => (Some(ends), None),
        };
        let limits = &program.limits;
        let sink = |fd, limit| Sink::new(fd, limit).step("read a pipe");
        let source = Source::new(stdin_end, &program.stdin).step("write a pipe")?;
        let sinks = [
            sink(stdout_end, limits.output)?,
            sink(Some(result_end), limits.result)?,
            sink(Some(stderr_end), limits.stderr)?,
        ];
        let before = Before::of(group);
        let counter = launcher.counting().map(|_| Counter::pair());
        let counter = counter.transpose().step("make sockets")?;
        let (counter, theirs) = counter.unzip();
        // From here on there is somebody to be ended.
        launcher.launch(program, group, ends.as_ref(), theirs.as_ref(), others)?;
        Ok(Watched {
            tools,
            program,
            group,
            python,
            ends: kept,
            stdin: source,
            sinks,
            counter,
            launcher,
            others,
            before,
            first: None,
            running: None,
            ended: None,
            failure: None,
            deadline: Instant::now() + BUILD,
        })
    }

    /// Serves the execution until it ends by itself (`None`) or must be ended.
    fn watch(&mut self, control: &UnixStream) -> Option<Stop> {
        loop {
            if self.ended.is_some() || self.failure.is_some() {
                return None;
            }
            let now = Instant::now();
            if now >= self.deadline && !self.stretch(now) {
                return Some(match &self.running {
                    Some(running) => running.out_of_time(Ending::WallLimit, now),
                    None => Stop::TooSlowToBuild,
                });
            }
            if let Some(stop) = self.look(now) {
                return Some(stop);
            }
            let wake = self.running.as_ref().map_or(self.deadline, |r| r.next_look);
            let [controlled, reported, spoken] = self.wait(control, wake.min(self.deadline) - now);
            if controlled {
                return Some(hear(control));
            }
            // Bytes first: what was written before the end belongs to it.
            if self.sinks[..2].iter().any(|sink| sink.over) {
                return Some(Stop::Limit(Ending::OutputLimit));
            }
            if reported && !self.hear_report() {
                return None;
            }
            if spoken {
                self.hear_python();
            }
        }
    }

    /// Gives a program that could have run, had a processor been free, the time that it waited for
    /// one; whether it has any left.
    fn stretch(&mut self, now: Instant) -> bool {
        let Some(running) = &mut self.running else {
            return false;
        };
        let wall = self.program.limits.wall;
        running.queued = running.watch.queued().min(wall * (STRETCH - 1));
        self.deadline = running.start + wall + running.queued;
        self.deadline > now + TICK.start
    }

    /// Waits for something to do, passes bytes, and tells whether the product or a process spoke.
    fn wait(&mut self, control: &UnixStream, timeout: Duration) -> [bool; 3] {
        let mut fds = [
            sys::pollfd(Some(control.as_fd()), libc::POLLIN),
            sys::pollfd(Some(self.launcher.status()), libc::POLLIN),
            sys::pollfd(self.stdin.fd(), libc::POLLOUT),
            sys::pollfd(self.sinks[0].fd(), libc::POLLIN),
            sys::pollfd(self.sinks[1].fd(), libc::POLLIN),
            sys::pollfd(self.sinks[2].fd(), libc::POLLIN),
            sys::pollfd(self.python.map(Python::fd), libc::POLLIN),
            sys::pollfd(self.counter.as_ref().map(Counter::fd), libc::POLLIN),
        ];
        if sys::poll(&mut fds, timeout).is_err() {
            return [false; 3];
        }
        let ready = fds.map(|fd| fd.revents != 0);
        if ready[2] {
            self.stdin.feed();
        }
        for (sink, ready) in self.sinks.iter_mut().zip(&ready[3..]) {
            if *ready {
                sink.fill();
            }
        }
        if ready[7] {
            let (counter, counting) = (self.counter.as_mut(), self.launcher.counting());
            if !counter
                .zip(counting)
                .is_some_and(|(counter, fd)| counter.answer(fd))
            {
                self.counter = None;
            }
        }
        [ready[0], ready[1], ready[6]]
    }

    /// Hears of the Python how its copy ended.
    fn hear_python(&mut self) {
        let (Some(python), Some(running)) = (self.python, &mut self.running) else {
            return;
        };
        match python.ended() {
            Ok((status, peak_kib, cpu_micros)) => {
                self.ended = Some(Ended {
                    status,
                    wall: running.start.elapsed(),
                    peak_bytes: peak_kib << 10,
                    own_cpu: Duration::ZERO,
                    elsewhere: Duration::from_micros(cpu_micros),
                });
            }
            Err(failure) => self.failure = Some(failure),
        }
    }

    /// Takes one report; `false` when there is nobody left to report.
    fn hear_report(&mut self) -> bool {
        match Report::receive(self.launcher.status()) {
            Ok(Some(Report::Ready(ready))) => {
                if let Err(failure) = self.go(ready) {
                    self.failure = Some(failure);
                }
            }
            Ok(Some(Report::Ended(ended))) => self.ended = Some(ended),
            Ok(Some(Report::Failed(failure))) => self.failure = Some(failure),
            Ok(None) | Err(_) => return false,
        }
        true
    }

    /// Sets the limits exactly and lets the program start.
    fn go(&mut self, ready: Ready) -> Step<()> {
        self.first = Some(ready.number);
        let limits = &self.program.limits;
        let (before, memory) = match self.python {
            Some(python) => self.let_in(python, ready.doors.as_ref())?,
            None => (self.before, limits.memory),
        };
        let start = Instant::now();
        self.running = Some(Running {
            start,
            static_bytes: ready.static_bytes,
            memory_before: before.memory,
            memory_limit: before.memory.saturating_add(memory),
            cpu_before: before.cpu.unwrap_or(ready.own_cpu),
            scratch: ready.scratch,
            watch: Watch::new(ready.proc, ready.number),
            peak: 0,
            cpu: Duration::ZERO,
            queued: Duration::ZERO,
            read_again: 0,
            starved: None,
            next_look: start + TICK.start,
        });
        self.deadline = start + limits.wall;
        self.python.map_or(Ok(()), Python::go)
    }

    /// Has a copy of a Python enter the sandbox, where it waits for the word to start, under the exact
    /// limit; returns what the group counted before, and what it may use from then on.
    fn let_in(&mut self, python: &Python, doors: Option<&Doors>) -> Step<(Before, u64)> {
        let limits = &self.program.limits;
        let mut before = Before::of(self.group);
        // What a copy shares with the Python that it is of counts, as it would were it its own.
        let memory = limits
            .memory
            .checked_sub(python.memory)
            .ok_or(io::ErrorKind::OutOfMemory.into())
            .step("copy a Python")?;
        let most = before.memory.saturating_add(memory);
        self.group.limit_memory(most).step("limit memory")?;
        if let (Some(warm), Some(ends), Some(doors)) = (&self.program.warm, self.ends.take(), doors)
        {
            let pid = python.copy(warm, limits, &ends, doors, self.others)?;
            self.group.admit(pid)?;
        }
        before.cpu = self.group.cpu();
        Ok((before, memory))
    }

    /// Looks at what the program used, when it is time to.
    fn look(&mut self, now: Instant) -> Option<Stop> {
        let limits = &self.program.limits;
        let running = self
            .running
            .as_mut()
            .filter(|running| now >= running.next_look)?;
        let counted = self.group.cpu();
        let held = self.group.memory_now();
        if let Some(held) = held {
            // The most that was seen, for kernels whose groups do not keep it (before Linux 5.19).
            running.peak = running.peak.max(held.saturating_sub(running.memory_before));
        }
        let mut left = u64::MAX;
        if counted.is_none() || held.is_none() {
            let sample = running.watch.sample();
            running.cpu = running.cpu.max(sample.cpu);
            let files = sys::used_bytes(running.scratch.as_fd()).unwrap_or(0);
            let mut used = sample.resident.saturating_add(files);
            if used > limits.memory {
                // Of pages that a copy shares with the Python that it is of, it has a part only.
                let shared = self.python.map_or(0, |python| python.memory);
                let private = running.watch.private_memory().saturating_add(shared);
                used = used.min(private.saturating_add(files));
            }
            running.peak = running.peak.max(used);
            if held.is_none() {
                left = limits.memory.saturating_sub(used);
                if used > limits.memory {
                    return Some(Stop::Limit(Ending::MemoryLimit));
                }
            }
        }
        if let Some(counted) = counted {
            running.cpu = counted.saturating_sub(running.cpu_before);
        }
        // Pages that were taken long before, for want of memory elsewhere, are read again too.
        let full = |used| used >= running.memory_limit / 16 * 15;
        if self.group.memory_now().is_some_and(full) {
            let read_again = self.group.pages_read_again().unwrap_or(0);
            if read_again > running.read_again {
                running.read_again = read_again;
                running.starved = Some(now);
            }
        }
        if running.cpu > limits.cpu {
            return Some(running.out_of_time(Ending::CpuLimit, now));
        }
        // The kernel ended one of several processes; the others must not go on without it.
        if self.group.ran_out_of_memory() {
            return Some(Stop::Limit(Ending::MemoryLimit));
        }
        let cores = u32::try_from(self.tools.cores).unwrap_or(u32::MAX).max(1);
        let by_cpu = limits.cpu.saturating_sub(running.cpu) / cores;
        let by_memory = Duration::from_millis(left / BYTES_PER_MS);
        running.next_look = now + by_cpu.min(by_memory).clamp(TICK.start, TICK.end);
        None
    }
}

/// Hears the product: it cancels, or it is gone.
fn hear(mut control: &UnixStream) -> Stop {
    match wire::receive(&mut control, 0) {
        Ok((wire::CANCEL, _)) => Stop::Cancelled,
        Ok(_) | Err(_) => Stop::Abandoned,
    }
}
