//! The mount interface that works on descriptors (Linux 5.2 and newer), and the older one that works
//! on paths, for what every execution mounts: it is the faster.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::ptr;

use super::{c, cvt, owned, privileged};

const FSCONFIG_SET_STRING: u32 = 1;
const FSCONFIG_CMD_CREATE: u32 = 6;

/// Read-only, without set-user-id files or devices: what a program may see of the host.
pub const SHOWN: u64 = libc::MOUNT_ATTR_RDONLY | libc::MOUNT_ATTR_NOSUID | libc::MOUNT_ATTR_NODEV;

/// Makes a new file system of a kind, not yet visible anywhere.
pub fn new(kind: &CStr, options: &[(&CStr, &CStr)], attributes: u64) -> io::Result<OwnedFd> {
    // SAFETY: the string outlives the call.
    let fs = owned(unsafe { privileged!(libc::SYS_fsopen, kind.as_ptr(), 1) })?;
    for (name, value) in options {
        config(&fs, FSCONFIG_SET_STRING, name.as_ptr(), value.as_ptr())?;
    }
    config(&fs, FSCONFIG_CMD_CREATE, ptr::null(), ptr::null())?;
    let attributes = u32::try_from(attributes).map_err(io::Error::other)?;
    // SAFETY: it takes integers; 1 is FSMOUNT_CLOEXEC.
    owned(unsafe { privileged!(libc::SYS_fsmount, fs.as_raw_fd(), 1, attributes) })
}

fn config(
    fs: &OwnedFd,
    command: u32,
    name: *const libc::c_char,
    value: *const libc::c_char,
) -> io::Result<()> {
    // SAFETY: the strings, where there are any, outlive the call.
    cvt(unsafe { privileged!(libc::SYS_fsconfig, fs.as_raw_fd(), command, name, value, 0) })
        .map(drop)
}

/// Copies what is mounted at a path, with everything mounted below it where it must.
pub fn copy(path: &Path) -> io::Result<OwnedFd> {
    let path = c(path)?;
    let open = |flags: u32| {
        // SAFETY: the string outlives the call.
        owned(unsafe { privileged!(libc::SYS_open_tree, libc::AT_FDCWD, path.as_ptr(), flags) })
    };
    let flags = libc::OPEN_TREE_CLONE | libc::OPEN_TREE_CLOEXEC;
    match open(flags) {
        // Mounts below that were locked to it may not be left out.
        Err(error) if error.raw_os_error() == Some(libc::EINVAL) => {
            open(flags | libc::AT_RECURSIVE.cast_unsigned())
        }
        other => other,
    }
}

/// Mounts a new file system of a kind at a path, with the flags and options of `mount(2)`. [`new`] and
/// [`attach`] take several calls for that, and the kernel a namespace for what is not attached yet.
pub fn new_at(kind: &CStr, options: &CStr, flags: u64, path: &Path) -> io::Result<()> {
    mount(ptr::null(), path, kind.as_ptr(), flags, options.as_ptr())
}

/// Shows a directory at another path too, without what is mounted below it, and as its mount shows it.
pub fn bind(directory: &Path, path: &Path) -> io::Result<()> {
    let source = c(directory)?;
    mount(
        source.as_ptr(),
        path,
        ptr::null(),
        libc::MS_BIND,
        ptr::null(),
    )
}

fn mount(
    source: *const libc::c_char,
    path: &Path,
    kind: *const libc::c_char,
    flags: u64,
    options: *const libc::c_char,
) -> io::Result<()> {
    let path = c(path)?;
    // SAFETY: the strings, where there are any, outlive the call.
    cvt(unsafe { privileged!(libc::SYS_mount, source, path.as_ptr(), kind, flags, options) })
        .map(drop)
}

/// Puts a mount at a path.
pub fn attach(mount: BorrowedFd, path: &Path) -> io::Result<()> {
    let path = c(path)?;
    // SAFETY: both strings outlive the call.
    cvt(unsafe {
        privileged!(
            libc::SYS_move_mount,
            mount.as_raw_fd(),
            c"".as_ptr(),
            libc::AT_FDCWD,
            path.as_ptr(),
            libc::MOVE_MOUNT_F_EMPTY_PATH,
        )
    })
    .map(drop)
}

/// Adds attributes to a mount and to everything mounted below it.
pub fn restrict(mount: BorrowedFd, attributes: u64) -> io::Result<()> {
    set(mount, libc::AT_RECURSIVE, attributes, 0, 0)
}

/// Adds attributes to a mount alone.
pub fn restrict_one(mount: BorrowedFd, attributes: u64) -> io::Result<()> {
    set(mount, 0, attributes, 0, 0)
}

/// Shows the files of a mount as owned by others, as the user namespace `owners` maps them.
pub fn map_owners(mount: BorrowedFd, owners: BorrowedFd) -> io::Result<()> {
    let fd = u64::try_from(owners.as_raw_fd()).map_err(io::Error::other)?;
    set(mount, libc::AT_RECURSIVE, libc::MOUNT_ATTR_IDMAP, 0, fd)
}

/// Cuts a mount and everything below it off from changes elsewhere.
pub fn make_private(mount: BorrowedFd) -> io::Result<()> {
    set(mount, libc::AT_RECURSIVE, 0, libc::MS_PRIVATE, 0)
}

fn set(
    mount: BorrowedFd,
    depth: i32,
    add: u64,
    propagation: u64,
    userns_fd: u64,
) -> io::Result<()> {
    let attributes = libc::mount_attr {
        attr_set: add,
        attr_clr: 0,
        propagation,
        userns_fd,
    };
    let flags = libc::AT_EMPTY_PATH | depth;
    // SAFETY: the string and the structure outlive the call; the size is the structure's.
    cvt(unsafe {
        privileged!(
            libc::SYS_mount_setattr,
            mount.as_raw_fd(),
            c"".as_ptr(),
            flags,
            &raw const attributes,
            size_of::<libc::mount_attr>(),
        )
    })
    .map(drop)
}

/// Makes `path`, a mount, the root, and lets go of everything that was visible before.
pub fn pivot(path: &Path) -> io::Result<()> {
    std::env::set_current_dir(path)?;
    // SAFETY: the strings outlive the calls. With both names the same the old root ends up
    // mounted over the new one, whence it is detached.
    unsafe {
        cvt(libc::syscall(
            libc::SYS_pivot_root,
            c".".as_ptr(),
            c".".as_ptr(),
        ))?;
        cvt(libc::umount2(c".".as_ptr(), libc::MNT_DETACH))?;
    }
    std::env::set_current_dir("/")
}

/// Lets go of what is mounted at a path.
pub fn detach(path: &Path) -> io::Result<()> {
    let path = c(path)?;
    // SAFETY: the string outlives the call.
    cvt(unsafe { privileged!(libc::SYS_umount2, path.as_ptr(), libc::MNT_DETACH) }).map(drop)
}
