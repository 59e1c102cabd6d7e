//! Files and devices, and what is known of them.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};
use std::path::Path;

use super::{c, cvt, owned};

/// Opens a path beneath a directory, following no symbolic link and leaving no mount.
pub fn open_beneath(dir: BorrowedFd, path: &Path, flags: i32, mode: u32) -> io::Result<OwnedFd> {
    let path = c(path)?;
    // SAFETY: all zeros is a valid open_how.
    let mut how: libc::open_how = unsafe { std::mem::zeroed() };
    how.flags = (flags | libc::O_CLOEXEC | libc::O_NOFOLLOW)
        .cast_unsigned()
        .into();
    how.mode = mode.into();
    how.resolve = libc::RESOLVE_BENEATH
        | libc::RESOLVE_NO_SYMLINKS
        | libc::RESOLVE_NO_MAGICLINKS
        | libc::RESOLVE_NO_XDEV;
    // SAFETY: the path and the structure outlive the call, and the size is the structure's.
    owned(unsafe {
        libc::syscall(
            libc::SYS_openat2,
            dir.as_raw_fd(),
            path.as_ptr(),
            &raw const how,
            size_of::<libc::open_how>(),
        )
    })
}

/// Makes a device in a directory, and sees that it can be used there.
pub fn make_device(dir: BorrowedFd, name: &CStr, mode: u32, number: u64) -> io::Result<()> {
    let fd = dir.as_raw_fd();
    // SAFETY: the string outlives the calls.
    unsafe {
        cvt(libc::mknodat(fd, name.as_ptr(), mode, number))?;
        // The mask of this process does not hold for what all programs share.
        cvt(libc::fchmodat(fd, name.as_ptr(), mode & 0o777, 0))?;
        owned(libc::openat(fd, name.as_ptr(), libc::O_RDWR | libc::O_CLOEXEC).into()).map(drop)
    }
}

/// Returns the bytes of files that the file system of `fd` holds.
pub fn used_bytes(fd: BorrowedFd) -> io::Result<u64> {
    // SAFETY: all zeros is a valid statfs.
    let mut info: libc::statfs = unsafe { std::mem::zeroed() };
    // SAFETY: the pointer is to a local that outlives the call.
    cvt(unsafe { libc::fstatfs(fd.as_raw_fd(), &raw mut info) })?;
    let used = info.f_blocks.saturating_sub(info.f_bfree);
    Ok(used.saturating_mul(info.f_bsize.cast_unsigned()))
}

/// Tells whether this user may write a file, or change what is in a directory.
pub fn may_write(path: &CStr) -> bool {
    // SAFETY: the string outlives the call.
    unsafe { libc::access(path.as_ptr(), libc::W_OK) == 0 }
}

/// Tells whether a file has an extended attribute whose value is `1`.
pub fn attribute_is_one(path: &CStr, name: &CStr) -> bool {
    let mut value = [0_u8; 4];
    // SAFETY: the strings outlive the call, and the size is the array's.
    let n = unsafe {
        libc::getxattr(
            path.as_ptr(),
            name.as_ptr(),
            value.as_mut_ptr().cast(),
            value.len(),
        )
    };
    n == 1 && value[0] == b'1'
}
