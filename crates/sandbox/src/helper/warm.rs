//! The Pythons that stand ready: starting one, having it copied into a sandbox that was built for
//! an execution, and letting it go as soon as anything about it is in doubt. The supervisor watches
//! the copy like any other program.

use std::fs;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use super::Tools;
use super::cgroup::Group;
use super::child::{self, Command, Ends};
use super::report::Doors;
use super::root::{self, Tree};
use super::step::{Context, Step};
use crate::program::{Limits, Program, Warm};
use crate::sys;
use crate::wire::{Encoder, Failure, FailureClass};

/// What runs in it.
const SCRIPT: &str = include_str!("warm.py");
/// How many one helper keeps, for scripts that take turns.
const MOST_KEPT: usize = 3;
/// After how many copies one is replaced, so that what its copies share does not last for ever.
const MOST_COPIES: u32 = 1000;
/// How often one may fail in a row before the helper does without.
const MOST_FAILURES: u32 = 3;
/// What reading a script and importing modules may take.
const START: Duration = Duration::from_secs(20);
/// What copying may take, and saying that a copy has ended.
const ANSWER: Duration = Duration::from_secs(5);
const MEMORY: u64 = 1 << 30;
/// Where a process finds the socket to its supervisor: behind what a program finds open.
const SOCKET: i32 = 4;
/// What entering an execution takes: `CAP_SETPCAP`, `CAP_SYS_CHROOT`, `CAP_SYS_ADMIN`, each within
/// the sandbox's own user namespace.
const CAPABILITIES: [u32; 3] = [8, 18, 21];

/// Those of one helper, the last used first.
#[derive(Default)]
pub struct Stock {
    ready: Vec<Python>,
    failures: u32,
}

/// One that stands ready.
pub struct Python {
    key: Vec<u8>,
    pid: libc::pid_t,
    socket: OwnedFd,
    copies: u32,
    /// What its script and modules take in memory, which its copies share.
    pub memory: u64,
    /// Removed after the process is gone.
    _group: Group,
}

impl Stock {
    /// Takes one out that suits the program, starting it where none stands ready. `None` where the
    /// program asks for none, and where this machine or this helper cannot have one: a copy is no
    /// descendant of the first process, and must be seen in the execution's `/proc` or be counted.
    pub fn take(tools: &mut Tools, program: &Program) -> Option<Python> {
        let warm = program.warm.as_ref().filter(|_| !program.counted)?;
        let counted = tools.cgroups.controllers().iter().all(|c| c.is_cgroup());
        if !(counted || tools.layers.private_proc) || tools.stock.failures >= MOST_FAILURES {
            return None;
        }
        let key = key(program, warm);
        let found = tools
            .stock
            .ready
            .iter()
            .position(|python| python.key == key);
        if let Some(place) = found {
            return Some(tools.stock.ready.remove(place));
        }
        let started = Python::start(tools, program, warm, key);
        tools.stock.failures += u32::from(started.is_err());
        started.ok()
    }

    /// Puts one back that did what it should.
    pub fn put_back(&mut self, mut python: Python) {
        self.failures = 0;
        python.copies += 1;
        if python.copies < MOST_COPIES {
            self.ready.insert(0, python);
            self.ready.truncate(MOST_KEPT);
        }
    }

    /// How many stand ready.
    pub fn count(&self) -> usize {
        self.ready.len()
    }

    /// Counts one that did not.
    pub fn note_failure(&mut self) {
        self.failures += 1;
    }
}

fn key(program: &Program, warm: &Warm) -> Vec<u8> {
    let mut key = Encoder::default();
    let text = |text: &std::ffi::OsStr| text.as_encoded_bytes().to_vec();
    key.list(&warm.interpreter, |e, argument| e.bytes(&text(argument)));
    key.list(&program.environment, |e, (name, value)| {
        e.bytes(&text(name));
        e.bytes(&text(value));
    });
    key.list(&program.mounts, |e, mount| {
        e.bytes(&text(mount.source.as_os_str()));
        e.bytes(&text(mount.target.as_os_str()));
    });
    key.bytes(warm.script.as_bytes());
    key.list(&warm.modules, |e, name| e.bytes(name.as_bytes()));
    key.body
}

impl Python {
    fn start(tools: &mut Tools, program: &Program, warm: &Warm, key: Vec<u8>) -> Step<Python> {
        let limits = Limits {
            memory: MEMORY,
            // A copy is born in its group, and leaves it before anything else.
            processes: 4,
            ..Limits::default()
        };
        let group = tools.cgroups.make(&limits, 0)?;
        let trees = tools.spaces.copy_mounts(&program.mounts)?;
        let (socket, theirs) = sys::message_pair().step("make sockets")?;
        let pid = sys::clone(0).step("start a process")?;
        if pid == 0 {
            drop(socket);
            let start = Start {
                tools,
                program,
                warm,
                group: &group,
            };
            // It is noticed by the end of the socket.
            let Err(_) = start.become_python(trees, theirs.as_fd());
            sys::exit_now(127);
        }
        drop(theirs);
        let mut python = Python {
            key,
            pid,
            socket,
            copies: 0,
            memory: 0,
            _group: group,
        };
        let mut request = Encoder::default();
        request.bytes(warm.script.as_bytes());
        request.list(&warm.modules, |e, name| e.bytes(name.as_bytes()));
        request.bytes(&tools.filter.bytes());
        python.expect(b"B")?;
        let bare = python.private_memory()?;
        python.say(&request.body, &[])?;
        python.expect(b"R")?;
        // The rest of it a copy writes to, and has as its own, before long.
        python.memory = python.private_memory()?.saturating_sub(bare);
        Ok(python)
    }

    /// Has it copied into the sandbox behind the doors; returns the copy's number. The copy is
    /// confined, and waits for the word to go on.
    pub fn copy(
        &self,
        arguments: &Warm,
        limits: &Limits,
        ends: &Ends,
        doors: &Doors,
        others: u64,
    ) -> Step<libc::pid_t> {
        let mut request = Encoder::default();
        request.list(&arguments.arguments, |e, a| e.bytes(a.as_encoded_bytes()));
        let mut fds: Vec<BorrowedFd> = ends.all().map(AsFd::as_fd).into();
        fds.extend(doors.all());
        self.say(&request.body, &fds)?;
        let (mut copy, mut confined) = (None, false);
        while copy.is_none() || !confined {
            let said = self.hear(ANSWER)?;
            if said == b"S" {
                confined = true;
            } else {
                copy = Some(number(&said, b'P')?);
            }
        }
        let copy = copy.ok_or_else(|| doubt("copy a Python"))?;
        child::set_limits(copy, limits, others).step("limit resources")?;
        Ok(copy)
    }

    /// Lets the copy go on into the program.
    pub fn go(&self) -> Step<()> {
        self.say(child::GO, &[])
    }

    /// Where it says what became of the copy.
    pub fn fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    /// Hears how the copy ended: its status, its peak in KiB, its processor time in microseconds.
    pub fn ended(&self) -> Step<(i32, u64, u64)> {
        let said = self.hear(ANSWER)?;
        let text = said
            .strip_prefix(b"E")
            .and_then(|said| str::from_utf8(said).ok());
        let mut words = text.unwrap_or_default().split(' ');
        let mut next = || words.next()?.parse().ok();
        let facts = (|| Some((i32::try_from(next()?).ok()?, next()?, next()?)))();
        facts.ok_or_else(|| doubt(&String::from_utf8_lossy(&said)))
    }

    fn expect(&self, word: &[u8]) -> Step<()> {
        if self.hear(START)? == word {
            return Ok(());
        }
        Err(doubt("start a Python"))
    }

    /// Reads what it has in memory that no file holds.
    fn private_memory(&self) -> Step<u64> {
        let path = format!("/proc/{}/status", self.pid);
        let status = fs::read_to_string(path).step("read a Python's memory")?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
            .map(|kib| kib << 10)
            .ok_or_else(|| doubt("read a Python's memory"))
    }

    fn say(&self, bytes: &[u8], fds: &[BorrowedFd]) -> Step<()> {
        sys::send_message(self.socket.as_fd(), bytes, fds).step("speak to a Python")
    }

    fn hear(&self, patience: Duration) -> Step<Vec<u8>> {
        let socket = self.socket.as_fd();
        let [said] = sys::wait_readable(&[Some(socket)], patience).step("wait for a Python")?;
        if !said {
            return Err(doubt("hear from a Python in time"));
        }
        let (bytes, _) = sys::receive_message(socket).step("hear from a Python")?;
        if bytes.is_empty() {
            return Err(doubt("keep a Python"));
        }
        Ok(bytes)
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        sys::kill(self.pid);
        let _ = sys::wait(self.pid);
    }
}

/// Reads a number behind the letter that says what it is; anything else is a complaint.
fn number(said: &[u8], letter: u8) -> Step<i32> {
    said.strip_prefix(&[letter])
        .and_then(|number| str::from_utf8(number).ok()?.parse().ok())
        .ok_or_else(|| doubt(&String::from_utf8_lossy(said)))
}

fn doubt(step: &str) -> Failure {
    Failure::new(
        FailureClass::Setup,
        step,
        &io::Error::from_raw_os_error(libc::EIO),
    )
}

/// What a new one needs of the helper whose copy it is.
struct Start<'a> {
    tools: &'a Tools,
    program: &'a Program,
    warm: &'a Warm,
    group: &'a Group,
}

impl Start<'_> {
    /// Sees the files that its copies will see, and executes the interpreter.
    fn become_python(
        &self,
        trees: Vec<Tree>,
        socket: BorrowedFd,
    ) -> Step<std::convert::Infallible> {
        // The helper waits for its process group alone.
        sys::setsid().step("start a session")?;
        self.group.join()?;
        let _ = fs::write("/proc/self/oom_score_adj", "1000");
        let spaces = &self.tools.spaces;
        let trees = match spaces.enter(&self.program.mounts, &trees)? {
            Some(entered) => entered,
            None => trees,
        };
        let own = libc::CLONE_NEWNS | libc::CLONE_NEWCGROUP;
        sys::unshare(own).namespace_step("make namespaces")?;
        let in_scratch = root::show(&self.program.mounts, trees)?;
        let seen = Program {
            arguments: [
                self.warm.interpreter.as_slice(),
                &["-c".into(), SCRIPT.into()],
            ]
            .concat(),
            environment: self.program.environment.clone(),
            ..Program::default()
        };
        let command = Command::of(&seen)?;
        root::complete(&seen, &in_scratch)?;
        root::mount_proc()?;
        child::die_with_parent()?;
        // Standard streams and the result's are pipes here because they will be in the copies.
        for number in 0..SOCKET {
            let (read, write) = sys::pipe().step("make pipes")?;
            let end = if number == 0 { &read } else { &write };
            sys::dup2(end.as_fd(), number).step("connect pipes")?;
        }
        sys::dup2(socket, SOCKET).step("connect the socket")?;
        sys::close_range(SOCKET.unsigned_abs() + 1, true).step("close descriptors")?;
        sys::heed_broken_pipes();
        child::set_common_limits().step("limit resources")?;
        sys::keep_capabilities(&CAPABILITIES).step("keep capabilities")?;
        Err(child::execute(&seen, &command))
    }
}
