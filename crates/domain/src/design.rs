//! The `design` kind: a system made of a question's parts, run under the question's load and held
//! to objectives; and the framing that comes before it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    daily::{self, DayLine},
    design_run::{Bin, Broke, FaultSpan, SlowRequest},
    design_search::DesignSearch,
    framing::{Cell, FramingDetail},
    review::{Review, ReviewDetail},
    simulated::{Figure, FigureTable, FigureUnit, Objective, Shipped, Weighed},
};

/// What belongs to a `design` question.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignQuestion {
    /// The design that a candidate starts from.
    pub starter: String,
    /// The parts that a design is made of: a file as `docs/designs.md` describes it. None where the
    /// scenarios are worlds that go day by day.
    pub parts: Option<String>,
    /// What a design is run under, in this order.
    pub scenarios: Vec<Scenario>,
    /// What a design has to meet.
    pub objectives: Vec<Objective>,
    /// The framing that is asked for; none where the question has none.
    pub framing: Vec<Cell>,
    /// The design to review, where the answer is a list of its risks.
    pub review: Option<Review>,
    /// Designs, or reviews of the given one, that the package ships.
    pub designs: Vec<Shipped>,
}

/// Load and what breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its name in objectives, such as `usual`.
    pub id: String,
    /// What it is, in words.
    pub title: String,
    /// Path inside the package.
    pub path: String,
    /// Its text; names are those of parts.
    pub text: String,
}

/// What a figure of a run is in words, and its unit; nothing for a name that no run gives.
/// `calls/` is followed by the names of parts, with a plus between.
pub fn figure(name: &str) -> Option<(String, FigureUnit)> {
    use FigureUnit::{Calls, Dollars, Milliseconds, PerSecond, Seconds, Share};
    if let Some(parts) = name.strip_prefix("calls/") {
        return Some((format!("Answers of {}", parts.replace('+', " and ")), Calls));
    }
    let (title, unit) = match name {
        "mean" => ("Mean latency", Milliseconds),
        "p50" => ("Median latency", Milliseconds),
        "p90" => ("Latency, 90th percentile", Milliseconds),
        "p95" => ("Latency, 95th percentile", Milliseconds),
        "p99" => ("Latency, 99th percentile", Milliseconds),
        "p999" => ("Latency, 99.9th percentile", Milliseconds),
        "goodput" => ("Answered in time", Share),
        "error_rate" => ("Requests that fail", Share),
        "availability" => ("Requests that do not fail", Share),
        "throughput" => ("Answers", PerSecond),
        "cost" => ("Cost of a million requests", Dollars),
        "stale_reads" => ("Reads that miss the latest write", Share),
        "lost_writes" => ("Acknowledged writes that are lost", Share),
        "lag_p99" => (
            "Time until a message is acknowledged, 99th percentile",
            Milliseconds,
        ),
        "lost_messages" => ("Messages that are given up", Share),
        "duplicates" => ("Work that is done again, for each message", Share),
        "out_of_order" => ("Messages that are done after later ones", Share),
        "precision" => ("Of what is passed on or flagged, worth it", Share),
        "flagged" => ("Passed on or flagged at the end", Share),
        "cold_share" => ("Answered by nobody who knew what it was about", Share),
        "recall" => ("Of what is worth finding, found", Share),
        "age" => ("Age of the oldest thing that an answer rests on", Seconds),
        _ => return daily::figure(name),
    };
    Some((title.to_owned(), unit))
}

/// What a judgement of a design says beyond its outcome. Everything is simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DesignDetail {
    /// The objectives, in the question's order.
    pub objectives: Vec<Weighed>,
    /// The figures that objectives name, in their order; one that a run could not give is left out.
    pub figures: Vec<Figure>,
    /// What was claimed beforehand, of the first scenario.
    pub claims: Vec<Claimed>,
    /// A run under each scenario.
    pub runs: Vec<DesignRun>,
    /// How the problem was framed, judged apart from the run.
    pub framing: FramingDetail,
    /// What the runs say to the risks that were named, where a given design is reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewDetail>,
    /// How far it is from the cheapest of its structure, once that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<Box<DesignSearch>>,
    /// From which all chance was drawn.
    pub seed: u64,
    /// Wall time of the judgement, in milliseconds.
    pub total_ms: u64,
}

/// A figure that was claimed, beside what was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Claimed {
    /// What was found.
    pub figure: Figure,
    /// What was claimed, in its unit.
    pub claimed: f64,
}

/// A run under one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DesignRun {
    /// The scenario's name in objectives.
    pub scenario: String,
    /// What it is, in words.
    pub title: String,
    /// The run's own figures; one that has no long-run value is left out.
    pub figures: Vec<Figure>,
    /// The components, in the design's order.
    pub components: Vec<ComponentRun>,
    /// Figures of the components and of what else the design has: types of requests, messages,
    /// batch jobs.
    #[serde(default)]
    pub tables: Vec<FigureTable>,
    /// Components whose queues kept growing.
    pub growing: Vec<String>,
    /// Figures over the time that was measured.
    pub series: RunSeries,
    /// What broke, as the scenario says.
    #[serde(default)]
    pub faults: Vec<FaultSpan>,
    /// When missed objectives left their bounds, and what stood out then.
    #[serde(default)]
    pub broke: Vec<Broke>,
    /// How many requests took how long.
    #[serde(default)]
    pub histogram: Vec<Bin>,
    /// A request among the slowest hundredth of the first replication.
    #[serde(default)]
    pub slow_request: Option<SlowRequest>,
    /// What happened over the days, where the scenario is a world that goes day by day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<DayLine>,
    /// Whether more happened than is stepped through, so that the figures decide nothing.
    pub cut: bool,
    /// Runs with other random numbers.
    pub replications: u64,
    /// Events that were stepped through.
    pub events: u64,
    /// The same on every machine for the same design, scenario, seed and replications.
    pub result_hash: String,
}

/// What one component did in a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComponentRun {
    /// Its name.
    pub name: String,
    /// The part it is.
    pub part: String,
    /// Its instances.
    pub instances: u32,
    /// Share of its places that were taken; nothing where it has as many as come.
    pub utilization: Option<f64>,
    /// Time that 99% of calls did not exceed in its queue, in milliseconds.
    pub wait_p99_ms: Option<f64>,
    /// Calls that ended well, per second.
    pub throughput_rps: Option<f64>,
    /// Share of calls that were turned away.
    pub shed_rate: Option<f64>,
    /// Share of keys that a cache had.
    pub hit_rate: Option<f64>,
    /// Dollars for an hour of all instances.
    pub usd_per_hour: f64,
}

/// Figures over the time that was measured, a value for each slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunSeries {
    /// Length of a slice, in seconds.
    pub slice_s: f64,
    /// Requests that came, per second.
    pub offered_rps: Vec<Option<f64>>,
    /// Requests that were answered before the deadline, per second.
    pub goodput_rps: Vec<Option<f64>>,
    /// Share of requests that failed.
    pub error_rate: Vec<Option<f64>>,
    /// Time that 99% of answers did not exceed, in milliseconds.
    pub p99_ms: Vec<Option<f64>>,
}
