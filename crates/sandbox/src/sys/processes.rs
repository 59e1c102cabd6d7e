//! Processes: started, named, limited, waited for, and what they used.

use std::ffi::{CStr, CString};
use std::io;
use std::ptr;
use std::time::Duration;

use super::{cvt, door};

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
