//! The machine's counters, through the kernel's perf interface.

use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};

use super::owned;

/// What is to be counted, in the form of the first version of the interface.
#[repr(C)]
#[derive(Default)]
struct Counting {
    kind: u32,
    size: u32,
    config: u64,
    sample_period: u64,
    sample_type: u64,
    read_format: u64,
    flags: u64,
    wakeup_events: u32,
    breakpoint: u32,
    address: u64,
}

/// Has the machine count the instructions in user mode of the calling process and of all that it
/// starts from now on; an error where the machine has no counters or they may not be read.
pub fn open() -> io::Result<OwnedFd> {
    const HARDWARE: u32 = 0;
    const INSTRUCTIONS: u64 = 1;
    // Of children too; never taking turns with other events; neither the kernel's nor a hypervisor's.
    const FLAGS: u64 = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 6;
    const CLOSE_ON_EXEC: u64 = 1 << 3;
    let what = Counting {
        kind: HARDWARE,
        size: u32::try_from(size_of::<Counting>()).map_err(io::Error::other)?,
        config: INSTRUCTIONS,
        flags: FLAGS,
        ..Counting::default()
    };
    let (me, any_cpu, no_group) = (0, -1, -1);
    // SAFETY: the structure outlives the call and says its own size.
    owned(unsafe {
        libc::syscall(
            libc::SYS_perf_event_open,
            &raw const what,
            me,
            any_cpu,
            no_group,
            CLOSE_ON_EXEC,
        )
    })
}

/// Reads what was counted so far.
pub fn read(counting: BorrowedFd) -> io::Result<u64> {
    let mut count = [0; 8];
    match super::read(counting, &mut count)? {
        8 => Ok(u64::from_ne_bytes(count)),
        // The counter was needed for something else.
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}
