//! The helper's ends of a program's pipes: bounded in memory whatever the program does.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use crate::sys;

/// Collects what a program writes, up to a limit.
pub struct Sink {
    fd: Option<OwnedFd>,
    pub bytes: Vec<u8>,
    limit: usize,
    /// Whether there was more than the limit.
    pub over: bool,
}

const CHUNK: usize = 16 << 10;
/// The most that is read after the program ended: what a pipe can still hold, and more.
const MAX_LEFT: usize = 256;

impl Sink {
    /// Without a descriptor, what the program writes goes elsewhere.
    pub fn new(fd: Option<OwnedFd>, limit: u64) -> io::Result<Sink> {
        if let Some(fd) = &fd {
            sys::set_nonblocking(fd.as_fd())?;
        }
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(Sink {
            fd,
            bytes: Vec::new(),
            limit,
            over: false,
        })
    }

    pub fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.fd.as_ref().map(AsFd::as_fd)
    }

    /// Reads what is there now, at most one chunk; tells whether more may follow.
    pub fn fill(&mut self) -> bool {
        let Some(fd) = &self.fd else { return false };
        let mut chunk = [0; CHUNK];
        match sys::read(fd.as_fd(), &mut chunk) {
            Ok(0) => self.fd = None,
            Ok(n) => {
                let room = self.limit - self.bytes.len();
                self.bytes.extend_from_slice(&chunk[..n.min(room)]);
                self.over |= n > room;
                return true;
            }
            Err(error) => {
                let later = [io::ErrorKind::WouldBlock, io::ErrorKind::Interrupted];
                if !later.contains(&error.kind()) {
                    self.fd = None;
                }
            }
        }
        false
    }

    /// Reads what a program that ended has left.
    pub fn drain(&mut self) {
        for _ in 0..MAX_LEFT {
            if !self.fill() {
                return;
            }
        }
    }
}

/// Feeds a program its standard input.
pub struct Source<'a> {
    fd: Option<OwnedFd>,
    left: &'a [u8],
}

impl<'a> Source<'a> {
    /// Without a descriptor, the program's input comes from elsewhere.
    pub fn new(fd: Option<OwnedFd>, bytes: &'a [u8]) -> io::Result<Source<'a>> {
        if let Some(fd) = &fd {
            sys::set_nonblocking(fd.as_fd())?;
        }
        let mut source = Source { fd, left: bytes };
        source.feed();
        Ok(source)
    }

    pub fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.fd.as_ref().map(AsFd::as_fd)
    }

    /// Writes what the pipe takes now, and closes it after the last byte.
    pub fn feed(&mut self) {
        let Some(fd) = &self.fd else { return };
        while !self.left.is_empty() {
            match sys::write(fd.as_fd(), self.left) {
                Ok(n) => self.left = &self.left[n..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // A program need not read its input.
                Err(_) => break,
            }
        }
        self.fd = None;
    }
}
