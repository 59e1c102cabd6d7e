//! Growth classes: what a candidate claims and a question expects of time and space.

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
}
