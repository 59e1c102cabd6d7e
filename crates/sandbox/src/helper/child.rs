//! The two processes of one execution: the first process of the pid namespace, and the program. Each
//! runs to its end here and reports to the supervisor.

use std::ffi::{CString, OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::{Duration, Instant};

use super::cgroup;
use super::elf;
use super::landlock::Landlock;
use super::report::{Doors, Ended, Ready, Report};
use super::root::{self, Tree};
use super::step::{Context, Step};
use crate::program::{Limits, Mount, Program};
use crate::sys::{self, Stack};
use crate::wire::{Failure, FailureClass};

/// How long one whom a program left behind may have ended before that is noticed.
const REAP: Duration = Duration::from_millis(10);
/// The number under which a program finds the pipe for its result.
const RESULT: i32 = 3;
/// The number under which it finds what it may ask for instructions.
pub const COUNTER: i32 = 4;
/// The message that lets a program from elsewhere start.
pub const GO: &[u8] = b"go";

/// The program's ends of the pipes.
pub struct Ends {
    pub stdin: OwnedFd,
    pub stdout: OwnedFd,
    pub stderr: OwnedFd,
    pub result: OwnedFd,
}

impl Ends {
    /// All of them.
    pub fn all(&self) -> [&OwnedFd; 4] {
        [&self.stdin, &self.stdout, &self.stderr, &self.result]
    }
}

/// What the processes of one execution need. The first of them shares its launcher's memory and
/// descriptors, so that whatever it takes from here is gone there too.
pub struct Job<'a> {
    pub landlock: Option<&'a Landlock>,
    pub program: &'a Program,
    pub command: &'a Command,
    /// What is to be seen in scratch.
    pub in_scratch: &'a [(&'a Mount, Tree)],
    /// The files by which a process puts itself into the execution's group.
    pub entrances: Vec<File>,
    /// Whether that group counts processor time.
    pub counts_time: bool,
    /// How many more processes its user has than the program's.
    pub others: u64,
    /// `None` where the program comes from elsewhere.
    pub ends: Option<Ends>,
    /// The program's end of what it may ask for instructions.
    pub counter: Option<OwnedFd>,
    pub status: BorrowedFd<'a>,
    /// Whether the supervisor was told all that there is to tell.
    pub is_told: bool,
}

impl Job<'_> {
    /// The life of the first process of a new pid namespace, which is known under this number
    /// outside.
    pub fn first_process(&mut self, number: libc::pid_t, stack: &mut Stack) {
        if let Err(failure) = self.run(number, stack) {
            let _ = Report::Failed(failure).send(self.status);
        }
        self.is_told = true;
    }

    /// Completes the root, mounts its `/proc`, starts the program and reaps until it ended. The kernel
    /// then ends whatever else runs in the namespace.
    fn run(&mut self, number: libc::pid_t, stack: &mut Stack) -> Step<()> {
        die_with_parent()?;
        // Else the program alone joins: who shares memory with one outside would be counted and,
        // where memory is used up, ended with that one.
        if self.ends.is_none() {
            self.join()?;
        }
        let scratch = root::complete(self.program, self.in_scratch)?;
        let path = self.program.arguments.first();
        let static_bytes = elf::static_bytes(Path::new(path.map_or(OsStr::new(""), |path| path)));
        let proc = root::mount_proc()?;
        // Whom nobody hears is watched by nobody: no program starts then.
        Report::Ready(Ready {
            number,
            static_bytes,
            own_cpu: sys::own_cpu(),
            scratch,
            proc,
            doors: self.doors()?,
        })
        .send(self.status)
        .step("tell the helper")?;
        if self.ends.is_none() {
            self.stand_by();
            return Ok(());
        }
        let before = sys::own_peak();
        let start = Instant::now();
        let become_program = |_| {
            let _ = Report::Failed(self.become_program()).send(self.status);
            127
        };
        let pid = sys::vfork(stack, 0, become_program).step("start the program")?;
        // Who still held the pipes would hide from the supervisor that the program closed them.
        drop((self.ends.take(), self.counter.take()));
        self.entrances.clear();
        loop {
            let waited = sys::wait(-1).step("wait for the program")?;
            if waited.pid == pid {
                let peak = waited.max_rss_bytes;
                let _ = Report::Ended(Ended {
                    status: waited.status,
                    wall: start.elapsed(),
                    // Until it executes a file, a process counts its parent's pages as its own.
                    peak_bytes: if peak > before { peak } else { 0 },
                    own_cpu: sys::own_cpu(),
                    elsewhere: Duration::ZERO,
                })
                .send(self.status);
                return Ok(());
            }
        }
    }

    /// Puts the calling process into the execution's group, which is all that it sees of groups.
    fn join(&self) -> Step<()> {
        for entrance in &self.entrances {
            cgroup::admit(entrance, 0).step("join a control group")?;
        }
        sys::unshare(libc::CLONE_NEWCGROUP).namespace_step("make a namespace for groups")
    }

    /// Takes those whom a program from elsewhere leaves behind, until it is ended. Where no group
    /// counts their time, waiting for them adds it to this process's.
    fn stand_by(&self) {
        if self.counts_time {
            sys::ignore_children();
        } else {
            while let Ok([false]) = sys::wait_readable(&[Some(self.status)], REAP) {
                while sys::wait_ended() {}
            }
        }
        let _ = sys::receive_message(self.status);
    }

    /// Opens what lets another process in, where one is to come.
    fn doors(&self) -> Step<Option<Doors>> {
        if self.ends.is_some() {
            return Ok(None);
        }
        let open = |name: &str| -> Step<OwnedFd> {
            let file = fs::File::open(format!("/proc/self/ns/{name}"));
            Ok(file.step("open a namespace")?.into())
        };
        let rules = |landlock: &Landlock| landlock.rules().step("confine with Landlock");
        Ok(Some(Doors {
            processes: open("pid")?,
            files: open("mnt")?,
            cgroup: open("cgroup")?,
            landlock: self.landlock.map(rules).transpose()?,
        }))
    }

    /// Gives up everything and executes the program; returns only what went wrong.
    fn become_program(&self) -> Failure {
        match self.confine() {
            Ok(()) => execute(self.program, self.command),
            Err(failure) => failure,
        }
    }

    fn confine(&self) -> Step<()> {
        sys::setsid().step("start a session")?;
        let Some(ends) = &self.ends else {
            return Ok(());
        };
        for (fd, number) in [
            (&ends.stdin, 0),
            (&ends.stdout, 1),
            (&ends.stderr, 2),
            (&ends.result, RESULT),
        ] {
            sys::dup2(fd.as_fd(), number).step("connect pipes")?;
        }
        let mut last = RESULT;
        if let Some(counter) = &self.counter {
            sys::dup2(counter.as_fd(), COUNTER).step("connect the counter")?;
            last = COUNTER;
        }
        self.join()?;
        sys::close_range(last.unsigned_abs() + 1, true).step("close descriptors")?;
        sys::heed_broken_pipes();
        sys::drop_capabilities().step("drop capabilities")?;
        if let Some(landlock) = self.landlock {
            landlock.confine().step("confine with Landlock")?;
        }
        // Not before: what is open until the program is executed counts too.
        set_limits(0, &self.program.limits, self.others).step("limit resources")
    }
}

/// What to execute, in the form in which the kernel takes it; nothing for a program without
/// arguments.
pub struct Command(Option<sys::Command>);

impl Command {
    /// Writes down a program's arguments and environment.
    pub fn of(program: &Program) -> Step<Command> {
        if program.arguments.is_empty() {
            return Ok(Command(None));
        }
        let c = |bytes: &[u8]| CString::new(bytes).map_err(io::Error::other);
        let arguments: io::Result<Vec<_>> =
            program.arguments.iter().map(|a| c(a.as_bytes())).collect();
        let variable = |(name, value): &(OsString, OsString)| {
            c(&[name.as_bytes(), b"=", value.as_bytes()].concat())
        };
        let environment: io::Result<Vec<_>> = program.environment.iter().map(variable).collect();
        let arguments = arguments.step("read the arguments")?;
        let environment = environment.step("read the environment")?;
        Ok(Command(Some(sys::Command::new(arguments, environment))))
    }
}

/// Executes a program in the calling process; returns only what went wrong.
pub fn execute(program: &Program, command: &Command) -> Failure {
    let (Some(path), Some(command)) = (program.arguments.first(), &command.0) else {
        // The trial run of a new helper: everything but a program.
        sys::exit_now(0);
    };
    let error = command.execute();
    Failure::new(FailureClass::MissingProgram, path.to_string_lossy(), &error)
}

/// Has the kernel end the calling process when its parent dies.
pub fn die_with_parent() -> Step<()> {
    sys::prctl(
        libc::PR_SET_PDEATHSIG,
        libc::SIGKILL.unsigned_abs().into(),
        0,
    )
    .step("tie to the helper")
}

/// Sets the limits of a process (the calling one, for 0); of all processes of its user, so many are
/// not the program's.
pub fn set_limits(pid: libc::pid_t, limits: &Limits, others: u64) -> io::Result<()> {
    let same = |resource, value| sys::set_limit(pid, resource, value, value);
    // The supervisor counts the time of all processes; this ends one that it does not reach.
    let cpu = limits.cpu.as_secs().saturating_add(2);
    sys::set_limit(pid, libc::RLIMIT_CPU, cpu, cpu.saturating_add(1))?;
    same(libc::RLIMIT_NPROC, u64::from(limits.processes) + others)?;
    same(libc::RLIMIT_FSIZE, limits.scratch)?;
    same(libc::RLIMIT_NOFILE, limits.open_files.into())
}

/// Sets the limits that are every program's, for those to inherit whom the calling process starts. A
/// stack of its own limit would end deep recursion as a crash while memory is left; the memory limit
/// bounds it like everything else.
pub fn set_common_limits() -> io::Result<()> {
    for (resource, value) in [
        (libc::RLIMIT_STACK, libc::RLIM_INFINITY),
        (libc::RLIMIT_AS, libc::RLIM_INFINITY),
        (libc::RLIMIT_CORE, 0),
        (libc::RLIMIT_MEMLOCK, 0),
        (libc::RLIMIT_MSGQUEUE, 0),
    ] {
        sys::set_limit(0, resource, value, value)?;
    }
    Ok(())
}
