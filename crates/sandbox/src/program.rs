//! What to run: a program with its files, mounts, input and limits. Plain data, nothing is done
//! here.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// One program to run once.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// The argument vector; the first is the absolute path of the program inside the sandbox.
    pub arguments: Vec<OsString>,
    /// The whole environment: nothing is inherited.
    pub environment: Vec<(OsString, OsString)>,
    /// Files placed in the scratch directory before the start.
    pub files: Vec<File>,
    /// Host files and directories made visible read-only.
    pub mounts: Vec<Mount>,
    /// The bytes of standard input.
    pub stdin: Vec<u8>,
    /// What the program may use.
    pub limits: Limits,
    /// Paths relative to the scratch directory whose bytes are returned after the program ended.
    ///
    /// Only regular files with a single link are read, and no symbolic link is followed.
    pub collect: Vec<PathBuf>,
    /// Whether it finds a socket as file descriptor 4, where the machine has counters that may be
    /// read: to each message it answers with the instructions that the program's processes have run
    /// in user mode, in eight bytes of the machine's order. Never run from a Python that stands ready.
    pub counted: bool,
    /// How to run it from a Python that stands ready, which spares the start of one. Where that
    /// cannot be done or leaves a doubt, `arguments` are executed.
    pub warm: Option<Warm>,
}

/// A script for a Python that stands ready: it has started, read the script and imported modules
/// before the program's files, input and limits are known, and is copied for every execution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Warm {
    /// The interpreter and its options.
    pub interpreter: Vec<OsString>,
    /// The text of the script. It is read beforehand under a `__name__` other than `__main__`; its
    /// `main()` is the execution.
    pub script: String,
    /// Modules that are imported beforehand, trusted as the interpreter is.
    pub modules: Vec<String>,
    /// What stands in `sys.argv` behind the name of the script.
    pub arguments: Vec<OsString>,
}

/// A file placed in the scratch directory.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The path relative to the scratch directory; its parents are made.
    pub name: PathBuf,
    /// The content.
    pub bytes: Vec<u8>,
    /// Whether the program may execute it.
    pub executable: bool,
}

/// A host file or directory made visible read-only.
#[derive(Debug, Clone)]
pub struct Mount {
    /// The absolute path on the host.
    pub source: PathBuf,
    /// The absolute path inside the sandbox.
    pub target: PathBuf,
}

/// What one execution may use; the limits hold for all its processes together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Processor time.
    pub cpu: Duration,
    /// Time on the wall; longer by what the program waited for a free processor, up to [`STRETCH`]
    /// times as long in all.
    pub wall: Duration,
    /// Memory in bytes, files written to the scratch directory included.
    pub memory: u64,
    /// Processes and threads that may exist at once.
    pub processes: u32,
    /// Bytes of standard output; more ends the execution.
    pub output: u64,
    /// Bytes of standard error kept; the rest is dropped.
    pub stderr: u64,
    /// Bytes written to file descriptor 3; more ends the execution.
    pub result: u64,
    /// Bytes of files in the scratch directory and `/tmp` together.
    pub scratch: u64,
    /// Files and directories in the scratch directory and `/tmp` together.
    pub scratch_files: u32,
    /// File descriptors that one process may have open.
    pub open_files: u32,
    /// Bytes of each collected file; larger files are left out.
    pub collect_bytes: u64,
}

/// How many times its wall time a program may take while it waits for a processor.
pub const STRETCH: u32 = 8;

const MIB: u64 = 1 << 20;

impl Default for Limits {
    fn default() -> Self {
        Limits {
            cpu: Duration::from_secs(10),
            wall: Duration::from_secs(20),
            memory: 512 * MIB,
            processes: 64,
            output: 16 * MIB,
            stderr: 64 << 10,
            result: 16 * MIB,
            scratch: 128 * MIB,
            scratch_files: 4096,
            open_files: 256,
            collect_bytes: 64 * MIB,
        }
    }
}
