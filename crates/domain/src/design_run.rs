//! What lets a run of a design be looked into: when it broke, how long requests took, where a slow
//! one spent its time. Everything is simulated.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    design::DesignRun,
    simulated::{Figure, Weighed},
};

/// A fault that a run was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FaultSpan {
    /// When it began, in seconds after the warm-up.
    pub from_s: f64,
    /// When it was over.
    pub to_s: f64,
    /// What it was, in words.
    pub text: String,
}

/// An objective that was missed: since when, and what stood out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Broke {
    /// The figure, in words.
    pub title: String,
    /// From when on it was beyond its bound, in seconds after the warm-up.
    pub from_s: f64,
    /// What stood out then, in a sentence.
    pub text: String,
}

/// How many of all times from entry to answer lie between two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Bin {
    /// The first, in milliseconds.
    pub from_ms: f64,
    /// The second, which is none of them.
    pub to_ms: f64,
    /// How many.
    pub count: u64,
}

/// A request among the slowest hundredth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SlowRequest {
    /// When it came, in seconds after the warm-up.
    pub at_s: f64,
    /// Time from entry to answer, in milliseconds.
    pub latency_ms: f64,
    /// The request itself, then its calls in the order in which they were made.
    pub calls: Vec<SlowCall>,
    /// Calls that are not told.
    pub left_out: u64,
}

/// One call; times are milliseconds after the request came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SlowCall {
    /// The component that was called.
    pub component: String,
    /// Which of its instances took the call, from one.
    pub instance: Option<u32>,
    /// The call that waited for it, by its place in the list; none for the request itself.
    pub caller: Option<u32>,
    /// Which try it was, from one.
    pub attempt: u32,
    /// Whether it was made beside another that was slow to answer.
    pub second: bool,
    /// When it was made.
    pub sent_ms: f64,
    /// When it came to its component, and began to wait.
    pub arrived_ms: Option<f64>,
    /// When its service began.
    pub started_ms: Option<f64>,
    /// When its own work was done, and it began to make calls of its own.
    pub served_ms: Option<f64>,
    /// When its caller learned how it ended.
    pub ended_ms: f64,
    /// How it ended.
    pub end: CallEnd,
    /// Whether the request would have been answered sooner had it ended sooner.
    pub critical: bool,
}

/// How a call ended for its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallEnd {
    /// Well.
    Answered,
    /// Not well: its instance crashed, or a call of its own failed.
    Failed,
    /// Its component turned it away.
    TurnedAway,
    /// The link refused it.
    Refused,
    /// The caller had waited long enough.
    TimedOut,
    /// Another call that raced it was answered first.
    Unneeded,
}

/// One short run of an answer as it stands, under a scenario and what is tried on top of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Preview {
    /// The run.
    pub run: DesignRun,
    /// The scenario's objectives, held to the figures alone: one run says little of their intervals.
    pub objectives: Vec<Weighed>,
    /// The figures that these name.
    pub figures: Vec<Figure>,
    /// Wall time, in milliseconds.
    pub total_ms: u64,
}
