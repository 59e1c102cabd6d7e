//! The `code` kind: test cases, limits, checkers, verdicts and what a judgement of code says.

mod language;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    given::{Changes, Given},
    growth::{AnswerGrowth, DeclaredGrowth, GrowthClass},
    signature::{Form, no_fields},
};

pub use language::{Allowance, Language};

/// What belongs to a `code` question.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeQuestion {
    /// Shape of the answer: function, class, round trip or program.
    pub form: Form,
    /// Limits per test case.
    pub limits: Limits,
    /// Limits that replace them for one language.
    pub language_limits: BTreeMap<Language, Limits>,
    /// How an output is judged.
    pub checker: Checker,
    /// Growth classes, where the question declares them.
    pub growth: Option<Box<DeclaredGrowth>>,
    /// Python source that makes inputs of a size, for measuring growth.
    pub growth_inputs: Option<String>,
    /// Test cases, samples first, in order of name.
    pub cases: Vec<TestCase>,
    /// Code that an answer starts from, where the question gives some.
    pub given: Option<Given>,
    /// Starter written by hand, where the generated one does not serve.
    pub starters: BTreeMap<Language, String>,
    /// Python source that makes the generated cases.
    pub generator: Option<String>,
    /// Python source that decides whether an input is legal.
    pub validator: Option<String>,
    /// Inputs the validator must refuse.
    pub invalid: Vec<(String, String)>,
    /// Answers that the package ships, with the judgement each must get.
    pub answers: Vec<ShippedAnswer>,
}

impl CodeQuestion {
    /// The limits that hold for a language.
    pub fn limits_for(&self, language: Language) -> Limits {
        self.language_limits
            .get(&language)
            .copied()
            .unwrap_or(self.limits)
    }

    /// Whether the question is asked in a language: given code stands in some languages only.
    pub fn is_asked_in(&self, language: Language) -> bool {
        let given = self.given.as_ref();
        given.is_none_or(|given| given.sources.contains_key(&language))
    }

    /// The answer that stands for the truth on inputs without one: the first accepted Python
    /// answer, else the first accepted one.
    pub fn reference(&self) -> Option<&ShippedAnswer> {
        let mut accepted = self
            .answers
            .iter()
            .filter(|a| a.expected == Verdict::Accepted);
        let first = accepted.clone().next();
        accepted.find(|a| a.language == Language::Python).or(first)
    }
}

/// An answer in the package, with the judgement it must get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedAnswer {
    /// Path inside the package, such as `submissions/accepted/alias.py`.
    pub path: String,
    /// Language, from the extension.
    pub language: Language,
    /// Source text.
    pub source: String,
    /// Verdict, from the folder.
    pub expected: Verdict,
    /// Why it gets that verdict, from the package.
    pub because: Option<String>,
    /// Name of the first case it must fail on, where the package says so.
    pub fails_on: Option<String>,
    /// The class of its time on the inputs of `growth.py`, where that is not what its verdict says.
    pub growth: Option<GrowthClass>,
}

/// What one test case may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// CPU time of the whole process tree, in milliseconds.
    pub cpu_ms: u64,
    /// Memory, in MiB.
    pub memory_mib: u64,
    /// Result and standard output, in KiB.
    #[serde(default = "Limits::default_output_kib")]
    pub output_kib: u64,
}

impl Limits {
    const fn default_output_kib() -> u64 {
        8 * 1024
    }
}

/// Whether a candidate sees a test case.
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
pub enum Group {
    /// Shown with the statement.
    Sample,
    /// Kept back.
    Secret,
    /// The candidate's own input.
    Own,
}

/// One input and what is expected of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestCase {
    /// Name, unique in the question, such as `03-zero-weights`.
    pub name: String,
    /// Sample or secret.
    pub group: Group,
    /// Where input and answer come from.
    pub data: CaseData,
}

/// Where a test case's input and answer come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseData {
    /// Files of the package.
    Written {
        /// The `.in` file: for a function a JSON array of arguments, for a class a JSON array of
        /// calls, for a round trip one JSON value, for a program its standard input.
        input: String,
        /// The `.ans` file: JSON, or for a program the expected standard output.
        answer: String,
    },
    /// Made by the package's generator.
    Generated {
        /// Its arguments.
        arguments: Vec<String>,
    },
}

/// How an output is judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Checker {
    /// Equal values; for programs equal lines, trailing white space aside.
    #[serde(deserialize_with = "no_fields")]
    Exact,
    /// Numbers equal within either tolerance, all else exactly.
    Float {
        /// Greatest absolute difference.
        absolute: f64,
        /// Greatest difference relative to the expected number.
        relative: f64,
    },
    /// Lists equal as multisets.
    AnyOrder {
        /// Also the lists inside, at every depth.
        #[serde(default)]
        nested: bool,
    },
    /// Equal to one of the listed answers.
    #[serde(deserialize_with = "no_fields")]
    OneOf,
    /// Draws agree with a distribution: the answer holds `{"distribution": [p0, p1, …]}` where a
    /// list of draws is expected.
    Statistical {
        /// Chance that a right answer fails one case.
        false_alarm: f64,
    },
    /// A program of the package decides.
    Program {
        /// Its Python source; in the package, its path.
        file: String,
    },
}

/// How a run of code ended, as the candidate is told.
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
pub enum Verdict {
    /// Right, within the limits.
    Accepted,
    /// The output is not right.
    WrongAnswer,
    /// Too much CPU or wall time.
    TimeLimitExceeded,
    /// Too much memory.
    MemoryLimitExceeded,
    /// Too much output.
    OutputLimitExceeded,
    /// An exception, a signal or a non-zero exit.
    RunTimeError,
    /// It does not compile.
    CompileError,
    /// The judge's fault; never counts against a candidate.
    JudgingError,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 8] = [
        Self::Accepted,
        Self::WrongAnswer,
        Self::TimeLimitExceeded,
        Self::MemoryLimitExceeded,
        Self::OutputLimitExceeded,
        Self::RunTimeError,
        Self::CompileError,
        Self::JudgingError,
    ];

    /// The name used in files, the API and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::WrongAnswer => "wrong_answer",
            Self::TimeLimitExceeded => "time_limit_exceeded",
            Self::MemoryLimitExceeded => "memory_limit_exceeded",
            Self::OutputLimitExceeded => "output_limit_exceeded",
            Self::RunTimeError => "run_time_error",
            Self::CompileError => "compile_error",
            Self::JudgingError => "judging_error",
        }
    }
}

/// What a judgement of code says beyond its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CodeDetail {
    /// The verdict over all cases: the first that is not accepted.
    pub verdict: Verdict,
    /// Language of the answer.
    pub language: Language,
    /// One entry per case that was run, in order.
    pub tests: Vec<TestResult>,
    /// Cases in the question; more than `tests` where judging stopped at the first failure.
    pub total_tests: u32,
    /// Compile time, in milliseconds; absent where nothing is compiled.
    pub compile_ms: Option<u64>,
    /// What the compiler said, shortened.
    pub compile_output: Option<String>,
    /// How far the answer moved away from given code that is to be mended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// How its cost grows, once that is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth: Option<Box<AnswerGrowth>>,
    /// Wall time of the whole judgement, in milliseconds.
    pub total_ms: u64,
}

/// One test case's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TestResult {
    /// Name of the case.
    pub name: String,
    /// Sample, secret or own.
    pub group: Group,
    /// How it ended.
    pub verdict: Verdict,
    /// CPU time, in milliseconds.
    pub cpu_ms: u64,
    /// Wall time, in milliseconds.
    pub wall_ms: u64,
    /// Peak memory, in KiB.
    pub memory_kib: u64,
    /// What may be shown of the case; absent where it stays hidden.
    pub shown: Option<ShownCase>,
}

/// What a candidate sees of one case, each text shortened to what a screen can hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShownCase {
    /// The input.
    pub input: String,
    /// The expected result; absent for own inputs when no reference could say.
    pub expected: Option<String>,
    /// The result given; absent where the program did not finish.
    pub actual: Option<String>,
    /// Standard output, apart from the result.
    pub stdout: String,
    /// Standard error: traceback or message.
    pub stderr: String,
    /// The difference in words: order, white space, type, tolerance, how it ended.
    pub differences: Vec<String>,
    /// Whether any of the texts was shortened.
    pub shortened: bool,
    /// Whether the input was shortened, so that it cannot be copied whole.
    pub input_shortened: bool,
}
