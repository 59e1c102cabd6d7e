//! Control groups: one per execution, under either kind of hierarchy, or none where this user
//! may make none. Only finds, makes, reads and removes; what a figure means is decided elsewhere.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cgroup_base;
use super::step::{Context, Step};
use crate::layers::Controller;
use crate::program::Limits;

/// Where groups can be made, per resource.
pub struct Cgroups {
    pub version: Controller,
    memory: Option<PathBuf>,
    pids: Option<PathBuf>,
    cpu: Option<PathBuf>,
    made: u64,
}

impl Cgroups {
    /// Finds the hierarchies this user may use, and clears away what dead helpers left.
    pub fn detect() -> Cgroups {
        let bases = cgroup_base::find();
        let cgroups = Cgroups {
            version: bases.version,
            memory: bases.memory,
            pids: bases.pids,
            cpu: bases.cpu,
            made: 0,
        };
        for base in cgroups.bases() {
            cgroup_base::sweep(base);
        }
        cgroups
    }

    /// Tells who limits memory, processes and processor time.
    pub fn controllers(&self) -> [Controller; 3] {
        let held = |base: &Option<PathBuf>, otherwise| {
            if base.is_some() {
                self.version
            } else {
                otherwise
            }
        };
        [
            held(&self.memory, Controller::Polled),
            held(&self.pids, Controller::Rlimit),
            held(&self.cpu, Controller::Polled),
        ]
    }

    /// Makes the group of one execution.
    pub fn make(&mut self, limits: &Limits, room: u64) -> Step<Group> {
        self.made += 1;
        let name = format!("{}.{}", cgroup_base::own_prefix(), self.made);
        let at = |base: &Option<PathBuf>| base.as_ref().map(|base| base.join(&name));
        let mut group = Group {
            version: self.version,
            dirs: Vec::new(),
            memory: at(&self.memory),
            pids: at(&self.pids),
            cpu: at(&self.cpu),
        };
        for base in self.bases() {
            let dir = base.join(&name);
            make_dir(&dir).step(format!("make {}", dir.display()))?;
            group.dirs.push(dir);
        }
        group.limit(limits, room).step("limit a control group")?;
        Ok(group)
    }

    /// Removes what this helper made beside the groups themselves.
    pub fn leave(&self) {
        for base in self.bases() {
            cgroup_base::leave(base, self.version);
        }
    }

    fn bases(&self) -> Vec<&PathBuf> {
        let mut bases: Vec<_> = [&self.memory, &self.pids, &self.cpu]
            .into_iter()
            .flatten()
            .collect();
        bases.dedup();
        bases
    }
}

/// Makes a directory whose parent another helper may just have removed as empty.
fn make_dir(dir: &Path) -> io::Result<()> {
    for _ in 0..8 {
        match fs::create_dir_all(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
    }
    fs::create_dir_all(dir)
}

/// The control group of one execution, removed when dropped.
pub struct Group {
    version: Controller,
    dirs: Vec<PathBuf>,
    memory: Option<PathBuf>,
    pids: Option<PathBuf>,
    cpu: Option<PathBuf>,
}

impl Group {
    /// Puts the calling process into the group.
    pub fn join(&self) -> Step<()> {
        self.admit(0)
    }

    /// Puts a process into the group.
    pub fn admit(&self, pid: libc::pid_t) -> Step<()> {
        for dir in &self.dirs {
            put(dir, "cgroup.procs", &pid.to_string()).step(format!("join {}", dir.display()))?;
        }
        Ok(())
    }

    fn limit(&self, limits: &Limits, room: u64) -> io::Result<()> {
        if let Some(pids) = &self.pids {
            // The one that makes the sandbox and the one that waits in it come on top.
            put(
                pids,
                "pids.max",
                &(u64::from(limits.processes) + 2).to_string(),
            )?;
        }
        if self.memory.is_some() {
            self.limit_memory(limits.memory.saturating_add(room))?;
        }
        Ok(())
    }

    /// Sets the most memory the group may use.
    pub fn limit_memory(&self, bytes: u64) -> io::Result<()> {
        let Some(memory) = &self.memory else {
            return Ok(());
        };
        let bytes = bytes.min(i64::MAX.cast_unsigned()).to_string();
        if self.version == Controller::CgroupV2 {
            put(memory, "memory.max", &bytes)?;
            put(memory, "memory.oom.group", "1")?;
            put_if_there(memory, "memory.swap.max", "0")
        } else {
            put(memory, "memory.limit_in_bytes", &bytes)?;
            put_if_there(memory, "memory.memsw.limit_in_bytes", &bytes)
        }
    }

    /// Reads memory in use now, where the group counts it.
    pub fn memory_now(&self) -> Option<u64> {
        self.memory_figure("memory.current", "memory.usage_in_bytes")
    }

    /// Reads the most memory that was ever in use, where the group counts it.
    pub fn memory_peak(&self) -> Option<u64> {
        self.memory_figure("memory.peak", "memory.max_usage_in_bytes")
    }

    fn memory_figure(&self, v2: &str, v1: &str) -> Option<u64> {
        let name = if self.version == Controller::CgroupV2 {
            v2
        } else {
            v1
        };
        read(self.memory.as_ref()?, name)?.trim().parse().ok()
    }

    /// Tells whether the kernel ended a process because the group's memory was used up.
    pub fn ran_out_of_memory(&self) -> bool {
        let name = if self.version == Controller::CgroupV2 {
            "memory.events"
        } else {
            "memory.oom_control"
        };
        self.memory
            .as_ref()
            .and_then(|dir| keyed(dir, name, "oom_kill"))
            .is_some_and(|kills| kills > 0)
    }

    /// Reads how many file pages were read again after the kernel had taken them for want of memory,
    /// where it counts them (Linux 5.9 and later).
    pub fn pages_read_again(&self) -> Option<u64> {
        keyed(
            self.memory.as_ref()?,
            "memory.stat",
            "workingset_refault_file",
        )
    }

    /// Reads the processor time used, where the group counts it.
    pub fn cpu(&self) -> Option<Duration> {
        let dir = self.cpu.as_ref()?;
        if self.version == Controller::CgroupV2 {
            keyed(dir, "cpu.stat", "usage_usec").map(Duration::from_micros)
        } else {
            let nanoseconds = read(dir, "cpuacct.usage")?.trim().parse().ok()?;
            Some(Duration::from_nanos(nanoseconds))
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The last process may still be on its way out of the group.
        for dir in &self.dirs {
            for _ in 0..50 {
                match fs::remove_dir(dir) {
                    Err(error) if error.raw_os_error() == Some(libc::EBUSY) => {
                        std::thread::sleep(Duration::from_millis(1));
                    }
                    _ => break,
                }
            }
        }
    }
}

fn put(dir: &Path, name: &str, value: &str) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .open(dir.join(name))?
        .write_all(value.as_bytes())
}

fn put_if_there(dir: &Path, name: &str, value: &str) -> io::Result<()> {
    match put(dir, name, value) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn read(dir: &Path, name: &str) -> Option<String> {
    fs::read_to_string(dir.join(name)).ok()
}

fn keyed(dir: &Path, name: &str, key: &str) -> Option<u64> {
    let text = read(dir, name)?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(' '))?;
    line.trim().parse().ok()
}
