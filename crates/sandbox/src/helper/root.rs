//! What a program sees of files: a root built once per helper, and a copy of its mounts per
//! execution, completed with what is that execution's own. Limits on the size of files live here;
//! who may do what with them does not.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt, symlink};
use std::path::{Path, PathBuf};

use super::step::{Context, Step};
use crate::program::{Mount, Program};
use crate::sys::{self, mount};

/// Where the shared root has the host's `/proc`, without which the kernel refuses a new one.
const PROC: &str = "/proc";
/// What an execution has for itself, on one file system.
const OWN: [&str; 2] = ["/tmp", "/scratch"];
/// The mount that hides the host while the shared root is built.
const STAGE: &str = "/usr";

/// How devices are shown: they can be written to all the same, but not changed.
const DEVICE: u64 = libc::MOUNT_ATTR_RDONLY | libc::MOUNT_ATTR_NOSUID | libc::MOUNT_ATTR_NOEXEC;
const DEVICES: [&str; 5] = ["null", "zero", "full", "random", "urandom"];
/// The linker's cache, which is copied: every mount costs every execution some microseconds.
const LINKER: &str = "/etc/ld.so.cache";
/// What else programs need of `/etc`: the names of compilers, what R starts with.
const CONFIGURATION: [&str; 2] = ["alternatives", "R"];
/// Java's own part of `/etc`, where systems keep files without which it does not start; the names
/// begin with this and go on with the version.
const JAVA: &str = "java";
/// Most versions of Java whose part is shown.
const MOST_JAVAS: usize = 8;
const SYSTEM: [&str; 6] = ["usr", "bin", "sbin", "lib", "lib32", "lib64"];

/// What stands at the top of every root, found once on the host.
pub struct Layout {
    mounted: Vec<&'static str>,
    links: Vec<(&'static str, PathBuf)>,
}

impl Layout {
    /// Looks at the host's own top directories.
    pub fn of_host() -> Layout {
        let mut layout = Layout {
            mounted: vec!["dev", "etc"],
            links: Vec::new(),
        };
        for name in SYSTEM {
            let path = Path::new("/").join(name);
            if let Ok(target) = fs::read_link(&path) {
                layout.links.push((name, target));
            } else if path.is_dir() {
                layout.mounted.push(name);
            }
        }
        layout
    }

    /// Builds the shared root in the calling process's own mount namespace and enters it. It stays
    /// writable there, for mount points; what an execution sees of it is sealed. Where no devices
    /// could be made, it shows the host's.
    pub fn build_shared(&self, devices: Option<OwnedFd>) -> Step<()> {
        let host = self.copy_host(devices.is_none())?;
        let root = mount::new(c"tmpfs", &[(c"mode", c"0755"), (c"size", c"16m")], 0)
            .step("make the root")?;
        mount::attach(root.as_fd(), Path::new(STAGE)).step("mount the root")?;
        let at = |path: &str| PathBuf::from(format!("{STAGE}{path}"));
        for name in ["proc", "scratch", "tmp"].iter().chain(&self.mounted) {
            fs::create_dir(at(&format!("/{name}"))).step("make a mount point")?;
        }
        for (name, target) in &self.links {
            symlink(target, at(&format!("/{name}"))).step("make a link")?;
        }
        if Path::new(LINKER).exists() {
            fs::copy(LINKER, at(LINKER)).step("copy the linker's cache")?;
        }
        let dev = at("/dev");
        let made = devices.is_some();
        let devices = devices.map_or_else(small_tmpfs, Ok).step("make /dev")?;
        mount::attach(devices.as_fd(), &dev).step("mount /dev")?;
        for (path, tree) in host {
            let target = at(&path);
            tree.make_point(&target)?;
            mount::attach(tree.fd.as_fd(), &target).step(format!("mount {path}"))?;
        }
        if !made {
            seal(&dev)?;
        }
        mount::pivot(Path::new(STAGE)).step("enter the root")
    }

    /// Copies what is shown of the host, before the shared root covers it.
    fn copy_host(&self, with_devices: bool) -> Step<Vec<(String, Tree)>> {
        let mut trees = Vec::new();
        for name in self
            .mounted
            .iter()
            .filter(|name| !matches!(**name, "dev" | "etc"))
        {
            let path = format!("/{name}");
            trees.push((path.clone(), Tree::copy(Path::new(&path), mount::SHOWN)?));
        }
        for name in DEVICES.into_iter().filter(|_| with_devices) {
            let path = format!("/dev/{name}");
            trees.push((path.clone(), Tree::copy(Path::new(&path), DEVICE)?));
        }
        for name in CONFIGURATION.map(str::to_owned).into_iter().chain(javas()) {
            let path = format!("/etc/{name}");
            if Path::new(&path).exists() {
                trees.push((path.clone(), Tree::copy(Path::new(&path), mount::SHOWN)?));
            }
        }
        if let Ok(proc) = Tree::copy(Path::new(PROC), mount::SHOWN | libc::MOUNT_ATTR_NOEXEC) {
            trees.push((PROC.to_owned(), proc));
        }
        Ok(trees)
    }
}

/// Makes a `/dev` that is one mount in place of six, attached nowhere yet. Only the machine's root
/// may: nobody else makes devices, and in a user namespace's own file system they cannot be opened.
pub fn make_devices() -> io::Result<OwnedFd> {
    let dir = small_tmpfs()?;
    for name in DEVICES {
        let host = fs::metadata(format!("/dev/{name}"))?;
        if !host.file_type().is_char_device() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let name = sys::c(Path::new(name))?;
        sys::make_device(dir.as_fd(), &name, host.mode(), host.rdev())?;
    }
    mount::restrict_one(dir.as_fd(), DEVICE)?;
    Ok(dir)
}

fn small_tmpfs() -> io::Result<OwnedFd> {
    let options: [_; 3] = [(c"mode", c"0755"), (c"size", c"64k"), (c"nr_inodes", c"64")];
    mount::new(c"tmpfs", &options, 0)
}

/// Tells whether something is to be seen in a program's scratch, which is made for each execution.
pub fn is_in_scratch(mount: &Mount) -> bool {
    OWN.iter().any(|own| mount.target.starts_with(own))
}

/// Makes mount points in the shared root for what a program asks to see, but for what is to be seen
/// in its scratch. They stay: another mount namespace may have something mounted there.
pub fn make_points(mounts: &[Mount], trees: &[Tree]) -> Step<()> {
    for (mount, tree) in mounts.iter().zip(trees) {
        if !is_in_scratch(mount) {
            tree.make_point(&mount.target)?;
        }
    }
    Ok(())
}

/// Mounts what a program asks to see in the calling process's own copy of the shared root, and seals
/// that; returns what is to be seen in its scratch.
pub fn show(mounts: &[Mount], trees: Vec<Tree>) -> Step<Vec<(&Mount, Tree)>> {
    let mut in_scratch = Vec::new();
    for (mount, tree) in mounts.iter().zip(trees) {
        if is_in_scratch(mount) {
            in_scratch.push((mount, tree));
        } else {
            tree.show_at(&mount.target)?;
        }
    }
    // Only the root itself: what is mounted below keeps its own attributes.
    seal(Path::new("/"))?;
    Ok(in_scratch)
}

/// Completes what the calling process sees for one execution, but for `/proc`, and enters scratch.
pub fn complete(program: &Program, in_scratch: &[(&Mount, Tree)]) -> Step<OwnedFd> {
    let [tmp, scratch] = OWN.map(Path::new);
    mount_scratch(program, tmp, scratch)?;
    for (mount, tree) in in_scratch {
        tree.show_at(&mount.target)?;
    }
    place_files(program, scratch)?;
    std::env::set_current_dir(scratch).step("enter scratch")?;
    open_dir(scratch).step("open scratch")
}

/// The names in `/etc` that are Java's.
fn javas() -> Vec<String> {
    let entries = fs::read_dir("/etc").into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(JAVA))
        .collect();
    names.sort();
    names.truncate(MOST_JAVAS);
    names
}

/// A copied part of the host's tree that is mounted nowhere yet.
pub struct Tree {
    pub fd: OwnedFd,
    is_file: bool,
}

impl Tree {
    /// Copies what is at a host path, with these attributes added.
    pub fn copy(path: &Path, attributes: u64) -> Step<Tree> {
        let name = || format!("take {}", path.display());
        let is_file = !fs::metadata(path).step(name())?.is_dir();
        let fd = mount::copy(path).step(name())?;
        mount::make_private(fd.as_fd()).step(name())?;
        mount::restrict(fd.as_fd(), attributes).step(name())?;
        Ok(Tree { fd, is_file })
    }

    fn show_at(&self, target: &Path) -> Step<()> {
        self.make_point(target)?;
        mount::attach(self.fd.as_fd(), target).step(format!("mount on {}", target.display()))
    }

    /// Makes sure that there is something to mount it on.
    fn make_point(&self, target: &Path) -> Step<()> {
        let name = || format!("make a mount point at {}", target.display());
        if target.exists() {
            return Ok(());
        }
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).step(name())?;
        }
        if self.is_file {
            fs::File::create(target).map(drop).step(name())
        } else {
            fs::create_dir(target).step(name())
        }
    }
}

/// Mounts the `/proc` of the calling process's pid namespace over the host's, where the kernel
/// allows it.
pub fn mount_proc() -> Step<Option<OwnedFd>> {
    let at = Path::new(PROC);
    let flags = libc::MS_RDONLY | libc::MS_NOSUID | libc::MS_NODEV | libc::MS_NOEXEC;
    let proc = mount::new_at(c"proc", c"subset=pid", flags, at)
        .or_else(|_| mount::new_at(c"proc", c"", flags, at));
    // Inside a container whose /proc is masked the kernel refuses; then there is none. The host's
    // own must not stay: a program would see the host's processes in it.
    if proc.is_err() {
        let left = mount::detach(at);
        if at.join("self").exists() {
            left.step("let go of the host's /proc")?;
        }
        return Ok(None);
    }
    open_dir(at).step("open /proc").map(Some)
}

/// Mounts one tmpfs that holds both the scratch directory and `/tmp`, so that one size bounds
/// both.
fn mount_scratch(program: &Program, tmp: &Path, scratch: &Path) -> Step<()> {
    let limits = &program.limits;
    let size = limits.scratch.max(4096);
    // The three directories made here come on top.
    let inodes = limits.scratch_files.saturating_add(3);
    let options = format!("mode=0700,size={size},nr_inodes={inodes}");
    let options = sys::c(Path::new(&options)).step("size scratch")?;
    let flags = libc::MS_NOSUID | libc::MS_NODEV;
    mount::new_at(c"tmpfs", &options, flags, tmp).step("mount scratch")?;
    let mut make = DirBuilder::new();
    make.mode(0o700);
    for (name, target) in [("scratch", scratch), ("tmp", tmp)] {
        let path = tmp.join(name);
        make.create(&path).step("make scratch")?;
        // The second covers the mount that both are parts of.
        mount::bind(&path, target).step("mount scratch")?;
    }
    Ok(())
}

/// Writes the program's files. Nothing hostile runs yet, and the names were checked.
fn place_files(program: &Program, scratch: &Path) -> Step<()> {
    for file in &program.files {
        let name = || format!("write {}", file.name.display());
        let path = scratch.join(&file.name);
        if let Some(parent) = path.parent() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(parent)
                .step(name())?;
        }
        let mode = if file.executable { 0o700 } else { 0o600 };
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&path)
            .and_then(|mut open| open.write_all(&file.bytes))
            .step(name())?;
    }
    Ok(())
}

fn open_dir(path: &Path) -> io::Result<OwnedFd> {
    OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_DIRECTORY | libc::O_CLOEXEC)
        .open(path)
        .map(OwnedFd::from)
}

/// Makes the mount at a path read-only.
fn seal(path: &Path) -> Step<()> {
    let mount = open_dir(path).step("open a mount")?;
    mount::restrict_one(mount.as_fd(), mount::SHOWN).step("make a mount read-only")
}
