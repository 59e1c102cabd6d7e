//! The launchers: processes that have entered what a helper's executions share, see what one list of
//! mounts shows, and start the first process of one execution after another. Entering and mounting
//! take longer than many a program, and are done once here for all programs that see the same.
//!
//! The first process shares its launcher's memory, which is suspended meanwhile. One that was killed
//! may have left that memory in the middle of a change, and its launcher is let go with it.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use super::Tools;
use super::cgroup::Group;
use super::child::{self, COUNTER, Command, Ends, Job};
use super::report::Report;
use super::root::{self, Tree};
use super::step::{Context, Step};
use crate::program::Program;
use crate::sys::{self, Stack};
use crate::wire::{self, Decoder, Encoder, Failure, FailureClass};

/// How many one helper keeps, for programs that take turns.
const MOST_KEPT: usize = 3;
/// After how many executions one is replaced, so that nothing can pile up in it.
const MOST_LAUNCHES: u32 = 1000;
/// A request that is longer leaves a launcher larger than the next execution should find it.
const MOST_KEPT_REQUEST: usize = 16 << 20;
/// How much of a request goes with its header, so that the launcher is woken once.
const MOST_AT_FIRST: usize = 4 << 10;
/// The word by which a first process is let go.
const LET_GO: &[u8] = b"over";
/// What entering and mounting may take.
const START: Duration = Duration::from_secs(15);

/// Those of one helper, the last used first.
#[derive(Default)]
pub struct Launchers {
    ready: Vec<Launcher>,
}

/// One that stands ready, or has an execution under way.
pub struct Launcher {
    key: Vec<u8>,
    pid: libc::pid_t,
    socket: UnixStream,
    /// Where the processes of an execution report, and hear.
    status: OwnedFd,
    /// What counts the instructions of its executions.
    counting: Option<OwnedFd>,
    launches: u32,
    is_sound: bool,
}

impl Launchers {
    /// Takes one out that shows what the program asks to see, starting it where none stands ready.
    pub fn take(tools: &mut Tools, program: &Program) -> Step<Launcher> {
        let key = key(program);
        let ready = &mut tools.launchers.ready;
        if let Some(place) = ready.iter().position(|launcher| launcher.key == key) {
            let launcher = ready.remove(place);
            if launcher.is_alive() {
                return Ok(launcher);
            }
        }
        Launcher::start(tools, program, key)
    }

    /// Puts one back whose execution is over, if it can start another.
    pub fn put_back(&mut self, launcher: Launcher) {
        if launcher.is_sound && launcher.launches < MOST_LAUNCHES {
            self.ready.insert(0, launcher);
            self.ready.truncate(MOST_KEPT);
        }
    }

    /// How many stand ready.
    pub fn count(&self) -> usize {
        self.ready.len()
    }
}

/// What is to be seen, and of it which files: a path may come to lead to others. And whether
/// instructions are counted.
fn key(program: &Program) -> Vec<u8> {
    let mut key = Encoder::default();
    key.u64(program.counted.into());
    for mount in &program.mounts {
        key.bytes(mount.source.as_os_str().as_bytes());
        key.bytes(mount.target.as_os_str().as_bytes());
        if let Ok(facts) = fs::metadata(&mount.source) {
            key.u64(facts.dev());
            key.u64(facts.ino());
        }
    }
    key.body
}

impl Launcher {
    fn start(tools: &Tools, program: &Program, key: Vec<u8>) -> Step<Launcher> {
        let trees = tools.spaces.copy_mounts(&program.mounts)?;
        let (socket, mut theirs) = UnixStream::pair().step("make sockets")?;
        let (status, their_status) = sys::message_pair().step("make sockets")?;
        let pid = sys::clone(0).step("start a process")?;
        if pid == 0 {
            // It is noticed by the end of the socket.
            let Err(failure) = stand_ready(tools, program, trees, &mut theirs, &their_status);
            let _ = wire::send(&mut theirs, wire::FAILED, &failure.encode());
            sys::exit_now(0);
        }
        drop((theirs, their_status));
        let mut launcher = Launcher {
            key,
            pid,
            socket,
            status,
            counting: None,
            launches: 0,
            // What is seen in a program's scratch can be mounted there once.
            is_sound: !program.mounts.iter().any(root::is_in_scratch),
        };
        let [said] = sys::wait_readable(&[Some(launcher.socket.as_fd())], START)
            .step("wait for a launcher")?;
        if !said {
            return Err(doubt("start a launcher", libc::ETIMEDOUT));
        }
        match wire::receive(&mut launcher.socket, wire::RESPONSE_SLACK) {
            Ok((wire::READY, _)) => {
                if program.counted {
                    let said = sys::receive_message(launcher.status());
                    let (_, mut fds) = said.step("hear a launcher")?;
                    launcher.counting = fds.pop();
                }
                Ok(launcher)
            }
            Ok((_, body)) => {
                Err(Failure::decode(&body).unwrap_or_else(|_| doubt("start a launcher", libc::EIO)))
            }
            Err(_) => Err(doubt("start a launcher", libc::EIO)),
        }
    }

    fn is_alive(&self) -> bool {
        // It says nothing while it waits, but that it is gone.
        let spoke = sys::wait_readable(&[Some(self.socket.as_fd())], Duration::ZERO);
        matches!(spoke, Ok([false]))
    }

    /// Where the processes of an execution report.
    pub fn status(&self) -> BorrowedFd<'_> {
        self.status.as_fd()
    }

    /// What counts the instructions of its executions, where the machine can and the program asked.
    pub fn counting(&self) -> Option<BorrowedFd<'_>> {
        self.counting.as_ref().map(AsFd::as_fd)
    }

    /// Lets a first process go that waits for the end of a program from elsewhere.
    pub fn let_go(&self) {
        let _ = sys::send_message(self.status(), LET_GO, &[]);
    }

    /// Has it start the first process of an execution, which reports from then on. What the program
    /// may ask for instructions is `counter`; the processes of its user that are none of the
    /// program's are `others`.
    pub fn launch(
        &mut self,
        program: &Program,
        group: &Group,
        ends: Option<&Ends>,
        counter: Option<&OwnedFd>,
        others: u64,
    ) -> Step<()> {
        let mut fds = Vec::new();
        fds.extend(ends.iter().flat_map(|ends| ends.all()).map(AsFd::as_fd));
        fds.extend(counter.map(AsFd::as_fd));
        fds.extend(group.entrances());
        let mut request = Encoder::default();
        request.u64(ends.is_some().into());
        request.u64(counter.is_some().into());
        request.u64(group.counts_time().into());
        request.u64(others);
        request
            .body
            .extend(wire::encode_program(program, &[], None));
        self.launches += 1;
        self.is_sound &= request.body.len() <= MOST_KEPT_REQUEST;
        let header = wire::header(wire::LAUNCH, &request.body);
        let (first, rest) = request.body.split_at(request.body.len().min(MOST_AT_FIRST));
        let sent = sys::send_message(self.socket.as_fd(), &[&header, first].concat(), &fds);
        sent.and_then(|()| self.socket.write_all(rest))
            .step("speak to a launcher")
    }

    /// Notes that its memory may be in the middle of a change.
    pub fn doubt(&mut self) {
        self.is_sound = false;
    }
}

impl Drop for Launcher {
    fn drop(&mut self) {
        sys::kill(self.pid);
        let _ = sys::wait(self.pid);
        // A first process that was not heard in time has spoken by now, or finds that it cannot, and
        // ends by itself.
        let _ = sys::hang_up(self.status.as_fd());
        while let Ok(Some(report)) = Report::receive(self.status.as_fd()) {
            if let Report::Ready(ready) = report {
                sys::kill(ready.number);
            }
        }
        while sys::wait(-self.pid).is_ok() {}
    }
}

fn doubt(step: &str, errno: i32) -> Failure {
    let error = io::Error::from_raw_os_error(errno);
    Failure::new(FailureClass::Setup, step, &error)
}

/// The life of the process. It was copied from the helper, and owns nothing of what that has.
fn stand_ready(
    tools: &Tools,
    program: &Program,
    trees: Vec<Tree>,
    socket: &mut UnixStream,
    status: &OwnedFd,
) -> Step<std::convert::Infallible> {
    child::die_with_parent()?;
    // The helper waits for its process group alone.
    sys::setsid().step("start a session")?;
    // When the whole machine is short of memory, the program goes first.
    let _ = fs::write("/proc/self/oom_score_adj", "1000");
    let trees = match tools.spaces.enter(&program.mounts, &trees)? {
        Some(entered) => entered,
        None => trees,
    };
    sys::unshare(libc::CLONE_NEWNS).namespace_step("make a namespace for files")?;
    let in_scratch = root::show(&program.mounts, trees)?;
    // Changing users forgot the parent's death.
    child::die_with_parent()?;
    if program.counted {
        // Whom it starts is counted with it, and it waits meanwhile.
        let counting = sys::counters::open().ok();
        let fds: Vec<_> = counting.iter().map(AsFd::as_fd).collect();
        sys::send_message(status.as_fd(), b"counting", &fds).step("answer the helper")?;
    }
    // No program may look into what it will share with the first process.
    sys::prctl(libc::PR_SET_DUMPABLE, 0, 0).step("hide from the program")?;
    sys::set_name(c"onsite-launcher").step("take a name")?;
    child::set_common_limits().step("limit resources")?;
    sys::forgo_capabilities().step("forgo capabilities")?;
    let mut kept = vec![0, 1, 2, 3, COUNTER, socket.as_raw_fd(), status.as_raw_fd()];
    kept.extend(in_scratch.iter().map(|(_, tree)| tree.fd.as_raw_fd()));
    sys::close_others(&mut kept).step("close descriptors")?;
    sys::carry(tools.door);
    tools
        .launchers_filter
        .install()
        .step("filter system calls")?;
    wire::send(socket, wire::READY, &[]).step("answer the helper")?;
    let (mut stack, mut programs_stack) = (Stack::new(), Stack::new());
    loop {
        let request = Request::receive(socket).step("hear the helper")?;
        let command = Command::of(&request.program);
        let mut job = Job {
            landlock: tools.landlock.as_ref(),
            program: &request.program,
            command: &command?,
            in_scratch: &in_scratch,
            entrances: request.entrances,
            counts_time: request.counts_time,
            others: request.others,
            ends: request.ends,
            counter: request.counter,
            status: status.as_fd(),
            is_told: false,
        };
        let flags = libc::CLONE_NEWPID | libc::CLONE_NEWNS | libc::CLONE_FILES | libc::CLONE_PARENT;
        let launched = sys::vfork(&mut stack, flags, |number| {
            job.first_process(number, &mut programs_stack);
            0
        });
        let failure = match launched.namespace_step("make a namespace for processes") {
            Ok(_) if job.is_told => continue,
            Ok(_) => doubt("watch: the sandbox was killed", libc::ECHILD),
            Err(failure) => failure,
        };
        let _ = Report::Failed(failure).send(status.as_fd());
    }
}

/// What a launcher is asked for.
struct Request {
    program: Program,
    ends: Option<Ends>,
    counter: Option<OwnedFd>,
    entrances: Vec<File>,
    counts_time: bool,
    others: u64,
}

impl Request {
    fn receive(socket: &mut UnixStream) -> io::Result<Request> {
        let garbled = || io::Error::from(io::ErrorKind::InvalidData);
        // Nothing but one request can be on its way.
        let (head, fds) = sys::receive_at_most(socket.as_fd(), wire::HEADER + MOST_AT_FIRST)?;
        let mut fds = fds.into_iter();
        let (_, body) = wire::receive(&mut head.as_slice().chain(socket), wire::MAX_REQUEST)?;
        let mut d = Decoder::new(&body);
        let has_ends = d.u64()? != 0;
        let has_counter = d.u64()? != 0;
        let counts_time = d.u64()? != 0;
        let others = d.u64()?;
        let program = wire::decode_program(d.rest())?;
        let mut next = || fds.next().ok_or_else(garbled);
        Ok(Request {
            program,
            ends: if has_ends {
                Some(Ends {
                    stdin: next()?,
                    stdout: next()?,
                    stderr: next()?,
                    result: next()?,
                })
            } else {
                None
            },
            counter: has_counter.then(&mut next).transpose()?,
            entrances: fds.map(File::from).collect(),
            counts_time,
            others,
        })
    }
}
