//! Finding where control groups may be made, and clearing away what dead helpers left there.

use std::ffi::CString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::layers::Controller;
use crate::sys;

/// The group under which legacy hierarchies hold ours.
const PARENT: &str = "onsite";
/// The group into which the product itself moves, so that its delegated group may have others.
const PRODUCT: &str = "onsite.product";
/// How often processes are moved that appeared while others were being moved.
const MOST_MOVES: usize = 16;

/// Where groups can be made, per resource.
pub struct Bases {
    pub version: Controller,
    pub memory: Option<PathBuf>,
    pub pids: Option<PathBuf>,
    pub cpu: Option<PathBuf>,
}

/// Finds where this user may make groups: in the unified hierarchy, else in the legacy ones.
pub fn find() -> Bases {
    let mounts = Hierarchy::all();
    if let Some(base) = unified(&mounts) {
        let base = Some(base);
        return Bases {
            version: Controller::CgroupV2,
            memory: base.clone(),
            pids: base.clone(),
            cpu: base,
        };
    }
    let legacy = |controller: &str| {
        mounts
            .iter()
            .find(|mount| !mount.unified && mount.options.iter().any(|o| o == controller))
            .map(|mount| mount.point.join(PARENT))
            .filter(|parent| can_make(parent))
    };
    Bases {
        version: Controller::CgroupV1,
        memory: legacy("memory"),
        pids: legacy("pids"),
        cpu: legacy("cpuacct"),
    }
}

fn can_make(dir: &Path) -> bool {
    let made = fs::create_dir_all(dir).is_ok();
    made && sys::c(dir).is_ok_and(|path| sys::may_write(&path))
}

/// One mounted hierarchy.
struct Hierarchy {
    unified: bool,
    /// What of the hierarchy is visible at the mount point.
    root: PathBuf,
    point: PathBuf,
    options: Vec<String>,
}

impl Hierarchy {
    fn all() -> Vec<Hierarchy> {
        let text = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        text.lines().filter_map(Hierarchy::parse).collect()
    }

    fn parse(line: &str) -> Option<Hierarchy> {
        let (mount, rest) = line.split_once(" - ")?;
        let mut mount = mount.split(' ').skip(3);
        let (root, point) = (mount.next()?, mount.next()?);
        let mut rest = rest.split(' ');
        let unified = match rest.next()? {
            "cgroup2" => true,
            "cgroup" => false,
            _ => return None,
        };
        let options = rest.nth(1)?.split(',').map(str::to_owned).collect();
        Some(Hierarchy {
            unified,
            root: root.into(),
            point: point.into(),
            options,
        })
    }
}

/// Finds the delegated group of the unified hierarchy and prepares it to hold others.
fn unified(mounts: &[Hierarchy]) -> Option<PathBuf> {
    let mount = mounts.iter().find(|mount| mount.unified)?;
    let text = fs::read_to_string("/proc/self/cgroup").ok()?;
    let own = Path::new(text.lines().find_map(|line| line.strip_prefix("0::"))?);
    let own = own
        .strip_prefix(&mount.root)
        .or_else(|_| own.strip_prefix("/"))
        .ok()?;
    let own = mount.point.join(own);
    if own.file_name().is_some_and(|name| name == PRODUCT) {
        let base = own.parent()?.to_owned();
        // It may be another user's: whoever starts a product there is in its group.
        return (has_controllers(&base, "subtree_control") && may_divide(&base)).then_some(base);
    }
    let ours = has_controllers(&own, "controllers") && is_delegated(&own, mount);
    (ours && may_divide(&own) && divide(&own).is_ok()).then_some(own)
}

/// Tells whether this user may make groups there and move processes into them.
fn may_divide(group: &Path) -> bool {
    ["", "cgroup.procs", "cgroup.subtree_control"]
        .iter()
        .all(|name| sys::c(&group.join(name)).is_ok_and(|path| sys::may_write(&path)))
}

/// Lets a group limit others, for which its processes must leave it.
fn divide(own: &Path) -> io::Result<()> {
    let control = own.join("cgroup.subtree_control");
    let product = own.join(PRODUCT);
    // While one helper moves processes, others start.
    for _ in 0..MOST_MOVES {
        // The root of all groups may limit others and hold processes.
        match fs::write(&control, "+memory +pids") {
            Err(error) if error.raw_os_error() == Some(libc::EBUSY) => {}
            other => return other,
        }
        fs::create_dir_all(&product)?;
        for pid in fs::read_to_string(own.join("cgroup.procs"))?.lines() {
            match fs::write(product.join("cgroup.procs"), pid) {
                // It ended meanwhile.
                Err(error) if error.raw_os_error() == Some(libc::ESRCH) => {}
                other => other?,
            }
        }
    }
    fs::write(&control, "+memory +pids")
}

fn has_controllers(dir: &Path, file: &str) -> bool {
    let text = fs::read_to_string(dir.join(format!("cgroup.{file}"))).unwrap_or_default();
    ["memory", "pids"]
        .iter()
        .all(|wanted| text.split_whitespace().any(|name| name == *wanted))
}

/// Tells whether the group was given to us to divide: the service manager marks those, and the
/// root of a container's own view is its own.
fn is_delegated(dir: &Path, mount: &Hierarchy) -> bool {
    let marked = |name: &str| {
        let (Ok(path), Ok(name)) = (sys::c(dir), CString::new(name)) else {
            return false;
        };
        sys::attribute_is_one(&path, &name)
    };
    let containers_root = dir == mount.point && sys::user().0 == 0;
    marked("user.delegate") || marked("trusted.delegate") || containers_root
}

/// The first part of the names of this process's groups: its number and when it started, since
/// numbers are used again.
pub fn own_prefix() -> String {
    let pid = std::process::id();
    format!("run.{pid}.{}", started(pid).unwrap_or(0))
}

fn started(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?
        .1
        .split_whitespace()
        .nth(19)?
        .parse()
        .ok()
}

/// Removes the groups of helpers that are no more.
pub fn sweep(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let mut parts = name.to_str().unwrap_or_default().split('.');
        let ours = parts.next() == Some("run");
        let (Some(pid), Some(start)) = (parts.next(), parts.next()) else {
            continue;
        };
        let (Ok(pid), Ok(start)) = (pid.parse(), start.parse::<u64>()) else {
            continue;
        };
        if ours && started(pid) != Some(start) {
            // The dead helper's processes died with it; a group that is busy is left for later.
            let _ = fs::remove_dir(entry.path());
        }
    }
}

/// Removes the parent of our groups if this was the last helper.
pub fn leave(base: &Path, version: Controller) {
    if version == Controller::CgroupV1 {
        let _ = fs::remove_dir(base);
    }
}
