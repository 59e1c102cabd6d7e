//! The sandbox as its callers see it: a pool of helper processes, one per execution at a time.
//!
//! Nothing here touches namespaces or limits; that is the helper's. What a helper says is
//! checked for size, and a helper that misbehaves is ended and replaced.

use std::ffi::OsString;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::cancel::Cancel;
use crate::error::Error;
use crate::execution::Execution;
use crate::layers::Layers;
use crate::program::{Limits, Program, STRETCH};
use crate::sys;
use crate::wire::{self, Failure};

/// How to start the helper process: the product's own binary under a hidden subcommand.
#[derive(Debug, Clone)]
pub struct Helper {
    /// The binary.
    pub program: PathBuf,
    /// Its arguments, which lead it to [`crate::helper_main`].
    pub arguments: Vec<OsString>,
}

/// Runs programs under limits; cheap to clone, and usable from many threads at once.
#[derive(Debug, Clone)]
pub struct Sandbox {
    pool: Arc<Pool>,
    /// Whether Pythons that stand ready are used.
    warm: bool,
}

#[derive(Debug)]
struct Pool {
    helper: Helper,
    layers: Layers,
    idle: Mutex<Vec<Worker>>,
}

/// Idle helpers kept; one more than this many executions at once costs a start each time.
const MAX_IDLE: usize = 32;
/// What a helper may take to start and build its namespaces.
const START: Duration = Duration::from_secs(20);
/// What a helper may take beyond the wall limit, to build before and to clean up after.
const GRACE: Duration = Duration::from_secs(30);
/// What a helper may take to end a cancelled execution before it is ended itself.
const CANCEL_GRACE: Duration = Duration::from_secs(5);

/// The longest limit on time; it keeps sums of instants in range.
const MAX_TIME: Duration = Duration::from_hours(24);
const MAX_MOUNTS: usize = 64;
const MAX_COLLECTED: usize = 256;
const MAX_FILES: usize = 4096;

impl Sandbox {
    /// Starts the first helper, runs an empty program in it and learns which layers are active.
    pub fn new(helper: Helper) -> Result<Sandbox, Error> {
        let worker = Worker::start(&helper)?;
        let layers = worker.layers.clone();
        Ok(Sandbox {
            pool: Arc::new(Pool {
                helper,
                layers,
                idle: Mutex::new(vec![worker]),
            }),
            warm: true,
        })
    }

    /// The same, with a start of its own for every program.
    #[must_use]
    pub fn cold(self) -> Sandbox {
        Sandbox {
            warm: false,
            ..self
        }
    }

    /// Returns the layers of protection that the first helper found.
    pub fn layers(&self) -> &Layers {
        &self.pool.layers
    }

    /// Runs a program to its end and returns the facts; blocks until then.
    pub fn run(&self, program: &Program, cancel: &Cancel) -> Result<Execution, Error> {
        self.run_between(program, None, cancel)
    }

    /// Runs a program between the given ends of pipes, or between pipes to the helper.
    pub(crate) fn run_between(
        &self,
        program: &Program,
        ends: Option<[OwnedFd; 2]>,
        cancel: &Cancel,
    ) -> Result<Execution, Error> {
        check(program)?;
        let warm = program.warm.as_ref().filter(|_| self.warm);
        let body = wire::encode_program(program, &program.stdin, warm);
        if body.len() as u64 > wire::MAX_REQUEST {
            return Err(Error::TooLarge {
                bytes: body.len() as u64,
                limit: wire::MAX_REQUEST,
            });
        }
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let mut worker = self.pool.take()?;
        let joined = ends.map_or(Ok(()), |ends| worker.join(&ends));
        let answer = joined.and_then(|()| worker.run(&body, program, cancel));
        if worker.usable {
            self.pool.put_back(worker);
        }
        answer
    }
}

impl Pool {
    fn take(&self) -> Result<Worker, Error> {
        loop {
            let idle = self
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop();
            match idle {
                // One that died while idle is not the caller's trouble.
                Some(mut worker) => {
                    if worker.is_alive() {
                        return Ok(worker);
                    }
                }
                None => return Worker::start(&self.helper),
            }
        }
    }

    fn put_back(&self, worker: Worker) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MAX_IDLE {
            idle.push(worker);
        }
    }
}

/// One helper process and the socket to it.
#[derive(Debug)]
struct Worker {
    child: Child,
    // Taken only by `drop`, which closes it before waiting.
    socket: Option<UnixStream>,
    layers: Layers,
    usable: bool,
}

/// What came first while waiting for a helper.
enum Waited {
    Answer,
    Bell,
    Deadline,
}

impl Worker {
    fn start(helper: &Helper) -> Result<Worker, Error> {
        let starting = |source| Error::helper("cannot start it", source);
        let (ours, theirs) = UnixStream::pair().map_err(starting)?;
        let child = Command::new(&helper.program)
            .args(&helper.arguments)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|source| {
                Error::helper(format!("cannot start {}", helper.program.display()), source)
            })?;
        let mut worker = Worker {
            child,
            socket: Some(ours),
            layers: unknown(),
            usable: true,
        };
        worker.wait(None, Instant::now() + START)?;
        match worker.receive(wire::RESPONSE_SLACK)? {
            (wire::READY, body) => {
                worker.layers = wire::decode_layers(&body)
                    .map_err(|source| Error::helper("its greeting is garbled", source))?;
                Ok(worker)
            }
            (wire::FAILED, body) => Err(failure(&body)),
            (kind, _) => Err(Error::helper_said(format!("it greets with kind {kind}"))),
        }
    }

    fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Hands over what the next program reads and writes.
    fn join(&mut self, ends: &[OwnedFd; 2]) -> Result<(), Error> {
        self.usable = false;
        self.send(wire::JOIN, &[])?;
        let socket = self.socket()?;
        sys::send_message(
            socket.as_fd(),
            wire::ENDS,
            &ends.each_ref().map(AsFd::as_fd),
        )
        .map_err(|source| Error::helper("it does not take descriptors", source))
    }

    fn run(&mut self, body: &[u8], program: &Program, cancel: &Cancel) -> Result<Execution, Error> {
        self.usable = false;
        let bell = cancel
            .bell()
            .map_err(|source| Error::helper("no eventfd to wait on", source))?;
        self.send(wire::RUN, body)?;
        let deadline = Instant::now()
            + program
                .limits
                .wall
                .saturating_mul(STRETCH)
                .saturating_add(GRACE);
        match self.wait(Some(bell), deadline)? {
            Waited::Answer => {}
            Waited::Bell => {
                self.send(wire::CANCEL, &[])?;
                if let Waited::Deadline = self.wait(None, Instant::now() + CANCEL_GRACE)? {
                    // Dropping the worker ends the helper and with it everything it runs.
                    return Err(Error::Cancelled);
                }
            }
            Waited::Deadline => {
                return Err(Error::helper_said(
                    "it did not answer in time and was ended",
                ));
            }
        }
        let (kind, body) = self.receive(most(&program.limits, program.collect.len()))?;
        // The helper answers a cancelled execution once, whichever of the two came first.
        self.usable = true;
        match kind {
            _ if cancel.is_cancelled() => Err(Error::Cancelled),
            wire::DONE => wire::decode_execution(&body, self.layers.clone())
                .map_err(|source| Error::helper("its answer is garbled", source)),
            wire::FAILED => Err(failure(&body)),
            other => Err(Error::helper_said(format!("it answers with kind {other}"))),
        }
    }

    fn socket(&mut self) -> Result<&mut UnixStream, Error> {
        self.socket
            .as_mut()
            .ok_or_else(|| Error::helper_said("its socket is closed"))
    }

    fn send(&mut self, kind: u8, body: &[u8]) -> Result<(), Error> {
        wire::send(self.socket()?, kind, body)
            .map_err(|source| Error::helper("it does not take requests", source))
    }

    fn receive(&mut self, limit: u64) -> Result<(u8, Vec<u8>), Error> {
        let socket = self.socket()?;
        socket
            .set_read_timeout(Some(GRACE))
            .and_then(|()| wire::receive(socket, limit))
            .map_err(|source| Error::helper("it ended before answering", source))
    }

    /// Waits for the helper's answer, the bell or the deadline; the end of the helper counts as
    /// an answer, which reading then finds out.
    fn wait(
        &mut self,
        bell: Option<std::os::fd::BorrowedFd<'_>>,
        deadline: Instant,
    ) -> Result<Waited, Error> {
        let socket = self.socket()?;
        let socket = socket.as_fd();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Waited::Deadline);
            }
            let ready = sys::wait_readable(&[Some(socket), bell], left)
                .map_err(|source| Error::helper("cannot wait for it", source))?;
            if ready[0] {
                return Ok(Waited::Answer);
            }
            if ready[1] {
                return Ok(Waited::Bell);
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // An idle helper ends by itself when its socket closes; a busy one must not keep us.
        drop(self.socket.take());
        if !self.usable {
            let _ = self.child.kill();
        }
        let deadline = Instant::now() + Duration::from_secs(2);
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

fn failure(body: &[u8]) -> Error {
    match Failure::decode(body) {
        Ok(failure) => failure.into_error(),
        Err(source) => Error::helper("its failure is garbled", source),
    }
}

/// The layers before the helper has spoken.
fn unknown() -> Layers {
    use crate::layers::Controller;
    Layers {
        namespaces: false,
        capabilities_dropped: false,
        no_new_privs: false,
        seccomp: false,
        landlock: false,
        private_proc: false,
        memory: Controller::Polled,
        processes: Controller::Rlimit,
        cpu: Controller::Polled,
    }
}

/// The largest answer these limits allow.
fn most(limits: &Limits, collected: usize) -> u64 {
    let each = limits.collect_bytes.min(limits.scratch);
    [
        limits.output,
        limits.stderr,
        limits.result,
        each.saturating_mul(collected as u64),
    ]
    .iter()
    .fold(wire::RESPONSE_SLACK, |sum, &part| sum.saturating_add(part))
}

/// Refuses what could not be run, or would reach outside the sandbox while it is built.
fn check(program: &Program) -> Result<(), Error> {
    let malformed = |what: String| Err(Error::Malformed(what));
    let Some(path) = program.arguments.first() else {
        return malformed("there is no argument; the first names the program".to_owned());
    };
    if !Path::new(path).is_absolute() {
        return malformed(format!(
            "{} is not an absolute path",
            Path::new(path).display()
        ));
    }
    let environment = program
        .environment
        .iter()
        .flat_map(|(name, value)| [name, value]);
    if program
        .arguments
        .iter()
        .chain(environment)
        .any(|s| s.as_bytes().contains(&0))
    {
        return malformed("an argument or variable holds a zero byte".to_owned());
    }
    if program.files.len() > MAX_FILES
        || program.mounts.len() > MAX_MOUNTS
        || program.collect.len() > MAX_COLLECTED
    {
        return malformed(format!(
            "at most {MAX_FILES} files, {MAX_MOUNTS} mounts and {MAX_COLLECTED} collected files"
        ));
    }
    for name in program
        .files
        .iter()
        .map(|file| &file.name)
        .chain(&program.collect)
    {
        if !is_beneath(name) {
            return malformed(format!("{} is not a path beneath scratch", name.display()));
        }
    }
    for mount in &program.mounts {
        if !is_target(&mount.target) {
            return malformed(format!("{} cannot be mounted on", mount.target.display()));
        }
        if !mount.source.is_absolute() {
            return malformed(format!(
                "{} is not an absolute path",
                mount.source.display()
            ));
        }
    }
    let limits = &program.limits;
    let times = [limits.cpu, limits.wall];
    if times.iter().any(Duration::is_zero) || limits.memory == 0 || limits.processes == 0 {
        return malformed("a limit on time, memory or processes is zero".to_owned());
    }
    if times.iter().any(|time| *time > MAX_TIME) {
        return malformed(format!("a limit on time is more than {MAX_TIME:?}"));
    }
    Ok(())
}

fn is_beneath(path: &Path) -> bool {
    let plain = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    plain && path.components().next().is_some() && !path.as_os_str().as_bytes().contains(&0)
}

fn is_target(path: &Path) -> bool {
    let Ok(relative) = path.strip_prefix("/") else {
        return false;
    };
    let reserved = ["proc", "dev", "tmp"]
        .iter()
        .any(|top| relative.starts_with(top));
    is_beneath(relative) && !reserved && relative != Path::new("scratch")
}
