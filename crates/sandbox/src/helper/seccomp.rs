//! The system calls a program may make. Everything not named is unknown to it (`ENOSYS`, so that
//! C libraries fall back); a few that are named are refused for some of their arguments.

use std::collections::BTreeMap;
use std::io;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen as Len, SeccompCmpOp as Op, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, sock_filter,
};

use crate::sys;

/// Compiled filters, in the order in which they are installed.
pub struct Filters(Vec<BpfProgram>);

const NAMESPACES: i32 = libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNS
    | libc::CLONE_NEWNET
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWCGROUP;

impl Filters {
    /// Compiles the filters once, for all executions of a helper.
    pub fn compile() -> io::Result<Filters> {
        let arch = TargetArch::try_from(std::env::consts::ARCH).map_err(io::Error::other)?;
        let refuse = SeccompAction::Errno(libc::EPERM.cast_unsigned());
        let by_argument = [
            (refused()?, refuse),
            (oversize()?, SeccompAction::KillProcess),
        ];
        let mut programs = Vec::new();
        for (rules, action) in by_argument {
            let filter = SeccompFilter::new(rules, SeccompAction::Allow, action, arch);
            programs.push(
                filter
                    .and_then(BpfProgram::try_from)
                    .map_err(io::Error::other)?,
            );
        }
        // Last, since it does not know the call that installs filters.
        programs.push(by_number(known()));
        Ok(Filters(programs))
    }

    /// Installs the filters in the calling process, for good.
    pub fn install(&self) -> io::Result<()> {
        for program in &self.0 {
            seccompiler::apply_filter(program).map_err(io::Error::other)?;
        }
        Ok(())
    }

    /// The filters as the kernel reads them.
    pub fn bytes(&self) -> Vec<Vec<u8>> {
        let instruction = |i: &sock_filter| {
            let mut bytes = [0; 8];
            bytes[..2].copy_from_slice(&i.code.to_ne_bytes());
            bytes[2] = i.jt;
            bytes[3] = i.jf;
            bytes[4..].copy_from_slice(&i.k.to_ne_bytes());
            bytes
        };
        let program = |program: &BpfProgram| program.iter().flat_map(instruction).collect();
        self.0.iter().map(program).collect()
    }
}

/// Compiles the list of known calls. A chain of comparisons, one per call, would take longer to
/// install than many a program takes to run, so this searches by halves.
fn by_number(mut calls: Vec<i64>) -> BpfProgram {
    calls.sort_unstable();
    calls.dedup();
    // Where known and unknown numbers change places, beginning with an unknown none.
    let mut edges: Vec<(u32, u32)> = vec![(0, UNKNOWN)];
    for call in calls {
        let call = u32::try_from(call).unwrap_or(u32::MAX - 1);
        match edges.last_mut() {
            Some((edge, action)) if *edge == call && *action == UNKNOWN => *action = KNOWN,
            _ => edges.push((call, KNOWN)),
        }
        edges.push((call + 1, UNKNOWN));
    }
    edges.dedup_by(|next, kept| next.1 == kept.1);
    // The filters before this one have ended whatever calls by another architecture's numbers.
    let mut program = vec![statement(LOAD, NUMBER)];
    program.extend(search(&edges));
    program
}

const KNOWN: u32 = libc::SECCOMP_RET_ALLOW;
const UNKNOWN: u32 = libc::SECCOMP_RET_ERRNO | libc::ENOSYS.cast_unsigned();
const LOAD: u32 = libc::BPF_LD | libc::BPF_W | libc::BPF_ABS;
const RETURN: u32 = libc::BPF_RET | libc::BPF_K;
const SKIP: u32 = libc::BPF_JMP | libc::BPF_JA;
const AT_LEAST: u32 = libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K;
/// Where the number of the call lies.
const NUMBER: u32 = 0;

/// Finds the last edge that is not beyond the number, and returns its action.
fn search(edges: &[(u32, u32)]) -> BpfProgram {
    if let [(_, action)] = edges {
        return vec![statement(RETURN, *action)];
    }
    let (below, above) = edges.split_at(edges.len() / 2);
    let (below, more) = (search(below), search(above));
    // The comparison jumps at most 255 instructions, the plain jump as far as need be.
    let mut halves = vec![
        sock_filter {
            jf: 1,
            ..statement(AT_LEAST, above[0].0)
        },
        statement(SKIP, u32::try_from(below.len()).unwrap_or(u32::MAX)),
    ];
    halves.extend(below);
    halves.extend(more);
    halves
}

fn statement(code: u32, k: u32) -> sock_filter {
    sock_filter {
        code: u16::try_from(code).unwrap_or(u16::MAX),
        jt: 0,
        jf: 0,
        k,
    }
}

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

fn rule(conditions: &[(u8, Len, Op, u64)]) -> io::Result<SeccompRule> {
    let conditions: Result<Vec<_>, _> = conditions
        .iter()
        .map(|(index, len, op, value)| {
            SeccompCondition::new(*index, len.clone(), op.clone(), *value)
        })
        .collect();
    conditions
        .and_then(SeccompRule::new)
        .map_err(io::Error::other)
}

/// Calls that are known and refused, whole or for some arguments.
fn refused() -> io::Result<Rules> {
    let mut rules: Rules = [
        libc::SYS_socket,
        libc::SYS_mount,
        libc::SYS_ptrace,
        libc::SYS_unshare,
        libc::SYS_setns,
    ]
    .into_iter()
    .map(|call| (call, Vec::new()))
    .collect();
    let unix = u64::from(libc::AF_UNIX.cast_unsigned());
    rules.insert(
        libc::SYS_socketpair,
        vec![rule(&[(0, Len::Dword, Op::Ne, unix)])?],
    );
    let mut namespaces = Vec::new();
    for bit in (0..32)
        .map(|n| 1_u64 << n)
        .filter(|bit| NAMESPACES.cast_unsigned() & low(*bit) != 0)
    {
        namespaces.push(rule(&[(0, Len::Qword, Op::MaskedEq(bit), bit)])?);
    }
    rules.insert(libc::SYS_clone, namespaces);
    // The limits of oneself alone: the first process, which reports the end, is the same user's.
    rules.insert(
        libc::SYS_prlimit64,
        vec![rule(&[(0, Len::Dword, Op::Ne, 0)])?],
    );
    // SIGSYS from outside the kernel would look like a mapping larger than the machine.
    let sigsys = u64::from(libc::SIGSYS.cast_unsigned());
    for (call, argument) in [
        (libc::SYS_kill, 1),
        (libc::SYS_tkill, 1),
        (libc::SYS_tgkill, 2),
        (libc::SYS_rt_sigqueueinfo, 1),
        (libc::SYS_rt_tgsigqueueinfo, 2),
        (libc::SYS_pidfd_send_signal, 1),
    ] {
        rules.insert(call, vec![rule(&[(argument, Len::Dword, Op::Eq, sigsys)])?]);
    }
    Ok(rules)
}

fn low(bit: u64) -> u32 {
    u32::try_from(bit).unwrap_or(0)
}

/// Mappings larger than the machine's memory and swap, which the kernel would refuse: they end
/// the process, so that a program that wants too much at once is known from one that crashed.
fn oversize() -> io::Result<Rules> {
    let most = sys::machine_memory();
    let writable = u64::from(libc::PROT_WRITE.cast_unsigned());
    let anonymous = u64::from(libc::MAP_ANONYMOUS.cast_unsigned());
    let reserved = u64::from(libc::MAP_NORESERVE.cast_unsigned());
    let mmap = rule(&[
        (1, Len::Qword, Op::Gt, most),
        (2, Len::Dword, Op::MaskedEq(writable), writable),
        (3, Len::Dword, Op::MaskedEq(anonymous), anonymous),
        (3, Len::Dword, Op::MaskedEq(reserved), 0),
    ])?;
    let mremap = rule(&[(2, Len::Qword, Op::Gt, most)])?;
    Ok([
        (libc::SYS_mmap, vec![mmap]),
        (libc::SYS_mremap, vec![mremap]),
    ]
    .into_iter()
    .collect())
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
