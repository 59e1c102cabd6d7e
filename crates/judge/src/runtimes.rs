//! The languages on this machine: where each is, which version, and how to bring it into the
//! sandbox. Found once; nothing here runs an answer.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use onsite_domain::code::Language;
use onsite_sandbox::Mount;

use crate::error::Error;

/// Oldest Python that is used.
const OLDEST_PYTHON: (u32, u32) = (3, 9);
/// Oldest GCC that is used: the first with most of C++20.
const OLDEST_GCC: u32 = 10;
/// What a program may take to say which version it is; the first start after a boot reads a disk.
const PATIENCE: Duration = Duration::from_secs(20);
/// Most places on PATH that are tried.
const MOST_TRIED: usize = 32;
/// Most of what a program says that is read.
const MOST_SAID: u64 = 64 * 1024;

/// One installed language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    version: String,
    program: PathBuf,
    inside: PathBuf,
    mounts: Vec<MountPoint>,
    library: Option<PathBuf>,
}

/// A mount that can be compared; the sandbox's cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MountPoint {
    source: PathBuf,
    target: PathBuf,
}

/// The languages that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runtimes {
    python: Option<Runtime>,
    cpp: Option<Runtime>,
    valgrind: Option<Found>,
}

/// What is known of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeStatus {
    /// The language.
    pub language: Language,
    /// What was found.
    pub found: Option<Found>,
    /// How to get it where nothing was found.
    pub missing_help: String,
}

/// An installed language as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Version, such as `3.11.7`.
    pub version: String,
    /// The program, links resolved.
    pub path: PathBuf,
}

impl Runtime {
    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The program on the host.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The program's path inside the sandbox.
    pub(crate) fn inside(&self) -> &Path {
        &self.inside
    }

    /// What has to be bound into the sandbox.
    pub(crate) fn mounts(&self) -> Vec<Mount> {
        self.mounts
            .iter()
            .map(|m| Mount {
                source: m.source.clone(),
                target: m.target.clone(),
            })
            .collect()
    }

    /// Where its shared libraries are inside the sandbox, if not where every program looks.
    pub(crate) fn library(&self) -> Option<&Path> {
        self.library.as_deref()
    }

    /// Places an installation: used as it is below `/usr`, else bound to `target`.
    fn placed(version: String, program: PathBuf, prefix: &Path, target: &str) -> Option<Self> {
        let prefix = prefix.canonicalize().ok()?;
        if prefix.starts_with("/usr") || prefix == Path::new("/") {
            return Some(Self {
                version,
                inside: program.clone(),
                program,
                mounts: Vec::new(),
                library: None,
            });
        }
        let target = Path::new(target);
        Some(Self {
            version,
            inside: target.join(program.strip_prefix(&prefix).ok()?),
            program,
            library: Some(target.join("lib")),
            mounts: vec![MountPoint {
                source: prefix,
                target: target.to_owned(),
            }],
        })
    }
}

impl Runtimes {
    /// Looks for every language on PATH, and where systems usually keep it.
    pub fn find() -> Self {
        Self {
            python: candidates("python3").iter().find_map(|p| find_python(p)),
            cpp: candidates("g++").iter().find_map(|p| find_gcc(p)),
            valgrind: candidates("valgrind").iter().find_map(|p| find_valgrind(p)),
        }
    }

    /// The valgrind that counts instructions, where one is installed for the whole system.
    pub const fn valgrind(&self) -> Option<&Found> {
        self.valgrind.as_ref()
    }

    /// The same without valgrind; growth is then measured by the clock alone.
    #[must_use]
    pub fn without_valgrind(mut self) -> Self {
        self.valgrind = None;
        self
    }

    /// The runtime of a language.
    pub const fn get(&self, language: Language) -> Option<&Runtime> {
        match language {
            Language::Python => self.python.as_ref(),
            Language::Cpp => self.cpp.as_ref(),
        }
    }

    /// The same without one language; answers in it are then not run.
    #[must_use]
    pub fn without(mut self, language: Language) -> Self {
        match language {
            Language::Python => self.python = None,
            Language::Cpp => self.cpp = None,
        }
        self
    }

    /// What is known of every language.
    pub fn status(&self) -> Vec<RuntimeStatus> {
        Language::ALL
            .into_iter()
            .map(|language| RuntimeStatus {
                language,
                found: self.get(language).map(|runtime| Found {
                    version: runtime.version.clone(),
                    path: runtime.program.clone(),
                }),
                missing_help: Self::help(language).to_owned(),
            })
            .collect()
    }

    /// The runtime of a language; an error that says how to get it where it is missing.
    pub(crate) fn need(&self, language: Language) -> Result<&Runtime, Error> {
        self.get(language).ok_or_else(|| Error::LanguageMissing {
            language,
            help: Self::help(language).to_owned(),
        })
    }

    /// How to get a language.
    const fn help(language: Language) -> &'static str {
        match language {
            Language::Python => {
                "install Python 3.9 or newer, for example `sudo apt install python3`"
            }
            Language::Cpp => "install GCC 10 or newer, for example `sudo apt install g++`",
        }
    }
}

/// The places where a program may be: on PATH in order, then the system's.
fn candidates(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = Vec::new();
    let folders = env::split_paths(&path)
        .take(MOST_TRIED)
        .chain([PathBuf::from("/usr/bin"), PathBuf::from("/usr/local/bin")]);
    for folder in folders.filter(|folder| folder.is_absolute()) {
        let program = folder.join(name);
        if is_executable(&program) && !found.contains(&program) {
            found.push(program);
        }
    }
    found
}

fn is_executable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Asks a Python where its real tree is; a version manager's shim answers for the one it runs.
fn find_python(program: &Path) -> Option<Runtime> {
    const ASK: &str = "import os, sys\n\
        own = getattr(sys, '_base_executable', None) or sys.executable\n\
        print('%d.%d.%d' % sys.version_info[:3], os.path.realpath(own), sys.base_prefix, \
        os.path.dirname(os.__file__), sep='\\n')";
    let said = ask(program, &["-I", "-S", "-B", "-c", ASK])?;
    let mut lines = said.lines();
    let version = lines.next()?.to_owned();
    let (own, prefix, library) = (lines.next()?, lines.next()?, lines.next()?);
    let mut numbers = version.split('.').map_while(|part| part.parse().ok());
    if (numbers.next()?, numbers.next()?) < OLDEST_PYTHON {
        return None;
    }
    // One that the present user can start but not read would fail inside the sandbox.
    fs::File::open(own).ok()?;
    fs::File::open(Path::new(library).join("os.py")).ok()?;
    Runtime::placed(version, own.into(), Path::new(prefix), "/runtime/python")
}

fn find_gcc(program: &Path) -> Option<Runtime> {
    let version = ask(program, &["-dumpfullversion", "-dumpversion"])?;
    let version = version.trim().to_owned();
    if version.split('.').next()?.parse::<u32>().ok()? < OLDEST_GCC {
        return None;
    }
    // A driver without the compiler proper prints the bare name.
    let compiler = ask(program, &["-print-prog-name=cc1plus"])?;
    fs::File::open(compiler.trim()).ok()?;
    // Below `/usr` it goes by the name it was found under: a compiler cache tells the compiler it
    // stands for by that.
    let folder = program.parent()?.canonicalize().ok()?;
    let own = if folder.starts_with("/usr") {
        folder.join(program.file_name()?)
    } else {
        program.canonicalize().ok()?
    };
    let prefix = own.parent()?.parent()?.to_owned();
    Runtime::placed(version, own, &prefix, "/runtime/cpp")
}

/// One below `/usr`, which every program in the sandbox sees at its own place.
fn find_valgrind(program: &Path) -> Option<Found> {
    let path = program.canonicalize().ok()?;
    let said = ask(program, &["--version"]).filter(|_| path.starts_with("/usr"))?;
    Some(Found {
        version: said.trim().strip_prefix("valgrind-")?.to_owned(),
        path,
    })
}

/// Runs a program with arguments and returns what it says; nothing where it fails or dawdles.
fn ask(program: &Path, arguments: &[&str]) -> Option<String> {
    use std::io::Read;
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let deadline = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(2));
            }
            _ => break None,
        }
    };
    let Some(status) = status else {
        // It is ours and it hangs; that it may be gone by now is no matter.
        let _ = child.kill();
        let _ = child.wait();
        return None;
    };
    let mut said = String::new();
    child
        .stdout
        .take()?
        .take(MOST_SAID)
        .read_to_string(&mut said)
        .ok()?;
    (status.success() && !said.trim().is_empty()).then_some(said)
}
