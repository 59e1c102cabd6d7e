//! Packages in the formats of Kattis and the ICPC, as plain values: what was read of one, and how
//! the results of its cases add up. Nothing here reads a file or runs a program.

use std::path::PathBuf;

use serde::Serialize;

use crate::code::{self, Group as Part, Verdict};

mod grade;

pub use grade::{GradeError, Graded};

/// A package whose submissions can be judged.
#[derive(Clone, Debug)]
pub struct Package {
    /// Name of its folder.
    pub name: String,
    /// Title, in English where it has one.
    pub title: String,
    /// The format that it is written in.
    pub format: Format,
    /// Whether an accepted submission also gets a score.
    pub scoring: bool,
    /// Whether a lower score is better.
    pub minimize: bool,
    /// Whether submission and output validator talk to each other.
    pub interactive: bool,
    /// Limits.
    pub limits: Limits,
    /// How an output is judged.
    pub validation: Validation,
    /// The whole of the test data: the groups `sample` and `secret`.
    pub data: Group,
    /// Submissions that come with it.
    pub submissions: Vec<Submission>,
    /// Files that are added to every submission.
    pub includes: Vec<Include>,
    /// Whose it is.
    pub credit: Credit,
}

/// The version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `legacy`, and `legacy-icpc`, which is a part of it.
    Legacy,
    /// `2023-07`: the layout of the newer format, groups as in the older.
    Draft,
    /// `2025-09`.
    Modern,
}

/// Whose a package is, as it says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was first used.
    pub source: Option<String>,
    /// The address of that.
    pub source_url: Option<String>,
    /// The licence, by its name in the format.
    pub licence: String,
    /// Who owns the rights.
    pub rights_owner: Option<String>,
}

/// What submissions, compilers and validators may use.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Processor time per case in milliseconds, where the package fixes it.
    pub time_ms: Option<u64>,
    /// How many thousandths of the slowest accepted submission's time the limit is, where it is not
    /// fixed.
    pub permille: u64,
    /// What a limit that is worked out is a multiple of, in milliseconds.
    pub resolution_ms: u64,
    /// How a limit that is worked out is rounded: up, else to the nearest.
    pub round_up: bool,
    /// Memory, in MiB.
    pub memory_mib: u64,
    /// Output, in MiB.
    pub output_mib: u64,
    /// Source text, in KiB.
    pub code_kib: u64,
    /// Processor time to compile, in seconds.
    pub compile_seconds: u64,
    /// Memory to compile, in MiB.
    pub compile_mib: u64,
    /// Processor time of a validator, in seconds.
    pub validation_seconds: u64,
    /// Memory of a validator, in MiB.
    pub validation_mib: u64,
    /// Output of a validator, in MiB.
    pub validation_output_mib: u64,
}

/// How an output is judged.
#[derive(Clone, Debug)]
pub enum Validation {
    /// Token by token.
    Default,
    /// By programs of the package, all of which must accept.
    Custom {
        /// The programs.
        validators: Vec<Program>,
        /// Whether they give scores.
        score: bool,
    },
}

/// A language that programs of packages are run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// C, by the compiler of C++.
    C,
    /// One that questions are answered in too.
    In(code::Language),
}

impl Written {
    /// The name used on the command line and in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::C => "c",
            Self::In(language) => language.name(),
        }
    }

    /// Finds the language by a file's ending, without the dot, or by its code in the format.
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "c" => Some(Self::C),
            "C" => Some(Self::In(code::Language::Cpp)),
            "py3" => Some(Self::In(code::Language::Python)),
            other => code::Language::find(other)
                .filter(|language| *language != code::Language::R)
                .map(Self::In),
        }
    }
}

/// A program: one file, or the files of one folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Path inside the package, or as it was named.
    pub path: String,
    /// Its language.
    pub language: Written,
    /// The file it starts with, where the language asks for one.
    pub entry: Option<String>,
    /// All its files.
    pub files: Vec<SourceFile>,
}

/// A file of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path inside the program.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Files that are added to every submission in one language, or in any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The language; nothing for all of them.
    pub language: Option<Written>,
    /// The files.
    pub files: Vec<SourceFile>,
}

/// A submission of the package.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Its program.
    pub program: Program,
    /// What it must get.
    pub expected: Expected,
}

/// What a submission must get.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expected {
    /// The folder that says so.
    pub folder: String,
    /// Verdicts, one of which it must get as a whole.
    pub verdicts: Vec<Verdict>,
    /// Verdicts that single cases may get.
    pub permitted: Vec<Verdict>,
    /// Whether its score must be less than the best.
    pub partial: bool,
    /// The range that its score must lie in, where the package says one.
    pub score: Option<(f64, f64)>,
    /// Whether its time tells the limit where that is not fixed.
    pub sets_limit: bool,
}

impl Expected {
    /// Whether a judgement is what was expected; `best` is the best score there is, where known.
    pub fn is_met(
        &self,
        verdict: Verdict,
        cases: &[Verdict],
        score: Option<f64>,
        best: Option<f64>,
    ) -> bool {
        let short = |score: f64| best.is_none_or(|best| (score - best).abs() > 1e-9);
        let scored = match (self.score, score) {
            (Some((least, most)), Some(score)) => (least - 1e-9..=most + 1e-9).contains(&score),
            (Some(_), None) => false,
            (None, _) => true,
        };
        self.verdicts.contains(&verdict)
            && cases.iter().all(|case| self.permitted.contains(case))
            && (!self.partial || score.is_some_and(short))
            && scored
    }
}

/// Test cases that are graded together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Path below `data`, such as `secret/small`; empty for the whole.
    pub name: String,
    /// How the results below add up.
    pub rules: Rules,
    /// Cases and groups, in the order in which they are run.
    pub children: Vec<Child>,
}

/// What a group holds.
#[derive(Clone, Debug)]
pub enum Child {
    /// A test case.
    Case(Case),
    /// A group.
    Group(Group),
}

impl Group {
    /// The cases of this group and of those below, in order.
    pub fn cases(&self) -> Vec<&Case> {
        let mut cases = Vec::new();
        for child in &self.children {
            match child {
                Child::Case(case) => cases.push(case),
                Child::Group(group) => cases.extend(group.cases()),
            }
        }
        cases
    }

    /// The best score that can be had, where it is bounded.
    pub fn best_score(&self, minimize: bool) -> Option<f64> {
        match &self.rules {
            Rules::Legacy(rules) => {
                let best = if minimize {
                    rules.range.0
                } else {
                    rules.range.1
                };
                best.is_finite().then_some(best)
            }
            Rules::Modern(rules) if self.name.is_empty() => {
                let secret = self.children.iter().find_map(|child| match child {
                    Child::Group(group) if group.name == "secret" => Some(group),
                    _ => None,
                });
                secret.map_or(rules.max_score, |group| group.best_score(minimize))
            }
            Rules::Modern(rules) => rules.max_score,
        }
    }
}

/// An input, and the file that helps to judge what is made of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Path below `data`, without ending.
    pub name: String,
    /// Sample or secret.
    pub group: Part,
    /// The file with the input.
    pub input: PathBuf,
    /// The answer file.
    pub answer: PathBuf,
    /// Arguments of the output validator.
    pub flags: Vec<String>,
    /// Arguments of the submission.
    pub arguments: Vec<String>,
}

/// How the results of a group add up.
#[derive(Clone, Debug, PartialEq)]
pub enum Rules {
    /// By the default grader of the older format.
    Legacy(LegacyRules),
    /// By the newer format.
    Modern(ModernRules),
}

/// The default grader's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct LegacyRules {
    /// Whether the first result that is not accepted ends the group.
    pub break_on_reject: bool,
    /// Score of an accepted case.
    pub accept_score: f64,
    /// Score of any other case.
    pub reject_score: f64,
    /// Least and greatest score.
    pub range: (f64, f64),
    /// How verdicts add up.
    pub verdicts: VerdictMode,
    /// How scores add up.
    pub scores: ScoreMode,
    /// Whether only the last result counts, which is that of `secret`.
    pub ignore_sample: bool,
    /// Whether one accepted result is enough.
    pub accept_if_any: bool,
}

impl Default for LegacyRules {
    fn default() -> Self {
        Self {
            break_on_reject: true,
            accept_score: 1.0,
            reject_score: 0.0,
            range: (f64::NEG_INFINITY, f64::INFINITY),
            verdicts: VerdictMode::WorstError,
            scores: ScoreMode::Sum,
            ignore_sample: false,
            accept_if_any: false,
        }
    }
}

/// How verdicts add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictMode {
    /// The worst.
    WorstError,
    /// The first that is not accepted.
    FirstError,
    /// Accepted, whatever they are.
    AlwaysAccept,
}

/// How scores add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreMode {
    /// Their sum.
    Sum,
    /// Their mean.
    Average,
    /// The least.
    Least,
    /// The greatest.
    Greatest,
}

/// A group's settings in the newer format.
#[derive(Clone, Debug, PartialEq)]
pub struct ModernRules {
    /// The greatest score; nothing where it is unbounded.
    pub max_score: Option<f64>,
    /// How scores add up.
    pub aggregation: Aggregation,
    /// Groups without which this one is not run.
    pub require_pass: Vec<String>,
}

/// How scores add up in the newer format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// All or nothing.
    PassFail,
    /// Their sum.
    Sum,
    /// The least.
    Least,
}

/// What a case gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseScore {
    /// Its verdict.
    pub verdict: Verdict,
    /// The score that a validator gave.
    pub score: Option<f64>,
    /// The share of the case's score that a validator gave.
    pub share: Option<f64>,
}

/// The time limit, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeLimit {
    /// Processor time per case, in milliseconds.
    pub millis: u64,
    /// The submission that was slowest, where the limit was worked out.
    pub slowest: Option<String>,
    /// What that took on its slowest case, in milliseconds.
    pub slowest_ms: Option<u64>,
}

/// How a submission to a package fared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PackageJudged {
    /// The verdict as a whole.
    pub verdict: Verdict,
    /// The score, where the package is scoring and the submission accepted, or rejected in part.
    pub score: Option<f64>,
    /// One entry per case that was run, in order.
    pub tests: Vec<CaseResult>,
    /// Cases in the package.
    pub total_tests: u32,
    /// Compile time, in milliseconds; absent where nothing is compiled.
    pub compile_ms: Option<u64>,
    /// What the compiler said.
    pub compile_output: Option<String>,
    /// Wall time of the whole judgement, in milliseconds.
    pub total_ms: u64,
    /// Layers of protection that were active.
    #[serde(skip)]
    pub layers: Vec<String>,
}

/// One test case's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseResult {
    /// Path below `data`, without ending.
    pub name: String,
    /// Sample or secret.
    pub group: Part,
    /// How it ended.
    pub verdict: Verdict,
    /// Processor time, in milliseconds.
    pub cpu_ms: u64,
    /// Wall time, in milliseconds.
    pub wall_ms: u64,
    /// Peak memory, in KiB.
    pub memory_kib: u64,
    /// Score that a validator gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Why, in the validator's words or ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
