//! The namespaces that one helper makes once and every execution of it enters: the user, network
//! and IPC namespaces, which are dear to make, and two views of files. No call that could leave
//! something behind in the IPC namespace is known to a program.

use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use super::root::{self, Layout, Tree};
use super::step::{Context, Step};
use crate::program::Mount;
use crate::sys::{self, mount};
use crate::wire::{Failure, FailureClass};

/// The user and the group as the program sees itself.
pub const INSIDE_ID: u32 = 1000;
/// The user and the group that the program is outside, where root started the helper: nobody.
const OUTSIDE_ID: u32 = 65534;

/// What executions enter.
pub struct Spaces {
    user: OwnedFd,
    net: OwnedFd,
    ipc: OwnedFd,
    uts: OwnedFd,
    host_files: OwnedFd,
    shared_root: OwnedFd,
    /// Shows root's files as the program's own, so that it may read what is mounted for it.
    owners: Option<OwnedFd>,
    /// Whether the helper itself may mount and become others: it was started by root.
    privileged: bool,
}

impl Spaces {
    /// Makes the namespaces, or says which switch forbids it.
    pub fn make() -> Step<Spaces> {
        let (uid, gid) = sys::user();
        let privileged = uid == 0 && has_outside_id();
        let outside = if privileged {
            (OUTSIDE_ID, OUTSIDE_ID)
        } else {
            (uid, gid)
        };
        let maps = Maps {
            inside: INSIDE_ID,
            uid: outside.0,
            gid: outside.1,
            privileged,
        };
        let devices = if privileged {
            root::make_devices().ok()
        } else {
            None
        };
        let made = in_new_user_namespace(&maps, || make_inside(devices))?;
        let Ok([user, net, ipc, uts, host_files, shared_root]) = <[OwnedFd; 6]>::try_from(made)
        else {
            return Err(lost("make namespaces"));
        };
        // Where the kernel or a file system knows no such mounts, permissions decide alone.
        let owners = if privileged { owners().ok() } else { None };
        Ok(Spaces {
            user,
            net,
            ipc,
            uts,
            host_files,
            shared_root,
            owners,
            privileged,
        })
    }

    /// Copies what a program asks to see, where the helper itself may.
    pub fn copy_mounts(&self, mounts: &[Mount]) -> Step<Vec<Tree>> {
        if self.privileged {
            self.copy_all(mounts)
        } else {
            Ok(Vec::new())
        }
    }

    /// Moves the calling process into the namespaces, and makes mount points there for what a
    /// program asks to see. Returns that where it could not be copied before.
    pub fn enter(&self, mounts: &[Mount], copied: &[Tree]) -> Step<Option<Vec<Tree>>> {
        enter(self.user.as_fd(), libc::CLONE_NEWUSER)?;
        sys::become_user(INSIDE_ID, INSIDE_ID, self.privileged).step("become another user")?;
        enter(self.net.as_fd(), libc::CLONE_NEWNET)?;
        enter(self.ipc.as_fd(), libc::CLONE_NEWIPC)?;
        enter(self.uts.as_fd(), libc::CLONE_NEWUTS)?;
        let trees = if self.privileged {
            None
        } else {
            enter(self.host_files.as_fd(), libc::CLONE_NEWNS)?;
            Some(self.copy_all(mounts)?)
        };
        enter(self.shared_root.as_fd(), libc::CLONE_NEWNS)?;
        root::make_points(mounts, trees.as_deref().unwrap_or(copied))?;
        Ok(trees)
    }

    fn copy_all(&self, mounts: &[Mount]) -> Step<Vec<Tree>> {
        mounts
            .iter()
            .map(|mount| {
                let tree = Tree::copy(&mount.source, mount::SHOWN)?;
                if let Some(owners) = &self.owners {
                    let _ = mount::map_owners(tree.fd.as_fd(), owners.as_fd());
                }
                Ok(tree)
            })
            .collect()
    }
}

fn enter(fd: BorrowedFd, kind: i32) -> Step<()> {
    sys::setns(fd, kind).step("enter a namespace")
}

fn lost(step: &str) -> Failure {
    Failure::new(
        FailureClass::Namespaces,
        step,
        &io::Error::from_raw_os_error(libc::EIO),
    )
}

/// How users and groups outside a user namespace map to those inside.
struct Maps {
    inside: u32,
    uid: u32,
    gid: u32,
    privileged: bool,
}

/// Tells whether this process knows the user that programs are to be. The root of a user namespace
/// that maps nobody else is an ordinary user.
fn has_outside_id() -> bool {
    let maps = fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
    maps.lines().any(|line| {
        let mut fields = line
            .split_whitespace()
            .map(|field| field.parse::<u32>().unwrap_or(0));
        let (first, count) = (fields.next().unwrap_or(0), fields.nth(1).unwrap_or(0));
        (first..first.saturating_add(count)).contains(&OUTSIDE_ID)
    })
}

/// Makes all but the user namespace, in the order in which [`Spaces::make`] takes them.
fn make_inside(devices: Option<OwnedFd>) -> Step<Vec<OwnedFd>> {
    let others = libc::CLONE_NEWNET | libc::CLONE_NEWIPC | libc::CLONE_NEWUTS | libc::CLONE_NEWNS;
    sys::unshare(others).namespace_step("make namespaces for files and the network")?;
    sys::set_hostname("onsite").step("name the host")?;
    let root = File::open("/").step("open the root")?;
    mount::make_private(root.as_fd()).step("cut off mounts")?;
    let mut fds = Vec::new();
    for name in ["user", "net", "ipc", "uts", "mnt"] {
        fds.push(namespace(name)?);
    }
    sys::unshare(libc::CLONE_NEWNS).namespace_step("make a namespace for files")?;
    fds.push(namespace("mnt")?);
    Layout::of_host().build_shared(devices)?;
    Ok(fds)
}

/// Makes the user namespace in which root's files belong to whom the program is.
fn owners() -> Step<OwnedFd> {
    let maps = Maps {
        inside: 0,
        uid: OUTSIDE_ID,
        gid: OUTSIDE_ID,
        privileged: true,
    };
    let made = in_new_user_namespace(&maps, || Ok(vec![namespace("user")?]))?;
    made.into_iter()
        .next()
        .ok_or_else(|| lost("make a namespace for owners"))
}

fn namespace(name: &str) -> Step<OwnedFd> {
    let file = File::open(format!("/proc/self/ns/{name}")).step("open a namespace")?;
    Ok(file.into())
}

const UNSHARED: u8 = b'U';
const MAPPED: u8 = b'M';
const MADE: u8 = b'K';

/// Does work in a child process in a new user namespace and returns the descriptors it made.
fn in_new_user_namespace(
    maps: &Maps,
    work: impl FnOnce() -> Step<Vec<OwnedFd>>,
) -> Step<Vec<OwnedFd>> {
    let (ours, theirs) = sys::message_pair().step("make sockets")?;
    let pid = sys::clone(0).step("start a process")?;
    if pid == 0 {
        drop(ours);
        let (bytes, fds) = match in_child(maps, theirs.as_fd(), work) {
            Ok(fds) => (vec![MADE], fds),
            Err(failure) => (failure.encode(), Vec::new()),
        };
        let fds: Vec<BorrowedFd> = fds.iter().map(AsFd::as_fd).collect();
        let _ = sys::send_message(theirs.as_fd(), &bytes, &fds);
        sys::exit_now(0);
    }
    drop(theirs);
    let made = converse(maps, ours.as_fd(), pid);
    // Closing the socket ends a child that still waits for its maps.
    drop(ours);
    sys::wait(pid).step("wait for a process")?;
    made
}

fn in_child(
    maps: &Maps,
    socket: BorrowedFd,
    work: impl FnOnce() -> Step<Vec<OwnedFd>>,
) -> Step<Vec<OwnedFd>> {
    sys::unshare(libc::CLONE_NEWUSER).namespace_step("make a user namespace")?;
    sys::send_message(socket, &[UNSHARED], &[]).step("ask for maps")?;
    let (answer, _) = sys::receive_message(socket).step("wait for maps")?;
    if answer != [MAPPED] {
        return Err(lost("map users"));
    }
    sys::become_user(maps.inside, maps.inside, maps.privileged).step("become another user")?;
    work()
}

fn converse(maps: &Maps, socket: BorrowedFd, pid: libc::pid_t) -> Step<Vec<OwnedFd>> {
    let (mut answer, mut fds) = sys::receive_message(socket).step("hear from a process")?;
    if answer == [UNSHARED] {
        maps.write(pid).namespace_step("map users")?;
        sys::send_message(socket, &[MAPPED], &[]).step("answer a process")?;
        (answer, fds) = sys::receive_message(socket).step("hear from a process")?;
    }
    if answer == [MADE] {
        return Ok(fds);
    }
    Err(Failure::decode(&answer).unwrap_or_else(|_| lost("make namespaces")))
}

impl Maps {
    fn write(&self, pid: libc::pid_t) -> io::Result<()> {
        if !self.privileged {
            // The kernel demands this of those who may not set groups outside.
            fs::write(format!("/proc/{pid}/setgroups"), "deny")?;
        }
        fs::write(
            format!("/proc/{pid}/uid_map"),
            format!("{} {} 1", self.inside, self.uid),
        )?;
        fs::write(
            format!("/proc/{pid}/gid_map"),
            format!("{} {} 1", self.inside, self.gid),
        )
    }
}
