//! What the tests share: a sandbox, the compiled attacks, and the search for what was left.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use onsite_sandbox::{Cancel, Ending, Error, Execution, File, Helper, Limits, Program, Sandbox};

/// The word that makes this binary the helper.
pub const HELPER: &str = "sandbox-helper";

/// The source of all attacks.
const ATTACKS: &str = concat!(
    include_str!("attacks/common.c"),
    include_str!("attacks/boundaries.c"),
    include_str!("attacks/files.c"),
    include_str!("attacks/resources.c"),
    include_str!("attacks/main.c"),
);

/// A sandbox on this machine, and what stood on the machine before it was used.
pub struct Machine {
    pub sandbox: Sandbox,
    mounts: String,
}

/// Tells how many times slower than a machine of its own this one is: what an emulated machine is
/// started with. Waiting for what must come to pass takes so much longer; nothing else changes.
pub fn slowdown() -> u32 {
    let Ok(text) = std::env::var("ONSITE_TEST_SLOWDOWN") else {
        return 1;
    };
    let slowdown = text.parse().ok().filter(|n| (1..=100).contains(n));
    slowdown.expect("ONSITE_TEST_SLOWDOWN is a number from 1 to 100")
}

/// The time that honest work gets here which takes this long on a machine of its own.
pub fn patient(time: Duration) -> Duration {
    time * slowdown()
}

pub fn helper() -> Helper {
    let program = std::env::current_exe().expect("this binary has a path");
    Helper {
        program,
        arguments: vec![HELPER.into()],
    }
}

fn mounts() -> String {
    fs::read_to_string("/proc/self/mountinfo").expect("/proc is mounted")
}

/// Limits that keep a test short and are far from what honest programs here need.
pub fn limits() -> Limits {
    Limits {
        cpu: patient(Duration::from_secs(2)),
        wall: patient(Duration::from_secs(6)),
        memory: 64 << 20,
        processes: 32,
        output: 1 << 20,
        result: 1 << 20,
        scratch: 32 << 20,
        scratch_files: 500,
        ..Limits::default()
    }
}

pub fn program(arguments: &[&str]) -> Program {
    Program {
        arguments: arguments.iter().map(Into::into).collect(),
        environment: vec![("PATH".into(), "/usr/bin:/bin".into())],
        limits: limits(),
        ..Program::default()
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Machine {
    pub fn new() -> Result<Machine, Error> {
        let mounts = mounts();
        Ok(Machine {
            sandbox: Sandbox::new(helper())?,
            mounts,
        })
    }

    pub fn run(&self, program: &Program) -> Execution {
        self.sandbox
            .run(program, &Cancel::new())
            .expect("the sandbox works")
    }

    /// Compiles C inside the sandbox.
    pub fn compile(&self, source: &str, options: &[&str]) -> Vec<u8> {
        let gcc = ["/usr/bin/gcc", "-O1", "-w", "-o", "a", "a.c"];
        let mut gcc = program(&[&gcc, options].concat());
        gcc.files.push(file("a.c", source.as_bytes(), false));
        gcc.collect.push("a".into());
        gcc.limits = Limits {
            cpu: patient(Duration::from_secs(30)),
            wall: patient(Duration::from_secs(90)),
            ..Limits::default()
        };
        let execution = self.run(&gcc);
        assert_eq!(
            execution.ending,
            Ending::Exited(0),
            "{}",
            text(&execution.stderr)
        );
        let (_, bytes) = execution
            .collected
            .into_iter()
            .next()
            .expect("gcc wrote the program");
        bytes
    }

    /// Makes the program of one attack.
    pub fn attack(&self, arguments: &[&str]) -> Program {
        static COMPILED: OnceLock<Vec<u8>> = OnceLock::new();
        let attacks = COMPILED.get_or_init(|| self.compile(ATTACKS, &["-pthread"]));
        let mut program = program(&[&["/scratch/a"], arguments].concat());
        program.files.push(file("a", attacks, true));
        program
    }

    /// Makes the program of an attack that goes on until it is ended: its time need not be patient.
    pub fn endless(&self, arguments: &[&str]) -> Program {
        let mut program = self.attack(arguments);
        program.limits.cpu = Duration::from_secs(2);
        program.limits.wall = Duration::from_secs(6);
        program
    }

    /// Holds that nothing is left, and that the next program runs as if nothing had been.
    pub fn assert_clean(&self) {
        let execution = self.run(&program(&[
            "/bin/sh",
            "-c",
            "ls -A /scratch /tmp; echo still here",
        ]));
        assert_eq!(execution.ending, Ending::Exited(0));
        assert_eq!(text(&execution.stdout), "/scratch:\n\n/tmp:\nstill here\n");
        let helpers = children(&BTreeSet::from([std::process::id()]));
        assert!(!helpers.is_empty(), "the helper waits for more");
        let standing = standing_ready(&[LAUNCHER, PYTHON]);
        assert_eq!(
            children(&helpers),
            standing,
            "no process of the sandbox is left but launchers and Pythons that stand ready"
        );
        assert_eq!(children(&standing), BTreeSet::new(), "no copy is left");
        let mut groups = groups(&helpers);
        groups.retain(|group| {
            let members = fs::read_to_string(group.join("cgroup.procs")).unwrap_or_default();
            !members
                .lines()
                .any(|pid| pid.parse().is_ok_and(|pid| standing.contains(&pid)))
        });
        // In legacy hierarchies the next execution of a helper takes an empty one over.
        let mut kept = BTreeSet::new();
        for group in &groups {
            let members = fs::read_to_string(group.join("cgroup.procs")).unwrap_or_default();
            assert_eq!(members, "", "{} is empty", group.display());
            assert!(
                !group.join("cgroup.controllers").exists(),
                "{}",
                group.display()
            );
            let name = group.file_name().expect("a name").to_string_lossy();
            let maker = name.rsplit_once('.').expect("a number").0.to_owned();
            let place = (group.parent().expect("a hierarchy").to_owned(), maker);
            assert!(kept.insert(place), "{} is one too many", group.display());
        }
        assert_eq!(mounts(), self.mounts, "no mount is left");
    }
}

/// What helpers keep: those who start processes for them, by the name of the process, and Pythons, by
/// what stands in the command line.
pub const LAUNCHER: (&str, &str) = ("comm", "onsite-launcher");
pub const PYTHON: (&str, &str) = ("cmdline", "A Python that stands ready");

/// The processes behind the helpers that are one of these.
pub fn standing_ready(kinds: &[(&str, &str)]) -> BTreeSet<u32> {
    let helpers = children(&BTreeSet::from([std::process::id()]));
    let mut standing = children(&helpers);
    standing.retain(|pid| {
        kinds.iter().any(|(file, name)| {
            let said = fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
            text(&said).contains(name)
        })
    });
    standing
}

pub fn file(name: &str, bytes: &[u8], executable: bool) -> File {
    File {
        name: name.into(),
        bytes: bytes.to_vec(),
        executable,
    }
}

/// Lists the children of processes.
pub fn children(of: &BTreeSet<u32>) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir("/proc").expect("/proc is mounted").flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let parent = stat
            .rsplit_once(')')
            .and_then(|(_, rest)| rest.split_whitespace().nth(1));
        if parent
            .and_then(|parent| parent.parse().ok())
            .is_some_and(|p: u32| of.contains(&p))
        {
            found.insert(pid);
        }
    }
    found
}

/// Lists the control groups of executions of these helpers, in every hierarchy.
pub fn groups(helpers: &BTreeSet<u32>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    groups_beneath(Path::new("/sys/fs/cgroup"), helpers, &mut found);
    found
}

fn groups_beneath(dir: &Path, helpers: &BTreeSet<u32>, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        // Only directories are groups; the links beside them name hierarchies twice.
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let name = entry.file_name();
        let maker = name.to_str().and_then(|name| {
            let mut parts = name.strip_prefix("run.")?.split('.');
            parts.next()?.parse().ok()
        });
        if maker.is_some_and(|pid: u32| helpers.contains(&pid)) {
            found.push(entry.path());
        }
        groups_beneath(&entry.path(), helpers, found);
    }
}

pub mod as_user {
    //! Running this binary as an ordinary user.

    use std::io;
    use std::os::unix::fs::PermissionsExt;
    use std::path::{Path, PathBuf};

    /// A user that no system gives to anybody.
    pub const ID: u32 = 64_242;

    /// A copy of this binary, removed when dropped.
    pub struct Copy {
        dir: tempfile::TempDir,
    }

    impl Copy {
        pub fn binary(&self) -> PathBuf {
            self.dir.path().join("it")
        }
    }

    pub fn copy_of_this_binary() -> io::Result<Copy> {
        let copy = Copy {
            dir: tempfile::tempdir()?,
        };
        let open =
            |path: &Path| std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755));
        open(copy.dir.path())?;
        std::fs::copy(std::env::current_exe()?, copy.binary())?;
        open(&copy.binary())?;
        Ok(copy)
    }
}
