//! The interface of Landlock.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::ptr;

use super::{cvt, owned, privileged};

const VERSION: u32 = 1;
const PATH_BENEATH: u32 = 1;

/// What a set of rules governs; everything governed and not allowed is refused.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Ruleset {
    pub fs: u64,
    pub net: u64,
    pub scoped: u64,
}

#[repr(C, packed)]
struct PathBeneath {
    allowed: u64,
    parent: RawFd,
}

/// Returns the version of the interface; below one there is none.
pub fn version() -> i64 {
    let none = ptr::null::<Ruleset>();
    // SAFETY: with this flag the kernel demands a null pointer and a size of zero.
    unsafe { privileged!(libc::SYS_landlock_create_ruleset, none, 0_usize, VERSION) }
}

pub fn create(ruleset: &Ruleset) -> io::Result<OwnedFd> {
    // Older kernels take the shorter structure, and a longer one whose rest is zero.
    let size = size_of::<Ruleset>();
    // SAFETY: the structure outlives the call, and the size is its own.
    owned(unsafe {
        privileged!(
            libc::SYS_landlock_create_ruleset,
            ptr::from_ref(ruleset),
            size,
            0_u32,
        )
    })
}

pub fn allow_beneath(ruleset: BorrowedFd, dir: BorrowedFd, allowed: u64) -> io::Result<()> {
    let rule = PathBeneath {
        allowed,
        parent: dir.as_raw_fd(),
    };
    // SAFETY: the structure outlives the call and is what this kind of rule takes.
    cvt(unsafe {
        privileged!(
            libc::SYS_landlock_add_rule,
            ruleset.as_raw_fd(),
            PATH_BENEATH,
            &raw const rule,
            0_u32,
        )
    })
    .map(drop)
}

pub fn restrict_self(ruleset: BorrowedFd) -> io::Result<()> {
    // SAFETY: it takes integers.
    cvt(unsafe { privileged!(libc::SYS_landlock_restrict_self, ruleset.as_raw_fd(), 0_u32) })
        .map(drop)
}
