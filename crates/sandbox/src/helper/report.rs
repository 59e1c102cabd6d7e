//! What the processes of one execution tell its supervisor, one message each.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use crate::sys;
use crate::wire::{Decoder, Encoder, Failure};

/// One message to the supervisor.
pub enum Report {
    /// The sandbox is built, and its program starts; one from elsewhere may come.
    Ready(Ready),
    /// The program ended.
    Ended(Ended),
    /// Something failed before the program could start.
    Failed(Failure),
}

/// A sandbox that is built.
pub struct Ready {
    /// The number of the first process.
    pub number: libc::pid_t,
    /// Memory that the program's file demands before it runs.
    pub static_bytes: u64,
    /// Processor time spent on building.
    pub own_cpu: Duration,
    pub scratch: OwnedFd,
    pub proc: Option<OwnedFd>,
    pub doors: Option<Doors>,
}

/// What lets a process from elsewhere into the sandbox.
pub struct Doors {
    pub processes: OwnedFd,
    pub files: OwnedFd,
    pub cgroup: OwnedFd,
    pub landlock: Option<OwnedFd>,
}

impl Doors {
    /// All of them, in the order in which they are handed on.
    pub fn all(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        [&self.processes, &self.files, &self.cgroup]
            .into_iter()
            .chain(&self.landlock)
            .map(AsFd::as_fd)
    }

    fn take(fds: &mut impl Iterator<Item = OwnedFd>) -> Option<Doors> {
        Some(Doors {
            processes: fds.next()?,
            files: fds.next()?,
            cgroup: fds.next()?,
            landlock: fds.next(),
        })
    }
}

/// How a program ended, as its parent saw it.
#[derive(Debug, Clone, Copy)]
pub struct Ended {
    /// As `wait` gives it.
    pub status: i32,
    pub wall: Duration,
    /// Peak of the program's own process, where it can be told from its parent's.
    pub peak_bytes: u64,
    /// Processor time of the parent itself.
    pub own_cpu: Duration,
    /// Processor time of the program where its parent is none of the sandbox's processes.
    pub elsewhere: Duration,
}

const READY: u64 = 0;
const ENDED: u64 = 1;
const FAILED: u64 = 2;

impl Report {
    /// Sends the message, which fails where nobody hears it any more.
    pub fn send(&self, socket: BorrowedFd) -> io::Result<()> {
        let mut e = Encoder::default();
        let mut fds = Vec::new();
        match self {
            Report::Ready(ready) => {
                e.u64(READY);
                e.u64(ready.number.cast_unsigned().into());
                e.u64(ready.static_bytes);
                e.u64(nanos(ready.own_cpu));
                e.u64(ready.proc.is_some().into());
                fds = std::iter::once(&ready.scratch)
                    .chain(&ready.proc)
                    .map(AsFd::as_fd)
                    .collect();
                fds.extend(ready.doors.iter().flat_map(Doors::all));
            }
            Report::Ended(ended) => {
                e.u64(ENDED);
                e.u64(ended.status.cast_unsigned().into());
                e.u64(nanos(ended.wall));
                e.u64(ended.peak_bytes);
                e.u64(nanos(ended.own_cpu));
                e.u64(nanos(ended.elsewhere));
            }
            Report::Failed(failure) => {
                e.u64(FAILED);
                e.bytes(&failure.encode());
            }
        }
        sys::send_message(socket, &e.body, &fds)
    }

    /// Receives a message; `None` when no process is left that could send one.
    pub fn receive(socket: BorrowedFd) -> io::Result<Option<Report>> {
        let (bytes, fds) = match sys::receive_message(socket) {
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return Ok(None),
            other => other?,
        };
        if bytes.is_empty() {
            return Ok(None);
        }
        let mut fds = fds.into_iter();
        let mut d = Decoder::new(&bytes);
        Ok(Some(match d.u64()? {
            READY => Report::Ready(Ready {
                number: number(&mut d)?,
                static_bytes: d.u64()?,
                own_cpu: Duration::from_nanos(d.u64()?),
                scratch: fds.next().ok_or(io::ErrorKind::InvalidData)?,
                proc: if d.u64()? == 1 { fds.next() } else { None },
                doors: Doors::take(&mut fds),
            }),
            ENDED => Report::Ended(Ended {
                status: number(&mut d)?,
                wall: Duration::from_nanos(d.u64()?),
                peak_bytes: d.u64()?,
                own_cpu: Duration::from_nanos(d.u64()?),
                elsewhere: Duration::from_nanos(d.u64()?),
            }),
            _ => Report::Failed(Failure::decode(d.bytes()?)?),
        }))
    }
}

fn number(d: &mut Decoder) -> io::Result<i32> {
    let number = u32::try_from(d.u64()?).map_err(io::Error::other)?;
    Ok(number.cast_signed())
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
