//! Control groups: one per execution, under either kind of hierarchy, or none where this user
//! may make none. Only finds, makes, reads and removes; what a figure means is decided elsewhere.
//!
//! In legacy hierarchies an execution takes over what the one before it left, where that remembers
//! nothing but a sum: making and removing groups is dear.

use std::cell::RefCell;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cgroup_base;
use super::step::{Context, Step};
use crate::layers::Controller;
use crate::program::Limits;

/// Longest file of figures, in bytes.
const MOST_FIGURES: usize = 16 << 10;
/// Longest figure, in bytes.
const MOST_DIGITS: usize = 32;
/// Memory that a group may still count when the next execution takes it over. What is counted
/// beside the kernel's own are files that were read first, and could be let go in the program's
/// favour.
const MOST_LEFT: u64 = 1 << 20;

/// Where groups can be made, per resource.
pub struct Cgroups {
    pub version: Controller,
    memory: Option<PathBuf>,
    pids: Option<PathBuf>,
    cpu: Option<PathBuf>,
    /// With what the names of this helper's groups begin.
    prefix: String,
    made: u64,
    /// What the next execution takes over.
    kept: Vec<Dir>,
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
            prefix: cgroup_base::own_prefix(),
            made: 0,
            kept: Vec::new(),
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

    /// Makes a group.
    pub fn make(&mut self, limits: &Limits, room: u64) -> Step<Group> {
        self.made += 1;
        let name = format!("{}.{}", self.prefix, self.made);
        let mut kept = std::mem::take(&mut self.kept);
        let mut dirs = Vec::new();
        for base in self.bases() {
            let place = kept.iter().position(|dir| dir.path.parent() == Some(base));
            dirs.push(match place {
                Some(place) => kept.swap_remove(place),
                None => Dir::make(base.join(&name))?,
            });
        }
        let of = |base: &Option<PathBuf>| {
            let base = base.as_deref()?;
            dirs.iter().position(|dir| dir.path.parent() == Some(base))
        };
        let mut group = Group {
            version: self.version,
            memory: of(&self.memory),
            pids: of(&self.pids),
            cpu: of(&self.cpu),
            dirs,
            memory_before: 0,
        };
        group.memory_before = group.memory_now().unwrap_or(0);
        group.limit(limits, room).step("limit a control group")?;
        Ok(group)
    }

    /// Takes the group of an execution whose processes have all ended, for the next one.
    pub fn put_back(&mut self, group: Group) {
        let is_clean = group.forget();
        let memory = group.memory;
        let kept = group.dirs.into_iter().enumerate();
        let kept = kept.filter(|(place, _)| is_clean || Some(*place) != memory);
        self.kept = kept.map(|(_, dir)| dir).collect();
    }

    /// Removes what this helper made beside the groups themselves.
    pub fn leave(&mut self) {
        self.kept.clear();
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

/// A file of a group, and whether it is open to be written.
type Name = (&'static str, bool);

/// A group's directory in one hierarchy, removed when dropped. Its files stay open once they were.
struct Dir {
    path: PathBuf,
    /// The file by which processes are put into the group.
    processes: File,
    open: RefCell<Vec<(Name, File)>>,
    /// The limits that were last set.
    limits: RefCell<Vec<(&'static str, u64)>>,
}

impl Dir {
    fn make(path: PathBuf) -> Step<Dir> {
        make_dir(&path).step(format!("make {}", path.display()))?;
        let processes = OpenOptions::new()
            .write(true)
            .open(path.join("cgroup.procs"));
        match processes.step("open a control group") {
            Ok(processes) => Ok(Dir {
                path,
                processes,
                open: RefCell::default(),
                limits: RefCell::default(),
            }),
            Err(failure) => {
                let _ = fs::remove_dir(path);
                Err(failure)
            }
        }
    }

    fn with<T>(&self, name: Name, work: impl FnOnce(&File) -> io::Result<T>) -> io::Result<T> {
        let mut open = self.open.borrow_mut();
        let place = if let Some(place) = open.iter().position(|(known, _)| *known == name) {
            place
        } else {
            let (path, writes) = (self.path.join(name.0), name.1);
            let file = OpenOptions::new().read(!writes).write(writes).open(path)?;
            open.push((name, file));
            open.len() - 1
        };
        work(&open[place].1)
    }

    fn put(&self, name: &'static str, value: &str) -> io::Result<()> {
        self.with((name, true), |file| file.write_all_at(value.as_bytes(), 0))
    }

    /// Sets a limit, unless it is that already.
    fn limit(&self, name: &'static str, value: u64) -> io::Result<()> {
        let mut limits = self.limits.borrow_mut();
        if limits.contains(&(name, value)) {
            return Ok(());
        }
        limits.retain(|(known, _)| *known != name);
        self.put(name, &value.to_string())?;
        limits.push((name, value));
        Ok(())
    }

    fn limit_if_there(&self, name: &'static str, value: u64) -> io::Result<()> {
        match self.limit(name, value) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    fn number(&self, name: &'static str) -> Option<u64> {
        let mut bytes = [0; MOST_DIGITS];
        let read = self.with((name, false), |file| file.read_at(&mut bytes, 0));
        str::from_utf8(&bytes[..read.ok()?])
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    /// Reads as many figures as one read gives: the kernel writes its files whole.
    fn read(&self, name: &'static str) -> Option<String> {
        let mut bytes = vec![0; MOST_FIGURES];
        let read = self.with((name, false), |file| file.read_at(&mut bytes, 0));
        bytes.truncate(read.ok()?);
        String::from_utf8(bytes).ok()
    }

    fn keyed(&self, name: &'static str, key: &str) -> Option<u64> {
        let text = self.read(name)?;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(' '))?;
        line.trim().parse().ok()
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        // The last process may still be on its way out of the group.
        for _ in 0..50 {
            match fs::remove_dir(&self.path) {
                Err(error) if error.raw_os_error() == Some(libc::EBUSY) => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                _ => break,
            }
        }
    }
}

/// Puts a process, for 0 the calling one, into the group that has this file.
pub fn admit(processes: &File, pid: libc::pid_t) -> io::Result<()> {
    processes.write_all_at(pid.to_string().as_bytes(), 0)
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
    dirs: Vec<Dir>,
    /// Which of them limits memory, and so on.
    memory: Option<usize>,
    pids: Option<usize>,
    cpu: Option<usize>,
    /// Memory that it counted when it was taken over.
    memory_before: u64,
}

impl Group {
    /// Puts the calling process into the group.
    pub fn join(&self) -> Step<()> {
        self.admit(0)
    }

    /// Puts a process into the group.
    pub fn admit(&self, pid: libc::pid_t) -> Step<()> {
        for dir in &self.dirs {
            admit(&dir.processes, pid).step(format!("join {}", dir.path.display()))?;
        }
        Ok(())
    }

    /// The files by which whoever has them can put itself into the group.
    pub fn entrances(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        self.dirs.iter().map(|dir| dir.processes.as_fd())
    }

    fn dir(&self, place: Option<usize>) -> Option<&Dir> {
        self.dirs.get(place?)
    }

    fn limit(&self, limits: &Limits, room: u64) -> io::Result<()> {
        if let Some(pids) = self.dir(self.pids) {
            // For a copy of a Python the one that waits in the sandbox comes on top.
            let most = u64::from(limits.processes) + 1;
            pids.limit("pids.max", most)?;
        }
        let memory = limits.memory.saturating_add(room);
        self.limit_memory(self.memory_before.saturating_add(memory))
    }

    /// Sets the most memory the group may use.
    pub fn limit_memory(&self, bytes: u64) -> io::Result<()> {
        let Some(memory) = self.dir(self.memory) else {
            return Ok(());
        };
        let bytes = bytes.min(i64::MAX.cast_unsigned());
        if self.version == Controller::CgroupV2 {
            memory.limit("memory.max", bytes)?;
            memory.limit("memory.oom.group", 1)?;
            return memory.limit_if_there("memory.swap.max", 0);
        }
        let (plain, with_swap) = ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes");
        // The one may never be over the other, so that their order depends on the limit before.
        match memory.limit(plain, bytes) {
            Err(error) if error.raw_os_error() == Some(libc::EINVAL) => {
                memory.limit_if_there(with_swap, bytes)?;
                memory.limit(plain, bytes)
            }
            other => other.and_then(|()| memory.limit_if_there(with_swap, bytes)),
        }
    }

    /// Forgets the most memory that was in use; false where what the group did and holds does not
    /// let another execution take it over.
    fn forget(&self) -> bool {
        let Some(memory) = self.dir(self.memory) else {
            return true;
        };
        self.version == Controller::CgroupV1
            && !self.ran_out_of_memory()
            && self.memory_now().is_some_and(|left| left <= MOST_LEFT)
            && memory.put("memory.max_usage_in_bytes", "0").is_ok()
    }

    /// Reads memory in use now, where the group counts it.
    pub fn memory_now(&self) -> Option<u64> {
        self.memory_figure("memory.current", "memory.usage_in_bytes")
    }

    /// Reads the most memory that was ever in use, where the group counts it.
    pub fn memory_peak(&self) -> Option<u64> {
        self.memory_figure("memory.peak", "memory.max_usage_in_bytes")
    }

    fn memory_figure(&self, v2: &'static str, v1: &'static str) -> Option<u64> {
        let is_v2 = self.version == Controller::CgroupV2;
        self.dir(self.memory)?.number(if is_v2 { v2 } else { v1 })
    }

    /// Tells whether the kernel ended a process because the group's memory was used up.
    pub fn ran_out_of_memory(&self) -> bool {
        let name = if self.version == Controller::CgroupV2 {
            "memory.events"
        } else {
            "memory.oom_control"
        };
        self.dir(self.memory)
            .and_then(|dir| dir.keyed(name, "oom_kill"))
            .is_some_and(|kills| kills > 0)
    }

    /// Reads how many file pages were read again after the kernel had taken them for want of memory,
    /// where it counts them (Linux 5.9 and later).
    pub fn pages_read_again(&self) -> Option<u64> {
        self.dir(self.memory)?
            .keyed("memory.stat", "workingset_refault_file")
    }

    /// Tells whether the group counts processor time; also where its files cannot be seen.
    pub fn counts_time(&self) -> bool {
        self.cpu.is_some()
    }

    /// Reads the processor time used, where the group counts it.
    pub fn cpu(&self) -> Option<Duration> {
        let dir = self.dir(self.cpu)?;
        if self.version == Controller::CgroupV2 {
            dir.keyed("cpu.stat", "usage_usec")
                .map(Duration::from_micros)
        } else {
            dir.number("cpuacct.usage").map(Duration::from_nanos)
        }
    }
}
