//! Descriptors: waited for, read and written, sent along, and closed.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;
use std::time::Duration;

use super::{cvt, owned};

pub fn eventfd() -> io::Result<OwnedFd> {
    // SAFETY: no pointer is passed.
    owned(unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) }.into())
}

/// Makes an eventfd readable; one that is full already is.
pub fn ring(bell: BorrowedFd) {
    let one = 1_u64.to_ne_bytes();
    let _ = write(bell, &one);
}

pub fn write(fd: BorrowedFd, bytes: &[u8]) -> io::Result<usize> {
    // SAFETY: the pointer and the length are those of one live slice.
    let n = unsafe { libc::write(fd.as_raw_fd(), bytes.as_ptr().cast(), bytes.len()) };
    cvt(n as i64).map(|_| n.cast_unsigned())
}

pub fn read(fd: BorrowedFd, buffer: &mut [u8]) -> io::Result<usize> {
    // SAFETY: the pointer and the length are those of one live slice, borrowed mutably.
    let n = unsafe { libc::read(fd.as_raw_fd(), buffer.as_mut_ptr().cast(), buffer.len()) };
    cvt(n as i64).map(|_| n.cast_unsigned())
}

/// Waits until one of the descriptors is readable (or hung up), and says which are.
pub fn wait_readable<const N: usize>(
    fds: &[Option<BorrowedFd>; N],
    timeout: Duration,
) -> io::Result<[bool; N]> {
    let mut polled = fds.map(|fd| pollfd(fd, libc::POLLIN));
    poll(&mut polled, timeout)?;
    Ok(polled.map(|p| p.revents != 0))
}

/// Describes a descriptor to wait for; `None` is waited for in vain.
pub fn pollfd(fd: Option<BorrowedFd>, events: i16) -> libc::pollfd {
    libc::pollfd {
        fd: fd.map_or(-1, |fd| fd.as_raw_fd()),
        events,
        revents: 0,
    }
}

/// Waits for any of the descriptors; being interrupted counts as nothing ready.
pub fn poll(fds: &mut [libc::pollfd], timeout: Duration) -> io::Result<()> {
    let timeout = libc::timespec {
        tv_sec: libc::time_t::try_from(timeout.as_secs()).unwrap_or(libc::time_t::MAX),
        tv_nsec: timeout.subsec_nanos().into(),
    };
    // SAFETY: the array and its length belong together, and the timespec outlives the call.
    let n = unsafe {
        libc::ppoll(
            fds.as_mut_ptr(),
            fds.len() as u64,
            &raw const timeout,
            ptr::null(),
        )
    };
    match cvt(n) {
        Err(error) if error.kind() != io::ErrorKind::Interrupted => Err(error),
        _ => Ok(()),
    }
}

/// Makes a pipe: the end to read, the end to write.
pub fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let mut fds = [0; 2];
    // SAFETY: the array has room for the two descriptors.
    cvt(unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC) })?;
    Ok((owned(fds[0].into())?, owned(fds[1].into())?))
}

pub fn set_nonblocking(fd: BorrowedFd) -> io::Result<()> {
    // SAFETY: F_SETFL takes an integer.
    cvt(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_SETFL, libc::O_NONBLOCK) }).map(drop)
}

/// Makes a pair of sockets that keep messages whole.
pub fn message_pair() -> io::Result<(OwnedFd, OwnedFd)> {
    let mut fds = [0; 2];
    let kind = libc::SOCK_SEQPACKET | libc::SOCK_CLOEXEC;
    // SAFETY: the array has room for the two descriptors.
    cvt(unsafe { libc::socketpair(libc::AF_UNIX, kind, 0, fds.as_mut_ptr()) })?;
    Ok((owned(fds[0].into())?, owned(fds[1].into())?))
}

/// The most descriptors that one message carries.
pub const MAX_FDS: usize = 9;

#[repr(C, align(8))]
struct Ancillary([u8; 64]);

/// Sends one message, with descriptors.
pub fn send_message(socket: BorrowedFd, bytes: &[u8], fds: &[BorrowedFd]) -> io::Result<()> {
    assert!(
        fds.len() <= MAX_FDS,
        "a message carries at most {MAX_FDS} descriptors"
    );
    let mut iov = libc::iovec {
        iov_base: bytes.as_ptr().cast_mut().cast(),
        iov_len: bytes.len(),
    };
    let mut ancillary = Ancillary([0; 64]);
    let length = u32::try_from(size_of_val(fds)).map_err(io::Error::other)?;
    // SAFETY: all zeros is a valid msghdr.
    let mut message: libc::msghdr = unsafe { std::mem::zeroed() };
    message.msg_iov = &raw mut iov;
    message.msg_iovlen = 1;
    if !fds.is_empty() {
        message.msg_control = ancillary.0.as_mut_ptr().cast();
        // SAFETY: CMSG_SPACE and CMSG_LEN only compute; the header and its data lie within
        // `ancillary`, which has room for MAX_FDS descriptors and is aligned for the header.
        unsafe {
            message.msg_controllen = libc::CMSG_SPACE(length) as usize;
            let header = libc::CMSG_FIRSTHDR(&raw const message);
            (*header).cmsg_level = libc::SOL_SOCKET;
            (*header).cmsg_type = libc::SCM_RIGHTS;
            (*header).cmsg_len = libc::CMSG_LEN(length) as usize;
            let data = libc::CMSG_DATA(header);
            for (i, fd) in fds.iter().enumerate() {
                let number = fd.as_raw_fd().to_ne_bytes();
                ptr::copy_nonoverlapping(number.as_ptr(), data.add(i * 4), 4);
            }
        }
    }
    // SAFETY: the message points only to the locals above.
    let n = unsafe { libc::sendmsg(socket.as_raw_fd(), &raw const message, libc::MSG_NOSIGNAL) };
    cvt(n as i64).map(drop)
}

/// Ends a conversation on both sides: what was sent can still be received, and nothing more sent.
pub fn hang_up(socket: BorrowedFd) -> io::Result<()> {
    // SAFETY: it takes integers.
    cvt(unsafe { libc::shutdown(socket.as_raw_fd(), libc::SHUT_RDWR) }).map(drop)
}

/// Receives one message of at most 4096 bytes with its descriptors; empty at the end.
pub fn receive_message(socket: BorrowedFd) -> io::Result<(Vec<u8>, Vec<OwnedFd>)> {
    receive_at_most(socket, 4096)
}

/// Receives at most so many bytes, and the descriptors that came with them; empty at the end.
pub fn receive_at_most(socket: BorrowedFd, most: usize) -> io::Result<(Vec<u8>, Vec<OwnedFd>)> {
    let mut bytes = vec![0_u8; most];
    let mut ancillary = Ancillary([0; 64]);
    let mut iov = libc::iovec {
        iov_base: bytes.as_mut_ptr().cast(),
        iov_len: bytes.len(),
    };
    // SAFETY: all zeros is a valid msghdr.
    let mut message: libc::msghdr = unsafe { std::mem::zeroed() };
    message.msg_iov = &raw mut iov;
    message.msg_iovlen = 1;
    message.msg_control = ancillary.0.as_mut_ptr().cast();
    message.msg_controllen = size_of::<Ancillary>();
    // SAFETY: the message points only to the locals above, with their true sizes.
    let n = unsafe { libc::recvmsg(socket.as_raw_fd(), &raw mut message, libc::MSG_CMSG_CLOEXEC) };
    cvt(n as i64)?;
    bytes.truncate(n.cast_unsigned());
    let mut fds = Vec::new();
    // SAFETY: the kernel filled `ancillary` with whole headers; each descriptor in it was just
    // made for this process and is taken once.
    unsafe {
        let header = libc::CMSG_FIRSTHDR(&raw const message);
        if !header.is_null() && (*header).cmsg_type == libc::SCM_RIGHTS {
            let data = libc::CMSG_DATA(header);
            let size = (*header).cmsg_len - libc::CMSG_LEN(0) as usize;
            for i in 0..size / size_of::<RawFd>() {
                let mut number = [0; 4];
                ptr::copy_nonoverlapping(data.add(i * 4), number.as_mut_ptr(), 4);
                fds.push(OwnedFd::from_raw_fd(RawFd::from_ne_bytes(number)));
            }
        }
    }
    Ok((bytes, fds))
}

/// Makes `new` another name of `old`; the copy stays open across exec.
pub fn dup2(old: BorrowedFd, new: RawFd) -> io::Result<()> {
    // SAFETY: it takes integers; the callers replace only descriptors that nothing owns.
    cvt(unsafe { libc::dup2(old.as_raw_fd(), new) }).map(drop)
}

/// Closes every descriptor from `first` on, or with `on_exec` marks it to be closed by exec.
pub fn close_range(first: u32, on_exec: bool) -> io::Result<()> {
    let flags = if on_exec {
        libc::CLOSE_RANGE_CLOEXEC
    } else {
        0
    };
    // SAFETY: it takes integers; callers own no descriptor in the range that they use afterwards.
    cvt(unsafe { libc::syscall(libc::SYS_close_range, first, u32::MAX, flags) }).map(drop)
}

/// Closes every descriptor but these. Only for a process that uses none of the others again: their
/// owners in its memory, which is a copy of another's, are left as they are.
pub fn close_others(kept: &mut [RawFd]) -> io::Result<()> {
    kept.sort_unstable();
    let mut first = 0;
    for fd in kept.iter().map(|fd| fd.cast_unsigned()) {
        if first < fd {
            // SAFETY: it takes integers.
            cvt(unsafe { libc::syscall(libc::SYS_close_range, first, fd - 1, 0) })?;
        }
        first = fd + 1;
    }
    close_range(first, false)
}

/// Takes over standard input, a socket. Only for a process that has just begun.
pub fn take_input() -> OwnedFd {
    // SAFETY: standard input is open, the product having made it a socket, and nothing else in
    // a process that has just begun owns it.
    unsafe { OwnedFd::from_raw_fd(0) }
}
