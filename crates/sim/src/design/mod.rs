//! System designs that run: a file of components, links, load, faults and objectives becomes a
//! simulation, and that becomes figures with intervals.

mod broke;
mod broken;
mod caches;
mod capacity;
mod carried;
mod check;
mod coming;
mod engine;
mod file;
mod framing;
mod graph;
mod growing;
mod histogram;
mod law;
mod library;
mod linked;
mod model;
mod own;
mod parts;
mod plan;
mod read_carried;
mod read_parts;
pub(crate) mod reader;
mod replicated;
mod replications;
mod report;
mod review;
mod scenario;
pub mod search;
pub(crate) mod sections;
mod series;
mod slow;
mod tally;
pub(crate) mod units;
mod zipf;

pub use broke::Broke;
pub use carried::{Items, Most, Passes, Stage, When};
pub use engine::{Engine, Span, SpanEnd};
pub use framing::{FramingEntry, framing};
pub use histogram::Bin;
pub use law::Law;
pub use library::{Defaults, LIBRARY, LOOKS_EVERY};
pub use model::{Claim, Component, Design, Fault, FaultKind, Kind, Link, Load, Metric, Objective};
pub use parts::{Part, Parts, Quality};
pub use replicated::{Copies, Starts};
pub use replications::Replications;
pub use report::{
    ComponentReport, DeliveryReport, JobReport, Latency, Outcome, Report, StageReport, TypeReport,
    Wait,
};
pub use review::{Reviewed, Risk};
pub use series::Series;
pub use slow::{SlowCall, SlowRequest};
pub use tally::{Cut, Replication};

use crate::problem::Problem;

impl Design {
    /// Reads a design, with its scenario where that stands apart.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with either text, in order of line.
    pub fn parse(design: &str, scenario: Option<&str>) -> Result<Self, Vec<Problem>> {
        check::parse(design, None, scenario)
    }

    /// Reads a design that is made of a question's parts, with the question's scenario, whose names
    /// are those of parts. Problems of the scenario are those of text 1.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with either text, in order of line.
    pub fn parse_in(design: &str, parts: &Parts, scenario: &str) -> Result<Self, Vec<Problem>> {
        check::parse(design, Some(parts), Some(scenario))
    }
}
