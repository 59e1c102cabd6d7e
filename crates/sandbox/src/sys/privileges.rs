//! What a process may do: its users, namespaces, capabilities, and the calls it can make.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::ptr;

use super::{cvt, privileged};

pub fn unshare(flags: i32) -> io::Result<()> {
    // SAFETY: it takes an integer; the helper has a single thread.
    cvt(unsafe { privileged!(libc::SYS_unshare, flags) }).map(drop)
}

pub fn setns(fd: BorrowedFd, kind: i32) -> io::Result<()> {
    // SAFETY: it takes integers.
    cvt(unsafe { libc::setns(fd.as_raw_fd(), kind) }).map(drop)
}

/// Takes on one user and one group, for this process, dropping supplementary groups if it may.
pub fn become_user(uid: u32, gid: u32, may_set_groups: bool) -> io::Result<()> {
    if may_set_groups {
        // SAFETY: a length of zero reads no memory.
        cvt(unsafe { libc::setgroups(0, ptr::null()) })?;
    }
    // SAFETY: both take integers.
    unsafe {
        cvt(libc::setresgid(gid, gid, gid))?;
        cvt(libc::setresuid(uid, uid, uid))?;
    }
    Ok(())
}

pub fn user() -> (u32, u32) {
    // SAFETY: they take nothing and cannot fail.
    unsafe { (libc::geteuid(), libc::getegid()) }
}

pub fn set_hostname(name: &str) -> io::Result<()> {
    // SAFETY: the pointer and the length are those of one live string.
    cvt(unsafe { libc::sethostname(name.as_ptr().cast(), name.len()) }).map(drop)
}

/// Sets an option of the process that takes up to two integers.
pub fn prctl(option: i32, a: u64, b: u64) -> io::Result<()> {
    // SAFETY: the options used here take integers, and no pointers.
    cvt(unsafe { libc::prctl(option, a, b, 0_u64, 0_u64) }).map(drop)
}

/// Filters the system calls of the calling process and of what it starts, for good.
pub fn filter_calls(filter: &[libc::sock_filter]) -> io::Result<()> {
    let program = libc::sock_fprog {
        len: u16::try_from(filter.len()).map_err(io::Error::other)?,
        filter: filter.as_ptr().cast_mut(),
    };
    // SAFETY: the kernel reads the program, which outlives the call, and writes nothing.
    cvt(unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            0,
            &raw const program,
        )
    })
    .map(drop)
}

#[repr(C)]
struct CapabilityHeader {
    version: u32,
    pid: i32,
}

/// Keeps these capabilities, and no others, across the execution of a program.
pub fn keep_capabilities(kept: &[u32]) -> io::Result<()> {
    let low = kept.iter().fold(0_u32, |bits, bit| bits | 1 << bit);
    // Effective, permitted and inheritable, the lower half of each before the upper.
    set_capabilities(&[low, low, low, 0, 0, 0])?;
    for capability in kept {
        prctl(
            libc::PR_CAP_AMBIENT,
            libc::PR_CAP_AMBIENT_RAISE as u64,
            u64::from(*capability),
        )?;
    }
    Ok(())
}

/// Sees to it that no capability can be gained by executing a file: bounding and ambient ones, and
/// what files and their owners give.
pub fn forgo_capabilities() -> io::Result<()> {
    for capability in 0..64 {
        match prctl(libc::PR_CAPBSET_DROP, capability, 0) {
            Err(error) if error.raw_os_error() == Some(libc::EINVAL) => break,
            other => other?,
        }
    }
    prctl(
        libc::PR_CAP_AMBIENT,
        libc::PR_CAP_AMBIENT_CLEAR_ALL as u64,
        0,
    )?;
    prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0)
}

/// Gives up every capability that there is: effective, permitted, inheritable.
pub fn drop_capabilities() -> io::Result<()> {
    set_capabilities(&[0; 6])
}

fn set_capabilities(sets: &[u32; 6]) -> io::Result<()> {
    const VERSION_3: u32 = 0x2008_0522;
    let header = CapabilityHeader {
        version: VERSION_3,
        pid: 0,
    };
    // SAFETY: the header says version 3, for which the kernel reads two triples of integers.
    cvt(unsafe { privileged!(libc::SYS_capset, &raw const header, sets.as_ptr()) }).map(drop)
}
