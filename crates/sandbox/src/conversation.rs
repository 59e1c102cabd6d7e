//! Two programs that talk to each other, each in a sandbox of its own: what one writes, the other
//! reads. Every byte passes through here, so that it is known who hung up first.

use std::os::fd::{AsFd, OwnedFd};
use std::thread;
use std::time::Duration;

use crate::cancel::Cancel;
use crate::error::Error;
use crate::execution::Execution;
use crate::pool::Sandbox;
use crate::program::Program;
use crate::sys;

/// What is known about two programs that talked, after both ended.
#[derive(Debug, Clone)]
pub struct Conversation {
    /// The executions, in the order of the programs; their standard output is empty.
    pub executions: [Execution; 2],
    /// Which program closed its standard output first, by ending or otherwise; the one that is
    /// named first where nobody can tell.
    pub first_to_hang_up: usize,
    /// Bytes that each program wrote to standard output.
    pub written: [u64; 2],
    /// Whether each program was cut off because it wrote more than its limit on output.
    pub over: [bool; 2],
}

/// The most bytes that are under way in one direction, beside what the pipes hold.
const CHUNK: usize = 16 << 10;
/// For how long to wait for bytes at a time; the programs' own limits end the waiting.
const PATIENCE: Duration = Duration::from_secs(5);

impl Sandbox {
    /// Runs two programs at once, each reading what the other writes; blocks until both ended.
    ///
    /// When one ends or closes its output, the other reads the end of its input. What is written to
    /// one that has ended is dropped, so that ending late is no crash.
    pub fn converse(
        &self,
        programs: [&Program; 2],
        cancel: &Cancel,
    ) -> Result<Conversation, Error> {
        if programs.iter().any(|program| !program.stdin.is_empty()) {
            return Err(Error::Malformed(
                "a program that talks to another has no input of its own".to_owned(),
            ));
        }
        let pipe = || sys::pipe().map_err(|source| Error::helper("cannot make pipes", source));
        let (inputs, outputs) = ([pipe()?, pipe()?], [pipe()?, pipe()?]);
        let ([(read_0, feed_0), (read_1, feed_1)], [(heard_0, write_0), (heard_1, write_1)]) =
            (inputs, outputs);
        let limits = programs.map(|program| program.limits.output);
        let mut lines = [
            Line::new(heard_0, feed_1, limits[0])?,
            Line::new(heard_1, feed_0, limits[1])?,
        ];
        let (first, executions) = thread::scope(|scope| {
            let run = |program, ends| scope.spawn(move || self.run_between(program, ends, cancel));
            let running = [
                run(programs[0], Some([read_0, write_0])),
                run(programs[1], Some([read_1, write_1])),
            ];
            let first = relay(&mut lines);
            // Whatever went wrong with the relay, nobody may wait for it.
            lines.iter_mut().for_each(Line::close);
            (first, running.map(thread::ScopedJoinHandle::join))
        });
        let [one, other] = executions.map(|ended| {
            ended.unwrap_or_else(|_| Err(Error::helper_said("a thread that ran a program died")))
        });
        // An error comes before what it may have done to the other program.
        let executions = [one?, other?];
        Ok(Conversation {
            executions,
            first_to_hang_up: first?,
            written: lines.each_ref().map(|line| line.carried),
            over: lines.each_ref().map(|line| line.over),
        })
    }
}

/// Carries bytes until neither program writes any more; tells which closed its output first.
fn relay(lines: &mut [Line; 2]) -> Result<usize, Error> {
    let mut first = None;
    while lines.iter().any(Line::is_open) {
        let mut fds = [lines[0].wanted(), lines[1].wanted()];
        sys::poll(&mut fds, PATIENCE).map_err(|source| Error::helper("cannot relay", source))?;
        for (index, line) in lines.iter_mut().enumerate() {
            if fds[index].revents != 0 {
                line.carry();
            }
            if !line.hears() && first.is_none() {
                first = Some(index);
            }
        }
    }
    Ok(first.unwrap_or(0))
}

/// One direction.
#[derive(Debug)]
struct Line {
    from: Option<OwnedFd>,
    to: Option<OwnedFd>,
    /// What was read and not yet written.
    waiting: Vec<u8>,
    carried: u64,
    limit: u64,
    over: bool,
}

impl Line {
    fn new(from: OwnedFd, to: OwnedFd, limit: u64) -> Result<Line, Error> {
        for fd in [&from, &to] {
            sys::set_nonblocking(fd.as_fd())
                .map_err(|source| Error::helper("cannot relay", source))?;
        }
        Ok(Line {
            from: Some(from),
            to: Some(to),
            waiting: Vec::new(),
            carried: 0,
            limit,
            over: false,
        })
    }

    /// Whether the writer's output is still open.
    fn hears(&self) -> bool {
        self.from.is_some()
    }

    fn is_open(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// What to wait for: room for what waits, else something to read.
    fn wanted(&self) -> libc::pollfd {
        if self.waiting.is_empty() {
            sys::pollfd(self.from.as_ref().map(AsFd::as_fd), libc::POLLIN)
        } else {
            sys::pollfd(self.to.as_ref().map(AsFd::as_fd), libc::POLLOUT)
        }
    }

    fn carry(&mut self) {
        if self.waiting.is_empty() {
            self.hear();
        }
        self.tell();
        if self.waiting.is_empty() && self.from.is_none() {
            self.to = None;
        }
    }

    fn hear(&mut self) {
        let Some(from) = &self.from else { return };
        let mut chunk = [0; CHUNK];
        match sys::read(from.as_fd(), &mut chunk) {
            Ok(0) => self.from = None,
            Ok(count) => {
                self.carried = self.carried.saturating_add(count as u64);
                self.over = self.carried > self.limit;
                if self.over {
                    self.from = None;
                } else if self.to.is_some() {
                    self.waiting.extend_from_slice(&chunk[..count]);
                }
            }
            Err(error) if later(&error) => {}
            Err(_) => self.from = None,
        }
    }

    fn tell(&mut self) {
        while let (Some(to), false) = (&self.to, self.waiting.is_empty()) {
            match sys::write(to.as_fd(), &self.waiting) {
                Ok(count) => drop(self.waiting.drain(..count)),
                Err(error) if later(&error) => return,
                Err(_) => {
                    // The reader is gone; what is still written to it is dropped.
                    self.to = None;
                    self.waiting.clear();
                }
            }
        }
    }

    fn close(&mut self) {
        self.from = None;
        self.to = None;
    }
}

fn later(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::Interrupted
    )
}
