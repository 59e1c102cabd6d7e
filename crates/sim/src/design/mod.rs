//! System designs that run: a file of components, links, load, faults and objectives becomes a
//! simulation, and that becomes figures with intervals.

mod broken;
mod capacity;
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
mod lru;
mod model;
mod parts;
mod plan;
mod read_parts;
mod reader;
mod replicated;
mod replications;
mod report;
mod review;
mod scenario;
mod sections;
mod series;
mod tally;
mod units;
mod zipf;

pub use engine::Engine;
pub use framing::{FramingEntry, framing};
pub use law::Law;
pub use library::{Defaults, LIBRARY};
pub use model::{Claim, Component, Design, Fault, FaultKind, Kind, Link, Load, Metric, Objective};
pub use parts::{Part, Parts, Quality};
pub use replications::Replications;
pub use report::{ComponentReport, Latency, Outcome, Report, TypeReport, Wait};
pub use review::{Reviewed, Risk};
pub use series::Series;
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
