//! The system calls the sandbox needs, each made safe to call. No policy lives here.

pub mod counters;
mod descriptors;
mod files;
pub mod landlock;
pub mod mount;
mod privileges;
mod processes;

use std::ffi::CString;
use std::io;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

pub use descriptors::*;
pub use files::*;
pub use privileges::*;
pub use processes::*;

/// What a privileged call carries beyond its arguments where a filter demands it. Nothing, until a
/// process has its own.
static DOOR: AtomicU64 = AtomicU64::new(0);

/// Has every privileged call of this process, and of those that share its memory, carry this.
pub fn carry(door: u64) {
    DOOR.store(door, Ordering::Relaxed);
}

/// Makes a call that no program may make: behind its arguments stands, where the kernel reads none,
/// what a filter may demand.
macro_rules! privileged {
    (@pad $call:expr, $($argument:expr),* ; $($pad:expr),*) => {
        libc::syscall($call, $($argument,)* $($pad,)* $crate::sys::door())
    };
    ($call:expr, $a:expr $(,)?) => { privileged!(@pad $call, $a; 0_usize, 0_usize, 0_usize, 0_usize) };
    ($call:expr, $a:expr, $b:expr $(,)?) => { privileged!(@pad $call, $a, $b; 0_usize, 0_usize, 0_usize) };
    ($call:expr, $a:expr, $b:expr, $c:expr $(,)?) => { privileged!(@pad $call, $a, $b, $c; 0_usize, 0_usize) };
    ($call:expr, $a:expr, $b:expr, $c:expr, $d:expr $(,)?) => { privileged!(@pad $call, $a, $b, $c, $d; 0_usize) };
    ($call:expr, $a:expr, $b:expr, $c:expr, $d:expr, $e:expr $(,)?) => { privileged!(@pad $call, $a, $b, $c, $d, $e;) };
}
use privileged;

fn door() -> u64 {
    DOOR.load(Ordering::Relaxed)
}

/// A number that nobody can guess.
pub fn secret() -> io::Result<u64> {
    let mut bytes = [0_u8; 8];
    // SAFETY: the pointer and the length are those of one live array.
    let n = unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
    match cvt(n as i64)? {
        8 => Ok(u64::from_ne_bytes(bytes)),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Turns the result of a C function into a `Result`.
fn cvt<T: Into<i64> + Copy>(result: T) -> io::Result<T> {
    if result.into() == -1 {
        Err(io::Error::last_os_error())
    } else {
        Ok(result)
    }
}

/// Turns the result of a C function that made a descriptor into the descriptor.
fn owned(result: libc::c_long) -> io::Result<OwnedFd> {
    let fd = RawFd::try_from(cvt(result)?).map_err(io::Error::other)?;
    // SAFETY: the kernel has just handed out this descriptor, and nothing else owns it.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Turns a path into a C string.
pub fn c(path: &Path) -> io::Result<CString> {
    CString::new(path.as_os_str().as_bytes()).map_err(io::Error::other)
}

/// Returns memory and swap of the machine in bytes.
pub fn machine_memory() -> u64 {
    // SAFETY: all zeros is a valid sysinfo.
    let mut info: libc::sysinfo = unsafe { std::mem::zeroed() };
    // SAFETY: the pointer is to a local that outlives the call.
    unsafe { libc::sysinfo(&raw mut info) };
    (info.totalram + info.totalswap).saturating_mul(info.mem_unit.into())
}
