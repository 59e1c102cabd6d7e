//! Onsite's own Python packages, pinned by hash, in the data directory.
//!
//! The folder's name carries the lock file's hash and Python's version, so that a new lock or a
//! new Python makes a new one; a folder without its `ready` mark was cut off and is made anew. One
//! process makes it at a time; others wait.

use std::{
    fs::{self, File, TryLockError},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use onsite_domain::{code::Language, hex::hex};
use onsite_judge::{Judge, Runtime};
use rustix::process::{Pid, Signal, kill_process_group};
use sha2::{Digest as _, Sha256};

const LOCK: &str = include_str!("../../../python/requirements.lock");
const READY: &str = "ready";
/// The file that is locked by the process that makes an environment.
const MAKING: &str = "making";
const LOG: &str = "setup.log";
/// How often a running installer, or another process that makes the environment, is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// How the environment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvironmentState {
    /// Not looked at yet.
    Unknown,
    /// Being made.
    Preparing,
    /// There.
    Ready(PathBuf),
    /// It could not be made.
    Failed(String),
}

/// The environment of one data directory.
pub struct Environment {
    root: PathBuf,
    state: Mutex<EnvironmentState>,
}

impl Environment {
    /// The environment of a data directory; nothing is made yet.
    pub fn new(data: &Path) -> Self {
        Self {
            root: data.join("python"),
            state: Mutex::new(EnvironmentState::Unknown),
        }
    }

    /// How it stands.
    pub fn state(&self) -> EnvironmentState {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Makes it where it is not there, tells the judge, and returns how it stands; `stop` is
    /// asked while an installer runs.
    pub fn prepare(
        &self,
        judge: &Judge,
        tell: &dyn Fn(&str),
        stop: &dyn Fn() -> bool,
    ) -> EnvironmentState {
        let runtimes = judge.runtimes();
        let state = match runtimes.get(Language::Python) {
            None => EnvironmentState::Failed("no Python was found".to_owned()),
            Some(python) => {
                self.set(EnvironmentState::Preparing);
                match self.make(python, tell, stop) {
                    Ok(site) => {
                        judge.set_site_packages(site.clone());
                        EnvironmentState::Ready(site)
                    }
                    Err(message) => EnvironmentState::Failed(message),
                }
            }
        };
        if let EnvironmentState::Failed(message) = &state
            && !stop()
        {
            tracing::warn!(%message, "the Python environment is not ready; numpy is missing");
        }
        self.set(state.clone());
        state
    }

    fn set(&self, state: EnvironmentState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    fn make(
        &self,
        python: &Runtime,
        tell: &dyn Fn(&str),
        stop: &dyn Fn() -> bool,
    ) -> Result<PathBuf, String> {
        let folder = self
            .root
            .join(format!("{}-{}", lock_hash(), python.version()));
        if let Some(site) = made(&folder) {
            return Ok(site);
        }
        let making = self.lock(tell, stop)?;
        if let Some(site) = made(&folder) {
            return Ok(site);
        }
        let io = |what: &str, error| format!("{}: {what}: {error}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|e| io("cannot clear what was half made", e))?;
        }
        fs::create_dir_all(&folder).map_err(|e| io("cannot make the folder", e))?;
        let lock = folder.join("requirements.lock");
        fs::write(&lock, LOCK).map_err(|e| io("cannot write the lock file", e))?;
        tell("making a Python environment");
        let mut venv = Command::new(python.program());
        venv.args(["-m", "venv", "--clear"])
            .arg(folder.join("venv"));
        run(venv, &folder, &making, stop)?;
        tell("installing pinned Python packages");
        let mut pip = Command::new(folder.join("venv/bin/python"));
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args([
            "--no-input",
            "--only-binary",
            ":all:",
            "--require-hashes",
            "-r",
        ])
        .arg(&lock);
        run(pip, &folder, &making, stop)?;
        let site = site_packages(&folder)?;
        fs::write(folder.join(READY), "").map_err(|e| io("cannot mark it ready", e))?;
        Ok(site)
    }

    /// Waits until no other process makes an environment; none starts to until the file is closed,
    /// here and in every installer that has it.
    fn lock(&self, tell: &dyn Fn(&str), stop: &dyn Fn() -> bool) -> Result<File, String> {
        let path = self.root.join(MAKING);
        let io = |error| format!("{}: cannot lock it: {error}", path.display());
        fs::create_dir_all(&self.root).map_err(io)?;
        let file = File::create(&path).map_err(io)?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if stop() => return Err("stopped".to_owned()),
                Err(TryLockError::WouldBlock) => {
                    tell("waiting for another Onsite to make the Python environment");
                    thread::sleep(LOOK);
                }
                Err(TryLockError::Error(error)) => return Err(io(error)),
            }
        }
    }
}

/// The packages of an environment that was made to its end.
fn made(folder: &Path) -> Option<PathBuf> {
    let marked = folder.join(READY).is_file();
    marked.then(|| site_packages(folder).ok()).flatten()
}

/// A short hash of the pinned packages.
pub(crate) fn lock_hash() -> String {
    let digest = Sha256::digest(LOCK.as_bytes());
    hex(&digest[..6])
}

fn site_packages(folder: &Path) -> Result<PathBuf, String> {
    let library = folder.join("venv/lib");
    let entries = fs::read_dir(&library).map_err(|e| format!("{}: {e}", library.display()))?;
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.path().join("site-packages"))
        .find(|path| path.is_dir())
        .ok_or_else(|| format!("no site-packages below {}", library.display()))
}

/// Runs an installer to its end, its words into the log; ends it when told to stop. Its input, which
/// it does not read, is the locked file: should this process be killed, others wait for it.
fn run(
    mut command: Command,
    folder: &Path,
    making: &File,
    stop: &dyn Fn() -> bool,
) -> Result<(), String> {
    let log = folder.join(LOG);
    let open = || fs::OpenOptions::new().create(true).append(true).open(&log);
    let (input, out, err) = making
        .try_clone()
        .and_then(|input| Ok((input, open()?, open()?)))
        .map_err(|e| format!("cannot write {}: {e}", log.display()))?;
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child: Child = command
        .stdin(input)
        .stdout(out)
        .stderr(err)
        // A group of its own, so that what it starts ends with it.
        .process_group(0)
        .spawn()
        .map_err(|e| format!("cannot start {program}: {e}"))?;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => return Err(explain(&log)),
            Ok(None) if stop() => {
                let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
                let told = group.map(|group| kill_process_group(group, Signal::KILL));
                let ended = child.wait();
                tracing::debug!(?told, ?ended, "an installer was ended");
                return Err("stopped".to_owned());
            }
            Ok(None) => thread::sleep(LOOK),
            Err(error) => return Err(format!("cannot wait for {program}: {error}")),
        }
    }
}

/// What the log's end says, and what to do where it is known.
fn explain(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let last = text
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("no reason given");
    let help = if text.contains("ensurepip") {
        "install python3-venv"
    } else {
        "see that the package index can be reached, then start Onsite again"
    };
    format!(
        "{}; {help} (the whole of it: {})",
        last.trim(),
        log.display()
    )
}
