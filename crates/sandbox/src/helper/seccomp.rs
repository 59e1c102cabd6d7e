//! The system calls a program may make. Everything not named is unknown to it (`ENOSYS`, so that
//! C libraries fall back); a few that are named are refused for some of their arguments.
//!
//! It is one filter, short and searching by halves: installing a chain of comparisons, or several
//! filters, would take longer than many a program takes to run.

use std::collections::BTreeMap;
use std::io;

use libc::sock_filter;

use crate::sys;

/// The compiled filter.
pub struct Filter(Vec<sock_filter>);

const NAMESPACES: i32 = libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNS
    | libc::CLONE_NEWNET
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWCGROUP;

impl Filter {
    /// Compiles the filter. With a door the calls by which a launcher and its first processes build a
    /// sandbox are allowed to whoever knows that number, so that they can be under the filter
    /// themselves: a program inherits it from them, and starts without the time that it takes to
    /// install. A program finds the number nowhere, and has no capability for what it would open.
    pub fn compile(door: Option<u64>) -> io::Result<Filter> {
        let architecture = ARCHITECTURE.ok_or(io::ErrorKind::Unsupported)?;
        let mut rules: BTreeMap<i64, Vec<Rule>> =
            known().into_iter().map(|call| (call, Vec::new())).collect();
        let doors = door.map_or(Vec::new(), doors);
        for (call, rule) in doors.into_iter().chain(refused()).chain(oversize()) {
            rules.entry(call).or_default().push(rule);
        }
        // Where what becomes of numbers changes, beginning with an unknown none.
        let mut edges: Vec<(u32, Fate)> = vec![(0, None)];
        for (call, rules) in rules {
            let call = u32::try_from(call).map_err(io::Error::other)?;
            if edges.last().is_some_and(|(edge, _)| *edge == call) {
                edges.pop();
            }
            edges.push((call, Some(rules)));
            edges.push((call + 1, None));
        }
        edges.dedup_by(|next, kept| next.1 == kept.1);
        let mut code = Code::default();
        code.search(&edges);
        if code.backwards.len() > usize::from(u8::MAX) {
            return Err(io::Error::other(
                "the filter is longer than its jumps reach",
            ));
        }
        code.push(statement(LOAD, AT_NUMBER));
        code.push(statement(RETURN, libc::SECCOMP_RET_KILL_PROCESS));
        code.push(jump(EQUAL, architecture, 1, 0));
        code.push(statement(LOAD, AT_ARCHITECTURE));
        let instruction = |(code, k, jt, jf): Instruction| {
            let code = u16::try_from(code).map_err(io::Error::other)?;
            Ok(sock_filter { code, jt, jf, k })
        };
        let program = code.backwards.into_iter().rev().map(instruction);
        program.collect::<io::Result<_>>().map(Filter)
    }

    /// Installs the filter in the calling process, for good.
    pub fn install(&self) -> io::Result<()> {
        sys::filter_calls(&self.0)
    }

    /// The filter as the kernel reads it.
    pub fn bytes(&self) -> Vec<u8> {
        let instruction = |i: &sock_filter| {
            let mut bytes = [0; 8];
            bytes[..2].copy_from_slice(&i.code.to_ne_bytes());
            bytes[2] = i.jt;
            bytes[3] = i.jf;
            bytes[4..].copy_from_slice(&i.k.to_ne_bytes());
            bytes
        };
        self.0.iter().flat_map(instruction).collect()
    }
}

/// What the kernel calls this architecture, where the calls below are known for it.
const ARCHITECTURE: Option<u32> = if cfg!(target_arch = "x86_64") {
    Some(0xC000_003E)
} else if cfg!(target_arch = "aarch64") {
    Some(0xC000_00B7)
} else {
    None
};

const KNOWN: u32 = libc::SECCOMP_RET_ALLOW;
const UNKNOWN: u32 = libc::SECCOMP_RET_ERRNO | libc::ENOSYS.cast_unsigned();
const REFUSED: u32 = libc::SECCOMP_RET_ERRNO | libc::EPERM.cast_unsigned();
const LOAD: u32 = libc::BPF_LD | libc::BPF_W | libc::BPF_ABS;
const AND: u32 = libc::BPF_ALU | libc::BPF_AND | libc::BPF_K;
const RETURN: u32 = libc::BPF_RET | libc::BPF_K;
const EQUAL: u32 = libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K;
const ANY: u32 = libc::BPF_JMP | libc::BPF_JSET | libc::BPF_K;
const OVER: u32 = libc::BPF_JMP | libc::BPF_JGT | libc::BPF_K;
const AT_LEAST: u32 = libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K;
/// Where the number of the call lies in what the filter sees, and the architecture.
const AT_NUMBER: u32 = 0;
const AT_ARCHITECTURE: u32 = 4;

/// Which argument the calls for building do not have; which one a clone does not read, that neither
/// sets thread storage nor tells the child its number.
const BEYOND: u32 = 5;
const BEYOND_CLONE: u32 = 4;

/// Where the lower half of an argument lies; the upper one follows it.
const fn at_argument(index: u32) -> u32 {
    16 + 8 * index
}

/// What becomes of a call: the first rule that it fulfils decides, else it is allowed; without
/// rules to look at, `None`, it is unknown.
type Fate = Option<Vec<Rule>>;

/// What becomes of a call whose arguments fulfil all conditions.
#[derive(Clone, PartialEq, Eq)]
struct Rule {
    conditions: Vec<Condition>,
    action: u32,
}

/// A condition on the argument with this number; all but the last look at its lower half alone, as
/// the kernel does with an `int`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Condition {
    Is(u32, u32),
    IsNot(u32, u32),
    /// Of the bits of the mask, these are set.
    Bits(u32, u32, u32),
    /// Any bit of the mask is set.
    Any(u32, u32),
    Over(u32, u64),
    /// The whole argument is this.
    Exactly(u32, u64),
}

/// A filter that is written from its end, since jumps lead forwards only: whatever one leads to is
/// there already, and is written once.
#[derive(Default)]
struct Code {
    backwards: Vec<Instruction>,
    written: Vec<(Fate, usize)>,
    returns: Vec<(u32, usize)>,
}

impl Code {
    /// Writes an instruction and tells where it stands.
    fn push(&mut self, instruction: Instruction) -> usize {
        self.backwards.push(instruction);
        self.backwards.len() - 1
    }

    /// Goes to one place where a comparison holds, and to another where it does not.
    fn branch(&mut self, comparison: u32, k: u32, holds: usize, otherwise: usize) -> usize {
        let skip = |at| u8::try_from(self.backwards.len() - 1 - at).unwrap_or(u8::MAX);
        let (holds, otherwise) = (skip(holds), skip(otherwise));
        self.push(jump(comparison, k, holds, otherwise))
    }

    /// Ends with this answer.
    fn answer(&mut self, action: u32) -> usize {
        if let Some((_, place)) = self.returns.iter().find(|(known, _)| *known == action) {
            return *place;
        }
        let place = self.push(statement(RETURN, action));
        self.returns.push((action, place));
        place
    }

    /// Decides about a call whose number was found.
    fn decide(&mut self, fate: &Fate) -> usize {
        if let Some((_, place)) = self.written.iter().find(|(known, _)| known == fate) {
            return *place;
        }
        let place = match fate {
            None => self.answer(UNKNOWN),
            Some(rules) => {
                let allowed = self.answer(KNOWN);
                rules.iter().rev().fold(allowed, |otherwise, rule| {
                    let action = self.answer(rule.action);
                    let conditions = rule.conditions.iter().rev();
                    conditions.fold(action, |holds, c| self.test(*c, holds, otherwise))
                })
            }
        };
        self.written.push((fate.clone(), place));
        place
    }

    /// Goes to one place where a condition is fulfilled, and to another where it is not.
    fn test(&mut self, condition: Condition, holds: usize, otherwise: usize) -> usize {
        let (index, comparison, k) = match condition {
            Condition::Is(index, value) => (index, EQUAL, value),
            Condition::IsNot(index, value) => {
                self.branch(EQUAL, value, otherwise, holds);
                return self.push(statement(LOAD, at_argument(index)));
            }
            Condition::Bits(index, mask, value) => {
                self.branch(EQUAL, value, holds, otherwise);
                self.push(statement(AND, mask));
                return self.push(statement(LOAD, at_argument(index)));
            }
            Condition::Any(index, mask) => (index, ANY, mask),
            Condition::Over(index, value) => {
                self.branch(OVER, low(value), holds, otherwise);
                let lower = self.push(statement(LOAD, at_argument(index)));
                let equal = self.branch(EQUAL, low(value >> 32), lower, otherwise);
                self.branch(OVER, low(value >> 32), holds, equal);
                return self.push(statement(LOAD, at_argument(index) + 4));
            }
            Condition::Exactly(index, value) => {
                self.branch(EQUAL, low(value), holds, otherwise);
                let lower = self.push(statement(LOAD, at_argument(index)));
                self.branch(EQUAL, low(value >> 32), lower, otherwise);
                return self.push(statement(LOAD, at_argument(index) + 4));
            }
        };
        self.branch(comparison, k, holds, otherwise);
        self.push(statement(LOAD, at_argument(index)))
    }

    /// Finds the last edge that is not beyond the number, and does what it says.
    fn search(&mut self, edges: &[(u32, Fate)]) -> usize {
        if let [(_, fate)] = edges {
            return self.decide(fate);
        }
        let (below, above) = edges.split_at(edges.len() / 2);
        let edge = above[0].0;
        let above = self.search(above);
        let below = self.search(below);
        self.branch(AT_LEAST, edge, above, below)
    }
}

/// Code, operand, and how many instructions are jumped over where a comparison holds and where not.
type Instruction = (u32, u32, u8, u8);

const fn statement(code: u32, k: u32) -> Instruction {
    jump(code, k, 0, 0)
}

const fn jump(code: u32, k: u32, jt: u8, jf: u8) -> Instruction {
    (code, k, jt, jf)
}

/// The calls that are allowed to whoever knows this number, and otherwise unknown, or refused by a rule
/// that follows.
fn doors(door: u64) -> Vec<(i64, Rule)> {
    let open = |call, argument| {
        let rule = Rule {
            conditions: vec![Condition::Exactly(argument, door)],
            action: KNOWN,
        };
        (call, rule)
    };
    let unknown = |call| {
        let rule = Rule {
            conditions: Vec::new(),
            action: UNKNOWN,
        };
        (call, rule)
    };
    let building = [
        libc::SYS_move_mount,
        libc::SYS_umount2,
        libc::SYS_landlock_create_ruleset,
        libc::SYS_landlock_add_rule,
        libc::SYS_landlock_restrict_self,
        libc::SYS_capset,
    ];
    let mut rules: Vec<_> = building
        .into_iter()
        .flat_map(|call| [open(call, BEYOND), unknown(call)])
        .collect();
    rules.push(open(libc::SYS_mount, BEYOND));
    rules.push(open(libc::SYS_unshare, BEYOND));
    rules.push(open(libc::SYS_clone, BEYOND_CLONE));
    rules
}

/// Calls that are known and refused, whole or for some arguments.
fn refused() -> Vec<(i64, Rule)> {
    let refuse = |call, conditions| {
        let action = REFUSED;
        (call, Rule { conditions, action })
    };
    let whole = [
        libc::SYS_socket,
        libc::SYS_mount,
        libc::SYS_ptrace,
        libc::SYS_unshare,
        libc::SYS_setns,
    ];
    let mut rules: Vec<_> = whole.map(|call| refuse(call, Vec::new())).into();
    let unix = Condition::IsNot(0, libc::AF_UNIX.cast_unsigned());
    rules.push(refuse(libc::SYS_socketpair, vec![unix]));
    let namespaces = Condition::Any(0, NAMESPACES.cast_unsigned());
    rules.push(refuse(libc::SYS_clone, vec![namespaces]));
    // The limits of oneself alone: the first process, which reports the end, is the same user's.
    rules.push(refuse(libc::SYS_prlimit64, vec![Condition::IsNot(0, 0)]));
    // SIGSYS from outside the kernel would look like a mapping larger than the machine.
    let sigsys = libc::SIGSYS.cast_unsigned();
    for (call, argument) in [
        (libc::SYS_kill, 1),
        (libc::SYS_tkill, 1),
        (libc::SYS_tgkill, 2),
        (libc::SYS_rt_sigqueueinfo, 1),
        (libc::SYS_rt_tgsigqueueinfo, 2),
        (libc::SYS_pidfd_send_signal, 1),
    ] {
        rules.push(refuse(call, vec![Condition::Is(argument, sigsys)]));
    }
    rules
}

fn low(bits: u64) -> u32 {
    u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(0)
}

/// Mappings larger than the machine's memory and swap, which the kernel would refuse: they end
/// the process, so that a program that wants too much at once is known from one that crashed.
fn oversize() -> Vec<(i64, Rule)> {
    let over = Condition::Over(1, sys::machine_memory());
    let set = |argument, bit: i32| {
        let bit = bit.cast_unsigned();
        Condition::Bits(argument, bit, bit)
    };
    let reserved = Condition::Bits(3, libc::MAP_NORESERVE.cast_unsigned(), 0);
    let anonymous = set(3, libc::MAP_ANONYMOUS);
    let mmap = vec![over, set(2, libc::PROT_WRITE), anonymous, reserved];
    let mremap = vec![Condition::Over(2, sys::machine_memory())];
    let end = |conditions| Rule {
        conditions,
        action: libc::SECCOMP_RET_KILL_PROCESS,
    };
    vec![(libc::SYS_mmap, end(mmap)), (libc::SYS_mremap, end(mremap))]
}

// Names without commas, so that they stay in groups rather than one to a line.
macro_rules! calls {
    ($($name:ident)*) => { vec![$(libc::$name),*] };
}

/// Every call that a program may know of.
fn known() -> Vec<i64> {
    let mut calls = calls! {
        // Ending, starting and waiting for processes and threads.
        SYS_exit SYS_exit_group SYS_clone SYS_execve
        SYS_execveat SYS_wait4 SYS_waitid SYS_kill SYS_tkill
        SYS_tgkill SYS_rt_sigqueueinfo SYS_rt_tgsigqueueinfo
        SYS_pidfd_open SYS_pidfd_send_signal SYS_set_tid_address
        SYS_set_robust_list SYS_get_robust_list SYS_rseq SYS_futex
        SYS_futex_waitv SYS_membarrier SYS_prctl SYS_personality
        // Who one is.
        SYS_getpid SYS_getppid SYS_gettid SYS_getuid
        SYS_geteuid SYS_getgid SYS_getegid SYS_getresuid
        SYS_getresgid SYS_getgroups SYS_getpgid SYS_setpgid
        SYS_getsid SYS_setsid SYS_capget SYS_uname
        SYS_setuid SYS_setgid SYS_setreuid SYS_setregid
        SYS_setresuid SYS_setresgid
        // Memory.
        SYS_brk SYS_mmap SYS_munmap SYS_mremap SYS_mprotect
        SYS_madvise SYS_mincore SYS_msync SYS_mlock SYS_mlock2
        SYS_munlock SYS_munlockall SYS_mbind SYS_get_mempolicy
        SYS_set_mempolicy SYS_pkey_alloc SYS_pkey_free
        SYS_pkey_mprotect
        // Signals.
        SYS_rt_sigaction SYS_rt_sigprocmask SYS_rt_sigreturn
        SYS_rt_sigpending SYS_rt_sigsuspend SYS_rt_sigtimedwait
        SYS_sigaltstack SYS_restart_syscall
        // Time.
        SYS_clock_gettime SYS_clock_getres SYS_clock_nanosleep
        SYS_nanosleep SYS_gettimeofday SYS_times SYS_getitimer
        SYS_setitimer SYS_timer_create SYS_timer_settime
        SYS_timer_gettime SYS_timer_getoverrun SYS_timer_delete
        SYS_timerfd_create SYS_timerfd_settime SYS_timerfd_gettime
        // Limits and scheduling of oneself.
        SYS_getrlimit SYS_setrlimit SYS_prlimit64 SYS_getrusage
        SYS_sysinfo SYS_getcpu SYS_getpriority SYS_setpriority
        SYS_sched_yield SYS_sched_getaffinity SYS_sched_setaffinity
        SYS_sched_getparam SYS_sched_getscheduler SYS_sched_getattr
        SYS_sched_get_priority_max SYS_sched_get_priority_min
        // Reading and writing.
        SYS_read SYS_write SYS_readv SYS_writev SYS_pread64
        SYS_pwrite64 SYS_preadv SYS_pwritev SYS_preadv2
        SYS_pwritev2 SYS_lseek SYS_sendfile SYS_splice SYS_tee
        SYS_copy_file_range SYS_fsync SYS_fdatasync SYS_sync_file_range
        SYS_fadvise64 SYS_readahead SYS_ftruncate SYS_truncate
        SYS_fallocate SYS_close SYS_close_range SYS_dup
        SYS_dup3 SYS_fcntl SYS_flock SYS_ioctl SYS_pipe2
        SYS_ppoll SYS_pselect6 SYS_epoll_create1 SYS_epoll_ctl
        SYS_epoll_pwait SYS_epoll_pwait2 SYS_eventfd2 SYS_signalfd4
        SYS_getrandom
        // A pair of sockets of one's own, for event loops; no other socket can be made.
        SYS_socket SYS_socketpair SYS_sendto SYS_recvfrom
        SYS_sendmsg SYS_recvmsg SYS_shutdown SYS_getsockopt
        SYS_setsockopt SYS_getsockname SYS_getpeername
        // Files by name.
        SYS_openat SYS_openat2 SYS_faccessat SYS_faccessat2
        SYS_newfstatat SYS_fstat SYS_statx SYS_statfs
        SYS_fstatfs SYS_readlinkat SYS_getdents64 SYS_getcwd
        SYS_chdir SYS_fchdir SYS_mkdirat SYS_mknodat
        SYS_unlinkat SYS_linkat SYS_symlinkat SYS_renameat
        SYS_renameat2 SYS_fchmod SYS_fchmodat SYS_fchown
        SYS_fchownat SYS_utimensat SYS_umask SYS_getxattr
        SYS_lgetxattr SYS_fgetxattr SYS_listxattr SYS_llistxattr
        SYS_flistxattr
        // Refused with a plain answer rather than unknown.
        SYS_mount SYS_ptrace SYS_unshare SYS_setns
    };
    calls.extend(of_this_machine());
    calls
}

/// The older calls that only this architecture has.
#[cfg(target_arch = "x86_64")]
fn of_this_machine() -> Vec<i64> {
    calls! {
        SYS_arch_prctl SYS_open SYS_creat SYS_stat SYS_lstat
        SYS_access SYS_readlink SYS_getdents SYS_mkdir
        SYS_rmdir SYS_mknod SYS_unlink SYS_link SYS_symlink
        SYS_rename SYS_chmod SYS_chown SYS_lchown SYS_utime
        SYS_utimes SYS_futimesat SYS_dup2 SYS_pipe SYS_poll
        SYS_select SYS_epoll_create SYS_epoll_wait SYS_eventfd
        SYS_signalfd SYS_fork SYS_vfork SYS_getpgrp SYS_alarm
        SYS_pause SYS_time
    }
}

/// The older calls that only this architecture has.
#[cfg(not(target_arch = "x86_64"))]
fn of_this_machine() -> Vec<i64> {
    Vec::new()
}
