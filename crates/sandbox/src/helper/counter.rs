//! The machine's own count of instructions, for a program that asks for it. The program holds one end
//! of a socket: it sends a byte, and is told how many instructions its processes have run so far. What
//! the kernel counts with stays out of its reach.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use crate::sys::{self, counters};

/// How often one program is answered; each time takes the supervisor's time, not the program's.
const MOST_ANSWERS: u32 = 1 << 16;

/// The supervisor's end.
pub struct Counter {
    socket: OwnedFd,
    left: u32,
}

impl Counter {
    /// Makes one, and the program's end.
    pub fn pair() -> io::Result<(Counter, OwnedFd)> {
        let (socket, theirs) = sys::message_pair()?;
        sys::set_nonblocking(socket.as_fd())?;
        let left = MOST_ANSWERS;
        Ok((Counter { socket, left }, theirs))
    }

    /// Where it is asked.
    pub fn fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    /// Answers once from what counts; `false` when there is nobody left to answer.
    pub fn answer(&mut self, counting: BorrowedFd) -> bool {
        let mut asked = [0; 8];
        let Ok(1..) = sys::read(self.fd(), &mut asked) else {
            return false;
        };
        self.left -= 1;
        // One that asks without end and reads nothing is not waited for.
        counters::read(counting).is_ok_and(|count| {
            let told = sys::send_message(self.fd(), &count.to_ne_bytes(), &[]);
            told.is_ok() && self.left > 0
        })
    }
}
