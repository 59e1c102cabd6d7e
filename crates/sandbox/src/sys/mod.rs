//! The system calls the sandbox needs, each made safe to call. No policy lives here.

pub mod counters;
pub mod landlock;
pub mod mount;

use std::ffi::{CStr, CString};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

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

/// Copies the calling process; returns 0 in the child. Only for a process with one thread.
pub fn clone(flags: i32) -> io::Result<libc::pid_t> {
    let flags = libc::c_long::from(flags) | libc::c_long::from(libc::SIGCHLD);
    // SAFETY: without CLONE_VM and with a null stack this is fork: the child runs on a copy of
    // this stack. The helper has a single thread, so no lock is held by another.
    let pid =
        cvt(unsafe { libc::syscall(libc::SYS_clone, flags, 0_usize, 0_usize, 0_usize, 0_usize) })?;
    libc::pid_t::try_from(pid).map_err(io::Error::other)
}

/// A stack for a child that shares its parent's memory.
pub struct Stack(Vec<std::mem::MaybeUninit<u128>>);

impl Stack {
    /// Reserves 256 KiB; pages that are not touched cost nothing.
    pub fn new() -> Stack {
        Stack(Vec::with_capacity((256 << 10) / size_of::<u128>()))
    }
}

/// Starts a child that shares the calling process's memory, and waits until it has executed a
/// program or ended; what it makes its own beside memory (limits, credentials, and descriptors unless
/// `CLONE_FILES` is among the flags) is a copy. It is told its own number as the caller sees it. Only
/// for a process with one thread, on another stack than this one. Where the child was killed, memory
/// may be left in the middle of a change.
pub fn vfork(
    stack: &mut Stack,
    flags: i32,
    child: impl FnMut(libc::pid_t) -> i32,
) -> io::Result<libc::pid_t> {
    struct Start<F> {
        child: F,
        number: libc::pid_t,
    }
    extern "C" fn enter<F: FnMut(libc::pid_t) -> i32>(start: *mut libc::c_void) -> libc::c_int {
        // SAFETY: the pointer is to the value below, which outlives the child's use of it.
        let start = unsafe { &mut *start.cast::<Start<F>>() };
        (start.child)(start.number)
    }
    fn entry<F: FnMut(libc::pid_t) -> i32>(
        _: &Start<F>,
    ) -> extern "C" fn(*mut libc::c_void) -> libc::c_int {
        enter::<F>
    }
    let flags =
        flags | libc::CLONE_VM | libc::CLONE_VFORK | libc::CLONE_PARENT_SETTID | libc::SIGCHLD;
    let mut start = Start { child, number: 0 };
    let entry = entry(&start);
    let start = &raw mut start;
    // SAFETY: the stack is that long, is used by nothing else, and ends on its alignment, which
    // is the machine's. The caller is suspended until the child no longer uses its memory, so
    // that the closure and all it borrows outlive the child's use of them; the kernel writes the
    // number before the child begins.
    cvt(unsafe {
        let top = stack.0.as_mut_ptr().add(stack.0.capacity());
        // The filter looks at the last of the arguments, of which neither is read.
        let door = door() as *mut libc::c_void;
        let number = &raw mut (*start).number;
        libc::clone(entry, top.cast(), flags, start.cast(), number, door, door)
    })
}

/// Ends the calling process at once, without running destructors of the process it copies.
pub fn exit_now(code: i32) -> ! {
    // SAFETY: it takes an integer and does not return.
    unsafe { libc::_exit(code) }
}

pub fn kill(pid: libc::pid_t) {
    // SAFETY: it takes integers. A process that is gone already is what was wanted.
    unsafe { libc::kill(pid, libc::SIGKILL) };
}

/// How a child ended and the processor time of it and of all it waited for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waited {
    pub pid: libc::pid_t,
    pub status: i32,
    pub cpu: Duration,
    pub max_rss_bytes: u64,
}

/// Waits for a child (any, for -1), however long it takes.
pub fn wait(pid: libc::pid_t) -> io::Result<Waited> {
    loop {
        let mut status = 0;
        // SAFETY: all zeros is a valid rusage.
        let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
        // SAFETY: both pointers are to locals that outlive the call.
        let n = unsafe { libc::wait4(pid, &raw mut status, libc::__WALL, &raw mut usage) };
        match cvt(n) {
            Ok(pid) => {
                return Ok(Waited {
                    pid,
                    status,
                    cpu: duration(usage.ru_utime) + duration(usage.ru_stime),
                    max_rss_bytes: usage.ru_maxrss.cast_unsigned() << 10,
                });
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Returns the processor time of the calling process alone.
pub fn own_cpu() -> Duration {
    let usage = own_usage();
    duration(usage.ru_utime) + duration(usage.ru_stime)
}

/// Returns the most memory the calling process ever had resident, in bytes.
pub fn own_peak() -> u64 {
    own_usage().ru_maxrss.cast_unsigned() << 10
}

fn own_usage() -> libc::rusage {
    // SAFETY: all zeros is a valid rusage, and the pointer is to a local that outlives the call.
    unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &raw mut usage);
        usage
    }
}

fn duration(time: libc::timeval) -> Duration {
    let seconds = Duration::from_secs(time.tv_sec.cast_unsigned());
    seconds + Duration::from_micros(time.tv_usec.cast_unsigned())
}

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

/// Sets the name under which the calling process is listed; at most 15 bytes of it.
pub fn set_name(name: &CStr) -> io::Result<()> {
    // SAFETY: the string outlives the call.
    cvt(unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) }).map(drop)
}

pub fn set_file_mask() {
    // SAFETY: it takes an integer and cannot fail.
    unsafe { libc::umask(0o022) };
}

pub fn setsid() -> io::Result<()> {
    // SAFETY: it takes nothing.
    cvt(unsafe { libc::setsid() }).map(drop)
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

/// Sets a resource limit of a process (the calling one, for 0), the hard one too, as far up as the
/// present hard one allows.
pub fn set_limit(
    pid: libc::pid_t,
    resource: libc::__rlimit_resource_t,
    soft: u64,
    hard: u64,
) -> io::Result<()> {
    let set = |rlim_cur, rlim_max| {
        let limit = libc::rlimit { rlim_cur, rlim_max };
        // SAFETY: the pointer is to a local that outlives the call.
        cvt(unsafe { libc::prlimit(pid, resource, &raw const limit, ptr::null_mut()) }).map(drop)
    };
    match set(soft.min(hard), hard) {
        Err(error) if error.raw_os_error() == Some(libc::EPERM) => {}
        other => return other,
    }
    let mut now = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the pointer is to a local that outlives the call.
    cvt(unsafe { libc::prlimit(pid, resource, ptr::null(), &raw mut now) })?;
    let hard = hard.min(now.rlim_max);
    set(soft.min(hard), hard)
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

/// Gives every signal its default action and blocks none, as a new program expects; writing to a
/// pipe that nobody reads is an error here, and no signal.
pub fn reset_signals() {
    // SAFETY: all zeros is a valid sigaction (the default) and a valid empty set; signals whose
    // action cannot be changed are left as they are.
    unsafe {
        let default: libc::sigaction = std::mem::zeroed();
        for signal in 1..=64 {
            libc::sigaction(signal, &raw const default, ptr::null_mut());
        }
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, ptr::null_mut());
        libc::signal(libc::SIGPIPE, libc::SIG_IGN);
    }
}

/// Gives the signal of a pipe that nobody reads its default action too.
pub fn heed_broken_pipes() {
    // SAFETY: the default action is no function of this process.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
    }
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

/// A program to be executed, ready for a process that must not touch its memory any more.
pub struct Command {
    // What the pointers are to.
    _strings: [Vec<CString>; 2],
    arguments: Vec<*const libc::c_char>,
    environment: Vec<*const libc::c_char>,
}

impl Command {
    /// The first of the arguments is the path of the program.
    pub fn new(arguments: Vec<CString>, environment: Vec<CString>) -> Command {
        let pointers = |list: &[CString]| -> Vec<*const libc::c_char> {
            list.iter()
                .map(|s| s.as_ptr())
                .chain([ptr::null()])
                .collect()
        };
        Command {
            arguments: pointers(&arguments),
            environment: pointers(&environment),
            _strings: [arguments, environment],
        }
    }

    /// Starts the program in place of this one; returns only if that failed.
    pub fn execute(&self) -> io::Error {
        // SAFETY: both vectors end in a null pointer, and every string lives as long as they do; a
        // null path is an error.
        unsafe {
            libc::execve(
                self.arguments[0],
                self.arguments.as_ptr(),
                self.environment.as_ptr(),
            )
        };
        io::Error::last_os_error()
    }
}

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

/// Returns memory and swap of the machine in bytes.
pub fn machine_memory() -> u64 {
    // SAFETY: all zeros is a valid sysinfo.
    let mut info: libc::sysinfo = unsafe { std::mem::zeroed() };
    // SAFETY: the pointer is to a local that outlives the call.
    unsafe { libc::sysinfo(&raw mut info) };
    (info.totalram + info.totalswap).saturating_mul(info.mem_unit.into())
}

/// Replaces this process's command line as others see it, as far as the text fits. Only for a
/// process that has read its arguments for the last time.
pub fn set_command_line(text: &str) {
    let Ok(line) = std::fs::read_to_string("/proc/self/stat") else {
        return;
    };
    // After the name in parentheses come the fields from the third on; the 48th and 49th are
    // the bounds of the arguments.
    let fields: Vec<&str> = match line.rsplit_once(')') {
        Some((_, rest)) => rest.split_whitespace().collect(),
        None => return,
    };
    let field = |n: usize| {
        fields
            .get(n - 3)
            .and_then(|text| text.parse::<usize>().ok())
    };
    let (Some(start), Some(end)) = (field(48), field(49)) else {
        return;
    };
    if start != 0 && start < end {
        let room = end - start;
        // SAFETY: the kernel says that the arguments' bytes lie there, on the writable initial
        // stack; the last of them stays zero, so that nobody can read beyond.
        unsafe {
            let arguments = start as *mut u8;
            ptr::write_bytes(arguments, 0, room);
            ptr::copy_nonoverlapping(text.as_ptr(), arguments, text.len().min(room - 1));
        }
    }
}

/// Lets the kernel reap the children of the calling process.
pub fn ignore_children() {
    // SAFETY: all zeros is a valid sigaction; ignoring a signal runs no code.
    unsafe {
        let mut ignore: libc::sigaction = std::mem::zeroed();
        ignore.sa_sigaction = libc::SIG_IGN;
        libc::sigaction(libc::SIGCHLD, &raw const ignore, ptr::null_mut());
    }
}

/// Waits for a child that has ended already, if there is one.
pub fn wait_ended() -> bool {
    // SAFETY: no pointer is passed that would be written to.
    unsafe {
        libc::wait4(
            -1,
            ptr::null_mut(),
            libc::__WALL | libc::WNOHANG,
            ptr::null_mut(),
        ) > 0
    }
}

/// Takes over standard input, a socket. Only for a process that has just begun.
pub fn take_input() -> OwnedFd {
    // SAFETY: standard input is open, the product having made it a socket, and nothing else in
    // a process that has just begun owns it.
    unsafe { OwnedFd::from_raw_fd(0) }
}
