//! Growth classes: what a candidate claims, a question expects and a measurement finds of time and
//! space.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A class of growth in the size of the input, written as the command line prints it.
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
pub enum GrowthClass {
    /// Does not grow.
    #[serde(rename = "1")]
    Constant,
    /// Logarithmic.
    #[serde(rename = "log n")]
    Logarithmic,
    /// Square root.
    #[serde(rename = "sqrt n")]
    SquareRoot,
    /// Linear.
    #[serde(rename = "n")]
    Linear,
    /// Linear times a logarithm.
    #[serde(rename = "n log n")]
    Linearithmic,
    /// Linear times a square root.
    #[serde(rename = "n sqrt n")]
    LinearSquareRoot,
    /// Quadratic.
    #[serde(rename = "n^2")]
    Quadratic,
    /// Quadratic times a logarithm.
    #[serde(rename = "n^2 log n")]
    QuadraticLogarithmic,
    /// Cubic.
    #[serde(rename = "n^3")]
    Cubic,
    /// Exponential.
    #[serde(rename = "2^n")]
    Exponential,
}

impl GrowthClass {
    /// Every class, the slowest growing first.
    pub const ALL: [Self; 10] = [
        Self::Constant,
        Self::Logarithmic,
        Self::SquareRoot,
        Self::Linear,
        Self::Linearithmic,
        Self::LinearSquareRoot,
        Self::Quadratic,
        Self::QuadraticLogarithmic,
        Self::Cubic,
        Self::Exponential,
    ];

    /// The class as it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Constant => "1",
            Self::Logarithmic => "log n",
            Self::SquareRoot => "sqrt n",
            Self::Linear => "n",
            Self::Linearithmic => "n log n",
            Self::LinearSquareRoot => "n sqrt n",
            Self::Quadratic => "n^2",
            Self::QuadraticLogarithmic => "n^2 log n",
            Self::Cubic => "n^3",
            Self::Exponential => "2^n",
        }
    }

    /// Whether it grows faster than another by more than a logarithm.
    pub fn is_far_above(self, other: Self) -> bool {
        let a_logarithm_more = match other {
            Self::Constant => Some(Self::Logarithmic),
            Self::Linear => Some(Self::Linearithmic),
            Self::Quadratic => Some(Self::QuadraticLogarithmic),
            _ => None,
        };
        self > other && Some(self) != a_logarithm_more
    }
}

/// A time class and a space class, each of which may be left out.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// Class of the running time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<GrowthClass>,
    /// Class of the memory beyond the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub space: Option<GrowthClass>,
}

/// The classes a question declares, and what `n` and one operation stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredGrowth {
    /// What is counted, such as "one draw, n weights".
    pub of: String,
    /// The class an answer at the bar has.
    pub expected: Growth,
    /// The class a junior answer has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub junior: Option<Growth>,
    /// The best class known, where it is better than the expected one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<Growth>,
    /// Whether an answer that is clearly worse than expected does not pass.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub class_required: bool,
}

/// What a measurement says of the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum MeasuredClass {
    /// No class could be named.
    #[serde(rename = "unknown")]
    Unknown,
    /// The likeliest class.
    #[serde(untagged)]
    Known(GrowthClass),
}

impl MeasuredClass {
    /// The class, where one could be named.
    pub const fn known(self) -> Option<GrowthClass> {
        match self {
            Self::Known(class) => Some(class),
            Self::Unknown => None,
        }
    }

    /// The class as it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known(class) => class.name(),
            Self::Unknown => "unknown",
        }
    }
}

/// What a point was measured by.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Processor time, in nanoseconds.
    Clock,
    /// Instructions, by the machine's counters.
    Counters,
    /// Instructions, by callgrind.
    Callgrind,
    /// Bytes, by the allocator and the stack.
    Allocator,
}

impl Signal {
    /// The name used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Counters => "counters",
            Self::Callgrind => "callgrind",
            Self::Allocator => "allocator",
        }
    }

    /// The unit of its points.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Clock => "ns",
            Self::Counters | Self::Callgrind => "instructions",
            Self::Allocator => "bytes",
        }
    }
}

/// One size and what was measured there: the mean over inputs, each at its least.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeasuredPoint {
    /// The size.
    pub n: u32,
    /// By what.
    pub signal: Signal,
    /// In the signal's unit.
    pub value: f64,
}

/// The power of n that the upper sizes grow with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Exponent {
    /// The median of the slopes between points, both axes logarithmic.
    pub value: f64,
    /// A tenth of the slopes lie below.
    pub low: f64,
    /// A tenth of the slopes lie above.
    pub high: f64,
}

/// What a measurement says of time or of space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Estimate {
    /// The likeliest class, or `unknown`.
    #[schema(value_type = String)]
    pub class: MeasuredClass,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
    /// The classes that remain: one where it is sure, several where it is not.
    pub candidates: Vec<GrowthClass>,
    /// The power of n.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exponent: Option<Exponent>,
    /// What was measured, in order of size.
    pub points: Vec<MeasuredPoint>,
    /// By what.
    pub signals: Vec<Signal>,
}

/// How the cost of a function grows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Measurement {
    /// Time.
    pub time: Estimate,
    /// Memory beyond the input, the result included.
    pub space: Estimate,
    /// What time was measured by.
    pub signals: Vec<Signal>,
    /// What the measurement could not do, and why.
    pub notes: Vec<String>,
    /// Time it took, in milliseconds.
    pub total_ms: u64,
}

/// Whether an answer grows as its question expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// It grows as expected, or slower.
    Yes,
    /// It clearly grows faster than expected, by more than a logarithm.
    No,
    /// The measurement does not say.
    Unsure,
}

impl Within {
    /// The name used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }
}

/// How an answer to a question grows, beside what the question expects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AnswerGrowth {
    /// What is counted, such as "one draw, n weights".
    pub of: String,
    /// Time; absent where it could not be measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Estimate>,
    /// Memory; absent where it could not be measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub space: Option<Estimate>,
    /// The class an answer at the bar has.
    pub expected: Growth,
    /// The class a junior answer has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub junior: Option<Growth>,
    /// Whether its time grows as expected.
    pub within_expected: Within,
    /// What it comes to, in words.
    pub note: String,
    /// What time was measured by.
    pub signals: Vec<Signal>,
    /// What the measurement could not do, and why.
    pub notes: Vec<String>,
    /// Whether other programs took so much of the machine that the clock is not to be trusted.
    pub busy: bool,
    /// Time it took, in milliseconds.
    pub total_ms: u64,
}
