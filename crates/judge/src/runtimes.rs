//! The languages on this machine: where each is, which version, and how to bring it into the
//! sandbox. Found once; nothing here runs an answer.

mod find;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use onsite_domain::code::Language;
use onsite_sandbox::Mount;

use crate::error::Error;
use find::{candidates, find, find_valgrind};

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
    languages: BTreeMap<Language, Runtime>,
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
        // Some take a while to say who they are, and none waits for another.
        let languages = std::thread::scope(|scope| {
            let asked =
                Language::ALL.map(|language| (language, scope.spawn(move || find(language))));
            asked
                .into_iter()
                .filter_map(|(language, found)| Some((language, found.join().ok()??)))
                .collect()
        });
        Self {
            languages,
            valgrind: candidates("valgrind").iter().find_map(|p| find_valgrind(p)),
        }
    }

    /// The valgrind that counts instructions, where one is installed for the whole system.
    pub const fn valgrind(&self) -> Option<&Found> {
        self.valgrind.as_ref()
    }

    /// The same without valgrind; growth is then measured by the machine's counters or by the
    /// clock alone.
    #[must_use]
    pub fn without_valgrind(mut self) -> Self {
        self.valgrind = None;
        self
    }

    /// The runtime of a language.
    pub fn get(&self, language: Language) -> Option<&Runtime> {
        self.languages.get(&language)
    }

    /// The same without one language; answers in it are then not run.
    #[must_use]
    pub fn without(mut self, language: Language) -> Self {
        self.languages.remove(&language);
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
            Language::Java => {
                "install a JDK 17 or newer, for example `sudo apt install openjdk-17-jdk-headless`"
            }
            Language::Rust => {
                "install Rust 1.63 or newer and a linker, for example `sudo apt install rustc gcc`, \
                 or with https://rustup.rs"
            }
            Language::R => "install R 4 or newer, for example `sudo apt install r-base-core`",
        }
    }
}
