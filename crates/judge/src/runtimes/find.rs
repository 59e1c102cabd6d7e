//! Looks for the languages on this machine, and asks each who it is.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use onsite_domain::code::Language;

use super::{Found, Runtime};

/// Oldest Python that is used.
const OLDEST_PYTHON: (u32, u32) = (3, 9);
/// Oldest GCC that is used: the first with most of C++20.
const OLDEST_GCC: u32 = 10;
/// Oldest Java that is used.
const OLDEST_JAVA: u32 = 17;
/// Oldest Rust that is used, as minor version.
const OLDEST_RUST: u32 = 63;
/// Oldest R that is used.
const OLDEST_R: u32 = 4;
/// What a program may take to say which version it is; the first start after a boot reads a disk.
const PATIENCE: Duration = Duration::from_secs(20);
/// Most places on PATH that are tried.
const MOST_TRIED: usize = 32;
/// Most of what a program says that is read.
const MOST_SAID: u64 = 64 * 1024;

/// The first of a language that is there, whole and new enough.
pub(super) fn find(language: Language) -> Option<Runtime> {
    let (name, ask): (_, fn(&Path) -> Option<Runtime>) = match language {
        Language::Python => ("python3", find_python),
        Language::Cpp => ("g++", find_gcc),
        Language::Java => ("javac", find_java),
        Language::Rust => ("rustc", find_rust),
        Language::R => ("R", find_r),
    };
    candidates(name).iter().find_map(|program| ask(program))
}

/// The places where a program may be: on PATH in order, then the system's.
pub(super) fn candidates(name: &str) -> Vec<PathBuf> {
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

/// A JDK, by the compiler in it; what stands beside says which, so that nothing is started.
fn find_java(compiler: &Path) -> Option<Runtime> {
    let compiler = compiler.canonicalize().ok()?;
    let home = compiler.parent()?.parent()?;
    let program = home.join("bin/java");
    fs::File::open(home.join("lib/modules")).ok()?;
    let release = fs::read_to_string(home.join("release")).ok()?;
    let version = release
        .lines()
        .find_map(|line| line.strip_prefix("JAVA_VERSION=\"")?.strip_suffix('"'))?;
    let major: u32 = version.split(['.', '-', '+']).next()?.parse().ok()?;
    (major >= OLDEST_JAVA && is_executable(&program)).then_some(())?;
    Runtime::placed(version.to_owned(), program, home, "/runtime/java")
}

/// Asks a Rust where its real tree is; rustup's shim answers for the one it runs.
fn find_rust(program: &Path) -> Option<Runtime> {
    // Without a linker it compiles nothing.
    candidates("cc")
        .iter()
        .any(|linker| linker.starts_with("/usr"))
        .then_some(())?;
    let said = ask(program, &["--print", "sysroot"])?;
    let root = Path::new(said.trim());
    let own = root.join("bin/rustc");
    let said = ask(&own, &["--version"])?;
    let version = said.split_whitespace().nth(1)?.to_owned();
    let mut numbers = version
        .split(['.', '-'])
        .map_while(|part| part.parse::<u32>().ok());
    if (numbers.next()?, numbers.next()?) < (1, OLDEST_RUST) {
        return None;
    }
    fs::read_dir(root.join("lib/rustlib")).ok()?;
    Runtime::placed(version, own, root, "/runtime/rust")
}

/// Asks R where its tree is.
fn find_r(program: &Path) -> Option<Runtime> {
    let said = ask(program, &["RHOME"])?;
    let home = Path::new(said.trim()).canonicalize().ok()?;
    let said = ask(program, &["--version"])?;
    let version = said.strip_prefix("R version ")?.split_whitespace().next()?;
    (version.split('.').next()?.parse::<u32>().ok()? >= OLDEST_R).then_some(())?;
    let own = home.join("bin/exec/R");
    fs::File::open(&own).ok()?;
    Runtime::placed(version.to_owned(), own, &home, "/runtime/r")
}

/// One below `/usr`, which every program in the sandbox sees at its own place.
pub(super) fn find_valgrind(program: &Path) -> Option<Found> {
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
