//! The three processes of one execution: the one that enters the namespaces, the first process of
//! the pid namespace, and the program. Each runs to its end here and reports to the supervisor.

use std::ffi::{CString, OsStr};
use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::{Duration, Instant};

use super::cgroup::Group;
use super::elf;
use super::landlock::Landlock;
use super::report::{Doors, Ended, Ready, Report};
use super::root::{self, Tree};
use super::seccomp::Filter;
use super::spaces::Spaces;
use super::step::{Context, Step};
use crate::program::{Limits, Program};
use crate::sys::{self, Stack};
use crate::wire::{Failure, FailureClass};

/// How long one whom a program left behind may have ended before that is noticed.
const REAP: Duration = Duration::from_millis(10);
/// The number under which a program finds the pipe for its result.
const RESULT: i32 = 3;
/// The message that lets the program start.
pub const GO: &[u8] = b"go";
/// The message that lets the first process wait for a program that comes from elsewhere.
pub const HOLD: &[u8] = b"hold";

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

/// Everything the processes of one execution need. The one that enters the namespaces shares the
/// helper's memory and leaves this as it is, but for what it has to tell; the first process has a
/// copy.
pub struct Job<'a> {
    pub spaces: &'a Spaces,
    pub filter: &'a Filter,
    pub landlock: Option<&'a Landlock>,
    pub group: &'a Group,
    pub program: &'a Program,
    pub trees: Vec<Tree>,
    /// `None` where the program comes from elsewhere.
    pub ends: Option<Ends>,
    pub status: OwnedFd,
    /// The supervisor's ends, of which no process here may hold a copy.
    pub supervisors: Vec<RawFd>,
    /// The first process, once it was started.
    pub first: Option<libc::pid_t>,
}

impl Job<'_> {
    /// Enters the namespaces, completes the root, starts the first process of a new pid namespace
    /// and ends.
    pub fn launch(&mut self) -> i32 {
        if let Err(failure) = self.enter() {
            Report::Failed(failure).send(self.status.as_fd());
        }
        0
    }

    fn enter(&mut self) -> Step<()> {
        die_with_parent()?;
        self.group.join()?;
        // When the whole machine is short of memory, the program goes first.
        let _ = fs::write("/proc/self/oom_score_adj", "1000");
        let entered = self.spaces.enter(&self.program.mounts, &self.trees)?;
        let own = libc::CLONE_NEWNS | libc::CLONE_NEWCGROUP;
        sys::unshare(own).namespace_step("make a namespace for files")?;
        let trees = entered.as_deref().unwrap_or(&self.trees);
        let scratch = root::complete(self.program, trees)?;
        let path = self.program.arguments.first();
        let static_bytes = elf::static_bytes(Path::new(path.map_or(OsStr::new(""), |path| path)));
        let flags = libc::CLONE_NEWPID | libc::CLONE_PARENT;
        let pid = sys::clone(flags).namespace_step("make a namespace for processes")?;
        if pid == 0 {
            for fd in std::mem::take(&mut self.supervisors) {
                sys::close_copied(fd);
            }
            drop(entered);
            self.trees.clear();
            if let Err(failure) = self.first_process(scratch, static_bytes) {
                Report::Failed(failure).send(self.status.as_fd());
            }
            sys::exit_now(0);
        }
        self.first = Some(pid);
        Ok(())
    }

    /// Mounts its `/proc`, starts the program when told to, and reaps until it ended. The kernel
    /// then ends whatever else runs in the namespace.
    fn first_process(&mut self, scratch: OwnedFd, static_bytes: u64) -> Step<()> {
        // Changing users forgot the parent's death; whoever died before is noticed when the
        // word to start does not come.
        die_with_parent()?;
        // Executing the program undoes this for the program alone.
        sys::prctl(libc::PR_SET_DUMPABLE, 0, 0).step("hide from the program")?;
        let proc = root::mount_proc()?;
        Report::Ready(Ready {
            static_bytes,
            own_cpu: sys::own_cpu(),
            scratch,
            proc,
            doors: self.doors()?,
        })
        .send(self.status.as_fd());
        let (word, _) = sys::receive_message(self.status.as_fd()).step("wait to start")?;
        if word == HOLD {
            self.stand_by();
            return Ok(());
        }
        if word != GO {
            return Ok(());
        }
        let before = sys::own_peak();
        let start = Instant::now();
        let mut stack = Stack::new();
        let become_program = || {
            Report::Failed(self.become_program()).send(self.status.as_fd());
            127
        };
        let pid = sys::vfork(&mut stack, become_program).step("start the program")?;
        // Who still held the pipes would hide from the supervisor that the program closed them.
        drop(self.ends.take());
        loop {
            let waited = sys::wait(-1).step("wait for the program")?;
            if waited.pid == pid {
                let peak = waited.max_rss_bytes;
                Report::Ended(Ended {
                    status: waited.status,
                    wall: start.elapsed(),
                    // Until it executes a file, a process counts its parent's pages as its own.
                    peak_bytes: if peak > before { peak } else { 0 },
                    own_cpu: sys::own_cpu(),
                    elsewhere: Duration::ZERO,
                })
                .send(self.status.as_fd());
                return Ok(());
            }
        }
    }

    /// Takes those whom a program from elsewhere leaves behind, until it is ended. Where no group
    /// counts their time, waiting for them adds it to this process's.
    fn stand_by(&self) {
        if self.group.counts_time() {
            sys::ignore_children();
            let _ = sys::receive_message(self.status.as_fd());
            return;
        }
        while let Ok([false]) = sys::wait_readable(&[Some(self.status.as_fd())], REAP) {
            while sys::wait_ended() {}
        }
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
        match self.confine().and_then(|()| execute(self.program)) {
            Ok(never) => match never {},
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
        sys::close_range(RESULT.unsigned_abs() + 1, true).step("close descriptors")?;
        sys::heed_broken_pipes();
        sys::drop_capabilities().step("drop capabilities")?;
        sys::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0).step("set no_new_privs")?;
        if let Some(landlock) = self.landlock {
            landlock.confine().step("confine with Landlock")?;
        }
        unlimited_stack().step("limit resources")?;
        // Not before: what is open until the program is executed counts too. The first process of
        // the namespace is the same user's.
        set_limits(0, &self.program.limits, 1).step("limit resources")?;
        self.filter.install().step("filter system calls")
    }
}

/// Executes a program in the calling process; returns only what went wrong.
pub fn execute(program: &Program) -> Step<std::convert::Infallible> {
    let Some(path) = program.arguments.first() else {
        // The trial run of a new helper: everything but a program.
        sys::exit_now(0);
    };
    let c = |text: &OsStr| CString::new(text.as_bytes()).map_err(io::Error::other);
    let arguments: io::Result<Vec<_>> = program.arguments.iter().map(|a| c(a)).collect();
    let environment: io::Result<Vec<_>> = program
        .environment
        .iter()
        .map(|(name, value)| {
            let bytes = [name.as_bytes(), b"=", value.as_bytes()].concat();
            CString::new(bytes).map_err(io::Error::other)
        })
        .collect();
    let arguments = arguments.step("read the arguments")?;
    let environment = environment.step("read the environment")?;
    let file = c(path).step("read the arguments")?;
    let error = sys::exec(&file, &arguments, &environment);
    Err(Failure::new(
        FailureClass::MissingProgram,
        path.to_string_lossy(),
        &error,
    ))
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
    same(libc::RLIMIT_CORE, 0)?;
    same(libc::RLIMIT_MEMLOCK, 0)?;
    same(libc::RLIMIT_MSGQUEUE, 0)?;
    same(libc::RLIMIT_NOFILE, limits.open_files.into())
}

/// A stack of its own limit would end deep recursion as a crash while memory is left. The memory
/// limit bounds it like everything else.
pub fn unlimited_stack() -> io::Result<()> {
    for resource in [libc::RLIMIT_STACK, libc::RLIMIT_AS] {
        sys::set_limit(0, resource, libc::RLIM_INFINITY, libc::RLIM_INFINITY)?;
    }
    Ok(())
}
