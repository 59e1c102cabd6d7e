//! The programming languages that answers may be written in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A programming language that answers may be written in.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Python 3.
    Python,
    /// C++ (GCC, C++20).
    Cpp,
    /// Java 17 or newer.
    Java,
    /// Rust, edition 2021.
    Rust,
    /// R 4.
    R,
}

/// What is said of a language.
struct Facts {
    name: &'static str,
    title: &'static str,
    extension: &'static str,
    /// Other names and extensions that are understood.
    also: &'static [&'static str],
    compiled: bool,
    allowance: Allowance,
}

/// What a language's own runtime may use on top of a question's limits, so that no right answer
/// fails for its size: to start, and for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Processor time, in milliseconds, for every start.
    pub cpu_ms: u64,
    /// Memory, in MiB.
    pub memory_mib: u64,
}

impl Allowance {
    const NONE: Self = Self {
        cpu_ms: 0,
        memory_mib: 0,
    };
}

impl Language {
    /// Every language, in the order in which they are listed.
    pub const ALL: [Self; 5] = [Self::Python, Self::Cpp, Self::Java, Self::Rust, Self::R];

    /// The languages in which every question ships an accepted answer.
    pub const REQUIRED: [Self; 2] = [Self::Python, Self::Cpp];

    const fn facts(self) -> Facts {
        let (name, title, extension, also): (_, _, _, &[_]) = match self {
            Self::Python => ("python", "Python", "py", &["python3"]),
            Self::Cpp => ("cpp", "C++", "cpp", &["cc", "cxx", "c++"]),
            Self::Java => ("java", "Java", "java", &[]),
            Self::Rust => ("rust", "Rust", "rs", &[]),
            Self::R => ("r", "R", "R", &[]),
        };
        Facts {
            name,
            title,
            extension,
            also,
            compiled: matches!(self, Self::Cpp | Self::Java | Self::Rust),
            allowance: match self {
                // The heap is bounded by the question's limit; beside it stand code, classes and a
                // stack for deep recursion.
                Self::Java => Allowance {
                    cpu_ms: 1000,
                    memory_mib: 256,
                },
                Self::R => Allowance {
                    cpu_ms: 500,
                    memory_mib: 128,
                },
                Self::Python | Self::Cpp | Self::Rust => Allowance::NONE,
            },
        }
    }

    /// The name used in files, the API and on the command line.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// The name as shown.
    pub const fn title(self) -> &'static str {
        self.facts().title
    }

    /// The file extension, without the dot.
    pub const fn extension(self) -> &'static str {
        self.facts().extension
    }

    /// Whether an answer is compiled before it runs.
    pub const fn is_compiled(self) -> bool {
        self.facts().compiled
    }

    /// What its runtime may use on top of a question's limits.
    pub const fn allowance(self) -> Allowance {
        self.facts().allowance
    }

    /// The names of all, for a message.
    pub fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    /// The endings of all, for a message.
    pub fn endings() -> String {
        Self::ALL
            .map(|language| format!(".{}", language.extension()))
            .join(", ")
    }

    /// Finds the language by its name or file extension.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| {
            let facts = language.facts();
            facts.name == name || facts.extension == name || facts.also.contains(&name)
        })
    }
}
