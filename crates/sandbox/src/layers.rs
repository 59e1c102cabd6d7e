//! The layers of protection around an execution: which are active, and how to get the others.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Who counts and limits a resource of the whole process tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Controller {
    /// A control group of the unified hierarchy.
    CgroupV2,
    /// A control group of a legacy hierarchy.
    CgroupV1,
    /// The supervisor, which reads `/proc` every few milliseconds.
    Polled,
    /// The resource limit on processes of the sandbox's own user namespace.
    Rlimit,
}

impl Controller {
    /// Tells whether the kernel itself holds the limit for the whole tree.
    pub fn is_cgroup(self) -> bool {
        matches!(self, Controller::CgroupV2 | Controller::CgroupV1)
    }
}

impl fmt::Display for Controller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Controller::CgroupV2 => "cgroup v2",
            Controller::CgroupV1 => "cgroup v1",
            Controller::Polled => "polled",
            Controller::Rlimit => "rlimit",
        })
    }
}

/// The layers of protection that are active.
///
/// Namespaces (user, pid, mount, net, ipc, uts, cgroup), dropped capabilities, `no_new_privs` and
/// seccomp are always there: without them nothing runs. They are recorded all the same, so that
/// what was stored stays readable when that changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each layer is there or not by itself"
)]
pub struct Layers {
    /// Own user, pid, mount, net, ipc, uts and cgroup namespaces.
    pub namespaces: bool,
    /// No capability, not even inside the user namespace.
    pub capabilities_dropped: bool,
    /// Executing a file cannot give privileges.
    pub no_new_privs: bool,
    /// System calls are filtered.
    pub seccomp: bool,
    /// Landlock confines writes, the network and signals a second time.
    pub landlock: bool,
    /// A private `/proc` is mounted.
    pub private_proc: bool,
    /// Who limits memory.
    pub memory: Controller,
    /// Who limits the number of processes.
    pub processes: Controller,
    /// Who counts processor time.
    pub cpu: Controller,
}

impl Layers {
    /// Returns the active layers by name, always in the same order.
    pub fn names(&self) -> Vec<String> {
        let flags = [
            (self.namespaces, "namespaces"),
            (self.capabilities_dropped, "capabilities dropped"),
            (self.no_new_privs, "no_new_privs"),
            (self.seccomp, "seccomp"),
            (self.landlock, "landlock"),
            (self.private_proc, "private proc"),
        ];
        let mut names: Vec<String> = flags
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, name)| (*name).to_owned())
            .collect();
        names.push(format!("memory: {}", self.memory));
        names.push(format!("pids: {}", self.processes));
        names.push(format!("cpu: {}", self.cpu));
        names
    }

    /// Tells whether the strong set is active: namespaces, seccomp, `no_new_privs`, and control
    /// groups for memory and processes.
    pub fn strong(&self) -> bool {
        self.namespaces
            && self.seccomp
            && self.no_new_privs
            && self.memory.is_cgroup()
            && self.processes.is_cgroup()
    }

    /// Returns each layer that is missing, with how to get it.
    pub fn missing(&self) -> Vec<(String, String)> {
        const DELEGATE: &str = "start Onsite in a delegated control group: \
            `systemd-run --user --scope -p Delegate=yes onsite serve`; as root, without `--user`";
        let flags = [
            (
                self.namespaces,
                "namespaces",
                "allow unprivileged user namespaces",
            ),
            (
                self.capabilities_dropped,
                "capabilities dropped",
                "allow user namespaces",
            ),
            (self.no_new_privs, "no_new_privs", "use Linux 5.12 or newer"),
            (
                self.seccomp,
                "seccomp",
                "use a kernel built with CONFIG_SECCOMP_FILTER",
            ),
            (
                self.landlock,
                "landlock",
                "use Linux 5.13 or newer with `landlock` among the `lsm=`",
            ),
            (
                self.private_proc,
                "private proc",
                "run outside a container, or in one that leaves /proc unmasked",
            ),
            (self.memory.is_cgroup(), "memory: cgroup", DELEGATE),
            (self.processes.is_cgroup(), "pids: cgroup", DELEGATE),
            (self.cpu.is_cgroup(), "cpu: cgroup", DELEGATE),
        ];
        flags
            .iter()
            .filter(|(on, ..)| !on)
            .map(|(_, name, help)| ((*name).to_owned(), (*help).to_owned()))
            .collect()
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().join(", "))
    }
}
